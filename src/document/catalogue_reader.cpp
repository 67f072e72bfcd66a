#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "document/catalogue.h"

namespace preavis::document {
namespace {

constexpr std::size_t largest = 2'000'000;    // bytes of a catalogue
constexpr std::size_t longest_line = 20'000;  // bytes
constexpr std::size_t most_problems = 200;
constexpr std::size_t most_forms = 6;  // Arabic has them all

struct PoLine {
    std::string text;
    base::Place place;
};

/// What follows a keyword at the start of a line.
struct Keyword {
    std::string word;
    std::string rest;
    int column = 0;  ///< of the rest, from 0
};

Keyword keyword_of(std::string_view line) {
    const std::size_t end = std::min(line.find_first_of(" \t\""), line.size());
    const std::size_t rest = std::min(line.find_first_not_of(" \t", end), line.size());
    return {std::string(line.substr(0, end)), base::trimmed(line.substr(rest)),
            static_cast<int>(rest)};
}

/// 2 for "msgstr[2]".
std::optional<std::size_t> form_of(const std::string& word) {
    if (word.size() != 9 || !base::starts_with(word, "msgstr[") || word.back() != ']') return {};
    const char digit = word[7];
    if (digit < '0' || digit > '9') return {};
    return static_cast<std::size_t>(digit - '0');
}

class CatalogueReader {
  public:
    CatalogueReader(std::string_view text, const std::string& file) {
        int number = 0;
        for (std::string& line : base::split(text, '\n')) {
            if (!line.empty() && line.back() == '\r') line.pop_back();
            lines_.push_back({std::move(line), {file, ++number, 1}});
        }
        result_.name = file;
    }

    base::Reading<Catalogue> read() {
        for (at_ = 0; at_ < lines_.size() && problems_.size() < most_problems; ++at_) {
            if (base::trimmed(lines_[at_].text).empty()) {
                end_message();
            } else {
                read_line(lines_[at_]);
            }
        }
        end_message();
        if (!has_header_ && problems_.empty()) {
            report({result_.name, 1, 1}, "l'en-tête manque", "commencer par msgid \"\"");
        }
        if (!problems_.empty()) return problems_;
        return std::move(result_);
    }

  private:
    enum class Part { none, context, source, plural, translated };

    void read_line(const PoLine& line) {
        if (line.text.size() > longest_line) {
            return report(line.place, "ligne trop longue", "20 000 octets au plus");
        }
        if (line.text.front() != '#') return read_text(line);
        if (base::starts_with(line.text, "#~|")) return read_previous(rest_of(line, 3));
        if (base::starts_with(line.text, "#~")) {
            message_.obsolete = true;
            return read_text(rest_of(line, 2));
        }
        if (message_begun_) {
            // A comment begins the next sentence, even without a blank line.
            end_message();
        }
        read_comment(line);
    }

    static PoLine rest_of(const PoLine& line, std::size_t bytes) {
        const std::size_t start =
            std::min(line.text.find_first_not_of(" \t", bytes), line.text.size());
        PoLine rest = line;
        rest.text = line.text.substr(start);
        rest.place.column += static_cast<int>(start);
        return rest;
    }

    void read_comment(const PoLine& line) {
        commented_ = true;
        const PoLine rest = rest_of(line, std::min<std::size_t>(2, line.text.size()));
        switch (line.text.size() > 1 ? line.text[1] : ' ') {
            case '.': message_.notes.push_back(base::trimmed(rest.text)); break;
            case ':': message_.file = base::trimmed(rest.text); break;
            case ',': read_flags(rest); break;
            case '|': read_previous(rest); break;
            case ' ':
            case '\t': message_.remarks.push_back(base::trimmed(rest.text)); break;
            default:
                report(line.place, "commentaire inconnu : « " + line.text.substr(0, 2) + " »",
                       "« # » pour une remarque, « #, fuzzy » pour une phrase à revoir");
        }
    }

    void read_flags(const PoLine& line) {
        for (const std::string& each : base::split(line.text, ',')) {
            const std::string flag = base::trimmed(each);
            if (flag == "fuzzy") {
                message_.stale = true;
            } else if (!flag.empty()) {
                report(line.place, "marque inconnue : « " + flag + " »", "seule « fuzzy » existe");
            }
        }
    }

    void read_previous(const PoLine& line) {
        const Keyword keyword = keyword_of(line.text);
        const std::string text = unquoted(keyword.rest, line, keyword.column);
        if (keyword.word == "msgid") message_.previous = text;
    }

    void read_text(const PoLine& line) {
        if (line.text.front() == '"') return go_on(line);
        const Keyword keyword = keyword_of(line.text);
        const bool begins =
            keyword.word == "msgctxt" || (keyword.word == "msgid" && part_ != Part::context);
        if (begins && message_begun_) end_message();
        message_begun_ = true;
        if (part_ == Part::none) message_.place = line.place;
        std::string text = unquoted(keyword.rest, line, keyword.column);
        if (!take(keyword.word, std::move(text), line)) {
            report(line.place, "mot inattendu ici : « " + keyword.word + " »",
                   "dans l'ordre : msgctxt, msgid, msgid_plural, msgstr");
        }
    }

    /// False if the keyword has no place here.
    bool take(const std::string& word, std::string text, const PoLine& line) {
        if (word == "msgctxt") {
            return part_ == Part::none && open(Part::context, message_.context, std::move(text));
        }
        if (word == "msgid") {
            return part_ <= Part::context && open(Part::source, message_.source, std::move(text));
        }
        if (word == "msgid_plural") {
            message_.counted = true;
            return part_ == Part::source && open(Part::plural, plural_, std::move(text));
        }
        if (word == "msgstr") {
            if (part_ != Part::source) return false;
            message_.translated = {""};
            message_.place = line.place;
            return open(Part::translated, message_.translated.back(), std::move(text));
        }
        return take_form(word, std::move(text), line);
    }

    bool take_form(const std::string& word, std::string text, const PoLine& line) {
        const auto form = form_of(word);
        if (!form || !message_.counted || part_ < Part::plural) return false;
        if (*form != message_.translated.size() || *form >= most_forms) {
            report(line.place, "forme de pluriel hors de son rang : " + word,
                   "msgstr[0], puis msgstr[1]...");
        }
        if (message_.translated.empty()) message_.place = line.place;
        message_.translated.emplace_back();
        return open(Part::translated, message_.translated.back(), std::move(text));
    }

    bool open(Part part, std::string& into, std::string text) {
        part_ = part;
        into = std::move(text);
        return true;
    }

    /// A text that goes on, on its own line.
    void go_on(const PoLine& line) {
        std::string* into = nullptr;
        if (part_ == Part::context) into = &message_.context;
        if (part_ == Part::source) into = &message_.source;
        if (part_ == Part::plural) into = &plural_;
        if (part_ == Part::translated) into = &message_.translated.back();
        if (into == nullptr) {
            return report(line.place, "ce texte ne suit aucun mot",
                          "écrire msgid ou msgstr devant");
        }
        *into += unquoted(base::trimmed(line.text), line, 0);
    }

    /// The text between double quotes, its escapes undone.
    std::string unquoted(const std::string& text, const PoLine& line, int column) {
        base::Place place = line.place;
        place.column += column;
        if (text.size() < 2 || text.front() != '"') {
            report(place, "il manque un texte entre guillemets droits", "écrire msgstr \"...\"");
            return {};
        }
        std::string result;
        std::size_t i = 1;
        for (; i < text.size() && text[i] != '"'; ++i) {
            if (text[i] != '\\') {
                result += text[i];
            } else if (++i < text.size()) {
                result += escaped(text[i], place);
            }
        }
        if (i + 1 != text.size()) {
            report(place,
                   i >= text.size() ? "le guillemet droit n'est pas refermé"
                                    : "quelque chose suit le guillemet fermant",
                   "un guillemet droit dans le texte s'écrit \\\"");
        }
        return result;
    }

    std::string escaped(char c, const base::Place& place) {
        if (c == 'n') return "\n";
        if (c != '"' && c != '\\') {
            report(place, std::string("échappement inconnu : « \\") + c + " »",
                   "connus : \\n, \\\" et \\\\");
        }
        return std::string(1, c);
    }

    void end_message() {
        if (message_begun_) {
            keep_message();
        } else if (commented_ && !has_header_) {
            // Remarks above the header, with a blank line between.
            result_.remarks = std::move(message_.remarks);
        }
        message_ = {};
        plural_.clear();
        part_ = Part::none;
        message_begun_ = commented_ = false;
    }

    void keep_message() {
        if (part_ != Part::translated) {
            return report(message_.place, "cette phrase n'a pas de msgstr", "msgstr \"\" au moins");
        }
        if (message_.source.empty() && message_.context.empty()) return keep_header();
        if (message_.source.empty()) {
            return report(message_.place, "cette phrase n'a pas de texte français", "");
        }
        if (message_.counted && plural_ != message_.source) {
            report(message_.place, "msgid et msgid_plural diffèrent", "la même phrase, deux fois");
        }
        if (!message_.obsolete && !keys_.insert(message_.context + '\n' + message_.source).second) {
            report(message_.place, "cette phrase est là deux fois", "garder une seule des deux");
        }
        result_.messages.push_back(message_);
    }

    void keep_header() {
        if (has_header_ || !result_.messages.empty()) {
            return report(message_.place, "l'en-tête est seul, et le premier", "");
        }
        has_header_ = true;
        result_.header = message_.place;
        if (!message_.remarks.empty()) result_.remarks = message_.remarks;
        for (const std::string& line : base::split(message_.translated.front(), '\n')) {
            if (line.empty()) continue;
            const std::size_t colon = line.find(':');
            if (colon == std::string::npos) {
                report(message_.place, "champ d'en-tête mal écrit : « " + line + " »",
                       "« Nom: valeur »");
                continue;
            }
            result_.fields.emplace_back(line.substr(0, colon),
                                        base::trimmed(line.substr(colon + 1)));
        }
    }

    void report(const base::Place& place, const std::string& message, const std::string& hint) {
        problems_.push_back({place, message, hint});
    }

    std::vector<PoLine> lines_;
    std::size_t at_ = 0;
    Catalogue result_;
    base::Problems problems_;
    std::set<std::string> keys_;
    Message message_;
    std::string plural_;
    Part part_ = Part::none;
    bool message_begun_ = false;
    bool commented_ = false;
    bool has_header_ = false;
};

}  // namespace

base::Reading<Catalogue> read_catalogue(std::string_view text, const std::string& file) {
    if (text.size() > largest) {
        return base::Problems{{{file, 0, 0}, "ce catalogue est trop grand", "2 Mo au plus"}};
    }
    if (!base::is_utf8(text) || base::has_control_characters(text)) {
        return base::Problems{{{file, 0, 0}, "ce fichier n'est pas un texte UTF-8", ""}};
    }
    return CatalogueReader(base::without_byte_order_mark(text), file).read();
}

}  // namespace preavis::document
