#pragma once

#include <string>

#include "base/json.h"
#include "dossier/store.h"
#include "service/cast.h"
#include "service/office.h"

namespace preavis::service {

/// How the code of a secret place begins: « LP-7K4QF2 ».
inline constexpr const char* place_code_begins = "LP-";

/// What is left out of what somebody is shown, so that nobody learns where a protected household
/// is: its place is a code, its town the département. Whoever runs the place knows it anyway.
class Discretion {
  public:
    Discretion(const Office& office, const dossier::Actor& actor)
        : office_(office), actor_(actor) {}

    /// A dossier's view: its place as a code; for its household only what is theirs to read.
    base::Json of(base::Json view, const dossier::Dossier& dossier) const;
    /// The names and the place of a dossier, as this reader is told them.
    base::Json persons(const Cast& cast) const;
    std::string place_name(const dossier::Dossier& dossier, const Cast& cast) const;
    /// A line of its journal: a household is told what happened, not what was written about it.
    base::Json of_line(base::Json view, const dossier::Dossier& dossier) const;
    /// A record's view.
    base::Json of(base::Json view, const dossier::Noun& noun) const;
    /// A time limit, in a list or by itself: for who sees no name, without words of ours.
    base::Json of(base::Json view, const dossier::DeadlineRow& row) const;

    /// « LP-7K4QF2 ».
    std::string code_of(const std::string& structure) const;

  private:
    bool runs_the_place(const dossier::Dossier& dossier) const;
    base::Json for_household(base::Json view) const;

    const Office& office_;
    const dossier::Actor& actor_;
};

/// True if a person of the household keeps from this one where they are.
bool keeps_from(const dossier::Noun& person, const std::string& other);
/// True if one of these persons keeps from another of them where they are: then nothing is told to
/// all of them together.
bool is_divided(const std::vector<dossier::Noun>& persons);

}  // namespace preavis::service
