#include "worlds/mint.h"

#include <array>

#include "base/hash.h"

namespace preavis::worlds {
namespace {

constexpr std::size_t syllables = 5;

/// What stands for these bytes wherever they begin in a text that is coded as a whole: the digits
/// that depend on no byte outside.
std::vector<std::string> in_base64(const std::string& bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<std::string> forms;
    for (std::size_t before = 0; before < 3; ++before) {
        std::string coded;
        const std::size_t skipped = (8 * before + 5) / 6;
        const std::size_t last = 8 * (before + bytes.size()) / 6;
        for (std::size_t digit = skipped; digit < last; ++digit) {
            unsigned value = 0;
            for (std::size_t bit = 6 * digit; bit < 6 * digit + 6; ++bit) {
                const auto byte = static_cast<unsigned char>(bytes[bit / 8 - before]);
                value = value * 2 + ((byte >> (7 - bit % 8)) & 1U);
            }
            coded += digits[value];
        }
        forms.push_back(coded);
    }
    return forms;
}

}  // namespace

std::string Mint::word() {
    constexpr std::string_view consonants = "bdfgklmnprtvz";
    constexpr std::string_view vowels = "aeiou";
    for (;;) {
        std::string word = "Zq";
        for (std::size_t i = 0; i < syllables; ++i) {
            word += consonants[below(consonants.size())];
            word += vowels[below(vowels.size())];
        }
        if (drawn_.insert(word).second) return word;
    }
}

std::string Mint::telephone() {
    for (;;) {
        const std::string digits = std::to_string(1'000'000 + below(1'000'000)).substr(1);
        const std::string number = "+33199" + digits;
        if (drawn_.insert(number).second) return number;
    }
}

law::Date Mint::birth(bool adult) {
    constexpr std::int32_t day_1950 = -7305;
    constexpr std::int32_t day_2012 = 15340;
    for (;;) {
        const auto days = static_cast<std::int32_t>(below(adult ? 14'000 : 3'000));
        const auto date = law::Date::from_day_number((adult ? day_1950 : day_2012) + days);
        if (drawn_.insert(date.iso()).second) return date;
    }
}

std::string Mint::postcode(const std::string& departement) {
    for (;;) {
        std::string code = departement + std::to_string(1'500 + below(400)).substr(1);
        if (drawn_.insert(code).second) return code;
    }
}

std::vector<std::string> forms_of_word(const std::string& word) {
    std::vector<std::string> forms = {word, base::hex(word)};
    for (auto& form : in_base64(word)) forms.push_back(std::move(form));
    return forms;
}

std::vector<std::string> forms_of_telephone(const std::string& e164) {
    const std::string national = "0" + e164.substr(3);
    std::vector<std::string> forms = {e164.substr(1), "%2B" + e164.substr(1), national};
    for (const std::string blank : {" ", ".", "-", "\u00a0", "\u202f", "%20", "&nbsp;"}) {
        std::string spaced;
        for (std::size_t i = 0; i < national.size(); i += 2) {
            spaced += (i == 0 ? "" : blank) + national.substr(i, 2);
        }
        forms.push_back(std::move(spaced));
    }
    return forms;
}

std::vector<std::string> forms_of_date(law::Date date) {
    const std::string iso = date.iso();
    std::string nothing_but_digits = iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8);
    return {iso, iso.substr(8) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4),
            law::in_french_without_weekday(date), std::move(nothing_but_digits)};
}

}  // namespace preavis::worlds
