#pragma once

#include <string>

#include "base/node.h"
#include "dossier/store.h"
#include "service/moving.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// The dossiers: opened, moved by events, read. The only place where a step is saved, with its
/// journal entry, deadlines, documents ordered, jobs and remembered answer in one transaction.
class Procedures {
  public:
    explicit Procedures(const Office& office) : office_(office) {}

    /// Body: `{workflow, facts, parties: {menage, personnes, structure, sejour}, at?, event?}`.
    Outcome open(const base::Node& body, const Command& command);
    /// Body: `{event, facts, at?}`.
    Outcome apply(const std::string& id, const base::Node& body, const Command& command);

    Outcome read(const std::string& id, const dossier::Actor& actor);
    Outcome list(const dossier::DossierFilter& filter, const dossier::Actor& actor);
    Outcome history(const std::string& id, const dossier::Actor& actor);
    Outcome documents(const std::string& id, const dossier::Actor& actor);

    /// Names, titles and versions of the procedures.
    Outcome definitions(const dossier::Actor& actor);
    /// States, events with the facts that each needs, deadlines, documents.
    Outcome definition(const std::string& name, const dossier::Actor& actor);

  private:
    /// Steps, orders, saves: everything in one transaction; then does the jobs that follow.
    Outcome move(const Move& move, const Command& command, int status);
    /// An answer given earlier, unless its dossier has left the asker's scope.
    Outcome still_seen(Outcome before, const dossier::Actor& actor) const;
    Outcome apply_to(const dossier::Dossier& dossier, const base::Node& body,
                     const Command& command, law::Instant now);
    base::Json whole_view(const dossier::Dossier& dossier, const dossier::Actor& actor,
                          law::Instant now) const;

    const Office& office_;
};

}  // namespace preavis::service
