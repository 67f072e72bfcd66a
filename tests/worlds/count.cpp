#include <algorithm>
#include <stdexcept>

#include "access/policy.h"
#include "worlds/course.h"

namespace preavis::worlds {
namespace {

std::size_t body_numbered(const Town& town, const std::string& id) {
    const auto& bodies = town.census.bodies;
    const auto found = std::find_if(bodies.begin(), bodies.end(),
                                    [&id](const Body& body) { return body.id == id; });
    if (found == bodies.end()) throw std::runtime_error("organisme inconnu : " + id);
    return static_cast<std::size_t>(found - bodies.begin());
}

/// The affair of a dossier: its own, or that of the life of the same household or place.
std::size_t affair_of(const Town& town, const std::vector<Course>& courses,
                      const dossier::Dossier& dossier) {
    const Course* same = nullptr;
    for (const Course& course : courses) {
        if (course.dossier == dossier.id) return course.affair;
        const bool lives_there =
            course.household >= 0
                ? town.census.households[static_cast<std::size_t>(course.household)].id ==
                      dossier.parties.menage
                : town.census.places[course.place].id == dossier.parties.structure;
        if (lives_there) same = &course;
    }
    if (same == nullptr) throw std::runtime_error("dossier de personne : " + dossier.id);
    return same->affair;
}

}  // namespace

void take_census(Town& town, const std::vector<Course>& courses) {
    Census& census = town.census;
    const auto scope = access::system_scope();
    for (const auto& dossier : town.stage.store().dossiers({.limit = 1000}, scope)) {
        const std::size_t number = affair_of(town, courses, dossier);
        Affair& affair = census.affairs[number];
        affair.dossiers.insert(dossier.id);
        std::vector<std::string> bodies = dossier.parties.followers;
        bodies.push_back(dossier.parties.organisation);
        bodies.push_back(dossier.parties.structure_organisation);
        for (const std::string& body : bodies) {
            if (!body.empty()) affair.bodies.insert(body_numbered(town, body));
        }
        town.note_identifier(About::affair_name, number, "d'un dossier", dossier.id);
        town.note_identifier(About::affair_name, number, "en chiffres", dossier.number);
        for (const auto& deadline : dossier.deadlines) {
            town.note_identifier(About::affair_name, number, "d'une échéance", deadline.id);
        }
        for (const auto& piece : town.stage.store().pieces(dossier.id, scope)) {
            affair.pieces.insert(piece.id);
            town.note_identifier(About::affair, number, "d'un document", piece.id);
            if (!piece.issued_at) throw std::runtime_error("pas émis : " + piece.document);
        }
    }
    for (const Affair& affair : census.affairs) {
        if (affair.household < 0) continue;
        census.households[static_cast<std::size_t>(affair.household)].bodies.insert(
            affair.bodies.begin(), affair.bodies.end());
    }
}

}  // namespace preavis::worlds
