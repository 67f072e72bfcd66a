#pragma once

#include <filesystem>

#include "law/instant.h"

namespace preavis::seal {

/// Names of the files of an identity, in its folder.
inline constexpr const char* key_file_name = "sceau.cle";           ///< mode 0400
inline constexpr const char* certificates_file_name = "sceau.pem";  ///< its own, then the root
inline constexpr const char* authority_file_name = "autorite.pem";  ///< the root: what to trust

/// Draws a P-256 key and certificates for demonstrations, whose names say that they are worth
/// nothing, valid for ten years from `now`; does nothing where there is a key. The root's own key
/// is forgotten at once. Throws Failure.
void make_demonstration_identity(const std::filesystem::path& folder, law::Instant now);

}  // namespace preavis::seal
