#pragma once

#include <map>
#include <string>
#include <vector>

#include "http/world.h"

namespace preavis::http::test {

/// What one household has in the service: identifiers by kind (`dossier`, `document`, `annexe`,
/// `echeance`, `rappel`, `personne`...), and `numero`, the dossier's number.
using Things = std::map<std::string, std::string>;

/// A world with neighbours: somebody in each role, and for each way in which a thing may belong to
/// them or to others (`sien`, `autre`, `ailleurs`, `protege`, `inconnu`) a household with its
/// dossier, documents, deadlines and reminders. Accounts are named by their role.
class Neighbours {
  public:
    Neighbours();

    World world;
    std::map<std::string, Things> things;

  private:
    void found_bodies();
    void open_accounts();
    void open_account(const std::string& login, const std::string& role,
                      const std::string& organisation, const std::string& departement);
    std::string body(const std::string& name, const std::string& kind,
                     const std::string& departement);
    void settle(const std::string& which, const std::string& operator_, bool is_protected,
                const std::string& departement);
    void open_dossier(Things& own, const Things& household);
    void move_elsewhere(const Things& own);
    void let_take_part(const std::string& dossier, bool of_the_state);
    void remind(Things& own);
    void open_in_emergency();

    std::map<std::string, std::string> bodies_;
};

}  // namespace preavis::http::test
