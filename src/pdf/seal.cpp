#include "pdf/seal.h"

#include <algorithm>

#include "base/failure.h"
#include "base/hash.h"
#include "pdf/signature_field.h"
#include "pdf/update.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr std::size_t identifier_size = 16;
constexpr std::string_view range_place = "                                ";

[[noreturn]] void refuse(const std::string& why) {
    throw base::Failure(base::FailureCode::corrupted, "sceau impossible : " + why);
}

/// "D:20260312081500Z"
std::string pdf_instant(law::Instant at) {
    std::string digits = "D:";
    for (const char c : law::utc_iso(at).substr(0, 19)) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits + "Z";
}

/// Where in the file the parts of a signature stand that are known last.
struct Places {
    std::size_t range = 0;     ///< the blanks of /ByteRange
    std::size_t contents = 0;  ///< the "<" of /Contents
    std::size_t behind = 0;    ///< the byte after its ">"
};

class Sealing {
  public:
    Sealing(std::string_view pdf, const Revisions& revisions)
        : revisions_(revisions), update_(pdf, revisions) {
        const Object& trailer = revisions.newest().trailer;
        catalog_ = revisions.get(trailer, "Root");
        form_ = catalog_.entry("AcroForm").id();
    }

    std::string seal(const dossier::SealRequest& request, std::size_t room,
                     const dossier::SignBytes& sign) {
        const ObjectId signature = update_.next_id();
        fill_field(signature);
        const Places places = put_signature(signature, request, room);
        std::string bytes = update_.finish(next_identifier(request));
        write_range(bytes, places);
        const std::string_view whole = bytes;
        const std::string der = sign(whole.substr(0, places.contents), whole.substr(places.behind));
        if (der.size() > room) {
            throw base::Failure(base::FailureCode::configuration,
                                "la signature compte " + std::to_string(der.size()) +
                                    " octets, sa place " + std::to_string(room));
        }
        bytes.replace(places.contents + 1, der.size() * 2, base::hex(der));
        return bytes;
    }

  private:
    void fill_field(ObjectId signature) {
        for (const Object& reference : revisions_.get(revisions_.read(form_), "Fields").items) {
            Object field = revisions_.read(reference.id());
            if (!field.entry("FT").is_name("Sig")) continue;
            if (field.entries.contains("V")) {
                last_field_ = field;
                continue;
            }
            field.entries["V"] = reference_to(signature);
            update_.put(reference.id(), field);
            return;
        }
        add_field(signature);
    }

    /// A field beside the last one: its widget on the same page, an element of its own.
    void add_field(ObjectId signature) {
        const ObjectId tree = catalog_.entry("StructTreeRoot").id();
        Object root = revisions_.read(tree);
        const Object tops = revisions_.get(root, "K");
        const Object& page = last_field_.entry("P");
        if (!page.is(Kind::reference) || tops.items.size() != 1)
            refuse("aucune place de signature");
        const ObjectId document = tops.items.front().id();
        const ObjectId widget = update_.next_id();
        const ObjectId element = update_.next_id();
        const Object key = root.entry("ParentTreeNextKey");
        const auto number = revisions_.get(revisions_.read(form_), "Fields").items.size() + 1;

        std::string entries =
            widget_entries(static_cast<int>(number), page.id(), static_cast<long>(key.number));
        entries += "/V ";
        append_reference(entries, signature);
        update_.put(widget, "<<\n" + entries + "\n>>");
        update_.put(element, "<<\n" + form_element_entries(document, page.id(), widget) + ">>");
        append_to(form_, "Fields", {reference_to(widget)});
        append_to(page.id(), "Annots", {reference_to(widget)});
        append_to(document, "K", {reference_to(element)});
        append_to(root.entry("ParentTree").id(), "Nums", {key, reference_to(element)});
        root.entries["ParentTreeNextKey"].number += 1;
        update_.put(tree, root);
    }

    void append_to(ObjectId id, const char* key, const std::vector<Object>& items) {
        Object holder = revisions_.read(id);
        Object& list = holder.entries[key];
        if (!list.is(Kind::array)) refuse(std::string("/") + key + " n’est pas une liste");
        list.items.insert(list.items.end(), items.begin(), items.end());
        update_.put(id, holder);
    }

    Places put_signature(ObjectId id, const dossier::SealRequest& request, std::size_t room) {
        std::string text =
            "<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/M (" +
            pdf_instant(request.at) + ")\n";
        if (!request.reason.empty()) {
            text += "/Reason ";
            append_text(text, request.reason);
            text += '\n';
        }
        text += "/ByteRange [";
        Places places{.range = text.size()};
        text.append(range_place).append("]\n/Contents ");
        places.contents = text.size();
        text += '<' + std::string(room * 2, '0') + '>';
        places.behind = text.size();
        const std::size_t start = update_.put(id, text + "\n>>");
        return {places.range + start, places.contents + start, places.behind + start};
    }

    static void write_range(std::string& bytes, const Places& places) {
        const std::string range = "0 " + std::to_string(places.contents) + " " +
                                  std::to_string(places.behind) + " " +
                                  std::to_string(bytes.size() - places.behind);
        if (range.size() > range_place.size()) refuse("fichier trop grand");
        bytes.replace(places.range, range.size(), range);
    }

    /// The file's permanent identifier, its size before and the instant make the new one.
    std::string next_identifier(const dossier::SealRequest& request) const {
        const Revision& newest = revisions_.newest();
        std::string seed;
        append_object(seed, newest.trailer.entry("ID"));
        seed += ' ' + std::to_string(newest.end) + ' ' + pdf_instant(request.at);
        return base::sha256(seed).substr(0, identifier_size);
    }

    const Revisions& revisions_;
    Update update_;
    Object catalog_;
    ObjectId form_ = 0;
    Object last_field_;
};

}  // namespace

std::string with_seal(std::string_view pdf, const dossier::SealRequest& request, std::size_t room,
                      const dossier::SignBytes& sign) {
    Report report;
    const Revisions revisions(pdf, report);
    if (!report.problems().empty()) refuse(report.problems().front().message);
    return Sealing(pdf, revisions).seal(request, room, sign);
}

}  // namespace preavis::pdf
