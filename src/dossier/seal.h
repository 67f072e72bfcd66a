#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/instant.h"

namespace preavis::dossier {

/// When, and why: what a seal says of itself in the file.
struct SealRequest {
    law::Instant at;
    std::string reason = {};  ///< in French; may be empty
};

/// Makes the signature (CMS in DER) over what stands before and behind its own place in a file.
using SignBytes = std::function<std::string(std::string_view before, std::string_view behind)>;

/// A seal as a file holds it, before anybody has asked whether its signature is good.
struct SealInFile {
    std::string field;                       ///< name of its field
    std::optional<law::Instant> claimed_at;  ///< what the sealer says (/M)
    std::string reason;
    std::string contents;      ///< the signature (CMS in DER) and its padding
    std::string_view before;   ///< what it covers, in the file's own bytes
    std::string_view behind;   ///< the rest of what it covers
    bool covers_file = false;  ///< to the last byte; else an earlier revision
    /// Why what it covers is not one whole revision of the file, in French.
    std::vector<std::string> faults;
    /// What came after it and is no other seal, in French.
    std::vector<std::string> additions;
};

/// What became of a seal, once its signature has been checked.
struct SealVerdict {
    std::string field;
    std::string reason;
    std::string subject;  ///< who sealed: the certificate's names
    std::string issuer;
    std::optional<law::Instant> claimed_at;
    std::optional<law::Instant> stamped_at;  ///< by a time-stamp authority
    std::string authority;                   ///< its name
    bool covers_file = false;
    bool intact = false;   ///< the bytes are those that were sealed, and the signature is whole
    bool trusted = false;  ///< certificates lead to one that the asker trusts
    std::vector<std::string> faults;     ///< why it is not intact or not trusted, in French
    std::vector<std::string> additions;  ///< what came after it and is no other seal, in French
};

/// True if the file is as its last sealer left it: each seal is whole, one covers every byte, and
/// nothing but seals came after any of them. False without a seal.
bool hold(const std::vector<SealVerdict>& seals);
/// True if the asker trusts each of the seals, of which there is one at least.
bool are_trusted(const std::vector<SealVerdict>& seals);

}  // namespace preavis::dossier
