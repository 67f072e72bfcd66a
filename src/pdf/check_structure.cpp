#include <algorithm>
#include <array>

#include "pdf/check_annotations.h"
#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* tree_rule = "ISO 32000-1, 14.7";
constexpr const char* nesting_rule = "ISO 14289-1, 7.1";
constexpr const char* table_rule = "ISO 14289-1, 7.5";
constexpr const char* list_rule = "ISO 14289-1, 7.6";

constexpr int deepest = 200;

constexpr std::array standard_types{
    "Document", "Part",  "Art",   "Sect",  "Div",    "BlockQuote", "Caption", "TOC",
    "TOCI",     "Index", "P",     "H1",    "H2",     "H3",         "H4",      "H5",
    "H6",       "L",     "LI",    "Lbl",   "LBody",  "Table",      "TR",      "TH",
    "TD",       "THead", "TBody", "TFoot", "Span",   "Quote",      "Note",    "Reference",
    "Code",     "Link",  "Annot", "Form",  "Figure", "Formula",    "BibEntry"};

/// Types that stand only below certain others, and what may stand below them (empty: anything).
struct Nesting {
    std::string_view type;
    std::string_view parents;
    std::string_view kids;
};
constexpr std::array nestings{
    Nesting{"LI", " L ", " Lbl LBody "},
    Nesting{"Lbl", " LI Note TOCI BibEntry Form ", ""},
    Nesting{"LBody", " LI ", ""},
    Nesting{"L", "", " LI L Caption "},
    Nesting{"TR", " Table THead TBody TFoot ", " TH TD "},
    Nesting{"TH", " TR ", ""},
    Nesting{"TD", " TR ", ""},
    Nesting{"THead", " Table ", " TR "},
    Nesting{"TBody", " Table ", " TR "},
    Nesting{"TFoot", " Table ", " TR "},
    Nesting{"Table", "", " TR THead TBody TFoot Caption "},
};

bool lists(std::string_view words, const std::string& word) {
    return words.empty() || words.find(" " + word + " ") != std::string_view::npos;
}

/// A marked-content sequence or an annotation that an element claims.
using Claim = std::pair<ObjectId, int>;

class Walker {
  public:
    Walker(const File& file, Report& report) : file_(file), report_(report) {}

    void walk() {
        const ObjectId root = file_.catalog().entry("StructTreeRoot").id();
        const Object& tree = file_.get(file_.catalog(), "StructTreeRoot");
        if (!require(file_.get(tree, "Type").is_name("StructTreeRoot"), tree_rule,
                     "l’arbre de structure manque", 0)) {
            return;
        }
        require(file_.get(tree, "RoleMap").is(Kind::null), nesting_rule,
                "types de structure déguisés (/RoleMap)", root);
        const Object& kids = file_.get(tree, "K");
        require(kids.items.size() == 1 &&
                    file_.get(file_.resolve(kids.items[0]), "S").is_name("Document"),
                tree_rule, "la racine de l’arbre n’est pas un seul Document", root);
        for (const Object& kid : kids.items) visit(kid.id(), root, "StructTreeRoot");
        for (const auto& [id, object] : file_.objects()) {
            const bool is_element = object.entry("Type").is_name("StructElem");
            require(!is_element || seen_.contains(id), tree_rule, "élément hors de l’arbre", id);
        }
    }

    const std::map<Claim, ObjectId>& marks() const { return marks_; }
    const std::map<ObjectId, ObjectId>& annotations() const { return annotations_; }

  private:
    bool require(bool condition, const std::string& rule, const std::string& message,
                 ObjectId object) {
        return report_.require(condition, rule, message, object);
    }

    void visit(ObjectId id, ObjectId parent, const std::string& parent_type) {
        if (!require(file_.objects().contains(id) && seen_.insert(id).second, tree_rule,
                     "élément absent, ou deux fois dans l’arbre", id)) {
            return;
        }
        if (!require(depth_ < deepest, tree_rule, "l’arbre de structure est trop profond", id))
            return;
        const Object& element = file_.objects().at(id);
        const std::string& type = element.entry("S").text;
        require(element.entry("P").id() == parent, tree_rule,
                "/P ne mène pas au parent de l’élément", id);
        require(
            std::find(standard_types.begin(), standard_types.end(), type) != standard_types.end(),
            nesting_rule, "type de structure non standard : " + type, id);
        check_nesting(id, type, parent_type);
        check_heading(id, type);
        check_attributes(id, element, type);
        const Object& language = element.entry("Lang");
        require(language.is(Kind::null) || text_of(language).size() >= 2, "ISO 14289-1, 7.2",
                "/Lang n’est pas une langue", id);
        std::vector<std::string> kid_types;
        ++depth_;
        for (const Object& kid : file_.get(element, "K").items) {
            visit_kid(kid, id, element, type, kid_types);
        }
        --depth_;
        if (type == "Table") check_regular(id);
        if (type == "LI") {
            require(std::count(kid_types.begin(), kid_types.end(), "LBody") == 1, list_rule,
                    "élément de liste sans son texte (LBody)", id);
        }
        if (type == "TR") cells_[id] = kid_types.size();
    }

    void visit_kid(const Object& kid, ObjectId id, const Object& element, const std::string& type,
                   std::vector<std::string>& kid_types) {
        if (kid.is(Kind::reference)) {
            kid_types.push_back(file_.get(file_.resolve(kid), "S").text);
            visit(kid.id(), id, type);
        } else if (kid.is(Kind::integer)) {
            claim({element.entry("Pg").id(), static_cast<int>(kid.number)}, id);
        } else if (kid.entry("Type").is_name("MCR")) {
            const Object& page =
                kid.entry("Pg").is(Kind::null) ? element.entry("Pg") : kid.entry("Pg");
            claim({page.id(), static_cast<int>(kid.entry("MCID").number)}, id);
        } else if (require(kid.entry("Type").is_name("OBJR"), tree_rule,
                           "contenu d’élément illisible", id)) {
            annotations_[kid.entry("Obj").id()] = id;
        }
    }

    void claim(const Claim& mark, ObjectId element) {
        require(marks_.try_emplace(mark, element).second, tree_rule,
                "contenu réclamé par deux éléments", element);
    }

    void check_nesting(ObjectId id, const std::string& type, const std::string& parent) {
        for (const Nesting& nesting : nestings) {
            const char* rule =
                type.starts_with('L') || parent.starts_with('L') ? list_rule : table_rule;
            const bool misplaced = nesting.type == type && !lists(nesting.parents, parent);
            const bool stranger = nesting.type == parent && !lists(nesting.kids, type);
            require(!misplaced && !stranger, rule, type + " ne peut pas être dans " + parent, id);
        }
    }

    void check_heading(ObjectId id, const std::string& type) {
        if (type.size() != 2 || type[0] != 'H') return;
        const int level = type[1] - '0';
        if (level < 1 || level > 6) return;
        require(level <= heading_level_ + 1, "ISO 14289-1, 7.4.2",
                "le titre " + type + " saute un niveau", id);
        heading_level_ = level;
    }

    void check_attributes(ObjectId id, const Object& element, const std::string& type) {
        const Object& attributes = file_.get(element, "A");
        if (type == "TH") {
            const std::string& scope = attributes.entry("Scope").text;
            require(attributes.entry("O").is_name("Table") &&
                        (scope == "Row" || scope == "Column" || scope == "Both"),
                    table_rule, "cellule d’en-tête sans /Scope", id);
        } else if (type == "Figure") {
            require(!text_of(element.entry("Alt")).empty(), "ISO 14289-1, 7.3",
                    "image sans texte de remplacement", id);
            require(attributes.entry("O").is_name("Layout") &&
                        attributes.entry("BBox").items.size() == 4,
                    "ISO 32000-1, 14.8.5.4", "image sans /BBox", id);
        } else if (type == "L") {
            require(attributes.entry("O").is_name("List") &&
                        attributes.entry("ListNumbering").is(Kind::name),
                    list_rule, "liste sans /ListNumbering", id);
        }
    }

    /// Rows of a table, directly or in its groups, have the same number of cells.
    void check_regular(ObjectId table) {
        std::set<std::size_t> counts;
        const auto count = [&](const Object& row) {
            const auto cells = cells_.find(row.id());
            if (cells != cells_.end()) counts.insert(cells->second);
        };
        for (const Object& kid : file_.get(file_.objects().at(table), "K").items) {
            count(kid);
            for (const Object& row : file_.get(file_.resolve(kid), "K").items) count(row);
        }
        require(counts.size() == 1, table_rule, "lignes de longueurs différentes", table);
    }

    const File& file_;
    Report& report_;
    std::set<ObjectId> seen_;
    std::map<Claim, ObjectId> marks_;
    std::map<ObjectId, ObjectId> annotations_;  // annotation to element
    std::map<ObjectId, std::size_t> cells_;     // row to number of cells
    int heading_level_ = 0;
    int depth_ = 0;
};

/// The parent tree's values by key; a single node, as our writer makes it.
std::map<int, const Object*> parent_tree(const File& file) {
    std::map<int, const Object*> values;
    const Object& tree = file.get(file.get(file.catalog(), "StructTreeRoot"), "ParentTree");
    const Object& numbers = file.get(tree, "Nums");
    for (std::size_t i = 0; i + 1 < numbers.items.size(); i += 2) {
        values[static_cast<int>(numbers.items[i].number)] = &numbers.items[i + 1];
    }
    return values;
}

/// Content, element and parent tree name each other.
void check_page(const File& file, const PageContents& contents, const Walker& walker,
                const std::map<int, const Object*>& parents, Report& report) {
    const Object& page = file.objects().at(contents.page);
    report.require(page.entry("Tabs").is_name("S"), "ISO 14289-1, 7.18.3",
                   "la page ne suit pas l’ordre de la structure (/Tabs)", contents.page);
    const Object& key = page.entry("StructParents");
    const auto owners = parents.find(static_cast<int>(key.number));
    if (!report.require(key.is(Kind::integer) && owners != parents.end(), tree_rule,
                        "page absente de l’arbre des parents", contents.page)) {
        return;
    }
    const std::vector<Object>& items = file.resolve(*owners->second).items;
    report.require(items.size() == contents.marks.size(), tree_rule,
                   "l’arbre des parents n’a pas une case par contenu", contents.page);
    for (const int mark : contents.marks) {
        const auto claim = walker.marks().find({contents.page, mark});
        const auto slot = static_cast<std::size_t>(mark);
        report.require(claim != walker.marks().end() && slot < items.size() &&
                           items[slot].id() == claim->second,
                       tree_rule,
                       "le contenu " + std::to_string(mark) + " n’appartient pas à son élément",
                       contents.page);
    }
}

void check_claims(const std::vector<PageContents>& contents, const Walker& walker, Report& report) {
    for (const auto& [mark, element] : walker.marks()) {
        const auto& [claimed_page, number] = mark;
        const auto holds_mark = [page_id = claimed_page, id = number](const PageContents& page) {
            return page.page == page_id && page.marks.contains(id);
        };
        const bool exists = std::any_of(contents.begin(), contents.end(), holds_mark);
        report.require(exists, tree_rule, "l’élément réclame un contenu absent de la page",
                       element);
    }
}

}  // namespace

void check_structure(const File& file, const std::vector<PageContents>& contents, Report& report) {
    Walker walker(file, report);
    walker.walk();
    const auto parents = parent_tree(file);
    for (const PageContents& page : contents) check_page(file, page, walker, parents, report);
    check_claims(contents, walker, report);
    std::map<int, ObjectId> owners;
    for (const auto& [key, value] : parents) owners[key] = value->id();
    check_annotations(file, walker.annotations(), owners, report);
}

}  // namespace preavis::pdf
