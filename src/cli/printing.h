#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "document/template.h"
#include "dossier/declaration.h"
#include "dossier/dossier.h"
#include "service/library.h"

namespace preavis::cli {

/// What is to be printed: a document, its voice, the territory whose law it names.
struct Printing {
    const document::Template* document = nullptr;  ///< of the library
    dossier::DocumentOrder order;
    bool bilingual = false;  ///< French beside the translation
    law::Territory territory;
};

/// The options that `read_printing` reads.
inline const std::vector<Option> printing_options = {
    {"--variant", true}, {"--lang", true}, {"--territory", true}, {"--bilingual"}};

/// Reads NOM, `--variant`, `--lang`, `--bilingual` and `--territory`; standard French of
/// metropolitan France unless said otherwise, the easy text in another language.
base::Reading<Printing> read_printing(const CommandLine& line, const service::Library& library);

/// One JSON object of facts by the document's declarations, all required ones among them.
base::Reading<dossier::Facts> read_facts_text(std::string_view text, const std::string& file_name,
                                              const Printing& printing);

}  // namespace preavis::cli
