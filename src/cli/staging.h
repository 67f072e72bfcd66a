#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace preavis::cli {

/// Files that appear in a folder together or not at all: they are written beside it first, and
/// forced to the disk once for all. What is not published is removed. Throws Failure (storage).
class Staging {
  public:
    /// Makes the folder if it is not there.
    explicit Staging(std::filesystem::path folder);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// Safe from several threads for different names.
    void write(const std::string& name, std::string_view bytes) const;
    /// Moves every file into the folder; one of the same name gives way.
    void publish() const;

  private:
    std::filesystem::path folder_;
    std::filesystem::path beside_;
};

}  // namespace preavis::cli
