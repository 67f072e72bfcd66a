#include "store/vault.h"

#include "base/failure.h"

namespace preavis::store {
namespace {

constexpr const char* index_owner = "index";
constexpr const char* protected_index_owner = "index-protege";

std::string index_of(KeyClass key_class) {
    return key_class == KeyClass::ordinary ? index_owner : protected_index_owner;
}

/// Each part with its length, so that no two places are written alike.
std::string context_of(const std::string& owner, const Place& place) {
    std::string context;
    for (const std::string_view part :
         {std::string_view(owner), place.table, place.column, std::string_view(place.row)}) {
        context += std::to_string(part.size());
        context += ':';
        context += part;
    }
    return context;
}

/// Nothing for nothing; Failure for what does not open although there is a key.
std::optional<std::string> expect_opened(std::optional<std::string> opened, const Place& place) {
    if (opened) return opened;
    throw base::Failure(base::FailureCode::corrupted,
                        "le contenu de « " + std::string(place.table) + "." +
                            std::string(place.column) + " », ligne " + place.row +
                            ", n’est pas celui qui y fut écrit");
}

}  // namespace

Clearance clearance_of(const dossier::Scope& scope) {
    return scope.everything || scope.protected_households ? Clearance::protected_too
                                                          : Clearance::ordinary;
}

std::string owner::of_menage(const std::string& menage) {
    return "menage:" + menage;
}

std::string owner::of_personne(const std::string& personne) {
    return "personne:" + personne;
}

std::string owner::of_pieces(const std::string& menage) {
    return "pieces:" + menage;
}

KeyDenied::KeyDenied(const std::string& owner)
    : Failure(base::FailureCode::privilege, "la clé de « " + owner + " » est réservée") {}

Vault::Vault(const KeyPlace& place) : keyring_(place) {
    for (const char* name : {owner::general, index_owner}) {
        keyring_.key_for(name, KeyClass::ordinary);
    }
    if (keyring_.has_master_of(KeyClass::protected_ones)) {
        for (const char* name : {owner::secret_places, protected_index_owner}) {
            keyring_.key_for(name, KeyClass::protected_ones);
        }
    }
    keyring_.keep_new();
}

std::string Vault::seal(const std::string& owner, const Place& place, std::string_view text,
                        KeyClass key_class) {
    return store::seal(keyring_.key_for(owner, key_class).key, context_of(owner, place), text);
}

std::string Vault::seal_file(const std::string& owner, const Place& place, std::string_view bytes,
                             KeyClass key_class) {
    return store::seal_file(keyring_.key_for(owner, key_class).key, context_of(owner, place),
                            bytes);
}

std::optional<DataKey> Vault::key_to_open(const std::string& owner, Clearance clearance) {
    auto data = keyring_.find(owner);
    if (data && data->key_class == KeyClass::protected_ones && clearance == Clearance::ordinary) {
        throw KeyDenied(owner);
    }
    return data;
}

std::optional<std::string> Vault::open(const std::string& owner, const Place& place,
                                       std::string_view sealed, Clearance clearance) {
    const auto data = key_to_open(owner, clearance);
    if (!data) return std::nullopt;
    return expect_opened(store::open(data->key, context_of(owner, place), sealed), place);
}

std::optional<std::string> Vault::try_open(const std::string& owner, const Place& place,
                                           std::string_view sealed, Clearance clearance) {
    const auto data = key_to_open(owner, clearance);
    if (!data) return std::nullopt;
    return store::open(data->key, context_of(owner, place), sealed);
}

std::optional<std::string> Vault::open_file(const std::string& owner, const Place& place,
                                            std::string_view sealed, Clearance clearance) {
    const auto data = key_to_open(owner, clearance);
    if (!data) return std::nullopt;
    return expect_opened(store::open_file(data->key, context_of(owner, place), sealed), place);
}

std::string Vault::blind(std::string_view index, std::string_view word, KeyClass key_class) {
    const DataKey data = keyring_.key_for(index_of(key_class), key_class);
    return blinded(data.key, std::string(index) + "|" + std::string(word));
}

std::vector<std::string> Vault::blind_for(std::string_view index, std::string_view word,
                                          Clearance clearance) {
    std::vector<std::string> names = {blind(index, word, KeyClass::ordinary)};
    if (clearance == Clearance::protected_too && keyring_.has_master_of(KeyClass::protected_ones)) {
        names.push_back(blind(index, word, KeyClass::protected_ones));
    }
    return names;
}

std::string Vault::fingerprint() {
    return blinded(keyring_.key_for(owner::general, KeyClass::ordinary).key, "magasin");
}

}  // namespace preavis::store
