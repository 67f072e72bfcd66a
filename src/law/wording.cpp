#include "law/wording.h"

#include <algorithm>
#include <optional>

#include "base/expects.h"
#include "base/file.h"
#include "base/form.h"
#include "base/text.h"
#include "base/yaml.h"
#include "law/file_fields.h"

namespace preavis::law {
namespace {

struct Step {
    const char* code;
    std::vector<std::string> values;
};

/// Every step that a count can make, and what its sentence may name.
const std::vector<Step> steps = {
    {"rule", {"id", "slug", "title", "trigger"}},
    {"in_force_since", {"value", "from"}},
    {"in_force_between", {"value", "from", "to"}},
    {"text_read", {"date"}},
    {"value_note", {"note"}},
    {"value_likely", {"note"}},
    {"value_uncertain", {"note"}},
    {"bounds_default", {"bounds", "value"}},
    {"trigger_day", {"date", "territory"}},
    {"trigger_instant", {"date", "territory"}},
    {"trigger_backwards", {"date", "territory"}},
    {"trigger_calendar", {"date", "territory"}},
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
    {"notice_not_rolled", {"date", "reason"}},
    {"day_ends", {"date"}},
    {"notice_effect", {"date"}},
    {"hours_counted", {"limit", "date"}},
    {"hours_counted_backwards", {"limit", "date"}},
    {"clocks_forward", {"before", "after"}},
    {"clocks_back", {"before", "after"}},
    {"extended", {"limit", "on", "reason", "date"}},
    {"interrupted", {"date", "reason", "limit"}},
    {"suspended_days", {"from", "to", "reason", "days", "date"}},
    {"suspended_hours", {"from", "to", "reason", "duration", "date"}},
    {"still_suspended", {"from", "reason", "left"}},
    {"other_reading", {"value", "note", "date"}},
    {"shorter_reading", {"value", "note", "date"}},
    {"two_readings", {"earlier", "later"}},
    {"next_date", {"date"}},
    {"later_date", {"rank", "date"}},
    {"hour_ends", {"date"}},
    {"recurrence", {"rank", "limit", "from"}},
};

const std::vector<std::string> forms = {"de", "court", "apart"};

/// What stands between two braces: « {limit:de} ».
struct Slot {
    std::string name;
    std::string form;
    std::size_t begin = 0;
    std::size_t end = 0;  ///< after the closing brace
};

std::optional<Slot> next_slot(const std::string& sentence, std::size_t from) {
    const std::size_t begin = sentence.find('{', from);
    const std::size_t end = sentence.find('}', begin);
    if (begin == std::string::npos || end == std::string::npos) return std::nullopt;
    const std::string inside = sentence.substr(begin + 1, end - begin - 1);
    const std::size_t colon = inside.find(':');
    const std::string form = colon == std::string::npos ? "" : inside.substr(colon + 1);
    return Slot{inside.substr(0, colon), form, begin, end + 1};
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void check_slots(base::Form& form, const std::string& text, const Step& step) {
    for (auto slot = next_slot(text, 0); slot; slot = next_slot(text, slot->end)) {
        if (!contains(step.values, slot->name)) {
            form.report("text",
                        "la phrase cite « {" + slot->name + "} », que cette étape ne donne pas",
                        "valeurs possibles : " + base::joined(step.values, ", "));
        }
        if (!slot->form.empty() && !contains(forms, slot->form)) {
            form.report("text",
                        "« " + slot->form + " » n'est pas une forme de « {" + slot->name + "} »",
                        "formes possibles : " + base::joined(forms, ", "));
        }
    }
}

/// A value in words, in the form that its sentence asks for.
struct InWords {
    std::string_view form;

    std::string operator()(const std::string& text) const {
        if (form != "apart") return text;
        return text.empty() ? "" : " (" + text + ")";
    }
    std::string operator()(Date date) const {
        return form == "court" ? in_french_without_weekday(date) : in_french(date);
    }
    std::string operator()(const LocalTime& local) const {
        return (*this)(local.date) + " à " + clock_in_french(local);
    }
    std::string operator()(const TimeLimit& limit) const {
        return form == "de" ? of_in_french(limit) : in_french(limit);
    }
};

/// A value as every language reads it.
struct Neutral {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(Date date) const { return date.iso(); }
    std::string operator()(const LocalTime& local) const {
        return local.date.iso() + "T" + clock_iso(local);
    }
    std::string operator()(const TimeLimit& limit) const { return iso_duration(limit); }
};

const Wording::Value& value_named(const std::string& name, const Wording::Values& values) {
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const auto& value) { return value.first == name; });
    expects(found != values.end());
    return found->second;
}

std::string filled(const std::string& sentence, const Wording::Values& values) {
    std::string text;
    std::size_t at = 0;
    for (auto slot = next_slot(sentence, 0); slot; slot = next_slot(sentence, at)) {
        text += sentence.substr(at, slot->begin - at);
        text += std::visit(InWords{slot->form}, value_named(slot->name, values));
        at = slot->end;
    }
    return text + sentence.substr(at);
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
        check_slots(sentence, text, step);
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
    Explanation explanation{step, filled(sentence.text, values),
                            source.empty() ? sentence.source : source};
    for (const auto& [name, value] : values) {
        explanation.values.emplace_back(name, std::visit(Neutral{}, value));
    }
    return explanation;
}

std::string clock_in_french(const LocalTime& local) {
    return std::to_string(local.hour) + " h " + clock_iso(local).substr(3, 2);
}

}  // namespace preavis::law
