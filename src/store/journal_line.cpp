#include "store/journal_line.h"

#include <charconv>

#include "base/hash.h"

namespace preavis::store {
namespace {

constexpr std::size_t most_digits = 24;

void append_decimal(std::string& text, std::int64_t value) {
    char digits[most_digits];
    const auto end = std::to_chars(digits, digits + most_digits, value).ptr;
    text.append(digits, end);
}

}  // namespace

JournalLine read_line(Query& row) {
    JournalLine line;
    line.sequence = row.integer();
    line.dossier = row.bytes();
    line.kind = row.bytes();
    line.event = row.bytes();
    line.from_state = row.bytes();
    line.to_state = row.bytes();
    line.happened_at = row.integer();
    line.recorded_at = row.integer();
    line.actor = row.bytes();
    line.role = row.bytes();
    line.form = row.integer();
    line.noun = row.bytes();
    line.owner = row.bytes();
    line.sealed = row.bytes();
    line.commitment = row.bytes();
    line.previous = row.bytes();
    line.hash = row.bytes();
    return line;
}

std::string payload_place(std::int64_t sequence) {
    return std::to_string(sequence);
}

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
    add(base::sha256(line.sealed));
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

}  // namespace preavis::store
