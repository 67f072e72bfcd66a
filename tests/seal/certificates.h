#pragma once

#include <filesystem>
#include <string>

namespace preavis::seal {

/// Files that the program `openssl` makes: NAME.key (mode 0600) and NAME.pem in a folder.

/// A root; `key` as `openssl genpkey` words it: "EC -pkeyopt ec_paramgen_curve:P-256".
void make_root(const std::filesystem::path& folder, const std::string& name);
/// A certificate issued by a root of the same folder, in force for ten years from today.
/// `extensions`: "keyUsage=critical,digitalSignature".
void make_certificate(const std::filesystem::path& folder, const std::string& name,
                      const std::string& root, const std::string& key,
                      const std::string& extensions);

inline constexpr const char* p256 = "EC -pkeyopt ec_paramgen_curve:P-256";
inline constexpr const char* p384 = "EC -pkeyopt ec_paramgen_curve:P-384";
inline constexpr const char* may_sign_extension = "keyUsage=critical,digitalSignature";

}  // namespace preavis::seal
