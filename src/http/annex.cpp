#include "http/annex.h"

#include "http/errors.h"
#include "http/exchange.h"
#include "service/annexes.h"
#include "service/printing.h"
#include "service/proof.h"

namespace preavis::http {
namespace {

using access::Act;
using dossier::AnnexOwner;

constexpr const char* structures = "/api/v1/structures/{id}/annexes";
constexpr const char* dossiers = "/api/v1/dossiers/{id}/annexes";
constexpr const char* annexes = "/api/v1/annexes";
constexpr const char* annex = "/api/v1/annexes/{id}";

const base::Json short_text = {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}};

AnnexOwner structure_of(const Call& call) {
    return {.structure = call.id()};
}

AnnexOwner dossier_of(const Call& call) {
    return {.dossier = call.id()};
}

Response supply(const Call& call, const AnnexOwner& owner) {
    if (call.request.header("content-type") != "application/pdf") {
        return problem(415, "format_non_lu",
                       "Le corps doit être le fichier lui-même, en PDF (application/pdf).");
    }
    const auto command = command_of(call);
    if (const auto* refusal = std::get_if<Response>(&command)) return *refusal;
    const std::string language = call.request.parameter("langue");
    return created(service::Annexes(call.services.office)
                       .supply(owner,
                               {.nature = call.request.parameter("nature"),
                                .title = call.request.parameter("titre"),
                                .language = language.empty() ? "fr" : language,
                                .bytes = call.request.body},
                               std::get<service::Command>(command)),
                   annexes);
}

Route supplying(const char* pattern, Act act, AnnexOwner (*owner)(const Call&),
                const char* operation, const char* summary) {
    return {
        .method = "POST",
        .pattern = pattern,
        .door = Door::api,
        .act = act,
        .handler = [owner](const Call& call) { return supply(call, owner(call)); },
        .operation = operation,
        .summary = summary,
        .query = {{"nature", "Ce qu'est le fichier : data/nomenclatures/annexes.yaml", short_text},
                  {"titre", "Son titre, en français", short_text},
                  {"langue", "Sa langue (BCP 47) ; fr par défaut", short_text}},
        .takes = "Annexe",
        .gives = "Annexe",
        .success = 201,
        .takes_file = true};
}

Route listing(const char* pattern, AnnexOwner (*owner)(const Call&), const char* operation,
              const char* summary) {
    return {.method = "GET",
            .pattern = pattern,
            .door = Door::api,
            .act = Act::read_documents,
            .handler =
                [owner](const Call& call) {
                    return respond(
                        service::Annexes(call.services.office).list(owner(call), call.actor()));
                },
            .operation = operation,
            .summary = summary,
            .gives = "AnnexeListe"};
}

}  // namespace

namespace {

Response proof(const Call& call) {
    const auto proof = service::proof_of_annex(call.services.office, call.id(), call.actor());
    if (const auto* refusal = base::refusal_of(proof)) return refused(*refusal);
    return respond(service::Reply{200, std::get<base::Json>(proof)});
}

}  // namespace

Response pdf_file(const service::IssuedPaper& paper) {
    Response response{200, {{"Content-Type", "application/pdf"}}, paper.bytes};
    response.with("Content-Disposition", "inline; filename=\"" + paper.file_name + "\"");
    response.with("ETag", "\"" + paper.sha256 + "\"");
    return response;
}

Response annex_file(const Call& call) {
    const auto answer = service::Annexes(call.services.office).file(call.id(), call.actor());
    if (const auto* refusal = base::refusal_of(answer)) return refused(*refusal);
    Response response = pdf_file(std::get<service::IssuedPaper>(answer));
    // Made by others: whatever shows it gets no right of this site's.
    response.with("Content-Security-Policy", "default-src 'none'; sandbox");
    return response;
}

Response printing_copy(const Call& call) {
    const std::string duplex = call.request.parameter("recto-verso");
    if (!duplex.empty() && duplex != "true" && duplex != "false") {
        return unreadable(
            {{{"adresse", 0, 0}, "« recto-verso » : true ou false est attendu", "true"}});
    }
    const auto answer =
        service::printing_copy(call.services.office, call.id(), call.actor(), duplex == "true");
    if (const auto* refusal = base::refusal_of(answer)) return refused(*refusal);
    return pdf_file(std::get<service::IssuedPaper>(answer));
}

std::vector<Route> annex_routes() {
    return {
        listing(structures, structure_of, "listerAnnexesStructure",
                "Les annexes en vigueur d'une structure"),
        supplying(structures, Act::supply_annexes, structure_of, "fournirAnnexeStructure",
                  "Fournit une annexe d'une structure, en PDF ; elle remplace la précédente"),
        listing(dossiers, dossier_of, "listerAnnexesDossier", "Les fichiers fournis à un dossier"),
        supplying(dossiers, Act::act_on_dossiers, dossier_of, "fournirAnnexeDossier",
                  "Fournit un fichier à un dossier, en PDF : page signée, courrier reçu"),
        {.method = "GET",
         .pattern = annex,
         .door = Door::api,
         .act = Act::read_documents,
         .handler = annex_file,
         .operation = "lireAnnexe",
         .summary = "Les octets d'une annexe, tels qu'ils ont été fournis",
         .media = {"application/pdf"}},
        {.method = "GET",
         .pattern = "/api/v1/annexes/{id}/proof",
         .door = Door::api,
         .act = Act::read_documents,
         .handler = proof,
         .operation = "prouverAnnexe",
         .summary = "Ce qui montre, sans le service, que l'annexe est au journal",
         .gives = "Preuve"},
        {.method = "GET",
         .pattern = "/api/v1/dossiers/{id}/documents/bundle",
         .door = Door::api,
         .act = Act::read_documents,
         .handler = printing_copy,
         .operation = "imprimerDossier",
         .summary = "Une copie d'impression de tout le dossier, en un seul PDF",
         .query = {{"recto-verso",
                    "Commence chaque document sur une nouvelle feuille",
                    {{"type", "boolean"}}}},
         .media = {"application/pdf"}},
    };
}

}  // namespace preavis::http
