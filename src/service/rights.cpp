#include "service/rights.h"

#include <array>

#include "access/policy.h"
#include "base/expects.h"
#include "base/form.h"
#include "base/hash.h"
#include "base/text.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Noun;
using dossier::NounKind;
using dossier::RightsRequest;

constexpr const char* asked_kind = "demande_de_droit";
constexpr const char* opposed_field = "canaux_refuses";
constexpr std::size_t longest_reason = 500;

std::string read_reason(base::Form& form) {
    const std::string reason = base::trimmed(form.text("raison"));
    if (reason.empty() || base::code_points(reason).size() > longest_reason) {
        form.report("raison", "une raison de 1 à 500 caractères est attendue");
    }
    return reason;
}

Json view_of(const RightsRequest& request, const Office& office) {
    const law::Territory territory = office.library.territory("");
    const auto* field =
        dossier::find(office.library.nouns.fields(NounKind::personne), request.field);
    return {{"id", request.id},
            {"nature", request.kind},
            {"personne", request.personne},
            {"champ", request.field},
            {"titre", field == nullptr ? request.field : field->title},
            {"etat", dossier::name_of(request.state)},
            {"recue_le", territory.iso(request.received_at)},
            {"reponse_due_le", territory.iso(request.due)},
            {"decidee_le",
             request.decided_at ? Json(territory.iso(*request.decided_at)) : Json(nullptr)}};
}

/// One field with its value, as a body that changes a record has it.
base::Node one_field(const std::string& field, const base::Node& value) {
    base::Node body;
    body.kind = base::Node::Kind::map;
    body.place = value.place;
    body.entries.push_back({field, value.place, value});
    return body;
}

base::Node one_field(const std::string& field, const Json& value) {
    const Json body = {{field, value}};
    return std::get<base::Node>(base::read_json(body.dump(), "demande"));
}

/// The record with the value asked for, or what is wrong with that.
Noun changed(const Office& office, Noun noun, const base::Node& body, law::Instant now,
             base::Problems& problems) {
    const auto& declarations = office.library.nouns.fields(NounKind::personne);
    const law::Territory territory = office.library.territory(noun.departement);
    const base::Node::Entry& entry = body.entries.front();
    const auto* field = dossier::find(declarations, entry.key);
    if (entry.value.kind == base::Node::Kind::null && field != nullptr) {
        if (field->required) {
            problems.push_back(
                {entry.value.place, "« " + entry.key + " » ne peut être retiré", ""});
        }
        noun.fields.erase(entry.key);
        return noun;
    }
    for (auto& [name, value] :
         dossier::read_facts(body, declarations, territory, false, problems)) {
        noun.fields[name] = value;
    }
    check_noun(NounKind::personne, noun.fields, body, territory.date(now), problems);
    return noun;
}

Json value_of(const Noun& noun, const std::string& field) {
    const dossier::Value* value = find(noun.fields, field);
    return value == nullptr ? Json(nullptr) : dossier::to_json(*value);
}

/// A line about a person: under their own key.
dossier::JournalEntry line_about(const std::string& person, const char* kind,
                                 const dossier::Actor& actor, const Json& payload,
                                 law::Instant now) {
    auto line = journal_line(kind, actor, payload, now, now);
    line.noun = person;
    return line;
}

/// When an answer is owed; the received instant if the law's value cannot be counted.
law::Instant due_of(const Office& office, const Noun& person, law::Instant received) {
    const law::Rule* rule = office.library.laws.find(office.library.conservation.rights);
    expects(rule != nullptr);
    const law::Territory territory = office.library.territory(person.departement);
    const law::Date day = territory.date(received);
    const auto counted = law::count(*rule, {day, received}, territory, day);
    const auto* due = std::get_if<law::DueDate>(&counted);
    return due == nullptr ? received : due->due;
}

}  // namespace

Json Rights::asked(const RightsRequest& request) const {
    const auto lines = office_.store.entries_of(asked_kind, request.asked_line, 1);
    if (lines.empty()) return Json::object();
    return Json::parse(lines.front().payload_json, nullptr, false);
}

Outcome Rights::finish(dossier::Change change, const RightsRequest& request, int status,
                       const Command& command, law::Instant now) {
    const Reply reply{status, view_of(request, office_)};
    change.request = request;
    change.answer = to_remember(command, reply, now);
    switch (office_.store.commit(change)) {
        case dossier::Committed::done: return reply;
        case dossier::Committed::stale: return stale_version();
        case dossier::Committed::key_already_used: break;
    }
    return remembered_outcome(office_.store, command).value_or(stale_version());
}

Outcome Rights::ask(const std::string& personne, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::ask_correction)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command)) return *std::move(before);
    const auto person = office_.store.noun(NounKind::personne, personne,
                                           access::scope(command.actor, Act::ask_correction));
    if (!person) return not_found();
    const law::Instant now = office_.clock.now();
    base::Problems problems;
    base::Form form(body, problems);
    RightsRequest request{.id = base::random_id(), .personne = personne, .received_at = now};
    request.kind = form.choice("nature", {"rectification", "opposition"});
    request.field = form.text("champ");
    const std::string reason = read_reason(form);
    const base::Node* value = form.node("valeur");
    if ((request.kind == "opposition") != (request.field == opposed_field)) {
        form.report("champ", "une opposition porte sur « canaux_refuses », et elle seule");
    }
    form.finish();
    if (value != nullptr)
        changed(office_, *person, one_field(request.field, *value), now, problems);
    if (!problems.empty()) return problems;
    request.due = due_of(office_, *person, now);
    dossier::Change change;
    change.journal = {line_about(personne, asked_kind, command.actor,
                                 {{"demande", request.id},
                                  {"personne", personne},
                                  {"nature", request.kind},
                                  {"champ", request.field},
                                  {"valeur", base::to_json(*value)},
                                  {"raison", reason}},
                                 now)};
    return finish(std::move(change), request, 201, command, now);
}

Outcome Rights::apply(const RightsRequest& request, const std::string& reason,
                      const Command& command) {
    const auto person = office_.store.noun(NounKind::personne, request.personne,
                                           access::scope(command.actor, Act::decide_correction));
    if (!person) return not_found();
    const law::Instant now = *request.decided_at;
    base::Problems problems;
    const Json wanted = asked(request).value("valeur", Json(nullptr));
    const Noun next = changed(office_, *person, one_field(request.field, wanted), now, problems);
    if (!problems.empty()) return problems;
    dossier::Change change;
    change.nouns = {next};
    change.journal = {line_about(request.personne, "rectification", command.actor,
                                 {{"demande", request.id},
                                  {"noun", "personne"},
                                  {"id", request.personne},
                                  {"version", next.version + 1},
                                  {"champ", request.field},
                                  {"avant", value_of(*person, request.field)},
                                  {"apres", value_of(next, request.field)},
                                  {"raison", reason}},
                                 now)};
    return finish(std::move(change), request, 200, command, now);
}

Outcome Rights::decide(const std::string& id, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::decide_correction)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command)) return *std::move(before);
    auto request = office_.store.request(id, access::scope(command.actor, Act::decide_correction));
    if (!request) return not_found();
    base::Problems problems;
    base::Form form(body, problems);
    const std::string decision = form.choice("decision", {"appliquer", "refuser"});
    const std::string reason = read_reason(form);
    form.finish();
    if (!problems.empty()) return problems;
    if (request->state != RightsRequest::State::received) {
        return base::Refusal{"demande_deja_decidee", "Cette demande a déjà reçu une réponse."};
    }
    const law::Instant now = office_.clock.now();
    request->decided_at = now;
    if (decision == "appliquer") {
        request->state = RightsRequest::State::applied;
        return apply(*request, reason, command);
    }
    request->state = RightsRequest::State::refused;
    dossier::Change change;
    change.journal = {
        line_about(request->personne, "rectification_refusee", command.actor,
                   {{"demande", id}, {"personne", request->personne}, {"raison", reason}}, now)};
    return finish(std::move(change), *request, 200, command, now);
}

Outcome Rights::list(const std::string& personne, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::ask_correction)) return access_denied();
    const auto scope = access::scope(actor, Act::ask_correction);
    if (!personne.empty() && !office_.store.noun(NounKind::personne, personne, scope)) {
        return not_found();
    }
    Json items = Json::array();
    for (const RightsRequest& request : office_.store.requests(personne, scope)) {
        items.push_back(view_of(request, office_));
    }
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Rights::read(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::ask_correction)) return access_denied();
    const auto scope = access::scope(actor, Act::ask_correction);
    const auto request = office_.store.request(id, scope);
    if (!request) return not_found();
    const auto person = office_.store.noun(NounKind::personne, request->personne, scope);
    if (!person) return not_found();
    const Json told = asked(*request);
    Json view = view_of(*request, office_);
    view["valeur"] = told.value("valeur", Json(nullptr));
    view["raison"] = told.value("raison", "");
    view["valeur_actuelle"] = value_of(*person, request->field);
    return Reply{200, std::move(view)};
}

}  // namespace preavis::service
