#include "http/french.h"
#include "http/pages.h"
#include "http/session.h"
#include "service/reminders.h"

namespace preavis::http {
namespace {

using access::Act;
using dossier::Audience;

constexpr std::size_t shown = 50;

struct Part {
    Audience audience;
    const char* title;
};
constexpr std::array parts = {Part{Audience::acteur, "À faire"},
                              Part{Audience::organisation, "Alertes de l'organisation"},
                              Part{Audience::ddets, "Alertes pour la DDETS"}};

std::string when_in_french(const base::Json& reminder) {
    const base::Json& deadline = reminder["deadline"];
    const std::string last_day = text_in(deadline, "last_day");
    return last_day.empty() ? in_french(text_in(deadline, "due")) : day_in_french(last_day);
}

Html seen_button(const Call& call, const base::Json& reminder) {
    if (!access::may(call.actor().role, Act::acknowledge_reminders)) return "";
    return form_to(call, "/rappels/" + text_in(reminder, "id"), {}, "Noter comme vu");
}

}  // namespace

Html reminder_table(const Call& call, Audience audience, const std::string& title) {
    const dossier::ReminderFilter filter{.audience = audience, .limit = shown};
    const bool reads = access::may(call.actor().role, Act::read_dossiers);
    Table table{.caption = title,
                .columns = {"Dossier", "Rappel", "Échéance", "Au plus tard", "Rappelé le", "Suivi"},
                .when_empty = "Aucun rappel.",
                .titled_above = true};
    service::Reminders reminders(call.services.office);
    for (const base::Json& reminder : items_of(reminders.list(filter, call.actor()))) {
        const base::Json& deadline = reminder["deadline"];
        const std::string number = text_in(deadline, "dossier_number");
        table.rows.push_back(
            {reads ? link_to("/dossiers/" + text_in(deadline, "dossier"), number) : Html(number),
             text_in(reminder, "message"), text_in(deadline, "title"), when_in_french(reminder),
             in_french(text_in(reminder, "raised_at")), seen_button(call, reminder)});
    }
    return table.rows.empty() ? Html() : section(title, table_of(table));
}

namespace {

Response show_reminders(const Call& call) {
    Page page{.title = "Rappels et alertes", .trail = {{"Accueil", "/"}}};
    for (const Part& part : parts) page.content += reminder_table(call, part.audience, part.title);
    if (page.content.empty()) page.content = h("p", {}, "Aucun rappel n'attend votre attention.");
    if (!call.request.parameter("fait").empty()) page.done = "Le rappel est noté comme vu.";
    return show(call, page);
}

Response acknowledge(const Call& call) {
    const auto form = form_of(call.request).value_or(Parameters{});
    const auto outcome = service::Reminders(call.services.office)
                             .acknowledge(call.id(), page_command(call, form, "vu"));
    if (std::holds_alternative<service::Reply>(outcome)) return go_to("/rappels?fait=vu");
    return error_page(call, outcome);
}

}  // namespace

std::vector<Route> reminder_pages() {
    return {page_at("/rappels", Act::read_deadlines, show_reminders),
            form_to_page("/rappels/{id}", Act::acknowledge_reminders, acknowledge)};
}

}  // namespace preavis::http
