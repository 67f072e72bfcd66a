#include "service/library.h"

#include <array>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"

namespace preavis::service {
namespace {

/// Takes the value read, or adds its problems to the rest and gives nothing.
template <class T>
std::optional<T> take(base::Reading<T> reading, base::Problems& problems) {
    if (auto* value = std::get_if<T>(&reading)) return std::move(*value);
    const auto& found = std::get<base::Problems>(reading);
    problems.insert(problems.end(), found.begin(), found.end());
    return std::nullopt;
}

std::vector<Contact> read_contacts(base::Form& form, std::string_view key,
                                   base::Problems& problems) {
    std::vector<Contact> contacts;
    for (const base::Node& node : form.list(key)) {
        base::Form contact(node, problems);
        contacts.push_back({contact.text("nom"), contact.text("contact")});
        contact.finish();
    }
    return contacts;
}

Profile read_profile(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    Profile profile;
    profile.departement = form.text("departement");
    profile.territory = form.text("territoire");
    profile.name = form.text("nom");
    profile.has_pash = form.boolean("pash");
    profile.has_delta = form.boolean("delta");
    profile.users_site = form.text("site_usagers");
    profile.associations = read_contacts(form, "associations_agreees", problems);
    profile.qualified_persons = read_contacts(form, "personnes_qualifiees", problems);
    if (const base::Node* court = form.node("tribunal")) {
        base::Form appeal(*court, problems);
        profile.court_name = appeal.text("nom");
        profile.court_address = appeal.text("adresse");
        profile.appeal_validated = appeal.boolean("valide_par_ddets");
        appeal.finish();
    }
    form.finish();
    return profile;
}

base::Reading<std::map<std::string, Profile>> read_profiles(const std::filesystem::path& folder,
                                                            const law::Calendars& calendars) {
    base::Problems problems;
    std::map<std::string, Profile> profiles;
    for (const auto& file : base::files_below(folder, ".yaml")) {
        const auto node = take(base::read_yaml(base::read_file(file), file.string()), problems);
        if (!node) continue;
        Profile profile = read_profile(*node, problems);
        if (!calendars.find(profile.territory)) {
            problems.push_back(
                {node->place, "territoire inconnu : « " + profile.territory + " »", ""});
        }
        profiles[profile.departement] = std::move(profile);
    }
    if (!problems.empty()) return problems;
    return profiles;
}

/// Titles by code: a map of texts.
base::Reading<std::map<std::string, std::string>> read_titles(const std::filesystem::path& file) {
    base::Problems problems;
    std::map<std::string, std::string> titles;
    const auto node = take(base::read_yaml(base::read_file(file), file.string()), problems);
    if (!node) return problems;
    base::Form form(*node, problems);
    for (const base::Node::Entry& entry : node->entries) titles[entry.key] = form.text(entry.key);
    if (!problems.empty()) return problems;
    return titles;
}

/// What a root folder must hold before anything in it is read.
constexpr std::array required_paths = {
    "workflows",
    "templates",
    "data/calendars/territories.yaml",
    "data/calendars/zones.yaml",
    "data/calendars/holidays.yaml",
    "data/law/computation.yaml",
    "data/decideurs.yaml",
    "data/conservation.yaml",
    "data/traitements.yaml",
    "data/nouns",
    "data/nomenclatures/annexes.yaml",
    "data/nomenclatures/pieces.yaml",
    "data/rappels.yaml",
    "data/territoires",
    "data/pictograms",
};

base::Problems missing_paths(const std::filesystem::path& root) {
    base::Problems problems;
    for (const char* path : required_paths) {
        if (std::filesystem::exists(root / path)) continue;
        problems.push_back({{(root / path).string(), 0, 0}, "ce fichier ou dossier manque", ""});
    }
    return problems;
}

void check_definitions(const Library& library, base::Problems& problems) {
    std::vector<std::string> documents;
    for (const document::Template& known : library.templates.all()) documents.push_back(known.name);
    for (const workflow::Definition& definition : library.definitions.all()) {
        const base::Problems found = workflow::check(definition, library.laws, documents);
        problems.insert(problems.end(), found.begin(), found.end());
    }
    const base::Problems found = workflow::check_links(library.definitions);
    problems.insert(problems.end(), found.begin(), found.end());
}

/// Every ladder that a procedure names is there.
void check_ladders(const Library& library, base::Problems& problems) {
    for (const workflow::Definition& definition : library.definitions.all()) {
        for (const workflow::DeadlineRule& rule : definition.deadlines) {
            if (rule.remind.empty() || library.ladders.find(rule.remind) != nullptr) continue;
            problems.push_back(
                {rule.place, "l'échelle de rappels « " + rule.remind + " » manque", ""});
        }
    }
}

}  // namespace

const Profile* Library::profile(const std::string& departement) const {
    const auto found = profiles.find(departement);
    return found == profiles.end() ? nullptr : &found->second;
}

law::Territory Library::territory(const std::string& departement) const {
    if (const auto territory = calendars.find(departement)) return *territory;
    return *calendars.find("metropole");
}

base::Reading<Library> read_library(const std::filesystem::path& root) {
    base::Problems problems = missing_paths(root);
    if (!problems.empty()) return problems;
    auto calendars = take(law::Calendars::read(root / "data/calendars"), problems);
    auto laws = take(law::Catalogue::read(root / "data/law"), problems);
    auto deciders = take(dossier::Deciders::read(root / "data/decideurs.yaml"), problems);
    auto nouns = take(dossier::Nouns::read(root / "data/nouns"), problems);
    auto definitions = take(workflow::Definitions::read(root / "workflows"), problems);
    auto templates =
        take(document::Templates::read(root / "templates", root / "data/locales"), problems);
    auto pictograms = take(page::Pictograms::read(root / "data/pictograms"), problems);
    auto titles = take(read_titles(root / "data/nomenclatures/pieces.yaml"), problems);
    auto annexes = take(read_annex_natures(root / "data/nomenclatures/annexes.yaml"), problems);
    auto conservation = take(read_conservation(root / "data/conservation.yaml"), problems);
    auto data_map = take(read_data_map(root / "data/traitements.yaml"), problems);
    auto ladders = take(workflow::Ladders::read(root / "data/rappels.yaml"), problems);
    std::optional<std::map<std::string, Profile>> profiles;
    if (calendars) profiles = take(read_profiles(root / "data/territoires", *calendars), problems);
    if (!problems.empty()) return problems;
    Library library{*std::move(calendars),  *std::move(laws),        *std::move(deciders),
                    *std::move(nouns),      *std::move(definitions), *std::move(templates),
                    *std::move(pictograms), *std::move(profiles),    *std::move(titles),
                    *std::move(ladders),    *std::move(annexes),     *std::move(conservation),
                    *std::move(data_map)};
    check_definitions(library, problems);
    check_ladders(library, problems);
    const base::Problems kept =
        check_conservation(library.conservation, library.laws, library.definitions,
                           library.templates, library.annex_natures);
    problems.insert(problems.end(), kept.begin(), kept.end());
    if (!problems.empty()) return problems;
    return library;
}

}  // namespace preavis::service
