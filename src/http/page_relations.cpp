#include <algorithm>

#include "http/french.h"
#include "http/pages.h"

namespace preavis::http {
namespace {

using workflow::Condition;

/// Who must sign or approve, and the list of those who did: what a condition of the procedure asks.
struct Collected {
    std::string wanted;  ///< fact: the list of those who must
    std::string done;    ///< fact: a record for each who did
    std::string who;     ///< field of those records
    bool operator==(const Collected&) const = default;
};

void collect(const Condition& condition, std::vector<Collected>& found) {
    for (const Condition& part : condition.parts) collect(part, found);
    if (condition.kind != Condition::Kind::fact_covers || condition.field.empty()) return;
    const Collected one{condition.other, condition.fact, condition.field};
    if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
}

std::vector<Collected> collected_by(const workflow::Definition& definition) {
    std::vector<Collected> found;
    for (const workflow::Transition& transition : definition.transitions) {
        for (const auto& branch : transition.branches) collect(branch.when, found);
    }
    return found;
}

/// When this one did it, from the date in their record; "" if they did not yet.
std::string done_on(const base::Json& records, const Collected& what, const std::string& who,
                    const dossier::FactDeclaration& declaration) {
    for (const base::Json& record : records) {
        if (text_in(record, what.who) != who) continue;
        for (const auto& field : declaration.type.item.front().fields) {
            if (field.type.kind == dossier::FactKind::date) {
                return day_in_french(text_in(record, field.name));
            }
        }
        return "fait";
    }
    return "";
}

Html one_collection(const base::Json& facts, const Collected& what,
                    const dossier::FactDeclaration& declaration) {
    const base::Json wanted = facts.value(what.wanted, base::Json::array());
    const base::Json records = facts.value(what.done, base::Json::array());
    Table table{.caption = declaration.title, .columns = {"Qui", "Date"}, .titled_above = true};
    for (const base::Json& person : wanted) {
        const std::string who = person.get<std::string>();
        const std::string day = done_on(records, what, who, declaration);
        const std::string shown = has_label(who) ? label_of(who) : who;
        table.rows.push_back({shown, day.empty() ? h("strong", {}, "attendu") : Html(day)});
    }
    return table.rows.empty() ? Html() : section(declaration.title, table_of(table));
}

/// The other dossier, with a link to it where the visitor may read it.
Html named_dossier(const Call& call, const base::Json& link) {
    const std::string id = text_in(link, "dossier");
    const std::string words =
        workflow_title(call, text_in(link, "workflow")) + ", dossier " + text_in(link, "number");
    const auto found = call.services.procedures.read(id, call.actor());
    const bool may_read = std::holds_alternative<service::Reply>(found);
    return may_read ? link_to("/dossiers/" + id, words) : Html(words);
}

Html refused_link(const Call& call, const base::Json& link) {
    return {h("strong", {}, "Suite impossible"),
            " dans « " + workflow_title(call, text_in(link, "workflow")) +
                " » : " + text_in(link, "message")};
}

}  // namespace

Html signatures(const base::Json& facts, const workflow::Definition& definition) {
    Html sections;
    for (const Collected& what : collected_by(definition)) {
        const auto* declaration = dossier::find(definition.facts, what.done);
        if (declaration != nullptr) sections += one_collection(facts, what, *declaration);
    }
    return sections;
}

Html linked_dossiers(const Call& call, const std::vector<base::Json>& history) {
    Html items;
    for (const base::Json& entry : history) {
        const std::string kind = text_in(entry, "kind");
        const std::string when = " (" + in_french(text_in(entry, "happened_at")) + ")";
        if (kind == "lien") {
            items += h("li", {}, {named_dossier(call, entry["payload"]), when});
        } else if (kind == "lien_refuse") {
            items += h("li", {}, {refused_link(call, entry["payload"]), when});
        }
    }
    return items.empty() ? Html() : section("Dossiers liés", h("ul", {}, items));
}

}  // namespace preavis::http
