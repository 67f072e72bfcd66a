#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/problem.h"
#include "law/count.h"

namespace preavis::law {

/// The sentences that explain a count, with the text that each relies on. A lawyer may reword them:
/// a sentence names its values in braces, « le {date} », and may ask for another form of them:
/// `{limit:de}` (« d'un mois »), `{from:court}` (a day without its weekday), `{reason:apart}`
/// (in brackets, or nothing if there is none).
/// Source: data/law/computation.yaml.
class Wording {
  public:
    /// What a sentence may name, not yet in words.
    using Value = std::variant<std::string, Date, LocalTime, TimeLimit>;
    using Values = std::vector<std::pair<std::string_view, Value>>;

    /// Refuses a missing or unknown step, and a sentence that names a value it is not given or a
    /// form that does not exist.
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

/// « 21 h 05 ».
std::string clock_in_french(const LocalTime& local);

}  // namespace preavis::law
