#include "document/translation.h"

#include "base/expects.h"
#include "base/file.h"
#include "document/catalogue_check.h"
#include "document/extract.h"
#include "document/inline.h"
#include "document/template.h"

namespace preavis::document {
namespace {

/// Lines that were checked: they parse without problem.
Line line_of(const std::string& words, const base::Place& place) {
    base::Problems none;
    return parse_line(words, place, none);
}

Line translated_line(const Spot& spot, const Line& french, const Catalogue& catalogue,
                     const ReaderLanguage& language) {
    const Message* message = catalogue.find(spot.context, source_of(french));
    expects(message != nullptr);
    if (spot.count == nullptr) return line_of(message->translated.front(), message->place);
    Fragment counted;
    counted.fact = spot.count->name;
    for (std::size_t form = 0; form < language.forms.size(); ++form) {
        counted.forms[language.forms[form]] = line_of(message->translated[form], message->place);
    }
    return {counted};
}

void fill(Translation& translation, const Template& of, const Catalogue& own,
          const Catalogue& common) {
    translation.title = own.find("document", of.title)->translated.front();
    translation.reviewed = own.field("X-Review") != "aucune";
    for (const Message& word : common.messages) {
        translation.common[word.context] = word.translated.front();
    }
    translation.elements = of.text("falc", "fr")->elements;
    for_each_line(translation.elements, of, [&](const Spot& spot, Line& line) {
        line = translated_line(spot, line, own, *translation.language);
    });
    for_each_wording(of, [&](const Spot& spot, const std::string& words) {
        translation.wordings[spot.fact][spot.choice] =
            own.find(spot.context, words)->translated.front();
    });
}

void append(base::Problems& to, const base::Problems& found) {
    to.insert(to.end(), found.begin(), found.end());
}

base::Reading<Catalogue> read_file(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) {
        return base::Problems{
            {{file.string(), 0, 0}, "ce catalogue manque", "lancer « preavis document extract »"}};
    }
    return read_catalogue(base::read_file(file), file.string());
}

Translation read_translation(const Template& of, const std::filesystem::path& locales,
                             const ReaderLanguage& language) {
    const std::string name = std::string(language.tag) + ".po";
    const auto own = read_file(locales / of.name / name);
    const auto common = read_file(locales / "commun" / name);
    Translation broken{.language = &language};
    for (const auto* read : {&own, &common}) {
        if (const auto* problems = std::get_if<base::Problems>(read)) {
            append(broken.problems, *problems);
        }
    }
    if (!broken.problems.empty()) return broken;
    return translate(of, std::get<Catalogue>(own), std::get<Catalogue>(common), language);
}

}  // namespace

Translation translate(const Template& of, const Catalogue& own, const Catalogue& common,
                      const ReaderLanguage& language) {
    Translation translation{.language = &language};
    const std::string tag(language.tag);
    const Catalogue asked = extract(of, tag);
    translation.asked = asked.messages.size();
    translation.translated = translated_sentences(own, asked);
    append(translation.problems, check_catalogue(own, asked));
    append(translation.problems, check_catalogue(common, extract_common(tag)));
    if (translation.problems.empty()) fill(translation, of, own, common);
    return translation;
}

std::vector<Translation> read_translations(const Template& of,
                                           const std::filesystem::path& locales) {
    std::vector<Translation> translations;
    if (of.text("falc", "fr") == nullptr) return translations;
    for (const ReaderLanguage& language : reader_languages()) {
        const auto file = locales / of.name / (std::string(language.tag) + ".po");
        if (!std::filesystem::exists(file)) continue;
        translations.push_back(read_translation(of, locales, language));
    }
    return translations;
}

}  // namespace preavis::document
