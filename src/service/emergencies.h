#pragma once

#include <string>

#include "base/node.h"
#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// Accesses in an emergency (« bris de glace »): somebody outside the team of a protected household
/// opens its one dossier, whose exact number they know, for twelve hours, and writes why. It is
/// journaled; the SIAO's responsables are told; one of them, never the one who opened it, reads it
/// again and confirms or contests. Contested, it ends at once.
class Emergencies {
  public:
    explicit Emergencies(const Office& office) : office_(office) {}

    /// Body: `{number, reason}`. A number that leads to nothing in the département, or to an
    /// ordinary dossier elsewhere: `introuvable`, all alike. Refusals: `acces_inutile` (the asker
    /// sees the dossier already), `patientez` (too many tries within an hour).
    Outcome open(const base::Node& body, const Command& command);
    /// For a responsable those of the département, for anybody else their own.
    Outcome list(dossier::EmergencyFilter filter, const dossier::Actor& actor);
    Outcome read(const std::string& id, const dossier::Actor& actor);
    /// Body: `{verdict: confirme|conteste, comment?}`; a contestation says why. Refusals:
    /// `relecture_par_un_autre`, `deja_relu`.
    Outcome review(const std::string& id, const base::Node& body, const Command& command);

    /// Who has read a protected dossier, the latest first.
    Outcome consultations(const std::string& dossier, const dossier::Actor& actor,
                          std::size_t limit);

  private:
    std::optional<dossier::Dossier> numbered(const std::string& number,
                                             const dossier::Actor& actor) const;
    std::optional<dossier::EmergencyAccess> visible(const std::string& id,
                                                    const dossier::Actor& actor) const;
    Outcome keep(const dossier::EmergencyAccess& access, const dossier::Dossier& dossier,
                 const Command& command, law::Instant now);
    void note_vain_try(const dossier::EmergencyAccess& access, const Command& command,
                       law::Instant now);
    base::Json view_of(const dossier::EmergencyAccess& access, law::Instant now) const;

    const Office& office_;
};

}  // namespace preavis::service
