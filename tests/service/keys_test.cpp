// Several writers at once: keys that make an act happen once, versions, threads.
#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "access/policy.h"
#include "service/desk.h"

namespace preavis::service::test {
namespace {

const std::string shown = R"({"event": "presenter_lieux",
    "facts": {"presente_par": "M. Roux", "date_presentation": "2026-05-04T07:45:00Z"}})";

class Keys : public testing::Test {
  protected:
    std::string open_once(const Command& command) {
        const Outcome outcome = desk.open(kit, command);
        return verdict(outcome) == "done" ? body(outcome)["id"].get<std::string>()
                                          : verdict(outcome);
    }
    std::size_t dossiers() { return desk.store().dossiers({}, access::system_scope()).size(); }
    /// What each of several callers got who began at the same time.
    template <class Act>
    static std::vector<std::string> at_once(std::size_t callers, const Act& act) {
        std::vector<std::string> got(callers);
        std::vector<std::thread> threads;
        for (std::string& result : got) threads.emplace_back([&result, &act] { result = act(); });
        for (std::thread& thread : threads) thread.join();
        return got;
    }

    Desk desk;
    dossier::Actor agent = desk.actor("siao_agent");
    std::string kit = desk.kit(desk.household("Haddad"));
};

TEST_F(Keys, are_kept_seventy_two_hours_to_the_last_instant) {
    const Command command = desk.as(agent, "cle");
    const std::string first = open_once(command);
    desk.clock.set("2026-05-07T08:00:00.000Z");
    EXPECT_EQ(open_once(command), first);
    Command other = command;
    other.request_hash = "autre demande";
    EXPECT_EQ(open_once(other), "cle_deja_utilisee");
    EXPECT_EQ(dossiers(), 1U);
    desk.clock.set("2026-05-07T08:00:00.001Z");
    const std::string second = open_once(other);
    EXPECT_NE(second, first);
    EXPECT_EQ(second.size(), first.size());
    EXPECT_EQ(dossiers(), 2U);
    EXPECT_EQ(open_once(command), "cle_deja_utilisee");
    EXPECT_EQ(open_once(other), second);
}

TEST_F(Keys, that_the_loop_has_forgotten_are_new) {
    const Command command = desk.as(agent, "cle");
    const std::string first = open_once(command);
    desk.store().forget_answers_before(desk.clock.now());
    EXPECT_EQ(open_once(command), first);
    desk.store().forget_answers_before(desk.clock.now().plus_seconds(1));
    EXPECT_NE(open_once(command), first);
}

TEST_F(Keys, belong_to_one_account) {
    dossier::Actor colleague = agent;
    colleague.compte = "compte-collegue";
    const std::string first = open_once(desk.as(agent, "cle"));
    EXPECT_NE(open_once(desk.as(colleague, "cle")), first);
    EXPECT_EQ(open_once(desk.as(agent, "cle")), first);
    EXPECT_EQ(dossiers(), 2U);
}

TEST_F(Keys, used_again_while_the_first_still_runs_make_one_act_and_one_answer) {
    const Command command = desk.as(agent, "cle");
    const auto got = at_once(8, [&] { return open_once(command); });
    EXPECT_EQ(std::count(got.begin(), got.end(), got.front()), 8) << testing::PrintToString(got);
    EXPECT_EQ(dossiers(), 1U);
    EXPECT_EQ(got.front().size(), 32U);
}

TEST_F(Keys, of_an_event_sent_twice_at_once_move_the_dossier_once) {
    const std::string id = open_once(desk.as(agent));
    const Command command = desk.as(agent, "cle");
    const auto got = at_once(8, [&] { return verdict(desk.apply(id, shown, command)); });
    EXPECT_EQ(std::count(got.begin(), got.end(), "done"), 8) << testing::PrintToString(got);
    const auto history = desk.store().history(id, access::system_scope());
    EXPECT_EQ(std::count_if(history.begin(), history.end(),
                            [](const auto& line) { return line.event == "presenter_lieux"; }),
              1);
}

TEST_F(Keys, of_what_one_may_not_see_any_more_answer_nothing) {
    const std::string id = open_once(desk.as(agent));
    const Command command = desk.as(agent, "cle");
    ASSERT_EQ(verdict(desk.apply(id, shown, command)), "done");
    ASSERT_EQ(verdict(desk.apply(id, shown, command)), "done");
    const std::string menage = desk.store().dossier(id, access::system_scope())->parties.menage;
    const auto protect = json_node(R"({"sensibilite": "protege"})");
    ASSERT_EQ(verdict(Registry(desk.office())
                          .change(dossier::NounKind::menage, menage, protect,
                                  desk.as(desk.actor("siao_responsable")))),
              "done");
    EXPECT_EQ(verdict(desk.apply(id, shown, command)), "introuvable");
}

TEST_F(Keys, two_agents_who_saw_the_same_version_do_not_overwrite_each_other) {
    const std::string id = open_once(desk.as(agent));
    Command command = desk.as(agent);
    command.if_match = {{1}};
    const auto got = at_once(8, [&] { return verdict(desk.apply(id, shown, command)); });
    EXPECT_EQ(std::count(got.begin(), got.end(), "done"), 1) << testing::PrintToString(got);
    EXPECT_EQ(std::count(got.begin(), got.end(), "version_perimee"), 7);
}

TEST_F(Keys, two_agents_who_change_one_record_at_once_lose_no_change) {
    const dossier::Actor& who = agent;
    const std::string id = desk.create(
        "personne", R"({"nom": "Roux", "prenoms": "Ida", "date_naissance": "1990-01-02"})", who);
    Registry registry(desk.office());
    std::vector<std::thread> agents;
    std::vector<std::string> got(2);
    const std::vector<std::string> changes = {R"({"telephone": "+33612345678"})",
                                              R"({"lecture": "lit_facile"})"};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        agents.emplace_back([&, i] {
            got[i] = verdict(registry.change(dossier::NounKind::personne, id, json_node(changes[i]),
                                             desk.as(who)));
        });
    }
    for (std::thread& one : agents) one.join();
    EXPECT_EQ(got, (std::vector<std::string>{"done", "done"}));
    const base::Json now = body(registry.read(dossier::NounKind::personne, id, who));
    EXPECT_EQ(now["telephone"], "+33612345678");
    EXPECT_EQ(now["lecture"], "lit_facile");
    EXPECT_EQ(now["version"], 3);
}

TEST_F(Keys, nothing_that_does_not_exist_yet_has_a_version_to_be_seen) {
    Command command = desk.as(agent);
    command.if_match = {{1}};
    EXPECT_EQ(verdict(desk.open(kit, command)), "version_perimee");
    Registry registry(desk.office());
    const auto person =
        json_node(R"({"nom": "Roux", "prenoms": "Ida", "date_naissance": "1990-01-02"})");
    EXPECT_EQ(verdict(registry.create(dossier::NounKind::personne, person, command)),
              "version_perimee");
    command.if_match = std::vector<std::int64_t>{};
    EXPECT_EQ(verdict(registry.create(dossier::NounKind::personne, person, command)),
              "version_perimee");
    command.if_match.reset();
    EXPECT_EQ(verdict(registry.create(dossier::NounKind::personne, person, command)), "done");
}

}  // namespace
}  // namespace preavis::service::test
