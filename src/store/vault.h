#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/noun.h"
#include "dossier/store.h"
#include "store/keyring.h"

namespace preavis::store {

/// The cell of a table in which something sealed stands: bound into it, so that it opens nowhere
/// else.
struct Place {
    std::string_view table;
    std::string_view column;
    std::string row;
};

/// Whose data somebody may open.
enum class Clearance { ordinary, protected_too };
Clearance clearance_of(const dossier::Scope& scope);

/// Owners of data keys.
namespace owner {
inline constexpr const char* general = "general";  ///< bodies, accounts, the service itself
inline constexpr const char* secret_places = "lieux-proteges";
std::string of_menage(const std::string& menage);
std::string of_personne(const std::string& personne);
/// Issued documents and scans of a ménage, which may have to outlive the rest.
std::string of_pieces(const std::string& menage);
}  // namespace owner

/// Seals what the store writes and opens what it reads, each owner under its own data key.
/// May be used from several threads. Throws Failure.
class Vault {
  public:
    /// Makes sure of the keys that are nobody's in particular.
    explicit Vault(const KeyPlace& place);

    std::string seal(const std::string& owner, const Place& place, std::string_view text,
                     KeyClass key_class = KeyClass::ordinary);
    std::string seal_file(const std::string& owner, const Place& place, std::string_view bytes,
                          KeyClass key_class = KeyClass::ordinary);

    /// Nothing if the owner's key was destroyed. Throws Failure (corrupted) if it is not what was
    /// sealed there, KeyDenied if the owner is protected and the reader is not cleared for that.
    std::optional<std::string> open(const std::string& owner, const Place& place,
                                    std::string_view sealed, Clearance clearance);
    std::optional<std::string> open_file(const std::string& owner, const Place& place,
                                         std::string_view sealed, Clearance clearance);

    /// The same, and nothing for what was altered.
    std::optional<std::string> try_open(const std::string& owner, const Place& place,
                                        std::string_view sealed, Clearance clearance);

    /// The name under which an index keeps a word; protected owners have names of their own.
    std::string blind(std::string_view index, std::string_view word, KeyClass key_class);
    /// Those under which somebody may find it.
    std::vector<std::string> blind_for(std::string_view index, std::string_view word,
                                       Clearance clearance);

    /// Tells these keys from all others, and nothing about them.
    std::string fingerprint();

    Keyring& keyring() { return keyring_; }

  private:
    std::optional<DataKey> key_to_open(const std::string& owner, Clearance clearance);

    Keyring keyring_;
};

/// A reader met data for which it has no clearance: its owner became protected meanwhile.
class KeyDenied : public base::Failure {
  public:
    explicit KeyDenied(const std::string& owner);
};

}  // namespace preavis::store
