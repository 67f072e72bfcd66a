#pragma once

#include <string>

#include "document/content.h"
#include "document/template.h"
#include "dossier/value.h"
#include "law/calendar.h"

namespace preavis::document {

/// Writes the values of slots, each a span by itself. For a reader of another language, a date is
/// written in that language and then in French, a choice by its translated words; names, texts,
/// numbers and references stay as they are, marked as French, with Latin digits.
class SlotWriter {
  public:
    /// `translation` is null for French.
    SlotWriter(const Template& from, std::string variant, const Translation* translation,
               const law::Territory& territory)
        : template_(from),
          variant_(std::move(variant)),
          translation_(translation),
          territory_(territory) {}

    /// `repeated`: the list whose items are being written, or empty.
    Inline write(const Fragment& slot, const dossier::Value& value,
                 const std::string& repeated) const;
    /// The fragments of a translated line for this count. Expects a fragment with forms.
    const Line& form_for(const Fragment& counted, const dossier::Value& value) const;
    /// The fields of a list's items; none if they are no records.
    dossier::Declarations item_fields(const std::string& list) const;

  private:
    std::string in_french(const Fragment& slot, const dossier::Value& value,
                          const std::string& repeated) const;
    std::string time_in_french(Format format, law::Instant instant) const;
    /// A date or an instant in the reader's language; empty for any other value.
    std::string time_translated(const Fragment& slot, const dossier::Value& value) const;
    bool is_money(const std::string& fact, const std::string& repeated) const;
    std::string wording(const std::string& fact, const std::string& text) const;
    /// Null if this text is no translated choice.
    const std::string* translated_wording(const std::string& fact, const std::string& text) const;

    const Template& template_;
    std::string variant_;
    const Translation* translation_;
    const law::Territory& territory_;
};

}  // namespace preavis::document
