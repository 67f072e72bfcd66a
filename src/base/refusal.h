#pragma once

#include <string>
#include <variant>
#include <vector>

namespace preavis::base {

/// A fact that an act needs and that is not there, or not as it must be.
struct MissingFact {
    std::string fact;    ///< its name in definitions and in the API
    std::string needed;  ///< what is expected, in French
    std::string source;  ///< the text that asks for it
};

/// An expected "no" that the law, the state of a dossier or the user's own data calls for.
/// A value, never an exception: it leaves everything as it was.
struct Refusal {
    std::string code;         ///< neutral, stable: `effet_avant_terme_du_preavis`
    std::string message;      ///< one French sentence for the person who asked
    std::string source = {};  ///< article or section of the text that says no; may be empty
    std::vector<MissingFact> missing = {};
};

/// What an act answers: its result, or why not.
template <class T>
using Answer = std::variant<T, Refusal>;

template <class T>
const Refusal* refusal_of(const Answer<T>& answer) {
    return std::get_if<Refusal>(&answer);
}

}  // namespace preavis::base
