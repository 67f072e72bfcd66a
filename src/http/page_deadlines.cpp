#include <algorithm>
#include <array>

#include "http/deadline.h"
#include "http/french.h"
#include "http/pages.h"

namespace preavis::http {
namespace {

using access::Act;
using Status = dossier::DeadlineFilter::Status;

constexpr std::int64_t most_counted = 10'000;
constexpr std::size_t shown = 100;
constexpr std::size_t shown_of_each = 50;
constexpr int bar_width = 320;
constexpr int bar_height = 28;
constexpr int bar_step = 40;

struct Count {
    Status status;
    std::string name;
    std::int64_t number = 0;
};

std::vector<Count> counts(const Call& call, const dossier::DeadlineFilter& filter) {
    std::vector<Count> all = {
        {Status::overdue, "overdue"}, {Status::due, "due"}, {Status::open, "open"}};
    for (Count& one : all) {
        dossier::DeadlineFilter wanted = filter;
        wanted.status = one.status;
        one.number = call.services.deadlines.count(wanted, call.actor(), most_counted);
    }
    return all;
}

/// Bars beside the table that says the same: decoration for readers of the screen.
Html chart(const std::vector<Count>& all) {
    std::int64_t most = 1;
    for (const Count& one : all) most = std::max(most, one.number);
    Html bars;
    int y = 4;
    for (const Count& one : all) {
        const auto width = static_cast<int>(one.number * bar_width / most);
        bars += h("rect", {{"x", "0"},
                           {"y", std::to_string(y)},
                           {"width", std::to_string(std::max(width, 1))},
                           {"height", std::to_string(bar_height)},
                           {"class", "barre barre-" + one.name}});
        y += bar_step;
    }
    return h("svg",
             {{"class", "graphique"},
              {"viewBox", "0 0 320 " + std::to_string(y)},
              {"aria-hidden", "true"},
              {"focusable", "false"}},
             bars);
}

std::string number_in_french(std::int64_t number) {
    return number < most_counted ? std::to_string(number)
                                 : std::to_string(most_counted) + " ou plus";
}

Html figures(const Call& call, const dossier::DeadlineFilter& filter) {
    const std::vector<Count> all = counts(call, filter);
    Table table{.caption = "Nombre d'échéances par état",
                .columns = {"État", "Nombre"},
                .titled_above = true};
    for (const Count& one : all) {
        table.rows.push_back({badge(one.name), number_in_french(one.number)});
    }
    return section("Nombre d'échéances par état",
                   h("div", {{"class", "ensemble"}}, {table_of(table), chart(all)}));
}

/// One state's first deadlines, and the way to all of them.
Html of_status(const Call& call, dossier::DeadlineFilter filter, Status status,
               const std::string& name) {
    filter.status = status;
    filter.limit = shown_of_each;
    const auto found = call.services.deadlines.list(filter, call.actor());
    const std::string title = status_in_french(name);
    Html content = deadline_table(call, items_of(found), title, true);
    if (!next_of(found).empty()) {
        Parameters query = call.request.query;
        query.emplace_back("status", name);
        content += h("p", {}, link_to("/echeances?" + query_of(query), "Toutes : " + title));
    }
    return section(title, content);
}

/// What nobody has settled yet, the most pressing first.
Html unsettled(const Call& call, const dossier::DeadlineFilter& filter) {
    return {of_status(call, filter, Status::overdue, "overdue"),
            of_status(call, filter, Status::due, "due"),
            of_status(call, filter, Status::open, "open")};
}

/// A list that somebody asked for, page by page.
Html listed(const Call& call, dossier::DeadlineFilter filter) {
    if (!find(call.request.query, "limit")) filter.limit = shown;
    const auto found = call.services.deadlines.list(filter, call.actor());
    return section("Liste", {deadline_table(call, items_of(found), "Échéances", true),
                             next_page(call.request, next_of(found))});
}

Html filter_form(const Call& call) {
    const std::vector<Choice> statuses = {{"overdue", "En retard"},
                                          {"due", "Dans les 24 heures"},
                                          {"open", "À venir"},
                                          {"met", "Respectée"},
                                          {"suspended", "Suspendue"}};
    std::vector<Choice> workflows;
    for (const std::string& name : call.services.office.library.definitions.names()) {
        workflows.emplace_back(name, workflow_title(call, name));
    }
    const Html fields = {select({.name = "status",
                                 .label = "État",
                                 .value = call.request.parameter("status"),
                                 .required = false},
                                statuses),
                         select({.name = "workflow",
                                 .label = "Procédure",
                                 .value = call.request.parameter("workflow"),
                                 .required = false},
                                workflows)};
    return h("form", {{"method", "get"}, {"action", "/echeances"}, {"class", "filtres"}},
             {fields, h("p", {{"class", "envoi"}}, h("button", {}, "Filtrer"))});
}

Html downloads(const Request& request) {
    Parameters query;
    for (const auto& [name, value] : request.query) {
        if (name != "next" && name != "limit" && !value.empty()) query.emplace_back(name, value);
    }
    const std::string suffix = query.empty() ? "" : "?" + query_of(query);
    return h("ul", {{"class", "actions"}},
             {h("li", {}, link_to("/echeances.csv" + suffix, "Télécharger pour un tableur (CSV)")),
              h("li", {}, link_to("/echeances.ics" + suffix, "Télécharger pour un agenda (ICS)"))});
}

/// The request without the parameters that a form sends empty.
Request without_blanks(Request request) {
    std::erase_if(request.query, [](const auto& parameter) { return parameter.second.empty(); });
    return request;
}

/// Calls `act` with the filter of the address, or tells what is wrong with it.
Response with_filter(const Call& call,
                     Response (*act)(const Call&, const dossier::DeadlineFilter&)) {
    const Request request = without_blanks(call.request);
    const Call clean{call.services, request, call.captured, call.visitor};
    const auto filter = deadline_filter(clean);
    if (const auto* refusal = std::get_if<Response>(&filter)) return error_page(call, *refusal);
    return act(clean, std::get<dossier::DeadlineFilter>(filter));
}

Response show_list(const Call& call, const dossier::DeadlineFilter& filter) {
    Page page{.title = "Échéances", .trail = {{"Accueil", "/"}}};
    if (call.actor().role == dossier::Role::ddets_pilotage) {
        page.title = "Échéances du département " + call.actor().departement;
        page.trail.clear();
    }
    page.content = {figures(call, filter), filter_form(call),
                    filter.status == Status::any ? unsettled(call, filter) : listed(call, filter),
                    downloads(call.request)};
    return show(call, page);
}

}  // namespace

std::vector<Route> deadline_pages() {
    return {page_at("/echeances", Act::read_deadlines,
                    [](const Call& call) { return with_filter(call, show_list); }),
            page_at("/echeances.csv", Act::read_deadlines,
                    [](const Call& call) { return with_filter(call, deadlines_csv); }),
            page_at("/echeances.ics", Act::read_deadlines,
                    [](const Call& call) { return with_filter(call, deadlines_calendar); })};
}

}  // namespace preavis::http
