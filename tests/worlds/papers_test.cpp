#include "worlds/papers.h"

#include <gtest/gtest.h>

#include "access/policy.h"
#include "worlds/lives.h"
#include "worlds/matcher.h"

namespace preavis::worlds {
namespace {

/// The matcher of a town's canaries.
Matcher matcher_of(const Census& census) {
    std::vector<std::string> patterns;
    for (const Canary& canary : census.canaries) patterns.push_back(canary.forms.front());
    return Matcher(patterns);
}

/// What is read on the pages before they are written is what poppler reads in the file.
TEST(Papers, are_read_as_poppler_reads_them) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; compared < 6; ++seed) {
        Town town(seed, {});
        live(town, plan_of(seed));
        const Matcher matcher = matcher_of(town.census);
        for (const Affair& affair : town.census.affairs) {
            for (const std::string& id : affair.pieces) {
                const auto bytes = town.stage.store().piece_bytes(id, access::system_scope());
                ASSERT_TRUE(bytes);
                const auto ours = matcher.found_in(town.papers.read(*bytes));
                EXPECT_EQ(ours, matcher.found_in(extracted_by_poppler(*bytes) + *bytes)) << seed;
                EXPECT_FALSE(ours.empty());
                ++compared;
            }
        }
    }
}

}  // namespace
}  // namespace preavis::worlds
