#include "store/cipher.h"

#include <sodium.h>

#include <algorithm>

#include "base/expects.h"
#include "base/hash.h"

namespace preavis::store {
namespace {

constexpr char text_form = 1;
constexpr char file_form = 2;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t header_size = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t piece_size = 64 * 1024;
constexpr std::size_t piece_extra = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr unsigned char last_piece = crypto_secretstream_xchacha20poly1305_TAG_FINAL;
constexpr std::size_t blind_size = 16;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* room_in(std::string& text, std::size_t at) {
    return reinterpret_cast<unsigned char*>(text.data()) + at;
}

}  // namespace

Key::Key(std::string_view bytes) {
    expects(bytes.size() == size);
    std::copy(bytes.begin(), bytes.end(), bytes_.begin());
}

Key Key::drawn() {
    return Key(base::random_bytes(size));
}

Key::~Key() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

std::string Key::bytes() const {
    return {bytes_.begin(), bytes_.end()};
}

std::string seal(const Key& key, std::string_view context, std::string_view text) {
    std::string sealed(1 + nonce_size + text.size() + tag_size, text_form);
    randombytes_buf(room_in(sealed, 1), nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        room_in(sealed, 1 + nonce_size), nullptr, bytes_of(text), text.size(), bytes_of(context),
        context.size(), nullptr, room_in(sealed, 1), key.data());
    return sealed;
}

std::optional<std::string> open(const Key& key, std::string_view context, std::string_view sealed) {
    constexpr std::size_t overhead = 1 + nonce_size + tag_size;
    if (sealed.size() < overhead || sealed.front() != text_form) return std::nullopt;
    std::string text(sealed.size() - overhead, '\0');
    const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(
        room_in(text, 0), nullptr, nullptr, bytes_of(sealed) + 1 + nonce_size,
        sealed.size() - 1 - nonce_size, bytes_of(context), context.size(), bytes_of(sealed) + 1,
        key.data());
    return status == 0 ? std::optional(std::move(text)) : std::nullopt;
}

std::string seal_file(const Key& key, std::string_view context, std::string_view bytes) {
    const std::size_t pieces =
        std::max<std::size_t>((bytes.size() + piece_size - 1) / piece_size, 1);
    std::string sealed(1 + header_size + bytes.size() + pieces * piece_extra, file_form);
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, room_in(sealed, 1), key.data());
    std::size_t at = 1 + header_size;
    for (std::size_t i = 0; i < pieces; ++i) {
        const std::string_view piece = bytes.substr(i * piece_size, piece_size);
        const unsigned char tag = i + 1 == pieces ? last_piece : 0;
        crypto_secretstream_xchacha20poly1305_push(&state, room_in(sealed, at), nullptr,
                                                   bytes_of(piece), piece.size(), bytes_of(context),
                                                   context.size(), tag);
        at += piece.size() + piece_extra;
    }
    return sealed;
}

std::optional<std::string> open_file(const Key& key, std::string_view context,
                                     std::string_view sealed) {
    constexpr std::size_t overhead = 1 + header_size;
    if (sealed.size() < overhead + piece_extra || sealed.front() != file_form) return std::nullopt;
    crypto_secretstream_xchacha20poly1305_state state;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state, bytes_of(sealed) + 1, key.data()) !=
        0) {
        return std::nullopt;
    }
    std::string bytes(sealed.size() - overhead, '\0');
    std::size_t size = 0;
    unsigned char tag = 0;
    for (std::string_view rest = sealed.substr(overhead); !rest.empty();) {
        const std::string_view piece = rest.substr(0, piece_size + piece_extra);
        if (piece.size() < piece_extra || tag == last_piece) return std::nullopt;
        const int status = crypto_secretstream_xchacha20poly1305_pull(
            &state, room_in(bytes, size), nullptr, &tag, bytes_of(piece), piece.size(),
            bytes_of(context), context.size());
        if (status != 0) return std::nullopt;
        size += piece.size() - piece_extra;
        rest.remove_prefix(piece.size());
    }
    if (tag != last_piece) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string blinded(const Key& key, std::string_view text) {
    std::string name(blind_size, '\0');
    crypto_generichash(room_in(name, 0), name.size(), bytes_of(text), text.size(), key.data(),
                       Key::size);
    return base::hex(name);
}

}  // namespace preavis::store
