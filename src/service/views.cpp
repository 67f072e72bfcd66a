#include "service/views.h"

namespace preavis::service {
namespace {

using base::Json;

Json date_or_null(const std::optional<law::Date>& date) {
    return date ? Json(date->iso()) : Json(nullptr);
}

Json instant_or_null(const std::optional<law::Instant>& instant, const law::Territory& territory) {
    return instant ? Json(territory.iso(*instant)) : Json(nullptr);
}

Json view_of(const law::LedgerEntry& entry, const law::Territory& territory) {
    return {{"entry", law::name_of(entry.kind)},
            {"at", territory.iso(entry.at)},
            {"limit", entry.limit ? Json(law::iso_duration(*entry.limit)) : Json(nullptr)},
            {"author", entry.author},
            {"role", entry.role},
            {"reason", entry.reason},
            {"source", entry.source}};
}

/// What its time has used and has left; null for a day of the calendar, and once it is settled.
Json balance_view(const dossier::Deadline& deadline, const law::Territory& territory,
                  law::Instant now) {
    const bool settled = deadline.settled != dossier::Deadline::Settled::no;
    const auto folded = law::fold(deadline.ledger, territory);
    const auto* account = std::get_if<law::Account>(&folded);
    if (settled || account == nullptr) return nullptr;
    const law::Balance balance = law::balance(*account, territory, now);
    return {{"unit", balance.in_seconds ? "seconds" : "days"},
            {"budget", balance.budget},
            {"used", balance.used},
            {"left", balance.left}};
}

Json parties_view(const dossier::Parties& parties) {
    Json view = Json::object();
    if (!parties.menage.empty()) view["menage"] = parties.menage;
    if (!parties.personnes.empty()) view["personnes"] = parties.personnes;
    if (!parties.structure.empty()) view["structure"] = parties.structure;
    if (!parties.sejour.empty()) view["sejour"] = parties.sejour;
    if (!parties.organisation.empty()) view["organisation"] = parties.organisation;
    return view;
}

/// Facts with instants in the territory's own time.
Json local_facts(const dossier::Facts& facts, const law::Territory& territory) {
    Json view = Json::object();
    for (const auto& [name, value] : facts) {
        const law::Instant* instant = value.instant();
        view[name] = instant != nullptr ? Json(territory.iso(*instant)) : dossier::to_json(value);
    }
    return view;
}

Json event_view(const workflow::Transition& transition) {
    Json by = Json::array();
    for (const dossier::Role role : transition.by) by.push_back(dossier::name_of(role));
    Json guards = Json::array();
    for (const workflow::Guard& guard : transition.guards) {
        guards.push_back(
            {{"name", guard.name}, {"message", guard.message}, {"source", guard.source}});
    }
    Json documents = Json::array();
    for (const workflow::DocumentAct& act : transition.documents) {
        documents.push_back({{"document", act.order.document}, {"variant", act.order.variant}});
    }
    return {{"event", transition.event},
            {"title", transition.title},
            {"from", transition.from},
            {"to", transition.to.empty() ? Json(nullptr) : Json(transition.to)},
            {"by", by},
            {"requires", transition.requires_facts},
            {"optional", transition.optional_facts},
            {"guards", guards},
            {"documents", documents},
            {"source", transition.source}};
}

}  // namespace

Json view_of(const dossier::Noun& noun) {
    Json view = {{"id", noun.id}, {"version", noun.version}};
    if (!noun.departement.empty()) view["departement"] = noun.departement;
    const Json fields = dossier::to_json(noun.fields);
    for (const auto& [name, value] : fields.items()) view[name] = value;
    return view;
}

Json view_of(const dossier::Deadline& deadline, const law::Territory& territory, law::Instant now) {
    return {{"id", deadline.id},
            {"name", deadline.name},
            {"title", deadline.title},
            {"kind", dossier::name_of(deadline.kind)},
            {"status", dossier::status_of(deadline, now)},
            {"law", deadline.law},
            {"source", deadline.source},
            {"who", deadline.who},
            {"started_at", territory.iso(deadline.started_at)},
            {"due", territory.iso(deadline.due)},
            {"last_day", date_or_null(deadline.last_day)},
            {"earliest_effective", date_or_null(deadline.earliest_effective)},
            {"act_by", instant_or_null(deadline.act_by, territory)},
            {"late_after", instant_or_null(deadline.late_after, territory)}};
}

Json explained_view_of(const dossier::Deadline& deadline, const law::Territory& territory,
                       law::Instant now) {
    Json view = view_of(deadline, territory, now);
    Json because = Json::array();
    for (const law::Explanation& step : deadline.because) {
        because.push_back({{"code", step.code}, {"text", step.text}, {"source", step.source}});
    }
    view["because"] = std::move(because);
    view["ledger"] = Json::array();
    for (const law::LedgerEntry& entry : deadline.ledger) {
        view["ledger"].push_back(view_of(entry, territory));
    }
    view["balance"] = balance_view(deadline, territory, now);
    return view;
}

Json view_of(const dossier::DeadlineRow& row, const Library& library, law::Instant now) {
    Json view = view_of(row.deadline, library.territory(row.departement), now);
    view["dossier"] = row.dossier;
    view["dossier_number"] = row.dossier_number;
    view["workflow"] = row.workflow;
    view["state"] = row.state;
    view["organisation"] = row.organisation;
    view["departement"] = row.departement;
    return view;
}

Json view_of(const dossier::Piece& piece, const law::Territory& territory) {
    return {{"id", piece.id},
            {"document", piece.document},
            {"title", piece.title},
            {"variant", piece.variant},
            {"lang", piece.language},
            {"status", piece.issued_at ? "emis" : "commande"},
            {"ordered_at", territory.iso(piece.ordered_at)},
            {"issued_at", piece.issued_at ? Json(territory.iso(*piece.issued_at)) : Json(nullptr)},
            {"sha256", piece.sha256.empty() ? Json(nullptr) : Json(piece.sha256)},
            {"url", "/api/v1/documents/" + piece.id}};
}

Json view_of(const std::vector<KitPiece>& kit) {
    Json view = Json::array();
    for (const KitPiece& piece : kit) {
        view.push_back({{"piece", piece.name},
                        {"titre", piece.title},
                        {"obligatoire", piece.obligatory},
                        {"fichier", piece.has_file}});
    }
    return view;
}

Json view_of(const dossier::JournalEntry& entry, const law::Territory& territory) {
    return {{"sequence", entry.sequence},
            {"kind", entry.kind},
            {"event", entry.event},
            {"from", entry.from_state},
            {"to", entry.to_state},
            {"happened_at", territory.iso(entry.happened_at)},
            {"recorded_at", territory.iso(entry.recorded_at)},
            {"role", entry.role},
            {"payload", Json::parse(entry.payload_json, nullptr, false)},
            {"previous", entry.previous},
            {"hash", entry.hash}};
}

Json view_of(const base::Refusal& refusal) {
    Json missing = Json::array();
    for (const base::MissingFact& fact : refusal.missing) {
        missing.push_back({{"fact", fact.fact}, {"needed", fact.needed}, {"source", fact.source}});
    }
    return {{"rule", refusal.code},
            {"message", refusal.message},
            {"source", refusal.source},
            {"missing", missing}};
}

Json view_of(const workflow::Possibility& possibility) {
    Json obstacles = Json::array();
    for (const base::Refusal& refusal : possibility.obstacles) {
        obstacles.push_back(view_of(refusal));
    }
    return {{"event", possibility.event},
            {"title", possibility.title},
            {"role_may", possibility.role_may},
            {"requires", possibility.requires_facts},
            {"optional", possibility.optional_facts},
            {"obstacles", obstacles}};
}

Json view_of(const workflow::Definition& definition) {
    Json states = Json::array();
    for (const workflow::State& state : definition.states) {
        states.push_back({{"name", state.name}, {"title", state.title}, {"end", state.end}});
    }
    Json events = Json::array();
    for (const workflow::Transition& transition : definition.transitions) {
        events.push_back(event_view(transition));
    }
    Json deadlines = Json::array();
    for (const workflow::DeadlineRule& rule : definition.deadlines) {
        deadlines.push_back({{"name", rule.name},
                             {"law", rule.law},
                             {"kind", dossier::name_of(rule.kind)},
                             {"who", rule.who}});
    }
    Json facts = Json::object();
    for (const dossier::FactDeclaration& fact : definition.facts) {
        Json schema = dossier::schema_of(fact.type);
        schema["title"] = fact.title;
        facts[fact.name] = std::move(schema);
    }
    return {{"workflow", definition.name},
            {"version", definition.version},
            {"title", definition.title},
            {"opens_with", definition.opens_with},
            {"states", states},
            {"events", events},
            {"deadlines", deadlines},
            {"facts", facts}};
}

Json view_of(const dossier::Dossier& dossier, const workflow::Definition& definition,
             const law::Territory& territory, law::Instant now) {
    Json deadlines = Json::array();
    for (const dossier::Deadline& deadline : dossier.deadlines) {
        deadlines.push_back(view_of(deadline, territory, now));
    }
    const workflow::State* state = definition.state(dossier.state);
    return {{"id", dossier.id},
            {"number", dossier.number},
            {"workflow", dossier.workflow},
            {"version", dossier.workflow_version},
            {"title", definition.title},
            {"state", dossier.state},
            {"state_title", state == nullptr ? dossier.state : state->title},
            {"departement", dossier.departement},
            {"parties", parties_view(dossier.parties)},
            {"facts", local_facts(dossier.facts, territory)},
            {"deadlines", deadlines},
            {"opened_at", territory.iso(dossier.opened_at)},
            {"last_event_at", territory.iso(dossier.last_event_at)}};
}

}  // namespace preavis::service
