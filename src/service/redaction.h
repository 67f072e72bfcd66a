#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "dossier/noun.h"

namespace preavis::service {

/// Takes other persons out of what one person is shown about themselves.
class Redaction {
  public:
    explicit Redaction(const dossier::Noun& person);

    /// From now on this person's names and channels are taken out, but for the words that are the
    /// first person's own too.
    void leave_out(const dossier::Noun& other);

    /// Whole words, whatever their case and accents, become « [une autre personne] ».
    std::string cleaned(std::string text) const;
    /// The same in every text of a value.
    base::Json cleaned(const base::Json& value) const;

  private:
    std::set<std::string> own_;
    std::set<std::string> words_;  ///< normalised
    std::vector<std::string> channels_;
};

}  // namespace preavis::service
