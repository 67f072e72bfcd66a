#include "store/master_key.h"

#include <sodium.h>

#include <charconv>

#include "base/failure.h"
#include "base/hash.h"
#include "base/key_file.h"
#include "base/text.h"

namespace preavis::store {
namespace {

constexpr const char* remark =
    "# préavis : clé maîtresse. Sans elle, rien de ce que le magasin contient ne se lit.\n"
    "# Gardez-en une copie en lieu sûr, jamais avec les sauvegardes.\n";

[[noreturn]] void unreadable(const std::filesystem::path& file, std::size_t line) {
    throw base::Failure(base::FailureCode::corrupted,
                        file.string() + ":" + std::to_string(line) +
                            " : une clé maîtresse s’écrit « numéro, blanc, 64 chiffres "
                            "hexadécimaux » (remettez la copie de sauvegarde de ce fichier)");
}

/// The bytes of exactly so many hexadecimal digits; empty for anything else.
std::string key_bytes(std::string_view digits) {
    auto bytes = base::from_hex(digits);
    return bytes && bytes->size() == Key::size ? *std::move(bytes) : "";
}

}  // namespace

MasterKey::MasterKey(std::filesystem::path file, std::map<int, Key> versions)
    : file_(std::move(file)), versions_(std::move(versions)) {}

MasterKey MasterKey::read(const std::filesystem::path& file) {
    std::map<int, Key> versions;
    std::size_t number = 0;
    for (const std::string& line : base::split(base::read_key_file(file), '\n')) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const std::size_t blank = line.find(' ');
        int version = 0;
        const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), version);
        const bool numbered = error == std::errc() && blank != std::string::npos &&
                              stop == line.data() + blank && version > 0;
        const std::string bytes =
            numbered ? key_bytes(std::string_view(line).substr(blank + 1)) : "";
        if (bytes.empty() || !versions.emplace(version, Key(bytes)).second)
            unreadable(file, number);
    }
    if (versions.empty()) unreadable(file, number);
    return {file, std::move(versions)};
}

MasterKey MasterKey::create(const std::filesystem::path& file) {
    MasterKey master(file, {{1, Key::drawn()}});
    master.save();
    return master;
}

const Key* MasterKey::version(int number) const {
    const auto found = versions_.find(number);
    return found == versions_.end() ? nullptr : &found->second;
}

void MasterKey::add_version() {
    versions_.emplace(newest() + 1, Key::drawn());
    save();
}

void MasterKey::drop_older_versions() {
    versions_.erase(versions_.begin(), std::prev(versions_.end()));
    save();
}

void MasterKey::save() const {
    std::string text = remark;
    for (const auto& [number, key] : versions_) {
        text += std::to_string(number) + " " + base::hex(key.bytes()) + "\n";
    }
    base::write_key_file(file_, text);
    sodium_memzero(text.data(), text.size());
}

}  // namespace preavis::store
