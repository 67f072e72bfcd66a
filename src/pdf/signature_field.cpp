#include "pdf/signature_field.h"

namespace preavis::pdf {
namespace {

constexpr long signatures_exist = 1;
constexpr long append_only = 2;

}  // namespace

std::string widget_entries(int number, ObjectId page, long key) {
    // F 132: printed and locked. An empty rectangle needs no appearance.
    std::string out =
        "/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/F 132\n/Rect [0 0 0 0]\n/T (sceau";
    append_integer(out, number);
    out += ")\n/TU ";
    append_text(out, field_description);
    out += "\n/P ";
    append_reference(out, page);
    out += "\n/StructParent ";
    append_integer(out, key);
    return out + '\n';
}

std::string form_element_entries(ObjectId document, ObjectId page, ObjectId widget) {
    std::string out = "/Type /StructElem\n/S /Form\n/P ";
    append_reference(out, document);
    out += "\n/K [<</Type /OBJR /Pg ";
    append_reference(out, page);
    out += " /Obj ";
    append_reference(out, widget);
    return out + ">>]\n";
}

void add_form(Haru& file, Dict widget) {
    Array fields = file.array();
    fields.add(widget);
    Dict form = file.indirect_dict();
    form.add("Fields", fields).number("SigFlags", signatures_exist | append_only);
    file.catalog().add("AcroForm", form);
}

}  // namespace preavis::pdf
