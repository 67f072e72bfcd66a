// Every change of a time limit is told in the journal: whoever reads it again, line by line, from
// the first on, comes to the same limits as the store.

#include <gtest/gtest.h>

#include <map>

#include "access/policy.h"
#include "service/life.h"

namespace preavis::service::test {
namespace {

/// A hearing that is extended, a notice that a judge suspends and that runs on.
const Life eventful = {
    "a hearing extended, a notice suspended by a judge, then resumed",
    "arret_prise_en_charge",
    {{"2026-05-04T08:00:00.000Z", "siao_responsable", "signaler",
      R"({"motif": "refus_accompagnement", "faits": "Deux entretiens refusés.",
          "signale_par": "siao", "structure_type": "hotel", "regime": "stabilisee"})"},
     {"2026-05-06T08:00:00.000Z", "siao_responsable", "ouvrir",
      R"({"menage_suivi_pash": false, "information_motifs_a_l_entree": true,
          "vulnerabilite_examinee": true, "vulnerabilite_constats": "Une adulte seule.",
          "date_entretien": "2026-04-17", "refus_persistant": true})"},
     {"2026-05-06T09:00:00.000Z", "siao_responsable", "engager_contradictoire", "{}"},
     {"2026-05-06T10:00:00.000Z", "siao_responsable", "remettre_information_prealable",
      R"({"date_remise_contradictoire": "2026-05-06",
          "canal_contradictoire": "remise_en_main_propre"})"},
     {"2026-05-07T10:00:00.000Z", "siao_responsable", "prolonger_observations",
      R"({"jours_accordes": 3})"},
     {"2026-06-08T09:00:00.000Z", "siao_responsable", "clore_contradictoire", "{}"},
     {"2026-06-08T10:00:00.000Z", "siao_responsable", "decider",
      R"({"motivation": "Les faits sont établis.", "proportionnalite": "Rien d'autre ne suffit.",
          "date_depart": "2026-07-15", "signataire_nom": "Jo Roy",
          "signataire_qualite": "Directrice", "lieu_effets_personnels": "La réserve"})"},
     {"2026-06-08T11:00:00.000Z", "siao_responsable", "annoncer_oralement",
      R"({"annonce_orale": "faite", "date_annonce": "2026-06-08T10:30:00Z",
          "annonce_par": "Jo Roy", "annonce_langue": "fr"})"},
     {"2026-06-09T09:00:00.000Z", "siao_responsable", "servir",
      R"({"date_remise": "2026-06-09", "canal": "remise_en_main_propre"})"},
     {"2026-06-12T09:00:00.000Z", "siao_responsable", "suspendre",
      R"({"origine_suspension": "juge", "motif_suspension": "Ordonnance du 12 juin."})"},
     {"2026-06-19T09:00:00.000Z", "siao_responsable", "reprendre_preavis",
      R"({"motif_reprise": "Le juge a rejeté la demande."})"}}};

/// What a reader of the journal knows of one limit.
struct Limit {
    std::string name;
    std::string due;
    std::vector<std::string> ledger;

    bool operator==(const Limit&) const = default;
};
void PrintTo(const Limit& limit, std::ostream* out) {
    *out << limit.name << " due " << limit.due;
    for (const std::string& line : limit.ledger) *out << "\n  " << line;
}
using Limits = std::map<std::string, Limit>;

std::string ledger_line(const base::Json& line, const dossier::JournalEntry& by) {
    return line.at("entry").get<std::string>() + " " + line.at("at").get<std::string>() + " " +
           line.value("limit", "") + " " + by.actor + " " + by.role + " : " +
           line.at("reason").get<std::string>() + " (" + line.at("source").get<std::string>() + ")";
}

std::string ledger_line(const law::LedgerEntry& entry) {
    return std::string(law::name_of(entry.kind)) + " " + law::utc_iso(entry.at) + " " +
           (entry.limit ? law::iso_duration(*entry.limit) : "") + " " + entry.author + " " +
           entry.role + " : " + entry.reason + " (" + entry.source + ")";
}

void replay(const dossier::JournalEntry& line, Limits& limits) {
    const auto payload = base::Json::parse(line.payload_json);
    if (!payload.contains("deadlines_changed")) return;
    for (const auto& change : payload["deadlines_changed"]) {
        const auto [found, is_new] = limits.try_emplace(change["deadline"].get<std::string>());
        Limit& limit = found->second;
        EXPECT_EQ(change["due_before"].is_null(), is_new) << change;
        if (!is_new) {
            EXPECT_EQ(change["due_before"], limit.due) << change;
        }
        limit.name = change["name"];
        limit.due = change["due"];
        for (const auto& each : change["ledger"]) {
            limit.ledger.push_back(ledger_line(each, line));
        }
    }
}

Limits replayed(Desk& desk, const std::string& dossier) {
    Limits limits;
    for (const auto& line : desk.store().history(dossier, access::system_scope()))
        replay(line, limits);
    return limits;
}

Limits stored(Desk& desk, const std::string& dossier) {
    Limits limits;
    const auto found = desk.store().dossier(dossier, access::system_scope());
    for (const auto& one : found->deadlines) {
        Limit& limit = limits[one.id];
        limit.name = one.name;
        limit.due = law::utc_iso(one.due);
        for (const auto& entry : one.ledger) limit.ledger.push_back(ledger_line(entry));
    }
    return limits;
}

base::Json last_changes(Desk& desk, const std::string& dossier, const std::string& event) {
    base::Json changes;
    for (const auto& line : desk.store().history(dossier, access::system_scope())) {
        if (line.event == event && line.kind == "evenement") {
            changes = base::Json::parse(line.payload_json)["deadlines_changed"];
        }
    }
    return changes;
}

TEST(Journal, read_again_line_by_line_gives_the_limits_that_the_store_holds) {
    Desk desk;
    const std::string id = live(desk, eventful, desk.household("Haddad"));
    EXPECT_GE(stored(desk, id).size(), 2U);
    EXPECT_EQ(replayed(desk, id), stored(desk, id));
}

TEST(Journal, tells_who_moved_a_limit_why_and_from_which_date_to_which) {
    Desk desk;
    const std::string id = live(desk, eventful, desk.household("Haddad"));
    const auto extended = last_changes(desk, id, "prolonger_observations");
    ASSERT_EQ(extended.size(), 1U);
    EXPECT_EQ(extended[0]["ledger"][0]["limit"], "P3D");
    const auto stopped = last_changes(desk, id, "suspendre");
    ASSERT_EQ(stopped.size(), 1U);
    EXPECT_EQ(stopped[0]["name"], "preavis");
    EXPECT_EQ(stopped[0]["ledger"][0]["entry"], "suspend");
    EXPECT_EQ(stopped[0]["ledger"][0]["reason"], "Suspendre la décision");
    const auto resumed = last_changes(desk, id, "reprendre_preavis");
    ASSERT_EQ(resumed.size(), 1U);
    EXPECT_EQ(resumed[0]["ledger"][0]["entry"], "resume");
    EXPECT_GT(resumed[0]["due"], resumed[0]["due_before"]);
}

}  // namespace
}  // namespace preavis::service::test
