#include "identity/base32.h"

#include <cstdint>

namespace preavis::identity {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

std::string typed_letters(std::string_view text) {
    std::string letters;
    for (const char letter : text) {
        if (letter != ' ') letters += upper(letter);
    }
    letters.erase(letters.find_last_not_of('=') + 1);
    return letters;
}

/// 1, 3 or 6 letters over a multiple of eight stand for no number of bytes.
bool is_possible_length(std::size_t letters) {
    const std::size_t rest = letters % 8;
    return rest != 1 && rest != 3 && rest != 6;
}

}  // namespace

std::string base32(std::string_view bytes) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = (held << 8) | static_cast<std::uint8_t>(byte);
        for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    }
    if (bits > 0) text += alphabet[(held << (5 - bits)) & 31];
    return text;
}

std::optional<std::string> from_base32(std::string_view text) {
    const std::string letters = typed_letters(text);
    if (!is_possible_length(letters.size())) return std::nullopt;
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char letter : letters) {
        const std::size_t value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << 5) | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((held >> bits) & 255);
    }
    return bytes;
}

}  // namespace preavis::identity
