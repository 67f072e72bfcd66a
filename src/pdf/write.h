#pragma once

#include <memory>
#include <string>

#include "page/fonts.h"
#include "page/pages.h"

namespace preavis::pdf {

/// Writes laid-out pages as one PDF file: 1.7, tagged, PDF/A-2a and PDF/UA-1 together, by libharu's
/// object layer. Keeps the font subsets that were already made; the bytes do not depend on what was
/// written before. Safe to use from several threads.
class Writer {
  public:
    explicit Writer(std::shared_ptr<const page::Fonts> fonts);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// The bytes of the file. Throws Failure (storage) if libharu runs out of memory.
    std::string write(const page::Pages& pages) const;

  private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace preavis::pdf
