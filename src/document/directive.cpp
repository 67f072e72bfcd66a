#include "document/directive.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "document/inline.h"

namespace preavis::document {
namespace {

const std::vector<std::string> directive_words = {"si",      "sinon", "fin",       "clause", "pour",
                                                  "adresse", "image", "signature", "tableau"};

void report(const Directive& directive, base::Problems& problems, const std::string& message,
            const std::string& hint) {
    problems.push_back({directive.place, message, hint});
}

Condition wrong_condition(const Directive& directive, base::Problems& problems) {
    report(directive, problems, "condition mal écrite : « " + directive.rest + " »",
           "par exemple [si motif est violence ou absence], [si observations], [si pas "
           "observations]");
    return {Condition::Kind::all, "", {}, {}, directive.place};
}

/// "violence ou absence"; nothing if the words do not alternate.
std::vector<std::string> alternatives(const std::vector<std::string>& words, std::size_t first) {
    std::vector<std::string> values;
    for (std::size_t i = first; i < words.size(); ++i) {
        const bool joins = (i - first) % 2 == 1;
        if (joins != (words[i] == "ou")) return {};
        if (!joins) values.push_back(words[i]);
    }
    return words.back() == "ou" ? std::vector<std::string>{} : values;
}

}  // namespace

std::optional<Directive> directive_in(std::string_view line, const base::Place& place) {
    if (line.size() < 2 || line.front() != '[' || line.back() != ']') return {};
    const std::string inside = base::trimmed(line.substr(1, line.size() - 2));
    const std::size_t space = std::min(inside.find(' '), inside.size());
    return Directive{inside.substr(0, space), base::trimmed(inside.substr(space)), place};
}

std::string hint_for_directive(const std::string& word) {
    const std::string near = base::closest(word, directive_words);
    return near.empty() ? "consignes : " + base::joined(directive_words, ", ")
                        : "peut-être « [" + near + " ...] »";
}

Condition condition_of(const Directive& directive, base::Problems& problems) {
    Condition condition;
    condition.place = directive.place;
    condition.kind = Condition::Kind::present;
    std::vector<std::string> words;
    for (std::string& word : base::split(directive.rest, ' ')) {
        if (!word.empty()) words.push_back(std::move(word));
    }
    if (words.size() == 2 && words[0] == "pas") {
        condition.kind = Condition::Kind::absent;
        words.erase(words.begin());
    }
    if (words.empty() || !is_name(words[0])) return wrong_condition(directive, problems);
    condition.fact = words[0];
    if (words.size() == 1) return condition;
    const bool negated = words.size() > 3 && words[1] == "n'est" && words[2] == "pas";
    if (!negated && words[1] != "est") return wrong_condition(directive, problems);
    condition.kind = negated ? Condition::Kind::is_not : Condition::Kind::is;
    condition.values = alternatives(words, negated ? 3 : 2);
    return condition.values.empty() ? wrong_condition(directive, problems) : condition;
}

TableElement table_of(const Directive& directive, base::Problems& problems) {
    TableElement table;
    const std::size_t colon = std::min(directive.rest.find(':'), directive.rest.size());
    for (const std::string& width : base::split(directive.rest.substr(0, colon), ' ')) {
        if (width.empty()) continue;
        int number = 0;
        const char* end = width.data() + width.size();
        const auto [stop, error] = std::from_chars(width.data(), end, number);
        if (error == std::errc() && stop == end && number >= 1 && number <= 100) {
            table.widths.push_back(number);
        } else {
            report(directive, problems, "« " + width + " » n'est pas une largeur",
                   "écrire [tableau 2 3 : ce qu'il montre]");
        }
    }
    if (colon < directive.rest.size()) {
        table.summary = base::trimmed(directive.rest.substr(colon + 1));
    }
    if (table.summary.empty()) {
        report(directive, problems, "un tableau dit ce qu'il montre",
               "écrire [tableau 2 3 : ce qu'il montre]");
    }
    return table;
}

SignatureElement signature_of(const Directive& directive, base::Problems& problems) {
    const auto parts = split_cells(directive.rest);
    if (parts.size() > 3 || directive.rest.empty()) {
        report(directive, problems, "signature mal écrite",
               "écrire [signature qualité | nom | mention]");
        return {};
    }
    std::vector<Line> lines(3);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        lines[i] = parse_line(base::trimmed(parts[i]), directive.place, problems);
    }
    return {lines[0], lines[1], lines[2]};
}

std::vector<std::string> split_cells(std::string_view text) {
    std::vector<std::string> cells(1);
    bool in_slot = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (base::starts_with(text.substr(i), "{{")) in_slot = true;
        if (base::starts_with(text.substr(i), "}}")) in_slot = false;
        if (text[i] == '|' && !in_slot) {
            cells.emplace_back();
        } else {
            cells.back() += text[i];
        }
    }
    return cells;
}

}  // namespace preavis::document
