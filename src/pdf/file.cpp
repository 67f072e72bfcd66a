#include "pdf/file.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* header_rule = "ISO 19005-2, 6.1.2";
constexpr const char* trailer_rule = "ISO 19005-2, 6.1.3";
constexpr const char* table_rule = "ISO 19005-2, 6.1.4";
constexpr const char* stream_rule = "ISO 19005-2, 6.1.7";
constexpr const char* object_rule = "ISO 19005-2, 6.1.9";
constexpr std::size_t entry_size = 20;

/// The bytes from `at` on, at most `count`; none beyond the end.
std::string_view piece(std::string_view bytes, std::size_t at, std::size_t count) {
    return bytes.substr(std::min(at, bytes.size()), count);
}

/// Decimal digits at this place; nothing if there are none.
std::optional<std::size_t> digits(std::string_view bytes, std::size_t at, std::size_t count) {
    std::size_t value = 0;
    const std::string_view text = piece(bytes, at, count);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc{}) return std::nullopt;
    return value;
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
    while (status == Z_OK) {
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

void Report::add(const std::string& rule, const std::string& message, ObjectId object) {
    const std::string where = object == 0 ? "" : "objet " + std::to_string(object) + " : ";
    problems_.push_back({{"PDF", 0, 0}, where + message, rule});
}

bool Report::require(bool condition, const std::string& rule, const std::string& message,
                     ObjectId object) {
    if (!condition) add(rule, message, object);
    return condition;
}

File::File(std::string_view bytes, Report& report) : bytes_(bytes) {
    check_header(bytes, report);
    const auto start = table_offset(report);
    if (!start) return;
    std::size_t at = *start;
    const auto offsets = read_table(at, report);
    for (const auto& [id, offset] : offsets) read_object(id, offset, report);
    read_stream_data(report);
    ObjectReader reader(bytes, at);
    const auto word = reader.next(false);
    const auto trailer = reader.next(true);
    if (!word || word->text != "trailer" || !trailer || !trailer->is(Kind::dictionary)) {
        report.add(trailer_rule, "le dictionnaire final est illisible");
        return;
    }
    trailer_ = *trailer;
    report.require(trailer_.entry("Size").number == static_cast<double>(offsets.size() + 1),
                   table_rule, "/Size ne compte pas les objets de la table");
}

std::optional<std::size_t> File::table_offset(Report& report) const {
    constexpr std::string_view ending = "\n%%EOF\n";
    if (!report.require(
            bytes_.size() > ending.size() && bytes_.substr(bytes_.size() - ending.size()) == ending,
            trailer_rule, "le fichier ne se termine pas par « %%EOF »")) {
        return std::nullopt;
    }
    constexpr std::string_view word = "startxref\n";
    const std::size_t start = bytes_.rfind(word);
    const auto offset =
        start == std::string_view::npos ? std::nullopt : digits(bytes_, start + word.size(), 10);
    if (!report.require(offset && piece(bytes_, *offset, 5) == "xref\n", table_rule,
                        "« startxref » ne mène pas à la table des objets")) {
        return std::nullopt;
    }
    return offset;
}

/// One section that counts from object 0; `at` moves behind it.
std::map<ObjectId, std::size_t> File::read_table(std::size_t& at, Report& report) const {
    std::map<ObjectId, std::size_t> offsets;
    at += 5;
    const auto count = digits(bytes_, at + 2, 10);
    if (!report.require(piece(bytes_, at, 2) == "0 " && count && *count > 0 &&
                            *count <= bytes_.size() / entry_size,
                        table_rule, "la table des objets n’est pas d’une seule section")) {
        return offsets;
    }
    at = bytes_.find('\n', at) + 1;
    report.require(piece(bytes_, at, entry_size) == "0000000000 65535 f\r\n", table_rule,
                   "la première entrée de la table n’est pas celle de l’objet libre");
    for (std::size_t id = 1; id < *count; ++id) {
        const std::string_view entry = piece(bytes_, at + id * entry_size, entry_size);
        const auto offset = digits(entry, 0, 10);
        if (!report.require(offset && piece(entry, 10, entry_size) == " 00000 n\r\n", table_rule,
                            "entrée de la table mal formée", static_cast<ObjectId>(id))) {
            continue;
        }
        offsets[static_cast<ObjectId>(id)] = *offset;
    }
    at += *count * entry_size;
    return offsets;
}

void File::read_object(ObjectId id, std::size_t at, Report& report) {
    const std::string start = std::to_string(id) + " 0 obj\n";
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
