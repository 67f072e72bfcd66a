#include "http/page.h"

#include "base/hash.h"
#include "http/errors.h"
#include "http/french.h"

namespace preavis::http {
namespace {

using access::Act;

struct NavigationEntry {
    const char* path;
    const char* title;
    Act act;
};

constexpr std::array navigation = {
    NavigationEntry{"/echeances", "Échéances", Act::read_deadlines},
    NavigationEntry{"/rappels", "Rappels", Act::read_deadlines},
    NavigationEntry{"/dossiers", "Dossiers", Act::read_dossiers},
    NavigationEntry{"/menages", "Ménages", Act::read_nouns},
    NavigationEntry{"/conservation", "Conservation", Act::manage_retention},
    NavigationEntry{"/demandes", "Droits des personnes", Act::decide_correction},
    NavigationEntry{"/service", "État du service", Act::read_service},
    NavigationEntry{"/administration", "Administration", Act::manage_accounts},
};

Html head_of(const std::string& title) {
    return {h("meta", {{"charset", "utf-8"}}),
            h("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
            h("meta", {{"name", "color-scheme"}, {"content", "light dark"}}),
            h("title", {}, {title}),
            h("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", "/web/icone.svg"}}),
            h("link", {{"rel", "stylesheet"}, {"href", "/web/preavis.css"}})};
}

Html navigation_of(const Call& call) {
    Html items = h("li", {}, link_to("/", "Accueil"));
    const bool household = call.actor().role == dossier::Role::menage;  // one page holds it all
    for (const NavigationEntry& entry : navigation) {
        if (household || !access::may(call.actor().role, entry.act)) continue;
        const bool here = call.request.path.starts_with(entry.path);
        items += h("li", {},
                   h("a",
                     {{"href", entry.path},
                      here ? Attribute("aria-current", "true") : Attribute("aria-current", false)},
                     entry.title));
    }
    return h("nav", {{"aria-label", "Navigation principale"}}, h("ul", {}, items));
}

Html who_of(const Call& call) {
    const std::string who =
        call.actor().name + ", " + std::string(dossier::title_of(call.actor().role));
    const Html token =
        h("input", {{"type", "hidden"}, {"name", "csrf"}, {"value", call.visitor->csrf}});
    return h("div", {{"class", "qui"}},
             {h("p", {}, who), h("form", {{"method", "post"}, {"action", "/deconnexion"}},
                                 {token, h("button", {{"class", "discret"}}, "Se déconnecter")})});
}

Html clock_banner(const Call* call) {
    if (call == nullptr || !call->services.move_test_clock) return {};
    const auto& office = call->services.office;
    const std::string departement = call->visitor ? call->actor().departement : "";
    const std::string now = office.library.territory(departement).iso(office.clock.now());
    return h("div", {{"class", "horloge"}},
             h("p", {},
               {h("strong", {}, "Horloge d'essai : ce temps n'est pas réel."),
                " Il est ici " + in_french(now) + "."}));
}

Html header_of(const Call* call) {
    const bool known = call != nullptr && call->visitor.has_value();
    Html inside = h("p", {{"class", "marque"}}, link_to("/", "préavis"));
    if (known) inside += who_of(*call);
    Html header = h("div", {{"class", "bandeau"}}, inside);
    if (known) header += navigation_of(*call);
    header += clock_banner(call);
    return h("header", {}, header);
}

Html footer() {
    return h("footer", {},
             h("ul", {},
               {h("li", {}, link_to("/accessibilite", "Accessibilité : non auditée")),
                h("li", {}, link_to("/aide", "Aide"))}));
}

Html trail_of(const Page& page) {
    if (page.trail.empty()) return {};
    Html items;
    for (const Crumb& crumb : page.trail) items += h("li", {}, link_to(crumb.path, crumb.title));
    items += h("li", {}, h("span", {{"aria-current", "page"}}, page.title));
    return h("nav", {{"class", "fil"}, {"aria-label", "Fil d'Ariane"}}, h("ol", {}, items));
}

Html errors_of(const Page& page) {
    if (page.errors.empty()) return {};
    Html items;
    for (const PageError& error : page.errors) {
        items += h("li", {},
                   error.field.empty() ? Html(error.message)
                                       : h("a", {{"href", "#" + error.field}}, error.message));
    }
    const std::string title =
        page.errors.size() == 1 ? "Il y a un point à corriger" : "Il y a des points à corriger";
    return h("div",
             {{"class", "alerte erreur"}, {"role", "alert"}, {"id", "erreurs"}, {"tabindex", "-1"}},
             {h("h2", {}, title), h("ul", {}, items)});
}

Html done_of(const Page& page) {
    if (page.done.empty()) return {};
    return h("div", {{"class", "alerte fait"}, {"role", "status"}}, h("p", {}, page.done));
}

Response frame(const Call* call, const Page& page) {
    const Html skip = h("a", {{"class", "evitement"}, {"href", "#contenu"}}, "Aller au contenu");
    const Html main =
        h("main", {{"id", "contenu"}, {"tabindex", "-1"}},
          {trail_of(page), h("h1", {}, page.title), errors_of(page), done_of(page), page.content});
    const std::string title = (page.errors.empty() ? "" : "Erreur : ") + page.title + " · préavis";
    return {page.status,
            {{"Content-Type", "text/html; charset=utf-8"}},
            document_of(head_of(title), {skip, header_of(call), main, footer()}, "fr")};
}

}  // namespace

Response show(const Call& call, const Page& page) {
    return frame(&call, page);
}

namespace {

Response problem_page(const Call* call, const Response& problem) {
    const auto body = base::Json::parse(problem.body, nullptr, false);
    Page page{.title = "Demande refusée"};
    page.status = problem.status;
    std::string detail;
    if (body.is_object()) {
        page.title = body.value("title", page.title);
        detail = body.value("detail", "");
    }
    page.content = {h("p", {}, detail), h("p", {}, link_to("/", "Revenir à l'accueil"))};
    Response response = frame(call, page);
    for (const auto& header : problem.headers) {
        if (header.first == "Allow" || header.first == "Retry-After") {
            response.headers.push_back(header);
        }
    }
    return response;
}

}  // namespace

Response error_page(const Call& call, const Response& problem) {
    return problem_page(&call, problem);
}

Response error_page(const Call& call, const service::Outcome& outcome) {
    return problem_page(&call, respond(outcome));
}

Response error_page(const Response& problem) {
    return problem_page(nullptr, problem);
}

Response go_to(const std::string& path) {
    return {303, {{"Location", path}}, ""};
}

Html form_to(const Call& call, const std::string& path, const Html& fields,
             const std::string& button, bool with_file) {
    Html hidden = h("input", {{"type", "hidden"}, {"name", "cle"}, {"value", base::random_id()}});
    if (call.visitor) {
        hidden += h("input", {{"type", "hidden"}, {"name", "csrf"}, {"value", call.visitor->csrf}});
    }
    const std::string encoding =
        with_file ? "multipart/form-data" : "application/x-www-form-urlencoded";
    return h("form",
             {{"method", "post"}, {"action", path}, {"enctype", encoding}, {"novalidate", true}},
             {hidden, fields, h("p", {{"class", "envoi"}}, h("button", {}, button))});
}

Html table_of(const Table& table) {
    if (table.rows.empty()) return h("p", {}, table.when_empty);
    Html heads;
    for (const std::string& column : table.columns) heads += h("th", {{"scope", "col"}}, column);
    const Html caption = table.titled_above ? h("span", {{"class", "pour-lecteur"}}, table.caption)
                                            : Html(table.caption);
    Html rows;
    for (const std::vector<Html>& row : table.rows) {
        Html cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells += i == 0 ? h("th", {{"scope", "row"}}, row[i]) : h("td", {}, row[i]);
        }
        rows += h("tr", {}, cells);
    }
    return h(
        "div",
        {{"class", "defile"}, {"role", "region"}, {"aria-label", table.caption}, {"tabindex", "0"}},
        h("table", {},
          {h("caption", {}, caption), h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)}));
}

Html link_to(const std::string& path, const Html& text) {
    return h("a", {{"href", path}}, text);
}

Html button_to(const std::string& path, const std::string& text) {
    return h("a", {{"href", path}, {"class", "bouton"}}, text);
}

Html section(const std::string& title, const Html& content) {
    return h("section", {}, {h("h2", {}, title), content});
}

Html facts_list(const std::vector<std::pair<Html, Html>>& facts) {
    Html items;
    for (const auto& [name, value] : facts) {
        items += h("div", {}, {h("dt", {}, name), h("dd", {}, value)});
    }
    return h("dl", {}, items);
}

}  // namespace preavis::http
