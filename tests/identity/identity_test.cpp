#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "clock/clock.h"
#include "identity/base32.h"
#include "identity/local.h"
#include "identity/one_time.h"

namespace preavis::identity {
namespace {

constexpr std::string_view rfc_key = "12345678901234567890";

// Source: RFC 4648, section 10.
TEST(base32, gives_the_vectors_of_rfc_4648) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"", ""},
        {"f", "MY"},
        {"fo", "MZXQ"},
        {"foo", "MZXW6"},
        {"foob", "MZXW6YQ"},
        {"fooba", "MZXW6YTB"},
        {"foobar", "MZXW6YTBOI"},
    };
    for (const auto& [bytes, text] : cases) {
        EXPECT_EQ(base32(bytes), text);
        EXPECT_EQ(from_base32(text), bytes);
    }
}

TEST(base32, reads_what_people_type_and_nothing_else) {
    const std::vector<std::pair<std::string, std::optional<std::string>>> cases = {
        {"mzxw 6ytb oi", "foobar"}, {"MZXW6YTBOI======", "foobar"}, {"MZXW6YTB0I", std::nullopt},
        {"M", std::nullopt},        {"MZX", std::nullopt},          {"MZXW6Y", std::nullopt},
        {"MZ=XW6YQ", std::nullopt}, {"MZXW6YTB\n", std::nullopt},   {"é", std::nullopt},
    };
    for (const auto& [text, bytes] : cases) EXPECT_EQ(from_base32(text), bytes) << text;
}

// Source: RFC 4226, appendix D.
TEST(one_time_code, gives_the_vectors_of_rfc_4226) {
    const std::vector<std::pair<std::uint32_t, std::string>> cases = {
        {1284755224, "755224"}, {1094287082, "287082"}, {137359152, "359152"},
        {1726969429, "969429"}, {1640338314, "338314"}, {868254676, "254676"},
        {1918287922, "287922"}, {82162583, "162583"},   {673399871, "399871"},
        {645520489, "520489"},
    };
    for (std::uint64_t counter = 0; counter < cases.size(); ++counter) {
        EXPECT_EQ(one_time_number(rfc_key, counter), cases[counter].first);
        EXPECT_EQ(one_time_code(rfc_key, counter), cases[counter].second);
    }
}

// Source: RFC 6238, appendix B (SHA-1, eight digits).
TEST(one_time_code, gives_the_vectors_of_rfc_6238) {
    const std::vector<std::pair<std::int64_t, std::uint32_t>> cases = {
        {59, 94287082},         {1111111109, 7081804},  {1111111111, 14050471},
        {1234567890, 89005924}, {2000000000, 69279037}, {20000000000, 65353130},
    };
    for (const auto& [second, code] : cases) {
        const auto step = static_cast<std::uint64_t>(time_step({second * 1000}));
        EXPECT_EQ(one_time_number(rfc_key, step) % 100000000, code);
    }
}

TEST(local_identity, accepts_the_code_of_this_half_minute_and_of_its_neighbours) {
    const auto identity = local_identity();
    const std::string secret = base32(rfc_key);
    const law::Instant now{1111111109000};
    const std::int64_t step = time_step(now);
    for (std::int64_t drift = -3; drift <= 3; ++drift) {
        const std::string code = one_time_code(rfc_key, static_cast<std::uint64_t>(step + drift));
        const std::int64_t expected = drift >= -1 && drift <= 1 ? step + drift : -1;
        EXPECT_EQ(identity->totp_step(secret, code, now), expected) << drift;
    }
    EXPECT_EQ(identity->totp_step(secret, one_time_code(rfc_key, 0), {0}), 0);
}

TEST(local_identity, refuses_what_is_not_a_code_of_six_digits) {
    const auto identity = local_identity();
    const law::Instant now{1111111109000};
    const auto step = static_cast<std::uint64_t>(time_step(now));
    const std::string code = one_time_code(rfc_key, step);
    const std::string secret = base32(rfc_key);
    for (const std::string& wrong : {std::string(), code.substr(1), code + "0", " " + code,
                                     code + std::string(1, '\0'), std::string("abcdef")}) {
        EXPECT_EQ(identity->totp_step(secret, wrong, now), -1) << wrong;
    }
    for (const std::string no_secret : {"", "1", "not base32!"}) {
        EXPECT_EQ(identity->totp_step(no_secret, one_time_code("", step), now), -1) << no_secret;
    }
}

TEST(local_identity, a_password_matches_its_own_hash_only) {
    const auto identity = local_identity();
    const std::string password = "correct cheval pile été \xf0\x9f\x94\x8b";
    const std::string hash = identity->hash_password(password);
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
    EXPECT_NE(identity->hash_password(password), hash);
    EXPECT_TRUE(identity->password_matches(password, hash));
    EXPECT_FALSE(identity->password_matches(password + " ", hash));
    EXPECT_FALSE(identity->password_matches("", hash));
    for (const std::string& broken : {std::string(), std::string("$argon2id$"), hash.substr(0, 40),
                                      hash + "x", std::string(500, 'a')}) {
        EXPECT_FALSE(identity->password_matches(password, broken)) << broken;
    }
}

TEST(local_identity, many_log_in_at_once_and_each_gets_the_right_answer) {
    const auto identity = local_identity();
    const std::string hash = identity->hash_password("secret");
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&, i] {
            EXPECT_EQ(identity->password_matches(i % 2 == 0 ? "secret" : "other", hash),
                      i % 2 == 0);
        });
    }
    for (std::thread& thread : threads) thread.join();
}

TEST(local_identity, secrets_and_tokens_are_long_printable_and_never_the_same) {
    const auto identity = local_identity();
    std::set<std::string> drawn;
    for (int i = 0; i < 100; ++i) {
        const std::string secret = identity->draw_totp_secret();
        EXPECT_EQ(from_base32(secret)->size(), 20u);
        const std::string token = identity->draw_token();
        EXPECT_EQ(token.size(), 43u);
        EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789-_"),
                  std::string::npos);
        drawn.insert(secret);
        drawn.insert(token);
    }
    EXPECT_EQ(drawn.size(), 200u);
}

TEST(test_clock, moves_forward_only_and_runs_on) {
    const auto machine = clock::system_clock();
    clock::TestClock test_clock;
    const law::Instant month_later = machine->now().plus_seconds(30 * 24 * 3600);
    EXPECT_TRUE(test_clock.move_to(month_later));
    EXPECT_GE(test_clock.now(), month_later);
    EXPECT_LT(test_clock.now(), month_later.plus_seconds(60));
    EXPECT_FALSE(test_clock.move_to(month_later.plus_seconds(-3600)));
    EXPECT_GE(test_clock.now(), month_later);
    const clock::TestClock again(test_clock.offset_ms());
    EXPECT_EQ(again.offset_ms(), test_clock.offset_ms());
    EXPECT_GE(clock::TestClock(test_clock.offset_ms()).now(), month_later);
}

TEST(system_clock, shows_a_plausible_utc_time_that_does_not_stand_still) {
    const auto machine = clock::system_clock();
    const law::Instant start = machine->now();
    EXPECT_GT(start, (law::Instant{1767225600000}));  // 2026
    while (machine->now() == start) continue;
    EXPECT_GT(machine->now(), start);
}

}  // namespace
}  // namespace preavis::identity
