#include "document/composer.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "document/blocks.h"
#include "document/wording.h"

namespace preavis::document {

using dossier::Value;

std::vector<Block> Composer::compose(const Elements& elements, const Facts& facts) {
    Blocks blocks;
    paragraph_ = 0;
    compose_into(elements, facts, blocks);
    paragraph_ = 0;
    return blocks;
}

void Composer::compose_into(const Elements& elements, const Facts& facts, Blocks& out) {
    for (const Element& element : elements) {
        std::visit([&](const auto& what) { compose_one(what, facts, out); }, element.what);
    }
}

void Composer::compose_one(const TitleElement& title, const Facts& facts, Blocks& out) {
    append(out, {Heading{title.level, compose_line(title.text, facts)}});
}

void Composer::compose_one(const TextElement& text, const Facts& facts, Blocks& out) {
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
    append(out, {Paragraph{std::move(line), style_ == Style::easy, text.pictogram,
                           text.pictogram_text}});
}

bool Composer::joins_the_last(const TextElement& text, const Blocks& out) const {
    return style_ == Style::standard && text.paragraph == paragraph_ && !out.empty() &&
           std::holds_alternative<Paragraph>(out.back().what);
}

/// A value alone may have several lines: each is a paragraph.
void Composer::compose_value_lines(const Inline& line, Blocks& out) {
    paragraph_ = 0;
    for (const std::string& words : base::split(line.front().text, '\n')) {
        if (base::trimmed(words).empty()) continue;
        Span span = line.front();
        span.text = base::trimmed(words);
        append(out, {Paragraph{{std::move(span)}, style_ == Style::easy, "", ""}});
    }
}

void Composer::compose_one(const ItemElement& item, const Facts& facts, Blocks& out) {
    Paragraph paragraph{compose_line(item.text, facts), style_ == Style::easy, "", ""};
    append(out, {List{item.ordered, {{Block{std::move(paragraph)}}}}});
}

void Composer::compose_one(const TableElement& table, const Facts&, Blocks& out) {
    out.push_back({Table{0, false, table.summary, {}, table.widths}});
}

void Composer::compose_one(const RowElement& row, const Facts& facts, Blocks& out) {
    std::vector<Inline> cells;
    for (const Line& cell : row.cells) cells.push_back(compose_line(cell, facts));
    append(out, {Table{0, false, "", {std::move(cells)}, {}}});
    if (!row.header) return;
    auto& table = std::get<Table>(out.back().what);
    table.header_rows = static_cast<int>(table.rows.size());
    table.header_column = row.header_column;
}

void Composer::compose_one(const BoxElement& box, const Facts& facts, Blocks& out) {
    Box filled{compose(box.inside, facts)};
    if (!filled.blocks.empty()) out.push_back({std::move(filled)});
}

void Composer::compose_one(const ClauseElement& clause, const Facts& facts, Blocks& out) {
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

void Composer::compose_one(const ChoiceElement& choice, const Facts& facts, Blocks& out) {
    compose_into(holds(choice.when, facts) ? choice.inside : choice.otherwise, facts, out);
}

void Composer::compose_one(const RepeatElement& repeat, const Facts& facts, Blocks& out) {
    const Value* value = find(facts, repeat.fact);
    const dossier::List* list = value == nullptr ? nullptr : value->list();
    if (list == nullptr) return;
    const std::string outer = std::exchange(repeated_, repeat.fact);
    for (const Value& item : *list) {
        paragraph_ = 0;
        compose_into(repeat.inside, facts_inside(facts, repeat.fact, item), out);
    }
    paragraph_ = 0;
    repeated_ = outer;
}

dossier::Facts Composer::facts_inside(const Facts& outside, const std::string& list,
                                      const Value& item) const {
    Facts inside = outside;
    const dossier::Record* record = item.record();
    if (record == nullptr) {
        inside["element"] = item;
        return inside;
    }
    for (const auto& field : slots_.item_fields(list)) inside.erase(field.name);
    for (const auto& [name, field] : *record) inside[name] = field;
    return inside;
}

void Composer::compose_one(const AddressElement& address, const Facts& facts, Blocks& out) {
    const Value* value = find(facts, address.fact);
    if (value == nullptr || value->list() == nullptr) return miss(address.fact);
    AddressWindow window;
    for (const Value& line : *value->list()) {
        if (const std::string* text = line.text()) window.lines.push_back(*text);
    }
    if (!window.lines.empty()) out.push_back({std::move(window)});
}

void Composer::compose_one(const SignatureElement& signature, const Facts& facts, Blocks& out) {
    SignatureBlock::Party party{plain(signature.quality, facts), plain(signature.name, facts),
                                plain(signature.mention, facts)};
    auto* block = out.empty() ? nullptr : std::get_if<SignatureBlock>(&out.back().what);
    if (block != nullptr) {
        block->parties.push_back(std::move(party));
    } else {
        out.push_back({SignatureBlock{{std::move(party)}}});
    }
}

std::string Composer::plain(const Line& line, const Facts& facts) {
    std::string text;
    for (const Span& span : compose_line(line, facts)) text += span.text;
    return text;
}

Inline Composer::compose_line(const Line& line, const Facts& facts) {
    Inline spans;
    for (const Fragment& fragment : line) {
        const Value* value = fragment.fact.empty() ? nullptr : find(facts, fragment.fact);
        if (fragment.fact.empty()) {
            add_words(spans, fragment);
        } else if (value == nullptr) {
            miss(fragment.fact);
        } else {
            const Inline written = fragment.forms.empty()
                                       ? slots_.write(fragment, *value, repeated_)
                                       : compose_line(slots_.form_for(fragment, *value), facts);
            spans.insert(spans.end(), written.begin(), written.end());
        }
    }
    return spans;
}

void Composer::add_words(Inline& spans, const Fragment& fragment) const {
    const std::string words = translated_ ? fragment.words : with_french_spaces(fragment.words);
    const bool joins =
        !spans.empty() && !spans.back().isolate && spans.back().strong == fragment.strong;
    if (joins) {
        spans.back().text += words;
    } else {
        spans.push_back({words, "", fragment.strong, false, ""});
    }
}

void Composer::miss(const std::string& name) {
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

}  // namespace preavis::document
