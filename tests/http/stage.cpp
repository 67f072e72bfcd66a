#include "http/stage.h"

#include <stdexcept>

#include "base/hash.h"
#include "pdf/binder.h"
#include "seal/signer.h"
#include "service/loops.h"
#include "store/sqlite.h"

namespace preavis::http::test {
namespace {

class PlainIdentity : public dossier::Identity {
  public:
    std::string hash_password(const std::string& password) override { return "h:" + password; }
    bool password_matches(const std::string& password, const std::string& hash) override {
        return hash == "h:" + password;
    }
    std::int64_t totp_step(const std::string&, const std::string& code, law::Instant now) override {
        return code == "123456" ? now.ms / 30'000 : -1;
    }
    std::string draw_totp_secret() override { return "JBSWY3DPEHPK3PXP"; }
    std::string draw_token() override { return base::random_id() + base::random_id(); }
};

}  // namespace

const service::Library& shared_library() {
    static const service::Library library = [] {
        auto reading = service::read_library(PREAVIS_ROOT);
        if (const auto* problems = std::get_if<base::Problems>(&reading)) {
            throw std::runtime_error(base::to_string(*problems));
        }
        auto read = std::get<service::Library>(std::move(reading));
        // A neighbour whose documents can be issued too.
        service::Profile neighbour = *read.profile("75");
        neighbour.departement = "69";
        read.profiles.emplace("69", std::move(neighbour));
        return read;
    }();
    return library;
}

const std::shared_ptr<const page::Fonts>& shared_fonts() {
    static const auto fonts = std::make_shared<const page::Fonts>();
    return fonts;
}

bool HandClock::move_to(law::Instant to) {
    if (to < now_) return false;
    now_ = to;
    return true;
}

Stage::Stage(const std::filesystem::path& within, DrawsPdf draws)
    : folder_(within / ("preavis-" + base::random_id())) {
    std::filesystem::create_directory(folder_);
    store_ = store::open_sqlite({.path = file(), .create = true});
    identity_ = std::make_unique<PlainIdentity>();
    binder_ = pdf::binder();
    clock.set("2026-05-04T08:00:00.000Z");
    office_ = std::make_unique<service::Office>(service::Office{
        shared_library(), *shared_fonts(), *store_, clock, clock, *identity_, std::move(draws)});
    office_->binder = binder_.get();
    signer_ = seal::file_signer(file().string() + ".cle", true);
    office_->signer = signer_.get();
    registry_ = std::make_unique<service::Registry>(*office_);
    procedures_ = std::make_unique<service::Procedures>(*office_);
    papers_ = std::make_unique<service::Papers>(*office_);
    deadlines_ = std::make_unique<service::Deadlines>(*office_);
    gate_ = std::make_unique<service::Gate>(*office_);
    services_ = std::make_unique<Services>(
        Services{*office_,
                 *registry_,
                 *procedures_,
                 *papers_,
                 *deadlines_,
                 *gate_,
                 {},
                 [this] { return troubles; },
                 [this](const std::string& line) { reports.push_back(line); }});
}

Stage::~Stage() {
    store_.reset();
    std::filesystem::remove_all(folder_);
}

void Stage::allow_test_clock() {
    services_->move_test_clock = [this](law::Instant to) -> base::Answer<law::Instant> {
        if (!clock.move_to(to)) {
            return base::Refusal{"temps_en_arriere", "Le temps ne va que vers l'avant."};
        }
        service::fire_due_deadlines(*office_, clock.now());
        return clock.now();
    };
}

}  // namespace preavis::http::test
