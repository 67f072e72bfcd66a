#include "http/french.h"
#include "http/pages.h"
#include "http/session.h"
#include "service/retention.h"

namespace preavis::http {
namespace {

using access::Act;
using base::Json;

constexpr Act act = Act::manage_retention;
constexpr int unprocessable = 422;
constexpr std::size_t shown_digits = 8;

service::Retention retention_of(const Call& call) {
    return service::Retention(call.services.office);
}

base::Node node_of(const Json& body) {
    return std::get<base::Node>(base::read_json(body.dump(), "formulaire"));
}

/// A household by the beginning of an identifier that names nobody.
std::string short_name(const Json& household) {
    return "Ménage " + text_in(household, "menage").substr(0, shown_digits);
}

std::string numbers_of(const Json& household) {
    std::string numbers;
    for (const Json& number : household["dossiers"]) {
        numbers += (numbers.empty() ? "" : ", ") + number.get<std::string>();
    }
    return numbers.empty() ? "Aucun dossier" : numbers;
}

Html obstacles_of(const Json& household) {
    Html items;
    for (const Json& obstacle : household["obstacles"]) {
        items += h("li", {}, text_in(obstacle, "message"));
    }
    return items.empty() ? Html("Rien : peut être effacé") : h("ul", {}, items);
}

Html past_table(const std::vector<Json>& households) {
    Table table{
        .caption = "Ménages qui ont dépassé leur durée de conservation",
        .columns = {"Ménage", "Dossiers", "Dernier contact", "Conservé jusqu'au", "Ce qui retient"},
        .when_empty = "Aucun ménage n'a dépassé sa durée de conservation.",
        .titled_above = true};
    for (const Json& household : households) {
        table.rows.push_back(
            {link_to("/menages/" + text_in(household, "menage") + "/conservation",
                     short_name(household)),
             numbers_of(household), day_in_french(text_in(household, "dernier_contact")),
             day_in_french(text_in(household, "fin_de_conservation")), obstacles_of(household)});
    }
    return table_of(table);
}

Html purge_form(const Call& call, const std::string& typed, const std::string& error) {
    return form_to(call, "/conservation/effacements",
                   input({.name = "motif",
                          .label = "Raison de l'effacement",
                          .hint = "sans nom de personne ; elle figure sur l'attestation",
                          .error = error,
                          .value = typed},
                         "text"),
                   "Effacer tout ce que rien ne retient");
}

Html holds_table(const Call& call) {
    Table table{.caption = "Données gelées",
                .columns = {"Ménage", "Motif", "Depuis", "À réexaminer le"},
                .when_empty = "Aucune donnée n'est gelée.",
                .titled_above = true};
    for (const Json& hold : items_of(retention_of(call).holds(call.actor()))) {
        table.rows.push_back(
            {link_to("/menages/" + text_in(hold, "menage") + "/conservation", short_name(hold)),
             text_in(hold, "titre"), day_in_french(text_in(hold, "depuis")),
             day_in_french(text_in(hold, "reexamen"))});
    }
    return table_of(table);
}

Html certificates_table(const Call& call) {
    Table table{.caption = "Effacements faits",
                .columns = {"Attestation", "Le"},
                .when_empty = "Aucun effacement.",
                .titled_above = true};
    for (const Json& one : items_of(retention_of(call).certificates(call.actor()))) {
        const std::string id = text_in(one, "certificat");
        table.rows.push_back({link_to("/conservation/attestations/" + id,
                                      "Attestation " + id.substr(0, shown_digits)),
                              in_french(text_in(one, "at"))});
    }
    return table_of(table);
}

Page retention_page(const Call& call, const std::string& typed, const std::string& error) {
    const auto seen = retention_of(call).preview(call.actor());
    Page page{.title = "Conservation des données", .trail = {{"Accueil", "/"}}};
    page.content = {h("p", {},
                      "Rien ne s'efface tout seul : une personne décide. Un effacement ne se "
                      "défait pas."),
                    section("Durée dépassée", past_table(items_of(seen)))};
    if (!items_of(seen).empty() || !error.empty()) {
        page.content += section("Effacer", purge_form(call, typed, error));
    }
    page.content += section("Gels", holds_table(call));
    page.content += section("Attestations", certificates_table(call));
    return page;
}

Response show_retention(const Call& call) {
    Page page = retention_page(call, "", "");
    const std::string done = call.request.parameter("fait");
    if (!done.empty()) page.done = "Effacement terminé : les attestations sont ci-dessous.";
    return show(call, page);
}

/// The message of what was not done.
std::string message_of(const service::Outcome& outcome) {
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) return refusal->message;
    return std::get<base::Problems>(outcome).front().message;
}

Response erase(const Call& call) {
    const auto form = form_of(call.request).value_or(Parameters{});
    const std::string typed = find(form, "motif").value_or("");
    const auto outcome =
        retention_of(call).purge(node_of({{"motif", typed}}), page_command(call, form, typed));
    if (std::holds_alternative<service::Reply>(outcome)) return go_to("/conservation?fait=oui");
    const std::string error = message_of(outcome);
    Page page = retention_page(call, typed, error);
    page.errors = {{error, FactForm::id_of("motif")}};
    page.status = unprocessable;
    return show(call, page);
}

Html steps_of(const Json& household) {
    Html items;
    for (const Json& step : household["because"]) {
        items += h("li", {}, text_in(step, "text") + " " + with_source(text_in(step, "source")));
    }
    return h("ol", {}, items);
}

Html kept_table(const Json& household) {
    Table table{.caption = "Ce qui resterait après l'effacement",
                .columns = {"Document", "Dossier", "Jusqu'au", "Pourquoi"},
                .when_empty = "Rien ne resterait.",
                .titled_above = true};
    for (const Json& kept : household["conserves"]) {
        table.rows.push_back({label_of(text_in(kept, "document")), text_in(kept, "dossier"),
                              day_in_french(text_in(kept, "jusqu_au")), text_in(kept, "raison")});
    }
    return table_of(table);
}

Html hold_form(const Call& call, const Json& household) {
    const std::string path = "/menages/" + call.id() + "/gel";
    if (!household["gel"].is_null()) {
        const Json& hold = household["gel"];
        return {h("p", {},
                  text_in(hold, "titre") + ", à réexaminer le " +
                      day_in_french(text_in(hold, "reexamen")) + "."),
                form_to(call, path + "/levee",
                        input({.name = "raison", .label = "Pourquoi lever le gel"}, "text"),
                        "Lever le gel")};
    }
    std::vector<Choice> reasons;
    for (const auto& [code, title] : call.services.office.library.conservation.hold_reasons) {
        reasons.emplace_back(code, title);
    }
    return form_to(call, path,
                   {select({.name = "motif", .label = "Motif du gel"}, reasons),
                    input({.name = "reexamen", .label = "À réexaminer le"}, "date")},
                   "Geler les données");
}

Response household_page(const Call& call, const std::string& error, const std::string& done) {
    const auto found = retention_of(call).read(call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return error_page(call, found);
    const Json& household = reply->body;
    Page page{.title = "Conservation : " + short_name(household),
              .trail = {{"Accueil", "/"}, {"Conservation des données", "/conservation"}}};
    page.done = done;
    if (!error.empty()) {
        page.errors = {{error, ""}};
        page.status = unprocessable;
    }
    page.content = {section("Jusqu'à quand, et pourquoi", steps_of(household)),
                    section("Ce qui retient l'effacement", obstacles_of(household)),
                    section("Ce qui reste", kept_table(household)),
                    section("Gel", hold_form(call, household))};
    return show(call, page);
}

Response show_household(const Call& call) {
    return household_page(call, "",
                          call.request.parameter("fait").empty() ? "" : "C'est enregistré.");
}

Response after_hold(const Call& call, const service::Outcome& outcome) {
    if (std::holds_alternative<service::Reply>(outcome)) {
        return go_to("/menages/" + call.id() + "/conservation?fait=oui");
    }
    return household_page(call, message_of(outcome), "");
}

Response set_hold(const Call& call) {
    const auto form = form_of(call.request).value_or(Parameters{});
    const Json body = {{"motif", find(form, "motif").value_or("")},
                       {"reexamen", find(form, "reexamen").value_or("")}};
    return after_hold(call, retention_of(call).hold(call.id(), node_of(body),
                                                    page_command(call, form, body.dump())));
}

Response lift_hold(const Call& call) {
    const auto form = form_of(call.request).value_or(Parameters{});
    const Json body = {{"raison", find(form, "raison").value_or("")}};
    return after_hold(call, retention_of(call).lift(call.id(), node_of(body),
                                                    page_command(call, form, body.dump())));
}

/// Every value of a statement, nested as it is.
Html told(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null()) return "–";
    if (!value.is_structured()) return value.dump();
    if (value.is_array()) {
        Html items;
        for (const Json& item : value) items += h("li", {}, told(item));
        return items.empty() ? Html("aucun") : h("ul", {}, items);
    }
    std::vector<std::pair<Html, Html>> facts;
    for (const auto& [key, part] : value.items()) facts.emplace_back(label_of(key), told(part));
    return facts_list(facts);
}

Response show_certificate(const Call& call) {
    const auto found = retention_of(call).certificate(call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return error_page(call, found);
    const Json& proof = reply->body;
    Page page{.title = "Attestation d'effacement",
              .trail = {{"Accueil", "/"}, {"Conservation des données", "/conservation"}}};
    page.content = {told(proof["statement"]),
                    section("Preuve", facts_list({{"Ligne du journal", proof["ligne"].dump()},
                                                  {"Empreinte", text_in(proof, "empreinte")},
                                                  {"Clé", text_in(proof, "key")},
                                                  {"Signature", text_in(proof, "signature")}}))};
    return show(call, page);
}

}  // namespace

std::vector<Route> retention_pages() {
    return {page_at("/conservation", act, show_retention),
            form_to_page("/conservation/effacements", act, erase),
            page_at("/conservation/attestations/{id}", act, show_certificate),
            page_at("/menages/{id}/conservation", act, show_household),
            form_to_page("/menages/{id}/gel", act, set_hold),
            form_to_page("/menages/{id}/gel/levee", act, lift_hold)};
}

}  // namespace preavis::http
