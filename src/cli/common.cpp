#include "cli/common.h"

#include <ostream>

namespace preavis::cli {

std::optional<CommandLine> read_or_explain(const Context& context,
                                           const std::vector<Option>& options,
                                           const std::string& help, int& status) {
    std::vector<Option> known = options;
    known.push_back({"--help"});
    base::Problems problems;
    CommandLine line = read_command_line(context.arguments, known, problems);
    if (line.has("--help")) {
        context.out << help;
        status = done;
        return std::nullopt;
    }
    if (!problems.empty()) {
        status = explain(context, problems);
        return std::nullopt;
    }
    return line;
}

std::optional<service::Library> library_or_explain(const Context& context) {
    auto reading = service::read_library(context.root);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        explain(context, *problems);
        return std::nullopt;
    }
    return std::get<service::Library>(std::move(reading));
}

int explain(const Context& context, const base::Problems& problems) {
    context.err << base::to_string(problems);
    return bad_input;
}

int explain(const Context& context, const base::Refusal& refusal) {
    context.err << refusal.code << ": " << refusal.message;
    if (!refusal.source.empty()) context.err << " [" << refusal.source << "]";
    context.err << "\n";
    for (const base::MissingFact& fact : refusal.missing) {
        context.err << "  " << fact.fact << " : " << fact.needed;
        if (!fact.source.empty()) context.err << " [" << fact.source << "]";
        context.err << "\n";
    }
    return answer_is_no;
}

std::filesystem::path store_path(const CommandLine& line) {
    return line.value("--store").value_or("var/preavis.sqlite");
}

}  // namespace preavis::cli
