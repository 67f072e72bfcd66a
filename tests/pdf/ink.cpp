#include "pdf/ink.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>

namespace preavis::pdf {
namespace {

constexpr std::size_t cell_width = 24;
constexpr std::size_t cell_height = 12;
/// Half a cell inked is all that text ever reaches.
constexpr double levels_by_share = 18;
constexpr int far_apart = 3;
constexpr int share_apart = 6;  ///< one sixth of the ink

int level(const Ink& ink, std::size_t row, std::size_t column) {
    const bool outside = row >= ink.size() || column >= ink[row].size();
    return outside || ink[row][column] == '.' ? 0 : ink[row][column] - '0';
}

}  // namespace

Ink ink_of(const std::string& pgm) {
    std::istringstream header(pgm);
    std::string magic;
    std::size_t width = 0;
    std::size_t height = 0;
    int white = 0;
    header >> magic >> width >> height >> white;
    if (magic != "P5" || white != 255 || pgm.size() < width * height) return {};
    const std::size_t first = pgm.size() - width * height;
    Ink ink(height / cell_height / 2, std::string(width / cell_width, '.'));
    for (std::size_t row = 0; row < ink.size(); ++row) {
        for (std::size_t column = 0; column < ink[row].size(); ++column) {
            double black = 0;
            for (std::size_t y = row * cell_height; y < (row + 1) * cell_height; ++y) {
                for (std::size_t x = column * cell_width; x < (column + 1) * cell_width; ++x) {
                    black += 255 - static_cast<unsigned char>(pgm[first + y * width + x]);
                }
            }
            const double share = black / (255.0 * cell_width * cell_height);
            const auto darkness = std::min(9L, std::lround(share * levels_by_share));
            if (darkness > 0) ink[row][column] = static_cast<char>('0' + darkness);
        }
        ink[row].erase(ink[row].find_last_not_of('.') + 1);
    }
    while (!ink.empty() && ink.back().empty()) ink.pop_back();
    return ink;
}

std::string difference(const Ink& expected, const Ink& found) {
    int all = 0;
    int apart = 0;
    for (std::size_t row = 0; row < std::max(expected.size(), found.size()); ++row) {
        for (std::size_t column = 0; column < 50; ++column) {
            const int here = std::abs(level(expected, row, column) - level(found, row, column));
            all += level(expected, row, column);
            apart += here;
            if (here < far_apart) continue;
            return "cell " + std::to_string(column) + " of row " + std::to_string(row);
        }
    }
    return apart * share_apart > all ? "much of the page is lighter or darker" : "";
}

}  // namespace preavis::pdf
