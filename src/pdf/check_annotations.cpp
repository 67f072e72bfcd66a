#include "pdf/check_annotations.h"

#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* link_rule = "ISO 14289-1, 7.18.5";
constexpr int print_flag = 4;
/// Invisible, hidden, no view, toggle no view.
constexpr int hiding_flags = 1 | 2 | 32 | 256;

void check_link(const File& file, ObjectId id, const std::map<ObjectId, ObjectId>& elements,
                const std::map<int, ObjectId>& parents, Report& report) {
    const Object& link = file.resolve(file.objects().at(id));
    report.require(link.entry("Subtype").is_name("Link"), "ISO 19005-2, 6.3.1",
                   "annotation autre qu’un lien", id);
    const int flags = static_cast<int>(link.entry("F").number);
    report.require((flags & print_flag) != 0 && (flags & hiding_flags) == 0, "ISO 19005-2, 6.3.2",
                   "annotation cachée ou non imprimée (/F)", id);
    report.require(link.entry("Rect").items.size() == 4, "ISO 32000-1, 12.5.2",
                   "annotation sans rectangle", id);
    report.require(!text_of(link.entry("Contents")).empty(), link_rule,
                   "lien sans description (/Contents)", id);
    const auto element = elements.find(id);
    if (!report.require(element != elements.end(), "ISO 14289-1, 7.18.1",
                        "annotation hors de l’arbre de structure", id)) {
        return;
    }
    report.require(file.objects().at(element->second).entry("S").is_name("Link"), link_rule,
                   "lien hors d’un élément Link", id);
    const Object& key = link.entry("StructParent");
    const auto parent = parents.find(static_cast<int>(key.number));
    report.require(
        key.is(Kind::integer) && parent != parents.end() && parent->second == element->second,
        "ISO 32000-1, 14.7.4.4", "l’arbre des parents ne mène pas du lien à son élément", id);
}

}  // namespace

void check_annotations(const File& file, const std::map<ObjectId, ObjectId>& elements,
                       const std::map<int, ObjectId>& parents, Report& report) {
    for (const ObjectId page : page_objects(file)) {
        const Object& annotations = file.get(file.objects().at(page), "Annots");
        for (const Object& annotation : annotations.items) {
            if (annotation.is(Kind::reference) && file.objects().contains(annotation.id())) {
                check_link(file, annotation.id(), elements, parents, report);
            } else {
                report.add("ISO 32000-1, 12.5", "annotation introuvable", page);
            }
        }
    }
}

}  // namespace preavis::pdf
