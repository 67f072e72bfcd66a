#include "store/journal_tree.h"

#include "base/expects.h"
#include "base/hash.h"
#include "base/merkle.h"
#include "store/journal.h"

namespace preavis::store {
namespace {

using dossier::Checkpoint;

/// Subtrees that are kept have 2 to the power of a multiple of this as their size.
constexpr int levels_apart = 8;
constexpr std::int64_t leaves_read_at_once = std::int64_t{1} << levels_apart;

/// The level of a subtree that may be kept: a whole one, aligned, of the right size; 0 for others.
int kept_level(std::int64_t first, std::int64_t count) {
    for (int level = levels_apart; level < 62; level += levels_apart) {
        const std::int64_t size = std::int64_t{1} << level;
        if (count == size) return first % size == 0 ? level : 0;
    }
    return 0;
}

std::string root_of_leaves(Connection& db, std::int64_t first, std::int64_t count) {
    Query rows(db,
               "SELECT hash FROM journal WHERE sequence > ? AND sequence <= ? ORDER BY sequence",
               first, first + count);
    base::GrowingTree tree;
    while (rows.next()) tree.add(base::leaf_hash(rows.bytes()));
    return tree.root();
}

std::optional<std::string> kept_root(Connection& db, int level, std::int64_t position) {
    Query row(db, "SELECT hash FROM journal_tree WHERE level = ? AND position = ?", level,
              position);
    return row.next() ? std::optional(row.text()) : std::nullopt;
}

/// The root over `count` entries after the first `first`; kept where the connection writes.
std::string root_over(Connection& db, std::int64_t first, std::int64_t count) {
    const int level = kept_level(first, count);
    const std::int64_t position = level == 0 ? 0 : first >> level;
    if (level > 0) {
        if (auto kept = kept_root(db, level, position)) return *std::move(kept);
    }
    std::string root;
    if (count <= leaves_read_at_once) {
        root = root_of_leaves(db, first, count);
    } else {
        const std::int64_t split = base::split_of(count);
        root = base::node_hash(root_over(db, first, split),
                               root_over(db, first + split, count - split));
    }
    if (level > 0 && db.writes()) {
        Query(db, "INSERT INTO journal_tree (level, position, hash) VALUES (?, ?, ?)", level,
              position, Blob{root})
            .run();
    }
    return root;
}

constexpr std::string_view selection = "SELECT size, root, at, note FROM checkpoints ";

Checkpoint read_row(Query& row) {
    Checkpoint checkpoint;
    checkpoint.size = row.integer();
    checkpoint.root = base::hex(row.bytes());
    checkpoint.at = row.instant();
    checkpoint.note = row.text();
    return checkpoint;
}

}  // namespace

dossier::JournalState journal_state(Connection& db) {
    const JournalHead head = read_head(db);
    return {head.sequence, base::hex(root_over(db, 0, head.sequence)), base::hex(head.hash)};
}

std::optional<std::string> root_of_first(Connection& db, std::int64_t size) {
    if (size < 1 || size > read_head(db).sequence) return std::nullopt;
    return base::hex(root_over(db, 0, size));
}

std::vector<std::string> inclusion_path(Connection& db, std::int64_t sequence, std::int64_t size) {
    expects(sequence >= 1 && sequence <= size && size <= read_head(db).sequence);
    std::vector<std::string> path = base::inclusion_path(
        sequence - 1, size,
        [&db](std::int64_t first, std::int64_t count) { return root_over(db, first, count); });
    for (std::string& hash : path) hash = base::hex(hash);
    return path;
}

bool save(Connection& db, const Checkpoint& checkpoint) {
    if (root_of_first(db, checkpoint.size) != checkpoint.root) return false;
    return Query(db,
                 "INSERT INTO checkpoints (size, root, at, note) VALUES (?, ?, ?, ?)"
                 " ON CONFLICT (size) DO NOTHING",
                 checkpoint.size, Blob{base::from_hex(checkpoint.root).value()}, checkpoint.at,
                 checkpoint.note)
               .run() == 1;
}

std::vector<Checkpoint> find_checkpoints(Connection& db, std::size_t limit) {
    Query rows(db, std::string(selection) + "ORDER BY size DESC LIMIT ?", limit);
    std::vector<Checkpoint> found;
    while (rows.next()) found.push_back(read_row(rows));
    return found;
}

std::optional<Checkpoint> checkpoint_over(Connection& db, std::int64_t sequence) {
    Query row(db, std::string(selection) + "WHERE size >= ? ORDER BY size LIMIT 1", sequence);
    return row.next() ? std::optional(read_row(row)) : std::nullopt;
}

}  // namespace preavis::store
