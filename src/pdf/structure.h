#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page/pages.h"
#include "pdf/haru.h"

namespace preavis::pdf {

/// Name of the standard structure type (ISO 32000-1, 14.8.4).
std::string_view type_name(page::Role role);

/// The structure tree of a document: which element owns which piece of which page, in reading
/// order. First all pieces are added, page after page, then the tree is written.
class StructureTree {
  public:
    explicit StructureTree(const std::vector<page::Element>& elements);

    const page::Element& element(std::size_t index) const { return elements_.at(index); }
    /// A new marked-content sequence of an element on a page. Returns its MCID.
    int add_content(std::size_t page, std::size_t element);
    /// An annotation of an element. Returns its key in the parent tree; `pages` is how many pages
    /// there are, whose keys come first.
    long add_annotation(std::size_t page, std::size_t element, ObjectId annotation,
                        std::size_t pages);
    /// The signature field's key in the parent tree, behind those of pages and annotations.
    long field_key(std::size_t pages) const;

    /// Writes elements and parent tree. `pages`: their objects, in order. `widget`: the signature
    /// field on the first page, whose Form element comes behind everything else.
    /// Returns the structure tree root.
    Dict write(Haru& file, const std::vector<ObjectId>& pages, ObjectId widget);

  private:
    /// What an element holds: another element, content of a page, or an annotation.
    struct Kid {
        enum class Kind { element, content, annotation, form };
        Kind kind;
        std::size_t number;  ///< element, MCID or object
        std::size_t page = 0;
    };
    struct Node {
        std::vector<std::size_t> children;  ///< in the order of the elements
        std::size_t attached = 0;           ///< how many of them are among the kids
        bool is_attached = false;
        std::vector<Kid> kids;
    };

    void attach(std::size_t element);
    void attach_all(std::size_t element);
    std::string entries(std::size_t element, ObjectId parent, const std::vector<ObjectId>& objects,
                        const std::vector<ObjectId>& pages) const;
    void append_kids(std::string& out, const Node& node, const std::vector<ObjectId>& objects,
                     const std::vector<ObjectId>& pages) const;
    Dict write_parent_tree(Haru& file, const std::vector<Dict>& objects, Dict form,
                           std::size_t pages) const;

    const std::vector<page::Element>& elements_;
    std::vector<Node> nodes_;
    std::vector<std::vector<std::size_t>> owners_;  ///< by page and MCID
    std::vector<std::size_t> annotation_owners_;
};

}  // namespace preavis::pdf
