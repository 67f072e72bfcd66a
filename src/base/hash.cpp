#include "base/hash.h"

#include <sodium.h>

#include "base/failure.h"

namespace preavis::base {
namespace {

/// libsodium must be initialised once before it draws random numbers.
void ensure_sodium() {
    static const int ready = sodium_init();
    if (ready < 0) throw Failure(FailureCode::configuration, "libsodium ne s'initialise pas");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string sha256(std::string_view bytes) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()), bytes_of(bytes),
                       bytes.size());
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    return hex(sha256(bytes));
}

std::string hex(std::string_view bytes) {
    std::string digits(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), bytes_of(bytes), bytes.size());
    digits.pop_back();
    return digits;
}

std::optional<std::string> from_hex(std::string_view digits) {
    if (digits.size() % 2 != 0) return std::nullopt;
    std::string bytes(digits.size() / 2, '\0');
    std::size_t read = 0;
    const char* end = nullptr;
    const int status = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                      digits.data(), digits.size(), nullptr, &read, &end);
    const bool whole = status == 0 && end == digits.data() + digits.size();
    return whole ? std::optional(std::move(bytes)) : std::nullopt;
}

std::string base64(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int status =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL);
    if (status != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string random_bytes(std::size_t count) {
    ensure_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_id() {
    return hex(random_bytes(16));
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace preavis::base
