#include "worlds/course.h"

#include <stdexcept>

#include "base/text.h"

namespace preavis::worlds {
namespace {

using base::Json;
using base::Node;
using dossier::FactKind;
using dossier::FactType;

constexpr std::string_view body_mark = "@chez ";

/// Texts that are not free: a procedure compares them with other texts.
bool is_bound(const std::string& fact) {
    return fact == "candidat" || fact == "candidat_retenu" || fact == "candidat_direct";
}

std::string named_body(Town& town, const Course& course, const std::string& name) {
    const bool known = name == "siao" || name == "ddets" || name == "pash";
    const std::size_t body = known ? town.body_of(name, course.life->departement)
                                   : town.census.places[course.place].body;
    return town.census.bodies[body].id;
}

/// The same text is the same canary all along a life: a procedure may compare them.
std::string canary_for(Town& town, Course& course, const std::string& fact,
                       const std::string& text) {
    const auto [found, is_new] = course.words.try_emplace(text);
    if (is_new) {
        found->second = town.mint.word();
        town.note_word(About::affair, course.affair, "texte de " + fact, found->second);
    }
    return found->second;
}

/// A story's value as its declared type: what is free text becomes a canary.
Json value_of(Town& town, Course& course, const std::string& fact, const Node& node,
              const FactType& type) {
    if (node.kind == Node::Kind::list) {
        Json list = Json::array();
        for (const Node& item : node.items) {
            list.push_back(value_of(town, course, fact, item, type.item.front()));
        }
        return list;
    }
    if (node.kind == Node::Kind::map) {
        Json record = Json::object();
        for (const Node::Entry& entry : node.entries) {
            const auto* field = dossier::find(type.fields, entry.key);
            record[entry.key] = value_of(town, course, entry.key, entry.value, field->type);
        }
        return record;
    }
    if (type.kind == FactKind::integer || type.kind == FactKind::money) {
        return Json::parse(node.text);
    }
    if (type.kind == FactKind::boolean) return node.text == "true";
    if (base::starts_with(node.text, body_mark)) {
        return named_body(town, course, node.text.substr(body_mark.size()));
    }
    const bool free = type.kind == FactKind::text || type.kind == FactKind::long_text;
    if (!free || is_bound(fact)) return node.text;
    const std::string word = canary_for(town, course, fact, node.text);
    return type.kind == FactKind::text ? word : "« " + word + " » n'est pas <b>tout</b>.";
}

}  // namespace

Json said(Town& town, Course& course, const cli::StoryStep& step) {
    const auto territory = http::test::shared_library().territory(course.life->departement);
    const Node facts = cli::facts_at(step, town.stage.clock.now(), territory);
    Json values = Json::object();
    for (const Node::Entry& entry : facts.entries) {
        const auto* fact = dossier::find(course.definition->facts, entry.key);
        values[entry.key] = value_of(town, course, entry.key, entry.value, fact->type);
    }
    return values;
}

}  // namespace preavis::worlds
