#include "cli/document_extract.h"

#include <algorithm>
#include <ostream>

#include "base/file.h"
#include "base/text.h"
#include "document/extract.h"
#include "document/language.h"

namespace preavis::cli {
namespace {

const std::string common = "commun";

std::vector<std::string> all_languages() {
    std::vector<std::string> tags;
    for (const auto& language : document::reader_languages()) tags.emplace_back(language.tag);
    return tags;
}

/// What to write: those asked for, or what has catalogues already.
struct Extraction {
    std::vector<std::string> names;
    std::vector<std::string> languages;
};

bool has_easy_text(const document::Templates& templates, const std::string& name) {
    const document::Template* found = templates.find(name);
    return found != nullptr && found->text("falc", "fr") != nullptr;
}

std::vector<std::string> translated_names(const std::filesystem::path& locales) {
    std::vector<std::string> names;
    for (const auto& file : base::files_below(locales, ".po")) {
        const std::string name = file.parent_path().filename().string();
        if (names.empty() || names.back() != name) names.push_back(name);
    }
    return names;
}

Extraction read_extraction(const Context& context, const CommandLine& line,
                           const document::Templates& templates, base::Problems& problems) {
    Extraction asked{{line.operands.begin() + 1, line.operands.end()}, all_languages()};
    if (asked.names.empty()) asked.names = translated_names(context.root / "data/locales");
    if (const auto codes = line.value("--lang")) asked.languages = base::split(*codes, ',');
    for (const std::string& name : asked.names) {
        if (name == common || has_easy_text(templates, name)) continue;
        problems.push_back(
            command_line_problem("« " + name + " » n'est pas un document en langage simplifié"));
    }
    for (std::string& code : asked.languages) {
        const document::ReaderLanguage* language = document::find_reader_language(code);
        if (language != nullptr) {
            code = language->tag;
            continue;
        }
        problems.push_back(command_line_problem("langue inconnue : « " + code + " » (" +
                                                base::joined(all_languages(), ", ") + ")"));
    }
    return asked;
}

/// Writes one catalogue and says so. Nothing is written over one that cannot be read.
base::Problems write_one(const Context& context, document::Catalogue fresh) {
    const std::filesystem::path file = context.root / fresh.name;
    std::string before;
    if (std::filesystem::exists(file)) {
        before = base::read_file(file);
        const auto kept = document::read_catalogue(before, file.string());
        if (const auto* problems = std::get_if<base::Problems>(&kept)) return *problems;
        fresh = document::merged(std::move(fresh), std::get<document::Catalogue>(kept));
    }
    const std::string after = document::written(fresh);
    if (after == before) return {};
    std::filesystem::create_directories(file.parent_path());
    base::write_file(file, after);
    context.out << (before.empty() ? "écrit : " : "mis à jour : ") << fresh.name << "\n";
    return {};
}

}  // namespace

int extract_documents(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    base::Problems problems;
    const Extraction asked = read_extraction(context, line, library->templates, problems);
    if (!problems.empty()) return explain(context, problems);
    for (const std::string& name : asked.names) {
        for (const std::string& language : asked.languages) {
            const base::Problems found = write_one(
                context, name == common
                             ? document::extract_common(language)
                             : document::extract(*library->templates.find(name), language));
            problems.insert(problems.end(), found.begin(), found.end());
        }
    }
    return problems.empty() ? done : explain(context, problems);
}

}  // namespace preavis::cli
