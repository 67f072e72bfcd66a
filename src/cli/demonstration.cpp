#include <algorithm>
#include <ostream>
#include <queue>

#include "base/file.h"
#include "base/yaml.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/sealing.h"
#include "cli/settlement.h"
#include "cli/story.h"
#include "service/loops.h"
#include "service/procedures.h"

namespace preavis::cli {
namespace {

using base::Node;

constexpr const char* help =
    "preavis demonstration --store BASE --accounts FICHIER.json\n"
    "  remplit une base neuve : un département inventé, ses organisations, ses ménages, des "
    "dossiers\n"
    "  à tous les stades ; écrit les comptes dans FICHIER (lisible par son propriétaire "
    "seulement)\n";

constexpr std::int64_t before_all_stories_s = 400LL * 24 * 3600;

/// Lives the stories in the order of their days, over all ménages, through the same use-cases as
/// everybody.
class Telling {
  public:
    Telling(const service::Office& office, StoryClock& clock, Settlement& settlement,
            law::Instant today)
        : office_(office),
          clock_(clock),
          settlement_(settlement),
          procedures_(office),
          today_(today) {}

    void tell(const std::vector<Story>& stories) {
        clock_.set(today_.plus_seconds(-before_all_stories_s));
        settlement_.create_bodies();
        for (const Story& story : stories) plan(story);
        run_agenda();
    }

    /// The first ménage whose care may end: the one that has an account.
    const Household& shown() const { return shown_; }

  private:
    /// One step of one ménage's story, at its time.
    struct Due {
        law::Instant at;
        std::size_t order = 0;
        const Story* story = nullptr;
        std::size_t step = 0;
        std::size_t household = 0;
        bool operator<(const Due& other) const {
            return at == other.at ? order > other.order : at > other.at;
        }
    };

    void plan(const Story& story) {
        for (int i = 0; i < story.count; ++i) {
            households_.emplace_back();
            agenda_.push({today_.plus_seconds(-story.began_s - i * story.apart_s), agenda_order_++,
                          &story, 0, households_.size() - 1});
        }
    }

    void run_agenda() {
        while (!agenda_.empty()) {
            const Due due = agenda_.top();
            agenda_.pop();
            if (due.at > today_) continue;
            clock_.set(due.at);
            service::fire_due_deadlines(office_, due.at);
            run(due);
            if (due.step + 1 < due.story->steps.size()) {
                agenda_.push({due.at.plus_seconds(due.story->steps[due.step + 1].after_s),
                              agenda_order_++, due.story, due.step + 1, due.household});
            }
        }
        clock_.set(today_);
        service::fire_due_deadlines(office_, today_);
    }

    Household begin(const Due& due) {
        const auto* definition = office_.library.definitions.newest(due.story->workflow);
        if (definition != nullptr && definition->subject != "menage") {
            return settlement_.without_menage(*due.story, due.household);
        }
        return settlement_.create_household(*due.story, due.household);
    }

    Node parties_of(const Household& household) const {
        std::vector<Node::Entry> entries;
        const auto add = [&entries](const char* key, const std::string& id) {
            if (!id.empty()) entries.push_back({key, {}, text_node(id)});
        };
        add("menage", household.menage);
        add("sejour", household.sejour);
        add("structure", household.structure);
        return map_node(std::move(entries));
    }

    void run(const Due& due) {
        const StoryStep& step = due.story->steps[due.step];
        Household& household = households_[due.household];
        if (due.step == 0) household = begin(due);
        const auto territory = office_.library.territory(settlement_.departement());
        Node facts = facts_at(step, due.at, territory);
        settlement_.name_organisations(facts);
        const service::Command command{
            .actor = settlement_.actor_about(step.by, household.structure_name)};
        const std::string what =
            "récit « " + due.story->name + " », ligne " + std::to_string(step.place.line);
        Node body = map_node({{"event", {}, text_node(step.event)}, {"facts", {}, facts}});
        if (due.step > 0) {
            expect_done(procedures_.apply(household.dossier, body, command), what);
            // The household that has an account is one that has been served a decision.
            if (shown_.menage.empty() && step.event == "servir") shown_ = household;
            return;
        }
        body.entries.push_back({"workflow", {}, text_node(due.story->workflow)});
        body.entries.push_back({"parties", {}, parties_of(household)});
        household.dossier = expect_done(procedures_.open(body, command), what).body["id"];
    }

    const service::Office& office_;
    StoryClock& clock_;
    Settlement& settlement_;
    service::Procedures procedures_;
    law::Instant today_;
    Household shown_{.name = "Ménage"};
    std::vector<Household> households_;
    std::priority_queue<Due> agenda_;
    std::size_t agenda_order_ = 0;
};

}  // namespace

int demonstration_command(const Context& context) {
    int status = done;
    const auto line =
        read_or_explain(context, {{"--store", true}, {"--accounts", true}}, help, status);
    if (!line) return status;
    if (!line->has("--accounts")) {
        return explain(context, base::Problems{command_line_problem("--accounts manque")});
    }
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto folder = context.root / "examples/demonstration";
    const auto world =
        base::read_yaml(base::read_file(folder / "world.yaml"), (folder / "world.yaml").string());
    if (const auto* broken = std::get_if<base::Problems>(&world)) return explain(context, *broken);
    const auto stories = read_stories(folder / "stories.yaml");
    if (const auto* broken = std::get_if<base::Problems>(&stories)) {
        return explain(context, *broken);
    }
    const auto store = context.toolbox.open_store(store_path(*line), true);
    if (store->counts().journal > 0) {
        context.err << "preavis: la base n'est pas neuve, elle reste comme elle est\n";
        return bad_input;
    }
    store->set_setting("demonstration", "1");
    const auto fonts = std::make_shared<const page::Fonts>();
    const auto identity = context.toolbox.identity();
    const auto real = context.toolbox.clock();
    StoryClock clock;
    const auto sealer =
        sealer_of(context.toolbox, std::nullopt, *store, store_path(*line), real->now());
    service::Office office{
        *library, *fonts, *store, clock, *real, *identity, context.toolbox.pdf_writer(fonts)};
    office.sealer = sealer.get();
    const auto binder = context.toolbox.binder();
    office.binder = binder.get();
    Settlement settlement(office, clock, std::get<base::Node>(world), folder / "annexes",
                          real->now());
    Telling telling(office, clock, settlement, real->now());
    telling.tell(std::get<std::vector<Story>>(stories));
    const auto accounts = settlement.create_accounts(telling.shown());
    base::write_file(*line->value("--accounts"), accounts.dump(2) + "\n", true);
    const auto counts = store->counts();
    context.out << counts.dossiers << " dossiers, " << counts.open_deadlines
                << " échéances ouvertes, " << counts.journal << " lignes de journal\n";
    return done;
}

}  // namespace preavis::cli
