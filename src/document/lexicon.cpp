#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"
#include "document/falc.h"

namespace preavis::document {
namespace {

Lexicon::Avoided read_avoided(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    Lexicon::Avoided avoided{form.text("rule"), form.texts("words"), form.text("write")};
    form.finish();
    return avoided;
}

}  // namespace

base::Reading<Lexicon> Lexicon::read(const std::filesystem::path& file) {
    const auto root = base::read_yaml(base::read_file(file), file.string());
    if (const auto* problems = std::get_if<base::Problems>(&root)) return *problems;
    base::Problems problems;
    base::Form form(std::get<base::Node>(root), problems);
    Lexicon lexicon;
    for (const base::Node& node : form.list("avoid")) {
        lexicon.avoid.push_back(read_avoided(node, problems));
    }
    for (const base::Node& node : form.list("sigles")) {
        base::Form sigle(node, problems);
        lexicon.sigles.push_back({sigle.text("sigle"), sigle.texts("explained_by")});
        sigle.finish();
    }
    form.finish();
    if (!problems.empty()) return problems;
    return lexicon;
}

}  // namespace preavis::document
