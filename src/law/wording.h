#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"

namespace preavis::law {

struct Explanation;

/// The sentences that explain a count, with the text that each relies on. A lawyer may reword them:
/// a sentence names its values in braces, « le {date} ».
/// Source: data/law/computation.yaml.
class Wording {
  public:
    /// The values that a sentence may name.
    using Values = std::vector<std::pair<std::string_view, std::string>>;

    /// Refuses a missing or unknown step, and a sentence that names a value it is not given.
    static base::Reading<Wording> read(const std::filesystem::path& file);

    /// The sentence of a step, filled, with its own source unless another is given. Expects a known
    /// step and all the values that it takes.
    Explanation explain(const std::string& step, const Values& values,
                        const std::string& source = {}) const;

  private:
    struct Sentence {
        std::string text;
        std::string source;
    };
    std::map<std::string, Sentence, std::less<>> sentences_;
};

}  // namespace preavis::law
