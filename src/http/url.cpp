#include "http/url.h"

#include "base/text.h"

namespace preavis::http {
namespace {

constexpr std::size_t most_parameters = 500;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool is_acceptable(const std::string& text, bool lines) {
    if (!base::is_utf8(text) || base::has_control_characters(text)) return false;
    return lines || text.find_first_of("\n\t") == std::string::npos;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space, bool lines) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i] == '+' && plus_is_space ? ' ' : text[i];
        }
    }
    if (lines) decoded = base::replaced(std::move(decoded), "\r\n", "\n");
    if (!is_acceptable(decoded, lines)) return std::nullopt;
    return decoded;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

std::optional<Parameters> read_parameters(std::string_view text, bool lines) {
    Parameters parameters;
    if (text.empty()) return parameters;
    for (const std::string& part : base::split(text, '&')) {
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        const auto name = percent_decoded(part.substr(0, equals), true);
        const auto value = percent_decoded(
            equals == std::string::npos ? "" : part.substr(equals + 1), true, lines);
        if (!name || !value || parameters.size() >= most_parameters) return std::nullopt;
        parameters.emplace_back(*name, *value);
    }
    return parameters;
}

std::string query_of(const Parameters& parameters) {
    std::string query;
    for (const auto& [name, value] : parameters) {
        query += (query.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    }
    return query;
}

}  // namespace preavis::http
