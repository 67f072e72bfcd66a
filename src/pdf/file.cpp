#include "pdf/file.h"

#include <zlib.h>

#include <algorithm>

#include "pdf/revisions.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* header_rule = "ISO 19005-2, 6.1.2";
constexpr const char* table_rule = "ISO 19005-2, 6.1.4";
constexpr const char* stream_rule = "ISO 19005-2, 6.1.7";
constexpr const char* object_rule = "ISO 19005-2, 6.1.9";
constexpr std::size_t most_inflated = 64U << 20;

/// The bytes from `at` on, at most `count`; none beyond the end.
std::string_view piece(std::string_view bytes, std::size_t at, std::size_t count) {
    return bytes.substr(std::min(at, bytes.size()), count);
}

void check_header(std::string_view bytes, Report& report) {
    report.require(bytes.substr(0, 9) == "%PDF-1.7\n", "ISO 32000-1, 7.5.2",
                   "le fichier ne commence pas par « %PDF-1.7 »");
    const std::string_view comment = bytes.substr(std::min<std::size_t>(9, bytes.size()), 5);
    const bool binary = comment.size() == 5 && comment[0] == '%' &&
                        std::all_of(comment.begin() + 1, comment.end(),
                                    [](char c) { return static_cast<unsigned char>(c) > 127; });
    report.require(binary, header_rule, "le commentaire binaire manque après l’en-tête");
}

std::optional<std::string> inflated(std::string_view bytes) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string result;
    int status = Z_OK;
    while (status == Z_OK && result.size() < most_inflated) {
        const std::size_t done = result.size();
        result.resize(done * 2 + 4096);
        stream.next_out = reinterpret_cast<Bytef*>(result.data() + done);
        stream.avail_out = static_cast<uInt>(result.size() - done);
        status = inflate(&stream, Z_NO_FLUSH);
        result.resize(result.size() - stream.avail_out);
    }
    const bool whole = status == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    if (!whole) return std::nullopt;
    return result;
}

}  // namespace

File::File(std::string_view bytes, Report& report) : bytes_(bytes) {
    check_header(bytes, report);
    const Revisions revisions(bytes, report);
    if (revisions.empty()) return;
    trailer_ = revisions.newest().trailer;
    for (const auto& [id, offset] : revisions.offsets()) read_object(id, offset, report);
    read_stream_data(report);
}

void File::read_object(ObjectId id, std::size_t at, Report& report) {
    const std::string start = object_head(id);
    if (!report.require(piece(bytes_, at, start.size()) == start, table_rule,
                        "la table ne mène pas à l’objet", id)) {
        return;
    }
    ObjectReader reader(bytes_, at + start.size());
    auto object = reader.next(true);
    if (!report.require(object.has_value(), object_rule, "objet illisible", id)) return;
    std::size_t end = reader.position();
    constexpr std::string_view stream = "\nstream\r\n";
    if (piece(bytes_, end, stream.size()) == stream && object->is(Kind::dictionary)) {
        object->kind = Kind::stream;
        data_offsets_[id] = end + stream.size();
    } else {
        report.require(piece(bytes_, end, 8) == "\nendobj\n", object_rule,
                       "« endobj » n’est pas à sa place", id);
    }
    objects_.emplace(id, std::move(*object));
}

/// /Length is an object of its own, known only once all objects are read.
void File::read_stream_data(Report& report) {
    for (const auto& [id, offset] : data_offsets_) {
        Object& stream = objects_.at(id);
        const Object& length = resolve(stream.entry("Length"));
        const auto size = length.number < 0 ? 0 : static_cast<std::size_t>(length.number);
        stream.data = bytes_.substr(offset, size);
        constexpr std::string_view ending = "\nendstream\nendobj\n";
        const std::size_t end = std::min(offset + size, bytes_.size());
        report.require(length.is(Kind::integer) && bytes_.substr(end, ending.size()) == ending,
                       stream_rule, "/Length n’est pas la longueur du flux", id);
        const Object& filter = stream.entry("Filter");
        const bool known = filter.is(Kind::null) || filter.is_name("FlateDecode");
        report.require(known, stream_rule, "filtre interdit", id);
        report.require(!known || decoded(stream).has_value(), stream_rule,
                       "données compressées illisibles", id);
        for (const char* key : {"F", "FFilter", "FDecodeParms"}) {
            report.require(stream.entry(key).is(Kind::null), stream_rule,
                           "le flux est hors du fichier", id);
        }
    }
}

const Object& File::resolve(const Object& object) const {
    static const Object none;
    if (!object.is(Kind::reference)) return object;
    const auto found = objects_.find(object.id());
    return found == objects_.end() ? none : found->second;
}

const Object& File::get(const Object& dictionary, const std::string& key) const {
    return resolve(dictionary.entry(key));
}

std::optional<std::string> File::decoded(const Object& stream) const {
    if (stream.entry("Filter").is(Kind::null)) return std::string(stream.data);
    return inflated(stream.data);
}

}  // namespace preavis::pdf
