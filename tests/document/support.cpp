#include "document/support.h"

#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

namespace preavis::document::test {
namespace {

template <class T>
T ready(base::Reading<T> reading) {
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error(base::to_string(*problems));
    }
    return std::get<T>(std::move(reading));
}

std::string text_of(const Inline& line) {
    std::string text;
    for (const Span& span : line) {
        const std::string mark = span.strong ? "**" : "";
        const std::string words = span.isolate ? "{" + span.text + "}" : span.text;
        text += mark + words + mark;
        if (!span.link.empty()) text += "<" + span.link + ">";
    }
    return text;
}

std::string text_of(const std::vector<Block>& blocks, const std::string& indent);

std::string text_of(const Block& block, const std::string& indent) {
    if (const auto* heading = std::get_if<Heading>(&block.what)) {
        return "\n" + indent + std::string(static_cast<std::size_t>(heading->level), '#') + " " +
               text_of(heading->text) + "\n";
    }
    if (const auto* text = std::get_if<Paragraph>(&block.what)) {
        const std::string picture =
            text->pictogram.empty() ? ""
                                    : "[" + text->pictogram + " : " + text->pictogram_text + "] ";
        return indent + picture + text_of(text->text) + "\n";
    }
    if (const auto* list = std::get_if<List>(&block.what)) {
        std::string text;
        int number = 0;
        for (const auto& item : list->items) {
            const std::string mark = list->ordered ? std::to_string(++number) + ". " : "- ";
            text += indent + mark + base::trimmed(text_of(item, "")) + "\n";
        }
        return text;
    }
    if (const auto* table = std::get_if<Table>(&block.what)) {
        std::string text = indent + "[tableau : " + table->summary + "]\n";
        for (const auto& row : table->rows) {
            text += indent + "|";
            for (const Inline& cell : row) text += " " + text_of(cell) + " |";
            text += "\n";
        }
        return text;
    }
    if (const auto* box = std::get_if<Box>(&block.what)) return text_of(box->blocks, indent + "> ");
    if (const auto* window = std::get_if<AddressWindow>(&block.what)) {
        return indent + "[adresse : " + base::joined(window->lines, " / ") + "]\n";
    }
    std::string text;
    if (const auto* signatures = std::get_if<SignatureBlock>(&block.what)) {
        for (const auto& party : signatures->parties) {
            text += indent + "[signature : " + party.quality + " | " + party.name + " | " +
                    party.mention + "]\n";
        }
    }
    return text;
}

std::string text_of(const std::vector<Block>& blocks, const std::string& indent) {
    std::string text;
    for (const Block& block : blocks) text += text_of(block, indent);
    return text;
}

}  // namespace

const Templates& templates() {
    static const Templates known = ready(Templates::read("templates", "data/locales"));
    return known;
}

const Lexicon& lexicon() {
    static const Lexicon known = ready(Lexicon::read("data/lexicon/falc.yaml"));
    return known;
}

const law::Territory& paris() {
    static const law::Calendars calendars = ready(law::Calendars::read("data/calendars"));
    static const law::Territory known = calendars.find("75").value();
    return known;
}

const Template& document(const std::string& name) {
    const Template* found = templates().find(name);
    if (found == nullptr) throw std::runtime_error("no document " + name);
    return *found;
}

dossier::Facts facts_of(const Template& of, const std::string& json) {
    base::Problems problems;
    const auto node = ready(base::read_json(json, of.name + ".json"));
    auto facts = dossier::read_facts(node, of.facts, paris(), false, problems);
    if (!problems.empty()) throw std::runtime_error(base::to_string(problems));
    return facts;
}

dossier::Facts example(const std::string& name) {
    return facts_of(document(name), base::read_file("examples/facts/" + name + ".json"));
}

Content composed(const Template& of, const dossier::Facts& facts, const std::string& variant,
                 const std::string& language) {
    auto content = compose(of, facts, {variant, language}, paris());
    if (const auto* refusal = base::refusal_of(content)) {
        ADD_FAILURE() << of.name << " " << variant << ": " << refusal->code << " "
                      << refusal->message;
        return {};
    }
    return std::get<Content>(std::move(content));
}

std::string as_text(const Content& content) {
    return "titre : " + content.title + "\nen-tête : " + content.header +
           "\nfiligrane : " + content.watermark_text + "\nauteur : " + content.author +
           "\nréférence : " + content.reference + "\ndate : " + content.issued_on + "\n" +
           text_of(content.blocks, "");
}

Files files_of(const std::string& name) {
    Files files;
    for (const char* part : {"document.yaml", "fr.md", "fr-falc.md"}) {
        const std::string path = "templates/" + name + "/" + part;
        if (std::filesystem::exists(path)) files[part] = base::read_file(path);
    }
    return files;
}

base::Reading<Template> read(const Files& files) {
    Files texts = files;
    texts.erase("document.yaml");
    return read_template(files.at("document.yaml"), "essai/document.yaml", texts);
}

Files small(const std::string& standard, const std::string& easy) {
    return {{"document.yaml", R"(document: essai
title: Essai
version: 1
source: aucune
issuer: [siao]
recipients: [menage]
variants: [standard, falc]
languages: [fr]
standard_only: []
wording:
  motif: { violence: une violence, absence: une absence }
  pieces: { charte: la charte, notice: la notice }
facts:
  nom: { type: text, optional: true }
  recit: { type: long_text, optional: true }
  jour: { type: date, optional: true }
  heure: { type: instant, optional: true }
  somme: { type: money, optional: true }
  nombre: { type: integer, optional: true }
  vrai: { type: boolean, optional: true }
  motif: { type: choice, choices: [violence, absence], optional: true }
  muet: { type: choice, choices: [a, b], optional: true }
  lignes: { type: list, item: { type: text }, optional: true }
  pieces: { type: list, item: { type: choice, choices: [charte, notice] }, optional: true }
  gens:
    type: list
    item: { type: record, fields: { nom: { type: text }, dette: { type: money, optional: true } } }
    optional: true
clauses: []
)"},
            {"fr.md", standard},
            {"fr-falc.md", easy}};
}

Template small_template(const std::string& standard, const std::string& easy) {
    std::string every_fact;
    for (const char* fact : {"nom", "recit", "jour", "heure", "somme", "nombre", "vrai", "motif",
                             "muet", "lignes", "pieces", "gens"}) {
        every_fact += std::string("[si ") + fact + "]\n[fin]\n";
    }
    return ready(read(small(standard + every_fact, easy)));
}

std::string problems_of(const base::Reading<Template>& reading) {
    const auto* problems = std::get_if<base::Problems>(&reading);
    if (problems == nullptr) return "lu";
    std::string text;
    for (const base::Problem& problem : *problems) {
        // A small document declares more than a case uses.
        if (problem.message.find("ne sert à rien") != std::string::npos) continue;
        text += base::to_string(problem) + "\n";
    }
    return text.empty() ? "lu" : text;
}

}  // namespace preavis::document::test
