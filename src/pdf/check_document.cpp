#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

/// Keys that no dictionary may hold, with the reason.
struct Forbidden {
    const char* key;
    const char* rule;
    const char* message;
};
constexpr std::array forbidden_keys{
    Forbidden{"AA", "ISO 19005-2, 6.5.2", "actions automatiques (/AA) interdites"},
    Forbidden{"OpenAction", "ISO 19005-2, 6.5.1", "action à l’ouverture interdite"},
    Forbidden{"JS", "ISO 19005-2, 6.5.1", "JavaScript interdit"},
    Forbidden{"JavaScript", "ISO 19005-2, 6.5.1", "JavaScript interdit"},
    Forbidden{"XFA", "ISO 19005-2, 6.4.2", "formulaire XFA interdit"},
    Forbidden{"EmbeddedFiles", "ISO 19005-2, 6.8", "fichier joint interdit"},
    Forbidden{"SMask", "ISO 19005-2, 6.2.10", "transparence inattendue (/SMask)"},
    Forbidden{"ExtGState", "ISO 19005-2, 6.2.10", "transparence possible (/ExtGState)"},
    Forbidden{"Group", "ISO 19005-2, 6.2.10", "groupe de transparence inattendu"},
    Forbidden{"Alternates", "ISO 19005-2, 6.2.8", "image de remplacement interdite"},
    Forbidden{"OPI", "ISO 19005-2, 6.2.8", "renvoi OPI interdit"},
    Forbidden{"TR", "ISO 19005-2, 6.2.5", "fonction de transfert interdite"},
    Forbidden{"TR2", "ISO 19005-2, 6.2.5", "fonction de transfert interdite"},
    Forbidden{"EF", "ISO 19005-2, 6.8", "fichier joint interdit"},
    Forbidden{"NeedsRendering", "ISO 19005-2, 6.4.2", "formulaire XFA interdit"},
    Forbidden{"OCProperties", "ISO 19005-2, 6.9", "contenu facultatif inattendu"},
    Forbidden{"AlternatePresentations", "ISO 19005-2, 6.10", "présentation de remplacement"},
    Forbidden{"PresSteps", "ISO 19005-2, 6.10", "présentation de remplacement"},
    Forbidden{"Requirements", "ISO 19005-2, 6.11", "exigences envers le lecteur (/Requirements)"},
};

void check_keys(const Object& object, ObjectId id, Report& report) {
    for (const Forbidden& forbidden : forbidden_keys) {
        report.require(!object.entries.contains(forbidden.key), forbidden.rule, forbidden.message,
                       id);
    }
    const bool is_action = object.entries.contains("URI") || object.entry("Type").is_name("Action");
    report.require(!is_action || object.entry("S").is_name("URI"), "ISO 19005-2, 6.5.1",
                   "action autre qu’un lien", id);
    for (const auto& [key, value] : object.entries) check_keys(value, id, report);
    for (const Object& item : object.items) check_keys(item, id, report);
}

void check_references(const File& file, const Object& object, ObjectId id, Report& report) {
    report.require(!object.is(Kind::reference) || file.objects().contains(object.id()),
                   "ISO 32000-1, 7.3.10", "renvoi vers un objet absent", id);
    for (const auto& [key, value] : object.entries) check_references(file, value, id, report);
    for (const Object& item : object.items) check_references(file, item, id, report);
}

void check_trailer(const File& file, Report& report) {
    const Object& trailer = file.trailer();
    report.require(trailer.entry("Encrypt").is(Kind::null), "ISO 19005-2, 6.1.3",
                   "le fichier est chiffré");
    const Object& identifier = file.get(trailer, "ID");
    const bool whole =
        identifier.items.size() == 2 &&
        std::all_of(identifier.items.begin(), identifier.items.end(), [](const Object& part) {
            return part.is(Kind::string) && part.text.size() >= 16;
        });
    report.require(whole, "ISO 19005-2, 6.1.3", "l’identifiant du fichier (/ID) manque");
}

void check_output_intent(const File& file, Report& report) {
    const Object& intents = file.get(file.catalog(), "OutputIntents");
    const Object* intent = nullptr;
    for (const Object& item : intents.items) {
        if (file.get(file.resolve(item), "S").is_name("GTS_PDFA1")) intent = &file.resolve(item);
    }
    constexpr const char* rule = "ISO 19005-2, 6.2.3";
    if (!report.require(intent != nullptr, rule, "l’intention de sortie PDF/A manque")) return;
    report.require(!file.get(*intent, "OutputConditionIdentifier").text.empty(), rule,
                   "l’intention de sortie n’a pas de nom");
    const Object& profile = file.get(*intent, "DestOutputProfile");
    const auto data = profile.is(Kind::stream) ? file.decoded(profile) : std::nullopt;
    const bool good = data && data->size() > 128 && data->substr(36, 4) == "acsp" &&
                      data->substr(12, 8) == "mntrRGB " && (*data)[8] <= 4;
    report.require(good, rule, "le profil de couleur n’est pas un profil RVB d’écran");
    report.require(file.get(profile, "N").number == 3, rule, "/N du profil de couleur n’est pas 3");
}

/// "fr", "fa-AF": letters and digits in groups of one to eight.
bool is_language(const std::string& tag) {
    const std::vector<std::string> parts = base::split(tag, '-');
    return std::all_of(parts.begin(), parts.end(),
                       [](const std::string& part) {
                           return !part.empty() && part.size() <= 8 &&
                                  std::all_of(part.begin(), part.end(),
                                              [](unsigned char c) { return std::isalnum(c) != 0; });
                       }) &&
           parts.front().size() >= 2 && std::isalpha(static_cast<unsigned char>(tag[0])) != 0;
}

void check_catalog(const File& file, Report& report) {
    const Object& catalog = file.catalog();
    report.require(file.get(file.get(catalog, "MarkInfo"), "Marked").number == 1,
                   "ISO 14289-1, 6.2", "/MarkInfo ne dit pas que le document est balisé");
    report.require(file.get(file.get(catalog, "MarkInfo"), "Suspects").number == 0,
                   "ISO 14289-1, 7.1", "/MarkInfo dit les balises douteuses (/Suspects)");
    report.require(file.get(file.get(catalog, "ViewerPreferences"), "DisplayDocTitle").number == 1,
                   "ISO 14289-1, 7.1", "la fenêtre ne montrerait pas le titre");
    report.require(is_language(text_of(file.get(catalog, "Lang"))), "ISO 14289-1, 7.2",
                   "la langue du document manque");
    report.require(catalog.entry("Version").is(Kind::null), "ISO 32000-1, 7.2.2",
                   "le catalogue annonce une autre version");
}

}  // namespace

std::vector<ObjectId> page_objects(const File& file) {
    std::vector<ObjectId> pages;
    const Object& root = file.get(file.catalog(), "Pages");
    for (const Object& kid : file.get(root, "Kids").items) {
        const bool is_page = file.get(file.resolve(kid), "Type").is_name("Page");
        if (kid.is(Kind::reference) && is_page) pages.push_back(kid.id());
    }
    return pages;
}

void check_document(const File& file, Report& report) {
    check_trailer(file, report);
    for (const auto& [id, object] : file.objects()) {
        check_keys(object, id, report);
        check_references(file, object, id, report);
    }
    check_catalog(file, report);
    check_output_intent(file, report);
    const double pages = file.get(file.get(file.catalog(), "Pages"), "Count").number;
    report.require(pages > 0 && static_cast<double>(page_objects(file).size()) == pages,
                   "ISO 32000-1, 7.7.3", "l’arbre des pages ne compte pas juste");
}

}  // namespace preavis::pdf
