#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "document/extract.h"

namespace preavis::document {
namespace {

using dossier::FactDeclaration;
using dossier::FactKind;

/// The context of what stands in no clause.
const std::string outside = "hors clause";

bool has_letters(const Line& line) {
    return std::any_of(line.begin(), line.end(), [](const Fragment& fragment) {
        const std::u32string letters = base::code_points(fragment.words);
        return std::any_of(letters.begin(), letters.end(), [](char32_t letter) {
            return u_isalpha(static_cast<UChar32>(letter)) != 0;
        });
    });
}

class LineWalker {
  public:
    using Visit = std::function<void(const Spot&, Line&)>;
    LineWalker(const Template& of, const Visit& visit) : of_(of), visit_(visit) {}

    void walk(Elements& elements) {
        for (Element& element : elements) {
            std::visit([&](auto& what) { walk_one(what); }, element.what);
        }
    }

  private:
    void walk_one(TitleElement& title) { line("titre", title.text); }
    void walk_one(ItemElement& item) { line("élément de liste", item.text); }
    void walk_one(TextElement& text) {
        if (!text.pictogram.empty()) {
            words("image " + text.pictogram, "texte de remplacement d'une image",
                  text.pictogram_text);
        }
        line("phrase", text.text);
    }
    void walk_one(TableElement& table) {
        words(clause_, "ce que montre le tableau", table.summary);
    }
    void walk_one(RowElement& row) {
        for (Line& cell : row.cells) line("case de tableau", cell);
    }
    void walk_one(BoxElement& box) { walk(box.inside); }
    void walk_one(ClauseElement& clause) {
        const std::string outer = std::exchange(clause_, clause.name);
        walk(clause.inside);
        clause_ = outer;
    }
    void walk_one(ChoiceElement& choice) {
        walk(choice.inside);
        walk(choice.otherwise);
    }
    void walk_one(RepeatElement& repeat) {
        const FactDeclaration* list = find(of_.facts, repeat.fact);
        const FactDeclaration* outer = std::exchange(repeated_, list);
        walk(repeat.inside);
        repeated_ = outer;
    }
    void walk_one(AddressElement&) {}
    void walk_one(SignatureElement& signature) {
        line("qualité de qui signe", signature.quality);
        line("nom de qui signe", signature.name);
        line("sous la signature", signature.mention);
    }

    void line(const std::string& kind, Line& text) {
        if (!has_letters(text)) return;
        Spot spot{clause_, kind};
        int counts = 0;
        for (const Fragment& slot : text) {
            const FactDeclaration* fact = slot.fact.empty() ? nullptr : declared(slot.fact);
            if (fact == nullptr) continue;
            spot.slots.push_back(fact);
            if (fact->type.kind != FactKind::integer) continue;
            spot.count = ++counts == 1 ? fact : nullptr;
        }
        visit_(spot, text);
    }

    void words(const std::string& context, const std::string& kind, std::string& text) {
        Line line{{text, "", Format::usual, false, {}}};
        visit_({context, kind}, line);
        text.clear();
        for (const Fragment& fragment : line) text += fragment.words;
    }

    const FactDeclaration* declared(const std::string& name) const {
        if (repeated_ != nullptr && !repeated_->type.item.empty()) {
            if (name == "element") return repeated_;
            if (const auto* field = find(repeated_->type.item.front().fields, name)) return field;
        }
        return find(of_.facts, name);
    }

    const Template& of_;
    const Visit& visit_;
    std::string clause_ = outside;
    const FactDeclaration* repeated_ = nullptr;
};

}  // namespace

void for_each_line(Elements& elements, const Template& of,
                   const std::function<void(const Spot&, Line&)>& visit) {
    LineWalker(of, visit).walk(elements);
}

}  // namespace preavis::document
