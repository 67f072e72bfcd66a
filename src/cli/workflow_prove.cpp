#include <unistd.h>

#include <filesystem>
#include <ostream>

#include "base/expects.h"
#include "base/file.h"
#include "base/json.h"
#include "cli/common.h"
#include "cli/workflow.h"
#include "workflow/prove.h"
#include "workflow/prove_links.h"

namespace preavis::cli {
namespace {

using workflow::CounterExample;
using workflow::Definition;
using workflow::Proof;

constexpr std::size_t states_between_lines = 2000;

/// A working Monday in the middle of the calendars, so that every run does the same.
law::Instant start_of(const law::Territory& territory) {
    const auto day = law::Date::of(2026, 5, 4);
    expects(day.has_value());
    return territory.start_of_day(*day).plus_seconds(36'000);
}

/// One line that is written over, on a terminal only.
class Progress {
  public:
    Progress(std::ostream& err, const std::string& name)
        : err_(err), name_(name), shown_(isatty(STDERR_FILENO) == 1) {}
    ~Progress() {
        if (shown_) err_ << "\r\033[K" << std::flush;
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void operator()(const Proof& proof) {
        if (!shown_ || proof.states < next_) return;
        next_ = proof.states + states_between_lines;
        err_ << "\r" << name_ << " : " << proof.states << " états" << std::flush;
    }

  private:
    std::ostream& err_;
    std::string name_;
    bool shown_;
    std::size_t next_ = 0;
};

class Report {
  public:
    Report(const Context& context, const CommandLine& line, const law::Territory& territory)
        : context_(context), line_(line), territory_(territory) {}

    void add(const Definition& definition, const Proof& proof, double seconds) {
        holds_ = holds_ && proof.holds();
        base::Json broken = base::Json::array();
        if (!line_.has("--json")) tell(definition, proof, seconds);
        for (const CounterExample& each : proof.broken) {
            const std::string file = keep(definition, each);
            broken.push_back({{"invariant", each.invariant},
                              {"message", each.message},
                              {"source", each.source},
                              {"place", each.place.file + ":" + std::to_string(each.place.line)},
                              {"scenario", scenario_of(each, definition, territory_)}});
            if (!line_.has("--json")) tell(definition, each, file);
        }
        all_.push_back({{"workflow", definition.name},
                        {"version", definition.version},
                        {"holds", proof.holds()},
                        {"whole", proof.whole},
                        {"states", proof.states},
                        {"transitions", proof.transitions},
                        {"attempts", proof.attempts},
                        {"seconds", seconds},
                        {"invariants", proof.invariants},
                        {"broken", broken}});
    }

    /// Of what leaves a procedure that was told of before.
    void add(const workflow::LinkProof& proof) {
        holds_ = holds_ && proof.holds();
        for (base::Json& each : all_) {
            if (each["workflow"] != proof.from) continue;
            each["links"].push_back({{"link", proof.link},
                                     {"to", proof.to},
                                     {"firings", proof.firings},
                                     {"meetings", proof.meetings},
                                     {"accepted", proof.accepted},
                                     {"refused", proof.refused},
                                     {"broken", proof.broken}});
        }
        if (!line_.has("--json")) tell(proof);
    }

    /// Without invariants of its own, exploring a procedure would prove nothing that matters.
    void add_unproved(const Definition& definition) {
        holds_ = false;
        if (!line_.has("--json")) {
            context_.out << definition.name << " (version " << definition.version
                         << ") : aucun invariant n'est déclaré, rien n'est prouvé\n";
        }
        all_.push_back({{"workflow", definition.name},
                        {"version", definition.version},
                        {"holds", false},
                        {"whole", false},
                        {"invariants", base::Json::array()}});
    }

    int finish() {
        if (line_.has("--json")) context_.out << all_.dump(2) << "\n";
        return holds_ ? done : answer_is_no;
    }

  private:
    void tell(const Definition& definition, const Proof& proof, double seconds) {
        context_.out << definition.name << " (version " << definition.version
                     << ") : " << proof.states << " états, " << proof.transitions
                     << " transitions, " << proof.attempts << " essais en " << seconds << " s\n";
        if (!proof.whole) {
            context_.out << "  trop d'états : l'exploration s'est arrêtée, rien n'est prouvé\n";
        } else if (proof.broken.empty()) {
            context_.out << "  " << proof.invariants.size() << " invariants tenus\n";
        }
    }

    void tell(const workflow::LinkProof& proof) {
        context_.out << proof.from << " → " << proof.to << " (" << proof.link
                     << ") : " << proof.firings << " façons de le suivre, " << proof.meetings
                     << " rencontres, " << proof.accepted << " acceptées";
        for (const auto& [code, count] : proof.refused) {
            context_.out << ", " << count << " refus de « " << code << " »";
        }
        context_.out << "\n";
        for (const std::string& sentence : proof.broken) {
            context_.out << base::to_string(base::Problem{
                                proof.place, "le lien « " + proof.link + " » : " + sentence, ""})
                         << "\n";
        }
    }

    void tell(const Definition& definition, const CounterExample& each, const std::string& file) {
        context_.out << base::to_string(base::Problem{
                            each.place, each.invariant + " n'est pas tenu : " + each.message,
                            each.source})
                     << "\n";
        if (!file.empty()) {
            context_.out << "  contre-exemple : " << file << "\n";
        } else {
            context_.out << scenario_of(each, definition, territory_);
        }
    }

    /// The scenario's file, if a folder is named and there is something to replay.
    std::string keep(const Definition& definition, const CounterExample& each) {
        const auto folder = line_.value("--out");
        if (!folder || each.moves.empty()) return {};
        std::filesystem::create_directories(*folder);
        const auto file =
            std::filesystem::path(*folder) / (definition.name + "-" + each.invariant + ".yaml");
        base::write_file(file, scenario_of(each, definition, territory_));
        return file.string();
    }

    const Context& context_;
    const CommandLine& line_;
    const law::Territory& territory_;
    base::Json all_ = base::Json::array();
    bool holds_ = true;
};

}  // namespace

int prove_workflows(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto definitions = definitions_or_explain(context, line, *library);
    if (!definitions) return bad_input;
    const auto territory = library->calendars.find("metropole");
    expects(territory.has_value());
    const auto clock = context.toolbox.clock();
    Report report(context, line, *territory);
    const workflow::Surroundings surroundings{library->laws, *territory, library->deciders};
    workflow::LinkWatch links(library->definitions, surroundings);
    for (const Definition* definition : *definitions) {
        if (definition->invariants.empty()) {
            report.add_unproved(*definition);
            continue;
        }
        const law::Instant began = clock->now();
        Progress progress(context.err, definition->name);
        const workflow::ProofSettings settings{.start = start_of(*territory),
                                               .progress = std::ref(progress)};
        const Proof proof =
            prove(*definition, surroundings, links.listening(*definition, settings));
        report.add(*definition, proof, static_cast<double>(clock->now().ms - began.ms) / 1000);
    }
    for (const workflow::LinkProof& proof : links.conclude()) report.add(proof);
    return report.finish();
}

}  // namespace preavis::cli
