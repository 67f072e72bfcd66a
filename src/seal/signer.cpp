#include "seal/signer.h"

#include <sodium.h>

#include <array>
#include <optional>

#include "base/expects.h"
#include "base/failure.h"
#include "base/hash.h"
#include "base/key_file.h"

namespace preavis::seal {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t size>
std::string hex_of(const std::array<unsigned char, size>& bytes) {
    return base::hex({reinterpret_cast<const char*>(bytes.data()), size});
}

/// The bytes of exactly so many pairs of hexadecimal digits.
template <std::size_t size>
std::optional<std::array<unsigned char, size>> from_hex(const std::string& text) {
    std::array<unsigned char, size> bytes{};
    std::size_t read = 0;
    const char* end = nullptr;
    const int status =
        sodium_hex2bin(bytes.data(), size, text.data(), text.size(), nullptr, &read, &end);
    const bool whole = status == 0 && read == size && end == text.data() + text.size();
    if (!whole) return std::nullopt;
    return bytes;
}

class FileSigner : public dossier::Signer {
  public:
    explicit FileSigner(std::string seed) {
        expects(seed.size() == crypto_sign_SEEDBYTES);
        crypto_sign_seed_keypair(public_.data(), secret_.data(), bytes_of(seed));
        sodium_memzero(seed.data(), seed.size());
    }
    ~FileSigner() override { sodium_memzero(secret_.data(), secret_.size()); }
    FileSigner(const FileSigner&) = delete;
    FileSigner& operator=(const FileSigner&) = delete;

    std::string public_key() const override { return hex_of(public_); }

    std::string sign(std::string_view statement) const override {
        std::array<unsigned char, crypto_sign_BYTES> signature{};
        crypto_sign_detached(signature.data(), nullptr, bytes_of(statement), statement.size(),
                             secret_.data());
        return hex_of(signature);
    }

  private:
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_{};
};

}  // namespace

std::unique_ptr<dossier::Signer> file_signer(const std::filesystem::path& path, bool create) {
    if (sodium_init() < 0) {
        throw base::Failure(base::FailureCode::configuration, "libsodium ne démarre pas");
    }
    if (create && !std::filesystem::exists(path)) {
        base::write_key_file(path, base::random_bytes(crypto_sign_SEEDBYTES));
    }
    std::string seed = base::read_key_file(path);
    if (seed.size() != crypto_sign_SEEDBYTES) {
        throw base::Failure(base::FailureCode::corrupted,
                            path.string() + " : une clé de signature compte 32 octets, non " +
                                std::to_string(seed.size()) +
                                " (remettez la copie de sauvegarde de ce fichier)");
    }
    return std::make_unique<FileSigner>(std::move(seed));
}

bool signature_holds(std::string_view statement, const std::string& signature,
                     const std::string& public_key) {
    const auto mark = from_hex<crypto_sign_BYTES>(signature);
    const auto key = from_hex<crypto_sign_PUBLICKEYBYTES>(public_key);
    return mark && key &&
           crypto_sign_verify_detached(mark->data(), bytes_of(statement), statement.size(),
                                       key->data()) == 0;
}

}  // namespace preavis::seal
