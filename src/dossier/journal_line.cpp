#include "dossier/journal_line.h"

#include <charconv>

#include "base/hash.h"

namespace preavis::dossier {
namespace {

constexpr std::size_t most_digits = 24;

void append_decimal(std::string& text, std::int64_t value) {
    char digits[most_digits];
    const auto end = std::to_chars(digits, digits + most_digits, value).ptr;
    text.append(digits, end);
}

}  // namespace

void CanonicalLine::add(std::string_view part) {
    append_decimal(text_, static_cast<std::int64_t>(part.size()));
    text_ += ':';
    text_ += part;
}

void CanonicalLine::add(std::int64_t value) {
    char digits[most_digits];
    const auto end = std::to_chars(digits, digits + most_digits, value).ptr;
    add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

std::string CanonicalLine::hash(std::string_view previous, const JournalLine& line) {
    return hash(previous, line, base::sha256(line.sealed));
}

std::string CanonicalLine::hash(std::string_view previous, const JournalLine& line,
                                std::string_view sealed_digest) {
    text_.clear();
    add("preavis-journal-2");
    add(previous);
    add(line.sequence);
    for (const auto& part :
         {line.dossier, line.noun, line.kind, line.event, line.from_state, line.to_state}) {
        add(part);
    }
    add(line.happened_at);
    add(line.recorded_at);
    for (const auto& part : {line.actor, line.role, line.owner, line.commitment}) add(part);
    add(sealed_digest);
    return base::sha256(text_);
}

std::string CanonicalLine::hash_of_form_1(std::string_view previous, const JournalLine& line,
                                          std::string_view payload) {
    text_.clear();
    add("preavis-journal-1");
    add(previous);
    add(line.sequence);
    for (const auto& part : {line.dossier, line.kind, line.event, line.from_state, line.to_state}) {
        add(part);
    }
    add(line.happened_at);
    add(line.recorded_at);
    for (const auto& part : {line.actor, line.role, payload}) add(part);
    return base::sha256(text_);
}

}  // namespace preavis::dossier
