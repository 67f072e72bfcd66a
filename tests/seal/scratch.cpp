#include "seal/scratch.h"

#include "base/hash.h"

namespace preavis::seal {

Scratch::Scratch()
    : folder_(std::filesystem::temp_directory_path() / ("preavis-seal-" + base::random_id())) {
    std::filesystem::create_directories(folder_);
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace preavis::seal
