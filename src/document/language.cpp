#include "document/language.h"

#include <unicode/datefmt.h>
#include <unicode/gregocal.h>
#include <unicode/plurrule.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <memory>

#include "base/expects.h"
#include "base/text.h"

namespace preavis::document {
namespace {

const char* const two_forms = "nplurals=2; plural=(n != 1);";
const char* const none_and_one = "nplurals=2; plural=(n > 1);";
const char* const slavic_forms =
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) "
    "? 1 : 2);";
const char* const arabic_forms =
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? "
    "4 : 5);";

icu::Locale locale_of(const ReaderLanguage& language) {
    UErrorCode status = U_ZERO_ERROR;
    const std::string region = language.tag == "en" ? "-GB" : "";  // the day before the month
    const std::string tag = std::string(language.tag) + region + "-u-ca-gregory-nu-latn";
    const icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
    expects(U_SUCCESS(status) != 0);
    return locale;
}

std::string formatted(const ReaderLanguage& language, const law::LocalTime& time,
                      const char* skeleton) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::DateFormat> format(
        icu::DateFormat::createInstanceForSkeleton(skeleton, locale_of(language), status));
    expects(U_SUCCESS(status) != 0);
    format->setTimeZone(*icu::TimeZone::getGMT());
    constexpr double minute = 60'000;  // in milliseconds
    const double minutes = (time.date.day_number() * 24.0 + time.hour) * 60 + time.minute;
    icu::UnicodeString text;
    format->format(minutes * minute, text);
    std::string utf8;
    return base::replaced(text.toUTF8String(utf8), "\u202F", "\u00A0");
}

}  // namespace

const std::vector<ReaderLanguage>& reader_languages() {
    static const std::vector<ReaderLanguage> known = {
        {"ar",
         "arabe",
         "Arab",
         arabic_forms,
         {"zero", "one", "two", "few", "many", "other"},
         {"تصريح الإقامة", "تصريح إقامة", "بطاقة الإقامة", "بطاقة إقامة", "رخصة الإقامة",
          "إذن الإقامة"}},
        {"en",
         "anglais",
         "Latn",
         two_forms,
         {"one", "other"},
         {"residence permit", "residency permit", "residence card"}},
        {"es",
         "espagnol",
         "Latn",
         two_forms,
         {"one", "other"},
         {"permiso de residencia", "tarjeta de residencia"}},
        {"fa-AF",
         "dari",
         "Arab",
         none_and_one,
         {"one", "other"},
         {"اجازه اقامت", "اجازه‌نامه اقامت", "کارت اقامت", "جواز اقامت"}},
        {"ru",
         "russe",
         "Cyrl",
         slavic_forms,
         {"one", "few", "many"},
         {"вид на жительство", "вида на жительство", "видом на жительство"}},
        {"ti", "tigrinya", "Ethi", none_and_one, {"one", "other"}, {"መንበሪ ፍቓድ"}},
        {"uk",
         "ukrainien",
         "Cyrl",
         slavic_forms,
         {"one", "few", "many"},
         {"посвідка на проживання", "посвідки на проживання", "посвідкою на проживання"}},
    };
    return known;
}

const ReaderLanguage* find_reader_language(std::string_view tag) {
    if (tag == "prs") tag = "fa-AF";
    for (const ReaderLanguage& language : reader_languages()) {
        if (language.tag == tag) return &language;
    }
    return nullptr;
}

std::string plural_form(std::int64_t count, const ReaderLanguage& language) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(locale_of(language), status));
    expects(U_SUCCESS(status) != 0);
    std::string form;
    rules->select(static_cast<double>(count)).toUTF8String(form);
    const auto& forms = language.forms;
    return std::find(forms.begin(), forms.end(), form) == forms.end() ? forms.back() : form;
}

bool has_letter_of(const ReaderLanguage& language, std::string_view text) {
    const auto script = static_cast<UScriptCode>(
        u_getPropertyValueEnum(UCHAR_SCRIPT, std::string(language.script).c_str()));
    const std::u32string letters = base::code_points(text);
    return std::any_of(letters.begin(), letters.end(), [&](char32_t letter) {
        UErrorCode status = U_ZERO_ERROR;
        return uscript_getScript(static_cast<UChar32>(letter), &status) == script;
    });
}

std::string date_in(const ReaderLanguage& language, law::Date date) {
    return formatted(language, {date, 0, 0}, "yMMMMEEEEd");
}

std::string date_without_weekday_in(const ReaderLanguage& language, law::Date date) {
    return formatted(language, {date, 0, 0}, "yMMMMd");
}

std::string instant_in(const ReaderLanguage& language, const law::LocalTime& time) {
    return formatted(language, time, "yMMMMEEEEdHm");
}

std::string hour_in(const ReaderLanguage& language, const law::LocalTime& time) {
    return formatted(language, time, "Hm");
}

}  // namespace preavis::document
