#include "http/errors.h"

#include <array>

namespace preavis::http {
namespace {

struct StatusOf {
    std::string_view code;
    int status;
};

/// The refusals that are not the law's. Source: service/outcome.h.
constexpr std::array statuses = {
    StatusOf{"introuvable", 404},       StatusOf{"acces_refuse", 403},
    StatusOf{"role_insuffisant", 403},  StatusOf{"version_perimee", 412},
    StatusOf{"cle_deja_utilisee", 409}, StatusOf{"personne_connue", 409},
    StatusOf{"identifiants", 401},      StatusOf{"patientez", 429},
};

struct TitleOf {
    int status;
    std::string_view title;
};

constexpr std::array titles = {
    TitleOf{400, "Demande mal formée"},
    TitleOf{401, "Identification requise"},
    TitleOf{403, "Accès refusé"},
    TitleOf{404, "Introuvable"},
    TitleOf{405, "Méthode non permise"},
    TitleOf{406, "Format non disponible"},
    TitleOf{409, "Conflit"},
    TitleOf{412, "Version périmée"},
    TitleOf{413, "Demande trop grande"},
    TitleOf{414, "Adresse trop longue"},
    TitleOf{415, "Format non lu"},
    TitleOf{422, "Refus motivé"},
    TitleOf{429, "Trop de tentatives"},
    TitleOf{431, "En-têtes trop grands"},
    TitleOf{500, "Erreur interne"},
    TitleOf{503, "Service momentanément indisponible"},
    TitleOf{507, "Plus de place"},
};

std::string_view title_of(int status) {
    for (const TitleOf& title : titles) {
        if (title.status == status) return title.title;
    }
    return "Demande refusée";
}

base::Json problem_object(int status, std::string_view code, std::string_view detail) {
    return {{"type", "about:blank"},
            {"title", title_of(status)},
            {"status", status},
            {"detail", detail},
            {"code", code}};
}

Response problem_response(int status, const base::Json& body) {
    Response response = json(status, body);
    response.headers.front().second = "application/problem+json";
    if (status == 401) response.with("WWW-Authenticate", "Bearer realm=\"preavis\"");
    if (status == 503 || status == 507) response.with("Retry-After", "30");
    return response;
}

/// It lasts until somebody has mended it: no time is named after which to try again.
Response out_of_order(const std::string& number) {
    Response response = json(
        503, problem_object(503, "stockage_en_faute",
                            "Le disque ou les données sont en faute : rien ne s'enregistre plus. "
                            "Rien n'a été changé. L'administrateur doit intervenir." +
                                number));
    response.headers.front().second = "application/problem+json";
    return response;
}

}  // namespace

Response json_text(int status, std::string body) {
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

Response json(int status, const base::Json& body) {
    return json_text(status, body.dump());
}

Response problem(int status, std::string_view code, std::string_view detail) {
    return problem_response(status, problem_object(status, code, detail));
}

int status_of(const base::Refusal& refusal) {
    for (const StatusOf& known : statuses) {
        if (known.code == refusal.code) return known.status;
    }
    return 422;
}

Response refused(const base::Refusal& refusal) {
    const int status = status_of(refusal);
    base::Json body = problem_object(status, refusal.code, refusal.message);
    if (status == 422) body["rule"] = refusal.code;
    if (!refusal.source.empty()) body["source"] = refusal.source;
    base::Json missing = base::Json::array();
    for (const base::MissingFact& fact : refusal.missing) {
        missing.push_back({{"fact", fact.fact}, {"needed", fact.needed}, {"source", fact.source}});
    }
    if (!missing.empty()) body["missing"] = std::move(missing);
    return problem_response(status, body);
}

Response unreadable(const base::Problems& problems) {
    base::Json list = base::Json::array();
    for (const base::Problem& found : problems) {
        list.push_back({{"line", found.place.line},
                        {"column", found.place.column},
                        {"message", found.message},
                        {"hint", found.hint}});
    }
    const std::string first = problems.empty() ? "La demande est mal formée." : problems[0].message;
    base::Json body = problem_object(400, "entree_invalide", first);
    body["problems"] = std::move(list);
    return problem_response(400, body);
}

Response failed(const base::Failure& failure, const std::string& incident) {
    const std::string number = " Incident " + incident + ".";
    switch (failure.code()) {
        case base::FailureCode::storage_full:
            return problem(507, "magasin_plein",
                           "Il n'y a plus de place pour enregistrer. Rien n'a été changé ; la "
                           "lecture reste possible. Réessayez plus tard." +
                               number);
        case base::FailureCode::locked:
            return problem(
                503, "indisponible",
                "Le service ne peut pas enregistrer en ce moment. Rien n'a été changé." + number);
        case base::FailureCode::storage:
        case base::FailureCode::corrupted:
        case base::FailureCode::privilege: return out_of_order(number);
        default: return broken(incident);
    }
}

Response broken(const std::string& incident) {
    return problem(500, "erreur_interne",
                   "Une erreur s'est produite. Rien n'a été changé. Donnez ce numéro à "
                   "l'administrateur : " +
                       incident + ".");
}

Response respond(const service::Outcome& outcome) {
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) return refused(*refusal);
    if (const auto* problems = std::get_if<base::Problems>(&outcome)) return unreadable(*problems);
    const auto& reply = std::get<service::Reply>(outcome);
    Response response =
        reply.text.empty() ? json(reply.status, reply.body) : json_text(reply.status, reply.text);
    if (reply.version > 0) response.with("ETag", "\"" + std::to_string(reply.version) + "\"");
    return response;
}

}  // namespace preavis::http
