#include "base/key_file.h"

#include "base/failure.h"
#include "base/file.h"

namespace preavis::base {

namespace fs = std::filesystem;

std::string read_key_file(const fs::path& path) {
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (!fs::is_regular_file(status)) {
        throw Failure(FailureCode::configuration,
                      path.string() + " : le fichier de clé n’existe pas");
    }
    constexpr fs::perms strangers = fs::perms::group_all | fs::perms::others_all;
    if ((status.permissions() & strangers) != fs::perms::none) {
        throw Failure(FailureCode::privilege,
                      path.string() +
                          " : la clé est ouverte à d’autres que son propriétaire"
                          " (chmod 400 " +
                          path.string() + ")");
    }
    return read_file(path);
}

void write_key_file(const fs::path& path, std::string_view bytes) {
    write_file(path, bytes, true);
    std::error_code failed;
    fs::permissions(path, fs::perms::owner_read, failed);
    if (failed) {
        throw Failure(FailureCode::privilege,
                      path.string() + " : droits impossibles à fixer (" + failed.message() + ")");
    }
}

}  // namespace preavis::base
