#include "document/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "document/compose.h"
#include "document/reach.h"
#include "document/sentences.h"

namespace preavis::document {
namespace {

const std::map<std::string, int> numbers = {
    {"un", 1},   {"une", 1},    {"deux", 2},    {"trois", 3},  {"quatre", 4},
    {"cinq", 5}, {"six", 6},    {"sept", 7},    {"huit", 8},   {"neuf", 9},
    {"dix", 10}, {"douze", 12}, {"quinze", 15}, {"vingt", 20}, {"trente", 30}};

int number_in(const std::string& word) {
    const auto found = numbers.find(word);
    if (found != numbers.end()) return found->second;
    const bool digits = !word.empty() && word.size() < 6 &&
                        word.find_first_not_of("0123456789") == std::string::npos;
    return digits ? std::stoi(word) : 0;
}

/// « deux mois », « 15 jours », « un an », « six semaines ».
std::optional<law::TimeLimit> limit_in(const std::string& words) {
    const auto parts = base::split(words, ' ');
    const int count = number_in(parts.front());
    if (parts.size() != 2 || count == 0) return std::nullopt;
    const std::string& unit = parts.back();
    law::TimeLimit limit;
    limit.count = count;
    if (unit == "mois") {
        limit.unit = law::Unit::months;
    } else if (unit == "an" || unit == "ans") {
        limit.unit = law::Unit::months;
        limit.count *= 12;
    } else if (unit == "heure" || unit == "heures") {
        limit.unit = law::Unit::hours;
    } else if (unit == "semaine" || unit == "semaines") {
        limit.count *= 7;
    } else if (unit != "jour" && unit != "jours") {
        return std::nullopt;
    }
    return limit;
}

bool prints(const Text& text, const Template& of, const std::string& words) {
    const auto sentences = sentences_of(text, of);
    return std::any_of(sentences.begin(), sentences.end(), [&](const Sentence& sentence) {
        std::string line;
        for (const Sentence::Piece& piece : sentence.pieces) line += piece.text;
        if (line.find(words) != std::string::npos) return true;
        if (line.empty() || line[0] < 'A' || line[0] > 'Z') return false;
        line[0] = static_cast<char>(line[0] - 'A' + 'a');
        return line.find(words) != std::string::npos;
    });
}

void check_law(const Template& of, const PrintedLimit& printed, const CheckAids& aids,
               base::Problems& problems) {
    const law::Rule* rule = aids.laws.find(printed.law);
    if (rule == nullptr || rule->versions.empty()) {
        problems.push_back({printed.place, "« " + printed.law + " » n'est pas dans data/law", ""});
        return;
    }
    const law::TimeLimit& limit = rule->versions.back().limit;
    for (const std::string& words : printed.words) {
        const auto read = limit_in(words);
        if (read && read->unit == limit.unit && read->count == limit.count) continue;
        problems.push_back({printed.place,
                            printed.law + " : « " + words + " » n'est pas la valeur de data/law",
                            law::in_french(limit)});
    }
    for (const Text& text : of.texts) {
        const bool found =
            std::any_of(printed.words.begin(), printed.words.end(),
                        [&](const std::string& words) { return prints(text, of, words); });
        if (found) continue;
        problems.push_back({{text.file, 0, 0},
                            printed.law + " n'est imprimé nulle part dans ce texte",
                            base::joined(printed.words, " ou ")});
    }
}

void check_example(const Template& of, const CheckAids& aids, base::Problems& problems) {
    const std::filesystem::path file = aids.examples / (of.name + ".json");
    if (!std::filesystem::exists(aids.examples)) return;
    if (!std::filesystem::exists(file)) {
        problems.push_back(
            {{of.file, 0, 0}, "il manque un exemple complet de faits", file.string()});
        return;
    }
    const auto node = base::read_json(base::read_file(file), file.string());
    if (const auto* faults = std::get_if<base::Problems>(&node)) {
        problems.insert(problems.end(), faults->begin(), faults->end());
        return;
    }
    const std::size_t before = problems.size();
    const auto facts =
        dossier::read_facts(std::get<base::Node>(node), of.facts, aids.territory, true, problems);
    if (problems.size() > before) return;
    for (const Text& text : of.texts) {
        const auto content = compose(of, facts, {text.variant, text.language}, aids.territory);
        if (const auto* refusal = base::refusal_of(content)) {
            problems.push_back({{file.string(), 0, 0}, refusal->message, text.file});
            continue;
        }
        const auto faults = lint(std::get<Content>(content), aids.lexicon);
        problems.insert(problems.end(), faults.begin(), faults.end());
    }
}

/// No names mean all.
bool is_asked(const Template& of, const std::vector<std::string>& names) {
    return names.empty() || std::find(names.begin(), names.end(), of.name) != names.end();
}

}  // namespace

base::Problems check(const Template& of, const CheckAids& aids) {
    base::Problems problems = lint(of, aids.lexicon);
    for (base::Problem& problem : check_completeness(of)) problems.push_back(std::move(problem));
    for (const Text& text : of.texts) check_reach(text, of, problems);
    for (const PrintedLimit& printed : of.laws) check_law(of, printed, aids, problems);
    check_example(of, aids, problems);
    return problems;
}

base::Problems check(const Templates& templates, const std::vector<std::string>& names,
                     const std::filesystem::path& root, const law::Territory& territory) {
    const auto lexicon = Lexicon::read(root / "data" / "lexicon" / "falc.yaml");
    if (const auto* faults = std::get_if<base::Problems>(&lexicon)) return *faults;
    const auto laws = law::Catalogue::read(root / "data" / "law");
    if (const auto* faults = std::get_if<base::Problems>(&laws)) return *faults;
    const CheckAids aids{std::get<Lexicon>(lexicon), std::get<law::Catalogue>(laws), territory,
                         root / "examples" / "facts"};
    base::Problems problems;
    for (const Template& of : templates.all()) {
        if (!is_asked(of, names)) continue;
        for (base::Problem& problem : check(of, aids)) problems.push_back(std::move(problem));
    }
    return problems;
}

base::Problems check_translations(const Templates& templates, const std::vector<std::string>& names,
                                  std::string_view language) {
    base::Problems problems;
    std::set<std::string> known;  // those of the fixed words come with each document
    for (const Template& of : templates.all()) {
        if (!is_asked(of, names)) continue;
        for (const Translation& translation : of.translations) {
            const bool other = !language.empty() && translation.language->tag != language;
            if (other || !translation.begun()) continue;
            for (const base::Problem& problem : translation.problems) {
                if (known.insert(base::to_string(problem)).second) problems.push_back(problem);
            }
        }
    }
    return problems;
}

}  // namespace preavis::document
