#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "store/sqlite_helpers.h"

namespace preavis::store {
namespace {

using namespace dossier;

constexpr int households = 60;

std::string name(int number) {
    return "m" + std::to_string(number);
}

void settle(Store& store, const std::string& menage) {
    Dossier dossier = sample_dossier("d-" + menage);
    dossier.parties.menage = menage;
    Change change{.dossier = dossier};
    change.nouns = {sample_noun(NounKind::personne, "p-" + menage, {{"nom", {std::string("Roy")}}}),
                    sample_noun(NounKind::menage, menage,
                                {{"membres", {List{{Record{{"personne", {"p-" + menage}}}}}}}}),
                    sample_noun(NounKind::sejour, "s-" + menage, {{"menage", {menage}}})};
    change.pieces = {sample_piece("f-" + menage, "d-" + menage)};
    change.journal = {sample_entry("d-" + menage, "ouvrir")};
    ASSERT_EQ(store.commit(change), Committed::done);
    store.issue_piece("f-" + menage, "%PDF", noon, sample_entry("d-" + menage, "emettre"), "");
}

bool erase(Store& store, const std::string& menage) {
    Change change;
    change.erasure = Erasure{.certificate = "c-" + menage,
                             .departement = "75",
                             .of = store.holdings(menage),
                             .owners = {"menage:" + menage},
                             .at = noon};
    change.journal = {sample_entry("", "effacement")};
    return store.commit(change) == Committed::done;
}

/// Erases one household after the other, and tells a byte after each.
[[noreturn]] void erase_until_killed(const std::filesystem::path& folder, int pipe) {
    const auto store = open_in(folder);
    for (int i = 0; i < households; ++i) {
        const bool there = store->holdings(name(i)).menage_version > 0;
        if (there && !erase(*store, name(i))) ::_exit(1);
        const char told = 'x';
        if (there && ::write(pipe, &told, 1) != 1) ::_exit(1);
    }
    ::_exit(0);
}

/// How many erasures were acknowledged before the child was killed, or had nothing left to do.
int acknowledged(const std::filesystem::path& folder, int kill_after) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        try {
            erase_until_killed(folder, ends[1]);
        } catch (const std::exception&) {
            ::_exit(1);
        }
    }
    ::close(ends[1]);
    int told = 0;
    char byte = 0;
    while (::read(ends[0], &byte, 1) == 1) {
        if (++told == kill_after) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return told;
}

/// A household is there with everything, or gone with everything.
void expect_whole_or_gone(Store& store, const std::string& menage) {
    const bool there = store.noun(NounKind::menage, menage, everything()).has_value();
    const Scope all = everything();
    EXPECT_EQ(store.noun(NounKind::personne, "p-" + menage, all).has_value(), there) << menage;
    EXPECT_EQ(store.noun(NounKind::sejour, "s-" + menage, all).has_value(), there) << menage;
    EXPECT_EQ(store.dossier("d-" + menage, all).has_value(), there) << menage;
    EXPECT_EQ(store.piece("f-" + menage, all).has_value(), there) << menage;
    EXPECT_EQ(store.piece_bytes("f-" + menage, all).has_value(), there) << menage;
    EXPECT_EQ(store.erasure("c-" + menage).has_value(), !there) << menage;
}

TEST(crash, an_erasure_that_is_killed_is_whole_or_not_at_all_and_goes_on_when_run_again) {
    const TemporaryFolder folder;
    {
        const auto store = open_in(folder.path());
        for (int i = 0; i < households; ++i) settle(*store, name(i));
    }
    int told = 0;
    for (int round = 0; told < households && round < households; ++round) {
        told += acknowledged(folder.path(), 1 + round % 7);
        const auto store = open_in(folder.path());
        std::size_t erased = 0;
        for (int i = 0; i < households; ++i) {
            expect_whole_or_gone(*store, name(i));
            if (store->erasure("c-" + name(i))) ++erased;
        }
        EXPECT_GE(erased, static_cast<std::size_t>(told));
        EXPECT_EQ(store->keys_to_destroy().size(), erased);
        told = static_cast<int>(erased);
        const ChainReport chain = store->verify_journal(1);
        EXPECT_FALSE(chain.first_broken) << chain.reason;
    }
    EXPECT_EQ(told, households);
}

}  // namespace
}  // namespace preavis::store
