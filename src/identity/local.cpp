#include "identity/local.h"

#include <sodium.h>

#include <array>
#include <semaphore>

#include "base/failure.h"
#include "base/hash.h"
#include "identity/base32.h"
#include "identity/one_time.h"

namespace preavis::identity {
namespace {

constexpr std::size_t hash_memory_bytes = 64U << 20;
constexpr unsigned long long hash_passes = 3;
constexpr std::ptrdiff_t hashes_at_once = 2;
constexpr std::size_t totp_secret_bytes = 20;  // the length of the hash: RFC 4226, section 4
constexpr std::size_t token_bytes = 32;
constexpr std::int64_t drift_steps = 1;

using Turns = std::counting_semaphore<hashes_at_once>;

/// One of the places for hashing, held while it lives.
class Turn {
  public:
    explicit Turn(Turns& turns) : turns_(turns) { turns_.acquire(); }
    ~Turn() { turns_.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    Turns& turns_;
};

class LocalIdentity : public dossier::Identity {
  public:
    LocalIdentity() {
        if (sodium_init() < 0) {
            throw base::Failure(base::FailureCode::configuration, "libsodium ne s'initialise pas");
        }
    }

    std::string hash_password(const std::string& password) override {
        const Turn turn(turns_);
        std::array<char, crypto_pwhash_STRBYTES> hash{};
        if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), hash_passes,
                                  hash_memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
            throw base::Failure(base::FailureCode::storage,
                                "la mémoire manque pour chiffrer un mot de passe");
        }
        return hash.data();
    }

    bool password_matches(const std::string& password, const std::string& hash) override {
        const Turn turn(turns_);
        return hash.size() < crypto_pwhash_STRBYTES &&
               crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    }

    // Tries every step, so that the answer takes the same time for each.
    std::int64_t totp_step(const std::string& base32_secret, const std::string& code,
                           law::Instant now) override {
        const auto key = from_base32(base32_secret);
        if (!key || key->empty()) return -1;
        const std::int64_t current = time_step(now);
        std::int64_t found = -1;
        for (std::int64_t step = current - drift_steps; step <= current + drift_steps; ++step) {
            if (step < 0) continue;
            const std::string right = one_time_code(*key, static_cast<std::uint64_t>(step));
            if (base::equal_in_constant_time(right, code)) found = step;
        }
        return found;
    }

    std::string draw_totp_secret() override {
        return base32(base::random_bytes(totp_secret_bytes));
    }

    std::string draw_token() override {
        constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
        const std::string bytes = base::random_bytes(token_bytes);
        std::array<char, sodium_base64_ENCODED_LEN(token_bytes, variant)> text{};
        sodium_bin2base64(text.data(), text.size(),
                          reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                          variant);
        return text.data();
    }

  private:
    Turns turns_{hashes_at_once};
};

}  // namespace

std::unique_ptr<dossier::Identity> local_identity() {
    return std::make_unique<LocalIdentity>();
}

}  // namespace preavis::identity
