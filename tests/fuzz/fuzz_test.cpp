// The short form of the campaigns: the same inputs on every run.
#include <gtest/gtest.h>

#include <iostream>
#include <ostream>

#include "base/expects.h"
#include "base/file.h"
#include "base/hash.h"
#include "fuzz/mutation.h"
#include "fuzz/targets.h"

namespace preavis::fuzz {

/// How GoogleTest names a target in its messages.
void PrintTo(const Target& target, std::ostream* out) {
    *out << target.name;
}

namespace {

constexpr std::uint64_t seed = 20'260'504;

std::vector<std::string> corpus_of(const Target& target) {
    std::vector<std::string> inputs;
    const auto folder = std::filesystem::path(PREAVIS_ROOT) / "tests/fuzz/corpus" / target.name;
    for (const auto& file : base::files_below(folder, "")) inputs.push_back(base::read_file(file));
    return inputs;
}

/// False, and a failed test that shows the input, if the target throws.
bool survives(const Target& target, const std::string& input) {
    try {
        target.one(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
        return true;
    } catch (const std::exception& error) {
        ADD_FAILURE() << target.name << ": " << error.what() << "\nhex " << base::hex(input) << "\n"
                      << input;
        return false;
    }
}

class Fuzz : public testing::TestWithParam<Target> {};

TEST_P(Fuzz, SurvivesItsCorpusAndEveryPieceOfIt) {
    const std::vector<std::string> corpus = corpus_of(GetParam());
    ASSERT_FALSE(corpus.empty());
    for (const std::string& input : corpus) {
        const std::size_t step = 1 + input.size() / 100;
        for (std::size_t size = 0; size < input.size(); size += step) {
            if (!survives(GetParam(), input.substr(0, size))) return;
        }
        if (!survives(GetParam(), input)) return;
    }
}

TEST_P(Fuzz, SurvivesMutationsOfItsCorpus) {
    const std::vector<std::string> corpus = corpus_of(GetParam());
    std::cout << GetParam().inputs << " inputs from seed " << seed << std::endl;
    Dice dice(seed);
    for (int i = 0; i < GetParam().inputs; ++i) {
        if (!survives(GetParam(), mutated(corpus, GetParam().words, dice))) return;
    }
}

INSTANTIATE_TEST_SUITE_P(Readers, Fuzz, testing::ValuesIn(targets()),
                         [](const auto& target) { return std::string(target.param.name); });

TEST(Dice, RollTheSameForTheSameSeed) {
    Dice first(7);
    Dice second(7);
    for (int i = 0; i < 1000; ++i) {
        const std::size_t rolled = first.roll(6);
        EXPECT_EQ(rolled, second.roll(6));
        EXPECT_LT(rolled, 6U);
    }
    EXPECT_EQ(first.roll(0), 0U);
}

}  // namespace
}  // namespace preavis::fuzz
