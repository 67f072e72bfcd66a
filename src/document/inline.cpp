#include "document/inline.h"

#include <algorithm>

#include "base/text.h"

namespace preavis::document {
namespace {

int characters(std::string_view utf8) {
    return static_cast<int>(std::count_if(utf8.begin(), utf8.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

class LineParser {
  public:
    LineParser(std::string_view text, const base::Place& place, base::Problems& problems)
        : text_(text), place_(place), problems_(problems) {}

    Line parse() {
        while (at_ < text_.size()) step();
        flush();
        if (strong_) report(strong_at_, "« ** » n'est pas refermé", "écrire **mots en gras**");
        return std::move(line_);
    }

  private:
    void step() {
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
            words_ += text_[at_ + 1];
            at_ += 2;
        } else if (base::starts_with(text_.substr(at_), "**")) {
            flush();
            strong_ = !strong_;
            strong_at_ = at_;
            at_ += 2;
        } else if (base::starts_with(text_.substr(at_), "{{")) {
            flush();
            read_slot();
        } else {
            if (words_.empty()) words_at_ = at_;
            words_ += text_[at_++];
        }
    }

    void flush() {
        if (words_.empty()) return;
        line_.push_back({words_, "", Format::usual, strong_, place_at(words_at_)});
        words_.clear();
    }

    void read_slot() {
        const std::size_t start = at_;
        const std::size_t close = text_.find("}}", at_);
        if (close == std::string_view::npos) {
            report(start, "« {{ » n'est pas refermé", "écrire {{nom_du_fait}}");
            at_ = text_.size();
            return;
        }
        at_ = close + 2;
        const auto parts = base::split(text_.substr(start + 2, close - start - 2), '|');
        Fragment slot{"", base::trimmed(parts[0]), Format::usual, strong_, place_at(start)};
        if (!is_name(slot.fact)) {
            report(start, "« " + slot.fact + " » n'est pas un nom de fait",
                   "lettres minuscules sans accent, chiffres et « _ »");
            return;
        }
        if (parts.size() > 2) report(start, "un seul format suit « | »", "");
        if (parts.size() == 2) slot.format = format_named(base::trimmed(parts[1]), start);
        line_.push_back(std::move(slot));
    }

    Format format_named(const std::string& name, std::size_t at) {
        std::vector<std::string> known;
        for (const FormatName& format : format_names) {
            if (name == format.name) return format.format;
            known.emplace_back(format.name);
        }
        report(at, "le format « " + name + " » n'existe pas",
               "formats : " + base::joined(known, ", "));
        return Format::usual;
    }

    base::Place place_at(std::size_t at) const {
        base::Place place = place_;
        place.column += characters(text_.substr(0, at));
        return place;
    }

    void report(std::size_t at, const std::string& message, const std::string& hint) {
        problems_.push_back({place_at(at), message, hint});
    }

    std::string_view text_;
    base::Place place_;
    base::Problems& problems_;
    std::size_t at_ = 0;
    bool strong_ = false;
    std::size_t strong_at_ = 0;
    std::string words_;
    std::size_t words_at_ = 0;
    Line line_;
};

}  // namespace

bool is_name(std::string_view name) {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
                                std::string_view::npos;
}

Line parse_line(std::string_view text, const base::Place& place, base::Problems& problems) {
    return LineParser(text, place, problems).parse();
}

}  // namespace preavis::document
