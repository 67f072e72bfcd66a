#include <algorithm>

#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* marking_rule = "ISO 14289-1, 7.1";
constexpr const char* operator_rule = "ISO 19005-2, 6.2.2";

/// Operators that our writer uses, by what they ask for.
constexpr std::string_view painting = " S f f* ";
constexpr std::string_view artifact_types = " Pagination Layout Page Background ";
constexpr std::string_view path = " m l c h w g G ";

bool one_of(std::string_view words, const std::string& word) {
    return words.find(" " + word + " ") != std::string_view::npos;
}

/// Follows the operators of one page.
class Follower {
  public:
    Follower(const File& file, ObjectId page, UsedCodes& codes, Report& report)
        : file_(file), codes_(codes), report_(report) {
        contents_.page = page;
        const Object& resources = file.get(file.objects().at(page), "Resources");
        fonts_ = &file.get(resources, "Font");
    }

    PageContents follow(const std::string& stream) {
        ObjectReader reader(stream);
        while (auto token = reader.next(false)) {
            if (!token->is(Kind::keyword)) {
                operands_.push_back(std::move(*token));
                continue;
            }
            apply(token->text);
            operands_.clear();
        }
        require(!reader.failed() && operands_.empty(), "ISO 32000-1, 7.8.2",
                "le contenu de la page est illisible");
        require(!in_text_ && !open_, "ISO 32000-1, 14.6",
                "un objet texte ou une séquence marquée reste ouverte");
        return contents_;
    }

  private:
    bool require(bool condition, const std::string& rule, const std::string& message) {
        return report_.require(condition, rule, message, contents_.page);
    }

    void apply(const std::string& word) {
        if (word == "BDC") {
            begin_sequence();
        } else if (word == "EMC") {
            require(open_ && !in_text_, "ISO 32000-1, 14.6",
                    "EMC sans BDC, ou au milieu d’un objet texte");
            open_ = false;
        } else if (word == "BT" || word == "ET") {
            require(in_text_ == (word == "ET"), "ISO 32000-1, 9.4", "BT et ET ne s’accordent pas");
            in_text_ = word == "BT";
        } else if (word == "Tf") {
            set_font();
        } else if (word == "TJ") {
            show();
        } else if (one_of(painting, word)) {
            require(open_, marking_rule, "tracé ni balisé ni artefact");
        } else if (!one_of(path, word) && word != "Tm") {
            report_.add(operator_rule, "opérateur inattendu : " + word, contents_.page);
        }
    }

    void begin_sequence() {
        require(!open_ && !in_text_, marking_rule, "séquences marquées imbriquées");
        open_ = true;
        if (!require(operands_.size() == 2 && operands_[0].is(Kind::name) &&
                         operands_[1].is(Kind::dictionary),
                     "ISO 32000-1, 14.6", "BDC mal formé")) {
            return;
        }
        const Object& mark = operands_[1].entry("MCID");
        if (operands_[0].text == "Artifact") {
            require(mark.is(Kind::null), marking_rule, "artefact numéroté comme un contenu");
            require(one_of(artifact_types, operands_[1].entry("Type").text),
                    "ISO 32000-1, 14.8.2.2", "artefact sans /Type");
        } else if (require(mark.is(Kind::integer), marking_rule, "séquence balisée sans MCID")) {
            require(contents_.marks.insert(static_cast<int>(mark.number)).second,
                    "ISO 32000-1, 14.7.4", "MCID employé deux fois");
        }
    }

    void set_font() {
        font_ = 0;
        const bool named = operands_.size() == 2 && operands_[0].is(Kind::name);
        if (!named || !file_.objects().contains(fonts_->entry(operands_[0].text).id())) {
            report_.add("ISO 32000-1, 9.2", "police absente des ressources", contents_.page);
            return;
        }
        font_ = fonts_->entry(operands_[0].text).id();
    }

    void show() {
        require(open_, marking_rule, "texte ni balisé ni artefact");
        require(in_text_ && font_ != 0, "ISO 32000-1, 9.4", "texte hors d’un objet texte");
        if (operands_.size() != 1 || !operands_[0].is(Kind::array)) return;
        for (const Object& item : operands_[0].items) {
            require(item.text.size() % 2 == 0, "ISO 32000-1, 9.7", "code de caractère coupé");
            for (std::size_t i = 0; i + 1 < item.text.size(); i += 2) {
                const int code = static_cast<unsigned char>(item.text[i]) << 8 |
                                 static_cast<unsigned char>(item.text[i + 1]);
                codes_[font_].insert(static_cast<std::uint16_t>(code));
            }
        }
    }

    const File& file_;
    UsedCodes& codes_;
    Report& report_;
    const Object* fonts_;
    PageContents contents_;
    std::vector<Object> operands_;
    bool in_text_ = false;
    bool open_ = false;
    ObjectId font_ = 0;
};

}  // namespace

std::vector<PageContents> check_contents(const File& file, UsedCodes& codes, Report& report) {
    std::vector<PageContents> contents;
    for (const ObjectId page : page_objects(file)) {
        const Object& stream = file.get(file.objects().at(page), "Contents");
        const auto bytes = stream.is(Kind::stream) ? file.decoded(stream) : std::nullopt;
        report.require(bytes.has_value(), "ISO 32000-1, 7.8.2", "la page n’a pas de contenu", page);
        contents.push_back(Follower(file, page, codes, report).follow(bytes.value_or("")));
    }
    return contents;
}

}  // namespace preavis::pdf
