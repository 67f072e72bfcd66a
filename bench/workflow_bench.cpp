#include <benchmark/benchmark.h>

#include <filesystem>
#include <stdexcept>

#include "workflow/step.h"

namespace preavis::workflow {
namespace {

template <class T>
T read_or_throw(base::Reading<T> reading) {
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error(base::to_string(*problems));
    }
    return std::move(std::get<T>(reading));
}

struct Desk {
    std::filesystem::path root = PREAVIS_ROOT;
    law::Calendars calendars = read_or_throw(law::Calendars::read(root / "data/calendars"));
    law::Catalogue laws = read_or_throw(law::Catalogue::read(root / "data/law"));
    dossier::Deciders deciders =
        read_or_throw(dossier::Deciders::read(root / "data/decideurs.yaml"));
    Definitions definitions = read_or_throw(Definitions::read(root / "workflows"));
    const Definition& definition = *definitions.newest("arret_prise_en_charge");
    law::Territory territory = calendars.find("metropole").value();
    law::Instant now = territory.start_of_day(*law::Date::parse("2026-05-04")).plus_seconds(36000);
};

/// A dossier that is announced, with the facts that a refusal gathers on the way.
dossier::Dossier announced(const Desk& desk) {
    dossier::Dossier dossier;
    dossier.id = "0123456789abcdef0123456789abcdef";
    dossier.workflow = desk.definition.name;
    dossier.workflow_version = desk.definition.version;
    dossier.state = "annonce";
    dossier.territory = "metropole";
    for (const dossier::FactDeclaration& fact : desk.definition.facts) {
        if (fact.type.kind == dossier::FactKind::boolean) dossier.facts[fact.name] = {true};
        if (fact.type.kind == dossier::FactKind::long_text) {
            dossier.facts[fact.name] = {std::string(200, 'x')};
        }
    }
    dossier.facts.erase("motif_preavis_reduit");
    dossier.facts["motif"] = {std::string("refus_proposition")};
    dossier.facts["regime"] = {std::string("stabilisee")};
    dossier.facts["structure_type"] = {std::string("hotel")};
    dossier.facts["date_depart"] = {*law::Date::parse("2026-05-20")};
    return dossier;
}

dossier::Event by(dossier::Role role, const std::string& name, law::Instant at,
                  dossier::Facts facts) {
    dossier::Event event{.name = name, .facts = std::move(facts), .at = at};
    event.actor.role = role;
    event.actor.organisation_kind = "siao";
    return event;
}

void one_step(benchmark::State& state, const dossier::Event& event, bool accepted) {
    const Desk desk;
    const Surroundings surroundings{desk.laws, desk.territory, desk.deciders};
    const dossier::Dossier dossier = announced(desk);
    for (auto _ : state) {
        auto answer = step(desk.definition, dossier, event, surroundings, desk.now);
        if (std::holds_alternative<Step>(answer) != accepted) {
            state.SkipWithError("not the answer that is measured");
        }
        benchmark::DoNotOptimize(answer);
    }
}

law::Instant the_fourth_of_may() {
    return Desk().now;
}

/// Two limits counted and explained, two documents ordered.
void serve_a_decision(benchmark::State& state) {
    one_step(state,
             by(dossier::Role::siao_agent, "servir", the_fourth_of_may(),
                {{"date_remise", {*law::Date::parse("2026-05-04")}},
                 {"canal", {std::string("remise_en_main_propre")}}}),
             true);
}
BENCHMARK(serve_a_decision);

/// Six guards, nothing counted.
void correct_a_date(benchmark::State& state) {
    one_step(state,
             by(dossier::Role::siao_responsable, "rectifier_date", the_fourth_of_may(),
                {{"date_depart", {*law::Date::parse("2026-06-01")}}}),
             true);
}
BENCHMARK(correct_a_date);

void refuse_a_role(benchmark::State& state) {
    one_step(state, by(dossier::Role::menage, "servir", the_fourth_of_may(), {}), false);
}
BENCHMARK(refuse_a_role);

void read_the_procedures(benchmark::State& state) {
    const std::filesystem::path folder = std::filesystem::path(PREAVIS_ROOT) / "workflows";
    for (auto _ : state) benchmark::DoNotOptimize(Definitions::read(folder));
}
BENCHMARK(read_the_procedures)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace preavis::workflow
