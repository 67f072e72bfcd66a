#include "fuzz/mutation.h"

#include "base/expects.h"

namespace preavis::fuzz {
namespace {

constexpr std::size_t most_bytes = 8192;

/// A piece of a text of at most `most` bytes.
std::string piece(const std::string& text, std::size_t most, Dice& dice) {
    return text.substr(dice.roll(text.size() + 1), 1 + dice.roll(most));
}

void change_once(std::string& text, const std::vector<std::string>& corpus,
                 const std::vector<std::string_view>& words, Dice& dice) {
    const std::size_t at = dice.roll(text.size() + 1);
    switch (dice.roll(8)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(dice.roll(256));
            break;
        case 1:
            if (at < text.size())
                text[at] =
                    static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << dice.roll(7)));
            break;
        case 2: text.erase(at, 1 + dice.roll(8)); break;
        case 3: text.erase(at, dice.roll(text.size() + 1)); break;
        case 4: text.insert(at, piece(text, 40, dice)); break;
        case 5: text.insert(at, piece(corpus[dice.roll(corpus.size())], 200, dice)); break;
        default: text.insert(at, words[dice.roll(words.size())]); break;
    }
}

/// One piece many times over: what breaks readers that recurse or look back.
void repeat(std::string& text, const std::vector<std::string_view>& words, Dice& dice) {
    std::string part(words[dice.roll(words.size())]);
    part += words[dice.roll(words.size())];
    std::string many;
    for (std::size_t left = dice.roll(600); left > 0; --left) many += part;
    text.insert(dice.roll(text.size() + 1), many);
}

}  // namespace

std::size_t Dice::roll(std::size_t sides) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return sides == 0 ? 0 : (state_ * 0x2545F4914F6CDD1DULL >> 16) % sides;
}

std::string mutated(const std::vector<std::string>& corpus,
                    const std::vector<std::string_view>& words, Dice& dice) {
    expects(!corpus.empty() && !words.empty());
    std::string text = corpus[dice.roll(corpus.size())];
    for (std::size_t changes = 1 + dice.roll(6); changes > 0; --changes) {
        change_once(text, corpus, words, dice);
    }
    if (dice.roll(100) == 0) repeat(text, words, dice);
    if (text.size() > most_bytes) text.resize(most_bytes);
    return text;
}

}  // namespace preavis::fuzz
