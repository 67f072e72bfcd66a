#pragma once

#include <filesystem>
#include <memory>

#include "seal/key.h"

namespace preavis::seal {

/// Who seals: the organisation's key and the certificates that say whose it is.
struct Credentials {
    std::unique_ptr<Key> key;
    Certificates chain;  ///< the key's own first, then each its issuer
    law::Instant valid_from;
    law::Instant valid_until;

    X509* certificate() const { return chain.front().get(); }
};

/// Reads both and checks that they belong together. Throws Failure, naming file and certificate: no
/// certificate, one that is not the key's, does not allow to sign, or is not in force at `now`; a
/// chain whose certificates do not follow one another.
Credentials read_credentials(const std::filesystem::path& key, const std::filesystem::path& chain,
                             law::Instant now);

/// Throws Failure (configuration), naming the certificate, unless it is in force at that instant.
void expect_in_force(const Credentials& credentials, law::Instant at);

}  // namespace preavis::seal
