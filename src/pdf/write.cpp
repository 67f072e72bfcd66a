#include "pdf/write.h"

#include <algorithm>
#include <map>

#include "base/expects.h"
#include "base/hash.h"
#include "pdf/content.h"
#include "pdf/deflate.h"
#include "pdf/encoding.h"
#include "pdf/font_store.h"
#include "pdf/haru.h"
#include "pdf/icc.h"
#include "pdf/metadata.h"
#include "pdf/signature_field.h"
#include "pdf/structure.h"

namespace preavis::pdf {
namespace {

constexpr std::size_t identifier_size = 16;
constexpr const char* colour_space_name = "sRGB IEC61966-2.1";

/// The target as a URI of ASCII characters, the others percent-encoded.
std::string uri(const std::string& target) {
    std::string result;
    for (const char c : target) {
        if (c > 0x20 && c < 0x7f) {
            result += c;
        } else {
            result += "%" + base::hex(std::string_view(&c, 1));
        }
    }
    return result;
}

/// One document on its way to a file.
class Assembly {
  public:
    Assembly(const page::Pages& pages, FontStore& store, const std::string& colour_space)
        : pages_(pages),
          colour_space_(colour_space),
          encoding_(pages, store),
          structure_(pages.elements) {}

    std::string run() {
        for (const page::Page& page : pages_.pages) add_page(page);
        add_fonts();
        add_signature_field();
        file_.catalog().add("StructTreeRoot", structure_.write(file_, page_ids(), widget_.id()));
        add_catalog_entries();
        add_output_intent();
        add_metadata();
        add_identifier();
        return file_.save();
    }

  private:
    void add_page(const page::Page& page);
    void add_annotations(const page::Page& page, Dict object);
    std::string link_entries(const page::LinkArea& link, ObjectId page, long key) const;
    std::string link_text(std::size_t element) const;
    void add_fonts();
    void add_signature_field();
    void add_catalog_entries();
    void add_output_intent();
    void add_metadata();
    void add_identifier();
    std::vector<ObjectId> page_ids() const;

    const page::Pages& pages_;
    const std::string& colour_space_;
    Haru file_;
    Dict widget_ = file_.indirect_dict();  // the signature field
    Encoding encoding_;
    StructureTree structure_;
    std::vector<Dict> page_objects_;
    std::string digested_;  // what the identifier is drawn from
};

void Assembly::add_page(const page::Page& page) {
    const std::size_t number = page_objects_.size();
    Dict object = file_.page(page.width, page.height);
    page_objects_.push_back(object);
    object.number("StructParents", static_cast<long>(number)).name("Tabs", "S");
    PageContent content(number, encoding_, structure_);
    for (const page::Item& item : page.items) content.draw(item);
    const std::string bytes = deflated(content.finish(), Effort::quick);
    file_.set_content(object, bytes);
    digested_ += bytes;
    if (number == 0 || !page.links.empty()) add_annotations(page, object);
}

/// The links, and on the first page the signature field.
/// Source: ISO 14289-1, 7.18.5; ISO 19005-2, 6.3.
void Assembly::add_annotations(const page::Page& page, Dict object) {
    Array annotations = file_.array();
    for (const page::LinkArea& link : page.links) {
        Dict annotation = file_.indirect_dict();
        const long key = structure_.add_annotation(page_objects_.size() - 1, link.element,
                                                   annotation.id(), pages_.pages.size());
        file_.fill(annotation, link_entries(link, object.id(), key));
        annotations.add(annotation);
    }
    if (page_objects_.size() == 1) annotations.add(widget_);
    object.add("Annots", annotations);
}

std::string Assembly::link_entries(const page::LinkArea& link, ObjectId page, long key) const {
    const page::Element& element = pages_.elements.at(link.element);
    std::string out = "/Type /Annot\n/Subtype /Link\n/F 4\n/Border [0 0 0]\n/P ";
    append_reference(out, page);
    out += "\n/Rect [";
    for (const double side : {link.left, link.bottom, link.right, link.top}) {
        append_real(out, side);
        out += ' ';
    }
    out.back() = ']';
    out += "\n/StructParent ";
    append_integer(out, key);
    out += "\n/Contents ";
    const std::string text =
        element.alternative.empty() ? link_text(link.element) : element.alternative;
    const bool describes = !text.empty() && text.size() <= page::longest_description;
    append_text(out, describes ? text : element.target);
    out += "\n/A <</Type /Action /S /URI /URI ";
    append_text(out, uri(element.target));
    return out + ">>\n";
}

/// What a link says, over all the lines that it covers.
std::string Assembly::link_text(std::size_t element) const {
    const auto belongs = [&](std::size_t owner) {
        if (owner == page::Item::artifact) return false;
        while (owner > element) owner = pages_.elements[owner].parent;
        return owner == element;
    };
    std::string text;
    for (const page::Page& page : pages_.pages) {
        for (const page::Item& item : page.items) {
            const auto* run = std::get_if<page::Run>(&item.what);
            if (run == nullptr || !belongs(item.element)) continue;
            for (const page::Cluster& cluster : run->clusters) text += cluster.text;
        }
    }
    return text;
}

void Assembly::add_fonts() {
    const std::vector<Encoding::Used> used = encoding_.fonts();
    if (used.empty()) return;
    Dict fonts = file_.indirect_dict();
    for (const Encoding::Used& one : used) {
        const std::string name = "F" + std::to_string(one.face);
        fonts.add(name.c_str(), write_font(file_, *one.font));
        digested_ += one.font->name;
    }
    for (const Dict page : page_objects_) file_.resources(page).add("Font", fonts);
}

void Assembly::add_signature_field() {
    const long key = structure_.field_key(page_objects_.size());
    file_.fill(widget_, widget_entries(1, page_objects_.front().id(), key));
    add_form(file_, widget_);
}

void Assembly::add_catalog_entries() {
    file_.catalog()
        .add("MarkInfo", file_.dict().boolean("Marked", true))
        .add("ViewerPreferences", file_.dict().boolean("DisplayDocTitle", true))
        .text("Lang", pages_.language);
}

void Assembly::add_output_intent() {
    Dict profile = file_.deflated_stream(colour_space_);
    profile.number("N", 3);
    Array intents = file_.array();
    intents.add(file_.dict()
                    .name("Type", "OutputIntent")
                    .name("S", "GTS_PDFA1")
                    .text("OutputConditionIdentifier", colour_space_name)
                    .text("Info", colour_space_name)
                    .add("DestOutputProfile", profile));
    file_.catalog().add("OutputIntents", intents);
}

/// The Info dictionary and the XMP packet say the same.
void Assembly::add_metadata() {
    Dict info = file_.info();
    const auto entry = [&](const char* key, const std::string& value) {
        if (!value.empty()) info.text(key, value);
    };
    entry("Title", pages_.title);
    entry("Author", pages_.author);
    entry("Subject", pages_.subject);
    entry("Creator", creator);
    entry("Producer", producer);
    entry("CreationDate", pdf_date(pages_));
    entry("ModDate", pdf_date(pages_));
    // Not compressed, so that tools that know no PDF find it.
    Dict packet = file_.stream(xmp(pages_));
    packet.name("Type", "Metadata").name("Subtype", "XML");
    file_.catalog().add("Metadata", packet);
}

void Assembly::add_identifier() {
    for (const std::string* field :
         {&pages_.title, &pages_.subject, &pages_.author, &pages_.language, &pages_.issued_on}) {
        digested_ += *field + '\n';
    }
    for (const page::Element& element : pages_.elements) {
        digested_ += element.language + element.alternative + element.summary + element.target;
    }
    const std::string identifier = base::sha256(digested_).substr(0, identifier_size);
    Array both = file_.array();
    file_.trailer().add("ID", both.bytes(identifier).bytes(identifier));
}

std::vector<ObjectId> Assembly::page_ids() const {
    std::vector<ObjectId> ids;
    std::transform(page_objects_.begin(), page_objects_.end(), std::back_inserter(ids),
                   [](const Dict& page) { return page.id(); });
    return ids;
}

}  // namespace

struct Writer::Data {
    std::shared_ptr<const page::Fonts> fonts;
    FontStore store;
    std::string colour_space;
};

Writer::Writer(std::shared_ptr<const page::Fonts> fonts)
    : data_(new Data{fonts, FontStore(fonts), deflated(srgb_profile(), Effort::best)}) {}

Writer::~Writer() = default;

std::string Writer::write(const page::Pages& pages) const {
    expects(!pages.pages.empty());
    return Assembly(pages, data_->store, data_->colour_space).run();
}

}  // namespace preavis::pdf
