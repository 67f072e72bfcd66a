#include <algorithm>
#include <array>

#include "base/text.h"
#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* xmp_rule = "ISO 19005-2, 6.6.2.1";
constexpr const char* agreement_rule = "ISO 19005-2, 6.6.3";

/// What stands in an element, its inner tags removed and entities decoded; empty if it is absent.
std::string value_of(const std::string& xmp, const std::string& element) {
    const std::string opening = "<" + element + ">";
    const std::size_t start = xmp.find(opening);
    const std::size_t end = xmp.find("</" + element + ">");
    if (start == std::string::npos || end == std::string::npos || end < start) return {};
    const std::size_t from = start + opening.size();
    std::string text;
    bool in_tag = false;
    for (const char c : xmp.substr(from, end - from)) {
        if (c == '<') in_tag = true;
        if (!in_tag) text += c;
        if (c == '>') in_tag = false;
    }
    text = base::replaced(std::move(text), "&lt;", "<");
    text = base::replaced(std::move(text), "&gt;", ">");
    return base::replaced(std::move(text), "&amp;", "&");
}

/// D:20260312120000Z as 2026-03-12T12:00:00Z; empty if it is not such a date.
std::string iso_instant(const std::string& date) {
    constexpr std::size_t size = 17;
    if (date.size() != size || date.substr(0, 2) != "D:" || date.back() != 'Z') return {};
    return date.substr(2, 4) + "-" + date.substr(6, 2) + "-" + date.substr(8, 2) + "T" +
           date.substr(10, 2) + ":" + date.substr(12, 2) + ":" + date.substr(14, 2) + "Z";
}

void check_agreement(const File& file, const std::string& xmp, Report& report) {
    struct Pair {
        const char* key;
        const char* element;
        bool is_date;
    };
    constexpr std::array pairs{
        Pair{"Title", "dc:title", false},         Pair{"Author", "dc:creator", false},
        Pair{"Subject", "dc:description", false}, Pair{"Creator", "xmp:CreatorTool", false},
        Pair{"Producer", "pdf:Producer", false},  Pair{"CreationDate", "xmp:CreateDate", true},
        Pair{"ModDate", "xmp:ModifyDate", true},
    };
    const Object& info = file.get(file.trailer(), "Info");
    for (const auto& [key, value] : info.entries) {
        const bool told = std::any_of(pairs.begin(), pairs.end(),
                                      [&name = key](const Pair& pair) { return name == pair.key; });
        report.require(told, agreement_rule, "XMP ne dit pas /" + key);
    }
    for (const Pair& pair : pairs) {
        const std::string text = text_of(file.get(info, pair.key));
        const std::string expected = pair.is_date && !text.empty() ? iso_instant(text) : text;
        report.require(
            value_of(xmp, pair.element) == expected, agreement_rule,
            std::string("/") + pair.key + " et " + pair.element + " ne disent pas la même chose");
    }
}

void check_extension_schema(const std::string& xmp, Report& report) {
    const std::string schema = value_of(xmp, "pdfaExtension:schemas");
    const bool described =
        value_of(xmp, "pdfaSchema:namespaceURI") == "http://www.aiim.org/pdfua/ns/id/" &&
        value_of(xmp, "pdfaSchema:prefix") == "pdfuaid" &&
        value_of(xmp, "pdfaProperty:name") == "part" &&
        value_of(xmp, "pdfaProperty:valueType") == "Integer" &&
        value_of(xmp, "pdfaProperty:category") == "internal" &&
        !value_of(xmp, "pdfaProperty:description").empty() &&
        !value_of(xmp, "pdfaSchema:schema").empty();
    report.require(!schema.empty() && described, "ISO 19005-2, 6.6.2.3.3",
                   "XMP ne décrit pas le schéma pdfuaid");
}

}  // namespace

void check_metadata(const File& file, Report& report) {
    const Object& stream = file.get(file.catalog(), "Metadata");
    if (!report.require(stream.is(Kind::stream) && stream.entry("Type").is_name("Metadata") &&
                            stream.entry("Subtype").is_name("XML"),
                        xmp_rule, "les métadonnées XMP manquent")) {
        return;
    }
    const std::string xmp(stream.data);
    report.require(stream.entry("Filter").is(Kind::null) && base::is_utf8(xmp) &&
                       xmp.starts_with("<?xpacket begin=\"\xEF\xBB\xBF\"") &&
                       xmp.find("<?xpacket end=") != std::string::npos,
                   xmp_rule, "le paquet XMP n’est pas lisible tel quel en UTF-8");
    const std::string packet = xmp.substr(0, xmp.find("?>"));
    report.require(
        packet.find("bytes=") == std::string::npos && packet.find("encoding=") == std::string::npos,
        xmp_rule, "le paquet XMP dit sa taille ou son codage");
    report.require(
        value_of(xmp, "pdfaid:part") == "2" && value_of(xmp, "pdfaid:conformance") == "A",
        "ISO 19005-2, 6.6.4", "XMP n’annonce pas PDF/A-2a");
    report.require(value_of(xmp, "pdfuaid:part") == "1", "ISO 14289-1, 5",
                   "XMP n’annonce pas PDF/UA-1");
    report.require(!value_of(xmp, "dc:title").empty(), "ISO 14289-1, 7.1", "le titre manque");
    check_extension_schema(xmp, report);
    check_agreement(file, xmp, report);
}

}  // namespace preavis::pdf
