#pragma once

#include <string>

#include "access/policy.h"
#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"
#include "service/papers.h"

namespace preavis::service {

/// A file that somebody hands in, with what they say about it.
struct Supply {
    std::string nature;  ///< data/nomenclatures/annexes.yaml
    std::string title;
    std::string language;  ///< BCP 47
    std::string bytes;
};

/// Supplied files: checked, kept byte for byte, versioned, handed out. What is in the owner's scope
/// is in scope: who may see a structure or a dossier may read its annexes.
class Annexes {
  public:
    explicit Annexes(const Office& office) : office_(office) {}

    /// Keeps a file as the newest version of its series. Refuses what `dossier::Binder` refuses,
    /// and a file that is the newest version already (`annexe_deja_fournie`).
    Outcome supply(const dossier::AnnexOwner& owner, const Supply& supply, const Command& command);
    /// The newest version of each.
    Outcome list(const dossier::AnnexOwner& owner, const dossier::Actor& actor);
    /// The bytes of any version, as they were supplied.
    base::Answer<IssuedPaper> file(const std::string& id, const dossier::Actor& actor);

  private:
    bool owner_visible(const dossier::AnnexOwner& owner, const dossier::Actor& actor,
                       access::Act act) const;
    bool lives_in(const std::string& structure, const dossier::Actor& actor) const;
    void note(const dossier::AnnexOwner& owner, const std::string& subject,
              const dossier::Actor& actor) const;
    Outcome keep(dossier::SuppliedAnnex supplied, const Command& command);
    base::Json view(const dossier::Annex& annex) const;

    const Office& office_;
};

}  // namespace preavis::service
