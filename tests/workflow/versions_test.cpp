#include <filesystem>

#include "base/file.h"
#include "base/text.h"
#include "workflow/draw.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

const law::Territory& metropole() {
    static const law::Territory only = world().territory("metropole");
    return only;
}

/// Every event at every state by every role: done, or refused with a code and a sentence.
TEST(Cells, are_all_defined_or_refused_by_name) {
    const law::Instant now = local_instant("2026-05-04 10:00", metropole());
    for (const Definition& definition : world().definitions.all()) {
        for (const State& state : definition.states) {
            for (const Transition& transition : definition.transitions) {
                for (const dossier::Role role : dossier::all_roles()) {
                    dossier::Dossier dossier = new_dossier(definition, "metropole");
                    dossier.state = state.name;
                    const dossier::Event event{transition.event, {}, now, actor_of(role)};
                    const auto answer = step(definition, dossier, event,
                                             {world().laws, metropole(), world().deciders}, now);
                    const base::Refusal* refusal = base::refusal_of(answer);
                    if (refusal == nullptr) continue;
                    EXPECT_FALSE(refusal->code.empty() || refusal->message.empty())
                        << state.name << " " << transition.event;
                }
            }
        }
    }
}

/// A folder with two versions of one procedure; the second has lost an event.
class TwoVersions {
  public:
    TwoVersions() : folder_(std::filesystem::temp_directory_path() / "preavis_two_versions") {
        std::filesystem::create_directories(folder_);
        const std::string first =
            base::read_file(std::filesystem::path(PREAVIS_ROOT) / "workflows/kit_accueil.yaml");
        base::write_file(folder_ / "un.yaml", first);
        std::string second = base::replaced(first, "version: 1\n", "version: 2\n");
        second = base::replaced(second, "    from: [attendu]\n    to: non_presente",
                                "    from: [presente]\n    to: non_presente");
        base::write_file(folder_ / "deux.yaml", second);
    }
    ~TwoVersions() { std::filesystem::remove_all(folder_); }
    TwoVersions(const TwoVersions&) = delete;
    TwoVersions& operator=(const TwoVersions&) = delete;

    Definitions read() const { return std::get<Definitions>(Definitions::read(folder_)); }

  private:
    std::filesystem::path folder_;
};

TEST(Versions, a_running_dossier_keeps_the_one_it_began_with) {
    const Definitions definitions = TwoVersions().read();
    ASSERT_EQ(definitions.newest("kit_accueil")->version, 2);
    const law::Instant now = local_instant("2026-05-04 10:00", metropole());
    for (const int version : {1, 2}) {
        const Definition& definition = *definitions.find("kit_accueil", version);
        dossier::Dossier dossier = new_dossier(definition, "metropole");
        dossier.state = "attendu";
        const dossier::Event event{"constater_non_presentation",
                                   {{"motif_non_presentation", {std::string("Personne.")}}},
                                   now,
                                   actor_of(dossier::Role::siao_agent)};
        const auto answer =
            step(definition, dossier, event, {world().laws, metropole(), world().deciders}, now);
        EXPECT_EQ(base::refusal_of(answer) == nullptr, version == 1);
    }
}

TEST(Draw, names_every_state_in_french_and_lights_the_current_one) {
    const Definition& definition = world().definition("kit_accueil");
    const Trail trail{"2026-00417", {"attendu", "remis"}, {"Remise : mardi 5 mai 2026"}};
    const std::string dot =
        dot_of(definition, world().laws,
               metropole().date(local_instant("2026-05-04 10:00", metropole())), &trail);
    for (const State& state : definition.states) {
        EXPECT_NE(dot.find(state.title), std::string::npos) << state.title;
    }
    EXPECT_THAT(dot, ::testing::HasSubstr("2. Documents remis"));
    EXPECT_THAT(dot, ::testing::HasSubstr("(état actuel)"));
    EXPECT_THAT(dot, ::testing::HasSubstr("Remise : mardi 5 mai 2026"));
    EXPECT_THAT(accessible_svg("<svg width=\"1\"><g/></svg>", definition, &trail),
                ::testing::HasSubstr("<desc id=\"description\">États : "));
}

}  // namespace
}  // namespace preavis::workflow::testing
