#pragma once

#include <string>

#include "base/node.h"
#include "service/office.h"
#include "service/outcome.h"
#include "service/papers.h"

namespace preavis::service {

/// What a responsable of the SIAO does about the age of what is held: looks, holds, erases.
/// Everything is journaled; nothing happens by itself.
class Retention {
  public:
    explicit Retention(const Office& office) : office_(office) {}

    /// Households past their time, and what stands before their erasure.
    Outcome preview(const dossier::Actor& actor);
    /// One household: last contact, end of retention, what would go, what stays.
    Outcome read(const std::string& menage, const dossier::Actor& actor);

    /// `{"motif": CODE, "reexamen": DATE}`; refused if one is in force (`deja_gele`).
    Outcome hold(const std::string& menage, const base::Node& body, const Command& command);
    /// `{"raison": "..."}`; refused if none is in force (`pas_gele`).
    Outcome lift(const std::string& menage, const base::Node& body, const Command& command);
    Outcome holds(const dossier::Actor& actor);

    /// `{"motif": "...", "menages": [ID]}`; without `menages`, all that are past their time.
    Outcome purge(const base::Node& body, const Command& command);

    Outcome certificates(const dossier::Actor& actor);
    Outcome certificate(const std::string& id, const dossier::Actor& actor);

    /// The bytes of a document that outlived its household, told why: `{"motif": "..."}`.
    base::Answer<IssuedPaper> kept_paper(const std::string& file, const std::string& reason,
                                         const dossier::Actor& actor);

  private:
    Outcome keep(const dossier::Hold& hold, const base::Json& payload, const char* kind,
                 const Command& command);

    const Office& office_;
};

}  // namespace preavis::service
