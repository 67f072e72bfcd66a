#include "http/openapi.h"
#include "http/schema.h"

namespace preavis::http {
namespace {

using base::Json;
using dossier::NounKind;

using namespace schema;

const Json facts = {{"type", "object"}, {"description", "Les faits, par leur nom"}};

Json reference(const std::string& name) {
    return {{"$ref", "#/components/schemas/" + name}};
}

Json page_of(const std::string& name) {
    return object({{"items", list_of(reference(name))}, {"next", text}}, {"items"});
}

std::string capitalised(std::string_view name) {
    std::string result(name);
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

/// The three faces of a noun: as it is read, created and changed.
void add_noun(Json& schemas, NounKind kind, const dossier::Declarations& declarations) {
    const std::string name = capitalised(dossier::name_of(kind));
    Json creation = dossier::schema_of(declarations);
    creation["properties"]["departement"] = text;
    if (kind == NounKind::personne) creation["properties"]["autre_personne"] = flag;

    Json change = {{"type", "object"}, {"additionalProperties", false}};
    Json properties = Json::object();
    for (const dossier::FactDeclaration& field : declarations) {
        const Json schema = dossier::schema_of(field.type);
        properties[field.name] = field.required ? schema : nullable(schema);
    }
    change["properties"] = std::move(properties);

    Json reading = dossier::schema_of(declarations);
    reading["properties"]["id"] = identifier;
    reading["properties"]["version"] = integer;
    reading["properties"]["departement"] = text;
    reading["required"].push_back("id");
    reading["required"].push_back("version");

    schemas[name] = std::move(reading);
    schemas[name + "Creation"] = std::move(creation);
    schemas[name + "Modification"] = std::move(change);
    schemas[name + "Liste"] = page_of(name);
}

Json deadline_schema() {
    return object(
        {{"id", identifier},
         {"name", text},
         {"title", text},
         {"kind", {{"enum", {"obligation", "window", "notice", "right"}}}},
         {"status",
          {{"enum", {"open", "due", "overdue", "met", "elapsed", "suspended", "stopped"}}}},
         {"law", text},
         {"source", text},
         {"who", text},
         {"started_at", moment},
         {"due", moment},
         {"last_day", nullable(day)},
         {"earliest_effective", nullable(day)},
         {"act_by", nullable(moment)},
         {"late_after", nullable(moment)},
         {"dossier", identifier},
         {"dossier_number", text},
         {"workflow", text},
         {"state", text},
         {"organisation", nullable(text)},
         {"departement", text}},
        {"id", "name", "kind", "status", "due", "last_day"});
}

Json explained_deadline_schema() {
    Json schema = deadline_schema();
    schema["properties"]["because"] = list_of(
        object({{"code", text}, {"text", text}, {"source", text}}, {"code", "text", "source"}));
    schema["properties"]["ledger"] = list_of(
        object({{"entry", {{"enum", {"start", "suspend", "resume", "extend", "replace", "stop"}}}},
                {"at", moment},
                {"limit", nullable(text)},
                {"author", text},
                {"role", text},
                {"reason", text},
                {"source", text}},
               {"entry", "at", "limit", "author", "role", "reason", "source"}));
    const Json count = {{"type", "integer"}};
    schema["properties"]["balance"] = nullable(object({{"unit", {{"enum", {"days", "seconds"}}}},
                                                       {"budget", count},
                                                       {"used", count},
                                                       {"left", count}},
                                                      {"unit", "budget", "used", "left"}));
    for (const char* key : {"because", "ledger", "balance"}) schema["required"].push_back(key);
    return schema;
}

Json reminder_schema() {
    return object({{"id", text},
                   {"rung", text},
                   {"audience", {{"enum", {"acteur", "organisation", "ddets"}}}},
                   {"roles", list_of(text)},
                   {"message", text},
                   {"planned_at", moment},
                   {"raised_at", moment},
                   {"acknowledged_at", nullable(moment)},
                   {"deadline", reference("Echeance")}},
                  {"id", "rung", "audience", "message", "planned_at", "raised_at", "deadline"});
}

Json alert_schema() {
    return object(
        {{"reason", text}, {"message", text}, {"since", moment}, {"until", nullable(moment)}},
        {"reason", "message", "since", "until"});
}

Json checkpoint_schema() {
    return object({{"size", integer}, {"root", text}, {"at", moment}, {"note", text}},
                  {"size", "root", "at", "note"});
}

Json proof_schema() {
    return object({{"form", text},
                   {"piece", text},
                   {"annexe", text},
                   {"sha256", text},
                   {"salt", text},
                   {"line", {{"type", "object"}}},
                   {"path", {{"type", "array"}, {"items", text}}},
                   {"checkpoint", text}},
                  {"form", "sha256", "salt", "line", "path", "checkpoint"});
}

Json downtime_schema() {
    return object({{"number", integer},
                   {"from", moment},
                   {"until", moment},
                   {"minutes", integer},
                   {"clean_stop", flag},
                   {"reason", text},
                   {"deadlines", integer}},
                  {"number", "from", "until", "minutes", "clean_stop", "reason", "deadlines"});
}

Json detailed_downtime_schema() {
    Json schema = downtime_schema();
    schema["properties"]["touched"] = list_of(object({{"deadline", identifier},
                                                      {"name", text},
                                                      {"due", moment},
                                                      {"noticed_at", moment},
                                                      {"minutes_late", integer}},
                                                     {"deadline", "due", "noticed_at"}));
    schema["required"].push_back("touched");
    return schema;
}

/// `structure`: an identifier; in an answer, where the place is secret, its code.
Json parties_schema(const Json& structure) {
    return {{"type", "object"},
            {"properties",
             {{"menage", identifier},
              {"personnes", list_of(identifier)},
              {"structure", structure},
              {"sejour", identifier},
              {"organisation", identifier}}}};
}

Json missing_schema() {
    return list_of(
        object({{"fact", text}, {"needed", text}, {"source", text}}, {"fact", "needed", "source"}));
}

Json possibility_schema() {
    const Json obstacle =
        object({{"rule", text}, {"message", text}, {"source", text}, {"missing", missing_schema()}},
               {"rule", "message"});
    return object({{"event", text},
                   {"title", text},
                   {"role_may", flag},
                   {"requires", list_of(text)},
                   {"optional", list_of(text)},
                   {"obstacles", list_of(obstacle)}},
                  {"event", "title", "requires", "optional", "obstacles"});
}

Json dossier_schema() {
    return object({{"id", identifier},
                   {"number", text},
                   {"workflow", text},
                   {"version", integer},
                   {"title", text},
                   {"state", text},
                   {"state_title", text},
                   {"departement", text},
                   {"parties", parties_schema(text)},
                   {"facts", facts},
                   {"deadlines", list_of(reference("Echeance"))},
                   {"opened_at", moment},
                   {"last_event_at", moment},
                   {"allowed_events", list_of(text)},
                   {"possibilities", list_of(possibility_schema())},
                   {"documents_ordered", list_of(reference("Document"))},
                   {"deadlines_started", list_of(text)},
                   {"deadlines_settled", list_of(text)},
                   {"deadlines_changed", list_of(text)}},
                  {"id", "workflow", "version", "state", "deadlines"});
}

Json document_schema() {
    return object({{"id", identifier},
                   {"document", text},
                   {"title", text},
                   {"variant", {{"enum", {"standard", "falc"}}}},
                   {"lang", text},
                   {"status", {{"enum", {"commande", "emis"}}}},
                   {"ordered_at", moment},
                   {"issued_at", nullable(moment)},
                   {"sha256", nullable(text)},
                   {"url", text}},
                  {"id", "document", "variant", "lang", "status", "url"});
}

Json annex_schema() {
    return object({{"id", identifier},
                   {"nature", text},
                   {"titre", text},
                   {"langue", text},
                   {"version", integer},
                   {"pages", integer},
                   {"taille", integer},
                   {"sha256", text},
                   {"fournie_le", moment},
                   {"fournie_par", text},
                   {"url", text}},
                  {"id", "nature", "titre", "langue", "version", "pages", "taille", "sha256",
                   "fournie_le", "url"});
}

Json history_schema() {
    const Json entry = object({{"sequence", integer},
                               {"kind", text},
                               {"event", text},
                               {"from", text},
                               {"to", text},
                               {"happened_at", moment},
                               {"recorded_at", moment},
                               {"role", text},
                               {"payload", nullable({{"type", "object"}})},
                               {"previous", text},
                               {"hash", text}},
                              {"sequence", "kind", "happened_at", "recorded_at", "hash"});
    return object({{"items", list_of(entry)}}, {"items"});
}

Json problem_schema() {
    const Json place =
        object({{"line", integer}, {"column", integer}, {"message", text}, {"hint", text}},
               {"line", "column", "message"});
    return object({{"type", text},
                   {"title", text},
                   {"status", integer},
                   {"detail", text},
                   {"code", text},
                   {"rule", text},
                   {"source", text},
                   {"missing", missing_schema()},
                   {"problems", list_of(place)}},
                  {"type", "title", "status", "detail", "code"});
}

Json opening_schema() {
    return closed({{"workflow", text},
                   {"event", text},
                   {"facts", facts},
                   {"parties", parties_schema(identifier)},
                   {"at", moment}},
                  {"workflow"});
}

Json event_schema() {
    return closed({{"event", text}, {"facts", facts}, {"at", moment}}, {"event"});
}

Json account_schema() {
    const Json role = object({{"name", text},
                              {"role", text},
                              {"title", text},
                              {"organisation", text},
                              {"current", flag}},
                             {"name", "role", "title", "current"});
    return object({{"login", text}, {"name", text}, {"roles", list_of(role)}},
                  {"login", "name", "roles"});
}

Json emergency_schema() {
    return object(
        {{"id", identifier},
         {"version", integer},
         {"dossier", identifier},
         {"number", text},
         {"name", text},
         {"role", text},
         {"reason", text},
         {"opened_at", moment},
         {"until", moment},
         {"open", flag},
         {"verdict", nullable({{"enum", {"confirme", "conteste"}}})},
         {"comment", text},
         {"reviewed_at", nullable(moment)}},
        {"id", "version", "dossier", "number", "reason", "opened_at", "until", "open", "verdict"});
}

Json consultations_schema() {
    const Json one = object({{"at", moment},
                             {"name", text},
                             {"role", text},
                             {"kind", text},
                             {"reason", {{"enum", {"equipe", "urgence"}}}},
                             {"times", integer}},
                            {"at", "name", "role", "kind", "reason", "times"});
    return object({{"items", list_of(one)}}, {"items"});
}

Json procedure_schema() {
    return object({{"workflow", text},
                   {"version", integer},
                   {"title", text},
                   {"opens_with", list_of(text)},
                   {"states", list_of({{"type", "object"}})},
                   {"events", list_of({{"type", "object"}})},
                   {"deadlines", list_of({{"type", "object"}})},
                   {"facts", {{"type", "object"}}}},
                  {"workflow", "version", "title"});
}

}  // namespace

Json openapi_schemas(const dossier::Nouns& nouns) {
    Json schemas = Json::object();
    for (const NounKind kind : {NounKind::organisation, NounKind::structure, NounKind::place,
                                NounKind::personne, NounKind::menage, NounKind::sejour}) {
        add_noun(schemas, kind, nouns.fields(kind));
    }
    schemas["Dossier"] = dossier_schema();
    schemas["DossierListe"] = page_of("Dossier");
    schemas["Ouverture"] = opening_schema();
    schemas["Evenement"] = event_schema();
    schemas["Historique"] = history_schema();
    schemas["Document"] = document_schema();
    schemas["DocumentListe"] = page_of("Document");
    schemas["Annexe"] = annex_schema();
    schemas["AnnexeListe"] = page_of("Annexe");
    schemas["Echeance"] = deadline_schema();
    schemas["EcheanceExpliquee"] = explained_deadline_schema();
    schemas["EcheanceListe"] = page_of("Echeance");
    schemas["Rappel"] = reminder_schema();
    schemas["RappelListe"] = page_of("Rappel");
    schemas["Alerte"] = alert_schema();
    schemas["AlerteListe"] = page_of("Alerte");
    schemas["PointDeControle"] = checkpoint_schema();
    schemas["PointDeControleListe"] = page_of("PointDeControle");
    schemas["Preuve"] = proof_schema();
    schemas["Arret"] = downtime_schema();
    schemas["ArretListe"] = page_of("Arret");
    schemas["ArretDetaille"] = detailed_downtime_schema();
    schemas["Procedure"] = procedure_schema();
    schemas["ProcedureListe"] = page_of("Procedure");
    schemas["Compte"] = account_schema();
    schemas["AccesUrgence"] = emergency_schema();
    schemas["AccesUrgenceListe"] = page_of("AccesUrgence");
    schemas["AccesUrgenceDemande"] =
        closed({{"number", text}, {"reason", text}}, {"number", "reason"});
    schemas["AccesUrgenceRelecture"] =
        closed({{"verdict", {{"enum", {"confirme", "conteste"}}}}, {"comment", text}}, {"verdict"});
    schemas["ConsultationListe"] = consultations_schema();
    schemas["Horloge"] = {{"type", "object"},
                          {"additionalProperties", false},
                          {"properties", {{"advance", text}, {"now", text}}}};
    schemas["Heure"] = object({{"now", moment}}, {"now"});
    schemas["Probleme"] = problem_schema();
    add_retention_schemas(schemas);
    return schemas;
}

}  // namespace preavis::http
