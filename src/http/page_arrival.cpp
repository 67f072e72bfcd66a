#include "http/french.h"
#include "http/pages.h"
#include "http/session.h"

namespace preavis::http {
namespace {

using access::Act;
using dossier::NounKind;

constexpr const char* welcome = "kit_accueil";

/// What the page asks: the fields of the stay, then those of the welcome that follow from none.
constexpr const char* stay_fields[] = {"menage", "structure", "regime"};
constexpr const char* welcome_fields[] = {"type_accueil", "date_arrivee", "hebergement_hotel",
                                          "chambre"};

std::vector<FactField> fields_of(const Call& call) {
    const service::Library& library = call.services.office.library;
    std::vector<FactField> fields;
    for (const char* name : stay_fields) {
        const auto* field = dossier::find(library.nouns.fields(NounKind::sejour), name);
        if (field != nullptr) fields.push_back({.declaration = field});
    }
    const auto* definition = library.definitions.newest(welcome);
    for (const char* name : welcome_fields) {
        const auto* field =
            definition == nullptr ? nullptr : dossier::find(definition->facts, name);
        const std::string_view needed = name;
        const bool required = needed == "type_accueil" || needed == "date_arrivee";
        if (field != nullptr) fields.push_back({.declaration = field, .required = required});
    }
    return fields;
}

FactForm form_of_arrival(const Call& call, const Parameters& typed) {
    return {fields_of(call), choices_for(call, ""), typed};
}

Page arrival_page(const Call& call, const FactForm& form) {
    Page page{.title = "Enregistrer une arrivée", .trail = {{"Accueil", "/"}}};
    page.content = {
        h("p", {},
          "L'arrivée ouvre un séjour et le dossier d'accueil : les papiers à remettre sont "
          "préparés, et les délais courent."),
        form_to(call, "/arrivees/nouvelle", form.html(), "Enregistrer l'arrivée")};
    return page;
}

Response show_arrival(const Call& call) {
    const Parameters typed = {{"menage", call.request.parameter("menage")}};
    return show(call, arrival_page(call, form_of_arrival(call, typed)));
}

/// The part of the typed facts that these names cover.
template <std::size_t N>
base::Json part_of(const base::Json& facts, const char* const (&names)[N]) {
    base::Json part = base::Json::object();
    for (const char* name : names) {
        if (facts.contains(name)) part[name] = facts[name];
    }
    return part;
}

base::Node node_of(const std::string& text) {
    auto reading = base::read_json(text, "formulaire");
    auto* node = std::get_if<base::Node>(&reading);
    return node == nullptr ? base::Node{} : std::move(*node);
}

/// Creates the stay; sent again with the same fields, the same stay.
service::Outcome create_stay(const Call& call, const Parameters& typed, const base::Json& facts) {
    base::Json stay = part_of(facts, stay_fields);
    const std::string arrival = text_in(facts, "date_arrivee");
    stay["debut"] = arrival.substr(0, 10);
    stay["heure_arrivee"] = arrival;
    return call.services.registry.create(NounKind::sejour, node_of(stay.dump()),
                                         page_command(call, typed, stay.dump()));
}

service::Outcome open_welcome(const Call& call, const Parameters& typed, const base::Json& facts,
                              const std::string& stay) {
    const FactRequest request = write_request(
        {{"workflow", welcome}, {"event", "arriver"}, {"parties", {{"sejour", stay}}}},
        part_of(facts, welcome_fields));
    return call.services.procedures.open(node_of(request.text),
                                         page_command(call, typed, request.text));
}

/// Every required field that was left blank.
std::vector<PageError> blanks(const Call& call, FactForm& form, const base::Json& facts) {
    std::vector<PageError> errors;
    for (const FactField& field : fields_of(call)) {
        if (!field.required || facts.contains(field.declaration->name)) continue;
        errors.push_back(form.take(field.declaration->name, "à remplir"));
    }
    return errors;
}

/// « « regime » : ... » goes to the field of that name.
std::vector<PageError> told(const service::Outcome& outcome, FactForm& form) {
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome))
        return errors_of(*refusal, form);
    std::vector<PageError> errors;
    for (const base::Problem& problem : std::get<base::Problems>(outcome)) {
        errors.push_back({problem.message, ""});
    }
    return errors;
}

Response register_arrival(const Call& call) {
    const auto typed = form_of(call.request).value_or(Parameters{});
    FactForm form = form_of_arrival(call, typed);
    const base::Json facts = form.facts();
    std::vector<PageError> errors = blanks(call, form, facts);
    if (errors.empty()) {
        service::Outcome outcome = create_stay(call, typed, facts);
        if (const auto* stay = std::get_if<service::Reply>(&outcome)) {
            outcome = open_welcome(call, typed, facts, text_in(stay->body, "id"));
            if (const auto* reply = std::get_if<service::Reply>(&outcome)) {
                return go_to("/dossiers/" + text_in(reply->body, "id") + "?fait=arriver");
            }
        }
        errors = told(outcome, form);
    }
    Page page = arrival_page(call, form);
    page.errors = std::move(errors);
    page.status = 422;
    return show(call, page);
}

}  // namespace

std::vector<Route> arrival_pages() {
    return {page_at("/arrivees/nouvelle", Act::write_nouns, show_arrival),
            form_to_page("/arrivees/nouvelle", Act::write_nouns, register_arrival)};
}

}  // namespace preavis::http
