#include "pdf/encoding.h"

#include "base/expects.h"

namespace preavis::pdf {
namespace {

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
        if (choice->seed != nullptr) look_up(*choice, run);
    });
    for (std::size_t face = 0; face < choices_.size(); ++face) {
        auto& choice = choices_[face];
        if (choice && choice->seed == nullptr) choice->own.emplace(store_.face(face));
    }
}

/// Gives the seed up at the first cluster that it lacks.
void Encoding::look_up(Choice& choice, const page::Run& run) {
    for (const page::Cluster& cluster : run.clusters) {
        const auto code = choice.seed->codes.find(cluster, run.right_to_left);
        if (!code) {
            choice.seed = nullptr;
            choice.found.clear();
            return;
        }
        choice.found.push_back(*code);
    }
}

void Encoding::place(std::size_t face, const page::Cluster& cluster, bool right_to_left,
                     std::vector<PlacedCode>& placed) {
    Choice& choice = *choices_.at(face);
    if (choice.own) {
        choice.own->place(cluster, right_to_left, placed);
        return;
    }
    expects(choice.next < choice.found.size());
    placed.push_back(choice.found[choice.next++]);
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
