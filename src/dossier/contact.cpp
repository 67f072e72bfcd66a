#include "dossier/contact.h"

#include <algorithm>

namespace preavis::dossier {
namespace {

constexpr const char* source = "CNIL, délibération n° 2021-028 du 11 mars 2021";

/// Keeps the latest of what is told, and what it was.
class Latest {
  public:
    Latest(law::Instant now, const law::Territory& territory) : now_(now), territory_(territory) {}

    void see(law::Instant at, const std::string& code, const std::string& what) {
        at = std::min(at, now_);
        if (!contact_.because.empty() && at <= contact_.at) return;
        contact_.at = at;
        const std::string day = law::in_french_without_weekday(territory_.date(at));
        contact_.because = {{code, "Dernier contact le " + day + " : " + what + ".", source}};
    }
    void see_stay(const StayPeriod& stay) {
        const law::Date today = territory_.date(now_);
        if (stay.to && *stay.to < today) {
            see(territory_.end_of_day(*stay.to), "sejour", "fin d'un séjour");
        } else if (stay.from <= today) {
            see(now_, "sejour_en_cours", "un séjour est en cours");
            contact_.staying = true;
        }
    }
    const LastContact& contact() const { return contact_; }

  private:
    law::Instant now_;
    const law::Territory& territory_;
    LastContact contact_;
};

}  // namespace

bool is_contact(const ContactRules& rules, const Happening& happening) {
    if (happening.role == Role::systeme) return false;
    if (happening.role == Role::menage) return true;
    const auto procedure = rules.find(happening.workflow);
    return procedure != rules.end() && procedure->second.with.contains(happening.event);
}

LastContact last_contact(const ContactRules& rules, const Traces& traces,
                         const law::Territory& territory, law::Instant now) {
    Latest latest(now, territory);
    latest.see(traces.registered_at, "enregistrement", "enregistrement du ménage");
    for (const Happening& happening : traces.happenings) {
        if (!is_contact(rules, happening)) continue;
        latest.see(happening.at, "evenement",
                   "événement « " + happening.event + " » du dossier " + happening.dossier_number);
    }
    for (const law::Instant at : traces.requests) {
        latest.see(at, "demande", "demande d'une personne sur ses données");
    }
    for (const StayPeriod& stay : traces.stays) latest.see_stay(stay);
    return latest.contact();
}

}  // namespace preavis::dossier
