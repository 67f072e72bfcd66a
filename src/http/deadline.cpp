#include "http/deadline.h"

#include <array>

#include "http/errors.h"

namespace preavis::http {
namespace {

using access::Act;
using Status = dossier::DeadlineFilter::Status;

constexpr std::size_t usual_page = 200;
constexpr std::size_t longest_page = 1000;
constexpr const char* csv_type = "text/csv";
constexpr const char* calendar_type = "text/calendar";

const base::Json short_text = {{"type", "string"}, {"maxLength", 200}};

struct StatusName {
    Status status;
    const char* name;
};
constexpr std::array status_names = {
    StatusName{Status::open, "open"}, StatusName{Status::due, "due"},
    StatusName{Status::overdue, "overdue"}, StatusName{Status::met, "met"},
    StatusName{Status::suspended, "suspended"}};

std::vector<std::string> known_statuses() {
    std::vector<std::string> names;
    for (const StatusName& known : status_names) names.emplace_back(known.name);
    return names;
}

Status status_named(const std::string& name) {
    for (const StatusName& known : status_names) {
        if (name == known.name) return known.status;
    }
    return Status::any;
}

Response download(const base::Answer<std::string>& answer, const std::string& type,
                  const std::string& file_name) {
    if (const auto* refusal = base::refusal_of(answer)) return refused(*refusal);
    Response response{
        200, {{"Content-Type", type + "; charset=utf-8"}}, std::get<std::string>(answer)};
    return response.with("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
}

Response list(const Call& call) {
    const auto type = negotiated(call.request, {"application/json", csv_type, calendar_type});
    if (!type) {
        return problem(406, "format_indisponible",
                       "Les échéances existent en application/json, text/csv et text/calendar.");
    }
    const auto filter = deadline_filter(call);
    if (const auto* refusal = std::get_if<Response>(&filter)) return *refusal;
    const auto& wanted = std::get<dossier::DeadlineFilter>(filter);
    if (*type == csv_type) return deadlines_csv(call, wanted);
    if (*type == calendar_type) return deadlines_calendar(call, wanted);
    return respond(call.services.deadlines.list(wanted, call.actor()));
}

Response read(const Call& call) {
    return respond(call.services.deadlines.explain(call.id(), call.actor()));
}

}  // namespace

std::variant<dossier::DeadlineFilter, Response> deadline_filter(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    dossier::DeadlineFilter filter;
    filter.status = status_named(query.choice("status", known_statuses()));
    filter.before =
        query.instant("before", call.services.office.library.territory(call.actor().departement));
    filter.workflow = query.text("workflow");
    filter.organisation = query.text("organisation");
    filter.dossier = query.text("dossier");
    filter.limit = query.limit();
    filter.after = query.after();
    if (auto refusal = query.refusal()) return *refusal;
    return filter;
}

Response deadlines_csv(const Call& call, const dossier::DeadlineFilter& filter) {
    return download(call.services.deadlines.csv(filter, call.actor()), csv_type, "echeances.csv");
}

Response deadlines_calendar(const Call& call, const dossier::DeadlineFilter& filter) {
    return download(call.services.deadlines.calendar(filter, call.actor()), calendar_type,
                    "echeances.ics");
}

std::vector<Route> deadline_routes() {
    return {{.method = "GET",
             .pattern = "/api/v1/deadlines",
             .door = Door::api,
             .act = Act::read_deadlines,
             .handler = list,
             .operation = "listerEcheances",
             .summary = "Les échéances, en JSON, en CSV ou en calendrier selon Accept",
             .query = paged({{"status",
                              "À venir, à faire, en retard, respectée",
                              {{"type", "string"}, {"enum", known_statuses()}}},
                             {"before", "Dues avant ce jour ou cet instant (ISO 8601)", short_text},
                             {"workflow", "Procédure", short_text},
                             {"organisation", "Organisation qui suit le dossier", short_text},
                             {"dossier", "D'un dossier", short_text}},
                            usual_page, longest_page),
             .gives = "EcheanceListe",
             .media = {"application/json", csv_type, calendar_type}},
            {.method = "GET",
             .pattern = "/api/v1/deadlines/{id}",
             .door = Door::api,
             .act = Act::read_deadlines,
             .handler = read,
             .operation = "lireEcheance",
             .summary = "Une échéance, avec les étapes qui mènent à sa date",
             .gives = "EcheanceExpliquee"}};
}

}  // namespace preavis::http
