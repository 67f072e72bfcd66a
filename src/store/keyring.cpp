#include "store/keyring.h"

#include <sqlite3.h>

#include <cstdlib>

#include "base/expects.h"
#include "base/failure.h"

namespace preavis::store {
namespace {

namespace fs = std::filesystem;
using base::Failure;
using base::FailureCode;

constexpr std::size_t most_known = 50'000;

const char* name_of(KeyClass key_class) {
    return key_class == KeyClass::ordinary ? "ordinaire" : "protegee";
}

KeyClass class_named(const std::string& name) {
    return name == name_of(KeyClass::ordinary) ? KeyClass::ordinary : KeyClass::protected_ones;
}

std::string master_name(KeyClass key_class) {
    return key_class == KeyClass::ordinary ? "maitresse" : "maitresse-protegee";
}

/// The service credential if systemd gave one, else the file in the folder.
fs::path master_file(const fs::path& folder, KeyClass key_class) {
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    if (credentials != nullptr) {
        fs::path credential = fs::path(credentials) / ("preavis-" + master_name(key_class));
        if (fs::exists(credential)) return credential;
    }
    return folder / master_name(key_class);
}

void create_private_folder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
    if (failed) {
        throw Failure(
            FailureCode::privilege,
            folder.string() + " : dossier des clés impossible à créer (" + failed.message() + ")");
    }
}

/// Makes what is missing, one program at a time.
void create_missing(const fs::path& folder) {
    create_private_folder(folder);
    const LockFile alone(folder / "creation");
    for (const KeyClass key_class : {KeyClass::ordinary, KeyClass::protected_ones}) {
        const fs::path file = master_file(folder, key_class);
        if (!fs::exists(file)) MasterKey::create(file);
    }
}

/// The folder, made where that was asked for.
fs::path prepared(const KeyPlace& place) {
    const bool there = fs::exists(master_file(place.folder, KeyClass::ordinary));
    if (!there && !place.create) {
        throw Failure(FailureCode::configuration,
                      place.folder.string() +
                          " : les clés de ce magasin n’y sont pas, et rien ne se lit sans elles "
                          "(dites où elles sont avec --keys DOSSIER, ou remettez leur copie de "
                          "sauvegarde)");
    }
    if (place.create) create_missing(place.folder);
    return place.folder;
}

std::map<KeyClass, MasterKey> masters_in(const fs::path& folder) {
    std::map<KeyClass, MasterKey> masters;
    masters.emplace(KeyClass::ordinary, MasterKey::read(master_file(folder, KeyClass::ordinary)));
    const fs::path second = master_file(folder, KeyClass::protected_ones);
    if (fs::exists(second)) masters.emplace(KeyClass::protected_ones, MasterKey::read(second));
    return masters;
}

/// What a wrapped key is bound to.
std::string context_of(const std::string& owner, KeyClass key_class) {
    return std::string("trousseau|") + name_of(key_class) + "|" + owner;
}

}  // namespace

Keyring::Keyring(const KeyPlace& place)
    : folder_(prepared(place)),
      lock_(folder_ / "trousseau.sqlite",
            place.alone ? LockFile::Hold::alone : LockFile::Hold::with_others),
      masters_(masters_in(folder_)),
      db_(folder_ / "trousseau.sqlite", Connection::Use::keys) {
    db_.execute(
        "CREATE TABLE IF NOT EXISTS data_keys (owner TEXT PRIMARY KEY, class TEXT NOT NULL,"
        " master INTEGER NOT NULL, wrapped BLOB NOT NULL,"
        " destroyed INTEGER NOT NULL CHECK (destroyed IN (0, 1))) STRICT");
}

bool Keyring::has_master_of(KeyClass key_class) const {
    return masters_.contains(key_class);
}

MasterKey& Keyring::master_of(KeyClass key_class) {
    const auto found = masters_.find(key_class);
    if (found != masters_.end()) return found->second;
    throw Failure(FailureCode::configuration,
                  master_file(folder_, key_class).string() +
                      " : cette clé manque ici, et ce que protège le secret de l’adresse reste "
                      "fermé");
}

std::string Keyring::wrapped(const std::string& owner, const DataKey& data) {
    const MasterKey& master = master_of(data.key_class);
    return seal(*master.version(master.newest()), context_of(owner, data.key_class),
                data.key.bytes());
}

std::optional<DataKey> Keyring::read(const std::string& owner) {
    Query row(db_, "SELECT class, master, wrapped, destroyed FROM data_keys WHERE owner = ?",
              owner);
    if (!row.next()) {
        throw Failure(FailureCode::configuration,
                      folder_.string() + " : il manque la clé de « " + owner +
                          " » (ce trousseau est plus ancien que le magasin, ou d’un autre)");
    }
    const KeyClass key_class = class_named(row.text());
    const Key* master = master_of(key_class).version(static_cast<int>(row.integer()));
    const std::string sealed = row.text();
    if (row.flag()) return std::nullopt;
    const auto bytes =
        master == nullptr ? std::nullopt : open(*master, context_of(owner, key_class), sealed);
    if (!bytes || bytes->size() != Key::size) {
        throw Failure(FailureCode::configuration,
                      folder_.string() + " : la clé maîtresse n’ouvre pas la clé de « " + owner +
                          " » (ce n’est pas celle de ce trousseau)");
    }
    return DataKey{Key(*bytes), key_class};
}

void Keyring::write(const std::string& owner, const DataKey& data) {
    const std::int64_t rows =
        Query(db_,
              "INSERT INTO data_keys (owner, class, master, wrapped, destroyed)"
              " VALUES (?, ?, ?, ?, 0) ON CONFLICT (owner) DO UPDATE SET class = excluded.class,"
              " master = excluded.master, wrapped = excluded.wrapped WHERE destroyed = 0",
              owner, name_of(data.key_class), master_of(data.key_class).newest(),
              Blob{wrapped(owner, data)})
            .run();
    expects(rows == 1);
}

void Keyring::transact(const std::function<void()>& work) {
    db_.execute("BEGIN IMMEDIATE");
    try {
        work();
        db_.execute("COMMIT");
    } catch (...) {
        // SQLite has rolled back by itself where the disk was full.
        if (sqlite3_get_autocommit(db_.handle()) == 0) db_.execute("ROLLBACK");
        throw;
    }
}

bool Keyring::knows(const std::string& owner) {
    const std::lock_guard lock(mutex_);
    if (known_.contains(owner) || new_.contains(owner)) return true;
    Query row(db_, "SELECT 1 FROM data_keys WHERE owner = ?", owner);
    return row.next();
}

std::optional<DataKey> Keyring::find(const std::string& owner) {
    const std::lock_guard lock(mutex_);
    for (const auto* keys : {&known_, &new_}) {
        const auto found = keys->find(owner);
        if (found != keys->end()) return found->second;
    }
    auto data = read(owner);
    if (!data) return std::nullopt;
    if (known_.size() >= most_known) known_.clear();
    return known_.emplace(owner, *data).first->second;
}

DataKey Keyring::key_for(const std::string& owner, KeyClass key_class) {
    if (knows(owner)) {
        auto data = find(owner);
        expects(data.has_value());  // nothing is written for somebody who was erased
        return *std::move(data);
    }
    master_of(key_class);
    const std::lock_guard lock(mutex_);
    return new_.emplace(owner, DataKey{Key::drawn(), key_class}).first->second;
}

void Keyring::keep_new() {
    const std::lock_guard lock(mutex_);
    if (new_.empty()) return;
    transact([this] {
        for (const auto& [owner, data] : new_) write(owner, data);
    });
    known_.merge(new_);
    new_.clear();
}

void Keyring::classify(const std::string& owner, KeyClass key_class) {
    auto data = find(owner);
    if (!data || data->key_class == key_class) return;
    keep_new();
    const std::lock_guard lock(mutex_);
    data->key_class = key_class;
    transact([&] { write(owner, *data); });
    known_.insert_or_assign(owner, *data);
}

void Keyring::destroy(const std::vector<std::string>& owners) {
    const std::lock_guard lock(mutex_);
    transact([&] {
        for (const std::string& owner : owners) {
            Query(db_,
                  "INSERT INTO data_keys (owner, class, master, wrapped, destroyed)"
                  " VALUES (?, ?, 0, x'', 1)"
                  " ON CONFLICT (owner) DO UPDATE SET wrapped = x'', destroyed = 1",
                  owner, name_of(KeyClass::ordinary))
                .run();
        }
    });
    for (const std::string& owner : owners) {
        known_.erase(owner);
        new_.erase(owner);
    }
}

void Keyring::rewrap_all() {
    std::vector<std::string> owners;
    {
        Query rows(db_, "SELECT owner FROM data_keys WHERE destroyed = 0");
        while (rows.next()) owners.push_back(rows.text());
    }
    transact([&] {
        for (const std::string& owner : owners) write(owner, *read(owner));
    });
}

std::int64_t Keyring::rotate() {
    const std::lock_guard lock(mutex_);
    for (auto& [key_class, master] : masters_) master.add_version();
    rewrap_all();
    for (auto& [key_class, master] : masters_) master.drop_older_versions();
    Query count(db_, "SELECT count(*) FROM data_keys WHERE destroyed = 0");
    count.next();
    return count.integer();
}

}  // namespace preavis::store
