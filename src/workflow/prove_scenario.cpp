#include <sstream>

#include "workflow/prove.h"

namespace preavis::workflow {
namespace {

/// "2026-05-04 10:00:00", as clocks show it there.
std::string clock(law::Instant instant, const law::Territory& territory) {
    const law::LocalTime local = territory.local(instant);
    return local.date.iso() + " " + law::clock_iso(local);
}

void write_event(std::ostream& out, const dossier::Event& event) {
    out << "  - event: { " << event.name << ": " << dossier::to_json(event.facts).dump() << " }\n"
        << "    by: " << name_of(event.actor.role) << "\n";
    if (!event.actor.organisation_kind.empty()) {
        out << "    as: " << event.actor.organisation_kind << "\n";
    }
}

std::optional<law::Instant> beginning_of(const CounterExample& counter_example) {
    for (const Move& move : counter_example.moves) {
        if (move.kind == Move::Kind::event) return move.event.at;
    }
    return std::nullopt;
}

}  // namespace

std::string scenario_of(const CounterExample& counter_example, const Definition& definition,
                        const law::Territory& territory) {
    const auto start = beginning_of(counter_example);
    if (!start) return {};
    std::ostringstream out;
    out << "# " << counter_example.message << "\n# " << counter_example.source << "\n"
        << "scenario: a way around " << counter_example.invariant << "\n"
        << "workflow: " << definition.name << "\n"
        << "given: { territory: " << territory.id() << ", now: \"" << clock(*start, territory)
        << "\" }\n"
        << "steps:\n";
    for (const Move& move : counter_example.moves) {
        if (move.kind == Move::Kind::event) {
            write_event(out, move.event);
        } else {
            out << "  - wait_until: " << clock(move.until, territory) << "\n";
        }
    }
    out << "  - expect: { state: " << counter_example.state << " }\n";
    return out.str();
}

}  // namespace preavis::workflow
