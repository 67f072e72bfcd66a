#include "page/pagination.h"

#include <algorithm>

namespace preavis::page {
namespace {

/// Rounding of sums must not push a line that just fits to the next page.
constexpr double tolerance = 0.01;

class Paginator {
  public:
    Paginator(Flow& flow, const Body& body) : flow_(flow), body_(body) { turn_page(); }

    std::vector<std::vector<PlacedSlab>> pages() {
        place_chains(0, flow_.slabs.size(), Keep::wish);
        return std::move(pages_);
    }

  private:
    /// Splits [first, last) where slabs hold on less firmly than `keep`.
    void place_chains(std::size_t first, std::size_t last, Keep keep) {
        for (std::size_t start = first; start < last;) {
            std::size_t end = start + 1;
            while (end < last && flow_.slabs[end - 1].keep >= keep) ++end;
            place(start, end, keep);
            start = end;
        }
    }

    void place(std::size_t first, std::size_t last, Keep keep) {
        if (height(first, last, at_top_) <= body_.bottom - cursor_ + tolerance) {
            return put(first, last);
        }
        if (height(first, last, true) + head_height(first) <= body_.height() + tolerance) {
            turn_page();
            return put(first, last);
        }
        if (keep == Keep::wish) return place_chains(first, last, Keep::must);
        for (std::size_t i = first; i < last; ++i) {
            const bool fits = height(i, i + 1, at_top_) <= body_.bottom - cursor_ + tolerance;
            if (!fits && !at_top_) turn_page();
            put(i, i + 1);
        }
    }

    double height(std::size_t first, std::size_t last, bool at_top) const {
        double sum = 0;
        for (std::size_t i = first; i < last; ++i) {
            sum += flow_.slabs[i].height + (i == first && at_top ? 0 : flow_.slabs[i].before);
        }
        return sum;
    }

    double head_height(std::size_t slab) const {
        const std::size_t head = flow_.slabs[slab].head;
        return head == none ? 0 : flow_.heads[head].height;
    }

    void put(std::size_t first, std::size_t last) {
        if (at_top_ && pages_.size() > 1) repeat_head(flow_.slabs[first].head);
        for (std::size_t i = first; i < last; ++i) {
            Slab& slab = flow_.slabs[i];
            if (slab.from_top && pages_.size() == 1 && cursor_ <= *slab.from_top + slab.height) {
                pages_.back().push_back({&slab, *slab.from_top, false});
                cursor_ = std::max(cursor_, *slab.from_top + slab.height);
                at_top_ = false;
                continue;
            }
            if (!at_top_) cursor_ += slab.before;
            add(slab, false);
        }
    }

    void repeat_head(std::size_t head) {
        if (head == none) return;
        for (std::size_t i = flow_.heads[head].first; i < flow_.heads[head].last; ++i) {
            add(flow_.slabs[i], true);
        }
    }

    void add(Slab& slab, bool repeated) {
        pages_.back().push_back({&slab, cursor_, repeated});
        cursor_ += slab.height;
        at_top_ = false;
    }

    void turn_page() {
        pages_.emplace_back();
        cursor_ = body_.top;
        at_top_ = true;
    }

    Flow& flow_;
    const Body& body_;
    std::vector<std::vector<PlacedSlab>> pages_;
    double cursor_ = 0;
    bool at_top_ = true;
};

}  // namespace

std::vector<std::vector<PlacedSlab>> paginate(Flow& flow, const Body& body) {
    return Paginator(flow, body).pages();
}

}  // namespace preavis::page
