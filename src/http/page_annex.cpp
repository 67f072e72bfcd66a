#include "http/annex.h"
#include "http/french.h"
#include "http/multipart.h"
#include "http/pages.h"
#include "service/annexes.h"

namespace preavis::http {
namespace {

using access::Act;
using dossier::AnnexOwner;

constexpr std::int64_t bytes_in_kilobyte = 1024;

service::Annexes annexes_of(const Call& call) {
    return service::Annexes(call.services.office);
}

/// « 1,4 Mo » would ask for commas: whole kilobytes say enough.
std::string size_in_french(std::int64_t bytes) {
    return std::to_string((bytes + bytes_in_kilobyte - 1) / bytes_in_kilobyte) + " Ko";
}

std::string nature_title(const Call& call, const AnnexOwner& owner, const std::string& name) {
    const auto* nature = call.services.office.library.annex_natures.find(owner, name);
    return nature == nullptr ? name : nature->title;
}

Html upload_fields(const Call& call, const AnnexOwner& owner, const Parameters& typed) {
    std::vector<Choice> natures;
    for (const auto& nature : call.services.office.library.annex_natures.of(owner)) {
        natures.emplace_back(nature.name, nature.title);
    }
    const auto value = [&typed](const char* name) { return find(typed, name).value_or(""); };
    return {select({.name = "nature", .label = "Nature", .value = value("nature")}, natures),
            input({.name = "titre",
                   .label = "Titre",
                   .hint = "Comme le kit le nommera : Règlement de fonctionnement.",
                   .value = value("titre")},
                  "text"),
            input({.name = "langue",
                   .label = "Langue",
                   .hint = "Code de la langue : fr, ar, en…",
                   .value = find(typed, "langue").value_or("fr")},
                  "text"),
            input({.name = "fichier",
                   .label = "Fichier",
                   .hint = "PDF seulement, 20 Mo et 500 pages au plus, sans mot de passe. Une "
                           "numérisation s'enregistre en PDF."},
                  "file")};
}

/// Who owns the annexes of a page, and how the page speaks of it.
struct Shelf {
    AnnexOwner owner;
    std::string path;
    std::string title;
    std::vector<Crumb> trail;
    Act supplying;
};

Shelf structure_shelf(const Call& call) {
    const auto found =
        call.services.registry.read(dossier::NounKind::structure, call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    const std::string name = reply == nullptr ? "" : text_in(reply->body, "nom");
    return {{.structure = call.id()},
            "/structures/" + call.id() + "/annexes",
            name.empty() ? "Annexes de la structure" : "Annexes : " + name,
            {{"Accueil", "/"}, {"Structures", "/structures"}},
            Act::supply_annexes};
}

Shelf dossier_shelf(const Call& call) {
    const std::string dossier = "/dossiers/" + call.id();
    return {{.dossier = call.id()},
            dossier + "/annexes",
            "Fichiers fournis au dossier",
            {{"Accueil", "/"}, {"Dossiers", "/dossiers"}, {"Dossier", dossier}},
            Act::act_on_dossiers};
}

/// The shelf with its form, empty or as it was typed.
Response shown(const Call& call, const Shelf& shelf, const Parameters& typed,
               std::vector<PageError> errors, int status) {
    const auto found = annexes_of(call).list(shelf.owner, call.actor());
    if (!std::holds_alternative<service::Reply>(found)) return error_page(call, found);
    Page page{.title = shelf.title, .trail = shelf.trail, .errors = std::move(errors)};
    page.status = status;
    if (!call.request.parameter("fait").empty()) page.done = "Le fichier est enregistré.";
    page.content = section("En vigueur", annex_table(call, shelf.owner));
    if (access::may(call.actor().role, shelf.supplying)) {
        page.content += section("Fournir un fichier",
                                form_to(call, shelf.path, upload_fields(call, shelf.owner, typed),
                                        "Fournir ce fichier", true));
    }
    return show(call, page);
}

std::vector<PageError> errors_of(const service::Outcome& outcome) {
    std::vector<PageError> errors;
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) {
        errors.push_back({refusal->message, "fichier"});
    }
    if (const auto* problems = std::get_if<base::Problems>(&outcome)) {
        for (const base::Problem& found : *problems) {
            errors.push_back({found.message, found.place.file});
        }
    }
    return errors;
}

Response supply(const Call& call, const Shelf& shelf) {
    const auto upload = read_upload(call.request).value_or(Upload{});
    const auto value = [&](const char* name) { return find(upload.fields, name).value_or(""); };
    const service::Supply supplied{.nature = value("nature"),
                                   .title = value("titre"),
                                   .language = value("langue"),
                                   .bytes = upload.file};
    const std::string what =
        supplied.nature + "\n" + supplied.title + "\n" + supplied.language + "\n" + supplied.bytes;
    const auto outcome =
        annexes_of(call).supply(shelf.owner, supplied, page_command(call, upload.fields, what));
    if (std::holds_alternative<service::Reply>(outcome)) return go_to(shelf.path + "?fait=annexe");
    const auto* refusal = std::get_if<base::Refusal>(&outcome);
    if (refusal != nullptr && refusal->code == "introuvable") return error_page(call, outcome);
    if (supplied.bytes.empty()) {
        return shown(call, shelf, upload.fields, {{"Choisissez un fichier PDF.", "fichier"}}, 400);
    }
    return shown(call, shelf, upload.fields, errors_of(outcome), 422);
}

Response structures(const Call& call) {
    Table table{.caption = "Structures",
                .columns = {"Structure", "Commune", "Annexes"},
                .when_empty = "Aucune structure dans votre périmètre."};
    const auto found = call.services.registry.list(
        dossier::NounKind::structure, {.after = call.request.parameter("next")}, call.actor());
    for (const base::Json& structure : items_of(found)) {
        const std::string name = text_in(structure, "nom");
        table.rows.push_back(
            {name, text_in(structure, "commune"),
             link_to("/structures/" + text_in(structure, "id") + "/annexes", "Annexes : " + name)});
    }
    Page page{.title = "Structures", .trail = {{"Accueil", "/"}}};
    page.content = {table_of(table), next_page(call.request, next_of(found))};
    return show(call, page);
}

Route file_to_page(const char* path, Act act, std::function<Response(const Call&)> handler) {
    Route route = form_to_page(path, act, std::move(handler));
    route.takes_file = true;
    return route;
}

std::function<Response(const Call&)> reading(Shelf (*shelf)(const Call&)) {
    return [shelf](const Call& call) { return shown(call, shelf(call), {}, {}, 200); };
}

std::function<Response(const Call&)> supplying(Shelf (*shelf)(const Call&)) {
    return [shelf](const Call& call) { return supply(call, shelf(call)); };
}

std::function<Response(const Call&)> file(Response (*answer)(const Call&)) {
    return [answer](const Call& call) {
        const Response response = answer(call);
        return response.status == 200 ? response : error_page(call, response);
    };
}

}  // namespace

Html annex_table(const Call& call, const AnnexOwner& owner) {
    Table table{.caption = "Annexes",
                .columns = {"Titre", "Nature", "Langue", "Pages", "Taille", "Fournie", "Lire"},
                .when_empty = "Aucun fichier pour le moment.",
                .titled_above = true};
    for (const base::Json& annex : items_of(annexes_of(call).list(owner, call.actor()))) {
        const std::string title = text_in(annex, "titre");
        const std::string version = std::to_string(annex.value("version", 1));
        table.rows.push_back(
            {title, nature_title(call, owner, text_in(annex, "nature")),
             label_of(text_in(annex, "langue")), std::to_string(annex.value("pages", 0)),
             size_in_french(annex.value("taille", std::int64_t{0})),
             "Version " + version + ", le " + in_french(text_in(annex, "fournie_le")) + ", par " +
                 text_in(annex, "fournie_par"),
             h("a", {{"href", "/annexes/" + text_in(annex, "id")}},
               {"PDF", h("span", {{"class", "pour-lecteur"}}, " : " + title)})});
    }
    return table_of(table);
}

std::vector<Route> annex_pages() {
    constexpr const char* of_structure = "/structures/{id}/annexes";
    constexpr const char* of_dossier = "/dossiers/{id}/annexes";
    return {page_at("/structures", Act::read_nouns, structures),
            page_at(of_structure, Act::read_documents, reading(structure_shelf)),
            file_to_page(of_structure, Act::supply_annexes, supplying(structure_shelf)),
            page_at(of_dossier, Act::read_documents, reading(dossier_shelf)),
            file_to_page(of_dossier, Act::act_on_dossiers, supplying(dossier_shelf)),
            page_at("/annexes/{id}", Act::read_documents, file(annex_file)),
            page_at("/dossiers/{id}/impression", Act::read_documents, file(printing_copy))};
}

}  // namespace preavis::http
