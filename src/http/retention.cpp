#include "service/retention.h"

#include "base/form.h"
#include "http/annex.h"
#include "http/errors.h"
#include "http/exchange.h"
#include "service/own_file.h"
#include "service/rights.h"

namespace preavis::http {
namespace {

using access::Act;
using service::Retention;
using service::Rights;

constexpr const char* requests = "/api/v1/demandes";

Retention retention_of(const Call& call) {
    return Retention(call.services.office);
}

Rights rights_of(const Call& call) {
    return Rights(call.services.office);
}

/// A line of the table for a reading.
Route reading(const char* pattern, Act act, std::function<Response(const Call&)> handler,
              const char* operation, const char* summary, const char* gives) {
    return {.method = "GET",
            .pattern = pattern,
            .door = Door::api,
            .act = act,
            .handler = std::move(handler),
            .operation = operation,
            .summary = summary,
            .gives = gives};
}

/// The same for an act with a JSON body.
Route writing(
    const char* pattern, Act act,
    std::function<service::Outcome(const Call&, const base::Node&, const service::Command&)>
        use_case,
    const char* operation, const char* summary, const char* takes, const char* gives,
    int success = 200) {
    Route route = reading(
        pattern, act,
        [use_case = std::move(use_case)](const Call& call) {
            return write(call, "", [&](const auto& body, const auto& command) {
                return use_case(call, body, command);
            });
        },
        operation, summary, gives);
    route.method = "POST";
    route.takes = takes;
    route.success = success;
    return route;
}

/// The bytes of an archived document, to whoever said why.
Response kept_file(const Call& call) {
    const auto body = json_body(call.request);
    if (const auto* refusal = std::get_if<Response>(&body)) return *refusal;
    base::Problems problems;
    base::Form form(std::get<base::Node>(body), problems);
    const std::string reason = form.text("motif");
    form.finish();
    if (!problems.empty()) return unreadable(problems);
    const auto answer = retention_of(call).kept_paper(call.id(), reason, call.actor());
    if (const auto* refusal = base::refusal_of(answer)) return refused(*refusal);
    return pdf_file(std::get<service::IssuedPaper>(answer));
}

Route archive_route() {
    return {.method = "POST",
            .pattern = "/api/v1/conservation/archives/{id}/lecture",
            .door = Door::api,
            .act = Act::manage_retention,
            .handler = kept_file,
            .operation = "lireArchive",
            .summary = "Un document gardé après l'effacement de son ménage, avec la raison",
            .takes = "LectureArchive",
            .media = {"application/pdf"}};
}

std::vector<Route> retention_part() {
    constexpr Act act = Act::manage_retention;
    return {
        reading(
            "/api/v1/conservation", act,
            [](const Call& call) { return respond(retention_of(call).preview(call.actor())); },
            "voirConservation", "Les ménages qui ont dépassé leur durée de conservation",
            "Conservation"),
        reading(
            "/api/v1/menages/{id}/conservation", act,
            [](const Call& call) {
                return respond(retention_of(call).read(call.id(), call.actor()));
            },
            "lireConservation", "Le dernier contact d'un ménage, et ce qui suit",
            "ConservationMenage"),
        reading(
            "/api/v1/gels", act,
            [](const Call& call) { return respond(retention_of(call).holds(call.actor())); },
            "listerGels", "Les ménages dont les données sont gelées", "GelListe"),
        writing(
            "/api/v1/menages/{id}/gel", act,
            [](const Call& call, const auto& body, const auto& command) {
                return retention_of(call).hold(call.id(), body, command);
            },
            "gelerMenage", "Gèle les données d'un ménage : rien n'en est effacé", "Gel", "GelPose",
            201),
        writing(
            "/api/v1/menages/{id}/gel/levee", act,
            [](const Call& call, const auto& body, const auto& command) {
                return retention_of(call).lift(call.id(), body, command);
            },
            "leverGel", "Lève le gel", "LeveeGel", "GelPose"),
        writing(
            "/api/v1/conservation/effacements", act,
            [](const Call& call, const auto& body, const auto& command) {
                return retention_of(call).purge(body, command);
            },
            "effacer", "Efface ce qui a dépassé sa durée, sur décision", "Effacement",
            "EffacementFait"),
        reading(
            "/api/v1/conservation/attestations", act,
            [](const Call& call) { return respond(retention_of(call).certificates(call.actor())); },
            "listerAttestations", "Les effacements faits", "AttestationListe"),
        reading(
            "/api/v1/conservation/attestations/{id}", act,
            [](const Call& call) {
                return respond(retention_of(call).certificate(call.id(), call.actor()));
            },
            "lireAttestation", "La preuve signée d'un effacement", "Attestation"),
        archive_route(),
    };
}

std::vector<Route> rights_part() {
    return {
        reading(
            "/api/v1/personnes/{id}/dossier-personnel", Act::read_own_file,
            [](const Call& call) {
                return respond(service::own_file(call.services.office, call.id(), call.actor()));
            },
            "lireDossierPersonnel", "Tout ce qui est tenu d'une personne, pour elle",
            "DossierPersonnel"),
        reading(
            "/api/v1/personnes/{id}/demandes", Act::ask_correction,
            [](const Call& call) { return respond(rights_of(call).list(call.id(), call.actor())); },
            "listerDemandesPersonne", "Ce qu'une personne a demandé sur ses données",
            "DemandeListe"),
        writing(
            "/api/v1/personnes/{id}/demandes", Act::ask_correction,
            [](const Call& call, const auto& body, const auto& command) {
                return rights_of(call).ask(call.id(), body, command);
            },
            "demanderDroit", "Enregistre une demande de rectification ou d'opposition",
            "DemandeCreation", "Demande", 201),
        reading(
            requests, Act::ask_correction,
            [](const Call& call) { return respond(rights_of(call).list("", call.actor())); },
            "listerDemandes", "Les demandes des personnes", "DemandeListe"),
        reading(
            "/api/v1/demandes/{id}", Act::ask_correction,
            [](const Call& call) { return respond(rights_of(call).read(call.id(), call.actor())); },
            "lireDemande", "Une demande, la valeur demandée et l'actuelle", "DemandeDetaillee"),
        writing(
            "/api/v1/demandes/{id}/decision", Act::decide_correction,
            [](const Call& call, const auto& body, const auto& command) {
                return rights_of(call).decide(call.id(), body, command);
            },
            "deciderDemande", "Applique la demande, ou la refuse en disant pourquoi", "Decision",
            "Demande"),
    };
}

}  // namespace

std::vector<Route> retention_routes() {
    std::vector<Route> routes = retention_part();
    for (Route& route : rights_part()) routes.push_back(std::move(route));
    return routes;
}

}  // namespace preavis::http
