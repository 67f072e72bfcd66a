#pragma once

#include <memory>

#include "dossier/ports.h"

namespace preavis::identity {

/// Accounts of our own: passwords by Argon2id (64 MiB, three passes, at most two at a time, so that
/// logging in cannot exhaust the machine), six-digit codes by the minute's half (RFC 6238), tokens
/// and secrets from the system's generator. May be used from several threads.
/// Throws Failure if the memory for a hash is not to be had.
std::unique_ptr<dossier::Identity> local_identity();

}  // namespace preavis::identity
