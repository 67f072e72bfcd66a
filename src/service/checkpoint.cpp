#include "service/checkpoint.h"

#include <charconv>

#include "access/policy.h"
#include "base/hash.h"
#include "base/text.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Checkpoint;

constexpr const char* identity_setting = "identite";
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::size_t key_name_size = 4;
constexpr std::string_view dash = "— ";

std::string origin_of(dossier::Store& store) {
    return "preavis/" + store.setting(identity_setting);
}

std::string statement_of(const std::string& origin, const dossier::JournalState& journal,
                         const std::string& key, law::Instant now) {
    return origin + "\n" + std::to_string(journal.size) + "\n" +
           base::base64(base::from_hex(journal.root).value()) + "\ntete " + journal.head +
           "\ndate " + law::utc_iso(now) + "\ncle " + key + "\n";
}

/// The first bytes of a hash over the signer's name, a mark of Ed25519, and its public key.
std::string key_name(const std::string& origin, const std::string& key) {
    return base::sha256(origin + "\n\x01" + base::from_hex(key).value_or(""))
        .substr(0, key_name_size);
}

std::string signed_note(const std::string& origin, const std::string& statement,
                        const dossier::Signer& signer) {
    const std::string mark =
        key_name(origin, signer.public_key()) + base::from_hex(signer.sign(statement)).value_or("");
    return statement + "\n" + std::string(dash) + origin + " " + base::base64(mark) + "\n";
}

std::optional<std::string> value_after(const std::string& line, const std::string& name) {
    if (!line.starts_with(name + " ")) return std::nullopt;
    return line.substr(name.size() + 1);
}

bool read_lines(const std::vector<std::string>& lines, CheckpointNote& note) {
    if (lines.size() != 6) return false;
    const std::string& digits = lines[1];
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), note.size);
    const auto root = base::from_base64(lines[2]);
    const auto head = value_after(lines[3], "tete");
    const auto at = value_after(lines[4], "date");
    const auto key = value_after(lines[5], "cle");
    const bool whole = error == std::errc() && stop == digits.data() + digits.size() && root &&
                       head && at && key && note.size > 0;
    if (!whole) return false;
    note.origin = lines[0];
    note.root = base::hex(*root);
    note.head = *head;
    note.at = *at;
    note.key = *key;
    return true;
}

bool read_signature(const std::string& line, CheckpointNote& note) {
    const std::string begin = std::string(dash) + note.origin + " ";
    if (!line.starts_with(begin)) return false;
    const auto mark = base::from_base64(line.substr(begin.size()));
    if (!mark || mark->substr(0, key_name_size) != key_name(note.origin, note.key)) return false;
    note.signature = base::hex(mark->substr(key_name_size));
    return true;
}

std::optional<Checkpoint> last_of(dossier::Store& store) {
    auto last = store.checkpoints(1);
    return last.empty() ? std::nullopt : std::optional(std::move(last.front()));
}

}  // namespace

std::optional<CheckpointNote> read_note(const std::string& text) {
    const std::size_t blank = text.find("\n\n");
    if (blank == std::string::npos || !text.ends_with('\n')) return std::nullopt;
    CheckpointNote note;
    note.statement = text.substr(0, blank + 1);
    const std::vector<std::string> lines = base::split(text.substr(0, blank), '\n');
    const std::string last = text.substr(blank + 2, text.size() - blank - 3);
    if (!read_lines(lines, note) || !read_signature(last, note)) return std::nullopt;
    return note;
}

std::optional<Checkpoint> make_checkpoint(dossier::Store& store, const dossier::Signer& signer,
                                          law::Instant now) {
    const dossier::JournalState journal = store.journal_state();
    if (journal.size == 0) return std::nullopt;
    auto last = last_of(store);
    if (last && last->size == journal.size) return last;
    const std::string origin = origin_of(store);
    const std::string statement = statement_of(origin, journal, signer.public_key(), now);
    Checkpoint made{.size = journal.size, .root = journal.root, .at = now};
    made.note = signed_note(origin, statement, signer);
    // Somebody else may have made one of this size meanwhile: it says the same.
    if (!store.save_checkpoint(made)) return store.checkpoint_over(journal.size);
    return made;
}

bool checkpoint_daily(const Office& office, law::Instant now) {
    const auto last = last_of(office.store);
    const bool made_today = last && last->at.ms / day_ms >= now.ms / day_ms;
    if (office.signer == nullptr || made_today) return false;
    const auto made = make_checkpoint(office.store, *office.signer, now);
    return made && (!last || made->size > last->size);
}

Outcome list_checkpoints(const Office& office, const dossier::Actor& actor, std::size_t limit) {
    if (!access::may(actor.role, Act::read_service)) return access_denied();
    Json items = Json::array();
    for (const Checkpoint& checkpoint : office.store.checkpoints(limit)) {
        items.push_back({{"size", checkpoint.size},
                         {"root", checkpoint.root},
                         {"at", law::utc_iso(checkpoint.at)},
                         {"note", checkpoint.note}});
    }
    return Reply{200, {{"items", std::move(items)}}};
}

base::Answer<std::string> last_checkpoint(const Office& office, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_service)) return access_denied();
    const auto last = last_of(office.store);
    if (!last) return not_found();
    return last->note;
}

}  // namespace preavis::service
