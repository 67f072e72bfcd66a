#pragma once

#include <set>
#include <string>
#include <vector>

#include "service/desk.h"

namespace preavis::service::test {

/// One event of a life: when, by whom, with what.
struct Act {
    std::string when;
    std::string role;
    std::string event;
    std::string facts;
    std::string organisation =
        {};  ///< of whoever acts: an identifier, `gestionnaire`; else the SIAO
};

/// A procedure from its opening on, and the documents that it must have issued.
struct Life {
    std::string title;
    std::string workflow;
    std::vector<Act> acts;
    std::set<std::string> papers = {};
};

/// Lives it for these parties; answers the dossier.
std::string live(Desk& desk, const Life& life, const std::string& parties);

/// The documents issued are those of the life, and each conforms to PDF/A and PDF/UA.
void expect_issued(Desk& desk, const Life& life, const std::string& dossier);

/// What is written in the newest document of this name and variant, as a web page.
std::string written(Desk& desk, const std::string& dossier, const std::string& document,
                    const std::string& variant = "standard");

/// A structure of this kind that the gestionnaire runs; answers its identifier.
std::string structure(Desk& desk, const std::string& kind);
/// A household of one in a structure; answers its parties.
std::string household_in(Desk& desk, const std::string& structure, const std::string& regime);

}  // namespace preavis::service::test
