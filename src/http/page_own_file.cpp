#include "http/french.h"
#include "http/pages.h"
#include "service/own_file.h"

namespace preavis::http {
namespace {

using access::Act;
using base::Json;

/// What is told as a list of titles and values.
Html told(const Json& facts) {
    std::vector<std::pair<Html, Html>> rows;
    for (const Json& fact : facts) {
        const bool free = fact.contains("texte_libre");
        rows.emplace_back(text_in(fact, "titre"),
                          told_value(fact["valeur"]) + (free ? " (à relire avant remise)" : ""));
    }
    return rows.empty() ? h("p", {}, "Rien.") : facts_list(rows);
}

Html events_table(const Json& dossier) {
    Table table{.caption = "Ce qui a été fait, dossier " + text_in(dossier, "numero"),
                .columns = {"Quoi", "Le", "Par"},
                .when_empty = "Rien."};
    for (const Json& event : dossier["evenements"]) {
        table.rows.push_back({text_in(event, "titre"), in_french(text_in(event, "le")),
                              capitalised(text_in(event, "par"))});
    }
    return table_of(table);
}

Html deadlines_table(const Json& dossier) {
    Table table{.caption = "Délais, dossier " + text_in(dossier, "numero"),
                .columns = {"Délai", "Jusqu'au", "État", "Qui agit"},
                .when_empty = "Aucun délai."};
    for (const Json& deadline : dossier["echeances"]) {
        table.rows.push_back({text_in(deadline, "titre"), in_french(text_in(deadline, "jusqu_au")),
                              status_in_french(text_in(deadline, "etat")),
                              text_in(deadline, "qui")});
    }
    return table_of(table);
}

Html documents_table(const Json& dossier) {
    Table table{.caption = "Documents, dossier " + text_in(dossier, "numero"),
                .columns = {"Document", "Le", "Empreinte (SHA-256)"},
                .when_empty = "Aucun document."};
    for (const Json& file : dossier["documents"]) {
        const std::string url = text_in(file, "url");
        const std::string id = url.substr(url.rfind('/') + 1);
        const bool ours = url.find("/documents/") != std::string::npos;
        table.rows.push_back(
            {link_to(ours ? "/documents/" + id + "/pdf" : "/annexes/" + id, text_in(file, "titre")),
             in_french(text_in(file, "le")), text_in(file, "sha256")});
    }
    return table_of(table);
}

Html readers_table(const Json& dossier) {
    Table table{.caption = "Qui l'a lu, dossier " + text_in(dossier, "numero"),
                .columns = {"Le", "Par"},
                .when_empty = ""};
    for (const Json& reader : dossier["consultations"]) {
        table.rows.push_back(
            {in_french(text_in(reader, "le")), capitalised(text_in(reader, "par"))});
    }
    return table.rows.empty() ? Html() : table_of(table);
}

Html dossier_part(const Json& dossier) {
    return section("Dossier " + text_in(dossier, "numero") + " : " + text_in(dossier, "procedure"),
                   {h("p", {}, "État : " + text_in(dossier, "etat") + "."),
                    h("h3", {}, "Ce qui est noté"), told(dossier["faits"]), events_table(dossier),
                    deadlines_table(dossier), documents_table(dossier), readers_table(dossier)});
}

Html rights_text() {
    return section(
        "Vos droits",
        h("p", {},
          "Vous pouvez demander qu'une information fausse soit corrigée, et refuser un moyen de "
          "contact. Une personne vous répond. Si la réponse ne vous convient pas, vous pouvez "
          "écrire à la CNIL (www.cnil.fr)."));
}

Html retention_part(const Json& file) {
    Html items;
    for (const Json& one : file["conservation"]) {
        items +=
            h("p", {},
              one["sejour_en_cours"].get<bool>()
                  ? "Vos informations sont gardées tant que vous êtes hébergé, puis pendant la "
                    "durée de conservation."
                  : "Sans nouveau contact, vos informations sont gardées jusqu'au " +
                        day_in_french(text_in(one, "fin_de_conservation")) + ".");
    }
    return items.empty() ? items : section("Jusqu'à quand", items);
}

Response show_file(const Call& call) {
    const auto outcome = service::own_file(call.services.office, call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&outcome);
    if (reply == nullptr) return error_page(call, outcome);
    const Json& file = reply->body;
    Page page{.title = "Dossier personnel", .trail = {{"Accueil", "/"}}};
    page.content = {h("p", {},
                      "Établi le " + in_french(text_in(file, "etabli_le")) +
                          ". Tout ce qui est tenu sur la personne, et rien sur les "
                          "autres."),
                    section("Fiche", told(file["fiche"]))};
    Html stays;
    for (const Json& stay : file["sejours"]) stays += told(stay["faits"]);
    page.content += section("Séjours", stays.empty() ? h("p", {}, "Aucun séjour.") : stays);
    for (const Json& dossier : file["dossiers"]) page.content += dossier_part(dossier);
    const std::vector<Json> asked(file["demandes"].begin(), file["demandes"].end());
    page.content +=
        {section("Demandes", rights_table(asked, "Demandes")), retention_part(file), rights_text(),
         h("p", {},
           button_to("/personnes/" + call.id() + "/rectification", "Demander une rectification"))};
    return show(call, page);
}

Response show_own(const Call& call) {
    Html items;
    for (const Json& person : items_of(service::own_persons(call.services.office, call.actor()))) {
        items += h("li", {},
                   link_to("/personnes/" + text_in(person, "id") + "/dossier-personnel",
                           text_in(person, "nom")));
    }
    Page page{.title = "Ce qui est noté sur vous", .trail = {{"Accueil", "/"}}};
    page.content = {h("p", {},
                      items.empty() ? "Rien n'est noté."
                                    : "Choisissez un nom : vous lirez tout ce qui est noté.")};
    if (!items.empty()) page.content += h("ul", {{"class", "actions"}}, items);
    page.content += rights_text();
    return show(call, page);
}

}  // namespace

std::vector<Route> own_file_pages() {
    return {page_at("/mon-dossier", Act::read_own_file, show_own),
            page_at("/personnes/{id}/dossier-personnel", Act::read_own_file, show_file)};
}

}  // namespace preavis::http
