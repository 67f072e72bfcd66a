#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/yaml.h"
#include "cli/story.h"
#include "service/outcome.h"
#include "service/registry.h"

namespace preavis::cli {

/// Time as the stories need it.
class StoryClock : public dossier::Clock {
  public:
    law::Instant now() override { return now_; }
    void set(law::Instant now) { now_ = now; }

  private:
    law::Instant now_;
};

/// What a dossier of the demonstration is about. A story about a structure or about organisations
/// has no ménage and no stay.
struct Household {
    std::string menage;
    std::string personne;  ///< the first adult of its members
    std::string name;
    std::string sejour;
    std::string structure;
    std::string structure_name;  ///< in the world's file
    std::string dossier;
};

/// The demonstration's bodies, people and accounts, created through the same use-cases as
/// everybody: any refusal is a fault of its files, and stops it with Failure (configuration).
class Settlement {
  public:
    /// `world`: the file examples/demonstration/world.yaml, which must outlive this.
    Settlement(const service::Office& office, StoryClock& clock, const base::Node& world,
               std::filesystem::path annexes, law::Instant today);

    void create_bodies();
    /// One to four persons, their ménage and their stay; `number` chooses names and ages.
    Household create_household(const Story& story, std::size_t number);
    /// The structure of a story that is not about a ménage.
    Household without_menage(const Story& story, std::size_t number) const;

    const std::string& departement() const { return departement_; }
    /// Somebody in this role, of the organisation that acts in it about the structure.
    dossier::Actor actor_about(const std::string& role, const std::string& structure_name) const;
    /// Replaces « @chez clairiere » by the identifier of that organisation, everywhere below.
    void name_organisations(base::Node& facts) const;

    /// The accounts of the world's file, and the one of a ménage, with their secrets.
    base::Json create_accounts(const Household& shown);

  private:
    dossier::Actor actor(const std::string& role, const std::string& organisation) const;
    std::string organisation_of(const std::string& role, const std::string& structure) const;
    std::string create(dossier::NounKind kind, const base::Node& body, const dossier::Actor& who);
    void supply_annexes(const std::string& structure, const dossier::Actor& who);
    const std::string& pick(const char* list, std::size_t index) const;
    std::string create_person(std::size_t number, std::size_t seed, int age_years, bool woman);
    std::vector<std::string> create_persons(std::size_t number);
    base::Json create_account(const std::string& login, const std::string& name,
                              const dossier::Account::Grant& grant);
    dossier::Account::Grant grant(const std::string& role, const std::string& organisation) const;

    const service::Office& office_;
    StoryClock& clock_;
    const base::Node& world_;
    std::filesystem::path annexes_;
    law::Instant today_;
    service::Registry registry_;
    std::string departement_;
    std::map<std::string, std::string> organisations_;  ///< names in the file to identifiers
    std::map<std::string, std::string> organisation_kinds_;
    std::map<std::string, std::string> structures_;
    std::map<std::string, std::string> operators_;  ///< of structures
};

/// The reply, or Failure (configuration) that says what was refused and why.
const service::Reply& expect_done(const service::Outcome& outcome, const std::string& what);

/// Nodes as a reader of YAML would give them.
base::Node text_node(const std::string& text);
base::Node boolean_node(bool value);
base::Node map_node(std::vector<base::Node::Entry> entries);
base::Node list_node(std::vector<base::Node> items);

}  // namespace preavis::cli
