#pragma once

#include <map>
#include <string>

#include "document/compose.h"
#include "document/falc.h"
#include "document/template.h"

namespace preavis::document::test {

/// The documents, lexicon and calendar of the repository, read once.
const Templates& templates();
const Lexicon& lexicon();
const law::Territory& paris();
const Template& document(const std::string& name);

/// The example facts of a document.
dossier::Facts example(const std::string& name);
dossier::Facts facts_of(const Template& of, const std::string& json);

/// The content, or a failed test that shows the refusal.
Content composed(const Template& of, const dossier::Facts& facts, const std::string& variant,
                 const std::string& language = "fr");

/// One block a line, as a lawyer reads it: « ## Titre », « - point », « [partir] phrase ».
std::string as_text(const Content& content);

/// The parts of a document as its files hold them: « document.yaml », « fr.md », « fr-falc.md ».
using Files = std::map<std::string, std::string>;
Files files_of(const std::string& name);
base::Reading<Template> read(const Files& files);
/// A small valid document whose texts are given.
Files small(const std::string& standard, const std::string& easy = "# Titre\n");

/// The same, read, with every fact used somewhere behind conditions.
Template small_template(const std::string& standard, const std::string& easy = "# Titre\n");

/// All problems as text, or « lu » if there are none.
std::string problems_of(const base::Reading<Template>& reading);

}  // namespace preavis::document::test
