#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/problem.h"
#include "dossier/declaration.h"
#include "http/html.h"
#include "http/message.h"
#include "http/page.h"

namespace preavis::http {

/// A form made from declarations of facts, and back: what was typed becomes the JSON that the
/// use-case reads, with the place of each field, so that problems find their field again.

/// Identifier and name of what a reference may point to.
using Choice = std::pair<std::string, std::string>;
/// The nouns of a kind that this person may choose.
using ChoicesOf = std::function<std::vector<Choice>(const std::string& kind)>;

/// One fact on a form.
struct FactField {
    const dossier::FactDeclaration* declaration = nullptr;
    bool required = true;
    std::string known = {};  ///< what is noted already, in French; leaving the field blank keeps it
    bool folded = false;     ///< behind « Noter aussi d'autres faits »
};

/// The fields, with what was typed and what is wrong with it.
class FactForm {
  public:
    FactForm(std::vector<FactField> fields, ChoicesOf choices_of, Parameters typed = {});

    /// The fields as labelled controls.
    Html html() const;
    /// What was typed, as the facts of a request; empty fields are absent.
    base::Json facts() const;

    /// Puts the problems of a request beside their fields. `first_line` is where the first fact
    /// stands in the text that was read. Those that belong to no field are returned as well.
    std::vector<PageError> take(const base::Problems& problems, int first_line);
    /// A message for one fact by its name.
    PageError take(const std::string& fact, const std::string& message);

    /// The identifier of a fact's control.
    static std::string id_of(const std::string& fact);

  private:
    Html field(const FactField& field) const;
    bool is_touched(const std::string& fact) const;

    std::vector<FactField> fields_;
    ChoicesOf choices_of_;
    Parameters typed_;
    std::map<std::string, std::string> errors_;
};

/// A request with its facts one to a line, so that a problem's line names its fact.
struct FactRequest {
    std::string text;
    int first_line = 0;
};
FactRequest write_request(const base::Json& envelope, const base::Json& facts);

/// Single controls, for forms that are not made from facts.
struct Control {
    std::string name;
    std::string label;
    std::string hint = {};
    std::string error = {};
    std::string value = {};
    bool required = true;
    std::string autocomplete = {};  ///< what browsers may fill in: `username`
};
Html input(const Control& control, const std::string& type);
Html textarea(const Control& control);
Html select(const Control& control, const std::vector<Choice>& choices);
Html radios(const Control& control, const std::vector<Choice>& choices);

}  // namespace preavis::http
