#include "cli/story.h"

#include <optional>

#include "base/file.h"
#include "base/text.h"
#include "base/yaml.h"

namespace preavis::cli {
namespace {

constexpr std::int64_t day_s = 24 * 3600;

std::int64_t span(base::Form& form, std::string_view key) {
    const std::string text = form.text(key);
    const auto seconds = parse_span(text);
    if (!seconds && !text.empty()) form.report(key, "une durée s'écrit 3d, 2h ou 1d2h30m");
    return seconds.value_or(0);
}

StoryStep read_step(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    StoryStep step;
    step.place = node.place;
    step.after_s = form.has("after") ? span(form, "after") : 0;
    step.by = form.text("by");
    step.event = form.text("event");
    step.facts.kind = base::Node::Kind::map;
    step.facts.place = node.place;
    if (const base::Node* facts = form.optional_node("facts")) step.facts = *facts;
    form.finish();
    return step;
}

Story read_story(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    Story story;
    story.name = form.text("story");
    story.workflow = form.text("workflow");
    story.structures = form.texts("structures");
    story.regime = form.text("regime");
    story.began_s = span(form, "began");
    story.apart_s = form.has("apart") ? span(form, "apart") : 0;
    story.count = static_cast<int>(form.integer("menages", 1, 200));
    story.protected_household = form.optional_boolean("protected").value_or(false);
    story.followed_by_pash = form.optional_boolean("pash").value_or(false);
    for (const base::Node& step : form.list("steps")) {
        story.steps.push_back(read_step(step, problems));
    }
    form.finish();
    return story;
}

/// "@day+16" or "@now-2h": the offset after the word, in seconds.
std::int64_t offset(std::string_view text, std::int64_t unit_s) {
    if (text.empty()) return 0;
    const std::int64_t sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    if (text.find_first_not_of("0123456789") == std::string_view::npos) {
        return sign * std::stoll(std::string(text)) * unit_s;
    }
    return sign * parse_span(text).value_or(0);
}

void resolve(base::Node& node, law::Instant now, const law::Territory& territory) {
    for (base::Node& item : node.items) resolve(item, now, territory);
    for (base::Node::Entry& entry : node.entries) resolve(entry.value, now, territory);
    const std::string text = node.text;
    if (base::starts_with(text, "@now")) {
        node.text = law::utc_iso(now.plus_seconds(offset(std::string_view(text).substr(4), 3600)));
    } else if (base::starts_with(text, "@day")) {
        const std::int64_t days = offset(std::string_view(text).substr(4), day_s) / day_s;
        node.text = territory.date(now).plus_days(static_cast<std::int32_t>(days)).iso();
    }
}

}  // namespace

std::optional<std::int64_t> parse_span(std::string_view text) {
    std::int64_t total = 0;
    std::int64_t number = -1;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            number = (number < 0 ? 0 : number) * 10 + (c - '0');
            if (number > 100'000) return std::nullopt;
            continue;
        }
        const std::int64_t unit = c == 'd' ? day_s : c == 'h' ? 3600 : c == 'm' ? 60 : 0;
        if (unit == 0 || number < 0) return std::nullopt;
        total += number * unit;
        number = -1;
    }
    if (number >= 0 || text.empty()) return std::nullopt;
    return total;
}

base::Reading<std::vector<Story>> read_stories(const std::filesystem::path& file) {
    const auto reading = base::read_yaml(base::read_file(file), file.string());
    if (const auto* broken = std::get_if<base::Problems>(&reading)) return *broken;
    base::Problems problems;
    std::vector<Story> stories;
    base::Form form(std::get<base::Node>(reading), problems);
    for (const base::Node& node : form.list("stories")) {
        stories.push_back(read_story(node, problems));
    }
    form.finish();
    if (!problems.empty()) return problems;
    return stories;
}

base::Node facts_at(const StoryStep& step, law::Instant now, const law::Territory& territory) {
    base::Node facts = step.facts;
    resolve(facts, now, territory);
    return facts;
}

}  // namespace preavis::cli
