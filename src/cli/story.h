#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/form.h"
#include "base/problem.h"
#include "law/calendar.h"

namespace preavis::cli {

/// One thing that happens in a story, some time after the one before.
struct StoryStep {
    std::int64_t after_s = 0;  ///< seconds
    std::string by;            ///< role
    std::string event;
    base::Node facts;  ///< times relative to the step: `@now`, `@now-2h`, `@day`, `@day+16`
    base::Place place;
};

/// A course of events that several invented ménages live through, each some hours apart.
struct Story {
    std::string name;
    std::string workflow;
    std::vector<std::string> structures;  ///< names in world.yaml, taken in turn
    std::string regime;
    std::int64_t began_s = 0;  ///< before today, in seconds
    std::int64_t apart_s = 0;  ///< between one ménage and the next
    int count = 0;
    bool protected_household = false;
    bool followed_by_pash = false;
    std::vector<StoryStep> steps;  ///< the first opens the dossier
};

base::Reading<std::vector<Story>> read_stories(const std::filesystem::path& file);

/// The step's facts with their times made absolute.
base::Node facts_at(const StoryStep& step, law::Instant now, const law::Territory& territory);

/// "3d", "2h", "40m", and sums of them: "1d2h". Nothing for anything else.
std::optional<std::int64_t> parse_span(std::string_view text);

}  // namespace preavis::cli
