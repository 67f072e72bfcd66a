#include "dossier/dossier.h"

#include "http/errors.h"
#include "http/exchange.h"
#include "http/route.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr std::size_t usual_page = 50;
constexpr std::size_t longest_page = 200;
constexpr const char* collection = "/api/v1/dossiers";

const base::Json short_text = {{"type", "string"}, {"maxLength", 200}};

Response list(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    dossier::DossierFilter filter;
    filter.workflow = query.text("workflow");
    filter.state = query.text("state");
    filter.text = query.text("q");
    filter.menage = query.text("menage");
    filter.limit = query.limit();
    filter.after = query.after();
    if (auto refusal = query.refusal()) return *refusal;
    return respond(call.services.procedures.list(filter, call.actor()));
}

Response open(const Call& call) {
    return write(call, collection, [&](const auto& body, const auto& command) {
        return call.services.procedures.open(body, command);
    });
}

Response apply(const Call& call) {
    return write(call, collection, [&](const auto& body, const auto& command) {
        return call.services.procedures.apply(call.id(), body, command);
    });
}

Response read(const Call& call) {
    return respond(call.services.procedures.read(call.id(), call.actor()));
}

Response history(const Call& call) {
    return respond(call.services.procedures.history(call.id(), call.actor()));
}

Response documents(const Call& call) {
    return respond(call.services.procedures.documents(call.id(), call.actor()));
}

}  // namespace

std::vector<Route> dossier_routes() {
    const std::string one = std::string(collection) + "/{id}";
    return {
        {.method = "GET",
         .pattern = collection,
         .door = Door::api,
         .act = Act::read_dossiers,
         .handler = list,
         .operation = "listerDossiers",
         .summary = "Les dossiers, par pages",
         .query = paged({{"state", "État", short_text},
                         {"workflow", "Procédure", short_text},
                         {"q", "Numéro, ou mots entiers d'un nom", short_text},
                         {"menage", "Du ménage", short_text}},
                        usual_page, longest_page),
         .gives = "DossierListe"},
        {.method = "POST",
         .pattern = collection,
         .door = Door::api,
         .act = Act::act_on_dossiers,
         .handler = open,
         .operation = "ouvrirDossier",
         .summary = "Ouvre un dossier",
         .takes = "Ouverture",
         .gives = "Dossier",
         .success = 201,
         .versioned = true},
        {.method = "GET",
         .pattern = one,
         .door = Door::api,
         .act = Act::read_dossiers,
         .handler = read,
         .operation = "lireDossier",
         .summary = "Un dossier, avec ce qui peut être fait maintenant",
         .gives = "Dossier",
         .versioned = true},
        {.method = "POST",
         .pattern = one + "/events",
         .door = Door::api,
         .act = Act::act_on_dossiers,
         .handler = apply,
         .operation = "appliquerEvenement",
         .summary = "Applique un événement ; un refus répond 422 avec sa règle",
         .takes = "Evenement",
         .gives = "Dossier",
         .versioned = true},
        {.method = "GET",
         .pattern = one + "/history",
         .door = Door::api,
         .act = Act::read_dossiers,
         .handler = history,
         .operation = "lireHistorique",
         .summary = "Le journal du dossier, chaque ligne avec son empreinte",
         .gives = "Historique"},
        {.method = "GET",
         .pattern = one + "/documents",
         .door = Door::api,
         .act = Act::read_documents,
         .handler = documents,
         .operation = "listerDocuments",
         .summary = "Les documents commandés et émis",
         .gives = "DocumentListe"},
    };
}

}  // namespace preavis::http
