#include <map>

#include "base/text.h"
#include "http/document.h"
#include "http/french.h"
#include "http/pages.h"
#include "service/discretion.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr std::size_t usual_page = 50;
constexpr std::size_t shown_hash_digits = 12;

/// One dossier as its page shows it.
struct View {
    const Call& call;
    const base::Json& dossier;
    const workflow::Definition* definition;

    std::string id() const { return text_in(dossier, "id"); }
    std::string event_title(const std::string& event) const {
        if (definition != nullptr) {
            for (const workflow::Transition& transition : definition->transitions) {
                if (transition.event == event) return transition.title;
            }
        }
        return event;
    }
    std::string state_title(const std::string& name) const {
        const auto* state = definition == nullptr ? nullptr : definition->state(name);
        return state == nullptr ? label_of(name) : state->title;
    }
};

/// The states gone through, the present one marked.
Html steps(const View& view, const std::vector<base::Json>& history) {
    Html items;
    std::string last;
    std::string pending;
    const auto close = [&](bool present) {
        if (last.empty()) return;
        items += h("li", present ? Attributes{{"aria-current", "step"}} : Attributes{},
                   {h("strong", {}, view.state_title(last)),
                    h("span", {{"class", "aide"}}, " depuis le " + in_french(pending))});
    };
    for (const base::Json& entry : history) {
        const std::string to = text_in(entry, "to");
        if (text_in(entry, "kind") != "evenement" || to == last) continue;
        close(false);
        last = to;
        pending = text_in(entry, "happened_at");
    }
    close(true);
    return section("Où en est-on", h("ol", {{"class", "etapes"}}, items));
}

Html parties(const View& view) {
    std::vector<std::pair<Html, Html>> facts;
    Html persons;
    for (const base::Json& person : view.dossier.value("persons", base::Json::array())) {
        persons += h("li", {}, text_in(person, "nom"));
    }
    if (!persons.empty()) facts.emplace_back("Personnes", h("ul", {{"class", "simple"}}, persons));
    const std::string structure = text_in(view.dossier, "structure_name");
    if (!structure.empty()) facts.emplace_back("Structure", structure);
    const std::string menage = text_in(view.dossier["parties"], "menage");
    if (!menage.empty() && access::may(view.call.actor().role, Act::read_nouns)) {
        facts.emplace_back("Ménage", link_to("/menages/" + menage, "Voir le ménage"));
    }
    return facts.empty() ? Html() : section("Qui est concerné", facts_list(facts));
}

Html known_facts(const View& view) {
    std::vector<std::pair<Html, Html>> facts;
    const base::Json& known = view.dossier["facts"];
    if (view.definition != nullptr) {
        for (const dossier::FactDeclaration& declaration : view.definition->facts) {
            const auto value = known.find(declaration.name);
            const bool is_reference = declaration.type.kind == dossier::FactKind::reference;
            if (value == known.end() || is_reference) continue;
            const std::string title =
                declaration.title.empty() ? label_of(declaration.name) : declaration.title;
            facts.emplace_back(
                title, h("span", {{"class", "lignes"}}, value_in_french(*value, declaration.type)));
        }
    }
    return section("Ce qui est noté",
                   facts.empty() ? h("p", {}, "Rien pour le moment.") : facts_list(facts));
}

Html explanation(const View& view, const std::string& deadline) {
    const auto found = view.call.services.deadlines.explain(deadline, view.call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return {};
    Html items;
    for (const base::Json& step : reply->body.value("because", base::Json::array())) {
        const std::string source = text_in(step, "source");
        items += h("li", {},
                   {text_in(step, "text"),
                    source.empty() ? Html() : h("span", {{"class", "aide"}}, " (" + source + ")")});
    }
    return h("details", {}, {h("summary", {}, "Pourquoi cette date ?"), h("ol", {}, items)});
}

Html deadline_item(const View& view, const base::Json& deadline) {
    const std::string last_day = text_in(deadline, "last_day");
    const std::string effective = text_in(deadline, "earliest_effective");
    const bool suspended = text_in(deadline, "status") == "suspended";
    Html dates = {
        suspended ? "Aucune date tant que le délai est suspendu ; à la reprise, pas avant : "
                  : "Au plus tard : ",
        h("strong", {},
          last_day.empty() ? in_french(text_in(deadline, "due")) : day_in_french(last_day)),
        "."};
    if (!effective.empty() && !suspended)
        dates += " Effet possible à partir du " + day_in_french(effective) + ".";
    return h("li", {},
             {h("h3", {}, text_in(deadline, "title")),
              h("p", {}, {badge(text_in(deadline, "status")), " ", dates}),
              h("p", {},
                "Qui doit agir : " + text_in(deadline, "who") +
                    ". Source : " + text_in(deadline, "source")),
              explanation(view, text_in(deadline, "id"))});
}

Html deadlines(const View& view) {
    Html items;
    for (const base::Json& deadline : view.dossier["deadlines"]) {
        items += deadline_item(view, deadline);
    }
    return section("Échéances", items.empty() ? h("p", {}, "Aucune échéance.")
                                              : h("ul", {{"class", "cartes"}}, items));
}

/// What the kit must hold, and what is missing.
Html kit(const View& view) {
    const base::Json& pieces = view.dossier.value("kit", base::Json::array());
    if (pieces.empty()) return {};
    Html items;
    bool missing = false;
    for (const base::Json& piece : pieces) {
        if (!piece.value("obligatoire", false)) continue;
        const bool has_file = piece.value("fichier", false);
        missing = missing || !has_file;
        items +=
            h("li", {},
              {text_in(piece, "titre") + " : ",
               has_file ? Html("prêt") : h("strong", {}, "fichier manquant, à remettre à part")});
    }
    const std::string structure = text_in(view.dossier["parties"], "structure");
    const bool known = !structure.empty() && !structure.starts_with(service::place_code_begins);
    const Html link = missing && known ? h("p", {},
                                           link_to("/structures/" + structure + "/annexes",
                                                   "Fournir les annexes de la structure"))
                                       : Html();
    return section("Pièces obligatoires du kit", {h("ul", {}, items), link});
}

/// Everything in one file for the printer, and what was supplied.
Html printing(const View& view) {
    const std::string dossier = "/dossiers/" + view.id();
    return {h("p", {{"class", "envoi"}},
              {button_to(dossier + "/impression", "Imprimer le dossier"), " ",
               link_to(dossier + "/impression?recto-verso=true", "en recto verso")}),
            h("h3", {}, "Fichiers fournis"), annex_table(view.call, {.dossier = view.id()}),
            h("p", {}, link_to(dossier + "/annexes", "Fournir un fichier"))};
}

Html obstacles(const base::Json& possibility) {
    Html items;
    for (const base::Json& obstacle : possibility["obstacles"]) {
        items +=
            h("li", {}, text_in(obstacle, "message") + with_source(text_in(obstacle, "source")));
    }
    if (items.empty()) return {};
    return {h("p", {}, "Ce qui s'y oppose aujourd'hui :"), h("ul", {}, items)};
}

Html possibilities(const View& view) {
    Html items;
    for (const base::Json& possibility : view.dossier.value("possibilities", base::Json::array())) {
        const std::string path =
            "/dossiers/" + view.id() + "/actes/" + percent_encoded(text_in(possibility, "event"));
        items +=
            h("li", {},
              {h("h3", {}, link_to(path, text_in(possibility, "title"))), obstacles(possibility)});
    }
    const Html content = items.empty()
                             ? h("p", {}, "Rien ne peut être fait par vous dans cet état.")
                             : h("ul", {{"class", "cartes"}}, items);
    return section("Ce qui peut être fait maintenant", content);
}

std::string what_happened(const View& view, const base::Json& entry) {
    const std::string kind = text_in(entry, "kind");
    if (kind == "evenement") return view.event_title(text_in(entry, "event"));
    if (kind == "piece_emise") return "Document émis";
    if (kind == "annexe_fournie") return "Fichier fourni";
    if (kind == "lien") return "Dossier lié";
    if (kind == "lien_refuse") return "Suite impossible dans un autre dossier";
    if (kind == "echeance_passee") return "Échéance passée";
    if (kind == "acces_urgence") return "Accès d'urgence ouvert";
    if (kind == "acces_urgence_relu") return "Accès d'urgence relu";
    return label_of(kind);
}

/// When it was noted, if that was not at once.
std::string noted_later(const base::Json& entry) {
    const std::string noted = in_french(text_in(entry, "recorded_at"));
    return noted == in_french(text_in(entry, "happened_at")) ? "" : "Noté le " + noted + ". ";
}

Html history_list(const View& view, const std::vector<base::Json>& history) {
    Html items;
    for (const base::Json& entry : history) {
        const auto role = dossier::role(text_in(entry, "role"));
        const std::string who =
            role ? std::string(dossier::title_of(*role)) : text_in(entry, "role");
        items += h("li", {},
                   {h("time", {{"datetime", text_in(entry, "happened_at")}},
                      in_french(text_in(entry, "happened_at"))),
                    " : ", h("strong", {}, what_happened(view, entry)), " (" + who + "). ",
                    h("span", {{"class", "aide"}},
                      noted_later(entry) + "Empreinte " +
                          text_in(entry, "hash").substr(0, shown_hash_digits) + ".")});
    }
    return section("Historique", h("ol", {{"class", "histoire"}}, items));
}

Response one(const Call& call) {
    const auto found = call.services.procedures.read(call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return error_page(call, found);
    const base::Json& dossier = reply->body;
    const auto* definition = call.services.office.library.definitions.find(
        text_in(dossier, "workflow"), dossier.value("version", 0));
    const View view{call, dossier, definition};
    Page page{.title = text_in(dossier, "title") + ", dossier " + text_in(dossier, "number"),
              .trail = {{"Accueil", "/"}, {"Dossiers", "/dossiers"}}};
    const std::string done = call.request.parameter("fait");
    if (!done.empty()) page.done = "C'est enregistré : " + view.event_title(done) + ".";
    if (call.actor().role == dossier::Role::menage) {
        page.trail = {{"Accueil", "/"}};
        page.content = {household_view(call, dossier), possibilities(view)};
        return show(call, page);
    }
    const auto history = items_of(call.services.procedures.history(call.id(), call.actor()));
    page.content = {steps(view, history),
                    possibilities(view),
                    definition == nullptr ? Html() : signatures(dossier["facts"], *definition),
                    deadlines(view),
                    linked_dossiers(call, history),
                    kit(view),
                    section("Documents", {document_table(call, call.id()), printing(view)}),
                    parties(view),
                    known_facts(view),
                    history_list(view, history),
                    consultation_list(call, call.id())};
    return show(call, page);
}

Html search_form(const Call& call) {
    return h("form", {{"method", "get"}, {"action", "/dossiers"}, {"role", "search"}},
             {input({.name = "q",
                     .label = "Chercher un dossier",
                     .hint = "Son numéro (2026-00417), ou des mots entiers d'un nom.",
                     .value = call.request.parameter("q"),
                     .required = false},
                    "text"),
              h("p", {{"class", "envoi"}}, h("button", {}, "Chercher"))});
}

Response list(const Call& call) {
    dossier::DossierFilter filter{.limit = usual_page};
    filter.text = call.request.parameter("q");
    filter.workflow = call.request.parameter("workflow");
    filter.state = call.request.parameter("state");
    filter.after = call.request.parameter("next");
    const auto found = call.services.procedures.list(filter, call.actor());
    if (!std::holds_alternative<service::Reply>(found)) return error_page(call, found);
    Table table{.caption = "Dossiers",
                .columns = {"Numéro", "Procédure", "État", "Dernier événement"},
                .when_empty = "Aucun dossier ne correspond."};
    for (const base::Json& dossier : items_of(found)) {
        table.rows.push_back(
            {link_to("/dossiers/" + text_in(dossier, "id"), text_in(dossier, "number")),
             text_in(dossier, "title"), text_in(dossier, "state_title"),
             in_french(text_in(dossier, "last_event_at"))});
    }
    Page page{.title = "Dossiers", .trail = {{"Accueil", "/"}}};
    page.content = {search_form(call), table_of(table), next_page(call.request, next_of(found))};
    return show(call, page);
}

Response as_page(const Call& call, const Response& response) {
    return response.status == 200 ? response : error_page(call, response);
}

}  // namespace

Html document_table(const Call& call, const std::string& dossier) {
    Table table{.caption = "Documents",
                .columns = {"Document", "Version", "Langue", "Lire"},
                .when_empty = "Aucun document.",
                .titled_above = true};
    for (const base::Json& piece :
         items_of(call.services.procedures.documents(dossier, call.actor()))) {
        const std::string id = text_in(piece, "id");
        const std::string title = text_in(piece, "title");
        const bool easy = text_in(piece, "variant") == "falc";
        const std::string about = " : " + title + (easy ? ", langage simplifié" : "");
        Html links = "en préparation";
        if (text_in(piece, "status") == "emis") {
            links = {h("a", {{"href", "/documents/" + id + "/pdf"}},
                       {"PDF", h("span", {{"class", "pour-lecteur"}}, about)}),
                     " ",
                     h("a", {{"href", "/documents/" + id}},
                       {"page web", h("span", {{"class", "pour-lecteur"}}, about)})};
        }
        table.rows.push_back({title, easy ? "Langage simplifié, non relu" : "Version courante",
                              label_of(text_in(piece, "lang")), links});
    }
    return table_of(table);
}

std::vector<Route> dossier_pages() {
    return {page_at("/dossiers", Act::read_dossiers, list),
            page_at("/dossiers/{id}", Act::read_dossiers, one),
            page_at("/documents/{id}", Act::read_documents,
                    [](const Call& call) { return as_page(call, document_page(call)); }),
            page_at("/documents/{id}/pdf", Act::read_documents,
                    [](const Call& call) { return as_page(call, document_file(call)); })};
}

}  // namespace preavis::http
