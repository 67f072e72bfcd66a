#include "law/wording.h"

#include <algorithm>

#include "base/expects.h"
#include "base/file.h"
#include "base/form.h"
#include "base/text.h"
#include "base/yaml.h"
#include "law/count.h"
#include "law/date.h"
#include "law/file_fields.h"

namespace preavis::law {
namespace {

struct Step {
    const char* code;
    std::vector<std::string> values;
};

/// Every step that a count can make, and what its sentence may name.
const std::vector<Step> steps = {
    {"trigger_day", {"date", "territory"}},
    {"trigger_instant", {"date", "time", "territory"}},
    {"trigger_backwards", {"date", "territory"}},
    {"day_excluded", {"date"}},
    {"days_counted", {"limit", "date"}},
    {"months_counted", {"limit", "date"}},
    {"days_counted_backwards", {"limit", "date"}},
    {"months_counted_backwards", {"limit", "date"}},
    {"month_end", {"day", "date"}},
    {"clear_day", {"date"}},
    {"clear_day_backwards", {"date"}},
    {"last_day_excluded", {"date"}},
    {"notice_backwards", {"date"}},
    {"day_closed", {"date", "reason"}},
    {"day_closed_in_some_places", {"date", "reason", "condition"}},
    {"rolled_next", {"date"}},
    {"rolled_previous", {"date"}},
    {"not_rolled", {"date", "reason", "reminder"}},
    {"day_ends", {"date"}},
    {"notice_effect", {"date"}},
    {"hours_counted", {"limit", "date", "time"}},
    {"hours_counted_backwards", {"limit", "date", "time"}},
    {"extended", {"limit", "on", "reason", "date"}},
    {"interrupted", {"date", "reason", "limit"}},
    {"suspended_days", {"from", "to", "reason", "days", "date"}},
    {"suspended_hours", {"from", "to", "reason", "duration", "date"}},
    {"still_suspended", {"from", "reason", "left"}},
    {"other_reading", {"value", "note", "date"}},
    {"two_readings", {"earlier", "later"}},
    {"periodic_date", {"value", "rank", "date"}},
    {"recurrence", {"rank", "limit", "from"}},
    {"clocks_forward", {"before", "after"}},
    {"clocks_back", {"before", "after"}},
    {"rule", {"id", "slug", "title"}},
    {"in_force_since", {"value", "from"}},
    {"in_force_between", {"value", "from", "to"}},
    {"value_likely", {"note"}},
    {"value_uncertain", {"note"}},
    {"bounds_default", {"bounds", "value"}},
    {"yearly_date", {"date"}},
};

/// The names in braces, in the order of the sentence.
std::vector<std::string> named_in(const std::string& sentence) {
    std::vector<std::string> names;
    for (std::size_t at = 0; (at = sentence.find('{', at)) != std::string::npos; ++at) {
        const std::size_t end = sentence.find('}', at);
        if (end == std::string::npos) return names;
        names.push_back(sentence.substr(at + 1, end - at - 1));
    }
    return names;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void check_names(base::Form& form, const std::string& text, const Step& step) {
    for (const std::string& name : named_in(text)) {
        if (contains(step.values, name)) continue;
        form.report("text", "la phrase cite « {" + name + "} », que cette étape ne donne pas",
                    "valeurs possibles : " + base::joined(step.values, ", "));
    }
}

}  // namespace

base::Reading<Wording> Wording::read(const std::filesystem::path& file) {
    base::Problems problems;
    Wording wording;
    const auto root = read_yaml_file(file, problems);
    if (!root) return problems;
    base::Form form(*root, problems);
    checked_date(form);
    const base::Node* node = form.node("steps");
    form.finish();
    if (node == nullptr) return problems;
    base::Form all(*node, problems);
    for (const Step& step : steps) {
        const base::Node* entry = all.node(step.code);
        if (entry == nullptr) continue;
        base::Form sentence(*entry, problems);
        const std::string text = sentence.text("text");
        check_names(sentence, text, step);
        wording.sentences_[step.code] = {text, sentence.text("source")};
        sentence.finish();
    }
    all.finish();
    if (!problems.empty()) return problems;
    return wording;
}

Explanation Wording::explain(const std::string& step, const Values& values,
                             const std::string& source) const {
    const auto found = sentences_.find(step);
    expects(found != sentences_.end());
    const Sentence& sentence = found->second;
    Explanation explanation{step, sentence.text, source.empty() ? sentence.source : source};
    for (const auto& [name, value] : values) {
        explanation.text = base::replaced(explanation.text, "{" + std::string(name) + "}", value);
    }
    return explanation;
}

}  // namespace preavis::law
