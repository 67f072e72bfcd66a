#include <array>

#include "base/text.h"
#include "dossier/role.h"
#include "workflow/condition.h"

namespace preavis::workflow {
namespace {

using Kind = Condition::Kind;
using Bound = Condition::Bound;

struct Word {
    const char* key;
    Kind kind;
};

constexpr std::array about_facts = {
    Word{"is", Kind::fact_is},
    Word{"is_not", Kind::fact_is_not},
    Word{"present", Kind::fact_present},
    Word{"at_least", Kind::fact_at_least},
    Word{"contains", Kind::fact_contains},
    Word{"same_as", Kind::fact_same_as},
    Word{"among", Kind::fact_among},
    Word{"covers", Kind::fact_covers},
    Word{"on_or_after", Kind::fact_on_or_after},
    Word{"on_or_before", Kind::fact_on_or_before},
    Word{"after", Kind::fact_after},
};
constexpr std::array about_deadlines = {
    Word{"passed", Kind::passed},       Word{"running", Kind::running},
    Word{"suspended", Kind::suspended}, Word{"started", Kind::started},
    Word{"effective", Kind::effective},
};
constexpr std::array about_parts = {
    Word{"all", Kind::all},
    Word{"any", Kind::any},
    Word{"not", Kind::negation},
};

constexpr const char* all_forms =
    "fact, reached, passed, running, suspended, started, effective, actor, condition, all, any, "
    "not";
constexpr std::int64_t greatest_count = 1000;

template <std::size_t size>
const Word* word_of(const base::Form& form, const std::array<Word, size>& words) {
    for (const Word& word : words) {
        if (form.has(word.key)) return &word;
    }
    return nullptr;
}

class Reader {
  public:
    explicit Reader(base::Problems& problems) : problems_(problems) {}

    Condition read(const base::Node& node) {
        Condition condition;
        condition.place = node.place;
        if (node.kind == base::Node::Kind::list) {
            condition.parts = read_parts(node.items);
            return condition;
        }
        const std::size_t before = problems_.size();
        base::Form form(node, problems_);
        if (problems_.size() > before) return condition;
        read_form(form, condition);
        form.finish();
        return condition;
    }

  private:
    std::vector<Condition> read_parts(const std::vector<base::Node>& items) {
        std::vector<Condition> parts;
        for (const base::Node& item : items) parts.push_back(read(item));
        return parts;
    }

    void read_form(base::Form& form, Condition& condition) {
        if (form.has("fact")) return read_fact(form, condition);
        if (const Word* word = word_of(form, about_deadlines)) {
            condition.kind = word->kind;
            condition.deadline = form.text(word->key);
        } else if (const Word* part = word_of(form, about_parts)) {
            read_composed(form, *part, condition);
        } else if (form.has("reached")) {
            condition.kind = Kind::reached;
            condition.fact = form.text("reached");
        } else if (form.has("actor")) {
            read_actor(form, condition);
        } else if (form.has("condition")) {
            condition.kind = Kind::named;
            condition.other = form.text("condition");
        } else {
            form.report("", "cette condition n'a pas de forme connue",
                        std::string("formes possibles : ") + all_forms);
        }
    }

    void read_composed(base::Form& form, const Word& word, Condition& condition) {
        condition.kind = word.kind;
        if (word.kind == Kind::negation) {
            if (const base::Node* part = form.node("not")) condition.parts.push_back(read(*part));
            return;
        }
        condition.parts = read_parts(form.list(word.key));
        if (condition.parts.empty()) form.report(word.key, "cette liste de conditions est vide");
    }

    void read_actor(base::Form& form, Condition& condition) {
        const std::string who = form.text("actor");
        condition.kind = who == "decider" ? Kind::actor_is_decider : Kind::actor_is;
        condition.values = {who};
        if (who.empty() || who == "decider" || dossier::role(who)) return;
        form.report("actor", "« " + who + " » n'est pas un rôle", "decider, ou un rôle");
    }

    void read_fact(base::Form& form, Condition& condition) {
        condition.fact = form.text("fact");
        const Word* word = word_of(form, about_facts);
        if (word == nullptr) {
            form.report(
                "fact", "il manque ce qui est demandé à ce fait",
                "is, is_not, present, at_least, contains, same_as, among, covers, on_or_after, "
                "on_or_before, after");
            return;
        }
        condition.kind = word->kind;
        switch (word->kind) {
            case Kind::fact_present: condition.present = form.boolean(word->key); break;
            case Kind::fact_at_least:
                condition.at_least = form.integer(word->key, 0, greatest_count);
                break;
            case Kind::fact_is:
            case Kind::fact_is_not:
            case Kind::fact_contains: condition.values = form.texts(word->key); break;
            case Kind::fact_same_as:
            case Kind::fact_among:
            case Kind::fact_covers:
                condition.other = form.text(word->key);
                if (word->kind == Kind::fact_same_as) break;
                condition.field = form.optional_text("field").value_or("");
                break;
            default:
                if (const base::Node* bound = form.node(word->key)) read_bound(*bound, condition);
        }
    }

    void read_bound(const base::Node& node, Condition& condition) {
        if (const auto word = base::as_text(node)) {
            condition.bound = *word == "last_event" ? Bound::last_event : Bound::event;
            if (*word == "event" || *word == "last_event") return;
            problems_.push_back(
                {node.place, "« " + *word + " » n'est pas une borne",
                 "event, last_event, { fact: }, { deadline: }, { last_day: } ou { law: }"});
            return;
        }
        base::Form form(node, problems_);
        if (form.has("deadline")) {
            condition.bound = Bound::deadline;
            condition.deadline = form.text("deadline");
        } else if (form.has("last_day")) {
            condition.bound = Bound::last_day;
            condition.deadline = form.text("last_day");
        } else if (form.has("law")) {
            read_law(form, condition);
        } else {
            condition.bound = Bound::fact;
            condition.other = form.text("fact");
        }
        form.finish();
    }

    void read_law(base::Form& form, Condition& condition) {
        const bool from_a_fact = form.has("fact");
        condition.bound = from_a_fact ? Bound::fact : Bound::law;
        (from_a_fact ? condition.law : condition.other) = form.text("law");
        if (from_a_fact) condition.other = form.text("fact");
    }

    base::Problems& problems_;
};

}  // namespace

Condition read_condition(const base::Node& node, base::Problems& problems) {
    return Reader(problems).read(node);
}

}  // namespace preavis::workflow
