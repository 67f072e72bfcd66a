#include <algorithm>
#include <set>

#include "base/json.h"
#include "http/french.h"
#include "http/pages.h"
#include "http/session.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr int unprocessable = 422;
constexpr std::size_t most_optional_shown = 8;

/// The facts that a rule still asks for, by name.
std::set<std::string> facts_asked_by_rules(const base::Json& dossier) {
    std::set<std::string> names;
    for (const base::Json& possibility : dossier.value("possibilities", base::Json::array())) {
        for (const base::Json& obstacle : possibility["obstacles"]) {
            for (const base::Json& missing : obstacle["missing"]) {
                names.insert(text_in(missing, "fact"));
            }
        }
    }
    return names;
}

/// The facts that an event asks for, in the order of the definition; those it needs first. What the
/// dossier knows already may be left blank. Where many are optional, only those that a rule asks
/// for are unfolded.
std::vector<FactField> fields_of(const workflow::Definition& definition,
                                 const workflow::Transition& transition,
                                 const base::Json& dossier) {
    const base::Json known = dossier.value("facts", base::Json::object());
    const std::set<std::string> asked_by_rules = facts_asked_by_rules(dossier);
    const bool many = transition.optional_facts.size() > most_optional_shown;
    std::vector<FactField> fields;
    for (const bool required : {true, false}) {
        const auto& names = required ? transition.requires_facts : transition.optional_facts;
        for (const dossier::FactDeclaration& declaration : definition.facts) {
            if (std::find(names.begin(), names.end(), declaration.name) == names.end()) continue;
            FactField field{.declaration = &declaration, .required = required};
            if (const auto value = known.find(declaration.name); value != known.end()) {
                field.required = false;
                field.known = value_in_french(*value, declaration.type);
            }
            field.folded = many && !required && !asked_by_rules.contains(declaration.name);
            fields.push_back(std::move(field));
        }
    }
    return fields;
}

Html when_field(const Parameters& typed) {
    return input({.name = "at",
                  .label = "Date et heure du fait",
                  .hint = "Laissez vide si cela vient de se passer.",
                  .value = find(typed, "at").value_or(""),
                  .required = false},
                 "datetime-local");
}

/// The problems and refusals of an act, beside the fields that they are about.
std::vector<PageError> told(const service::Outcome& outcome, FactForm& form,
                            const FactRequest& request) {
    if (const auto* problems = std::get_if<base::Problems>(&outcome)) {
        return form.take(*problems, request.first_line);
    }
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) {
        return errors_of(*refusal, form);
    }
    return {};
}

base::Node node_of(const FactRequest& request) {
    auto reading = base::read_json(request.text, "formulaire");
    auto* node = std::get_if<base::Node>(&reading);
    return node == nullptr ? base::Node{} : std::move(*node);
}

/// One event of one dossier, as its form page needs it.
struct EventForm {
    base::Json dossier;
    std::int64_t version = 0;
    const workflow::Definition* definition = nullptr;
    const workflow::Transition* transition = nullptr;
};

/// The event from this state. Of a form that was sent, from any state: sent twice, it has moved the
/// dossier already, and its key gives the same answer again.
const workflow::Transition* transition_of(const workflow::Definition& definition,
                                          const std::string& event, const std::string& state,
                                          bool sent) {
    const workflow::Transition* here = definition.transition(event, state);
    if (here != nullptr || !sent) return here;
    const auto& all = definition.transitions;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const auto& transition) { return transition.event == event; });
    return found == all.end() ? nullptr : &*found;
}

std::variant<EventForm, Response> event_form(const Call& call, bool sent) {
    const auto found = call.services.procedures.read(call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return error_page(call, found);
    EventForm form{.dossier = reply->body, .version = reply->version};
    form.definition = call.services.office.library.definitions.find(
        text_in(form.dossier, "workflow"), form.dossier.value("version", 0));
    if (form.definition != nullptr) {
        form.transition =
            transition_of(*form.definition, call.captured[1], text_in(form.dossier, "state"), sent);
    }
    if (form.transition != nullptr) return form;
    return error_page(call, service::Outcome(base::Refusal{
                                "evenement_impossible",
                                "Cela ne peut pas être fait dans l'état où est le dossier."}));
}

FactForm facts_form(const Call& call, const EventForm& form, const Parameters& typed) {
    return {fields_of(*form.definition, *form.transition, form.dossier),
            choices_for(call, text_in(form.dossier["parties"], "menage")), typed};
}

Html source_note(const std::string& source) {
    const std::string text = source_in_french(source);
    return text.empty() ? Html() : h("p", {{"class", "aide"}}, "Source : " + text);
}

Html obstacles_of(const EventForm& form) {
    Html items;
    for (const base::Json& possibility : form.dossier.value("possibilities", base::Json::array())) {
        if (text_in(possibility, "event") != form.transition->event) continue;
        for (const base::Json& obstacle : possibility["obstacles"]) {
            items += h("li", {},
                       text_in(obstacle, "message") + with_source(text_in(obstacle, "source")));
        }
    }
    if (items.empty()) return {};
    return h("div", {{"class", "alerte attention"}},
             {h("h2", {}, "Ce que la règle demande encore"), h("ul", {}, items)});
}

Page act_page(const Call& call, const EventForm& form, const FactForm& facts,
              const Parameters& typed) {
    const std::string dossier = "/dossiers/" + call.id();
    Page page{.title = form.transition->title,
              .trail = {{"Accueil", "/"},
                        {"Dossiers", "/dossiers"},
                        {"Dossier " + text_in(form.dossier, "number"), dossier}}};
    const Html version =
        h("input",
          {{"type", "hidden"}, {"name", "version"}, {"value", std::to_string(form.version)}});
    page.content = {obstacles_of(form),
                    form_to(call, dossier + "/actes/" + percent_encoded(form.transition->event),
                            {version, facts.html(), when_field(typed)}, "Enregistrer"),
                    source_note(form.transition->source)};
    return page;
}

Response show_act(const Call& call) {
    const auto form = event_form(call, false);
    if (const auto* refusal = std::get_if<Response>(&form)) return *refusal;
    const auto& known = std::get<EventForm>(form);
    return show(call, act_page(call, known, facts_form(call, known, {}), {}));
}

/// The event, its time and its facts as the use-case reads them.
FactRequest event_request(const std::string& event, const Parameters& typed,
                          const FactForm& facts) {
    base::Json envelope = {{"event", event}};
    const std::string at = find(typed, "at").value_or("");
    if (!at.empty()) envelope["at"] = at;
    return write_request(envelope, facts.facts());
}

Response do_act(const Call& call) {
    const auto typed = form_of(call.request).value_or(Parameters{});
    const std::string dossier = "/dossiers/" + call.id();
    const auto form = event_form(call, true);
    if (const auto* refusal = std::get_if<Response>(&form)) return *refusal;
    const auto& known = std::get<EventForm>(form);
    FactForm facts = facts_form(call, known, typed);
    const FactRequest request = event_request(known.transition->event, typed, facts);
    service::Command command = page_command(call, typed, request.text);
    command.if_match = versions_seen(typed);
    const auto outcome = call.services.procedures.apply(call.id(), node_of(request), command);
    if (std::holds_alternative<service::Reply>(outcome)) {
        return go_to(dossier + "?fait=" + percent_encoded(known.transition->event));
    }
    std::vector<PageError> errors = told(outcome, facts, request);
    Page page = act_page(call, known, facts, typed);
    page.errors = std::move(errors);
    page.status = unprocessable;
    return show(call, page);
}

/// A dossier about to be opened.
struct Opening {
    const workflow::Definition* definition = nullptr;
    const workflow::Transition* transition = nullptr;
    std::string menage;
    std::string sejour;
    std::string structure;
};

std::optional<Opening> opening_of(const Call& call, const Parameters& given) {
    Opening opening;
    opening.definition = call.services.office.library.definitions.newest(call.id());
    if (opening.definition == nullptr || opening.definition->opens_with.empty()) return {};
    opening.transition = opening.definition->transition(opening.definition->opens_with.front(),
                                                        workflow::before_everything);
    opening.menage = find(given, "menage").value_or("");
    opening.sejour = find(given, "sejour").value_or("");
    opening.structure = find(given, "structure").value_or("");
    return opening.transition == nullptr ? std::nullopt : std::optional(opening);
}

std::vector<Choice> stays_of(const Call& call, const std::string& menage) {
    std::vector<Choice> choices;
    dossier::NounFilter filter{.menage = menage};
    for (const base::Json& stay :
         items_of(call.services.registry.list(dossier::NounKind::sejour, filter, call.actor()))) {
        choices.emplace_back(text_in(stay, "id"), "depuis le " +
                                                      day_in_french(text_in(stay, "debut")) + ", " +
                                                      label_of(text_in(stay, "regime")));
    }
    return choices;
}

/// What the stay says already is not asked again: its regime, its kind of structure.
FactForm opening_form(const Call& call, const Opening& opening, const Parameters& typed) {
    std::vector<FactField> fields =
        fields_of(*opening.definition, *opening.transition, base::Json::object());
    for (FactField& field : fields) {
        const std::string& name = field.declaration->name;
        const bool from_stay = name == "regime" || name == "structure_type";
        if (from_stay && !opening.menage.empty()) field.required = false;
    }
    return {fields, choices_for(call, opening.menage), typed};
}

/// Whom or what the dossier is about; organisations are named by facts.
Html subject_fields(const Call& call, const Opening& opening) {
    if (opening.definition->subject == "menage") {
        return {h("input", {{"type", "hidden"}, {"name", "menage"}, {"value", opening.menage}}),
                select({.name = "sejour",
                        .label = "Séjour",
                        .hint = "Le régime et la structure viennent du séjour choisi.",
                        .value = opening.sejour,
                        .required = false},
                       stays_of(call, opening.menage))};
    }
    if (opening.definition->subject != "structure") return {};
    return select({.name = "structure", .label = "Structure", .value = opening.structure},
                  choices_for(call, "")("structure"));
}

Page opening_page(const Call& call, const Opening& opening, const FactForm& facts,
                  const Parameters& typed) {
    Page page{.title = "Ouvrir : " + opening.definition->title, .trail = {{"Accueil", "/"}}};
    if (opening.definition->subject == "menage") {
        page.trail.push_back({"Ménages", "/menages"});
        page.trail.push_back({"Ménage", "/menages/" + percent_encoded(opening.menage)});
    }
    page.content = form_to(call, "/ouvrir/" + percent_encoded(opening.definition->name),
                           {subject_fields(call, opening), facts.html(), when_field(typed)},
                           "Ouvrir le dossier");
    return page;
}

Response unknown_procedure(const Call& call) {
    return error_page(
        call, service::Outcome(base::Refusal{"introuvable", "Cette procédure est inconnue."}));
}

Response show_opening(const Call& call) {
    const auto opening = opening_of(call, call.request.query);
    if (!opening) return unknown_procedure(call);
    return show(call, opening_page(call, *opening, opening_form(call, *opening, {}), {}));
}

Response do_open(const Call& call) {
    const auto typed = form_of(call.request).value_or(Parameters{});
    const auto opening = opening_of(call, typed);
    if (!opening) return unknown_procedure(call);
    FactForm facts = opening_form(call, *opening, typed);
    base::Json parties = base::Json::object();
    if (!opening->menage.empty()) parties["menage"] = opening->menage;
    if (!opening->sejour.empty()) parties["sejour"] = opening->sejour;
    if (!opening->structure.empty()) parties["structure"] = opening->structure;
    base::Json envelope = {{"workflow", opening->definition->name},
                           {"event", opening->transition->event},
                           {"parties", parties}};
    const std::string at = find(typed, "at").value_or("");
    if (!at.empty()) envelope["at"] = at;
    const FactRequest request = write_request(envelope, facts.facts());
    const auto outcome =
        call.services.procedures.open(node_of(request), page_command(call, typed, request.text));
    if (const auto* reply = std::get_if<service::Reply>(&outcome)) {
        return go_to("/dossiers/" + text_in(reply->body, "id") +
                     "?fait=" + percent_encoded(opening->transition->event));
    }
    std::vector<PageError> errors = told(outcome, facts, request);
    Page page = opening_page(call, *opening, facts, typed);
    page.errors = std::move(errors);
    page.status = unprocessable;
    return show(call, page);
}

}  // namespace

std::vector<Route> act_pages() {
    return {page_at("/dossiers/{id}/actes/{event}", Act::act_on_dossiers, show_act),
            form_to_page("/dossiers/{id}/actes/{event}", Act::act_on_dossiers, do_act),
            page_at("/ouvrir/{workflow}", Act::act_on_dossiers, show_opening),
            form_to_page("/ouvrir/{workflow}", Act::act_on_dossiers, do_open)};
}

}  // namespace preavis::http
