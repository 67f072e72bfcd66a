#include "pdf/surgery.h"

#include <cstdio>
#include <cstdlib>

#include "pdf/deflate.h"
#include "pdf/file.h"

namespace preavis::pdf {
namespace {

bool replace_first(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) return false;
    text.replace(at, from.size(), to);
    return true;
}

std::string decimal(std::size_t value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%0*zu", digits, value);
    return text;
}

}  // namespace

Surgery::Surgery(const std::string& pdf) {
    Report report;
    const File file(pdf, report);
    header_ = pdf.substr(0, pdf.find("1 0 obj\n"));
    std::size_t at = header_.size();
    for (const auto& [id, object] : file.objects()) {
        const std::size_t start = pdf.find('\n', at) + 1;
        Piece piece;
        std::size_t end = pdf.find("\nendobj\n", start);
        if (object.is(Object::Kind::stream)) {
            const auto data = static_cast<std::size_t>(object.data.data() - pdf.data());
            end = pdf.find("\nendobj\n", data + object.data.size());
            piece.is_stream = true;
            piece.deflated = object.entry("Filter").is_name("FlateDecode");
            piece.data = file.decoded(object).value();
            piece.length_object = static_cast<int>(object.entry("Length").id());
            piece.head = pdf.substr(start, data - start - 9);
        } else {
            piece.head = pdf.substr(start, end - start);
        }
        pieces_[static_cast<int>(id)] = piece;
        at = end + 8;
    }
    const std::size_t trailer = pdf.find("trailer\n", at);
    trailer_ = pdf.substr(trailer, pdf.rfind("\nstartxref") - trailer);
}

bool Surgery::in_objects(const std::string& from, const std::string& to) {
    for (auto& [id, piece] : pieces_) {
        if (replace_first(piece.head, from, to)) return true;
    }
    return replace_first(trailer_, from, to);
}

bool Surgery::in_streams(const std::string& from, const std::string& to) {
    for (auto& [id, piece] : pieces_) {
        if (piece.is_stream && replace_first(piece.data, from, to)) return true;
    }
    return false;
}

std::string Surgery::file() const {
    std::map<int, std::string> bodies;
    for (const auto& [id, piece] : pieces_) {
        if (!piece.is_stream) continue;
        const std::string data = piece.deflated ? deflated(piece.data, Effort::quick) : piece.data;
        bodies[id] = piece.head + "\nstream\r\n" + data + "\nendstream";
        bodies[piece.length_object] = std::to_string(data.size());
    }
    std::string out = header_;
    std::string table =
        "xref\n0 " + std::to_string(pieces_.size() + 1) + "\n0000000000 65535 f\r\n";
    for (const auto& [id, piece] : pieces_) {
        table += decimal(out.size(), 10) + " 00000 n\r\n";
        const auto body = bodies.find(id);
        out += std::to_string(id) + " 0 obj\n" +
               (body == bodies.end() ? piece.head : body->second) + "\nendobj\n";
    }
    const std::size_t start = out.size();
    return out + table + trailer_ + "\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

}  // namespace preavis::pdf
