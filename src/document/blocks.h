#pragma once

#include <vector>

#include "document/content.h"

namespace preavis::document {

/// Blocks as a template's lines are put together.

/// False for what only heads or frames: headings, tables without rows, empty texts.
bool has_words(const std::vector<Block>& blocks);
bool has_words(const Block& block);

/// Adds a block: neighbouring items become one list, rows join the table above.
void append(std::vector<Block>& blocks, Block block);

}  // namespace preavis::document
