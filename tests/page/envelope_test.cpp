#include <algorithm>

#include "page/samples.h"

namespace preavis::page {
namespace {

constexpr double mm = 72 / 25.4;
constexpr double sheet_width_mm = 210;
constexpr double folded_height_mm = 99;

/// A French envelope; its window ends 20 mm from its right and bottom edges. In millimetres.
struct Envelope {
    const char* name;
    double width;
    double height;
    double window_height;
    int lines;  ///< of an address that it always shows whole
};
constexpr Envelope envelopes[] = {
    {"DL, window of 35", 220, 110, 35, 7},
    {"DL, window of 45", 220, 110, 45, 7},
    {"C6/5, window of 45", 229, 114, 45, 7},
    {"C6/5, window of 35", 229, 114, 35, 4},
};
constexpr double window_width = 100;
constexpr double window_margin = 20;

/// In points, y upwards from the bottom of the sheet.
struct Rectangle {
    double left, bottom, right, top;

    bool holds(const Rectangle& other) const {
        return left <= other.left && other.right <= right && bottom <= other.bottom &&
               other.top <= top;
    }
    bool touches(const Rectangle& other) const {
        return left < other.right && other.left < right && bottom < other.top && other.bottom < top;
    }
};

/// What the window shows of a sheet that has slid by this share of its play.
Rectangle seen(const Envelope& envelope, double right_share, double down_share) {
    const double x = (envelope.width - sheet_width_mm) * right_share;
    const double y = (envelope.height - folded_height_mm) * down_share;
    const double right = envelope.width - window_margin - x;
    const double bottom = envelope.height - window_margin - y;
    return {(right - window_width) * mm, 841.89 - bottom * mm, right * mm,
            841.89 - (bottom - envelope.window_height) * mm};
}

/// The capitals and what hangs below the line.
Rectangle ink(const Run& run) {
    return {run.x, run.y - 0.24 * run.size, run.x + run.width, run.y + 0.75 * run.size};
}

document::Content letter_to(int lines) {
    document::AddressWindow window;
    for (int i = 0; i < lines; ++i) window.lines.push_back("À l’hôtel de la Grâce-de-Dieu");
    return samples::content({samples::paragraph("SIAO\n12, rue de la Paix\n93000 Bobigny"),
                             {window},
                             samples::paragraph(samples::sentences(80))});
}

void expect_shown(const Envelope& envelope, const Rectangle& window, const Pages& pages) {
    for (const Item& item : pages.pages.front().items) {
        const auto* run = std::get_if<page::Run>(&item.what);
        if (run == nullptr) continue;
        const bool address = samples::text_of(*run).find("Grâce") != std::string::npos;
        EXPECT_TRUE(!address || window.holds(ink(*run))) << envelope.name << " " << run->y;
        EXPECT_TRUE(address || !window.touches(ink(*run))) << samples::text_of(*run);
    }
}

TEST(Envelopes, show_the_whole_address_and_nothing_else_however_the_sheet_slides) {
    for (int lines = 1; lines <= 7; ++lines) {
        const Pages pages = samples::laid_out(letter_to(lines));
        for (const Envelope& envelope : envelopes) {
            if (lines > envelope.lines) continue;
            for (const double right : {0.0, 0.5, 1.0}) {
                for (const double down : {0.0, 0.5, 1.0}) {
                    expect_shown(envelope, seen(envelope, right, down), pages);
                }
            }
        }
    }
}

TEST(Envelopes, have_no_room_for_eight_lines) {
    EXPECT_EQ(samples::refusal_code(letter_to(8)), "adresse_trop_longue");
}

TEST(Envelopes, keep_out_what_a_sender_with_many_lines_says) {
    std::string lines = "Association Les Tilleuls de la Seine et de la Marne réunies";
    for (int i = 0; i < 7; ++i) lines += "\nligne du service";
    document::Content letter = letter_to(3);
    letter.blocks.front() = samples::paragraph(lines);
    const Pages pages = samples::laid_out(letter);
    expect_shown(envelopes[0], seen(envelopes[0], 0, 1), pages);
}

}  // namespace
}  // namespace preavis::page
