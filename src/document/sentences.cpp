#include "document/sentences.h"

namespace preavis::document {
namespace {

using dossier::FactKind;

/// As long as values of this kind get.
std::string sample_of(const Fragment& slot, FactKind kind) {
    if (slot.format == Format::telephone) return "01 99 00 12 34";
    if (slot.format == Format::hour) return "9 heures 15";
    if (kind == FactKind::date || slot.format == Format::day) return "mercredi 4 mai 2026";
    if (kind == FactKind::instant) return "mercredi 4 mai 2026 à 9 heures 15";
    return "valeur";
}

class TextReader {
  public:
    explicit TextReader(const Template& of) : of_(of) {}

    void read(const Elements& elements) {
        for (const Element& element : elements) {
            place_ = element.place;
            std::visit([&](const auto& what) { read_one(what); }, element.what);
        }
    }

    std::vector<Sentence> sentences;

  private:
    void read_one(const TitleElement& title) {
        add(Sentence::Kind::title, title.text).level = title.level;
    }
    void read_one(const TextElement& text) {
        Sentence& sentence = add(Sentence::Kind::sentence, text.text);
        sentence.pictogram = text.pictogram;
        sentence.pictogram_text = text.pictogram_text;
    }
    void read_one(const ItemElement& item) { add(Sentence::Kind::item, item.text); }
    void read_one(const TableElement&) {}
    void read_one(const RowElement& row) {
        for (const Line& cell : row.cells) {
            add(Sentence::Kind::item, cell).columns = row.cells.size();
        }
    }
    void read_one(const BoxElement& box) { read(box.inside); }
    void read_one(const ClauseElement& clause) { read(clause.inside); }
    void read_one(const ChoiceElement& choice) {
        read(choice.inside);
        read(choice.otherwise);
    }
    void read_one(const RepeatElement& repeat) {
        const auto outer = inside_;
        if (const dossier::FactDeclaration* list = find(of_.facts, repeat.fact)) {
            for (const auto& field : list->type.item.front().fields) inside_.push_back(field);
        }
        read(repeat.inside);
        inside_ = outer;
    }
    void read_one(const AddressElement&) {}
    void read_one(const SignatureElement&) {}

    Sentence& add(Sentence::Kind kind, const Line& line) {
        Sentence sentence;
        sentence.kind = kind;
        sentence.place = place_;
        for (const Fragment& fragment : line) {
            const bool value = !fragment.fact.empty();
            const bool address = fragment.format == Format::mail || fragment.format == Format::web;
            sentence.pieces.push_back(
                {value ? sample_of(fragment, kind_of(fragment.fact)) : fragment.words, value,
                 address, fragment.strong});
        }
        sentences.push_back(std::move(sentence));
        return sentences.back();
    }

    FactKind kind_of(const std::string& fact) const {
        const dossier::FactDeclaration* declared = find(inside_, fact);
        if (declared == nullptr) declared = find(of_.facts, fact);
        return declared == nullptr ? FactKind::text : declared->type.kind;
    }

    const Template& of_;
    dossier::Declarations inside_;  ///< fields of the lists being repeated
    base::Place place_;
};

class ContentReader {
  public:
    explicit ContentReader(std::string title) : title_(std::move(title)) {}

    void read(const std::vector<Block>& blocks, Sentence::Kind kind) {
        for (const Block& block : blocks) read(block, kind);
    }

    std::vector<Sentence> sentences;

  private:
    void read(const Block& block, Sentence::Kind kind) {
        if (const auto* heading = std::get_if<Heading>(&block.what)) {
            add(Sentence::Kind::title, heading->text).level = heading->level;
        } else if (const auto* text = std::get_if<Paragraph>(&block.what)) {
            Sentence& sentence = add(kind, text->text);
            sentence.pictogram = text->pictogram;
            sentence.pictogram_text = text->pictogram_text;
        } else if (const auto* list = std::get_if<List>(&block.what)) {
            for (const auto& item : list->items) read(item, Sentence::Kind::item);
        } else if (const auto* box = std::get_if<Box>(&block.what)) {
            read(box->blocks, kind);
        } else if (const auto* table = std::get_if<Table>(&block.what)) {
            for (const auto& row : table->rows) {
                for (const Inline& cell : row) {
                    add(Sentence::Kind::item, cell).columns = row.size();
                }
            }
        }
    }

    Sentence& add(Sentence::Kind kind, const Inline& line) {
        Sentence sentence;
        sentence.kind = kind;
        sentence.place = {title_, 0, 0};
        for (const Span& span : line) {
            sentence.pieces.push_back({span.text, span.isolate, !span.link.empty(), span.strong});
        }
        sentences.push_back(std::move(sentence));
        return sentences.back();
    }

    std::string title_;
};

}  // namespace

std::vector<Sentence> sentences_of(const Text& text, const Template& of) {
    TextReader reader(of);
    reader.read(text.elements);
    return std::move(reader.sentences);
}

std::vector<Sentence> sentences_of(const Content& content) {
    ContentReader reader(content.title);
    reader.read(content.blocks, Sentence::Kind::sentence);
    return std::move(reader.sentences);
}

}  // namespace preavis::document
