#include "http/pages.h"
#include "http/session.h"

namespace preavis::http {
namespace {

Html p(const Html& text) {
    return h("p", {}, text);
}

Html log_in_form(const Call& call, const std::string& login, const std::string& back) {
    Html fields =
        input({.name = "login", .label = "Identifiant", .value = login, .autocomplete = "username"},
              "text");
    fields +=
        input({.name = "password", .label = "Mot de passe", .autocomplete = "current-password"},
              "password");
    fields += input({.name = "code",
                     .label = "Code à 6 chiffres",
                     .hint = "Laissez vide si vous n'en avez pas.",
                     .required = false,
                     .autocomplete = "one-time-code"},
                    "text");
    if (!back.empty()) {
        fields += h("input", {{"type", "hidden"}, {"name", "suite"}, {"value", back}});
    }
    return form_to(call, "/connexion", fields, "Se connecter");
}

Response show_log_in(const Call& call) {
    const std::string back = call.request.parameter("suite");
    return show(call, {.title = "Se connecter", .content = log_in_form(call, "", back)});
}

Response log_in(const Call& call) {
    const auto form = form_of(call.request);
    if (!form) return go_to("/connexion");
    const std::string login = find(*form, "login").value_or("");
    const std::string back = find(*form, "suite").value_or("");
    const auto answer = call.services.gate.log_in(login, find(*form, "password").value_or(""),
                                                  find(*form, "code").value_or(""));
    if (const auto* refusal = base::refusal_of(answer)) {
        Page page{.title = "Se connecter", .errors = {{refusal->message, "champ-login"}}};
        page.content = log_in_form(call, login, back);
        page.status = refusal->code == "patientez" ? 429 : 401;
        Response response = show(call, page);
        if (page.status == 401) response.with("WWW-Authenticate", "Form realm=\"preavis\"");
        return response;
    }
    // Whoever was logged in on this browser before is so no longer.
    if (call.visitor) call.services.gate.log_out(call.request.cookie(session_cookie));
    return go_to(safe_way_back(back)).with("Set-Cookie", cookie_of(std::get<std::string>(answer)));
}

Response log_out(const Call& call) {
    if (call.visitor) call.services.gate.log_out(call.request.cookie(session_cookie));
    return go_to("/connexion").with("Set-Cookie", cookie_that_ends());
}

Response help(const Call& call) {
    Page page{.title = "Aide", .trail = {{"Accueil", "/"}}};
    page.content = {
        p("préavis suit les procédures d'un SIAO : il dit ce qui doit être fait, par qui, avant "
          "quelle date et pour quelle raison."),
        section(
            "Les dates",
            {p("Chaque échéance explique comment sa date a été calculée et d'après quel texte : "
               "ouvrez « Pourquoi cette date ? » dans le dossier."),
             p("Une échéance qui passe ne met jamais fin, à elle seule, à une prise en charge : "
               "une personne décide, et dit pourquoi.")}),
        section(
            "Les documents",
            p("Un document émis ne change plus. Il existe en PDF et en page web, en français et "
              "en langage simplifié.")),
        section("Se connecter",
                p("Le code à 6 chiffres vient de l'application d'authentification de votre "
                  "téléphone. Sans téléphone, demandez à votre administrateur.")),
        section("En cas d'urgence",
                p("Pour un hébergement d'urgence, appelez le 115, gratuit, jour "
                  "et nuit. En cas de danger, appelez le 17 ou le 112."))};
    return show(call, page);
}

Response accessibility(const Call& call) {
    Page page{.title = "Accessibilité : non auditée", .trail = {{"Accueil", "/"}}};
    page.content = {
        section("État",
                p("Ce service n'a pas encore été audité selon le RGAA 4.1.2 : sa conformité "
                  "n'est donc pas établie, et il est présenté comme non conforme.")),
        section("Ce qui est vérifié",
                {p("À chaque modification, un outil automatique (axe) parcourt les pages, en thème "
                   "clair et sombre et à 320 pixels de large. Un tel outil ne trouve qu'une partie "
                   "des défauts."),
                 p("Les pages fonctionnent sans script, au clavier, avec un zoom de 400 % et en "
                   "couleurs forcées.")}),
        section("Ce qui est connu",
                p("Les documents PDF sont balisés, mais aucune personne concernée ne les a encore "
                  "relus avec un lecteur d'écran. Chacun a une page web de même contenu.")),
        section(
            "Nous le dire",
            p("Si une page ou un document vous est inaccessible, dites-le à la structure qui "
              "vous suit ou au SIAO : une réponse et un autre format vous sont dus. Sans réponse, "
              "vous pouvez saisir le Défenseur des droits, par son site ou par courrier gratuit "
              "(Libre réponse 71120, 75342 Paris Cedex 07)."))};
    return show(call, page);
}

Route open(const char* method, const char* path, Response (*handler)(const Call&)) {
    return {.method = method, .pattern = path, .handler = handler};
}

}  // namespace

std::vector<Route> public_pages() {
    return {open("GET", "/connexion", show_log_in), open("POST", "/connexion", log_in),
            open("POST", "/deconnexion", log_out), open("GET", "/aide", help),
            open("GET", "/accessibilite", accessibility)};
}

}  // namespace preavis::http
