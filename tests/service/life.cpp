#include "service/life.h"

#include <gtest/gtest.h>

#include "access/policy.h"
#include "pdf/lint.h"

namespace preavis::service::test {
namespace {

std::string request(const Life& life, const Act& act, const std::string& parties) {
    const std::string what = R"("event": ")" + act.event + R"(", "facts": )" + act.facts;
    if (parties.empty()) return "{" + what + "}";
    return R"({"workflow": ")" + life.workflow + R"(", "parties": )" + parties + ", " + what + "}";
}

void explain(const Life& life, const Act& act, const Outcome& outcome) {
    EXPECT_EQ(verdict(outcome), "done") << life.title << " : " << act.event;
    const auto* refusal = std::get_if<base::Refusal>(&outcome);
    if (refusal == nullptr) return;
    ADD_FAILURE() << refusal->message;
    for (const auto& missing : refusal->missing) ADD_FAILURE() << missing.fact;
}

}  // namespace

std::string live(Desk& desk, const Life& life, const std::string& parties) {
    std::string id;
    for (const Act& act : life.acts) {
        desk.clock.set(act.when);
        fire_due_deadlines(desk.office(), desk.clock.now());
        const auto command = desk.as(desk.actor(act.role, act.organisation));
        const Outcome outcome = id.empty() ? desk.open(request(life, act, parties), command)
                                           : desk.apply(id, request(life, act, ""), command);
        explain(life, act, outcome);
        if (!std::holds_alternative<Reply>(outcome)) return id;
        if (id.empty()) id = body(outcome)["id"];
    }
    return id;
}

void expect_issued(Desk& desk, const Life& life, const std::string& dossier) {
    std::set<std::string> issued;
    for (const auto& piece : desk.store().pieces(dossier, access::system_scope())) {
        const std::string which = life.title + " : " + piece.document + " " + piece.variant;
        EXPECT_TRUE(piece.issued_at) << which;
        issued.insert(piece.document);
        const auto bytes = desk.store().piece_bytes(piece.id, access::system_scope());
        ASSERT_TRUE(bytes) << which;
        const base::Problems problems = pdf::lint(*bytes);
        EXPECT_TRUE(problems.empty()) << which << "\n" << base::to_string(problems);
    }
    EXPECT_EQ(issued, life.papers) << life.title;
}

std::string written(Desk& desk, const std::string& dossier, const std::string& document,
                    const std::string& variant) {
    std::string id;
    for (const auto& piece : desk.store().pieces(dossier, access::system_scope())) {
        if (piece.document == document && piece.variant == variant) id = piece.id;
    }
    if (id.empty()) return "";
    const auto page = Papers(desk.office()).html(id, desk.actor("siao_responsable"));
    EXPECT_EQ(base::refusal_of(page), nullptr) << document;
    return base::refusal_of(page) == nullptr ? std::get<std::string>(page) : "";
}

std::string structure(Desk& desk, const std::string& kind) {
    return desk.create("structure",
                       R"({"nom": "Le Pont", "genre": ")" + kind +
                           R"(", "adresse": "3, rue du Test", "code_postal": "75001",
               "commune": "Paris", "departement": "75", "organisation": ")" +
                           desk.gestionnaire + "\"}",
                       desk.actor("siao_responsable"));
}

std::string household_in(Desk& desk, const std::string& structure, const std::string& regime) {
    const auto who = desk.actor("siao_responsable");
    const std::string person =
        desk.create("personne",
                    R"({"nom": "Haddad", "prenoms": "Salma", "date_naissance": "1990-01-02",
            "civilite": "madame",
            "autre_personne": true})",
                    who);
    const std::string menage = desk.create(
        "menage",
        R"({"designation": "Ménage Haddad", "referent": "Jo Roy", "membres": [{"personne": ")" +
            person + R"(", "depuis": "2026-01-01"}]})",
        who);
    const std::string sejour =
        desk.create("sejour",
                    R"({"menage": ")" + menage + R"(", "structure": ")" + structure +
                        R"(", "regime": ")" + regime + R"(", "debut": "2026-01-05"})",
                    who);
    return R"({"menage": ")" + menage + R"(", "structure": ")" + structure + R"(", "sejour": ")" +
           sejour + "\"}";
}

}  // namespace preavis::service::test
