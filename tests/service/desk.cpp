#include "service/desk.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/hash.h"
#include "identity/local.h"
#include "pdf/binder.h"
#include "pdf/write.h"
#include "store/sqlite.h"

namespace preavis::service::test {
namespace {

const Library& shared_library() {
    static const Library library = [] {
        auto reading = read_library(PREAVIS_ROOT);
        if (const auto* problems = std::get_if<base::Problems>(&reading)) {
            throw std::runtime_error(base::to_string(*problems));
        }
        return std::get<Library>(std::move(reading));
    }();
    return library;
}

const std::shared_ptr<const page::Fonts>& shared_fonts() {
    static const auto fonts = std::make_shared<const page::Fonts>();
    return fonts;
}

const pdf::Writer& shared_writer() {
    static const pdf::Writer writer(shared_fonts());
    return writer;
}

}  // namespace

Desk::Desk() {
    folder_ = std::filesystem::temp_directory_path() / ("preavis-" + base::random_id());
    std::filesystem::create_directory(folder_);
    store_ = store::open_sqlite({.path = file(), .create = true});
    identity_ = identity::local_identity();
    binder_ = pdf::binder();
    clock.set("2026-05-04T08:00:00.000Z");
    office_ = std::make_unique<Office>(
        Office{shared_library(), *shared_fonts(), *store_, clock, clock, *identity_,
               [](const page::Pages& pages) { return shared_writer().write(pages); }});
    office_->binder = binder_.get();
    const dossier::Actor founder = actor("siao_responsable", "x");
    const std::string where = R"(, "departements": ["75"], "commune": "Paris",
        "adresse": "1, rue du Test", "code_postal": "75001", "telephone": "+33199000001",
        "courriel": "contact@test.example", "delegue_protection_donnees": "dpo@test.example"})";
    siao = create("organisation", R"({"nom": "SIAO d'essai", "genre": "siao")" + where, founder);
    hotelier =
        create("organisation", R"({"nom": "Hôteliers", "genre": "hotelier")" + where, founder);
    gestionnaire = create("organisation",
                          R"({"nom": "Association", "genre": "gestionnaire")" + where, founder);
    hotel = create("structure",
                   R"({"nom": "Hôtel du Test", "genre": "hotel", "adresse": "2, rue du Test",
                       "code_postal": "75001", "commune": "Paris", "departement": "75",
                       "organisation": ")" +
                       hotelier + "\"}",
                   founder);
}

Desk::~Desk() {
    office_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
}

dossier::Actor Desk::actor(const std::string& role, const std::string& organisation) const {
    dossier::Actor who;
    who.compte = "compte-" + role;
    who.role = *dossier::role(role);
    who.organisation = organisation.empty() ? siao : organisation;
    who.organisation_kind = who.organisation == siao           ? "siao"
                            : who.organisation == hotelier     ? "hotelier"
                            : who.organisation == gestionnaire ? "gestionnaire"
                                                               : "ddets";
    who.departement = "75";
    return who;
}

Command Desk::as(const dossier::Actor& who, const std::string& key) const {
    return {.actor = who, .idempotency_key = key, .request_hash = "empreinte"};
}

std::string Desk::create(const std::string& kind, const std::string& json,
                         const dossier::Actor& who) {
    Registry registry(*office_);
    const Outcome outcome = registry.create(*dossier::noun_kind(kind), json_node(json), as(who));
    EXPECT_EQ(verdict(outcome), "done") << json;
    return body(outcome)["id"];
}

Outcome Desk::open(const std::string& json, const Command& command) {
    return Procedures(*office_).open(json_node(json), command);
}

Outcome Desk::apply(const std::string& dossier, const std::string& json, const Command& command) {
    return Procedures(*office_).apply(dossier, json_node(json), command);
}

std::string Desk::household(const std::string& family, bool protected_one) {
    const dossier::Actor who = actor("siao_responsable");
    const std::string person = create(
        "personne",
        R"({"nom": ")" + family +
            R"(", "prenoms": "Salma", "date_naissance": "1990-01-02", "civilite": "madame"})",
        who);
    const std::string menage =
        create("menage",
               R"({"designation": "Ménage )" + family + R"(", "sensibilite": ")" +
                   (protected_one ? "protege" : "ordinaire") + R"(", "membres": [{"personne": ")" +
                   person + R"(", "depuis": "2026-01-01"}]})",
               who);
    const std::string sejour = create("sejour",
                                      R"({"menage": ")" + menage + R"(", "structure": ")" + hotel +
                                          R"(", "regime": "stabilisee", "debut": "2026-05-04"})",
                                      who);
    return R"({"menage": ")" + menage + R"(", "structure": ")" + hotel + R"(", "sejour": ")" +
           sejour + "\"}";
}

std::string Desk::kit(const std::string& parties) const {
    return R"({"workflow": "kit_accueil", "parties": )" + parties +
           R"(, "facts": {"type_accueil": "hotel_initial",
                          "date_arrivee": "2026-05-04T07:30:00Z"}})";
}

std::string verdict(const Outcome& outcome) {
    if (std::holds_alternative<Reply>(outcome)) return "done";
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) return refusal->code;
    return "problems: " + base::to_string(std::get<base::Problems>(outcome));
}

const base::Json& body(const Outcome& outcome) {
    static const base::Json nothing = base::Json::object();
    const auto* reply = std::get_if<Reply>(&outcome);
    EXPECT_NE(reply, nullptr) << verdict(outcome);
    return reply == nullptr ? nothing : reply->body;
}

base::Node json_node(const std::string& text) {
    auto reading = base::read_json(text, "corps");
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error(base::to_string(*problems) + text);
    }
    return std::get<base::Node>(std::move(reading));
}

}  // namespace preavis::service::test
