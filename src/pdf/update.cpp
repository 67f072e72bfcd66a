#include "pdf/update.h"

#include "base/expects.h"

namespace preavis::pdf {
namespace {

constexpr std::size_t usual_growth = 16 * 1024;

void append_entry(std::string& out, std::size_t offset) {
    const std::string digits = std::to_string(offset);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n\r\n";
}

}  // namespace

Update::Update(std::string_view pdf, const Revisions& revisions)
    : previous_(revisions.newest()),
      next_id_(static_cast<ObjectId>(previous_.trailer.entry("Size").number)) {
    bytes_.reserve(pdf.size() + usual_growth);
    bytes_ = pdf;
}

void Update::put(ObjectId id, const Object& object) {
    std::string syntax;
    append_object(syntax, object);
    put(id, syntax);
}

std::size_t Update::put(ObjectId id, std::string_view syntax) {
    expects(offsets_.emplace(id, bytes_.size()).second);
    bytes_ += object_head(id);
    const std::size_t start = bytes_.size();
    bytes_ += syntax;
    bytes_ += "\nendobj\n";
    return start;
}

std::string Update::finish(const std::string& identifier) {
    const std::size_t table = bytes_.size();
    append_table();
    Object trailer = previous_.trailer;
    trailer.entries["Size"] = whole_number(next_id_);
    trailer.entries["Prev"] = whole_number(previous_.table);
    auto& identifiers = trailer.entries["ID"].items;
    if (identifiers.size() == 2) identifiers.back().text = identifier;
    bytes_ += "trailer\n";
    append_object(bytes_, trailer);
    bytes_ += "\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    return std::move(bytes_);
}

/// One section for each run of consecutive numbers, behind the free object's.
void Update::append_table() {
    bytes_ += "xref\n0 1\n0000000000 65535 f\r\n";
    for (auto first = offsets_.begin(); first != offsets_.end();) {
        auto last = first;
        ObjectId count = 0;
        while (last != offsets_.end() && last->first == first->first + count) ++last, ++count;
        append_integer(bytes_, static_cast<long>(first->first));
        bytes_ += ' ';
        append_integer(bytes_, static_cast<long>(count));
        bytes_ += '\n';
        for (; first != last; ++first) append_entry(bytes_, first->second);
    }
}

}  // namespace preavis::pdf
