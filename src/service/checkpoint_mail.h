#pragma once

#include <optional>
#include <set>
#include <string>

#include "dossier/store.h"
#include "service/office.h"

namespace preavis::service {

/// Puts each day's checkpoint into somebody else's hands, by e-mail to the addresses that the
/// configuration names. A relay that refuses is tried again, each time after a longer pause; once
/// all have the checkpoint, the journal says so (`point_envoye`). A crash before that sends it a
/// second time, under the same Message-ID.
class CheckpointMail {
  public:
    explicit CheckpointMail(const Office& office) : office_(office) {}

    /// Sends the last checkpoint to who has not got it. Throws Failure if the relay refuses.
    void turn(law::Instant now);

  private:
    void send(const dossier::Checkpoint& checkpoint, law::Instant now);

    const Office& office_;
    std::int64_t size_ = 0;       ///< of the checkpoint that `told_` is about
    std::set<std::string> told_;  ///< addresses
    int failures_ = 0;            ///< since the last one that was sent
    law::Instant not_before_ = {};
};

/// Since when a checkpoint waits to be sent (a new one each day does not begin the wait anew);
/// nothing if none does, or without addresses.
std::optional<law::Instant> unsent_since(const Office& office);
/// The journal's line about the last one that was sent.
std::optional<dossier::JournalEntry> last_sending(const Office& office);

}  // namespace preavis::service
