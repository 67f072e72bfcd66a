#include "http/document.h"

#include "http/annex.h"
#include "http/errors.h"
#include "http/exchange.h"
#include "http/route.h"
#include "service/proof.h"

namespace preavis::http {
namespace {

Response read(const Call& call) {
    const auto type = negotiated(call.request, {"application/pdf", "text/html"});
    if (!type) {
        return problem(406, "format_indisponible",
                       "Ce document existe en application/pdf et en text/html.");
    }
    return *type == "text/html" ? document_page(call) : document_file(call);
}

Response proof(const Call& call) {
    const auto proof = service::proof_of_document(call.services.office, call.id(), call.actor());
    if (const auto* refusal = base::refusal_of(proof)) return refused(*refusal);
    return respond(service::Reply{200, std::get<base::Json>(proof)});
}

}  // namespace

Response document_file(const Call& call) {
    const auto answer = call.services.papers.pdf(call.id(), call.actor());
    if (const auto* refusal = base::refusal_of(answer)) return refused(*refusal);
    return pdf_file(std::get<service::IssuedPaper>(answer));
}

Response document_page(const Call& call) {
    const auto answer = call.services.papers.html(call.id(), call.actor());
    if (const auto* refusal = base::refusal_of(answer)) return refused(*refusal);
    Response response{
        200, {{"Content-Type", "text/html; charset=utf-8"}}, std::get<std::string>(answer)};
    // The twin carries its own style and pictures and runs nothing.
    response.with("Content-Security-Policy",
                  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                  "form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox");
    return response;
}

std::vector<Route> document_routes() {
    return {
        {.method = "GET",
         .pattern = "/api/v1/documents/{id}",
         .door = Door::api,
         .act = access::Act::read_documents,
         .handler = read,
         .operation = "lireDocument",
         .summary = "Les octets du PDF, toujours les mêmes ; sa page web avec Accept: text/html",
         .media = {"application/pdf", "text/html"}},
        {.method = "GET",
         .pattern = "/api/v1/documents/{id}/proof",
         .door = Door::api,
         .act = access::Act::read_documents,
         .handler = proof,
         .operation = "prouverDocument",
         .summary = "Ce qui montre, sans le service, que le document est au journal",
         .gives = "Preuve"}};
}

}  // namespace preavis::http
