#include <algorithm>
#include <ostream>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/document_batch.h"
#include "cli/document_bundle.h"
#include "cli/document_extract.h"
#include "cli/document_verify.h"
#include "cli/printing.h"
#include "cli/sealing.h"
#include "document/check.h"
#include "document/language.h"
#include "service/drawing.h"
#include "service/papers.h"

namespace preavis::cli {
namespace {

using base::Json;

constexpr const char* help =
    "preavis document list [--json]\n"
    "preavis document check [NOM...]      modèles, variantes, clauses, règles du langage "
    "simplifié,\n"
    "    traductions, et ce qui en est fait ; avec --lang CODE, celles de cette langue seulement\n"
    "preavis document extract [NOM...] [--lang CODE,...]   catalogues de traduction : les écrit,\n"
    "    ou les met à jour sans perdre une phrase (data/locales ; NOM peut être « commun »)\n"
    "preavis document render NOM --facts FAITS.json [--variant standard|falc] [--lang CODE]\n"
    "                        [--bilingual] [--territory T] [--seal-key CLE --seal-cert "
    "CERTIFICATS]\n"
    "                        --out FICHIER.pdf\n"
    "preavis document batch NOM --facts LIGNES.ndjson --out DOSSIER   un fichier par ligne\n"
    "preavis document bundle --out COPIE.pdf [--recto-verso] A.pdf B.pdf...   pour l'imprimeur\n"
    "preavis document verify FICHIER.pdf [--trust CERTIFICATS.pem] [--store BASE] [--json]\n"
    "                        [--proof PREUVE.json [--key CLE]]\n"
    "    qui a scellé, quand, intact ou non, ce qui fut ajouté depuis, ce que le journal en sait "
    ";\n"
    "    avec --trust (certificats du scelleur et de l'autorité d'horodatage) les sceaux "
    "décident,\n"
    "    sinon le journal doit connaître ces octets ; avec --proof (GET "
    "/api/v1/documents/ID/proof)\n"
    "    rien d'autre n'est demandé que la clé publique du service\n"
    "preavis document lint FICHIER.pdf...                 défauts de PDF/A-2a et PDF/UA-1\n";

/// French, and each language whose translation can be issued.
std::vector<std::string> languages_of(const document::Template& known) {
    std::vector<std::string> tags = known.languages;
    for (const document::Translation& each : known.translations) {
        if (each.problems.empty()) tags.emplace_back(each.language->tag);
    }
    return tags;
}

int list(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    Json documents = Json::array();
    for (const document::Template& known : library->templates.all()) {
        documents.push_back({{"name", known.name},
                             {"title", known.title},
                             {"variants", known.variants},
                             {"languages", languages_of(known)},
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

/// « kit_accueil : ar 91/91, en 12/91 »
void print_coverage(const Context& context, const document::Templates& templates,
                    const std::vector<std::string>& names) {
    for (const document::Template& of : templates.all()) {
        const bool asked =
            names.empty() || std::find(names.begin(), names.end(), of.name) != names.end();
        if (!asked || of.translations.empty()) continue;
        std::vector<std::string> parts;
        for (const document::Translation& each : of.translations) {
            parts.push_back(std::string(each.language->tag) + " " +
                            std::to_string(each.translated) + "/" + std::to_string(each.asked));
        }
        context.out << of.name << " : " << base::joined(parts, ", ") << "\n";
    }
}

/// The tag of `--lang`, or nothing for all; reported if nothing is translated into it.
std::string language_asked(const CommandLine& line, base::Problems& problems) {
    const auto code = line.value("--lang");
    if (!code) return {};
    const document::ReaderLanguage* language = document::find_reader_language(*code);
    if (language != nullptr) return std::string(language->tag);
    problems.push_back(command_line_problem("langue inconnue : « " + *code + " »"));
    return {};
}

int check(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const document::Templates& templates = library->templates;
    const std::vector<std::string> names(line.operands.begin() + 1, line.operands.end());
    base::Problems problems;
    const std::string language = language_asked(line, problems);
    for (const std::string& name : names) {
        if (templates.find(name) != nullptr) continue;
        problems.push_back(command_line_problem("document inconnu : « " + name + " »"));
    }
    if (!problems.empty()) return explain(context, problems);
    if (language.empty()) {
        problems =
            document::check(templates, names, context.root, *library->calendars.find("metropole"));
    }
    for (base::Problem& problem : document::check_translations(templates, names, language)) {
        problems.push_back(std::move(problem));
    }
    context.err << base::to_string(problems);
    print_coverage(context, templates, names);
    if (!problems.empty()) return answer_is_no;
    context.out << "aucun défaut\n";
    return done;
}

/// The facts of a file, by the document's declarations.
base::Reading<dossier::Facts> read_facts_file(const std::string& path, const Printing& printing) {
    if (!std::filesystem::is_regular_file(path)) {
        return base::Problems{{{path, 0, 0}, "ce fichier n'existe pas", ""}};
    }
    return read_facts_text(base::read_file(path), path, printing);
}

int render(const Context& context, const CommandLine& line) {
    base::Problems problems;
    if (line.operands.size() != 2) problems.push_back(command_line_problem("render attend un NOM"));
    for (const char* option : {"--facts", "--out"}) {
        if (!line.has(option))
            problems.push_back(command_line_problem(std::string(option) + " manque"));
    }
    const auto seal = read_seal_options(line, problems);
    if (!problems.empty()) return explain(context, problems);
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto read = read_printing(line, *library);
    if (const auto* wrong = std::get_if<base::Problems>(&read)) return explain(context, *wrong);
    const auto& printing = std::get<Printing>(read);
    const auto facts = read_facts_file(*line.value("--facts"), printing);
    if (const auto* broken = std::get_if<base::Problems>(&facts)) return explain(context, *broken);

    const auto fonts = std::make_shared<const page::Fonts>();
    const auto pages =
        service::pages_of(*library, *fonts, printing.order, std::get<dossier::Facts>(facts),
                          printing.territory, printing.bilingual);
    if (const auto* refusal = base::refusal_of(pages)) {
        explain(context, *refusal);
        return bad_input;
    }
    const auto write = context.toolbox.pdf_writer(fonts);
    std::string bytes = write(std::get<page::Pages>(pages));
    if (seal) {
        const law::Instant now = context.toolbox.clock()->now();
        bytes = context.toolbox.sealer(*seal, now)->seal(bytes, {.at = now});
    }
    base::write_file(*line.value("--out"), bytes);
    return done;
}

}  // namespace

int document_command(const Context& context) {
    if (!context.arguments.empty() && context.arguments.front() == "batch") {
        return document_batch_command(context);
    }
    if (!context.arguments.empty() && context.arguments.front() == "bundle") {
        return document_bundle_command(context);
    }
    int status = done;
    const auto line = read_or_explain(context,
                                      {{"--json"},
                                       {"--facts", true},
                                       {"--variant", true},
                                       {"--lang", true},
                                       {"--bilingual"},
                                       {"--territory", true},
                                       {"--out", true},
                                       {"--seal-key", true},
                                       {"--seal-cert", true},
                                       {"--trust", true},
                                       {"--proof", true},
                                       {"--key", true},
                                       {"--store", true}},
                                      help, status);
    if (!line) return status;
    const std::string action = line->operands.empty() ? "" : line->operands.front();
    if (action == "list") return list(context, *line);
    if (action == "check") return check(context, *line);
    if (action == "extract") return extract_documents(context, *line);
    if (action == "render") return render(context, *line);
    if (action == "verify") return verify_document(context, *line);
    if (action == "lint") return lint_documents(context, *line);
    return explain(context, base::Problems{command_line_problem(
                                "document attend list, check, extract, render, batch, bundle, "
                                "verify ou lint")});
}

}  // namespace preavis::cli
