#include "service/consulting.h"

#include <algorithm>

namespace preavis::service {
namespace {

using dossier::Consultation;

Consultation by(const Office& office, const dossier::Actor& actor) {
    Consultation one;
    one.at = office.clock.now();
    one.account = actor.compte;
    one.role = dossier::name_of(actor.role);
    one.organisation = actor.organisation;
    one.reason = "equipe";
    return one;
}

Consultation of_dossier(const Office& office, const dossier::Actor& actor,
                        const std::string& dossier) {
    Consultation one = by(office, actor);
    one.dossier = dossier;
    const auto& opened = actor.emergency;
    if (std::find(opened.begin(), opened.end(), dossier) != opened.end()) one.reason = "urgence";
    return one;
}

void keep(const Office& office, std::vector<Consultation> consultations) {
    if (consultations.empty()) return;
    dossier::Change change;
    change.consultations = std::move(consultations);
    office.store.commit(change);
}

}  // namespace

void note_consultation(const Office& office, const dossier::Actor& actor,
                       const dossier::Dossier& dossier, const std::string& kind,
                       const std::string& subject) {
    if (!dossier.protected_household) return;
    Consultation one = of_dossier(office, actor, dossier.id);
    one.kind = kind;
    one.subject = subject;
    keep(office, {std::move(one)});
}

void note_consultations(const Office& office, const dossier::Actor& actor,
                        const std::vector<dossier::Dossier>& dossiers) {
    std::vector<Consultation> all;
    for (const dossier::Dossier& dossier : dossiers) {
        if (!dossier.protected_household) continue;
        Consultation& one = all.emplace_back(of_dossier(office, actor, dossier.id));
        one.kind = "liste";
        one.subject = dossier.id;
    }
    keep(office, std::move(all));
}

void note_consultations(const Office& office, const dossier::Actor& actor,
                        const std::vector<dossier::Noun>& nouns) {
    std::vector<Consultation> all;
    for (const dossier::Noun& noun : nouns) {
        if (!noun.is_protected) continue;
        Consultation& one = all.emplace_back(by(office, actor));
        one.kind = "fiche";
        one.subject = noun.id;
    }
    keep(office, std::move(all));
}

}  // namespace preavis::service
