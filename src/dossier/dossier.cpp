#include "dossier/dossier.h"

#include <array>

namespace preavis::dossier {
namespace {

struct KindName {
    DeadlineKind kind;
    std::string_view name;
};

constexpr std::array kind_names = {
    KindName{DeadlineKind::obligation, "obligation"},
    KindName{DeadlineKind::window, "window"},
    KindName{DeadlineKind::notice, "notice"},
    KindName{DeadlineKind::right, "right"},
};

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;

}  // namespace

std::string_view name_of(DeadlineKind kind) {
    for (const KindName& known : kind_names) {
        if (known.kind == kind) return known.name;
    }
    return {};
}

std::optional<DeadlineKind> deadline_kind(std::string_view name) {
    for (const KindName& known : kind_names) {
        if (known.name == name) return known.kind;
    }
    return std::nullopt;
}

bool is_running(const Deadline& deadline) {
    return deadline.settled == Deadline::Settled::no && !deadline.suspended;
}

bool is_over(const Deadline& deadline, law::Instant now) {
    return is_running(deadline) && now > deadline.late_after.value_or(deadline.due);
}

std::string_view status_of(const Deadline& deadline, law::Instant now) {
    if (deadline.settled == Deadline::Settled::met) return "met";
    if (deadline.settled == Deadline::Settled::stopped) return "stopped";
    if (deadline.suspended) return "suspended";
    if (now > deadline.due) {
        return deadline.kind == DeadlineKind::obligation ? "overdue" : "elapsed";
    }
    return now.ms > deadline.due.ms - day_ms ? "due" : "open";
}

const Deadline* find_deadline(const Dossier& dossier, const std::string& name) {
    const Deadline* latest = nullptr;
    for (const Deadline& deadline : dossier.deadlines) {
        if (deadline.name == name) latest = &deadline;
    }
    return latest;
}

}  // namespace preavis::dossier
