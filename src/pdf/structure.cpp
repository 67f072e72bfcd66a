#include "pdf/structure.h"

#include <algorithm>

#include "base/expects.h"
#include "pdf/signature_field.h"

namespace preavis::pdf {
namespace {

using page::Element;
using page::Role;

void append_entry(std::string& out, std::string_view key, std::string_view utf8) {
    out += key;
    append_text(out, utf8);
    out += '\n';
}

void append_figure_attributes(std::string& out, const Element& element) {
    out += "/A <</O /Layout /Placement /Block /BBox [";
    for (const double side : element.box) {
        append_real(out, side);
        out += ' ';
    }
    out.back() = ']';
    out += ">>\n";
}

/// Attributes by type: lists say how they count, header cells what they head.
/// Source: ISO 32000-1, 14.8.5.
void append_attributes(std::string& out, const Element& element) {
    if (element.role == Role::list) {
        out += element.ordered ? "/A <</O /List /ListNumbering /Decimal>>\n"
                               : "/A <</O /List /ListNumbering /Disc>>\n";
    } else if (element.role == Role::header_cell) {
        out += element.column_scope ? "/A <</O /Table /Scope /Column>>\n"
                                    : "/A <</O /Table /Scope /Row>>\n";
    } else if (element.role == Role::table && !element.summary.empty()) {
        out += "/A <</O /Table /Summary ";
        append_text(out, element.summary);
        out += ">>\n";
    } else if (element.role == Role::figure) {
        append_figure_attributes(out, element);
    }
}

}  // namespace

std::string_view type_name(Role role) {
    switch (role) {
        case Role::document: return "Document";
        case Role::section: return "Sect";
        case Role::heading1: return "H1";
        case Role::heading2: return "H2";
        case Role::heading3: return "H3";
        case Role::paragraph: return "P";
        case Role::list: return "L";
        case Role::list_item: return "LI";
        case Role::label: return "Lbl";
        case Role::list_body: return "LBody";
        case Role::table: return "Table";
        case Role::table_head: return "THead";
        case Role::table_body: return "TBody";
        case Role::table_row: return "TR";
        case Role::header_cell: return "TH";
        case Role::data_cell: return "TD";
        case Role::figure: return "Figure";
        case Role::link: return "Link";
        case Role::span: return "Span";
        case Role::division: return "Div";
    }
    expects(false);
    return {};
}

StructureTree::StructureTree(const std::vector<Element>& elements)
    : elements_(elements), nodes_(elements.size()) {
    expects(!elements.empty() && elements.front().role == Role::document);
    nodes_.front().is_attached = true;
    for (std::size_t i = 1; i < elements.size(); ++i) {
        expects(elements[i].parent < i);
        nodes_[elements[i].parent].children.push_back(i);
    }
}

int StructureTree::add_content(std::size_t page, std::size_t element) {
    attach(element);
    if (owners_.size() <= page) owners_.resize(page + 1);
    const std::size_t number = owners_[page].size();
    owners_[page].push_back(element);
    nodes_[element].kids.push_back({Kid::Kind::content, number, page});
    return static_cast<int>(number);
}

long StructureTree::add_annotation(std::size_t page, std::size_t element, ObjectId annotation,
                                   std::size_t pages) {
    attach(element);
    nodes_[element].kids.push_back({Kid::Kind::annotation, annotation, page});
    annotation_owners_.push_back(element);
    return static_cast<long>(pages + annotation_owners_.size() - 1);
}

long StructureTree::field_key(std::size_t pages) const {
    return static_cast<long>(pages + annotation_owners_.size());
}

/// Puts an element among its parent's kids when its first content comes, behind the content that
/// the parent had before and behind its own elder siblings, even those without content.
void StructureTree::attach(std::size_t element) {
    if (nodes_.at(element).is_attached) return;
    const std::size_t parent = elements_[element].parent;
    attach(parent);
    Node& node = nodes_[parent];
    while (!nodes_[element].is_attached) {
        const std::size_t next = node.children[node.attached++];
        nodes_[next].is_attached = true;
        node.kids.push_back({Kid::Kind::element, next});
    }
}

void StructureTree::attach_all(std::size_t element) {
    Node& node = nodes_[element];
    if (!node.children.empty()) attach(node.children.back());
    for (const std::size_t child : node.children) attach_all(child);
}

Dict StructureTree::write(Haru& file, const std::vector<ObjectId>& pages, ObjectId widget) {
    attach_all(0);
    owners_.resize(pages.size());
    Dict root = file.indirect_dict();
    std::vector<Dict> objects;
    std::vector<ObjectId> ids;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        objects.push_back(file.indirect_dict());
        ids.push_back(objects.back().id());
    }
    const Dict form = file.indirect_dict();
    file.fill(form, form_element_entries(ids.front(), pages.front(), widget));
    nodes_.front().kids.push_back({Kid::Kind::form, form.id()});
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const ObjectId parent = i == 0 ? root.id() : ids[elements_[i].parent];
        file.fill(objects[i], entries(i, parent, ids, pages));
    }
    Array top = file.array();
    top.add(objects.front());
    root.name("Type", "StructTreeRoot")
        .add("K", top)
        .add("ParentTree", write_parent_tree(file, objects, form, pages.size()))
        .number("ParentTreeNextKey", field_key(pages.size()) + 1);
    return root;
}

std::string StructureTree::entries(std::size_t index, ObjectId parent,
                                   const std::vector<ObjectId>& objects,
                                   const std::vector<ObjectId>& pages) const {
    const Element& element = elements_[index];
    const Node& node = nodes_[index];
    std::string out = "/Type /StructElem\n/S /";
    out += type_name(element.role);
    out += "\n/P ";
    append_reference(out, parent);
    out += '\n';
    if (!element.language.empty()) append_entry(out, "/Lang ", element.language);
    if (!element.alternative.empty()) append_entry(out, "/Alt ", element.alternative);
    append_attributes(out, element);
    append_kids(out, node, objects, pages);
    return out;
}

void StructureTree::append_kids(std::string& out, const Node& node,
                                const std::vector<ObjectId>& objects,
                                const std::vector<ObjectId>& pages) const {
    if (node.kids.empty()) return;
    const auto first = std::find_if(node.kids.begin(), node.kids.end(),
                                    [](const Kid& kid) { return kid.kind == Kid::Kind::content; });
    const bool has_content = first != node.kids.end();
    if (has_content) {
        out += "/Pg ";
        append_reference(out, pages.at(first->page));
        out += '\n';
    }
    out += "/K [";
    for (const Kid& kid : node.kids) {
        if (kid.kind == Kid::Kind::element) {
            append_reference(out, objects[kid.number]);
        } else if (kid.kind == Kid::Kind::form) {
            append_reference(out, static_cast<ObjectId>(kid.number));
        } else if (kid.kind == Kid::Kind::content && kid.page == first->page) {
            append_integer(out, static_cast<long>(kid.number));
        } else {
            out += kid.kind == Kid::Kind::content ? "<</Type /MCR /Pg " : "<</Type /OBJR /Pg ";
            append_reference(out, pages.at(kid.page));
            if (kid.kind == Kid::Kind::content) {
                out += " /MCID ";
                append_integer(out, static_cast<long>(kid.number));
            } else {
                out += " /Obj ";
                append_reference(out, static_cast<ObjectId>(kid.number));
            }
            out += ">>";
        }
        out += ' ';
    }
    out.back() = ']';
    out += '\n';
}

/// Keys count pages first, then annotations, then the form.
Dict StructureTree::write_parent_tree(Haru& file, const std::vector<Dict>& objects, Dict form,
                                      std::size_t pages) const {
    Array numbers = file.array();
    for (std::size_t page = 0; page < pages; ++page) {
        Array owners = file.indirect_array();
        for (const std::size_t element : owners_[page]) owners.add(objects[element]);
        numbers.number(static_cast<long>(page)).add(owners);
    }
    for (std::size_t i = 0; i < annotation_owners_.size(); ++i) {
        numbers.number(static_cast<long>(pages + i)).add(objects[annotation_owners_[i]]);
    }
    numbers.number(field_key(pages)).add(form);
    Dict tree = file.indirect_dict();
    return tree.add("Nums", numbers);
}

}  // namespace preavis::pdf
