#include "pdf/encoding.h"

#include <algorithm>

#include "base/expects.h"

namespace preavis::pdf {
namespace {

bool draws(const FontStore::Seed& seed, const page::Run& run) {
    return std::all_of(run.clusters.begin(), run.clusters.end(), [&](const page::Cluster& cluster) {
        return seed.codes.find(cluster, run.right_to_left).has_value();
    });
}

template <class Visit>
void for_each_run(const page::Pages& pages, Visit visit) {
    for (const page::Page& page : pages.pages) {
        for (const page::Item& item : page.items) {
            const auto* run = std::get_if<page::Run>(&item.what);
            if (run != nullptr && !run->clusters.empty()) visit(*run);
        }
    }
}

}  // namespace

Encoding::Encoding(const page::Pages& pages, FontStore& store) : store_(store) {
    for_each_run(pages, [&](const page::Run& run) {
        if (run.face >= choices_.size()) choices_.resize(run.face + 1);
        std::optional<Choice>& choice = choices_[run.face];
        if (!choice) choice = Choice{store_.seed(run.face)};
        if (choice->seed != nullptr && !draws(*choice->seed, run)) choice->seed = nullptr;
    });
    for (std::size_t face = 0; face < choices_.size(); ++face) {
        auto& choice = choices_[face];
        if (choice && choice->seed == nullptr) choice->own.emplace(store_.face(face));
    }
}

void Encoding::place(std::size_t face, const page::Cluster& cluster, bool right_to_left,
                     std::vector<PlacedCode>& placed) {
    Choice& choice = *choices_.at(face);
    if (choice.own) {
        choice.own->place(cluster, right_to_left, placed);
        return;
    }
    const auto found = choice.seed->codes.find(cluster, right_to_left);
    expects(found.has_value());
    placed.push_back(*found);
}

std::vector<Encoding::Used> Encoding::fonts() const {
    std::vector<Used> used;
    for (std::size_t face = 0; face < choices_.size(); ++face) {
        const auto& choice = choices_[face];
        if (!choice) continue;
        if (choice->own) {
            used.push_back({face, store_.exact(face, *choice->own)});
        } else {
            // The seed outlives every document: shared without being owned.
            used.push_back({face, {std::shared_ptr<void>{}, &choice->seed->font}});
        }
    }
    return used;
}

}  // namespace preavis::pdf
