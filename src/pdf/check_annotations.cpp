#include "pdf/check_annotations.h"

#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* link_rule = "ISO 14289-1, 7.18.5";
constexpr const char* widget_rule = "ISO 14289-1, 7.18.4";
constexpr int print_flag = 4;
/// Invisible, hidden, no view, toggle no view.
constexpr int hiding_flags = 1 | 2 | 32 | 256;

class AnnotationCheck {
  public:
    AnnotationCheck(const File& file, ObjectId id, Report& report)
        : file_(file), id_(id), annotation_(file.objects().at(id)), report_(report) {}

    void run(const std::map<ObjectId, ObjectId>& elements, const std::map<int, ObjectId>& parents) {
        const bool is_widget = annotation_.entry("Subtype").is_name("Widget");
        require(is_widget || annotation_.entry("Subtype").is_name("Link"), "ISO 19005-2, 6.3.1",
                "annotation autre qu’un lien ou un champ");
        const int flags = static_cast<int>(annotation_.entry("F").number);
        require((flags & print_flag) != 0 && (flags & hiding_flags) == 0, "ISO 19005-2, 6.3.2",
                "annotation cachée ou non imprimée (/F)");
        require(annotation_.entry("Rect").items.size() == 4, "ISO 32000-1, 12.5.2",
                "annotation sans rectangle");
        is_widget ? check_widget() : check_link();
        check_element(elements, parents, is_widget);
    }

  private:
    bool require(bool condition, const char* rule, const std::string& message) {
        return report_.require(condition, rule, message, id_);
    }

    void check_link() {
        require(!text_of(annotation_.entry("Contents")).empty(), link_rule,
                "lien sans description (/Contents)");
    }

    /// A field of no size needs no appearance.
    void check_widget() {
        require(!text_of(annotation_.entry("TU")).empty(), "ISO 14289-1, 7.18.1",
                "champ sans description (/TU)");
        require(annotation_.entry("FT").is_name("Sig") && !text_of(annotation_.entry("T")).empty(),
                "ISO 32000-1, 12.7.3", "champ sans nom, ou autre qu’une signature");
        for (const Object& side : annotation_.entry("Rect").items) {
            require(side.number == 0 || annotation_.entries.contains("AP"), "ISO 19005-2, 6.3.3",
                    "champ visible sans apparence (/AP)");
        }
    }

    void check_element(const std::map<ObjectId, ObjectId>& elements,
                       const std::map<int, ObjectId>& parents, bool is_widget) {
        const auto element = elements.find(id_);
        if (!require(element != elements.end(), "ISO 14289-1, 7.18.1",
                     "annotation hors de l’arbre de structure")) {
            return;
        }
        const Object& type = file_.objects().at(element->second).entry("S");
        require(type.is_name(is_widget ? "Form" : "Link"), is_widget ? widget_rule : link_rule,
                is_widget ? "champ hors d’un élément Form" : "lien hors d’un élément Link");
        const Object& key = annotation_.entry("StructParent");
        const auto parent = parents.find(static_cast<int>(key.number));
        require(
            key.is(Kind::integer) && parent != parents.end() && parent->second == element->second,
            "ISO 32000-1, 14.7.4.4",
            is_widget ? "l’arbre des parents ne mène pas du champ à son élément"
                      : "l’arbre des parents ne mène pas du lien à son élément");
    }

    const File& file_;
    ObjectId id_;
    const Object& annotation_;
    Report& report_;
};

}  // namespace

void check_annotations(const File& file, const std::map<ObjectId, ObjectId>& elements,
                       const std::map<int, ObjectId>& parents, Report& report) {
    for (const ObjectId page : page_objects(file)) {
        const Object& annotations = file.get(file.objects().at(page), "Annots");
        for (const Object& annotation : annotations.items) {
            if (annotation.is(Kind::reference) && file.objects().contains(annotation.id())) {
                AnnotationCheck(file, annotation.id(), report).run(elements, parents);
            } else {
                report.add("ISO 32000-1, 12.5", "annotation introuvable", page);
            }
        }
    }
}

}  // namespace preavis::pdf
