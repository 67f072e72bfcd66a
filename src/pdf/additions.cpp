#include "pdf/additions.h"

#include <algorithm>
#include <array>

#include "pdf/revisions.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

Object without(Object object, const std::string& key) {
    object.entries.erase(key);
    return object;
}

/// True if the object has these entries at most.
bool has_only(const Object& object, const std::vector<std::string>& keys) {
    return std::all_of(object.entries.begin(), object.entries.end(), [&](const auto& entry) {
        return std::find(keys.begin(), keys.end(), entry.first) != keys.end();
    });
}

/// Holds two states of a file side by side.
class Comparison {
  public:
    Comparison(const Revisions& sealed, const Revisions& now) : sealed_(sealed), now_(now) {}

    std::vector<std::string> additions() const {
        std::vector<std::string> found;
        for (std::size_t i = sealed_.all().size(); i < now_.all().size(); ++i) {
            for (const auto& [id, offset] : now_.all()[i].offsets) {
                if (!belongs_to_a_seal(id)) found.push_back(description(id));
            }
        }
        for (const char* key : {"Root", "Info"}) {
            if (now_.newest().trailer.entry(key) != sealed_.newest().trailer.entry(key)) {
                found.push_back(std::string("le fichier a changé de /") + key);
            }
        }
        return found;
    }

  private:
    std::string description(ObjectId id) const {
        const std::string number = "objet " + std::to_string(id);
        const std::string& type = now_.read(id).entry("Type").text;
        const std::string kind = type.empty() ? "" : " (" + type + ")";
        return number + kind + (is_new(id) ? " ajouté" : " modifié");
    }

    bool is_new(ObjectId id) const { return !sealed_.offset(id).has_value(); }

    bool belongs_to_a_seal(ObjectId id) const {
        const Object now = now_.read(id);
        if (now.is(Kind::stream)) return false;
        if (is_new(id)) return is_signature(now) || is_field(now) || is_element(now);
        const Object sealed = sealed_.read(id);
        if (sealed.is(Kind::stream) || !now.is(Kind::dictionary)) return false;
        return fills_field(sealed, now) || counts_on(sealed, now) || lengthens(sealed, now);
    }

    static bool is_signature(const Object& object) { return object.entry("Type").is_name("Sig"); }

    /// An invisible one: with an appearance it could hide what was sealed.
    static bool is_field(const Object& object) {
        const auto& sides = object.entry("Rect").items;
        return object.entry("FT").is_name("Sig") &&
               has_only(object, {"Type", "Subtype", "FT", "F", "Rect", "T", "TU", "P",
                                 "StructParent", "V"}) &&
               sides.size() == 4 && std::all_of(sides.begin(), sides.end(), [](const Object& side) {
                   return side.number == 0;
               });
    }

    static bool is_element(const Object& object) {
        return object.entry("S").is_name("Form") && has_only(object, {"Type", "S", "P", "K"});
    }

    bool fills_field(const Object& sealed, const Object& now) const {
        const ObjectId value = now.entry("V").id();
        return is_field(sealed) && !sealed.entries.contains("V") && without(now, "V") == sealed &&
               is_new(value) && is_signature(now_.read(value));
    }

    static bool counts_on(const Object& sealed, const Object& now) {
        constexpr const char* key = "ParentTreeNextKey";
        return sealed.entries.contains(key) && without(sealed, key) == without(now, key);
    }

    /// One list of the object goes on with parts of new seals.
    bool lengthens(const Object& sealed, const Object& now) const {
        constexpr std::array lists{"Fields", "Annots", "K", "Nums"};
        return std::any_of(lists.begin(), lists.end(), [&](const char* key) {
            const auto& before = sealed.entry(key).items;
            const auto& after = now.entry(key).items;
            return sealed.entries.contains(key) && without(sealed, key) == without(now, key) &&
                   after.size() >= before.size() &&
                   std::equal(before.begin(), before.end(), after.begin()) &&
                   std::all_of(after.begin() + static_cast<std::ptrdiff_t>(before.size()),
                               after.end(), [&](const Object& item) { return is_part(item); });
        });
    }

    /// A new field or element, or the number before it in the parent tree.
    bool is_part(const Object& item) const {
        if (item.is(Kind::integer)) return true;
        const Object part = now_.read(item.id());
        return is_new(item.id()) && (is_field(part) || is_element(part));
    }

    const Revisions& sealed_;
    const Revisions& now_;
};

}  // namespace

std::vector<std::string> additions_after(std::string_view pdf, std::size_t size) {
    Report ignored;
    const Revisions now(pdf, ignored);
    const Revisions sealed(pdf.substr(0, size), ignored);
    return Comparison(sealed, now).additions();
}

}  // namespace preavis::pdf
