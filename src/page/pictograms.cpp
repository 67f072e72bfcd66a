#include <iterator>
#include <utility>

#include "base/file.h"
#include "page/layout.h"
#include "page/svg.h"

namespace preavis::page {

base::Reading<Pictograms> Pictograms::read(const std::filesystem::path& folder) {
    Pictograms all;
    base::Problems problems;
    for (const std::filesystem::path& file : base::files_below(folder, ".svg")) {
        auto reading = read_svg(base::read_file(file), file.string());
        if (auto* found = std::get_if<base::Problems>(&reading)) {
            std::move(found->begin(), found->end(), std::back_inserter(problems));
        } else {
            all.pictures_.emplace(file.stem().string(), std::get<Picture>(std::move(reading)));
        }
    }
    if (!problems.empty()) return problems;
    return all;
}

const Pictograms::Picture* Pictograms::find(const std::string& name) const {
    const auto found = pictures_.find(name);
    return found == pictures_.end() ? nullptr : &found->second;
}

}  // namespace preavis::page
