#include "document/parse.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "document/directive.h"
#include "document/inline.h"

namespace preavis::document {
namespace {

struct SourceLine {
    std::string text;
    base::Place place;
};

SourceLine without(const SourceLine& line, std::size_t bytes) {
    SourceLine rest = line;
    rest.text = line.text.substr(bytes);
    rest.place.column += static_cast<int>(bytes);
    return rest;
}

SourceLine trimmed_line(const SourceLine& line) {
    const std::size_t start = std::min(line.text.find_first_not_of(" \t"), line.text.size());
    SourceLine result = without(line, start);
    result.text = base::trimmed(result.text);
    return result;
}

/// The number of bytes of a list mark: "- ", "1. ".
std::size_t mark_length(std::string_view text, bool& ordered) {
    ordered = false;
    if (base::starts_with(text, "- ")) return 2;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    ordered = true;
    return digits > 0 && digits < 4 && text.substr(digits, 2) == ". " ? digits + 2 : 0;
}

constexpr int deepest = 8;

class TextParser {
  public:
    TextParser(std::vector<SourceLine> lines, Style style, int depth, base::Problems& problems)
        : lines_(std::move(lines)), style_(style), depth_(depth), problems_(problems) {}

    Elements parse() { return parse_until_end(nullptr); }

  private:
    enum class Stop { end, otherwise, file };

    /// Reads elements up to the [fin] or [sinon] of the block that `opening` began.
    Elements parse_until_end(const Directive* opening, Stop* stop = nullptr) {
        Elements elements;
        if (depth_ > deepest) return refuse_depth();
        ++depth_;
        while (at_ < lines_.size()) {
            const SourceLine line = trimmed_line(lines_[at_]);
            if (const auto directive = directive_in(line.text, line.place)) {
                ++at_;
                if (closes(*directive, opening != nullptr, stop)) {
                    --depth_;
                    return elements;
                }
                read_directive(*directive, elements);
            } else {
                read_block(line, elements);
            }
        }
        --depth_;
        forget_picture_of_nothing(place_of_end(), "fin");
        if (opening != nullptr) {
            report(opening->place, "« [" + opening->word + " ...] » n'est pas refermé",
                   "il manque [fin]");
        }
        return elements;
    }

    /// True if the directive ends the block being read; one that ends nothing is reported.
    bool closes(const Directive& directive, bool inside_block, Stop* stop) {
        if (directive.word != "fin" && directive.word != "sinon") return false;
        forget_picture_of_nothing(directive.place, directive.word);
        if (!inside_block || (directive.word == "sinon" && stop == nullptr)) {
            report(directive.place, "« [" + directive.word + "] » ne ferme rien", "");
            return false;
        }
        if (stop != nullptr) *stop = directive.word == "fin" ? Stop::end : Stop::otherwise;
        return true;
    }

    /// Gives up the rest of the text.
    Elements refuse_depth() {
        report(at_ < lines_.size() ? lines_[at_].place : place_of_end(),
               "trop de blocs les uns dans les autres", "8 au plus");
        at_ = lines_.size();
        return {};
    }

    base::Place place_of_end() const {
        return lines_.empty() ? base::Place{} : lines_.back().place;
    }

    void read_directive(const Directive& directive, Elements& elements) {
        const std::string& word = directive.word;
        if (word == "fin" || word == "sinon") return;
        if (word != "image") forget_picture_of_nothing(directive.place, word);
        if (word == "si") return read_choice(directive, elements);
        if (word == "clause") return read_clause(directive, elements);
        if (word == "pour") return read_repeat(directive, elements);
        if (word == "adresse") {
            return add(elements, AddressElement{name_in(directive, directive.rest)}, directive);
        }
        if (word == "signature") {
            return add(elements, signature_of(directive, problems_), directive);
        }
        if (word == "image") return read_picture(directive);
        if (word == "tableau") return read_table(directive, elements);
        report(directive.place, "« [" + word + "] » n'est pas une consigne connue",
               hint_for_directive(word));
    }

    void read_choice(const Directive& directive, Elements& elements) {
        ChoiceElement choice;
        choice.when = condition_of(directive, problems_);
        Stop stop = Stop::file;
        choice.inside = parse_until_end(&directive, &stop);
        if (stop == Stop::otherwise) choice.otherwise = parse_until_end(&directive);
        add(elements, std::move(choice), directive);
    }

    void read_clause(const Directive& directive, Elements& elements) {
        ClauseElement clause{name_in(directive, directive.rest), {}};
        clause.inside = parse_until_end(&directive);
        add(elements, std::move(clause), directive);
    }

    void read_repeat(const Directive& directive, Elements& elements) {
        if (!base::starts_with(directive.rest, "chaque ")) {
            report(directive.place, "répétition mal écrite", "écrire [pour chaque personnes]");
        }
        const std::size_t space = std::min(directive.rest.find(' '), directive.rest.size());
        RepeatElement repeat{name_in(directive, base::trimmed(directive.rest.substr(space))), {}};
        repeat.inside = parse_until_end(&directive);
        add(elements, std::move(repeat), directive);
    }

    std::string name_in(const Directive& directive, const std::string& name) {
        if (!is_name(name)) {
            report(directive.place, "« [" + directive.word + "] » attend un nom",
                   "par exemple [" + directive.word + (directive.word == "pour" ? " chaque" : "") +
                       " nom]");
        }
        return name;
    }

    void read_picture(const Directive& directive) {
        const std::size_t colon = directive.rest.find(':');
        const std::string name =
            base::replaced(base::trimmed(directive.rest.substr(0, colon)), "-", "_");
        if (style_ != Style::easy) {
            report(directive.place, "une image n'accompagne que le langage simplifié", "");
        }
        if (colon == std::string::npos || !is_name(name) ||
            base::trimmed(directive.rest.substr(colon + 1)).empty()) {
            report(directive.place, "une image a un nom et un texte",
                   "écrire [image partir : une personne sort avec un sac]");
            return;
        }
        forget_picture_of_nothing(directive.place, "image");
        picture_ = base::trimmed(directive.rest.substr(0, colon));
        picture_text_ = base::trimmed(directive.rest.substr(colon + 1));
    }

    /// A picture belongs to the sentence that follows it.
    void forget_picture_of_nothing(const base::Place& place, const std::string& before) {
        if (picture_.empty()) return;
        report(place, "l'image « " + picture_ + " » n'est suivie d'aucune phrase",
               "elle se place juste avant sa phrase, pas avant « [" + before + "] »");
        picture_.clear();
    }

    void read_table(const Directive& directive, Elements& elements) {
        TableElement table = table_of(directive, problems_);
        columns_ = table.widths.size();
        in_table_ = true;
        add(elements, std::move(table), directive);
    }

    void read_block(const SourceLine& line, Elements& elements) {
        bool ordered = false;
        if (!line.text.empty() && line.text.front() != '|') in_table_ = false;
        if (line.text.empty()) {
            ++at_;
            ++paragraph_;
        } else if (line.text.front() == '#') {
            ++at_;
            read_title(line, elements);
        } else if (line.text.front() == '>') {
            read_box(line, elements);
        } else if (line.text.front() == '|') {
            ++at_;
            read_row(line, elements);
        } else if (mark_length(line.text, ordered) > 0) {
            read_item(line, elements);
        } else {
            read_paragraph(line, elements);
        }
    }

    void read_title(const SourceLine& line, Elements& elements) {
        forget_picture_of_nothing(line.place, "titre");
        const std::size_t level = std::min(line.text.find_first_not_of('#'), line.text.size());
        const SourceLine words = trimmed_line(without(line, level));
        if (level > 3 || words.text.empty() || line.text.substr(level, 1) != " ") {
            report(line.place, "titre mal écrit", "écrire « # Titre », « ## Question »");
            return;
        }
        TitleElement title{static_cast<int>(level), parse_line(words.text, words.place, problems_)};
        elements.push_back({std::move(title), line.place});
    }

    void read_box(const SourceLine& first, Elements& elements) {
        forget_picture_of_nothing(first.place, "encadré");
        std::vector<SourceLine> inside;
        for (; at_ < lines_.size(); ++at_) {
            const SourceLine line = trimmed_line(lines_[at_]);
            if (line.text.empty() || line.text.front() != '>') break;
            inside.push_back(without(line, 1));
        }
        BoxElement box{TextParser(std::move(inside), style_, depth_ + 1, problems_).parse()};
        elements.push_back({std::move(box), first.place});
    }

    void read_row(const SourceLine& line, Elements& elements) {
        forget_picture_of_nothing(line.place, "tableau");
        auto cells = split_cells(line.text);
        if (cells.size() < 3 || line.text.back() != '|') {
            report(line.place, "rangée mal écrite", "écrire | première | deuxième |");
            return;
        }
        cells.erase(cells.begin());
        cells.pop_back();
        const bool dashes = line.text.find_first_not_of("|-= ") == std::string::npos &&
                            line.text.find_first_of("-=") != std::string::npos;
        if (dashes) return mark_header(line, base::trimmed(cells[0]), elements);
        if (!in_table_) {
            report(line.place, "cette rangée n'est dans aucun tableau",
                   "écrire d'abord [tableau 2 3 : ce qu'il montre]");
        } else if (columns_ != 0 && cells.size() != columns_) {
            report(line.place,
                   "cette rangée a " + std::to_string(cells.size()) + " cases ; le tableau en a " +
                       std::to_string(columns_),
                   "");
        }
        columns_ = cells.size();
        RowElement row;
        int column = line.place.column + 1;
        for (const std::string& cell : cells) {
            base::Place place = line.place;
            place.column = column;
            row.cells.push_back(parse_line(base::trimmed(cell), place, problems_));
            column += static_cast<int>(base::code_points(cell).size()) + 1;
        }
        elements.push_back({std::move(row), line.place});
    }

    void mark_header(const SourceLine& line, const std::string& first_cell, Elements& elements) {
        RowElement* above =
            elements.empty() ? nullptr : std::get_if<RowElement>(&elements.back().what);
        if (above == nullptr || above->header) {
            report(line.place, "cette ligne de tirets ne suit pas une rangée d'en-tête", "");
            return;
        }
        above->header = true;
        above->header_column = base::starts_with(first_cell, "=");
    }

    void read_item(const SourceLine& line, Elements& elements) {
        forget_picture_of_nothing(line.place, "liste");
        bool ordered = false;
        const SourceLine words = trimmed_line(without(line, mark_length(line.text, ordered)));
        ItemElement item{ordered, parse_line(words.text, words.place, problems_)};
        for (++at_; at_ < lines_.size() && style_ == Style::standard; ++at_) {
            const SourceLine next = trimmed_line(lines_[at_]);
            if (!base::starts_with(lines_[at_].text, "  ") || !continues(next)) break;
            append(item.text, next);
        }
        elements.push_back({std::move(item), line.place});
    }

    /// True if the line goes on with the words of the paragraph above.
    bool continues(const SourceLine& line) {
        bool ordered = false;
        return !line.text.empty() &&
               std::string_view("#>|").find(line.text.front()) == std::string_view::npos &&
               mark_length(line.text, ordered) == 0 && !directive_in(line.text, line.place);
    }

    void append(Line& text, const SourceLine& next) {
        text.push_back({" ", "", Format::usual, false, next.place});
        for (Fragment& fragment : parse_line(next.text, next.place, problems_)) {
            text.push_back(std::move(fragment));
        }
    }

    void read_paragraph(const SourceLine& line, Elements& elements) {
        TextElement text;
        text.text = parse_line(line.text, line.place, problems_);
        for (++at_; at_ < lines_.size() && style_ == Style::standard; ++at_) {
            const SourceLine next = trimmed_line(lines_[at_]);
            if (!continues(next)) break;
            append(text.text, next);
        }
        text.paragraph = paragraph_;
        text.pictogram = std::exchange(picture_, "");
        text.pictogram_text = std::exchange(picture_text_, "");
        elements.push_back({std::move(text), line.place});
    }

    template <class T>
    void add(Elements& elements, T what, const Directive& directive) {
        elements.push_back({std::move(what), directive.place});
    }

    void report(const base::Place& place, const std::string& message, const std::string& hint) {
        problems_.push_back({place, message, hint});
    }

    std::vector<SourceLine> lines_;
    Style style_;
    int depth_;  ///< of boxes and blocks around what is being read
    base::Problems& problems_;
    std::size_t at_ = 0;
    int paragraph_ = 1;  ///< one more after each blank line
    bool in_table_ = false;
    std::size_t columns_ = 0;  ///< of the table being read; 0: not known yet
    std::string picture_;      ///< waiting for its sentence
    std::string picture_text_;
};

}  // namespace

Elements parse_text(std::string_view text, const std::string& file, Style style,
                    base::Problems& problems) {
    if (!base::is_utf8(text) || base::has_control_characters(text)) {
        problems.push_back({{file, 0, 0}, "ce fichier n'est pas un texte UTF-8", ""});
        return {};
    }
    std::vector<SourceLine> lines;
    for (std::string& line : base::split(text, '\n')) {
        lines.push_back({std::move(line), {file, static_cast<int>(lines.size()) + 1, 1}});
    }
    return TextParser(std::move(lines), style, 0, problems).parse();
}

}  // namespace preavis::document
