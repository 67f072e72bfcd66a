#include "document/extract.h"

#include <algorithm>
#include <set>

#include "base/expects.h"
#include "base/text.h"
#include "document/common_words.h"
#include "document/inline.h"
#include "document/language.h"
#include "document/usage.h"

namespace preavis::document {
namespace {

using dossier::FactDeclaration;
using dossier::FactKind;

std::string escaped(const std::string& words) {
    std::string text = base::replaced(words, "\\", "\\\\");
    text = base::replaced(std::move(text), "**", "\\*\\*");
    return base::replaced(std::move(text), "{{", "\\{\\{");
}

std::string meaning_of(FactKind kind) {
    switch (kind) {
        case FactKind::date: return "une date, avec le jour de la semaine";
        case FactKind::instant: return "une date et une heure";
        case FactKind::integer: return "un nombre";
        case FactKind::money: return "un montant en euros";
        case FactKind::choice:
        case FactKind::list: return "un des choix traduits plus loin, « mots »";
        default: return "un texte qui reste en français";
    }
}

std::vector<std::string> notes_of(const Spot& spot) {
    std::vector<std::string> notes{spot.kind};
    for (const FactDeclaration* slot : spot.slots) {
        const std::string name = slot->type.kind == FactKind::list ? "element" : slot->name;
        const std::string title = slot->title.empty() ? "" : slot->title + " : ";
        notes.push_back("{{" + name + "}} : " + title + meaning_of(slot->type.kind));
    }
    return notes;
}

/// An untranslated catalogue being filled; the same sentence in the same place stands once.
class Collector {
  public:
    Collector(const std::string& name, int version, const ReaderLanguage& language)
        : language_(language) {
        result_.name = "data/locales/" + name + "/" + std::string(language.tag) + ".po";
        result_.remarks = {"Traduction de « " + name + " », langage simplifié, en " +
                           std::string(language.name)};
        result_.fields = {{"Project-Id-Version", "preavis"},
                          {"Language", std::string(language.tag)},
                          {"MIME-Version", "1.0"},
                          {"Content-Type", "text/plain; charset=UTF-8"},
                          {"Content-Transfer-Encoding", "8bit"},
                          {"Plural-Forms", std::string(language.plural_forms)},
                          {"X-Document", name},
                          {"X-Template-Version", std::to_string(version)},
                          {"X-Review", "aucune"}};
    }

    void add(Message message) {
        if (!seen_.emplace(message.context, message.source).second) return;
        message.translated.resize(message.counted ? language_.forms.size() : 1);
        result_.messages.push_back(std::move(message));
    }

    Catalogue take() { return std::move(result_); }

  private:
    const ReaderLanguage& language_;
    Catalogue result_;
    std::set<std::pair<std::string, std::string>> seen_;
};

const ReaderLanguage& known_language(const std::string& tag) {
    const ReaderLanguage* language = find_reader_language(tag);
    expects(language != nullptr);
    return *language;
}

/// Letters that two texts have in common at their ends: what an edit left.
std::size_t likeness(const std::string& left, const std::string& right) {
    const std::size_t most = std::min(left.size(), right.size());
    const auto same =
        std::mismatch(left.begin(), left.begin() + static_cast<long>(most), right.begin());
    const auto head = static_cast<std::size_t>(same.first - left.begin());
    std::size_t tail = 0;
    while (tail < most - head && left[left.size() - 1 - tail] == right[right.size() - 1 - tail]) {
        ++tail;
    }
    return head + tail;
}

class Merger {
  public:
    Merger(Catalogue fresh, const Catalogue& kept)
        : result_(std::move(fresh)), kept_(kept), used_(kept.messages.size(), false) {}

    Catalogue merge() {
        merge_header();
        for (Message& message : result_.messages) take_over(message);
        for (Message& message : result_.messages) {
            if (!message.has_translation()) take_over_changed(message);
        }
        for (std::size_t i = 0; i < kept_.messages.size(); ++i) {
            if (used_[i] || !kept_.messages[i].has_translation()) continue;
            Message old = kept_.messages[i];
            old.obsolete = true;
            old.notes.clear();
            old.file.clear();
            result_.messages.push_back(std::move(old));
        }
        return std::move(result_);
    }

  private:
    void merge_header() {
        const std::string version = result_.field("X-Template-Version");
        for (const auto& [key, value] : kept_.fields) result_.set_field(key, value);
        result_.set_field("X-Template-Version", version);
        if (!kept_.remarks.empty()) result_.remarks = kept_.remarks;
    }

    static void take_work(Message& message, const Message& old) {
        const std::size_t forms = message.translated.size();
        message.translated = old.translated;
        message.translated.resize(forms);
        message.stale = old.stale;
        message.previous = old.previous;
        message.remarks = old.remarks;
    }

    /// The same sentence in the same place.
    void take_over(Message& message) {
        for (std::size_t i = 0; i < kept_.messages.size(); ++i) {
            const Message& old = kept_.messages[i];
            if (old.context != message.context || old.source != message.source) continue;
            used_[i] = true;
            if (!message.has_translation()) take_work(message, old);
        }
    }

    /// The likest sentence of the same place, or the same one of another place, that went away.
    void take_over_changed(Message& message) {
        std::size_t best = kept_.messages.size();
        std::size_t most = message.source.size() / 2;
        for (std::size_t i = 0; i < kept_.messages.size(); ++i) {
            const Message& old = kept_.messages[i];
            const bool candidate = !used_[i] && !old.obsolete && old.has_translation() &&
                                   (old.context == message.context || old.source == message.source);
            if (!candidate || likeness(old.source, message.source) <= most) continue;
            best = i;
            most = likeness(old.source, message.source);
        }
        if (best == kept_.messages.size()) return;
        used_[best] = true;
        take_work(message, kept_.messages[best]);
        message.stale = true;
        message.previous = kept_.messages[best].source;
    }

    Catalogue result_;
    const Catalogue& kept_;
    std::vector<bool> used_;
};

const char* format_word(Format format) {
    for (const FormatName& known : format_names) {
        if (known.format == format && known.format != Format::usual) return known.name;
    }
    return "";
}

}  // namespace

std::string source_of(const Line& line) {
    std::string text;
    bool strong = false;
    for (const Fragment& fragment : line) {
        if (fragment.strong != strong) text += "**";
        strong = fragment.strong;
        const std::string format = format_word(fragment.format);
        text += fragment.fact.empty()
                    ? escaped(fragment.words)
                    : "{{" + fragment.fact + (format.empty() ? "" : " | " + format) + "}}";
    }
    return text + (strong ? "**" : "");
}

void for_each_wording(const Template& of,
                      const std::function<void(const Spot&, const std::string& words)>& visit) {
    const Text* easy = of.text("falc", "fr");
    expects(easy != nullptr);
    const Usage usage = usage_of(easy->elements, of);
    for (const FactDeclaration& fact : of.facts) {
        const auto wording = of.wordings.find(fact.name);
        if (wording == of.wordings.end() || !usage.written.contains(fact.name)) continue;
        const bool list = fact.type.kind == FactKind::list;
        for (const std::string& choice :
             list ? fact.type.item.front().choices : fact.type.choices) {
            const auto words = wording->second.find(choice);
            if (words == wording->second.end()) continue;
            const auto own = words->second.find("falc");
            visit({.context = "mots " + fact.name + "." + choice,
                   .kind = "mots de « " + fact.title + " »",
                   .fact = fact.name,
                   .choice = choice},
                  own != words->second.end() ? own->second : words->second.at(""));
        }
    }
}

Catalogue extract(const Template& of, const std::string& language) {
    const Text* easy = of.text("falc", "fr");
    expects(easy != nullptr);
    const std::string folder = "templates/" + of.name + "/";
    Collector collector(of.name, of.version, known_language(language));
    collector.add({.context = "document",
                   .source = of.title,
                   .notes = {"titre du fichier"},
                   .file = folder + "document.yaml"});
    Elements elements = easy->elements;
    for_each_line(elements, of, [&](const Spot& spot, Line& line) {
        collector.add({.context = spot.context,
                       .source = source_of(line),
                       .counted = spot.count != nullptr,
                       .notes = notes_of(spot),
                       .file = folder + "fr-falc.md"});
    });
    for_each_wording(of, [&](const Spot& spot, const std::string& words) {
        collector.add({.context = spot.context,
                       .source = words,
                       .notes = notes_of(spot),
                       .file = folder + "document.yaml"});
    });
    return collector.take();
}

Catalogue extract_common(const std::string& language) {
    Collector collector("commun", 1, known_language(language));
    for (const CommonWord& word : common_words) {
        collector.add({.context = std::string(word.name),
                       .source = std::string(word.french),
                       .notes = {std::string(word.note)}});
    }
    return collector.take();
}

Catalogue merged(Catalogue fresh, const Catalogue& kept) {
    return Merger(std::move(fresh), kept).merge();
}

}  // namespace preavis::document
