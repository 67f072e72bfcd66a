#pragma once

#include <filesystem>
#include <memory>

#include "dossier/ports.h"

namespace preavis::seal {

/// Signs with the Ed25519 key of a file: 32 raw bytes, for its owner alone to read.
/// `create` draws a new key where there is none. Safe to use from several threads.
/// Throws Failure: no key, a file of another size, or one that others may read; the message says
/// how to mend it.
/// Source: RFC 8032; libsodium's crypto_sign.
std::unique_ptr<dossier::Signer> file_signer(const std::filesystem::path& path, bool create);

/// True if `signature` (hexadecimal) over the statement was made with the key whose public half is
/// `public_key` (hexadecimal).
bool signature_holds(std::string_view statement, const std::string& signature,
                     const std::string& public_key);

}  // namespace preavis::seal
