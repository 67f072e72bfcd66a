#include "http/openapi.h"
#include "http/schema.h"

namespace preavis::http {
namespace {

using base::Json;

using namespace schema;

const Json anything = {{"description", "Une valeur du champ, ou null pour le retirer"}};

Json items(const Json& schema) {
    return object({{"items", list_of(schema)}}, {"items"});
}

Json household() {
    const Json step =
        object({{"code", text}, {"text", text}, {"source", text}}, {"code", "text", "source"});
    const Json obstacle = object({{"code", text}, {"message", text}}, {"code", "message"});
    const Json kept = object({{"dossier", text},
                              {"document", text},
                              {"classe", text},
                              {"raison", text},
                              {"sha256", text},
                              {"jusqu_au", moment}},
                             {"dossier", "document", "jusqu_au"});
    return object({{"menage", identifier},
                   {"departement", text},
                   {"dernier_contact", moment},
                   {"sejour_en_cours", flag},
                   {"fin_de_conservation", nullable(moment)},
                   {"echu", flag},
                   {"effacable", flag},
                   {"because", list_of(step)},
                   {"obstacles", list_of(obstacle)},
                   {"dossiers", list_of(text)},
                   {"personnes", integer},
                   {"sejours", integer},
                   {"fichiers", integer},
                   {"comptes", integer},
                   {"conserves", list_of(kept)}},
                  {"menage", "dernier_contact", "echu", "effacable", "obstacles"});
}

Json hold() {
    return object({{"menage", identifier},
                   {"motif", text},
                   {"titre", text},
                   {"depuis", moment},
                   {"reexamen", day}},
                  {"menage", "motif", "depuis", "reexamen"});
}

Json request() {
    return object({{"id", identifier},
                   {"nature", {{"enum", {"rectification", "opposition"}}}},
                   {"personne", identifier},
                   {"champ", text},
                   {"titre", text},
                   {"etat", {{"enum", {"recue", "appliquee", "refusee"}}}},
                   {"recue_le", moment},
                   {"reponse_due_le", moment},
                   {"decidee_le", nullable(moment)}},
                  {"id", "nature", "personne", "champ", "etat", "recue_le", "reponse_due_le"});
}

Json detailed_request() {
    Json schema = request();
    schema["properties"]["valeur"] = anything;
    schema["properties"]["valeur_actuelle"] = anything;
    schema["properties"]["raison"] = text;
    return schema;
}

Json own_file() {
    const Json objects = list_of({{"type", "object"}});
    return object({{"personne", identifier},
                   {"etabli_le", moment},
                   {"fiche", objects},
                   {"menages", integer},
                   {"sejours", objects},
                   {"dossiers", objects},
                   {"demandes", list_of(request())},
                   {"conservation", objects}},
                  {"personne", "etabli_le", "fiche", "sejours", "dossiers"});
}

}  // namespace

void add_retention_schemas(Json& schemas) {
    schemas["Conservation"] = object({{"effacables", integer},
                                      {"retenus", integer},
                                      {"fichiers_echus", integer},
                                      {"items", list_of(household())}},
                                     {"effacables", "retenus", "items"});
    schemas["ConservationMenage"] = household();
    schemas["ConservationMenage"]["properties"]["gel"] = nullable(hold());
    schemas["Gel"] = closed({{"motif", text}, {"reexamen", day}}, {"motif", "reexamen"});
    schemas["LeveeGel"] = closed({{"raison", text}}, {"raison"});
    schemas["GelPose"] = object({{"menage", identifier}, {"gel", nullable(hold())}}, {"menage"});
    schemas["GelListe"] = items(hold());
    schemas["Effacement"] = closed({{"motif", text}, {"menages", list_of(identifier)}}, {"motif"});
    schemas["EffacementFait"] = object({{"effaces", integer},
                                        {"retenus", integer},
                                        {"modifies_entretemps", integer},
                                        {"fichiers_echus", integer},
                                        {"attestations", list_of(identifier)},
                                        {"items", list_of(household())}},
                                       {"effaces", "retenus", "attestations"});
    schemas["AttestationListe"] =
        items(object({{"certificat", identifier}, {"menage", identifier}, {"at", moment}},
                     {"certificat", "at"}));
    schemas["Attestation"] = object({{"statement", {{"type", "object"}}},
                                     {"key", text},
                                     {"signature", text},
                                     {"ligne", integer},
                                     {"empreinte", text}},
                                    {"statement", "key", "signature", "ligne", "empreinte"});
    schemas["LectureArchive"] = closed({{"motif", text}}, {"motif"});
    schemas["DossierPersonnel"] = own_file();
    schemas["Demande"] = request();
    schemas["DemandeDetaillee"] = detailed_request();
    schemas["DemandeListe"] = items(request());
    schemas["DemandeCreation"] = closed({{"nature", {{"enum", {"rectification", "opposition"}}}},
                                         {"champ", text},
                                         {"valeur", anything},
                                         {"raison", text}},
                                        {"nature", "champ", "valeur", "raison"});
    schemas["Decision"] =
        closed({{"decision", {{"enum", {"appliquer", "refuser"}}}}, {"raison", text}},
               {"decision", "raison"});
}

}  // namespace preavis::http
