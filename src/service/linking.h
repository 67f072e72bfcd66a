#pragma once

#include <string>

#include "dossier/store.h"
#include "service/office.h"

namespace preavis::service {

/// The job that tells other dossiers what this event of `dossier` means to them. Its key is unique:
/// one event, one link, one effect.
dossier::OutboxJob link_job(const dossier::Dossier& dossier, const std::string& link,
                            law::Instant now);

/// Opens the other dossier, or moves those of the same stay (of the same ménage if there is no
/// stay) that run and wait for the event: as the system, for the organisation and the parties of
/// the dossier that caused it. Each dossier's journal then names the other. What a rule refuses is
/// journaled at the cause, once. Safe to run twice, and after a crash at any point.
void follow_link(const Office& office, const dossier::OutboxJob& job);

/// Does one job of the outbox, by its kind.
void carry_out(const Office& office, const dossier::OutboxJob& job);

}  // namespace preavis::service
