#include <algorithm>
#include <set>

#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* form_rule = "ISO 32000-1, 12.7.2";
constexpr const char* signature_rule = "ISO 32000-1, 12.8.1";
constexpr const char* profile_rule = "ETSI EN 319 142-1, 6.3";

/// What fills a signature field.
void check_signature(const File& file, ObjectId field, Report& report) {
    const Object& value = file.get(file.objects().at(field), "V");
    if (value.is(Kind::null)) return;
    const auto require = [&](bool condition, const char* rule, const char* message) {
        report.require(condition, rule, message, field);
    };
    require(value.entry("Type").is_name("Sig"), signature_rule, "/V n’est pas une signature");
    require(value.entry("Filter").is_name("Adobe.PPKLite") &&
                value.entry("SubFilter").is_name("ETSI.CAdES.detached"),
            profile_rule, "la signature n’est pas au format PAdES");
    const auto& range = value.entry("ByteRange").items;
    require(range.size() == 4 && std::all_of(range.begin(), range.end(),
                                             [](const Object& item) {
                                                 return item.is(Kind::integer) && item.number >= 0;
                                             }),
            "ISO 19005-2, 6.4.3", "/ByteRange n’est pas formé de deux intervalles");
    require(range.size() == 4 && range[0].number == 0 && range[1].number < range[2].number,
            "ISO 19005-2, 6.4.3", "la signature ne couvre pas tout autour d’elle (/ByteRange)");
    require(value.entry("Contents").is(Kind::string), signature_rule,
            "la signature est vide (/Contents)");
    const std::string& date = value.entry("M").text;
    require(date.size() == 17 && date.starts_with("D:") && date.back() == 'Z', profile_rule,
            "la signature n’est pas datée (/M)");
    require(!value.entries.contains("Cert"), profile_rule,
            "le certificat est hors de la signature (/Cert)");
}

std::set<ObjectId> widgets_of_pages(const File& file) {
    std::set<ObjectId> widgets;
    for (const ObjectId page : page_objects(file)) {
        for (const Object& annotation : file.get(file.objects().at(page), "Annots").items) {
            if (file.resolve(annotation).entry("Subtype").is_name("Widget")) {
                widgets.insert(annotation.id());
            }
        }
    }
    return widgets;
}

}  // namespace

void check_form(const File& file, Report& report) {
    const Object& form = file.get(file.catalog(), "AcroForm");
    const std::set<ObjectId> widgets = widgets_of_pages(file);
    report.require(!form.is(Kind::null), form_rule, "la place du sceau manque (/AcroForm)");
    report.require(form.entry("SigFlags").number == 3, form_rule,
                   "le formulaire n’annonce pas de signature (/SigFlags)");
    report.require(file.get(form, "NeedAppearances").number == 0, "ISO 19005-2, 6.4.1",
                   "apparences à la charge du lecteur (/NeedAppearances)");
    std::set<ObjectId> fields;
    for (const Object& field : file.get(form, "Fields").items) {
        if (!report.require(widgets.contains(field.id()) && fields.insert(field.id()).second,
                            form_rule, "champ absent des pages, ou deux fois au formulaire",
                            field.id())) {
            continue;
        }
        check_signature(file, field.id(), report);
    }
    report.require(fields == widgets, form_rule, "champ d’une page absent du formulaire");
}

}  // namespace preavis::pdf
