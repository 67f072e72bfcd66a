#include "document/falc.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>

#include "base/text.h"
#include "document/sentences.h"
#include "document/usage.h"

namespace preavis::document {
namespace {

constexpr int most_words = 15;  // rule F11: a choice of the project, the guides give none
constexpr int most_words_of_a_value = 4;
constexpr std::size_t near = 2;  // sentences, for the explanation of an abbreviation
constexpr std::size_t most_columns = 3;
constexpr std::size_t bold_share = 4;     // rule F03: one line in four at most
constexpr std::size_t few_sentences = 8;  // on a shorter page, bold is not judged
const std::string hole = "\uFFFC";        // stands for a value

const std::set<std::string> numbers_in_words = {
    "deux",  "trois",  "quatre",   "cinq",      "six",      "sept",   "huit",
    "dix",   "onze",   "douze",    "treize",    "quatorze", "quinze", "seize",
    "vingt", "trente", "quarante", "cinquante", "soixante", "cent",   "mille"};
const std::set<std::string> not_participles = {"avant",   "enfant", "instant",   "restaurant",
                                               "courant", "dedans", "attendant", "habitant"};

std::string lower(std::string_view text) {
    std::string result;
    for (const char32_t c : base::code_points(text)) {
        result += base::utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    }
    return base::replaced(std::move(result), "\u00A0", " ");
}

/// The written words, with a hole for each value.
std::string own_words(const Sentence& sentence) {
    std::string text;
    for (const Sentence::Piece& piece : sentence.pieces) text += piece.value ? hole : piece.text;
    return base::replaced(std::move(text), "\u00A0", " ");
}

std::string all_words(const Sentence& sentence) {
    std::string text;
    for (const Sentence::Piece& piece : sentence.pieces) text += piece.text;
    return base::replaced(std::move(text), "\u00A0", " ");
}

bool is_letter_or_digit(char32_t c) {
    return u_isalnum(static_cast<UChar32>(c)) != 0;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char32_t c : base::code_points(text)) {
        if (is_letter_or_digit(c) || c == U'-' || c == U'°') {
            word += base::utf8(c);
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, ""));
        }
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

/// Words as one counts them, between spaces; a long value counts for a few.
int count_words(const Sentence& sentence) {
    const auto count = [](std::string_view text) {
        int words = 0;
        for (const std::string& token : base::split(text, ' ')) {
            words += words_of(token).empty() ? 0 : 1;
        }
        return words;
    };
    int words = 0;
    for (const Sentence::Piece& piece : sentence.pieces) {
        const int own = count(base::replaced(piece.text, "\u00A0", " "));
        words += piece.value ? std::min(own, most_words_of_a_value) : own;
    }
    return words;
}

/// True if the phrase stands in the text, not inside other words. Both in small letters.
bool has_phrase(const std::u32string& where, const std::u32string& what) {
    for (std::size_t at = where.find(what); at != std::u32string::npos;
         at = where.find(what, at + 1)) {
        const bool starts = at == 0 || !is_letter_or_digit(where[at - 1]);
        const std::size_t end = at + what.size();
        if (starts && (end == where.size() || !is_letter_or_digit(where[end]))) return true;
    }
    return false;
}

bool is_capitals(std::string_view word) {
    int letters = 0;
    for (const char32_t c : base::code_points(word)) {
        if (u_islower(static_cast<UChar32>(c)) != 0) return false;
        letters += u_isupper(static_cast<UChar32>(c)) != 0 ? 1 : 0;
    }
    return letters > 1;
}

class Linter {
  public:
    Linter(const Lexicon& lexicon, const std::vector<Sentence>& sentences)
        : lexicon_(lexicon), sentences_(sentences) {
        for (const Lexicon::Avoided& avoided : lexicon.avoid) {
            for (const std::string& words : avoided.words) {
                avoided_.push_back({base::code_points(lower(words)), &words, &avoided});
            }
        }
    }

    base::Problems lint() {
        for (const Sentence& sentence : sentences_) {
            check_capitals(sentence);
            check_one_sentence(sentence);
            check_length(sentence);
            check_punctuation(sentence);
            check_numbers(sentence);
            check_dates(sentence);
            check_words(sentence);
            check_participle(sentence);
            check_shape(sentence);
            check_addresses(sentence);
        }
        check_bold();
        check_sigles();
        return std::move(problems_);
    }

  private:
    struct Phrase {
        std::u32string letters;
        const std::string* words;
        const Lexicon::Avoided* of;
    };

    void report(const Sentence& sentence, const std::string& rule, const std::string& message,
                const std::string& hint) {
        problems_.push_back({sentence.place, rule + " : " + message, hint});
    }

    bool is_sigle(const std::string& word) const {
        return std::any_of(lexicon_.sigles.begin(), lexicon_.sigles.end(),
                           [&](const auto& known) { return known.sigle == word; });
    }

    void check_capitals(const Sentence& sentence) {
        for (const std::string& word : words_of(own_words(sentence))) {
            if (!is_capitals(word) || is_sigle(word)) continue;
            if (word.find_first_not_of("IVXLC") == std::string::npos) {
                report(sentence, "F14", "chiffre romain « " + word + " »", "écrire 2, 3, 4...");
            } else {
                report(sentence, "F04", "mot en capitales : « " + word + " »",
                       "écrire en minuscules, ou expliquer le sigle dans data/lexicon");
            }
        }
    }

    void check_one_sentence(const Sentence& sentence) {
        static const std::regex two_sentences("[.?!] +[^ ]");
        const std::string text = base::trimmed(own_words(sentence));
        if (std::regex_search(text, two_sentences)) {
            report(sentence, "F07", "plusieurs phrases sur une ligne", "une phrase par ligne");
        }
        if (text.find("\u00AD") != std::string::npos) {
            report(sentence, "F07", "césure dans un mot", "ne pas couper les mots");
        }
        if (sentence.kind != Sentence::Kind::sentence || text.empty()) return;
        const bool ends = std::string_view(".?!:").find(text.back()) != std::string_view::npos;
        const bool ends_with_value =
            text.size() >= hole.size() && text.substr(text.size() - hole.size()) == hole;
        if (!ends && !ends_with_value) {
            report(sentence, "F07", "la phrase n'est pas finie sur sa ligne",
                   "finir par un point, ou tenir sur une ligne");
        }
    }

    void check_length(const Sentence& sentence) {
        const int words = count_words(sentence);
        if (words <= most_words) return;
        report(sentence, "F11", "la phrase a " + std::to_string(words) + " mots",
               std::to_string(most_words) + " au plus");
    }

    void check_punctuation(const Sentence& sentence) {
        static const std::array forbidden = {";", "(", ")", "[", "]", "…", "...", "–",
                                             "—", "&", "<", ">", "§", "#", "\\"};
        const std::string text = own_words(sentence);
        for (const char* mark : forbidden) {
            if (text.find(mark) == std::string::npos) continue;
            report(sentence, "F13", std::string("signe « ") + mark + " »",
                   "point, virgule, deux-points ou question");
        }
    }

    void check_numbers(const Sentence& sentence) {
        static const std::regex large("(^|[^0-9])[0-9]{4,}");
        static const std::regex year(
            "(janvier|février|mars|avril|mai|juin|juillet|août|septembre|"
            "octobre|novembre|décembre) (19|20)[0-9]{2}");
        const std::string text = lower(own_words(sentence));
        for (const std::string& word : words_of(text)) {
            if (!numbers_in_words.contains(word)) continue;
            report(sentence, "F14", "nombre en lettres : « " + word + " »", "écrire le chiffre");
        }
        if (text.find('%') != std::string::npos) {
            report(sentence, "F14", "pourcentage", "dire la quantité autrement");
        }
        const bool digits = text.find_first_of("0123456789") != std::string::npos;
        if (digits && std::regex_search(std::regex_replace(text, year, ""), large)) {
            report(sentence, "F14", "grand nombre", "numéros par groupes de 2 chiffres");
        }
    }

    void check_dates(const Sentence& sentence) {
        static const std::regex short_date("[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}");
        static const std::regex dotted("([0-9]{2}\\.){3}");
        static const std::regex short_hour("[0-9] ?h([0-9 .,]|$)|[0-9]:[0-9]");
        const std::string text = own_words(sentence);
        if (text.find_first_of("0123456789") == std::string::npos) return;
        const bool telephone = std::regex_search(text, dotted);
        if (!telephone && std::regex_search(text, short_date)) {
            report(sentence, "F15", "date abrégée", "écrire « vendredi 13 novembre 2026 »");
        }
        if (std::regex_search(text, short_hour)) {
            report(sentence, "F15", "heure abrégée", "écrire « 9 heures 15 »");
        }
    }

    void check_words(const Sentence& sentence) {
        const std::string text = lower(own_words(sentence));
        const std::u32string letters = base::code_points(text);
        for (const Phrase& phrase : avoided_) {
            if (!has_phrase(letters, phrase.letters)) continue;
            report(sentence, phrase.of->rule, "« " + *phrase.words + " » est à éviter",
                   "écrire plutôt : " + phrase.of->write);
        }
        for (const std::string& word : words_of(text)) {
            for (const char* ending : {"èrent", "âmes", "âtes"}) {
                if (word.size() > 7 && word.ends_with(ending)) {
                    report(sentence, "F18", "passé simple : « " + word + " »", "le passé composé");
                }
            }
        }
    }

    void check_participle(const Sentence& sentence) {
        const auto words = words_of(lower(own_words(sentence)));
        for (std::size_t i = 1; i < words.size(); ++i) {
            if (words[i - 1] != "en" || !words[i].ends_with("ant")) continue;
            if (not_participles.contains(words[i])) continue;
            report(sentence, "F18", "« en " + words[i] + " »", "une phrase au présent");
        }
    }

    void check_shape(const Sentence& sentence) {
        if (sentence.level > 2) {
            report(sentence, "F22", "titre de niveau " + std::to_string(sentence.level),
                   "2 niveaux au plus");
        }
        if (sentence.columns > most_columns) {
            report(sentence, "F25", "tableau trop large", "3 colonnes au plus");
        }
        if (sentence.pictogram.empty()) return;
        const auto [known, added] = pictures_.emplace(sentence.pictogram, sentence.pictogram_text);
        if (!added && known->second != sentence.pictogram_text) {
            report(sentence, "F24", "l'image « " + sentence.pictogram + " » a deux sens",
                   "la même image garde le même texte");
        }
    }

    void check_addresses(const Sentence& sentence) {
        static const std::regex unspaced("(^|[^0-9])0[0-9]{9}([^0-9]|$)|([0-9]{2}\\.){4}[0-9]{2}");
        if (std::regex_search(all_words(sentence), unspaced)) {
            report(sentence, "F26", "numéro de téléphone mal espacé",
                   "par groupes de 2 chiffres : 01 99 00 12 34");
        }
        const bool address = std::any_of(sentence.pieces.begin(), sentence.pieces.end(),
                                         [](const auto& piece) { return piece.address; });
        if (address && !base::trimmed(base::replaced(own_words(sentence), hole, "")).empty()) {
            report(sentence, "F26", "une adresse électronique est seule sur sa ligne",
                   "la placer sur la ligne suivante");
        }
    }

    /// What is bold everywhere stands out nowhere.
    void check_bold() {
        std::size_t bold = 0;
        for (const Sentence& sentence : sentences_) {
            const bool strong = std::any_of(sentence.pieces.begin(), sentence.pieces.end(),
                                            [](const auto& piece) { return piece.strong; });
            if (!strong || ++bold * bold_share <= std::max(sentences_.size(), few_sentences)) {
                continue;
            }
            return report(sentence, "F03", "trop de lignes en gras", "une ligne sur 4 au plus");
        }
    }

    /// Each known abbreviation is explained where it first stands.
    void check_sigles() {
        for (const Lexicon::Sigle& known : lexicon_.sigles) {
            for (std::size_t i = 0; i < sentences_.size(); ++i) {
                const auto words = words_of(own_words(sentences_[i]));
                if (std::find(words.begin(), words.end(), known.sigle) == words.end()) continue;
                if (!explained_near(i, known)) {
                    report(sentences_[i], "F17", "« " + known.sigle + " » n'est pas expliqué",
                           "dire à côté : " + base::joined(known.explained_by, " ou "));
                }
                break;
            }
        }
    }

    bool explained_near(std::size_t index, const Lexicon::Sigle& known) const {
        const std::size_t first = index < near ? 0 : index - near;
        const std::size_t last = std::min(index + near + 1, sentences_.size());
        for (std::size_t i = first; i < last; ++i) {
            const std::u32string text = base::code_points(lower(own_words(sentences_[i])));
            for (const std::string& words : known.explained_by) {
                if (has_phrase(text, base::code_points(lower(words)))) return true;
            }
        }
        return false;
    }

    const Lexicon& lexicon_;
    const std::vector<Sentence>& sentences_;
    std::vector<Phrase> avoided_;
    std::map<std::string, std::string> pictures_;
    base::Problems problems_;
};

/// The words of the choices that this text writes: a slot alone does not show them.
std::vector<Sentence> wordings_of(const Text& text, const Template& of) {
    std::vector<Sentence> sentences;
    const Usage usage = usage_of(text.elements, of);
    for (const auto& [fact, choices] : of.wordings) {
        if (!usage.written.contains(fact)) continue;
        for (const auto& [choice, variants] : choices) {
            const auto own = variants.find(text.variant);
            const std::string& words = own != variants.end() ? own->second : variants.at("");
            sentences.push_back(
                {Sentence::Kind::item, {{words, false, false}}, {of.file, 0, 0}, 0, "", "", 0});
        }
    }
    return sentences;
}

}  // namespace

base::Problems lint(const Template& of, const Lexicon& lexicon) {
    base::Problems problems;
    const auto add = [&](const std::vector<Sentence>& sentences) {
        for (base::Problem& problem : Linter(lexicon, sentences).lint()) {
            problems.push_back(std::move(problem));
        }
    };
    for (const Text& text : of.texts) {
        if (text.style != Style::easy) continue;
        add(sentences_of(text, of));
        add(wordings_of(text, of));
    }
    return problems;
}

base::Problems lint(const Content& content, const Lexicon& lexicon) {
    if (content.style != Style::easy) return {};
    return Linter(lexicon, sentences_of(content)).lint();
}

}  // namespace preavis::document
