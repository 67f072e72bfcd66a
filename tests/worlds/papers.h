#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "page/pages.h"
#include "pdf/write.h"

namespace preavis::worlds {

/// What can be read in the PDF files of a world: it draws them, and remembers the text on the
/// pages. A file that it did not draw (a printing copy) is read by poppler.
class Papers {
  public:
    std::string draw(const page::Pages& pages);
    /// Everything that a reader, a search or a screen reader finds in it.
    std::string read(const std::string& pdf);

  private:
    std::map<std::string, std::string> texts_;  ///< by hash of the file
};

/// The text on laid-out pages with their titles and alternative texts.
std::string text_on(const page::Pages& pages);
/// The text of a PDF file as poppler extracts it. Throws std::runtime_error.
std::string extracted_by_poppler(const std::string& pdf);

}  // namespace preavis::worlds
