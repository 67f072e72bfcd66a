#include "workflow/scenario_runner.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/file.h"
#include "base/form.h"
#include "base/text.h"
#include "base/yaml.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

using base::Node;
using base::Problems;

class Runner {
  public:
    Runner(ScenarioReport& report, const Definition* instead)
        : report_(report), problems_(report.problems), instead_(instead) {}

    std::string run(const std::filesystem::path& file) {
        const auto reading = base::read_yaml(base::read_file(file), file.string());
        if (const auto* found = std::get_if<Problems>(&reading)) {
            problems_ = *found;
            return file.stem().string();
        }
        base::Form form(std::get<Node>(reading), problems_);
        std::string title = form.text("scenario");
        const std::string workflow = form.text("workflow");
        report_.workflow = workflow;
        if (const auto before = form.optional_text("after")) run(file.parent_path() / *before);
        begin(form, workflow);
        const std::vector<Node>& steps = form.list("steps");
        form.finish();
        for (const Node& node : steps) {
            if (definition_ == nullptr || !problems_.empty()) return title;
            run_step(node);
        }
        if (problems_.empty() && refusal_) complain(form.place(), refused_unexpectedly());
        return title;
    }

  private:
    void complain(const base::Place& place, const std::string& message) {
        problems_.push_back({place, message, ""});
    }

    void begin(base::Form& form, const std::string& workflow) {
        const Node* node = form.optional_node("given");
        if (node == nullptr) return;
        base::Form given(*node, problems_);
        if (definition_ == nullptr) {
            definition_ = instead_ == nullptr ? &world().definition(workflow) : instead_;
            const std::string territory = given.text("territory");
            territory_.emplace(world().territory(territory));
            dossier_ = new_dossier(*definition_, territory);
            now_ = local_instant(given.text("now"), *territory_);
        }
        if (const auto by = given.optional_text("by")) by_ = role_named(given, *by);
        if (const auto state = given.optional_text("state")) {
            dossier_.state = *state;
            dossier_.last_event_at = now_;
        }
        if (const Node* facts = given.optional_node("facts")) {
            const dossier::Facts read =
                dossier::read_facts(*facts, definition_->facts, *territory_, false, problems_);
            (dossier_.state == before_everything ? opening_facts_ : dossier_.facts) = read;
        }
        given.finish();
    }

    dossier::Role role_named(base::Form& form, const std::string& name) {
        if (const auto role = dossier::role(name)) return *role;
        form.report("by", "« " + name + " » is not a role");
        return dossier::Role::systeme;
    }

    void run_step(const Node& node) {
        base::Form form(node, problems_);
        if (refusal_ && !form.has("expect")) return complain(node.place, refused_unexpectedly());
        if (const auto until = form.optional_text("wait_until")) {
            wait_until(local_instant(*until, *territory_));
        } else if (form.has("event")) {
            happen(form);
        } else if (const Node* expected = form.node("expect")) {
            expect(*expected);
        }
        form.finish();
    }

    std::string refused_unexpectedly() const {
        std::string message = "refused: " + refusal_->code + " " + refusal_->message;
        for (const base::MissingFact& fact : refusal_->missing) message += " [" + fact.fact + "]";
        return message;
    }

    void happen(base::Form& form) {
        const auto& entries = form.map("event");
        if (entries.size() != 1) return form.report("event", "exactly one event");
        dossier::Event event;
        event.name = entries.front().key;
        event.facts = dossier::read_facts(entries.front().value, definition_->facts, *territory_,
                                          false, problems_);
        event.facts.insert(opening_facts_.begin(), opening_facts_.end());
        opening_facts_.clear();
        const auto by = form.optional_text("by");
        event.actor = actor_of(by ? role_named(form, *by) : by_);
        if (const auto kind = form.optional_text("as")) event.actor.organisation_kind = *kind;
        const auto at = form.optional_text("at");
        event.at = at ? local_instant(*at, *territory_) : now_;
        take(event);
    }

    void take(const dossier::Event& event) {
        auto answer = step(*definition_, dossier_, event,
                           {world().laws, *territory_, world().deciders}, now_);
        if (const base::Refusal* refusal = base::refusal_of(answer)) {
            refusal_ = *refusal;
            return;
        }
        auto& done = std::get<Step>(answer);
        const std::string from = std::exchange(dossier_, std::move(done.next)).state;
        documents_.clear();
        for (const dossier::DocumentOrder& order : done.documents) {
            documents_.push_back(order.document + " " + order.variant);
        }
        note(event, from, done.deadlines_started);
    }

    /// The line that a recorded history keeps of an event.
    void note(const dossier::Event& event, const std::string& from,
              const std::vector<std::string>& started) {
        std::string text = territory_->iso(event.at) + " " + event.name + " (" +
                           std::string(name_of(event.actor.role)) + ") -> " + dossier_.state;
        for (const dossier::Deadline& deadline : dossier_.deadlines) {
            text += "\n    " + deadline.name + " " + deadline.law + " " +
                    territory_->iso(deadline.due) + " " + std::string(status_of(deadline, now_));
        }
        for (const std::string& document : documents_) text += "\n    + " + document;
        report_.lines.push_back({event.name, from, text, started});
    }

    /// Time passes; each deadline that is over fires once, at its own moment, oldest first.
    void wait_until(law::Instant until) {
        while (dossier::Deadline* next = next_due(until)) {
            next->fired = true;
            now_ = std::max(now_, std::min(until, next->due.plus_seconds(1)));
            const std::string event = event_raised_by(*definition_, dossier_, *next);
            if (event.empty()) continue;
            take({.name = event, .at = now_, .actor = actor_of(dossier::Role::systeme)});
        }
        now_ = until;
    }

    dossier::Deadline* next_due(law::Instant until) {
        dossier::Deadline* oldest = nullptr;
        for (dossier::Deadline& deadline : dossier_.deadlines) {
            if (deadline.fired || !is_running(deadline)) continue;
            if (until <= deadline.due) continue;
            if (oldest == nullptr || deadline.due < oldest->due) oldest = &deadline;
        }
        return oldest;
    }

    void expect(const Node& node) {
        base::Form form(node, problems_);
        same(form, "refused", refusal_ ? refusal_->code : "");
        same(form, "source", refusal_ ? refusal_->source : "");
        if (refusal_ && !form.has("refused")) complain(node.place, refused_unexpectedly());
        expect_missing(form);
        refusal_.reset();
        same(form, "state", dossier_.state);
        for (const auto& entry : form.optional_map("deadlines")) expect_deadline(entry);
        expect_documents(form);
        expect_facts(form);
        form.finish();
    }

    void same(base::Form& form, std::string_view key, const std::string& found) {
        const auto wanted = form.optional_text(key);
        if (wanted && *wanted != found) {
            form.report(key, "found « " + found + " » instead of « " + *wanted + " »");
        }
    }

    void expect_missing(base::Form& form) {
        for (const std::string& wanted : form.optional_texts("missing")) {
            const auto is_it = [&](const base::MissingFact& fact) { return fact.fact == wanted; };
            if (!refusal_ ||
                std::none_of(refusal_->missing.begin(), refusal_->missing.end(), is_it))
                form.report("missing", "« " + wanted + " » is not asked for");
        }
    }

    void expect_documents(base::Form& form) {
        if (!form.has("documents")) return;
        const auto wanted = form.optional_texts("documents");
        if (wanted != documents_) {
            form.report("documents", "ordered: " + base::joined(documents_, ", "));
        }
    }

    void expect_facts(base::Form& form) {
        const Node* node = form.optional_node("facts");
        if (node == nullptr) return;
        const dossier::Facts wanted =
            dossier::read_facts(*node, definition_->facts, *territory_, false, problems_);
        for (const auto& [name, value] : wanted) {
            const dossier::Value* found = find(dossier_.facts, name);
            if (found == nullptr || !(*found == value)) {
                form.report("facts", "« " + name + " » is not so");
            }
        }
    }

    void expect_deadline(const Node::Entry& entry) {
        base::Form form(entry.value, problems_);
        const dossier::Deadline* deadline = find_deadline(dossier_, entry.key);
        if (deadline == nullptr) {
            if (form.optional_text("status").value_or("") != "none") {
                complain(entry.place, "« " + entry.key + " » was not started");
            }
            return;
        }
        const auto day = [](const std::optional<law::Date>& date) {
            return date ? date->iso() : std::string();
        };
        same(form, "status", std::string(status_of(*deadline, now_)));
        same(form, "last_day", day(deadline->last_day));
        same(form, "earliest_effective", day(deadline->earliest_effective));
        same(form, "law", deadline->law);
        if (const auto due = form.optional_text("due")) {
            if (local_instant(*due, *territory_) != deadline->due)
                form.report("due", "found " + territory_->iso(deadline->due));
        }
        form.finish();
    }

    ScenarioReport& report_;
    Problems& problems_;
    const Definition* instead_;
    const Definition* definition_ = nullptr;
    std::optional<law::Territory> territory_;
    dossier::Dossier dossier_;
    dossier::Facts opening_facts_;
    dossier::Role by_ = dossier::Role::siao_responsable;
    law::Instant now_;
    std::optional<base::Refusal> refusal_;
    std::vector<std::string> documents_;
};

}  // namespace

ScenarioReport run_scenario(const std::filesystem::path& file) {
    ScenarioReport report;
    report.title = Runner(report, nullptr).run(file);
    return report;
}

ScenarioReport run_scenario(const std::filesystem::path& file, const Definition& instead) {
    ScenarioReport report;
    report.title = Runner(report, &instead).run(file);
    return report;
}

}  // namespace preavis::workflow::testing
