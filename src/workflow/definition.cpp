#include "workflow/definition.h"

#include <algorithm>
#include <tuple>

#include "base/file.h"

namespace preavis::workflow {
namespace {

template <class Named>
const Named* named(const std::vector<Named>& things, const std::string& name) {
    const auto found = std::find_if(things.begin(), things.end(),
                                    [&](const Named& thing) { return thing.name == name; });
    return found == things.end() ? nullptr : &*found;
}

}  // namespace

const State* Definition::state(const std::string& name_of_state) const {
    return named(states, name_of_state);
}

const DeadlineRule* Definition::deadline(const std::string& name_of_deadline) const {
    return named(deadlines, name_of_deadline);
}

const Link* Definition::link(const std::string& name_of_link) const {
    return named(links, name_of_link);
}

const Transition* Definition::transition(const std::string& event, const std::string& from) const {
    for (const Transition& candidate : transitions) {
        if (candidate.event != event) continue;
        if (std::find(candidate.from.begin(), candidate.from.end(), from) != candidate.from.end()) {
            return &candidate;
        }
    }
    return nullptr;
}

base::Reading<Definitions> Definitions::read(const std::filesystem::path& folder) {
    base::Problems problems;
    Definitions definitions;
    for (const std::filesystem::path& file : base::files_below(folder, ".yaml")) {
        auto reading = read_definition(base::read_file(file), file.string());
        if (auto* found = std::get_if<base::Problems>(&reading)) {
            problems.insert(problems.end(), found->begin(), found->end());
            continue;
        }
        auto& definition = std::get<Definition>(reading);
        if (definitions.find(definition.name, definition.version) != nullptr) {
            problems.push_back({{file.string(), 1, 1},
                                "la version " + std::to_string(definition.version) + " de « " +
                                    definition.name + " » existe déjà",
                                "augmentez « version »"});
        }
        definitions.definitions_.push_back(std::move(definition));
    }
    if (!problems.empty()) return problems;
    std::sort(definitions.definitions_.begin(), definitions.definitions_.end(),
              [](const Definition& left, const Definition& right) {
                  return std::tie(left.name, left.version) < std::tie(right.name, right.version);
              });
    return definitions;
}

std::vector<std::string> Definitions::names() const {
    std::vector<std::string> names;
    for (const Definition& definition : definitions_) {
        if (names.empty() || names.back() != definition.name) names.push_back(definition.name);
    }
    return names;
}

const Definition* Definitions::newest(const std::string& name) const {
    const Definition* newest = nullptr;
    for (const Definition& definition : definitions_) {
        if (definition.name == name) newest = &definition;
    }
    return newest;
}

const Definition* Definitions::find(const std::string& name, int version) const {
    for (const Definition& definition : definitions_) {
        if (definition.name == name && definition.version == version) return &definition;
    }
    return nullptr;
}

}  // namespace preavis::workflow
