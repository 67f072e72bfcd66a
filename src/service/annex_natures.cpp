#include "service/annex_natures.h"

#include <algorithm>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"

namespace preavis::service {
namespace {

std::vector<AnnexNature> read_natures(const std::vector<base::Node>& nodes,
                                      base::Problems& problems) {
    std::vector<AnnexNature> natures;
    for (const base::Node& node : nodes) {
        base::Form form(node, problems);
        AnnexNature nature;
        nature.name = form.text("nature");
        nature.title = form.text("titre");
        nature.easy_title = form.text("simple");
        nature.side_by_side = form.optional_boolean("plusieurs").value_or(false);
        form.finish();
        natures.push_back(std::move(nature));
    }
    return natures;
}

}  // namespace

const std::vector<AnnexNature>& AnnexNatures::of(const dossier::AnnexOwner& owner) const {
    return owner.dossier.empty() ? of_structures : of_dossiers;
}

const AnnexNature* AnnexNatures::find(const dossier::AnnexOwner& owner,
                                      const std::string& name) const {
    const auto& natures = of(owner);
    const auto found = std::find_if(natures.begin(), natures.end(),
                                    [&](const AnnexNature& nature) { return nature.name == name; });
    return found == natures.end() ? nullptr : &*found;
}

base::Reading<AnnexNatures> read_annex_natures(const std::filesystem::path& file) {
    const auto reading = base::read_yaml(base::read_file(file), file.string());
    if (const auto* problems = std::get_if<base::Problems>(&reading)) return *problems;
    base::Problems problems;
    base::Form form(std::get<base::Node>(reading), problems);
    AnnexNatures natures;
    natures.of_structures = read_natures(form.list("structure"), problems);
    natures.of_dossiers = read_natures(form.list("dossier"), problems);
    for (const base::Node::Entry& entry : form.map("documents")) {
        natures.written_in[entry.key] = base::as_text(entry.value).value_or("");
    }
    form.finish();
    if (!problems.empty()) return problems;
    return natures;
}

}  // namespace preavis::service
