#include "identity/one_time.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/failure.h"

namespace preavis::identity {
namespace {

constexpr std::int64_t step_ms = 30 * 1000;
constexpr std::size_t digits = 6;
constexpr std::uint32_t codes = 1000000;

}  // namespace

std::uint32_t one_time_number(std::string_view key, std::uint64_t counter) {
    std::array<std::uint8_t, 8> message{};
    for (std::size_t i = 0; i < message.size(); ++i) {
        message[message.size() - 1 - i] = static_cast<std::uint8_t>(counter >> (8 * i));
    }
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
             mac.data(), &size) == nullptr) {
        throw base::Failure(base::FailureCode::configuration,
                            "OpenSSL ne calcule pas les codes à usage unique (HMAC-SHA-1)");
    }
    const std::size_t at = mac[size - 1] & 15U;
    return (std::uint32_t{mac[at]} & 127U) << 24 | std::uint32_t{mac[at + 1]} << 16 |
           std::uint32_t{mac[at + 2]} << 8 | std::uint32_t{mac[at + 3]};
}

std::string one_time_code(std::string_view key, std::uint64_t counter) {
    const std::string written = std::to_string(one_time_number(key, counter) % codes);
    return std::string(digits - written.size(), '0') + written;
}

std::int64_t time_step(law::Instant instant) {
    return instant.ms / step_ms;
}

}  // namespace preavis::identity
