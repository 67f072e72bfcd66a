#include "page/language.h"

#include <array>

namespace preavis::page {
namespace {

constexpr std::array languages{
    // European scripts
    Language{"fr", "Latn"},
    Language{"en", "Latn"},
    Language{"es", "Latn"},
    Language{"pt", "Latn"},
    Language{"it", "Latn"},
    Language{"de", "Latn"},
    Language{"nl", "Latn"},
    Language{"pl", "Latn"},
    Language{"cs", "Latn"},
    Language{"sk", "Latn"},
    Language{"hu", "Latn"},
    Language{"ro", "Latn"},
    Language{"sq", "Latn"},
    Language{"bs", "Latn"},
    Language{"hr", "Latn"},
    Language{"sr-Latn", "Latn"},
    Language{"sl", "Latn"},
    Language{"tr", "Latn"},
    Language{"az", "Latn"},
    Language{"ku", "Latn"},
    Language{"kmr", "Latn"},
    Language{"rom", "Latn"},
    Language{"lt", "Latn"},
    Language{"lv", "Latn"},
    Language{"el", "Grek"},
    Language{"ru", "Cyrl"},
    Language{"uk", "Cyrl"},
    Language{"bg", "Cyrl"},
    Language{"sr", "Cyrl"},
    Language{"mk", "Cyrl"},
    Language{"kk", "Cyrl"},
    Language{"ce", "Cyrl"},
    Language{"mn", "Cyrl"},
    Language{"ka", "Geor"},
    Language{"hy", "Armn"},
    // Africa and the overseas territories
    Language{"so", "Latn"},
    Language{"bm", "Latn"},
    Language{"snk", "Latn"},
    Language{"ff", "Latn"},
    Language{"ff-Adlm", "Adlm", true},
    Language{"ln", "Latn"},
    Language{"wo", "Latn"},
    Language{"sw", "Latn"},
    Language{"ha", "Latn"},
    Language{"yo", "Latn"},
    Language{"ig", "Latn"},
    Language{"mg", "Latn"},
    Language{"zdj", "Latn"},
    Language{"swb", "Latn"},
    Language{"ht", "Latn"},
    Language{"gcr", "Latn"},
    Language{"rcf", "Latn"},
    Language{"om", "Latn"},
    Language{"kab", "Latn"},
    Language{"ti", "Ethi"},
    Language{"am", "Ethi"},
    // Middle East and Asia
    Language{"ar", "Arab", true},
    Language{"fa", "Arab", true},
    Language{"prs", "Arab", true},
    Language{"ps", "Arab", true},
    Language{"ckb", "Arab", true},
    Language{"ur", "Aran", true},
    Language{"bn", "Beng"},
    Language{"ta", "Taml"},
    Language{"hi", "Deva"},
    Language{"ne", "Deva"},
    Language{"zh-Hans", "Hani"},
    Language{"vi", "Latn"},
    Language{"uz", "Latn"},
};

}  // namespace

const Language* find_language(std::string_view tag) {
    while (!tag.empty()) {
        for (const Language& language : languages) {
            if (language.tag == tag) return &language;
        }
        const std::size_t cut = tag.rfind('-');
        tag = tag.substr(0, cut == std::string_view::npos ? 0 : cut);
    }
    return nullptr;
}

}  // namespace preavis::page
