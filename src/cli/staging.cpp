#include "cli/staging.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <utility>

#include "base/failure.h"

namespace preavis::cli {
namespace {

constexpr const char* name_beside = ".lot-en-cours";

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw base::Failure(base::FailureCode::storage, path.string() + " : écriture impossible");
}

void force_to_disk(const std::filesystem::path& folder) {
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) fail(folder);
    const bool forced = ::syncfs(opened) == 0;
    ::close(opened);
    if (!forced) fail(folder);
}

}  // namespace

Staging::Staging(std::filesystem::path folder)
    : folder_(std::move(folder)), beside_(folder_ / name_beside) {
    std::error_code error;
    std::filesystem::remove_all(beside_, error);
    std::filesystem::create_directories(beside_, error);
    if (error) fail(beside_);
}

Staging::~Staging() {
    std::error_code ignored;
    std::filesystem::remove_all(beside_, ignored);
}

void Staging::write(const std::string& name, std::string_view bytes) const {
    std::ofstream file(beside_ / name, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) fail(folder_ / name);
}

void Staging::publish() const {
    force_to_disk(beside_);
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(beside_)) {
        std::filesystem::rename(entry.path(), folder_ / entry.path().filename(), error);
        if (error) fail(folder_ / entry.path().filename());
    }
    force_to_disk(folder_);
}

}  // namespace preavis::cli
