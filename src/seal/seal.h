#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "dossier/ports.h"
#include "seal/time_stamp.h"

namespace preavis::seal {

/// How a file takes a seal: `pdf::with_seal`.
using Embed = std::function<std::string(std::string_view pdf, const dossier::SealRequest& request,
                                        std::size_t room, const dossier::SignBytes& sign)>;

/// What an organisation seals with.
struct Settings {
    std::filesystem::path key;           ///< PEM, PKCS#8, mode 0400 or 0600
    std::filesystem::path certificates;  ///< PEM: its own, then each its issuer
    std::optional<Authority> authority;  ///< with one, seals are PAdES B-T, else B-B
};

/// Seals in the organisation's name. Safe to use from several threads.
/// Throws Failure, naming what is wrong: files that cannot be used, a certificate that is not in
/// force `now`. Each seal throws Failure: a certificate that is not in force at its instant, an
/// authority that does not answer (the seal is then not made, never made without time-stamp).
std::unique_ptr<dossier::Sealer> sealer(const Settings& settings, law::Instant now, Embed embed);

}  // namespace preavis::seal
