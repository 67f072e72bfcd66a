#include "cli/deadline.h"

#include <charconv>
#include <ostream>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/deadline_output.h"
#include "cli/territory.h"
#include "law/catalogue.h"
#include "law/periodic.h"
#include "law/recurrence.h"

namespace preavis::cli {
namespace {

const char* const help =
    "preavis deadline --law RÈGLE --from QUAND [--territory T] [--on DATE] [--json]\n"
    "preavis deadline --law RÈGLE --from QUAND --occurrence N | --next-after DATE [--json]\n"
    "preavis deadline --limit DURÉE --counting MODE [--roll REPORT] [--before]\n"
    "                 --from QUAND [--territory T] [--json]\n"
    "preavis deadline --list [--json]\n"
    "\n"
    "Quand un délai se termine, et pourquoi.\n"
    "\n"
    "  --law RÈGLE      numéro (DL53) ou nom (apec-preavis) d'une règle de data/law\n"
    "  --on DATE        la valeur de la règle en vigueur ce jour-là ; par défaut, le jour du "
    "départ\n"
    "  --occurrence N   la N-ième échéance d'une règle qui revient, comptée depuis le départ\n"
    "  --next-after DATE  la première de ses échéances à cette date ou après\n"
    "  --limit DURÉE    PT48H, P15D, P6W ou P2M\n"
    "  --counting MODE  plain (simple), clear (franc) ou notice (préavis) ; inutile en heures\n"
    "  --roll REPORT    none (par défaut), next ou previous, si le dernier jour est fermé\n"
    "  --before         compte à rebours : le dernier jour utile « au moins N jours avant »\n"
    "  --from QUAND     2026-05-04, 2026-05-04T18:30, 2026-05-04T18:30+02:00 ou ...Z\n"
    "  --territory T    metropole (par défaut), alsace-moselle, guadeloupe, martinique, guyane,\n"
    "                   la-reunion, mayotte, saint-martin, saint-barthelemy,\n"
    "                   saint-pierre-et-miquelon, ou un code de département (75, 2A, 974...)\n"
    "  --list           toutes les règles, avec leurs valeurs et leurs sources\n"
    "  --json           la même chose en JSON ; chaque étape y a un code (code) et ses valeurs\n"
    "                   (values), sans langue : dates et durées en ISO 8601\n";

const std::vector<Option> known_options = {
    {"--law", true},       {"--limit", true},     {"--counting", true}, {"--roll", true},
    {"--from", true},      {"--territory", true}, {"--on", true},       {"--before", false},
    {"--json", false},     {"--list", false},     {"--help", false},    {"--occurrence", true},
    {"--next-after", true}};

/// Everything that a count needs, once read.
struct Question {
    std::optional<law::Catalogue> catalogue;
    const law::Rule* rule = nullptr;      ///< with --law
    std::optional<law::TimeLimit> limit;  ///< with --limit
    std::optional<law::Territory> territory;
    std::optional<law::When> start;
    std::optional<law::Date> on;
    std::optional<int> occurrence;        ///< with --occurrence
    std::optional<law::Date> next_after;  ///< with --next-after
};

void refuse_together(const CommandLine& line, const std::string& option,
                     const std::vector<std::string>& others, base::Problems& problems) {
    if (!line.has(option)) return;
    for (const std::string& other : others) {
        if (!line.has(other)) continue;
        problems.push_back(command_line_problem(other + " ne va pas avec " + option));
    }
}

void check_usage(const CommandLine& line, base::Problems& problems) {
    for (const std::string& operand : line.operands) {
        problems.push_back(command_line_problem("« " + operand + " » n'est pas attendu ici"));
    }
    refuse_together(line, "--law", {"--limit", "--counting", "--roll", "--before", "--list"},
                    problems);
    refuse_together(line, "--limit", {"--on", "--list", "--occurrence", "--next-after"}, problems);
    refuse_together(line, "--occurrence", {"--next-after", "--on", "--list"}, problems);
    refuse_together(line, "--next-after", {"--on", "--list"}, problems);
    refuse_together(line, "--list", {"--from", "--territory", "--on", "--counting", "--roll"},
                    problems);
    if (line.has("--list")) return;
    if (!line.has("--law") && !line.has("--limit")) {
        problems.push_back(
            command_line_problem("il manque --law ou --limit", "--law apec-preavis"));
    }
    if (!line.has("--from")) {
        problems.push_back(command_line_problem("il manque --from", "--from 2026-05-04"));
    }
}

std::optional<law::Catalogue> read_catalogue(const std::filesystem::path& root,
                                             base::Problems& problems) {
    const auto folder = root / "data" / "law";
    if (!has_folder(folder, problems)) return std::nullopt;
    auto reading = law::Catalogue::read(folder);
    if (auto* catalogue = std::get_if<law::Catalogue>(&reading)) return std::move(*catalogue);
    const auto& found = std::get<base::Problems>(reading);
    problems.insert(problems.end(), found.begin(), found.end());
    return std::nullopt;
}

const law::Rule* find_rule(const law::Catalogue& catalogue, const std::string& name,
                           base::Problems& problems) {
    if (const law::Rule* rule = catalogue.find(name)) return rule;
    std::vector<std::string> names;
    for (const law::Rule& rule : catalogue.rules()) {
        names.push_back(rule.id);
        names.push_back(rule.slug);
    }
    const std::string near = near_name(name, names);
    problems.push_back(command_line_problem(
        "la règle « " + name + " » est inconnue",
        near.empty() ? "preavis deadline --list les donne toutes" : "peut-être " + near));
    return nullptr;
}

/// The position of an option's value among those that it may take; 0 if it is absent.
std::size_t choice(const CommandLine& line, const std::string& option,
                   const std::vector<std::string>& choices, base::Problems& problems) {
    const auto value = line.value(option);
    if (!value || value->empty()) return 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (*value == choices[i]) return i;
    }
    problems.push_back(command_line_problem("« " + *value + " » n'est pas une valeur de " + option,
                                            "valeurs possibles : " + base::joined(choices, ", ")));
    return 0;
}

std::optional<law::TimeLimit> read_limit(const CommandLine& line, base::Problems& problems) {
    const std::string text = *line.value("--limit");
    auto limit = law::parse_limit(text);
    if (!limit && !text.empty()) {
        problems.push_back(
            command_line_problem("« " + text + " » n'est pas une durée admise",
                                 "PT48H, P15D, P6W ou P2M ; au plus 100000 heures, 36500 jours, "
                                 "1200 mois"));
    }
    if (!limit) limit = law::TimeLimit{.count = 1};
    if (!line.has("--counting") && limit->unit != law::Unit::hours) {
        problems.push_back(command_line_problem("il manque --counting", "plain, clear ou notice"));
    }
    limit->counting = static_cast<law::Counting>(
        choice(line, "--counting", {"plain", "clear", "notice"}, problems));
    limit->roll =
        static_cast<law::Roll>(choice(line, "--roll", {"none", "next", "previous"}, problems));
    if (line.has("--before")) limit->direction = law::Direction::backwards;
    if (const auto refusal = law::refusal_of_limit(*limit)) {
        problems.push_back(command_line_problem(refusal->message));
    }
    return limit;
}

std::optional<int> read_occurrence(const CommandLine& line, base::Problems& problems) {
    const auto text = line.value("--occurrence");
    if (!text || text->empty()) return std::nullopt;
    int rank = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), rank);
    if (error != std::errc() || end != text->data() + text->size()) {
        problems.push_back(
            command_line_problem("« " + *text + " » n'est pas un rang", "--occurrence 2"));
    }
    return rank;
}

std::optional<law::Date> read_date(const CommandLine& line, const std::string& option,
                                   base::Problems& problems) {
    const auto text = line.value(option);
    if (!text || text->empty()) return std::nullopt;
    auto date = law::Date::parse(*text);
    if (!date) {
        problems.push_back(command_line_problem("« " + *text + " » n'est pas un jour du calendrier",
                                                option + " 2026-05-04"));
    }
    return date;
}

void read_start(const CommandLine& line, Question& question, base::Problems& problems) {
    const auto text = line.value("--from");
    if (!question.territory || !text || text->empty()) return;
    auto answer = law::parse_when(*text, *question.territory);
    if (const auto* refusal = base::refusal_of(answer)) {
        problems.push_back(command_line_problem(refusal->message));
        return;
    }
    question.start = std::get<law::When>(answer);
}

Question read_question(const CommandLine& line, const std::filesystem::path& root,
                       base::Problems& problems) {
    Question question;
    if (line.has("--limit")) question.limit = read_limit(line, problems);
    question.on = read_date(line, "--on", problems);
    question.next_after = read_date(line, "--next-after", problems);
    question.occurrence = read_occurrence(line, problems);
    if (const auto calendars = read_calendars(root, problems)) {
        const std::string name = line.value("--territory").value_or("metropole");
        if (!name.empty()) question.territory = find_territory(*calendars, name, problems);
    }
    read_start(line, question, problems);
    if (!line.has("--law") && !line.has("--list")) return question;
    question.catalogue = read_catalogue(root, problems);
    const auto law = line.value("--law");
    if (question.catalogue && law && !law->empty()) {
        question.rule = find_rule(*question.catalogue, *law, problems);
    }
    return question;
}

/// A refusal that the input causes is status 2; one that the law states is status 1.
int report(const base::Refusal& refusal, const law::Rule* rule, bool as_json, std::ostream& out,
           std::ostream& err) {
    const bool by_law = refusal.code == "regle_pas_en_vigueur" ||
                        refusal.code == "regle_sans_duree" || refusal.code == "regle_sans_retour";
    if (!by_law) {
        err << base::to_string(base::Problems{command_line_problem(refusal.message)});
        return 2;
    }
    if (as_json) out << json_of(refusal).dump(2) << "\n";
    err << refusal.message << (refusal.source.empty() ? "" : " (" + refusal.source + ")") << "\n";
    if (refusal.code == "regle_sans_duree" && law::is_periodic(rule->kind)) {
        err << "Ses échéances : --occurrence 1 donne la première, --next-after DATE la suivante.\n";
    }
    return 1;
}

base::Answer<law::DueDate> count(const Question& question, law::Date on) {
    const law::When& start = *question.start;
    const law::Territory& territory = *question.territory;
    if (question.rule == nullptr) return law::count(*question.limit, start, territory);
    if (question.occurrence) {
        return law::occurrence(*question.rule, start, *question.occurrence, territory);
    }
    if (question.next_after) {
        return law::next_occurrence(*question.rule, start, *question.next_after, territory);
    }
    return law::count(*question.rule, start, territory, on);
}

int answer(const Question& question, bool as_json, std::ostream& out, std::ostream& err) {
    const law::Territory& territory = *question.territory;
    const law::Date on = question.on.value_or(question.start->date);
    const auto counted = count(question, on);
    if (const auto* refusal = base::refusal_of(counted)) {
        return report(*refusal, question.rule, as_json, out, err);
    }
    const auto& due = std::get<law::DueDate>(counted);
    const law::RuleVersion* version =
        question.rule != nullptr ? law::in_force(*question.rule, on) : nullptr;
    if (as_json) {
        out << json_of(due, territory, question.rule, version).dump(2) << "\n";
    } else {
        print(due, territory, question.rule, out);
    }
    return 0;
}

}  // namespace

int deadline_command(const std::vector<std::string>& arguments, const std::filesystem::path& root,
                     std::ostream& out, std::ostream& err) {
    base::Problems problems;
    const CommandLine line = read_command_line(arguments, known_options, problems);
    if (line.has("--help")) {
        out << help;
        return 0;
    }
    check_usage(line, problems);
    const Question question = read_question(line, root, problems);
    if (!problems.empty()) {
        err << base::to_string(problems);
        return 2;
    }
    const bool as_json = line.has("--json");
    if (!line.has("--list")) return answer(question, as_json, out, err);
    if (as_json) {
        out << json_of(*question.catalogue).dump(2) << "\n";
    } else {
        print(*question.catalogue, out);
    }
    return 0;
}

}  // namespace preavis::cli
