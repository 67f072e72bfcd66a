#include "pdf/seals.h"

#include <algorithm>

#include "pdf/additions.h"
#include "pdf/revisions.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;
using dossier::SealInFile;

/// "D:20260312081500Z" and nothing else.
std::optional<law::Instant> instant_of(const std::string& date) {
    if (date.size() != 17 || !date.starts_with("D:") || date.back() != 'Z') return std::nullopt;
    return law::parse_utc(date.substr(2, 4) + "-" + date.substr(6, 2) + "-" + date.substr(8, 2) +
                          "T" + date.substr(10, 2) + ":" + date.substr(12, 2) + ":" +
                          date.substr(14, 2) + ".000Z");
}

/// The two stretches of a file that a signature covers, and the gap between them.
struct Range {
    std::size_t gap = 0;
    std::size_t behind = 0;
    std::size_t end = 0;
};

/// Nothing if the numbers do not fit the file.
std::optional<Range> range_of(const Object& signature, std::size_t size) {
    const auto& items = signature.entry("ByteRange").items;
    const bool four =
        items.size() == 4 && std::all_of(items.begin(), items.end(), [](const Object& item) {
            return item.is(Kind::integer) && item.number >= 0;
        });
    if (!four || items[0].number != 0) return std::nullopt;
    const auto number = [&](std::size_t i) { return static_cast<std::size_t>(items[i].number); };
    const Range range{number(1), number(2), number(2) + number(3)};
    if (range.gap >= range.behind || range.end > size) return std::nullopt;
    return range;
}

/// The gap holds nothing but hexadecimal digits, their letters all small or all capital: so each
/// of its bits counts.
bool is_one_hexadecimal_string(std::string_view gap) {
    if (gap.size() < 2 || gap.front() != '<' || gap.back() != '>') return false;
    const std::string_view digits = gap.substr(1, gap.size() - 2);
    return digits.find_first_not_of("0123456789abcdef") == digits.npos ||
           digits.find_first_not_of("0123456789ABCDEF") == digits.npos;
}

class SealReader {
  public:
    SealReader(std::string_view pdf, const Revisions& revisions)
        : pdf_(pdf), revisions_(revisions) {}

    SealInFile read(const Object& field) const {
        const ObjectId id = field.entry("V").id();
        const Object signature = revisions_.read(id);
        SealInFile seal{.field = text_of(field.entry("T")),
                        .claimed_at = instant_of(signature.entry("M").text),
                        .reason = text_of(signature.entry("Reason")),
                        .contents = signature.entry("Contents").text};
        check_kind(signature, seal);
        const auto range = range_of(signature, pdf_.size());
        if (!range) {
            seal.faults.emplace_back("l’étendue scellée (/ByteRange) ne tient pas dans le fichier");
            return seal;
        }
        seal.before = pdf_.substr(0, range->gap);
        seal.behind = pdf_.substr(range->behind, range->end - range->behind);
        check_gap(*range, id, seal);
        seal.covers_file = range->end == pdf_.size();
        if (seal.faults.empty()) seal.additions = additions_after(pdf_, range->end);
        return seal;
    }

  private:
    static void check_kind(const Object& signature, SealInFile& seal) {
        if (!signature.entry("SubFilter").is_name("ETSI.CAdES.detached")) {
            seal.faults.emplace_back("ce n’est pas un sceau PAdES (/SubFilter)");
        }
    }

    /// The gap is the signature's own place, in the revision that ends where the seal ends.
    void check_gap(const Range& range, ObjectId id, SealInFile& seal) const {
        constexpr std::string_view key = "/Contents ";
        const std::string_view gap = pdf_.substr(range.gap, range.behind - range.gap);
        if (!seal.before.ends_with(key) || !is_one_hexadecimal_string(gap)) {
            seal.faults.emplace_back(
                "l’étendue scellée laisse à découvert autre chose que le sceau");
        }
        std::size_t begin = 0;
        for (const Revision& revision : revisions_.all()) {
            if (revision.end == range.end) {
                check_owner(begin, revision, range, id, seal);
                return;
            }
            begin = revision.end;
        }
        seal.faults.emplace_back("l’étendue scellée ne finit pas avec une révision du fichier");
    }

    /// The object that holds the gap was written by that revision, and stands around the gap.
    void check_owner(std::size_t begin, const Revision& revision, const Range& range, ObjectId id,
                     SealInFile& seal) const {
        const auto offset = revision.offsets.find(id);
        const bool own = offset != revision.offsets.end() && offset->second >= begin &&
                         revisions_.offset(id) == offset->second;
        const std::string head = object_head(id);
        const std::size_t start = own ? offset->second + head.size() : 0;
        ObjectReader reader(pdf_, start);
        const bool around =
            own && reader.next(true) && start < range.gap && reader.position() >= range.behind;
        if (!around) seal.faults.emplace_back("le sceau n’est pas dans la révision qu’il scelle");
    }

    std::string_view pdf_;
    const Revisions& revisions_;
};

}  // namespace

base::Reading<std::vector<SealInFile>> seals_of(std::string_view pdf) {
    Report report;
    const Revisions revisions(pdf, report);
    if (!report.problems().empty()) return report.problems();
    std::vector<SealInFile> seals;
    const Object catalog = revisions.get(revisions.newest().trailer, "Root");
    for (const Object& reference :
         revisions.get(revisions.get(catalog, "AcroForm"), "Fields").items) {
        const Object field = revisions.read(reference.id());
        if (!field.entry("FT").is_name("Sig") || !field.entries.contains("V")) continue;
        seals.push_back(SealReader(pdf, revisions).read(field));
    }
    std::sort(seals.begin(), seals.end(), [](const SealInFile& left, const SealInFile& right) {
        return left.before.size() < right.before.size();
    });
    return seals;
}

bool looks_like_pdf(std::string_view bytes) {
    constexpr std::size_t tail = 1024;
    const std::string_view end = bytes.substr(bytes.size() - std::min(tail, bytes.size()));
    return bytes.starts_with("%PDF-") && end.find("startxref") != end.npos &&
           end.find("%%EOF") != end.npos;
}

}  // namespace preavis::pdf
