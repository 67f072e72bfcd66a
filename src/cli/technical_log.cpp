#include "cli/technical_log.h"

#include <algorithm>
#include <cctype>

#include "base/append.h"
#include "base/json.h"
#include "base/text.h"

namespace preavis::cli {
namespace {

constexpr std::size_t longest_text = 2000;
constexpr std::size_t digits_of_a_telephone = 9;
constexpr std::string_view name_start = "technique-";
constexpr std::string_view name_end = ".jsonl";
constexpr std::string_view masked = "[masqué]";
constexpr std::size_t day_length = 10;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What stands between the digits of a telephone number.
bool joins_digits(char c) {
    return c == ' ' || c == '.' || c == '-' || c == '(' || c == ')';
}

bool is_of_address(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' ||
           c == '+' || c == '%' || static_cast<unsigned char>(c) >= 0x80;
}

/// Where a telephone number that begins here ends; `at` if none does. It begins with + or 0.
std::size_t end_of_telephone(std::string_view text, std::size_t at) {
    if (text[at] != '+' && text[at] != '0') return at;
    if (at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0)) return at;
    std::size_t digits = 0;
    std::size_t end = at;
    for (std::size_t i = at + (text[at] == '+' ? 1 : 0); i < text.size(); ++i) {
        if (is_digit(text[i])) {
            ++digits;
            end = i + 1;
        } else if (!joins_digits(text[i])) {
            break;
        }
    }
    return digits >= digits_of_a_telephone ? end : at;
}

std::string without_telephones(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = end_of_telephone(text, i);
        if (end > i) {
            result += masked;
            i = end;
        } else {
            result += text[i++];
        }
    }
    return result;
}

std::string without_addresses(const std::string& text) {
    std::string result = text;
    for (std::size_t sign = 0; (sign = result.find('@', sign)) != result.npos;) {
        std::size_t start = sign;
        while (start > 0 && is_of_address(result[start - 1])) --start;
        std::size_t end = sign + 1;
        while (end < result.size() && is_of_address(result[end])) ++end;
        result.replace(start, end - start, masked);
        sign = start + masked.size();
    }
    return result;
}

/// What a text that is not UTF-8 can say.
std::string readable(std::string_view text) {
    std::string result(text.substr(0, longest_text));
    result.resize(base::utf8_prefix(result));
    return result;
}

}  // namespace

std::string technical_line(law::Instant at, std::string_view text) {
    const std::string said = without_addresses(without_telephones(readable(text)));
    const base::Json line = {{"at", law::utc_iso(at)}, {"quoi", said}};
    // ASCII only: no control character of Unicode either can break a line somewhere.
    return line.dump(-1, ' ', true) + "\n";
}

std::optional<law::Date> day_of_log(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    if (name.size() != name_start.size() + day_length + name_end.size()) return std::nullopt;
    if (!name.starts_with(name_start) || !name.ends_with(name_end)) return std::nullopt;
    return law::Date::parse(std::string_view(name).substr(name_start.size(), day_length));
}

std::filesystem::path TechnicalLog::file_of(const std::string& day) const {
    return settings_.folder / (std::string(name_start) + day + std::string(name_end));
}

void TechnicalLog::begin_day(law::Instant at) {
    std::error_code ignored;
    if (std::filesystem::create_directories(settings_.folder, ignored)) {
        std::filesystem::permissions(settings_.folder, std::filesystem::perms::owner_all, ignored);
    }
    full_ = false;
    for (const auto& entry : std::filesystem::directory_iterator(settings_.folder, ignored)) {
        const auto day = day_of_log(entry.path());
        if (day && !settings_.kept(*day, at)) std::filesystem::remove(entry.path(), ignored);
    }
}

bool TechnicalLog::note(law::Instant at, std::string_view text) {
    const std::lock_guard lock(mutex_);
    const std::string day = law::utc_iso(at).substr(0, day_length);
    if (day != day_) {
        begin_day(at);
        day_ = day;
    }
    if (full_) return false;
    const auto appended =
        base::append_private(file_of(day), technical_line(at, text), settings_.most_bytes_a_day);
    full_ = appended == base::Appended::full;
    if (full_) {
        const std::string said =
            technical_line(at, "fichier plein : la suite du jour n'est que sur la sortie d'erreur");
        base::append_private(file_of(day), said, settings_.most_bytes_a_day + longest_text);
    }
    return appended == base::Appended::done;
}

}  // namespace preavis::cli
