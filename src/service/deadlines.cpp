#include "service/deadlines.h"

#include "access/policy.h"
#include "service/discretion.h"
#include "service/downtime.h"
#include "service/journaling.h"
#include "service/spreadsheet.h"
#include "service/views.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::DeadlineRow;

constexpr std::size_t export_page = 1000;

std::string status_in_french(std::string_view status) {
    if (status == "open") return "à venir";
    if (status == "due") return "à faire aujourd'hui";
    if (status == "overdue") return "en retard";
    if (status == "met") return "respectée";
    if (status == "suspended") return "suspendue";
    return status == "elapsed" ? "écoulée" : "sans objet";
}

}  // namespace

base::Answer<std::vector<DeadlineRow>> Deadlines::rows(const dossier::DeadlineFilter& filter,
                                                       const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_deadlines)) return access_denied();
    return office_.store.deadlines(filter, access::scope(actor, Act::read_deadlines),
                                   office_.clock.now());
}

Outcome Deadlines::list(const dossier::DeadlineFilter& filter, const dossier::Actor& actor) {
    auto found = rows(filter, actor);
    if (const auto* refusal = base::refusal_of(found)) return *refusal;
    const auto& page = std::get<std::vector<DeadlineRow>>(found);
    const law::Instant now = office_.clock.now();
    Json items = Json::array();
    const Discretion discretion(office_, actor);
    for (const DeadlineRow& row : page) {
        items.push_back(discretion.of(view_of(row, office_.library, now), row));
    }
    Json body = {{"items", std::move(items)}};
    if (page.size() == filter.limit) body["next"] = page.back().deadline.id;
    return Reply{200, std::move(body)};
}

std::int64_t Deadlines::count(const dossier::DeadlineFilter& filter, const dossier::Actor& actor,
                              std::int64_t most) {
    return office_.store.count_deadlines(filter, access::scope(actor, Act::read_deadlines),
                                         office_.clock.now(), most);
}

Outcome Deadlines::explain(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_deadlines)) return access_denied();
    const auto row = office_.store.deadline(id, access::scope(actor, Act::read_deadlines));
    if (!row) return not_found();
    const law::Territory territory = office_.library.territory(row->departement);
    const law::Instant now = office_.clock.now();
    Json view = view_of(*row, office_.library, now);
    view.update(explained_view_of(row->deadline, territory, now));
    if (auto step = downtime_step(office_, *row)) view["because"].push_back(*std::move(step));
    return Reply{200, Discretion(office_, actor).of(std::move(view), *row)};
}

base::Answer<std::string> Deadlines::csv(dossier::DeadlineFilter filter,
                                         const dossier::Actor& actor) {
    Spreadsheet sheet(
        {"échéance", "dossier", "procédure", "statut", "à faire avant", "qui", "source"});
    filter.limit = export_page;
    const law::Instant now = office_.clock.now();
    for (bool more = true; more;) {
        auto found = rows(filter, actor);
        if (const auto* refusal = base::refusal_of(found)) return *refusal;
        const auto& page = std::get<std::vector<DeadlineRow>>(found);
        for (const DeadlineRow& row : page) {
            const law::Territory territory = office_.library.territory(row.departement);
            sheet.add({row.deadline.title, row.dossier_number, row.workflow,
                       status_in_french(dossier::status_of(row.deadline, now)),
                       territory.iso(row.deadline.due), row.deadline.who, row.deadline.source});
        }
        more = page.size() == filter.limit;
        if (more) filter.after = page.back().deadline.id;
    }
    return sheet.text();
}

base::Answer<std::string> Deadlines::calendar(dossier::DeadlineFilter filter,
                                              const dossier::Actor& actor) {
    filter.limit = export_page;
    CalendarFeed feed("Échéances préavis");
    const law::Instant now = office_.clock.now();
    for (bool more = true; more;) {
        auto found = rows(filter, actor);
        if (const auto* refusal = base::refusal_of(found)) return *refusal;
        const auto& page = std::get<std::vector<DeadlineRow>>(found);
        for (const DeadlineRow& row : page) {
            // A calendar lies open on a telephone that others hold: of a protected household it
            // says no more than a number.
            const bool neutral = row.protected_household;
            feed.add(
                {.uid = row.deadline.id,
                 .stamp = now,
                 .at = row.deadline.due,
                 .summary = (neutral ? "Échéance" : row.deadline.title) + " (dossier " +
                            row.dossier_number + ")",
                 .description = neutral ? "" : row.deadline.who + " · " + row.deadline.source});
        }
        more = page.size() == filter.limit;
        if (more) filter.after = page.back().deadline.id;
    }
    return feed.text();
}

}  // namespace preavis::service
