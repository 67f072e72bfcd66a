#include "pdf/icc.h"

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace preavis::pdf {
namespace {

using namespace std::string_literals;

constexpr std::size_t header_size = 128;
constexpr std::uint32_t version_4_2 = 0x04200000;

// The white of the profile connection space.
constexpr double white_x = 0.9642, white_y = 1.0, white_z = 0.8249;

std::string u16(unsigned value) {
    return {static_cast<char>(value >> 8 & 0xff), static_cast<char>(value & 0xff)};
}

std::string u32(std::uint32_t value) {
    return u16(value >> 16) + u16(value & 0xffff);
}

/// Signed numbers with sixteen fractional bits.
std::string fixed(std::initializer_list<double> values) {
    std::string bytes;
    for (const double value : values) {
        bytes += u32(static_cast<std::uint32_t>(std::lround(value * 65536)));
    }
    return bytes;
}

std::string xyz(double x, double y, double z) {
    return "XYZ "s + u32(0) + fixed({x, y, z});
}

/// A text in one language, in UTF-16.
std::string localised(const std::string& ascii) {
    std::string text;
    for (const char c : ascii) text += u16(static_cast<unsigned char>(c));
    const auto length = static_cast<std::uint32_t>(text.size());
    return "mluc"s + u32(0) + u32(1) + u32(12) + "enUS" + u32(length) + u32(28) + text;
}

/// Curve of type 3: linear near black, a power of 2.4 above.
std::string curve() {
    return "para"s + u32(0) + u16(3) + u16(0) +
           fixed({2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045});
}

/// From D65 to D50, Bradford.
std::string adaptation() {
    return "sf32"s + u32(0) +
           fixed({1.047882, 0.022918, -0.050217, 0.029587, 0.990479, -0.017059, -0.009247, 0.015076,
                  0.751678});
}

std::string header(std::size_t size) {
    std::string bytes = u32(static_cast<std::uint32_t>(size)) + u32(0) + u32(version_4_2) +
                        "mntrRGB XYZ " + u16(2026) + u16(1) + u16(1) + u16(0) + u16(0) + u16(0) +
                        "acsp" + u32(0) + u32(0) + u32(0) + u32(0) + u32(0) + u32(0) + u32(0) +
                        fixed({white_x, white_y, white_z});
    bytes.resize(header_size, '\0');
    return bytes;
}

}  // namespace

std::string srgb_profile() {
    const std::vector<std::pair<std::string, std::string>> tags{
        {"desc", localised("sRGB")},
        {"cprt", localised("CC0")},
        {"wtpt", xyz(white_x, white_y, white_z)},
        {"chad", adaptation()},
        {"rXYZ", xyz(0.436066, 0.222488, 0.013916)},
        {"gXYZ", xyz(0.385147, 0.716873, 0.097076)},
        {"bXYZ", xyz(0.143066, 0.060608, 0.714096)},
        {"rTRC", curve()},
        {"gTRC", curve()},
        {"bTRC", curve()},
    };
    const std::size_t first = header_size + 4 + 12 * tags.size();
    std::string table = u32(static_cast<std::uint32_t>(tags.size()));
    std::string data;
    std::size_t offset = first;
    std::string previous;
    for (const auto& [name, value] : tags) {
        if (value != previous) {  // the three curves are one
            data.resize((data.size() + 3) / 4 * 4, '\0');
            offset = first + data.size();
            data += value;
        }
        previous = value;
        table += name + u32(static_cast<std::uint32_t>(offset)) +
                 u32(static_cast<std::uint32_t>(value.size()));
    }
    data.resize((data.size() + 3) / 4 * 4, '\0');
    return header(first + data.size()) + table + data;
}

}  // namespace preavis::pdf
