#pragma once

#include <map>
#include <string>
#include <vector>

#include "workflow/definition.h"
#include "worlds/lives.h"

namespace preavis::worlds {

/// One life on its way.
struct Course {
    const Life* life = nullptr;
    const cli::Story* story = nullptr;
    const workflow::Definition* definition = nullptr;
    std::size_t place = 0;
    std::ptrdiff_t household = -1;
    std::size_t affair = 0;
    std::string dossier;
    bool over = false;
    std::map<std::string, std::string> words;  ///< canaries by the text that they replace
};

/// What a step of the story says, in the words of this world: each free text is a canary.
base::Json said(Town& town, Course& course, const cli::StoryStep& step);

/// Notes in the census what came of it all, dossiers that others opened included.
void take_census(Town& town, const std::vector<Course>& courses);

}  // namespace preavis::worlds
