#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dossier/ports.h"
#include "dossier/seal.h"
#include "seal/seal.h"

namespace preavis::seal {

/// Noon UTC of a day at which every certificate of the tests is in force, and days after it.
law::Instant test_instant(int days_later = 0);

/// A letter of one page, as the service writes it.
const std::string& letter();
/// The smallest file with a place for a seal: four objects, no page.
std::string smallest_file();

/// What a test seals with: a demonstration identity in a folder of its own.
class Organisation {
  public:
    explicit Organisation(const std::filesystem::path& folder);
    std::string seal(const std::string& pdf, int days_later = 0,
                     const std::string& reason = "Émission") const;
    /// What to trust, as PEM.
    const std::string& trust() const { return trust_; }

  private:
    std::unique_ptr<dossier::Sealer> sealer_;
    std::string trust_;
};

/// One organisation for all tests that need nothing else.
const Organisation& siao();

/// The verdicts on a file. Fails the test if its tables cannot be read.
std::vector<dossier::SealVerdict> verdicts(const std::string& pdf, const std::string& trust);
/// True if the file is readable, its seals hold and are trusted.
bool is_authentic(const std::string& pdf, const std::string& trust);
/// Every fault and addition of every seal, one a line, or the problems of an unreadable file.
std::string complaints(const std::string& pdf, const std::string& trust);

/// Replaces the first occurrence; expects one, and the same length.
std::string altered(std::string text, const std::string& from, const std::string& to);

/// What a program prints, both outputs together; ends with "exit N" if N is not zero.
std::string run(const std::string& command);

}  // namespace preavis::seal
