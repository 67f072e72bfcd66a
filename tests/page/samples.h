#pragma once

#include <set>
#include <string>
#include <vector>

#include "document/content.h"
#include "page/layout.h"
#include "page/voices.h"

namespace preavis::page::samples {

const Fonts& fonts();
const Pictograms& pictograms();

/// Lays out; a refusal fails the test and gives no page.
Pages laid_out(const document::Content& content);
/// The code of the refusal, or "" if the content was laid out.
std::string refusal_code(const document::Content& content);
std::string refusal_message(const document::Content& content);

document::Inline words(const std::string& text);
document::Block heading(int level, const std::string& text);
document::Block paragraph(const std::string& text);
document::Block sentence(const std::string& text, const std::string& pictogram = {});
document::Block items(const std::vector<std::string>& texts, bool ordered = false);
document::Block table(const std::vector<std::vector<std::string>>& rows);
document::Content content(std::vector<document::Block> blocks, const std::string& language = "fr");

/// Whole documents, as people would hold them.
document::Content letter();
document::Content easy_letter();
document::Content bilingual(const std::string& language);
document::Content long_table(int rows);

/// The pages as text: one line per run, rule or picture, with page, place, size, face and role.
std::string dump(const Pages& pages);
/// The text of all runs in reading order, artifacts left out, white space as single blanks.
std::string reading(const Pages& pages);
std::string single_blanks(const std::string& text);
std::string text_of(const Run& run);
/// The base lines of one element on each page.
std::vector<std::set<double>> lines_by_page(const Pages& pages, std::size_t element);
/// Fails the test for each run of the body that leaves the margins of the standard style.
void expect_within_margins(const Pages& pages);
/// That many numbered sentences.
std::string sentences(int count);
/// The text drawn on one page, element by element.
std::string reading_of_page(const Page& page);

}  // namespace preavis::page::samples
