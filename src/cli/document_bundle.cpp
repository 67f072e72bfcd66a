#include "cli/document_bundle.h"

#include <ostream>

#include "base/file.h"
#include "cli/common.h"

namespace preavis::cli {
namespace {

constexpr const char* help =
    "preavis document bundle --out COPIE.pdf [--recto-verso] A.pdf B.pdf...\n"
    "\n"
    "Une copie d'impression : toutes les pages, dans l'ordre, en un seul fichier. Elle n'est ni\n"
    "scellée ni conforme à une norme : font foi les fichiers d'origine.\n"
    "  --recto-verso  ajoute une page blanche après chaque fichier au nombre de pages impair\n";

/// The files, each one that the service would keep as an annex; the others with their reason.
base::Reading<std::vector<std::string>> read_parts(const std::vector<std::string>& paths,
                                                   const dossier::Binder& binder) {
    base::Problems problems;
    std::vector<std::string> parts;
    for (const std::string& path : paths) {
        if (!std::filesystem::is_regular_file(path)) {
            problems.push_back({{path, 0, 0}, "ce fichier n'existe pas", ""});
            continue;
        }
        parts.push_back(base::read_file(path));
        const auto look = binder.look(parts.back());
        if (const auto* refusal = base::refusal_of(look)) {
            problems.push_back({{path, 0, 0}, refusal->message, ""});
        }
    }
    if (!problems.empty()) return problems;
    return parts;
}

}  // namespace

int document_bundle_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, {{"--out", true}, {"--recto-verso"}}, help, status);
    if (!line) return status;
    base::Problems problems;
    if (!line->has("--out")) problems.push_back(command_line_problem("--out manque"));
    if (line->operands.size() < 2) {
        problems.push_back(command_line_problem("bundle attend au moins un fichier PDF"));
    }
    if (!problems.empty()) return explain(context, problems);
    const auto binder = context.toolbox.binder();
    const std::vector<std::string> paths(line->operands.begin() + 1, line->operands.end());
    const auto parts = read_parts(paths, *binder);
    if (const auto* refused = std::get_if<base::Problems>(&parts)) {
        return explain(context, *refused);
    }
    const auto copy = binder->bind(std::get<std::vector<std::string>>(parts),
                                   {.title = std::filesystem::path(paths.front()).stem().string(),
                                    .duplex = line->has("--recto-verso")});
    if (const auto* refusal = base::refusal_of(copy)) return explain(context, *refusal);
    base::write_file(*line->value("--out"), std::get<std::string>(copy));
    return done;
}

}  // namespace preavis::cli
