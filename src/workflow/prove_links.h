#pragma once

#include <map>
#include <string>
#include <vector>

#include "workflow/prove.h"

namespace preavis::workflow {

/// What one link does to the dossiers that it opens or moves, explored together.
struct LinkProof {
    std::string from;  ///< the procedure that it leaves
    std::string link;
    std::string to;
    bool opens = false;
    std::size_t firings = 0;   ///< ways in which it is followed, told apart by what it tells
    std::size_t meetings = 0;  ///< each of them with each dossier that it may meet
    std::size_t accepted = 0;
    std::map<std::string, std::size_t> refused;  ///< by rules of the other procedure, by their code
    std::vector<std::string> broken;             ///< French sentences
    base::Place place;

    bool holds() const { return broken.empty(); }
};

/// Listens to the explorations of procedures, then lets the dossiers of both sides of each link
/// meet: wherever the one may follow the link, wherever the other may be. It must be that - every
/// link is followed somewhere, and brings about its effect somewhere; - what it tells is enough:
/// only a rule of the other procedure refuses, by its name; - neither the event that follows it nor
/// the effect happens twice in a row: a job that runs again,
///   or a hand that repeats, changes nothing more.
/// That links never come back to themselves is `check_links`'s affair.
class LinkWatch {
  public:
    LinkWatch(const Definitions& definitions, const Surroundings& surroundings)
        : definitions_(definitions), surroundings_(surroundings) {}

    /// The settings with which `definition` is to be explored. The watch must outlive them.
    ProofSettings listening(const Definition& definition, ProofSettings settings);

    /// Of the links whose two sides were explored.
    std::vector<LinkProof> conclude() const;

  private:
    struct Firing {
        dossier::Facts told;
        law::Instant at;
    };
    struct Waiting {
        dossier::Dossier dossier;
        law::Instant now;
    };

    void hear(const Definition& definition, const dossier::Event& event, const Step& step);
    void remember(const Definition& definition, const dossier::Dossier& dossier, law::Instant now);
    bool is_moved(const Definition& definition, const dossier::Dossier& dossier) const;
    LinkProof look_at(const Definition& from, const Link& link) const;
    void meet(const Definition& to, const Link& link, const Firing& firing, const Waiting& other,
              LinkProof& proof) const;
    std::vector<Waiting> openings(const Definition& to, const Firing& firing) const;

    const Definitions& definitions_;
    const Surroundings& surroundings_;
    std::map<std::string, std::map<std::string, Firing>> firings_;  ///< by link, by what is told
    std::map<std::string, std::vector<Waiting>> waiting_;           ///< by procedure
    std::map<std::string, std::string> repeated_;  ///< links followed twice in a row: the event
};

}  // namespace preavis::workflow
