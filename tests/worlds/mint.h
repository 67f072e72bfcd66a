#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "law/date.h"

namespace preavis::worlds {

/// Draws a world from its seed, and everything in it that is found again because it exists nowhere
/// else. The same seed draws the same.
class Mint {
  public:
    explicit Mint(std::uint64_t seed) : draw_(seed) {}

    std::size_t below(std::size_t count) { return draw_() % count; }
    bool chance(std::size_t percent) { return below(100) < percent; }

    /// One word of letters that no dictionary has: "Zqkuvamiro".
    std::string word();
    /// In E.164, in the range that the French plan keeps for fiction.
    std::string telephone();
    /// A day of no procedure: years before 1990 for adults, 2012 to 2020 for children.
    law::Date birth(bool adult);
    /// A postcode of the département that no place really has.
    std::string postcode(const std::string& departement);

  private:
    std::mt19937_64 draw_;
    std::set<std::string> drawn_;
};

/// How a word, a telephone number or a birth date may look once it has gone through JSON, HTML, an
/// address, a PDF, a calendar or base64. Letters and digits pass all but the last unchanged.
std::vector<std::string> forms_of_word(const std::string& word);
std::vector<std::string> forms_of_telephone(const std::string& e164);
std::vector<std::string> forms_of_date(law::Date date);

}  // namespace preavis::worlds
