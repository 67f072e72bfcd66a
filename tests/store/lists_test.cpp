#include <random>

#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;

/// One change of the lists that an event, or the passing of time, can make.
void change(Dossier& dossier, std::mt19937& random) {
    const std::string name = std::to_string(random());
    switch (random() % 7) {
        case 0: dossier.parties.personnes.push_back(name); break;
        case 1: dossier.parties.personnes.clear(); break;
        case 2: dossier.parties.followers = {name}; break;
        case 3: dossier.deadlines.push_back(sample_deadline(name, noon)); break;
        case 4:
            if (!dossier.deadlines.empty()) dossier.deadlines.erase(dossier.deadlines.begin());
            break;
        case 5:
            if (dossier.deadlines.size() > 1) std::swap(dossier.deadlines[0], dossier.deadlines[1]);
            break;
        default:
            for (Deadline& deadline : dossier.deadlines) {
                deadline.settled = Deadline::Settled::met;
                deadline.because.push_back({"note", name, "", {{"jour", name}}});
            }
    }
}

// A store may remember what it read or wrote: it must never show anything else than what it keeps.
TEST_P(StoreConformance, what_it_shows_while_it_runs_is_what_it_keeps) {
    std::mt19937 random(20260504);
    must_save(sample_dossier("d1"));
    for (int round = 0; round < 60; ++round) {
        Dossier next = *store->dossier("d1", everything());
        change(next, random);
        must_save(next);
        const Dossier shown = *store->dossier("d1", everything());
        if (round % 4 == 0) reopen();
        const Dossier listed = store->dossiers({}, everything()).front();
        expect_same(shown, listed);
        expect_same(*store->dossier("d1", everything()), listed);
    }
}

TEST_P(StoreConformance, a_list_is_written_whole_by_who_did_not_read_it) {
    must_save(sample_dossier("d1"));
    Dossier other = sample_dossier("d1");
    other.version = 1;
    other.parties.followers = {"o9"};
    other.deadlines = {sample_deadline("only", noon)};
    must_save(other);
    ++other.version;
    expect_same(*store->dossier("d1", everything()), other);
    reopen();
    expect_same(*store->dossier("d1", everything()), other);
}

TEST_P(StoreConformance, a_history_of_some_events_is_that_of_the_whole_without_the_others) {
    must_save(sample_dossier("d1"));
    for (const char* event : {"ouvrir", "decider", "ouvrir", "notifier", "decider"}) {
        must_commit({.journal = {sample_entry("d1", event)}});
    }
    must_commit({.journal = {sample_entry("d2", "decider")}});
    std::vector<std::int64_t> wanted;
    for (const JournalEntry& line : store->history("d1", everything())) {
        if (line.event != "notifier") wanted.push_back(line.sequence);
    }
    std::vector<std::int64_t> found;
    for (const JournalEntry& line : store->history("d1", everything(), {"decider", "ouvrir"})) {
        found.push_back(line.sequence);
    }
    EXPECT_EQ(found, wanted);
    EXPECT_EQ(found.size(), 4U);
    EXPECT_TRUE(store->history("d1", everything(), {"'); --"}).empty());
}

}  // namespace
}  // namespace preavis::store
