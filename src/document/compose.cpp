#include "document/compose.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "document/wording.h"

namespace preavis::document {
namespace {

using dossier::FactKind;
using dossier::Facts;
using dossier::Value;

bool has_words(const Inline& line) {
    return std::any_of(line.begin(), line.end(),
                       [](const Span& span) { return !base::trimmed(span.text).empty(); });
}

bool has_words(const std::vector<Block>& blocks);

bool has_words(const Block& block) {
    if (const auto* heading = std::get_if<Heading>(&block.what)) return has_words(heading->text);
    if (const auto* text = std::get_if<Paragraph>(&block.what)) return has_words(text->text);
    if (const auto* box = std::get_if<Box>(&block.what)) return has_words(box->blocks);
    if (const auto* table = std::get_if<Table>(&block.what)) {
        return std::cmp_greater(table->rows.size(), table->header_rows);
    }
    if (const auto* address = std::get_if<AddressWindow>(&block.what)) {
        return !address->lines.empty();
    }
    const auto* list = std::get_if<List>(&block.what);
    return list == nullptr || std::any_of(list->items.begin(), list->items.end(),
                                          [](const auto& item) { return has_words(item); });
}

/// A clause that shows only headings says nothing.
bool has_words(const std::vector<Block>& blocks) {
    return std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
        return !std::holds_alternative<Heading>(block.what) && has_words(block);
    });
}

bool is_table_body(const Block& block) {
    const auto* table = std::get_if<Table>(&block.what);
    return table != nullptr && table->header_rows == 0 && table->summary.empty();
}

/// Neighbouring items become one list, rows join the table above.
bool merge(Block& above, Block& next) {
    auto* list = std::get_if<List>(&above.what);
    auto* items = std::get_if<List>(&next.what);
    if (list != nullptr && items != nullptr && list->ordered == items->ordered) {
        std::move(items->items.begin(), items->items.end(), std::back_inserter(list->items));
    } else if (auto* table = std::get_if<Table>(&above.what);
               table != nullptr && is_table_body(next)) {
        auto& rows = std::get<Table>(next.what).rows;
        std::move(rows.begin(), rows.end(), std::back_inserter(table->rows));
    } else {
        return false;
    }
    if (above.clause != next.clause) above.clause.clear();
    return true;
}

void append(std::vector<Block>& blocks, Block block) {
    if (!blocks.empty() && merge(blocks.back(), block)) return;
    blocks.push_back(std::move(block));
}

class Composer {
  public:
    Composer(const Template& from, const Text& text, const law::Territory& territory)
        : template_(from), text_(text), territory_(territory) {}

    std::vector<Block> compose(const Elements& elements, const Facts& facts) {
        std::vector<Block> blocks;
        paragraph_ = 0;
        compose_into(elements, facts, blocks);
        paragraph_ = 0;
        return blocks;
    }

    const std::set<std::string>& written_clauses() const { return written_clauses_; }
    std::vector<base::MissingFact> take_missing() { return std::move(missing_); }

  private:
    using Blocks = std::vector<Block>;

    void compose_into(const Elements& elements, const Facts& facts, Blocks& out) {
        for (const Element& element : elements) {
            std::visit([&](const auto& what) { compose_one(what, facts, out); }, element.what);
        }
    }

    void compose_one(const TitleElement& title, const Facts& facts, Blocks& out) {
        append(out, {Heading{title.level, compose_line(title.text, facts)}});
    }

    void compose_one(const TextElement& text, const Facts& facts, Blocks& out) {
        Inline line = compose_line(text.text, facts);
        if (line.size() == 1 && line.front().isolate) return compose_value_lines(line, out);
        if (line.empty()) return;
        if (joins_the_last(text, out)) {
            Inline& above = std::get<Paragraph>(out.back().what).text;
            above.push_back({" ", "", false, false, ""});
            std::move(line.begin(), line.end(), std::back_inserter(above));
            return;
        }
        paragraph_ = text.paragraph;
        Paragraph paragraph{std::move(line), text_.style == Style::easy, text.pictogram,
                            text.pictogram_text};
        append(out, {std::move(paragraph)});
    }

    bool joins_the_last(const TextElement& text, const Blocks& out) const {
        return text_.style == Style::standard && text.paragraph == paragraph_ && !out.empty() &&
               std::holds_alternative<Paragraph>(out.back().what);
    }

    /// A value alone may have several lines: each is a paragraph.
    void compose_value_lines(const Inline& line, Blocks& out) {
        paragraph_ = 0;
        for (const std::string& words : base::split(line.front().text, '\n')) {
            if (base::trimmed(words).empty()) continue;
            Span span = line.front();
            span.text = base::trimmed(words);
            append(out, {Paragraph{{std::move(span)}, text_.style == Style::easy, "", ""}});
        }
    }

    void compose_one(const ItemElement& item, const Facts& facts, Blocks& out) {
        Paragraph paragraph{compose_line(item.text, facts), text_.style == Style::easy, "", ""};
        append(out, {List{item.ordered, {{Block{std::move(paragraph)}}}}});
    }

    void compose_one(const TableElement& table, const Facts&, Blocks& out) {
        out.push_back({Table{0, false, table.summary, {}, table.widths}});
    }

    void compose_one(const RowElement& row, const Facts& facts, Blocks& out) {
        std::vector<Inline> cells;
        for (const Line& cell : row.cells) cells.push_back(compose_line(cell, facts));
        append(out, {Table{0, false, "", {std::move(cells)}, {}}});
        if (!row.header) return;
        auto& table = std::get<Table>(out.back().what);
        table.header_rows = static_cast<int>(table.rows.size());
        table.header_column = row.header_column;
    }

    void compose_one(const BoxElement& box, const Facts& facts, Blocks& out) {
        Box filled{compose(box.inside, facts)};
        if (!filled.blocks.empty()) out.push_back({std::move(filled)});
    }

    void compose_one(const ClauseElement& clause, const Facts& facts, Blocks& out) {
        const Clause* declared = template_.clause(clause.name);
        if (declared == nullptr || !holds(declared->when, facts)) return;
        Blocks inside = compose(clause.inside, facts);
        if (!has_words(inside)) return;
        written_clauses_.insert(clause.name);
        for (Block& block : inside) {
            block.clause = clause.name;
            append(out, std::move(block));
        }
    }

    void compose_one(const ChoiceElement& choice, const Facts& facts, Blocks& out) {
        compose_into(holds(choice.when, facts) ? choice.inside : choice.otherwise, facts, out);
    }

    void compose_one(const RepeatElement& repeat, const Facts& facts, Blocks& out) {
        const Value* value = find(facts, repeat.fact);
        const dossier::List* list = value == nullptr ? nullptr : value->list();
        if (list == nullptr) return;
        const std::string outer = std::exchange(repeated_, repeat.fact);
        for (const Value& item : *list) {
            Facts inside = facts;
            if (const dossier::Record* record = item.record()) {
                for (const auto& field : item_fields(repeat.fact)) inside.erase(field.name);
                for (const auto& [name, field] : *record) inside[name] = field;
            } else {
                inside["element"] = item;
            }
            paragraph_ = 0;
            compose_into(repeat.inside, inside, out);
        }
        paragraph_ = 0;
        repeated_ = outer;
    }

    void compose_one(const AddressElement& address, const Facts& facts, Blocks& out) {
        const Value* value = find(facts, address.fact);
        if (value == nullptr || value->list() == nullptr) return miss(address.fact);
        AddressWindow window;
        for (const Value& line : *value->list()) {
            if (const std::string* text = line.text()) window.lines.push_back(*text);
        }
        if (!window.lines.empty()) out.push_back({std::move(window)});
    }

    void compose_one(const SignatureElement& signature, const Facts& facts, Blocks& out) {
        SignatureBlock::Party party{plain(signature.quality, facts), plain(signature.name, facts),
                                    plain(signature.mention, facts)};
        auto* block = out.empty() ? nullptr : std::get_if<SignatureBlock>(&out.back().what);
        if (block != nullptr) {
            block->parties.push_back(std::move(party));
        } else {
            out.push_back({SignatureBlock{{std::move(party)}}});
        }
    }

    dossier::Declarations item_fields(const std::string& list) const {
        const dossier::FactDeclaration* declared = find(template_.facts, list);
        return declared == nullptr ? dossier::Declarations{} : declared->type.item.front().fields;
    }

    std::string plain(const Line& line, const Facts& facts) {
        std::string text;
        for (const Span& span : compose_line(line, facts)) text += span.text;
        return text;
    }

    Inline compose_line(const Line& line, const Facts& facts) {
        Inline spans;
        for (const Fragment& fragment : line) {
            if (fragment.fact.empty()) {
                add_words(spans, fragment);
            } else if (const Value* value = find(facts, fragment.fact)) {
                spans.push_back(value_span(fragment, *value));
            } else {
                miss(fragment.fact);
            }
        }
        return spans;
    }

    static void add_words(Inline& spans, const Fragment& fragment) {
        const std::string words = with_french_spaces(fragment.words);
        const bool joins =
            !spans.empty() && !spans.back().isolate && spans.back().strong == fragment.strong;
        if (joins) {
            spans.back().text += words;
        } else {
            spans.push_back({words, "", fragment.strong, false, ""});
        }
    }

    Span value_span(const Fragment& slot, const Value& value) {
        Span span{written(slot, value), "", slot.strong, true, ""};
        if (slot.format == Format::mail) span.link = "mailto:" + span.text;
        if (slot.format == Format::web) {
            const bool complete =
                base::starts_with(span.text, "https://") || base::starts_with(span.text, "http://");
            span.link = (complete ? "" : "https://") + span.text;
        }
        return span;
    }

    std::string written(const Fragment& slot, const Value& value) {
        if (const law::Date* date = value.date()) {
            return slot.format == Format::short_date ? law::in_french_without_weekday(*date)
                                                     : law::in_french(*date);
        }
        if (const law::Instant* instant = value.instant()) return written(slot.format, *instant);
        if (const std::int64_t* number = value.integer()) {
            return is_money(slot.fact) ? euros_in_french(*number) : integer_in_french(*number);
        }
        const std::string* text = value.text();
        if (text == nullptr) return {};
        if (slot.format == Format::telephone) return telephone_in_french(*text);
        if (slot.format == Format::digest) return grouped_by_eights(*text);
        return wording(slot.fact, *text);
    }

    std::string written(Format format, law::Instant instant) const {
        const law::LocalTime local = territory_.local(instant);
        switch (format) {
            case Format::short_date: return law::in_french_without_weekday(local.date);
            case Format::day: return law::in_french(local.date);
            case Format::hour: return hour_in_french(local);
            default: return in_french(instant, territory_);
        }
    }

    bool is_money(const std::string& fact) const {
        const dossier::FactDeclaration* declared = find(template_.facts, fact);
        for (const auto& field :
             repeated_.empty() ? dossier::Declarations{} : item_fields(repeated_)) {
            if (field.name == fact) return field.type.kind == FactKind::money;
        }
        return declared != nullptr && declared->type.kind == FactKind::money;
    }

    /// The words of a choice; any other text as it is.
    std::string wording(const std::string& fact, const std::string& text) const {
        const auto of_fact = template_.wordings.find(fact == "element" ? repeated_ : fact);
        if (of_fact == template_.wordings.end()) return text;
        const auto of_choice = of_fact->second.find(text);
        if (of_choice == of_fact->second.end()) return text;
        const auto own = of_choice->second.find(text_.variant);
        return with_french_spaces(own != of_choice->second.end() ? own->second
                                                                 : of_choice->second.at(""));
    }

    void miss(const std::string& name) {
        const bool known = std::any_of(missing_.begin(), missing_.end(),
                                       [&](const auto& fact) { return fact.fact == name; });
        if (known) return;
        const dossier::FactDeclaration* declared = find(template_.facts, name);
        if (declared == nullptr) {
            missing_.push_back({name, "à donner dans chaque élément de la liste", ""});
        } else {
            missing_.push_back({name, expected_in_french(declared->type), declared->source});
        }
    }

    const Template& template_;
    const Text& text_;
    const law::Territory& territory_;
    int paragraph_ = 0;     ///< of the source, that the last block came from; 0: none
    std::string repeated_;  ///< the list whose items are being written
    std::set<std::string> written_clauses_;
    std::vector<base::MissingFact> missing_;
};

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

}  // namespace

base::Answer<Content> compose(const Template& from, const Facts& facts, const Voice& voice,
                              const law::Territory& territory) {
    const Text* text = from.text(voice.variant, voice.language);
    if (text == nullptr) {
        return base::Refusal{"variante_inconnue",
                             "Le document « " + from.title + " » n'existe pas en variante « " +
                                 voice.variant + " », langue « " + voice.language + " ».",
                             "",
                             {}};
    }
    if (auto refusal = refused_facts(from, facts)) return *std::move(refusal);
    Composer composer(from, *text, territory);
    Content content;
    content.blocks = composer.compose(text->elements, facts);
    if (auto missing = composer.take_missing(); !missing.empty()) {
        return missing_facts(from, std::move(missing));
    }
    if (auto refusal = refused_clauses(from, facts, composer.written_clauses())) {
        return *std::move(refusal);
    }
    std::erase_if(content.blocks, [](const Block& block) {
        return std::holds_alternative<Table>(block.what) && !has_words(block);
    });
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
