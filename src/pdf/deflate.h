#pragma once

#include <string>
#include <string_view>

namespace preavis::pdf {

/// How hard to compress: what is compressed once and kept deserves more time.
enum class Effort { quick, best };

/// The bytes as a zlib stream. Throws Failure (storage) if memory runs out.
std::string deflated(std::string_view bytes, Effort effort);

}  // namespace preavis::pdf
