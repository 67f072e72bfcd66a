#include "document/template.h"

#include <algorithm>

#include "base/file.h"
#include "base/form.h"
#include "base/text.h"
#include "base/yaml.h"
#include "document/parse.h"
#include "document/usage.h"

namespace preavis::document {
namespace {

const std::vector<std::string> known_variants = {"standard", "falc"};
const std::vector<std::string> known_issuers = {
    "siao",     "gestionnaire",          "ddets",     "pash", "delta",
    "hotelier", "conseil_departemental", "partenaire"};
const std::vector<std::string> known_recipients = {"menage", "siao",     "gestionnaire", "ddets",
                                                   "pash",   "hotelier", "partenaire"};

/// `fr.md` for the standard variant, `fr-falc.md` for the easy one.
std::string file_of(const std::string& variant, const std::string& language) {
    return language + (variant == "standard" ? "" : "-" + variant) + ".md";
}

class TemplateReader {
  public:
    TemplateReader(const base::Node& root, base::Problems& problems)
        : form_(root, problems), problems_(problems) {}

    Template read(const std::string& file) {
        result_.file = file;
        result_.name = form_.text("document");
        result_.title = form_.text("title");
        result_.version = static_cast<int>(form_.integer("version", 1, 100000));
        result_.source = form_.text("source");
        result_.issuers = among("issuer", known_issuers);
        result_.recipients = among("recipients", known_recipients);
        result_.variants = among("variants", known_variants);
        result_.languages = form_.texts("languages");
        result_.facts = dossier::read_declarations(form_.map("facts"), problems_);
        for (const base::Node& clause : form_.list("clauses")) read_clause(clause);
        for (const auto& fact : form_.optional_map("wording")) read_wording(fact);
        for (const auto& law : form_.optional_map("law")) read_law(law);
        for (const base::Node& review : form_.optional_list("reviews")) read_review(review);
        result_.standard_only = form_.optional_texts("standard_only");
        if (const base::Node* draft = form_.optional_node("draft_when")) {
            result_.draft_when = read_condition(*draft, problems_);
        }
        form_.finish();
        return std::move(result_);
    }

  private:
    std::vector<std::string> among(const std::string& key, const std::vector<std::string>& known) {
        std::vector<std::string> values = form_.texts(key);
        for (const std::string& value : values) {
            if (std::find(known.begin(), known.end(), value) != known.end()) continue;
            form_.report(key, "« " + value + " » n'est pas une valeur de « " + key + " »",
                         "valeurs possibles : " + base::joined(known, ", "));
        }
        return values;
    }

    void read_clause(const base::Node& node) {
        base::Form form(node, problems_);
        Clause clause;
        clause.name = form.text("name");
        clause.source = form.text("source");
        clause.required = form.optional_boolean("required").value_or(false);
        if (const base::Node* when = form.optional_node("required_when")) {
            if (form.has("required")) {
                form.report("required", "« required » et « required_when » s'excluent");
            }
            clause.required = true;
            clause.when = read_condition(*when, problems_);
        }
        form.finish();
        if (result_.clause(clause.name) != nullptr) {
            form.report("name", "la clause « " + clause.name + " » est déclarée deux fois");
        }
        result_.clauses.push_back(std::move(clause));
    }

    /// motif: { violence: comportement violent, absence: { standard: ..., falc: ... } }
    void read_wording(const base::Node::Entry& fact) {
        const dossier::FactDeclaration* declared = find(result_.facts, fact.key);
        const dossier::FactType* type = declared == nullptr ? nullptr : &declared->type;
        if (type != nullptr && type->kind == dossier::FactKind::list && !type->item.empty()) {
            type = &type->item.front();
        }
        if (type == nullptr || type->kind != dossier::FactKind::choice) {
            problems_.push_back(
                {fact.place, "« " + fact.key + " » n'est pas un choix déclaré", ""});
            return;
        }
        base::Form form(fact.value, problems_);
        for (const std::string& choice : type->choices) {
            const base::Node* words = form.optional_node(choice);
            if (words != nullptr) read_words(*words, result_.wordings[fact.key][choice]);
        }
        form.finish();
    }

    void read_words(const base::Node& node, std::map<std::string, std::string>& by_variant) {
        if (node.kind == base::Node::Kind::text) {
            by_variant[""] = node.text;
            return;
        }
        base::Form form(node, problems_);
        for (const std::string& variant : result_.variants) {
            by_variant[variant] = form.text(variant);
        }
        form.finish();
    }

    void read_law(const base::Node::Entry& law) {
        PrintedLimit limit{law.key, {}, law.place};
        if (const auto word = base::as_text(law.value)) limit.words.push_back(*word);
        for (const base::Node& word : law.value.items) {
            limit.words.push_back(base::as_text(word).value_or(""));
        }
        if (limit.words.empty()) {
            problems_.push_back({law.place, "« " + law.key + " » : il manque les mots imprimés",
                                 "par exemple DL60: [deux mois, 2 mois]"});
        }
        result_.laws.push_back(std::move(limit));
    }

    void read_review(const base::Node& node) {
        base::Form form(node, problems_);
        Review review{form.choice("variant", known_variants), form.text("language"),
                      static_cast<int>(form.integer("version", 1, 100000)),
                      form.text("organisation"), form.text("date")};
        form.finish();
        if (!law::Date::parse(review.date)) {
            form.report("date", "la date de relecture n'est pas une date (AAAA-MM-JJ)");
        }
        result_.reviews.push_back(std::move(review));
    }

    base::Form form_;
    base::Problems& problems_;
    Template result_;
};

void read_texts(Template& result, const std::map<std::string, std::string>& texts,
                base::Problems& problems) {
    std::set<std::string> expected;
    const std::string folder = std::filesystem::path(result.file).parent_path().string();
    for (const std::string& language : result.languages) {
        for (const std::string& variant : result.variants) {
            const std::string name = file_of(variant, language);
            expected.insert(name);
            const auto found = texts.find(name);
            if (found == texts.end()) {
                problems.push_back({{result.file, 0, 0},
                                    "il manque le texte « " + name + " »",
                                    "variante " + variant + ", langue " + language});
                continue;
            }
            const std::string file = (std::filesystem::path(folder) / name).string();
            const Style style = variant == "falc" ? Style::easy : Style::standard;
            result.texts.push_back(
                {variant, language, style, file, parse_text(found->second, file, style, problems)});
        }
    }
    for (const auto& [name, text] : texts) {
        if (expected.contains(name)) continue;
        problems.push_back({{result.file, 0, 0},
                            "le texte « " + name + " » n'est celui d'aucune variante déclarée",
                            ""});
    }
}

}  // namespace

const Text* Template::text(std::string_view variant, std::string_view language) const {
    for (const Text& candidate : texts) {
        if (candidate.variant == variant && candidate.language == language) return &candidate;
    }
    return nullptr;
}

const Clause* Template::clause(std::string_view clause_name) const {
    for (const Clause& candidate : clauses) {
        if (candidate.name == clause_name) return &candidate;
    }
    return nullptr;
}

const Translation* Template::translation(std::string_view tag) const {
    const ReaderLanguage* wanted = find_reader_language(tag);
    for (const Translation& candidate : translations) {
        if (candidate.language == wanted) return &candidate;
    }
    return nullptr;
}

bool Template::reviewed(std::string_view variant, std::string_view language) const {
    return std::any_of(reviews.begin(), reviews.end(), [&](const Review& review) {
        return review.variant == variant && review.language == language &&
               review.version == version;
    });
}

base::Reading<Template> read_template(std::string_view yaml, const std::string& yaml_name,
                                      const std::map<std::string, std::string>& texts) {
    const auto root = base::read_yaml(yaml, yaml_name);
    if (const auto* problems = std::get_if<base::Problems>(&root)) return *problems;
    base::Problems problems;
    Template result = TemplateReader(std::get<base::Node>(root), problems).read(yaml_name);
    if (problems.empty()) {
        read_texts(result, texts, problems);
        for (const Text& text : result.texts) check_text(text, result, problems);
        check_declarations(result, problems);
    }
    if (!problems.empty()) return problems;
    return result;
}

base::Reading<Templates> Templates::read(const std::filesystem::path& folder,
                                         const std::filesystem::path& locales) {
    base::Problems problems;
    Templates templates;
    for (const std::filesystem::path& file : base::files_below(folder, ".yaml")) {
        std::map<std::string, std::string> texts;
        for (const auto& text : base::files_below(file.parent_path(), ".md")) {
            texts.emplace(text.filename().string(), base::read_file(text));
        }
        auto reading = read_template(base::read_file(file), file.string(), texts);
        if (auto* faults = std::get_if<base::Problems>(&reading)) {
            std::move(faults->begin(), faults->end(), std::back_inserter(problems));
            continue;
        }
        auto& read = std::get<Template>(reading);
        if (file.filename() != "document.yaml" || file.parent_path().filename() != read.name) {
            problems.push_back({{file.string(), 0, 0},
                                "le document « " + read.name + " » n'est pas à sa place",
                                "attendu : " + read.name + "/document.yaml"});
        }
        if (!locales.empty()) read.translations = read_translations(read, locales);
        templates.templates_.push_back(std::move(read));
    }
    if (!problems.empty()) return problems;
    std::sort(templates.templates_.begin(), templates.templates_.end(),
              [](const Template& left, const Template& right) { return left.name < right.name; });
    return templates;
}

const Template* Templates::find(std::string_view name) const {
    for (const Template& candidate : templates_) {
        if (candidate.name == name) return &candidate;
    }
    return nullptr;
}

std::vector<std::string> Templates::names() const {
    std::vector<std::string> result;
    for (const Template& candidate : templates_) result.push_back(candidate.name);
    return result;
}

}  // namespace preavis::document
