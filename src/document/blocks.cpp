#include "document/blocks.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"

namespace preavis::document {
namespace {

bool has_words(const Inline& line) {
    return std::any_of(line.begin(), line.end(),
                       [](const Span& span) { return !base::trimmed(span.text).empty(); });
}

bool is_table_body(const Block& block) {
    const auto* table = std::get_if<Table>(&block.what);
    return table != nullptr && table->header_rows == 0 && table->summary.empty();
}

/// Neighbouring items become one list, rows join the table above.
bool merge(Block& above, Block& next) {
    auto* list = std::get_if<List>(&above.what);
    auto* items = std::get_if<List>(&next.what);
    if (list != nullptr && items != nullptr && list->ordered == items->ordered) {
        std::move(items->items.begin(), items->items.end(), std::back_inserter(list->items));
    } else if (auto* table = std::get_if<Table>(&above.what);
               table != nullptr && is_table_body(next)) {
        auto& rows = std::get<Table>(next.what).rows;
        std::move(rows.begin(), rows.end(), std::back_inserter(table->rows));
    } else {
        return false;
    }
    if (above.clause != next.clause) above.clause.clear();
    return true;
}

}  // namespace

bool has_words(const Block& block) {
    if (const auto* heading = std::get_if<Heading>(&block.what)) return has_words(heading->text);
    if (const auto* text = std::get_if<Paragraph>(&block.what)) return has_words(text->text);
    if (const auto* box = std::get_if<Box>(&block.what)) return has_words(box->blocks);
    if (const auto* table = std::get_if<Table>(&block.what)) {
        return std::cmp_greater(table->rows.size(), table->header_rows);
    }
    if (const auto* address = std::get_if<AddressWindow>(&block.what)) {
        return !address->lines.empty();
    }
    const auto* list = std::get_if<List>(&block.what);
    return list == nullptr || std::any_of(list->items.begin(), list->items.end(),
                                          [](const auto& item) { return has_words(item); });
}

/// A clause that shows only headings says nothing.
bool has_words(const std::vector<Block>& blocks) {
    return std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
        return !std::holds_alternative<Heading>(block.what) && has_words(block);
    });
}

void append(std::vector<Block>& blocks, Block block) {
    if (!blocks.empty() && merge(blocks.back(), block)) return;
    blocks.push_back(std::move(block));
}

}  // namespace preavis::document
