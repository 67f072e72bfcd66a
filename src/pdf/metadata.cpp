#include "pdf/metadata.h"

#include "base/text.h"

namespace preavis::pdf {
namespace {

std::string escaped(std::string text) {
    text = base::replaced(std::move(text), "&", "&amp;");
    text = base::replaced(std::move(text), "<", "&lt;");
    return base::replaced(std::move(text), ">", "&gt;");
}

std::string element(const std::string& name, const std::string& content) {
    return "<" + name + ">" + content + "</" + name + ">\n";
}

std::string alternatives(const std::string& name, const std::string& text) {
    if (text.empty()) return {};
    return element(
        name, "<rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped(text) + "</rdf:li></rdf:Alt>");
}

std::string listed(const std::string& name, const std::string& kind, const std::string& text) {
    if (text.empty()) return {};
    return element(name,
                   "<rdf:" + kind + "><rdf:li>" + escaped(text) + "</rdf:li></rdf:" + kind + ">");
}

std::string dates(const page::Pages& pages) {
    if (pages.issued_on.empty()) return {};
    const std::string noon = escaped(pages.issued_on) + "T12:00:00Z";
    return element("xmp:CreateDate", noon) + element("xmp:ModifyDate", noon);
}

constexpr const char* opening =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

constexpr const char* namespaces =
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
    "<dc:format>application/pdf</dc:format>\n";

constexpr const char* identification =
    "<pdfaid:part>2</pdfaid:part>\n"
    "<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "</rdf:Description>\n";

/// PDF/A knows no pdfuaid: the packet itself must describe it.
constexpr const char* extension_schema =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

constexpr const char* closing = "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

}  // namespace

std::string pdf_date(const page::Pages& pages) {
    if (pages.issued_on.empty()) return {};
    return "D:" + base::replaced(pages.issued_on, "-", "") + "120000Z";
}

std::string xmp(const page::Pages& pages) {
    return std::string(opening) + namespaces + alternatives("dc:title", pages.title) +
           listed("dc:creator", "Seq", pages.author) +
           alternatives("dc:description", pages.subject) +
           listed("dc:language", "Bag", pages.language) + dates(pages) +
           element("xmp:CreatorTool", creator) + element("pdf:Producer", producer) +
           identification + extension_schema + closing;
}

std::string copy_xmp(const std::string& title, const std::string& description) {
    return std::string(opening) + ">\n" + alternatives("dc:title", title) +
           alternatives("dc:description", description) + "</rdf:Description>\n" + closing;
}

}  // namespace preavis::pdf
