#include "document/compose.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "document/blocks.h"
#include "document/composer.h"
#include "document/courtesy.h"

namespace preavis::document {
namespace {

using dossier::Facts;
using dossier::Value;

std::string names_of(const std::vector<base::MissingFact>& facts) {
    std::vector<std::string> names;
    for (const base::MissingFact& fact : facts) names.push_back("« " + fact.fact + " »");
    return base::joined(names, ", ");
}

base::Refusal missing_facts(const Template& from, std::vector<base::MissingFact> missing) {
    return {"faits_manquants",
            "Le document « " + from.title + " » ne peut pas être écrit : il manque " +
                names_of(missing) + ".",
            missing.front().source, std::move(missing)};
}

std::optional<base::Refusal> refused_facts(const Template& from, const Facts& facts) {
    std::vector<base::MissingFact> wrong;
    for (const auto& [name, value] : facts) {
        const dossier::FactDeclaration* declared = find(from.facts, name);
        if (declared == nullptr) {
            wrong.push_back({name, "aucun fait de ce nom", ""});
        } else if (const std::string why = misfit(value, declared->type); !why.empty()) {
            wrong.push_back({name, why, declared->source});
        }
    }
    if (!wrong.empty()) {
        return base::Refusal{"faits_invalides",
                             "Le document « " + from.title + " » n'accepte pas " + names_of(wrong) +
                                 " : " + wrong.front().needed + ".",
                             wrong.front().source, wrong};
    }
    std::vector<base::MissingFact> missing;
    for (const dossier::FactDeclaration& declared : from.facts) {
        if (!declared.required || find(facts, declared.name) != nullptr) continue;
        missing.push_back({declared.name, expected_in_french(declared.type), declared.source});
    }
    if (missing.empty()) return std::nullopt;
    return missing_facts(from, std::move(missing));
}

std::optional<base::Refusal> refused_clauses(const Template& from, const Facts& facts,
                                             const std::set<std::string>& written) {
    for (const Clause& clause : from.clauses) {
        if (!clause.required || !holds(clause.when, facts) || written.contains(clause.name)) {
            continue;
        }
        return base::Refusal{"clause_manquante",
                             "Le document « " + from.title +
                                 " » ne peut pas être écrit sans sa "
                                 "clause « " +
                                 clause.name + " ».",
                             clause.source,
                             {}};
    }
    return std::nullopt;
}

base::Refusal unknown_voice(const Template& from, const Voice& voice) {
    return {"variante_inconnue",
            "Le document « " + from.title + " » n'existe pas en variante « " + voice.variant +
                " », langue « " + voice.language + " ».",
            "",
            {}};
}

base::Refusal incomplete(const Template& from, const Translation& translation) {
    const base::Problems& problems = translation.problems;
    return {"traduction_incomplete",
            "La traduction de « " + from.title + " » en " +
                std::string(translation.language->name) +
                " n'est pas prête : " + problems.front().message +
                (problems.size() == 1
                     ? "."
                     : ", et " + std::to_string(problems.size() - 1) + " autre(s) défaut(s)."),
            "",
            {}};
}

/// What every page says of itself.
void describe(Content& content, const Template& from, const Text& text, const Facts& facts) {
    content.title = from.title;
    content.subject = from.title;
    content.language = text.language;
    content.style = text.style;
    content.author = dossier::text_of(facts, "emetteur_nom");
    content.reference = dossier::text_of(facts, "reference");
    if (const Value* date = find(facts, "date_document"); date != nullptr && date->date()) {
        content.issued_on = date->date()->iso();
    }
    if (from.draft_when && holds(*from.draft_when, facts)) content.watermark_text = "PROJET";
    if (text.style != Style::easy) return;
    const bool reviewed = from.reviewed(text.variant, text.language);
    content.header =
        reviewed ? "FALC : facile à lire et à comprendre" : "Langage simplifié, non relu";
    content.title += reviewed ? " (FALC)" : " (langage simplifié, non relu)";
}

/// The blocks of a text, or why they cannot be written.
base::Answer<std::vector<Block>> blocks_of(const Template& from, const Text& text,
                                           const Translation* translation, const Facts& facts,
                                           const law::Territory& territory) {
    const SlotWriter slots(from, text.variant, translation, territory);
    Composer composer(from, text.style, slots, translation != nullptr);
    std::vector<Block> blocks =
        composer.compose(translation == nullptr ? text.elements : translation->elements, facts);
    if (auto missing = composer.take_missing(); !missing.empty()) {
        return missing_facts(from, std::move(missing));
    }
    if (auto refusal = refused_clauses(from, facts, composer.written_clauses())) {
        return *std::move(refusal);
    }
    std::erase_if(blocks, [](const Block& block) {
        return std::holds_alternative<Table>(block.what) && !has_words(block);
    });
    return blocks;
}

/// The easy text of the document, in the reader's language.
base::Answer<Content> compose_translation(const Template& from, const Facts& facts,
                                          const Voice& voice, const law::Territory& territory) {
    const Translation* translation =
        voice.variant == "falc" ? from.translation(voice.language) : nullptr;
    if (translation == nullptr) return unknown_voice(from, voice);
    if (!translation->problems.empty()) return incomplete(from, *translation);
    const Text& easy = *from.text("falc", "fr");
    auto translated = blocks_of(from, easy, translation, facts, territory);
    if (const auto* refusal = base::refusal_of(translated)) return *refusal;
    Content content;
    describe(content, from, easy, facts);
    content.blocks = std::get<std::vector<Block>>(std::move(translated));
    if (voice.bilingual) {
        auto french = blocks_of(from, easy, nullptr, facts, territory);
        if (const auto* refusal = base::refusal_of(french)) return *refusal;
        content.blocks = side_by_side(std::get<std::vector<Block>>(std::move(french)),
                                      std::move(content.blocks), *translation);
    }
    say_what_a_translation_is(content, *translation, voice.bilingual);
    return content;
}

}  // namespace

base::Answer<Content> compose(const Template& from, const Facts& facts, const Voice& voice,
                              const law::Territory& territory) {
    const Text* text = from.text(voice.variant, voice.language);
    if (auto refusal = refused_facts(from, facts)) return *std::move(refusal);
    if (text == nullptr) return compose_translation(from, facts, voice, territory);
    auto blocks = blocks_of(from, *text, nullptr, facts, territory);
    if (const auto* refusal = base::refusal_of(blocks)) return *refusal;
    Content content;
    content.blocks = std::get<std::vector<Block>>(std::move(blocks));
    describe(content, from, *text, facts);
    return content;
}

Facts declared_facts(const Template& of, const Facts& all) {
    Facts facts;
    for (const dossier::FactDeclaration& fact : of.facts) {
        if (const Value* value = find(all, fact.name)) facts.emplace(fact.name, *value);
    }
    return facts;
}

}  // namespace preavis::document
