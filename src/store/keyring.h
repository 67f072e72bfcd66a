#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "law/instant.h"
#include "store/connection.h"
#include "store/lock_file.h"
#include "store/master_key.h"

namespace preavis::store {

/// Which master key wraps a data key: the protected one is for households whose place is a secret.
enum class KeyClass { ordinary, protected_ones };

/// What encrypts everything about one owner (a household, a person).
struct DataKey {
    Key key;
    KeyClass key_class;
};

/// Where the keys are: a folder that no backup of the store holds.
struct KeyPlace {
    std::filesystem::path folder;
    /// True if the folder and its master keys are made where there are none.
    bool create = false;
    /// True if the master keys may not be changed by anybody meanwhile, nor another program use
    /// them: for a rotation.
    bool alone = false;
};

/// The data keys, each wrapped by the master key of its class, in `trousseau.sqlite` beside the
/// files `maitresse` and `maitresse-protegee`. A service credential of systemd,
/// `preavis-maitresse` or `preavis-maitresse-protegee`, comes before the file of that name. Without
/// the protected master key the protected owners stay closed, and the rest works.
///
/// Destroying a data key destroys what it encrypted, in every copy of the store. May be used from
/// several threads. Throws Failure.
class Keyring {
  public:
    explicit Keyring(const KeyPlace& place);

    /// The owner's key, drawn if there is none. A new one is only in memory until `keep_new`.
    DataKey key_for(const std::string& owner, KeyClass key_class);
    /// Nothing if it was destroyed. Throws Failure (configuration) if it is not there, or if its
    /// master key is not.
    std::optional<DataKey> find(const std::string& owner);
    bool knows(const std::string& owner);
    bool has_master_of(KeyClass key_class) const;

    /// Puts the keys that were drawn on the disk: to be called before what they encrypted is
    /// committed.
    void keep_new();
    /// From now on the owner's key is wrapped by this class's master key.
    void classify(const std::string& owner, KeyClass key_class);
    /// On the disk when it returns; an owner without a key never gets one again.
    void destroy(const std::vector<std::string>& owners);

    /// Wraps every data key by new master keys, then forgets the old ones; answers how many. What
    /// was cut short is ended by the next rotation. Expects a place held alone.
    std::int64_t rotate();

  private:
    MasterKey& master_of(KeyClass key_class);
    std::string wrapped(const std::string& owner, const DataKey& data);
    std::optional<DataKey> read(const std::string& owner);
    void write(const std::string& owner, const DataKey& data);
    void transact(const std::function<void()>& work);
    void rewrap_all();

    std::filesystem::path folder_;
    LockFile lock_;
    std::map<KeyClass, MasterKey> masters_;
    std::mutex mutex_;
    Connection db_;
    std::map<std::string, DataKey, std::less<>> known_;
    std::map<std::string, DataKey, std::less<>> new_;
};

}  // namespace preavis::store
