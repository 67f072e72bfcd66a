#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "document/content.h"
#include "page/composer.h"
#include "page/pagination.h"

namespace preavis::page {

/// What stands on every page outside the body: header, mention, reference, page number.
/// All are artifacts, but the mention on the first page, which must be read once.
class Running {
  public:
    Running(const document::Content& content, const Fonts& fonts, const Pictograms& pictograms,
            const Look& look);

    const std::optional<base::Refusal>& refusal() const { return refusal_; }
    /// The room that is left on every page.
    Body body() const;
    bool has_mention() const { return !mention_.empty(); }
    /// The top of a page; the mention belongs to `mention_element`, or is an artifact if none.
    void draw_top(std::size_t mention_element, std::vector<Item>& items) const;
    /// "page x sur y" in the words of the content; without them, in French, or "x / y".
    void draw_bottom(std::size_t page, std::size_t count, std::vector<Item>& items);

  private:
    std::vector<Slab> set(const std::string& words, const Frame& frame, const Setting& setting,
                          Item::Artifact kind);
    void check();

    const document::Content& content_;
    const Look& look_;
    Composer composer_;
    std::vector<Slab> header_;
    std::vector<Slab> mention_;
    std::vector<Slab> reference_;
    std::optional<base::Refusal> refusal_;
};

}  // namespace preavis::page
