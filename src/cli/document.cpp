#include <algorithm>
#include <ostream>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "document/check.h"
#include "service/drawing.h"
#include "service/papers.h"

namespace preavis::cli {
namespace {

using base::Json;

constexpr const char* help =
    "preavis document list [--json]\n"
    "preavis document check [NOM...]      modèles, variantes, clauses, règles du langage "
    "simplifié\n"
    "preavis document render NOM --facts FAITS.json [--variant standard|falc] [--lang CODE]\n"
    "                        [--territory T] --out FICHIER.pdf\n"
    "preavis document verify FICHIER.pdf [--store BASE]   ce que le journal sait de ce fichier\n";

int list(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    Json documents = Json::array();
    for (const document::Template& known : library->templates.all()) {
        documents.push_back({{"name", known.name},
                             {"title", known.title},
                             {"variants", known.variants},
                             {"languages", known.languages},
                             {"issuer", known.issuers},
                             {"recipients", known.recipients}});
    }
    if (line.has("--json")) {
        context.out << documents.dump(2) << "\n";
        return done;
    }
    for (const Json& known : documents) {
        context.out << known["name"].get<std::string>() << " — "
                    << known["title"].get<std::string>() << "\n";
    }
    return done;
}

int check(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const std::vector<std::string> names(line.operands.begin() + 1, line.operands.end());
    for (const std::string& name : names) {
        if (library->templates.find(name) != nullptr) continue;
        return explain(context,
                       base::Problems{command_line_problem("document inconnu : « " + name + " »")});
    }
    const base::Problems problems = document::check(library->templates, names, context.root,
                                                    *library->calendars.find("metropole"));
    context.err << base::to_string(problems);
    if (!problems.empty()) return answer_is_no;
    context.out << "aucun défaut\n";
    return done;
}

/// The facts of a file, by the document's declarations.
base::Reading<dossier::Facts> read_facts_file(const std::string& path,
                                              const document::Template& document,
                                              const law::Territory& territory) {
    if (!std::filesystem::is_regular_file(path)) {
        return base::Problems{{{path, 0, 0}, "ce fichier n'existe pas", ""}};
    }
    const auto reading = base::read_json(base::read_file(path), path);
    if (const auto* broken = std::get_if<base::Problems>(&reading)) return *broken;
    base::Problems problems;
    auto facts = dossier::read_facts(std::get<base::Node>(reading), document.facts, territory, true,
                                     problems);
    if (!problems.empty()) return problems;
    return facts;
}

int render(const Context& context, const CommandLine& line) {
    base::Problems problems;
    if (line.operands.size() != 2) problems.push_back(command_line_problem("render attend un NOM"));
    for (const char* option : {"--facts", "--out"}) {
        if (!line.has(option))
            problems.push_back(command_line_problem(std::string(option) + " manque"));
    }
    if (!problems.empty()) return explain(context, problems);
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const document::Template* document = library->templates.find(line.operands[1]);
    const auto territory = library->calendars.find(line.value("--territory").value_or("metropole"));
    if (document == nullptr) {
        problems.push_back(command_line_problem("document inconnu : « " + line.operands[1] + " »"));
    }
    if (!territory) problems.push_back(command_line_problem("territoire inconnu"));
    if (!problems.empty()) return explain(context, problems);
    const auto facts = read_facts_file(*line.value("--facts"), *document, *territory);
    if (const auto* broken = std::get_if<base::Problems>(&facts)) return explain(context, *broken);

    const dossier::DocumentOrder order{document->name, line.value("--variant").value_or("standard"),
                                       line.value("--lang").value_or("fr")};
    const auto fonts = std::make_shared<const page::Fonts>();
    const auto pages =
        service::pages_of(*library, *fonts, order, std::get<dossier::Facts>(facts), *territory);
    if (const auto* refusal = base::refusal_of(pages)) {
        explain(context, *refusal);
        return bad_input;
    }
    const auto write = context.toolbox.pdf_writer(fonts);
    base::write_file(*line.value("--out"), write(std::get<page::Pages>(pages)));
    return done;
}

int verify(const Context& context, const CommandLine& line) {
    if (line.operands.size() != 2) {
        return explain(context, base::Problems{command_line_problem("verify attend un FICHIER")});
    }
    const std::string path = line.operands[1];
    if (!std::filesystem::is_regular_file(path)) {
        return explain(context, base::Problems{{{path, 0, 0}, "ce fichier n'existe pas", ""}});
    }
    const std::string bytes = base::read_file(path);
    const auto store = context.toolbox.open_store(store_path(line), false);
    const auto piece = store->piece_by_hash(base::sha256_hex(bytes));
    const base::Problems flaws = context.toolbox.lint_pdf(bytes);
    const Json answer = {
        {"sha256", base::sha256_hex(bytes)},
        {"known", piece.has_value()},
        {"document", piece ? Json(piece->document) : Json(nullptr)},
        {"variant", piece ? Json(piece->variant) : Json(nullptr)},
        {"piece", piece ? Json(piece->id) : Json(nullptr)},
        {"issued_at", piece && piece->issued_at ? Json(law::utc_iso(*piece->issued_at)) : Json()},
        {"conformance_problems", flaws.size()},
    };
    if (line.has("--json")) {
        context.out << answer.dump(2) << "\n";
    } else if (piece) {
        context.out << "Authentique : " << piece->title << " (" << piece->variant << "), émis le "
                    << law::utc_iso(*piece->issued_at) << ", pièce " << piece->id << ".\n";
    } else {
        context.out << "Inconnu : aucun document émis par ce service n'a ces octets.\n";
    }
    return piece ? done : answer_is_no;
}

}  // namespace

int document_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context,
                                      {{"--json"},
                                       {"--facts", true},
                                       {"--variant", true},
                                       {"--lang", true},
                                       {"--territory", true},
                                       {"--out", true},
                                       {"--store", true}},
                                      help, status);
    if (!line) return status;
    const std::string action = line->operands.empty() ? "" : line->operands.front();
    if (action == "list") return list(context, *line);
    if (action == "check") return check(context, *line);
    if (action == "render") return render(context, *line);
    if (action == "verify") return verify(context, *line);
    return explain(
        context,
        base::Problems{command_line_problem("document attend list, check, render ou verify")});
}

}  // namespace preavis::cli
