#pragma once

#include <string>

#include "base/node.h"
#include "dossier/noun.h"
#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// The nouns: created, read, changed, listed, each in the asker's scope.
class Registry {
  public:
    explicit Registry(const Office& office) : office_(office) {}

    /// Fields as the kind declares them (`data/nouns`), plus `departement` where the asker's own
    /// does not say it. A person already known: `personne_connue`, with the candidates that the
    /// asker may see in `missing`; `"autre_personne": true` in the body confirms that it is
    /// somebody else.
    Outcome create(dossier::NounKind kind, const base::Node& body, const Command& command);
    Outcome read(dossier::NounKind kind, const std::string& id, const dossier::Actor& actor);
    /// Changes the fields given; a null removes an optional one.
    Outcome change(dossier::NounKind kind, const std::string& id, const base::Node& body,
                   const Command& command);
    /// `{ "items": [...], "next": "..." }`; `next` absent on the last page.
    Outcome list(dossier::NounKind kind, const dossier::NounFilter& filter,
                 const dossier::Actor& actor);

  private:
    Outcome save(dossier::Noun noun, const Command& command, law::Instant now, int status);
    /// Puts the changes of a body into a noun; what is wrong with them.
    base::Problems apply(const base::Node& body, const dossier::Actor& actor, law::Instant now,
                         dossier::Noun& noun) const;
    /// Whose it is: a body its own, a structure whoever runs it, a stay and a place likewise.
    void adopt(dossier::Noun& noun) const;

    const Office& office_;
};

}  // namespace preavis::service
