#include <gtest/gtest.h>

#include "base/text.h"
#include "workflow/small_procedure.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

/// The small procedure with events that change its notice.
Definition changing_procedure() {
    const std::string more = R"(  arreter:
    title: Arrêter
    by: [siao_agent]
    from: [remis]
    suspend: [{ deadline: preavis }]
    source: D
  relancer:
    title: Relancer
    by: [siao_agent]
    from: [remis]
    optional: [heure]
    resume: [{ deadline: preavis, at: heure }]
    source: D
  allonger:
    title: Allonger
    by: [siao_agent]
    from: [remis]
    optional: [nombre]
    extend: [{ deadline: preavis, law: contradictoire-prolongation, by: nombre }]
    source: D
  recommencer:
    title: Recommencer
    by: [siao_agent]
    from: [remis]
    replace: [{ deadline: preavis, law: apec-absence-effet }]
    source: D
)";
    return std::get<Definition>(read_definition(small_procedure + more, "essai.yaml"));
}

const law::Territory& here() {
    static const law::Territory metropole = world().territory("metropole");
    return metropole;
}

class ChangedNotice : public ::testing::Test {
  protected:
    ChangedNotice() : definition_(changing_procedure()) {
        dossier_ = new_dossier(definition_, "metropole");
        happen("ouvrir", "2026-05-04 09:00",
               {{"regime", {std::string("initiale")}}, {"structure_type", {std::string("hotel")}}});
        happen("remettre", "2026-05-04 10:00",
               {{"date_remise", {*law::Date::parse("2026-05-04")}}});
    }

    /// The code of the refusal; empty if it happened.
    std::string happen(const std::string& name, const std::string& at, dossier::Facts facts = {}) {
        const law::Instant now = local_instant(at, here());
        const auto answer = step(definition_, dossier_,
                                 {.name = name,
                                  .facts = std::move(facts),
                                  .at = now,
                                  .actor = actor_of(dossier::Role::siao_agent)},
                                 {world().laws, here(), world().deciders}, now);
        if (const auto* refusal = base::refusal_of(answer)) return refusal->code;
        dossier_ = std::get<Step>(answer).next;
        return "";
    }

    const dossier::Deadline& notice() const { return *find_deadline(dossier_, "preavis"); }

    Definition definition_;
    dossier::Dossier dossier_;
};

TEST_F(ChangedNotice, keeps_a_ledger_with_author_role_reason_and_source) {
    ASSERT_EQ(notice().ledger.size(), 1U);
    EXPECT_EQ(notice().ledger.front().limit->count, 15);
    EXPECT_EQ(happen("arreter", "2026-05-06 10:00"), "");
    const law::LedgerEntry& line = notice().ledger.back();
    EXPECT_EQ(law::name_of(line.kind), "suspend");
    EXPECT_EQ(line.reason, "Arrêter");
    EXPECT_EQ(line.role, "siao_agent");
    EXPECT_EQ(line.author, actor_of(dossier::Role::siao_agent).compte);
    EXPECT_EQ(line.source, "D");
    EXPECT_EQ(line.at, local_instant("2026-05-06 10:00", here()));
}

TEST_F(ChangedNotice, is_not_due_while_suspended_and_runs_on_afterwards) {
    EXPECT_EQ(happen("arreter", "2026-05-06 10:00"), "");
    EXPECT_EQ(status_of(notice(), local_instant("2027-05-06 10:00", here())), "suspended");
    EXPECT_EQ(happen("relancer", "2026-05-07 10:00"), "");
    EXPECT_EQ(notice().last_day->iso(), "2026-05-21");
    EXPECT_EQ(notice().earliest_effective->iso(), "2026-05-22");
    EXPECT_FALSE(notice().suspended);
}

TEST_F(ChangedNotice, refuses_by_name_what_its_ledger_refuses) {
    EXPECT_EQ(happen("relancer", "2026-05-06 10:00"), "reprise_sans_suspension");
    EXPECT_EQ(happen("allonger", "2026-05-06 10:00", {{"nombre", {std::int64_t{0}}}}),
              "prolongation_excessive");
    EXPECT_EQ(happen("arreter", "2026-05-20 00:00"), "delai_deja_expire");
    EXPECT_EQ(happen("allonger", "2026-05-20 00:00"), "delai_deja_expire");
    EXPECT_EQ(happen("arreter", "2026-05-06 10:00"), "");
    EXPECT_EQ(happen("arreter", "2026-05-07 10:00"), "deja_suspendu");
    const dossier::Facts too_early = {{"heure", {local_instant("2026-05-05 10:00", here())}}};
    EXPECT_EQ(happen("relancer", "2026-05-07 10:00", too_early), "ecriture_anterieure");
    const dossier::Facts to_come = {{"heure", {local_instant("2026-05-09 10:00", here())}}};
    EXPECT_EQ(happen("relancer", "2026-05-07 10:00", to_come), "ecriture_future");
    EXPECT_EQ(notice().ledger.size(), 2U);
}

TEST_F(ChangedNotice, is_lengthened_by_its_law_or_within_its_bounds) {
    EXPECT_EQ(happen("allonger", "2026-05-06 10:00", {{"nombre", {std::int64_t{3}}}}), "");
    EXPECT_EQ(notice().last_day->iso(), "2026-05-22");
    dossier_.facts.erase("nombre");
    EXPECT_EQ(happen("allonger", "2026-05-06 10:00"), "");
    EXPECT_EQ(notice().last_day->iso(), "2026-05-30");
}

TEST_F(ChangedNotice, begins_anew_under_the_rule_that_replaces_it) {
    EXPECT_EQ(notice().law, "DL54");
    EXPECT_EQ(happen("recommencer", "2026-05-10 10:00"), "");
    EXPECT_EQ(notice().law, "DL55");
    EXPECT_EQ(notice().last_day->iso(), "2026-05-25");
    EXPECT_EQ(dossier_.deadlines.size(), 1U);
    std::vector<std::string> codes;
    for (const law::Explanation& each : notice().because) codes.push_back(each.code);
    EXPECT_EQ(base::joined(codes, " "),
              "rule in_force_since text_read value_note interrupted trigger_day day_excluded"
              " days_counted notice_not_rolled"
              " day_ends notice_effect");
}

TEST_F(ChangedNotice, kept_from_before_ledgers_takes_its_limit_from_the_law_of_its_day) {
    dossier_.deadlines.front().ledger.front().limit.reset();
    EXPECT_EQ(happen("arreter", "2026-05-06 10:00"), "");
    EXPECT_EQ(happen("relancer", "2026-05-06 11:00"), "");
    EXPECT_EQ(notice().last_day->iso(), "2026-05-20");
}

TEST_F(ChangedNotice, that_is_settled_changes_no_more) {
    dossier_.deadlines.front().settled = dossier::Deadline::Settled::stopped;
    EXPECT_EQ(happen("arreter", "2026-05-06 10:00"), "echeance_absente");
}

TEST(Changes, name_what_they_do_not_know) {
    struct Case {
        const char* change;
        const char* problem;
    };
    for (const Case& each :
         {Case{"suspend: [{ deadline: preavi }]", "« preavi » n'est pas une échéance déclarée"},
          Case{"extend: [{ deadline: preavis }]", "law"},
          Case{"resume: [{ deadline: preavis, at: note }]", "note"},
          Case{"suspend: [{ deadline: preavis, law: DL53 }]", "law"},
          Case{"extend: [{ deadline: preavis, law: DL56b, by: note }]", "note"},
          Case{"replace: [{ deadline: preavis, end: autre }]", "autre"}}) {
        const std::string yaml =
            small_procedure +
            "  changer:\n    title: T\n    by: [siao_agent]\n    from: [remis]\n"
            "    " +
            each.change + "\n    source: D\n";
        const auto read = read_definition(yaml, "essai.yaml");
        ASSERT_TRUE(std::holds_alternative<base::Problems>(read)) << each.change;
        EXPECT_NE(base::to_string(std::get<base::Problems>(read)).find(each.problem),
                  std::string::npos)
            << base::to_string(std::get<base::Problems>(read));
    }
}

}  // namespace
}  // namespace preavis::workflow::testing
