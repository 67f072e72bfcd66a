#include "service/deadline_changes.h"

#include <algorithm>

namespace preavis::service {
namespace {

using base::Json;
using dossier::Deadline;

const Deadline* same_in(const std::vector<Deadline>& deadlines, const std::string& id) {
    const auto found = std::find_if(deadlines.begin(), deadlines.end(),
                                    [&id](const Deadline& one) { return one.id == id; });
    return found == deadlines.end() ? nullptr : &*found;
}

Json line_of(const law::LedgerEntry& entry) {
    Json line = {{"entry", law::name_of(entry.kind)},
                 {"at", law::utc_iso(entry.at)},
                 {"reason", entry.reason},
                 {"source", entry.source}};
    if (entry.limit) line["limit"] = law::iso_duration(*entry.limit);
    return line;
}

Json change_of(const Deadline* before, const Deadline& after) {
    const std::size_t known = before == nullptr ? 0 : before->ledger.size();
    Json lines = Json::array();
    for (std::size_t i = known; i < after.ledger.size(); ++i) {
        lines.push_back(line_of(after.ledger[i]));
    }
    return {{"deadline", after.id},
            {"name", after.name},
            {"law", after.law},
            {"due_before", before == nullptr ? Json(nullptr) : Json(law::utc_iso(before->due))},
            {"due", law::utc_iso(after.due)},
            {"ledger", std::move(lines)}};
}

}  // namespace

Json deadline_changes(const std::vector<Deadline>& before, const std::vector<Deadline>& after) {
    Json changes = Json::array();
    for (const Deadline& deadline : after) {
        const Deadline* same = same_in(before, deadline.id);
        if (same != nullptr && same->ledger.size() == deadline.ledger.size()) continue;
        changes.push_back(change_of(same, deadline));
    }
    return changes;
}

}  // namespace preavis::service
