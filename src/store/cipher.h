#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace preavis::store {

/// 256 bits that encrypt. Wiped from memory when it goes.
class Key {
  public:
    static constexpr std::size_t size = 32;

    /// Expects that many bytes.
    explicit Key(std::string_view bytes);
    static Key drawn();
    ~Key();
    Key(const Key&) = default;
    Key& operator=(const Key&) = default;

    const unsigned char* data() const { return bytes_.data(); }
    std::string bytes() const;

  private:
    std::array<unsigned char, size> bytes_{};
};

// What is sealed is bound to a context (whose it is, where it stands): under another one it does
// not open. Each sealing draws its own nonce, so that the same text is never written alike twice.

/// XChaCha20-Poly1305: a mark of the form (1 byte), the nonce (24), the text, the tag (16).
std::string seal(const Key& key, std::string_view context, std::string_view text);
/// Nothing if it was altered, moved, cut, or sealed with another key.
std::optional<std::string> open(const Key& key, std::string_view context, std::string_view sealed);

/// The same for large files, by pieces of 64 KiB of libsodium's secretstream.
std::string seal_file(const Key& key, std::string_view context, std::string_view bytes);
std::optional<std::string> open_file(const Key& key, std::string_view context,
                                     std::string_view sealed);

/// A name for a text that only the holder of the key can compute: 128 bits of keyed BLAKE2b, in
/// hexadecimal.
std::string blinded(const Key& key, std::string_view text);

}  // namespace preavis::store
