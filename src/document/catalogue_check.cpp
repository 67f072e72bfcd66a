#include "document/catalogue_check.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <set>

#include "base/expects.h"
#include "base/text.h"
#include "document/extract.h"
#include "document/inline.h"
#include "document/language.h"
#include "law/date.h"

namespace preavis::document {
namespace {

const char* const update = "lancer « preavis document extract »";

/// What must come through a translation unchanged.
struct Skeleton {
    std::multiset<std::string> slots;
    std::size_t bold = 0;           ///< passages
    std::set<std::string> numbers;  ///< in Latin digits
    std::string foreign_digits;
};

void read_numbers(const std::string& words, Skeleton& skeleton) {
    std::string number;
    for (const char32_t letter : base::code_points(words)) {
        const bool digit = u_charDigitValue(static_cast<UChar32>(letter)) >= 0;
        if (digit && letter > U'9') skeleton.foreign_digits += base::utf8(letter);
        if (digit) {
            number += base::utf8(letter);
        } else if (!number.empty()) {
            skeleton.numbers.insert(std::exchange(number, ""));
        }
    }
    if (!number.empty()) skeleton.numbers.insert(number);
}

Skeleton skeleton_of(const Line& line) {
    Skeleton skeleton;
    bool strong = false;
    for (const Fragment& fragment : line) {
        skeleton.bold += fragment.strong && !strong ? 1 : 0;
        strong = fragment.strong;
        if (fragment.fact.empty()) {
            read_numbers(fragment.words, skeleton);
        } else {
            Fragment slot = fragment;
            slot.strong = false;
            skeleton.slots.insert(source_of({slot}));
        }
    }
    return skeleton;
}

template <class Set>
std::string only_in(const Set& here, const Set& there) {
    std::vector<std::string> rest;
    std::set_difference(here.begin(), here.end(), there.begin(), there.end(),
                        std::back_inserter(rest));
    return base::joined(rest, ", ");
}

class CatalogueChecker {
  public:
    CatalogueChecker(const Catalogue& kept, const Catalogue& fresh) : kept_(kept), fresh_(fresh) {
        language_ = find_reader_language(fresh.field("Language"));
        expects(language_ != nullptr);
    }

    base::Problems check() {
        check_header();
        for (const Message& asked : fresh_.messages) check_message(asked);
        for (const Message& message : kept_.messages) {
            if (message.obsolete || fresh_.find(message.context, message.source)) continue;
            report(message.place, "le document ne dit plus « " + message.source + " »", update);
        }
        return std::move(problems_);
    }

  private:
    void check_header() {
        for (const char* key : {"Language", "X-Document", "X-Template-Version", "Plural-Forms"}) {
            const std::string found = kept_.field(key);
            const std::string expected = fresh_.field(key);
            if (found == expected) continue;
            report(kept_.header, std::string("en-tête « ") + key + " » : « " + found + " »",
                   "attendu : « " + expected + " »");
        }
        const std::string charset = "charset=UTF-8";
        if (kept_.field("Content-Type").find(charset) == std::string::npos) {
            report(kept_.header, "en-tête « Content-Type » sans UTF-8", "text/plain; " + charset);
        }
        const std::string review = kept_.field("X-Review");
        const std::size_t comma = review.rfind(',');
        const bool dated = comma != std::string::npos && comma > 0 &&
                           law::Date::parse(base::trimmed(review.substr(comma + 1)));
        if (review == "aucune" || dated) return;
        report(kept_.header, "en-tête « X-Review » : « " + review + " »",
               "« aucune », ou « ORGANISME, AAAA-MM-JJ »");
    }

    void check_message(const Message& asked) {
        const Message* kept = kept_.find(asked.context, asked.source);
        if (kept == nullptr) {
            return report({kept_.name, 0, 0},
                          "il manque la phrase « " + asked.source + " » (" + asked.context + ")",
                          update);
        }
        if (kept->stale) {
            report(kept->place, "traduction périmée : « " + asked.source + " »",
                   "la revoir, puis ôter « #, fuzzy »");
        }
        if (kept->translated.size() != asked.translated.size()) {
            return report(kept->place,
                          "il faut " + std::to_string(asked.translated.size()) + " formes : « " +
                              asked.source + " »",
                          update);
        }
        for (const std::string& translated : kept->translated) check_words(*kept, translated);
    }

    void check_words(const Message& message, const std::string& words) {
        if (base::trimmed(words).empty()) {
            return report(message.place, "pas de traduction : « " + message.source + " »", "");
        }
        check_language(message, words);
        base::Problems wrong;
        const Skeleton here = skeleton_of(parse_line(words, message.place, wrong));
        for (const base::Problem& problem : wrong) {
            report(message.place, problem.message + " : « " + words + " »", problem.hint);
        }
        if (words.find('\n') != std::string::npos) {
            report(message.place, "la traduction va à la ligne", "une phrase, une ligne");
        }
        if (wrong.empty()) compare(message, here);
    }

    void compare(const Message& message, const Skeleton& here) {
        base::Problems none;
        const Skeleton there = skeleton_of(parse_line(message.source, message.place, none));
        report_set(message, "valeur perdue", only_in(there.slots, here.slots));
        report_set(message, "valeur inventée", only_in(here.slots, there.slots));
        report_set(message, "chiffres qui ne sont pas latins", here.foreign_digits);
        if (here.foreign_digits.empty()) {
            report_set(message, "nombre perdu", only_in(there.numbers, here.numbers));
            report_set(message, "nombre inventé", only_in(here.numbers, there.numbers));
        }
        if (here.bold == there.bold) return;
        report(message.place, "le gras (**) a changé : « " + message.source + " »",
               "autant de passages en gras qu'en français");
    }

    void report_set(const Message& message, const std::string& what, const std::string& which) {
        if (which.empty()) return;
        report(message.place, what + " : " + which, "en français : « " + message.source + " »");
    }

    void check_language(const Message& message, const std::string& words) {
        const bool latin = language_->script == "Latn";
        const bool sentence = message.source.find(' ') != std::string::npos;
        if (latin ? sentence && words == message.source : !has_letter_of(*language_, words)) {
            report(message.place, "phrase restée en français : « " + words + " »",
                   "la traduire en " + std::string(language_->name));
        }
        if (message.source.find("titre de séjour") != std::string::npos) return;
        for (const std::string& permit : language_->residence_permit) {
            if (words.find(permit) == std::string::npos) continue;
            report(message.place, "« " + permit + " » veut dire titre de séjour",
                   "en français : « " + message.source + " »");
        }
    }

    void report(const base::Place& place, const std::string& message, const std::string& hint) {
        problems_.push_back({place, message, hint});
    }

    const Catalogue& kept_;
    const Catalogue& fresh_;
    const ReaderLanguage* language_ = nullptr;
    base::Problems problems_;
};

}  // namespace

base::Problems check_catalogue(const Catalogue& kept, const Catalogue& fresh) {
    return CatalogueChecker(kept, fresh).check();
}

std::size_t translated_sentences(const Catalogue& kept, const Catalogue& fresh) {
    return static_cast<std::size_t>(
        std::count_if(fresh.messages.begin(), fresh.messages.end(), [&](const Message& asked) {
            const Message* found = kept.find(asked.context, asked.source);
            return found != nullptr && found->has_translation() && !found->stale;
        }));
}

}  // namespace preavis::document
