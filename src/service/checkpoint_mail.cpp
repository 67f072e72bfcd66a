#include "service/checkpoint_mail.h"

#include <algorithm>

#include "base/failure.h"
#include "service/checkpoint.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

using base::Json;
using dossier::Checkpoint;

constexpr const char* sent_kind = "point_envoye";
constexpr std::int64_t first_pause_s = 5 * 60;
constexpr int most_doublings = 4;  // up to 80 minutes
constexpr std::size_t most_waiting = 7;

std::int64_t size_sent(const Office& office) {
    const auto line = last_sending(office);
    if (!line) return 0;
    const Json payload = Json::parse(line->payload_json, nullptr, false);
    return payload.is_object() ? payload.value("size", std::int64_t{0}) : 0;
}

/// Of the last so many checkpoints, those that not everybody has, the latest first.
std::vector<Checkpoint> unsent(const Office& office, std::size_t among) {
    if (office.mailer == nullptr || office.checkpoint_readers.empty()) return {};
    auto found = office.store.checkpoints(among);
    const std::int64_t sent = size_sent(office);
    std::erase_if(found, [sent](const Checkpoint& one) { return one.size <= sent; });
    return found;
}

dossier::Mail mail_of(const Checkpoint& checkpoint, const std::string& reader) {
    const std::string size = std::to_string(checkpoint.size);
    return {.to = reader,
            .subject = "préavis : point de contrôle du journal",
            .text =
                "Bonjour,\n\n"
                "Le fichier joint dit l'état du journal de préavis : le nombre de ses lignes et "
                "leur empreinte. Le service l'a signé.\n\n"
                "Gardez ce fichier hors du service. Il montrera, plus tard, que rien n'a été "
                "récrit :\n\n"
                "    preavis journal verify --against point-" +
                size +
                ".txt\n\n"
                "Il ne contient le nom de personne. Ce message est automatique ; n'y répondez "
                "pas.\n",
            .reference = "point-" + size + "-" + checkpoint.root.substr(0, 16),
            .attachment_name = "point-" + size + ".txt",
            .attachment = checkpoint.note};
}

}  // namespace

std::optional<dossier::JournalEntry> last_sending(const Office& office) {
    return office.store.last_entry(sent_kind);
}

std::optional<law::Instant> unsent_since(const Office& office) {
    const auto waiting = unsent(office, most_waiting);
    return waiting.empty() ? std::nullopt : std::optional(waiting.back().at);
}

void CheckpointMail::turn(law::Instant now) {
    if (now < not_before_) return;
    const auto last = unsent(office_, 1);
    if (last.empty()) return;
    if (last.front().size != size_) told_.clear();
    size_ = last.front().size;
    try {
        send(last.front(), now);
        failures_ = 0;
    } catch (const base::Failure&) {
        not_before_ = now.plus_seconds(first_pause_s << std::min(failures_, most_doublings));
        ++failures_;
        throw;
    }
}

void CheckpointMail::send(const Checkpoint& checkpoint, law::Instant now) {
    for (const std::string& reader : office_.checkpoint_readers) {
        if (told_.contains(reader)) continue;
        office_.mailer->send(mail_of(checkpoint, reader));
        told_.insert(reader);
    }
    const Json payload = {{"size", checkpoint.size},
                          {"root", checkpoint.root},
                          {"readers", office_.checkpoint_readers}};
    dossier::Change change;
    change.journal = {journal_line(sent_kind, system_actor(), payload, now, now)};
    office_.store.commit(change);
}

}  // namespace preavis::service
