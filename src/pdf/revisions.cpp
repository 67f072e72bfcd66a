#include "pdf/revisions.h"

#include <algorithm>
#include <charconv>

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* trailer_rule = "ISO 19005-2, 6.1.3";
constexpr const char* table_rule = "ISO 19005-2, 6.1.4";
constexpr std::size_t entry_size = 20;
constexpr std::string_view free_entry = "0000000000 65535 f\r\n";

/// Reads one table and its trailer, line by line.
class TableReader {
  public:
    TableReader(std::string_view bytes, std::size_t at, Report& report)
        : bytes_(bytes), at_(at), report_(report) {
        revision_.table = at;
    }

    std::optional<Revision> read() {
        if (!require(take("xref\n"), table_rule,
                     "« startxref » ne mène pas à la table des objets")) {
            return std::nullopt;
        }
        while (!take("trailer\n")) {
            if (!read_section()) return std::nullopt;
        }
        if (!read_trailer() || !read_ending()) return std::nullopt;
        return revision_;
    }

  private:
    bool require(bool condition, const char* rule, const char* message) {
        return report_.require(condition, rule, message);
    }

    bool take(std::string_view word) {
        if (bytes_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    std::optional<std::size_t> take_number() {
        constexpr std::size_t most_digits = 10;
        const std::string_view text = bytes_.substr(at_, most_digits);
        std::size_t value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (read.ec != std::errc{}) return std::nullopt;
        at_ += static_cast<std::size_t>(read.ptr - text.data());
        return value;
    }

    /// "4 2\n" and two entries: objects 4 and 5. Object 0 is the free one, and the only one.
    bool read_section() {
        const auto first = take_number();
        const bool spaced = first && take(" ");
        const auto count = spaced ? take_number() : std::nullopt;
        const std::size_t room = (bytes_.size() - at_) / entry_size;
        if (!require(count && take("\n") && *count > 0 && *count <= room && *first <= bytes_.size(),
                     table_rule, "section de la table des objets mal formée")) {
            return false;
        }
        for (std::size_t id = *first; id < *first + *count; ++id) {
            if (id == 0) {
                require(take(free_entry), table_rule,
                        "la première entrée de la table n’est pas celle de l’objet libre");
            } else {
                read_entry(static_cast<ObjectId>(id));
            }
        }
        return true;
    }

    void read_entry(ObjectId id) {
        const std::size_t start = at_;
        const auto offset = take_number();
        const bool whole = offset && take(" 00000 n\r\n") && at_ == start + entry_size &&
                           revision_.offsets.emplace(id, *offset).second;
        report_.require(whole, table_rule, "entrée de la table mal formée", id);
        at_ = std::min(start + entry_size, bytes_.size());
    }

    bool read_trailer() {
        ObjectReader reader(bytes_, at_);
        auto trailer = reader.next(true);
        if (!require(trailer && trailer->is(Kind::dictionary), trailer_rule,
                     "le dictionnaire final est illisible")) {
            return false;
        }
        revision_.trailer = std::move(*trailer);
        at_ = reader.position();
        return true;
    }

    bool read_ending() {
        const bool whole =
            take("\nstartxref\n") && take_number() == revision_.table && take("\n%%EOF\n");
        revision_.end = at_;
        return require(whole, trailer_rule, "la révision ne se termine pas par « %%EOF »");
    }

    std::string_view bytes_;
    std::size_t at_;
    Report& report_;
    Revision revision_;
};

/// Where the newest table begins, as the last lines say.
std::optional<std::size_t> last_table(std::string_view bytes, Report& report) {
    constexpr std::string_view ending = "\n%%EOF\n";
    if (!report.require(bytes.ends_with(ending), trailer_rule,
                        "le fichier ne se termine pas par « %%EOF »")) {
        return std::nullopt;
    }
    constexpr std::string_view word = "startxref\n";
    const std::size_t start = bytes.rfind(word);
    if (start == std::string_view::npos) {
        report.add(table_rule, "« startxref » manque");
        return std::nullopt;
    }
    std::size_t table = 0;
    const std::string_view text = bytes.substr(start + word.size());
    const auto read = std::from_chars(text.data(), text.data() + text.size(), table);
    if (!report.require(read.ec == std::errc{} && table < bytes.size(), table_rule,
                        "« startxref » ne mène pas à la table des objets")) {
        return std::nullopt;
    }
    return table;
}

/// Each revision follows the one before, keeps its root, and holds its own objects.
void check_order(const std::vector<Revision>& all, Report& report) {
    std::size_t begin = 0;
    double size = 0;
    for (const Revision& revision : all) {
        report.require(begin <= revision.table, table_rule,
                       "les révisions du fichier se chevauchent");
        for (const auto& [id, offset] : revision.offsets) {
            report.require(offset >= begin && offset < revision.table, table_rule,
                           "l’objet est hors de sa révision", id);
            size = std::max(size, static_cast<double>(id) + 1);
        }
        report.require(revision.trailer.entry("Size").number == size, table_rule,
                       "/Size ne compte pas les objets de la table");
        begin = revision.end;
    }
    const auto is_dense = [](const Revision& first) {
        return !first.offsets.empty() && first.offsets.rbegin()->first == first.offsets.size();
    };
    report.require(is_dense(all.front()), table_rule, "un numéro d’objet manque dans la table");
}

}  // namespace

Revisions::Revisions(std::string_view bytes, Report& report) : bytes_(bytes) {
    auto table = last_table(bytes, report);
    std::size_t limit = bytes.size();
    while (table) {
        auto revision = TableReader(bytes, *table, report).read();
        const bool follows = revision && revision->end <= limit;
        if (!follows) {
            all_.clear();
            report.require(!revision, table_rule, "les révisions du fichier se chevauchent");
            return;
        }
        limit = revision->table;
        const Object& previous = revision->trailer.entry("Prev");
        table.reset();
        if (previous.is(Kind::integer)) {
            const double before = std::clamp(previous.number, 0.0, static_cast<double>(limit));
            table = static_cast<std::size_t>(before);
        }
        all_.push_back(std::move(*revision));
    }
    if (all_.empty()) return;
    std::reverse(all_.begin(), all_.end());
    report.require(newest().end == bytes.size(), trailer_rule,
                   "des octets suivent la dernière révision");
    check_order(all_, report);
}

std::map<ObjectId, std::size_t> Revisions::offsets() const {
    std::map<ObjectId, std::size_t> merged;
    for (const Revision& revision : all_) {
        for (const auto& [id, offset] : revision.offsets) merged[id] = offset;
    }
    return merged;
}

std::optional<std::size_t> Revisions::offset(ObjectId id) const {
    for (auto revision = all_.rbegin(); revision != all_.rend(); ++revision) {
        const auto found = revision->offsets.find(id);
        if (found != revision->offsets.end()) return found->second;
    }
    return std::nullopt;
}

Object Revisions::read(ObjectId id) const {
    const auto at = offset(id);
    const std::string head = object_head(id);
    if (!at || *at > bytes_.size() || bytes_.substr(*at, head.size()) != head) return {};
    ObjectReader reader(bytes_, *at + head.size());
    Object object = reader.next(true).value_or(Object{});
    if (bytes_.substr(reader.position(), 7) == "\nstream") object.kind = Kind::stream;
    return object;
}

Object Revisions::get(const Object& dictionary, const std::string& key) const {
    const Object& value = dictionary.entry(key);
    return value.is(Kind::reference) ? read(value.id()) : value;
}

std::string object_head(ObjectId id) {
    return std::to_string(id) + " 0 obj\n";
}

}  // namespace preavis::pdf
