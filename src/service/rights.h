#pragma once

#include <string>

#include "base/node.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// What persons ask about their own data: to put something right, not to be reached in some way.
/// A person decides; what is applied is a change of the record, with its reason; what it replaces
/// stands in the journal under the household's key, as long as the household does.
/// Source: règlement (UE) 2016/679, art. 12, 16 and 21.
class Rights {
  public:
    explicit Rights(const Office& office) : office_(office) {}

    /// `{"nature": "rectification"|"opposition", "champ": FIELD, "valeur": VALUE, "raison":
    /// "..."}`. The value is read as strictly as any value of that field; null asks for its
    /// removal. An opposition is about the field `canaux_refuses`.
    Outcome ask(const std::string& personne, const base::Node& body, const Command& command);
    /// `{"decision": "appliquer"|"refuser", "raison": "..."}`; once.
    Outcome decide(const std::string& request, const base::Node& body, const Command& command);

    /// Of one person, or all that the asker may see: without values.
    Outcome list(const std::string& personne, const dossier::Actor& actor);
    /// One, with what is asked for and what stands there now.
    Outcome read(const std::string& request, const dossier::Actor& actor);

  private:
    Outcome apply(const dossier::RightsRequest& request, const std::string& reason,
                  const Command& command);
    Outcome finish(dossier::Change change, const dossier::RightsRequest& request, int status,
                   const Command& command, law::Instant now);
    /// The journal's line that tells what was asked for.
    base::Json asked(const dossier::RightsRequest& request) const;

    const Office& office_;
};

}  // namespace preavis::service
