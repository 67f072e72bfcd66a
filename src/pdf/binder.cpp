#include "pdf/binder.h"

#include "base/json.h"
#include "pdf/annex.h"
#include "pdf/apart.h"
#include "pdf/bundle.h"

namespace preavis::pdf {
namespace {

using base::Refusal;

constexpr std::size_t most_bundle_bytes = 150UL << 20U;

constexpr ApartLimits look_limits{
    .memory_bytes = 512LL << 20, .processor_seconds = 10, .wall_seconds = 30};
constexpr ApartLimits bundle_limits{
    .memory_bytes = 1LL << 30, .processor_seconds = 30, .wall_seconds = 60};

const Refusal too_heavy{
    "annexe_trop_lourde",
    "Ce fichier demande trop de temps ou de mémoire pour être lu sans "
    "danger : imprimez-le vers un nouveau fichier PDF, et fournissez celui-là."};

std::string encoded(const base::Answer<dossier::AnnexLook>& answer) {
    if (const auto* refusal = base::refusal_of(answer)) {
        return base::Json{{"code", refusal->code}, {"message", refusal->message}}.dump();
    }
    return base::Json{{"pages", std::get<dossier::AnnexLook>(answer).pages}}.dump();
}

base::Answer<dossier::AnnexLook> decoded(const std::string& text) {
    const base::Json found = base::Json::parse(text);
    if (found.contains("pages")) return dossier::AnnexLook{found["pages"].get<std::int64_t>()};
    return Refusal{found["code"].get<std::string>(), found["message"].get<std::string>()};
}

class QpdfBinder : public dossier::Binder {
  public:
    base::Answer<dossier::AnnexLook> look(const std::string& bytes) const override {
        const auto found = run_apart([&] { return encoded(look_at_annex(bytes)); }, look_limits);
        return found ? decoded(*found) : too_heavy;
    }

    base::Answer<std::string> bind(const std::vector<std::string>& parts,
                                   const dossier::BindingOptions& options) const override {
        std::size_t size = 0;
        for (const std::string& part : parts) size += part.size();
        auto bound = size > most_bundle_bytes
                         ? std::nullopt
                         : run_apart([&] { return bundle(parts, options); }, bundle_limits);
        if (bound) return *std::move(bound);
        return Refusal{"copie_trop_grande",
                       "Ces documents sont trop lourds pour une seule copie d'impression (150 Mo "
                       "au plus) : imprimez-les un par un."};
    }
};

}  // namespace

std::unique_ptr<dossier::Binder> binder() {
    return std::make_unique<QpdfBinder>();
}

}  // namespace preavis::pdf
