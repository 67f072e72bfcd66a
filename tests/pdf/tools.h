#pragma once

#include <string>

namespace preavis::pdf {

/// What a program prints about a PDF file, its two outputs together; {} in the command stands for
/// the file. Ends with a line "exit N" if N is not zero.
std::string run_on(const std::string& command, const std::string& pdf);

/// Compares with tests/golden/pdf/NAME, or rewrites it if UPDATE_GOLDEN=1.
void expect_golden(const std::string& name, const std::string& actual);

/// The tree as text: one line per element, with attributes, and what each piece of content says.
std::string structure_text(const std::string& pdf);

/// The decoded content of a page, 0 first.
std::string page_content(const std::string& pdf, std::size_t page);

}  // namespace preavis::pdf
