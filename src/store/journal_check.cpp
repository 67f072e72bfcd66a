#include "store/journal_check.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/hash.h"
#include "base/merkle.h"
#include "store/journal.h"
#include "store/journal_row.h"

namespace preavis::store {
namespace {

using dossier::CanonicalLine;
using dossier::ChainReport;
using dossier::JournalLine;

struct Break {
    std::int64_t sequence;
    std::string reason;
};

/// The checkpoints in order, each compared with the tree as soon as it has its size.
class Checkpoints {
  public:
    explicit Checkpoints(Connection& db) {
        Query rows(db, "SELECT size, root FROM checkpoints ORDER BY size");
        while (rows.next()) {
            const std::int64_t size = rows.integer();
            waiting_.push_back({size, rows.text()});
        }
    }

    void add_entry(std::string_view hash, ChainReport& report) {
        tree_.add(base::leaf_hash(hash));
        while (!waiting_.empty() && waiting_.front().size == tree_.size()) {
            judge(tree_.root() == waiting_.front().root, report);
        }
    }

    /// Those of more entries than there are.
    void end(ChainReport& report) {
        if (!waiting_.empty()) judge(false, report);
    }

  private:
    struct Root {
        std::int64_t size;
        std::string root;
    };

    void judge(bool holds, ChainReport& report) {
        if (holds) ++report.checkpoints;
        if (!holds && !report.false_checkpoint) report.false_checkpoint = waiting_.front().size;
        waiting_.pop_front();
    }

    base::GrowingTree tree_;
    std::deque<Root> waiting_;
};

constexpr const char* voucher_kind = "journal_scelle";
constexpr const char* not_vouched_for =
    "les entrées anciennes ne sont pas celles qui furent scellées";

/// What vouches for the entries of form 1, and whether they are those.
class Vouching {
  public:
    /// `whole_journal`: the first entry is looked at too.
    explicit Vouching(bool whole_journal) : whole_(whole_journal) {}

    /// `hash`: the line's in form 2.
    std::optional<Break> look_at(const JournalLine& line, const std::string& hash) {
        if (line.form == 1) {
            if (new_ones_ && whole_) return Break{line.sequence, not_vouched_for};
            old_.add(base::leaf_hash(hash));
            return std::nullopt;
        }
        const bool first_new_one = !std::exchange(new_ones_, true);
        return first_new_one && old_.size() > 0 ? look_at_voucher(line) : std::nullopt;
    }

    bool is_owed() const { return old_.size() > 0 && !new_ones_; }

  private:
    std::optional<Break> look_at_voucher(const JournalLine& line) const {
        const bool right = !whole_ || line.commitment == base::hex(old_.root());
        if (line.kind != voucher_kind || !right) return Break{line.sequence, not_vouched_for};
        if (line.event == found_whole) return std::nullopt;
        return Break{line.sequence,
                     "les entrées anciennes étaient rompues quand elles furent scellées"};
    }

    bool whole_;
    bool new_ones_ = false;
    base::GrowingTree old_;
};

/// Reads lines in order, as a verifier who trusts nothing but hashes.
class Walk {
  public:
    Walk(Connection& db, std::int64_t from, ChainReport& report)
        : report_(report), checkpoints_(db), vouching_(from == 1) {
        pass(db, from);
    }

    std::optional<Break> look_at(const JournalLine& line) {
        const std::int64_t expected = end_.sequence + 1;
        if (line.sequence != expected) return Break{expected, "entrée absente"};
        if (line.previous != end_.hash) {
            return Break{expected, "l'entrée ne suit pas celle qui la précède"};
        }
        const std::string hash = canonical_.hash(end_.hash, line);
        if (line.form != 1 && hash != line.hash) {
            return Break{expected, "le contenu ne correspond pas à l'empreinte"};
        }
        if (auto broken = vouching_.look_at(line, hash)) return broken;
        end_ = {line.sequence, std::string(line.hash)};
        checkpoints_.add_entry(end_.hash, report_);
        return std::nullopt;
    }

    /// What the end of the chain lacks, compared with the head kept apart.
    std::optional<Break> look_at_end(const JournalHead& head) const {
        if (end_.sequence < head.sequence) {
            return Break{end_.sequence + 1, "les dernières entrées sont absentes"};
        }
        if (end_.sequence > head.sequence) {
            return Break{head.sequence + 1, "des entrées ont été ajoutées hors du service"};
        }
        if (end_.hash != head.hash) {
            return Break{end_.sequence, "la fin du journal a été récrite"};
        }
        if (vouching_.is_owed()) return Break{end_.sequence, not_vouched_for};
        return std::nullopt;
    }

    void end_checkpoints() { checkpoints_.end(report_); }
    const JournalHead& end() const { return end_; }

  private:
    /// The entries before the first that is looked at are only counted in the tree.
    void pass(Connection& db, std::int64_t from) {
        Query rows(db, "SELECT hash FROM journal WHERE sequence BETWEEN 1 AND ? ORDER BY sequence",
                   from - 1);
        while (rows.next()) {
            end_.hash = rows.text();
            checkpoints_.add_entry(end_.hash, report_);
        }
        end_.sequence = from - 1;
    }

    ChainReport& report_;
    Checkpoints checkpoints_;
    Vouching vouching_;
    CanonicalLine canonical_;
    JournalHead end_{0, std::string(32, '\0')};
};

std::string lines_from() {
    return "SELECT " + std::string(journal_columns) +
           " FROM journal WHERE sequence >= ? ORDER BY sequence";
}

}  // namespace

dossier::ChainReport verify_journal(Connection& db, std::int64_t from_sequence) {
    const std::int64_t from = std::max<std::int64_t>(from_sequence, 1);
    const JournalHead head = read_head(db);
    ChainReport report;
    Walk walk(db, from, report);
    Query rows(db, lines_from(), from);
    std::optional<Break> broken;
    while (!broken && rows.next()) broken = walk.look_at(read_line(rows));
    if (!broken && from <= head.sequence + 1) broken = walk.look_at_end(head);
    if (!broken) walk.end_checkpoints();
    report.entries = walk.end().sequence - from + 1;
    report.head = base::hex(walk.end().hash);
    if (broken) {
        report.first_broken = broken->sequence;
        report.reason = broken->reason;
    }
    return report;
}

std::string verdict_on_form_1(Connection& db) {
    Query rows(
        db, "SELECT " + std::string(journal_columns) + ", payload FROM journal ORDER BY sequence");
    CanonicalLine canonical;
    JournalHead end{0, std::string(32, '\0')};
    while (rows.next()) {
        const JournalLine line = read_line(rows);
        const std::string hash = canonical.hash_of_form_1(end.hash, line, rows.bytes());
        if (line.previous != end.hash || line.hash != hash) {
            return "rompu:" + std::to_string(line.sequence);
        }
        end = {line.sequence, hash};
    }
    return end.hash == read_head(db).hash ? found_whole : "rompu:fin";
}

void vouch_for_form_1(Connection& db, const std::string& verdict) {
    base::GrowingTree tree;
    dossier::JournalEntry entry;
    {
        Query rows(db, lines_from(), 1);
        CanonicalLine canonical;
        while (rows.next()) {
            const JournalLine line = read_line(rows);
            tree.add(base::leaf_hash(canonical.hash(line.previous, line)));
            entry.happened_at = entry.recorded_at = {line.recorded_at};
        }
    }
    if (tree.size() == 0) return;
    entry.kind = voucher_kind;
    entry.event = verdict;
    entry.role = "systeme";
    entry.payload_json = "{}";
    entry.commitment = base::hex(tree.root());
    append(db, entry);
}

}  // namespace preavis::store
