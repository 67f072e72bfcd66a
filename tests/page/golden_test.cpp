#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "page/samples.h"

namespace preavis::page {
namespace {

using samples::dump;
using samples::laid_out;

/// Compares with tests/golden/page/NAME.txt; UPDATE_GOLDEN=1 rewrites it, for a reader of the diff.
void expect_golden(const std::string& name, const std::string& text) {
    const std::filesystem::path file =
        std::filesystem::path(PREAVIS_ROOT) / "tests/golden/page" / (name + ".txt");
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
    EXPECT_EQ(base::read_file(file), text) << "UPDATE_GOLDEN=1 rewrites " << file.filename();
}

TEST(GoldenPages, a_letter_stands_in_the_window_with_its_table_box_and_signatures) {
    expect_golden("letter", dump(laid_out(samples::letter())));
}

TEST(GoldenPages, an_easy_letter_has_one_sentence_a_line_beside_its_pictograms) {
    expect_golden("easy", dump(laid_out(samples::easy_letter())));
}

TEST(GoldenPages, french_stands_left_of_arabic) {
    expect_golden("bilingual-ar", dump(laid_out(samples::bilingual("ar"))));
}

TEST(GoldenPages, french_stands_left_of_russian) {
    expect_golden("bilingual-ru", dump(laid_out(samples::bilingual("ru"))));
}

TEST(GoldenPages, a_table_repeats_its_head) {
    expect_golden("table", dump(laid_out(samples::long_table(40))));
}

}  // namespace
}  // namespace preavis::page
