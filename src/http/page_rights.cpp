#include "http/french.h"
#include "http/pages.h"
#include "http/session.h"
#include "service/rights.h"

namespace preavis::http {

std::string told_value(const base::Json& value) {
    if (value.is_null()) return "–";
    if (value.is_boolean()) return value.get<bool>() ? "Oui" : "Non";
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        return has_label(text) ? label_of(text) : in_french(text);
    }
    if (!value.is_structured()) return value.dump();
    std::string all;
    for (const auto& [key, part] : value.items()) {
        all += (all.empty() ? "" : " ; ") + (value.is_object() ? label_of(key) + " : " : "") +
               told_value(part);
    }
    return all;
}

Html rights_table(const std::vector<base::Json>& requests, const std::string& caption) {
    Table table{.caption = caption,
                .columns = {"Demande", "Reçue le", "Réponse due le", "État"},
                .when_empty = "Aucune demande.",
                .titled_above = true};
    for (const base::Json& request : requests) {
        table.rows.push_back(
            {link_to("/demandes/" + text_in(request, "id"),
                     label_of(text_in(request, "nature")) + " : " + text_in(request, "titre")),
             day_in_french(text_in(request, "recue_le")),
             day_in_french(text_in(request, "reponse_due_le")),
             label_of(text_in(request, "etat"))});
    }
    return table_of(table);
}

namespace {

using access::Act;
using base::Json;

constexpr int unprocessable = 422;

service::Rights rights_of(const Call& call) {
    return service::Rights(call.services.office);
}

base::Node node_of(const std::string& body) {
    return std::get<base::Node>(base::read_json(body, "formulaire"));
}

const dossier::Declarations& person_fields(const Call& call) {
    return call.services.office.library.nouns.fields(dossier::NounKind::personne);
}

const dossier::FactDeclaration* chosen_field(const Call& call, const Parameters& typed) {
    return dossier::find(person_fields(call), find(typed, "champ").value_or(""));
}

Html field_choice(const Call& call) {
    std::vector<Choice> choices;
    for (const auto& field : person_fields(call)) choices.emplace_back(field.name, field.title);
    return h("form", {{"method", "get"}, {"action", "/personnes/" + call.id() + "/rectification"}},
             {select({.name = "champ", .label = "Ce qui est à corriger"}, choices),
              h("p", {{"class", "envoi"}}, h("button", {}, "Continuer"))});
}

FactForm value_form(const Call& call, const dossier::FactDeclaration& field,
                    const Parameters& typed) {
    return FactForm({{.declaration = &field, .required = false}}, choices_for(call, ""), typed);
}

Page asking_page(const Call& call, const dossier::FactDeclaration* field, const FactForm* form,
                 const Parameters& typed) {
    const std::string path = "/personnes/" + call.id();
    Page page{.title = "Demander une rectification",
              .trail = {{"Accueil", "/"}, {"Dossier personnel", path + "/dossier-personnel"}}};
    if (field == nullptr || form == nullptr) {
        page.content = field_choice(call);
        return page;
    }
    page.content = form_to(
        call, path + "/rectification",
        {h("input", {{"type", "hidden"}, {"name", "champ"}, {"value", field->name}}), form->html(),
         textarea({.name = "raison",
                   .label = "Pourquoi",
                   .hint = "laisser la valeur vide demande de la retirer",
                   .value = find(typed, "raison").value_or("")})},
        "Envoyer la demande");
    return page;
}

Response show_asking(const Call& call) {
    const Parameters asked = {{"champ", call.request.parameter("champ")}};
    const auto* field = chosen_field(call, asked);
    if (field == nullptr) return show(call, asking_page(call, nullptr, nullptr, {}));
    const FactForm form = value_form(call, *field, {});
    return show(call, asking_page(call, field, &form, {}));
}

Response ask(const Call& call) {
    const auto typed = form_of(call.request).value_or(Parameters{});
    const auto* field = chosen_field(call, typed);
    if (field == nullptr) return show(call, asking_page(call, nullptr, nullptr, typed));
    FactForm form = value_form(call, *field, typed);
    const Json facts = form.facts();
    const bool opposes = field->name == "canaux_refuses";
    const Json body = {{"nature", opposes ? "opposition" : "rectification"},
                       {"champ", field->name},
                       {"valeur", facts.contains(field->name) ? facts[field->name] : Json(nullptr)},
                       {"raison", find(typed, "raison").value_or("")}};
    const auto outcome = rights_of(call).ask(call.id(), node_of(body.dump()),
                                             page_command(call, typed, body.dump()));
    if (const auto* reply = std::get_if<service::Reply>(&outcome)) {
        return go_to("/demandes/" + text_in(reply->body, "id") + "?fait=recue");
    }
    const auto* problems = std::get_if<base::Problems>(&outcome);
    if (problems == nullptr) return error_page(call, outcome);
    Page page = asking_page(call, field, &form, typed);
    for (const base::Problem& problem : *problems) {
        page.errors.push_back({capitalised(problem.message), ""});
    }
    page.status = unprocessable;
    return show(call, page);
}

Response show_requests(const Call& call) {
    Page page{.title = "Droits des personnes", .trail = {{"Accueil", "/"}}};
    page.content = section(
        "Demandes",
        rights_table(items_of(rights_of(call).list("", call.actor())), "Demandes des personnes"));
    return show(call, page);
}

Html decision_form(const Call& call, const std::string& typed, const std::string& error) {
    return form_to(call, "/demandes/" + call.id() + "/decision",
                   {radios({.name = "decision", .label = "Réponse"},
                           {{"appliquer", "Appliquer la demande"}, {"refuser", "Refuser"}}),
                    textarea({.name = "raison",
                              .label = "Pourquoi",
                              .hint = "la personne lit cette raison",
                              .error = error,
                              .value = typed})},
                   "Répondre");
}

Response request_page(const Call& call, const std::string& typed, const std::string& error) {
    const auto found = rights_of(call).read(call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return error_page(call, found);
    const Json& request = reply->body;
    Page page{.title = label_of(text_in(request, "nature")) + " : " + text_in(request, "titre"),
              .trail = {{"Accueil", "/"}}};
    if (!error.empty()) {
        page.errors = {{error, FactForm::id_of("raison")}};
        page.status = unprocessable;
    }
    if (!call.request.parameter("fait").empty()) page.done = "La demande est enregistrée.";
    page.content = facts_list({{"Valeur actuelle", told_value(request["valeur_actuelle"])},
                               {"Valeur demandée", told_value(request["valeur"])},
                               {"Raison donnée", text_in(request, "raison")},
                               {"Reçue le", in_french(text_in(request, "recue_le"))},
                               {"Réponse due le", in_french(text_in(request, "reponse_due_le"))},
                               {"État", label_of(text_in(request, "etat"))}});
    const bool open = text_in(request, "etat") == "recue";
    if (open && access::may(call.actor().role, Act::decide_correction)) {
        page.content += section("Répondre", decision_form(call, typed, error));
    }
    return show(call, page);
}

Response show_request(const Call& call) {
    return request_page(call, "", "");
}

Response decide(const Call& call) {
    const auto form = form_of(call.request).value_or(Parameters{});
    const Json body = {{"decision", find(form, "decision").value_or("")},
                       {"raison", find(form, "raison").value_or("")}};
    const auto outcome = rights_of(call).decide(call.id(), node_of(body.dump()),
                                                page_command(call, form, body.dump()));
    if (std::holds_alternative<service::Reply>(outcome)) {
        return go_to("/demandes/" + call.id() + "?fait=decidee");
    }
    const auto* problems = std::get_if<base::Problems>(&outcome);
    if (problems == nullptr) return error_page(call, outcome);
    return request_page(call, text_in(body, "raison"), capitalised(problems->front().message));
}

}  // namespace

std::vector<Route> rights_pages() {
    return {page_at("/personnes/{id}/rectification", Act::ask_correction, show_asking),
            form_to_page("/personnes/{id}/rectification", Act::ask_correction, ask),
            page_at("/demandes", Act::ask_correction, show_requests),
            page_at("/demandes/{id}", Act::ask_correction, show_request),
            form_to_page("/demandes/{id}/decision", Act::decide_correction, decide)};
}

}  // namespace preavis::http
