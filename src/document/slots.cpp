#include "document/slots.h"

#include "base/expects.h"
#include "base/text.h"
#include "document/wording.h"

namespace preavis::document {
namespace {

using dossier::FactKind;
using dossier::Value;

std::string link_of(Format format, const std::string& text) {
    if (format == Format::mail) return "mailto:" + text;
    if (format != Format::web) return {};
    const bool complete = base::starts_with(text, "https://") || base::starts_with(text, "http://");
    return (complete ? "" : "https://") + text;
}

}  // namespace

Inline SlotWriter::write(const Fragment& slot, const Value& value,
                         const std::string& repeated) const {
    const std::string fact = slot.fact == "element" ? repeated : slot.fact;
    Span span{in_french(slot, value, repeated), "", slot.strong, true, ""};
    span.link = link_of(slot.format, span.text);
    if (translation_ == nullptr) return {span};
    const std::string* text = value.text();
    if (const std::string* words = text == nullptr ? nullptr : translated_wording(fact, *text)) {
        span.text = *words;
        return {span};
    }
    span.language = "fr";
    const std::string own = time_translated(slot, value);
    if (own.empty()) return {span};
    return {{own, "", slot.strong, true, ""},
            {" (", "", slot.strong, false, ""},
            span,
            {")", "", slot.strong, false, ""}};
}

const Line& SlotWriter::form_for(const Fragment& counted, const Value& value) const {
    const std::int64_t* count = value.integer();
    expects(translation_ != nullptr && count != nullptr);
    return counted.forms.at(plural_form(*count, *translation_->language));
}

dossier::Declarations SlotWriter::item_fields(const std::string& list) const {
    const dossier::FactDeclaration* declared = find(template_.facts, list);
    return declared == nullptr ? dossier::Declarations{} : declared->type.item.front().fields;
}

std::string SlotWriter::in_french(const Fragment& slot, const Value& value,
                                  const std::string& repeated) const {
    if (const law::Date* date = value.date()) {
        return slot.format == Format::short_date ? law::in_french_without_weekday(*date)
                                                 : law::in_french(*date);
    }
    if (const law::Instant* instant = value.instant()) return time_in_french(slot.format, *instant);
    if (const std::int64_t* number = value.integer()) {
        return is_money(slot.fact, repeated) ? euros_in_french(*number)
                                             : integer_in_french(*number);
    }
    const std::string* text = value.text();
    if (text == nullptr) return {};
    if (slot.format == Format::telephone) return telephone_in_french(*text);
    if (slot.format == Format::digest) return grouped_by_eights(*text);
    return wording(slot.fact == "element" ? repeated : slot.fact, *text);
}

std::string SlotWriter::time_in_french(Format format, law::Instant instant) const {
    const law::LocalTime local = territory_.local(instant);
    switch (format) {
        case Format::short_date: return law::in_french_without_weekday(local.date);
        case Format::day: return law::in_french(local.date);
        case Format::hour: return hour_in_french(local);
        default: return document::in_french(instant, territory_);
    }
}

std::string SlotWriter::time_translated(const Fragment& slot, const Value& value) const {
    const ReaderLanguage& language = *translation_->language;
    const bool is_short = slot.format == Format::short_date;
    if (const law::Date* date = value.date()) {
        return is_short ? date_without_weekday_in(language, *date) : date_in(language, *date);
    }
    const law::Instant* instant = value.instant();
    if (instant == nullptr) return {};
    const law::LocalTime local = territory_.local(*instant);
    if (is_short) return date_without_weekday_in(language, local.date);
    if (slot.format == Format::day) return date_in(language, local.date);
    return slot.format == Format::hour ? hour_in(language, local) : instant_in(language, local);
}

bool SlotWriter::is_money(const std::string& fact, const std::string& repeated) const {
    const auto fields = repeated.empty() ? dossier::Declarations{} : item_fields(repeated);
    const dossier::FactDeclaration* declared = find(fields, fact);
    if (declared == nullptr) declared = find(template_.facts, fact);
    return declared != nullptr && declared->type.kind == FactKind::money;
}

/// The words of a choice; any other text as it is.
std::string SlotWriter::wording(const std::string& fact, const std::string& text) const {
    const auto of_fact = template_.wordings.find(fact);
    if (of_fact == template_.wordings.end()) return text;
    const auto of_choice = of_fact->second.find(text);
    if (of_choice == of_fact->second.end()) return text;
    const auto own = of_choice->second.find(variant_);
    return with_french_spaces(own != of_choice->second.end() ? own->second
                                                             : of_choice->second.at(""));
}

const std::string* SlotWriter::translated_wording(const std::string& fact,
                                                  const std::string& text) const {
    const auto of_fact = translation_->wordings.find(fact);
    if (of_fact == translation_->wordings.end()) return nullptr;
    const auto of_choice = of_fact->second.find(text);
    return of_choice == of_fact->second.end() ? nullptr : &of_choice->second;
}

}  // namespace preavis::document
