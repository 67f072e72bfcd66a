#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace preavis::dossier {

/// The fields of a journal entry as they are stored, without owning them.
struct JournalLine {
    std::int64_t sequence = 0;
    std::string_view dossier, kind, event, from_state, to_state;
    std::int64_t happened_at = 0;
    std::int64_t recorded_at = 0;
    std::string_view actor, role;
    std::int64_t form = 2;
    std::string_view noun, owner, sealed, commitment;
    std::string_view previous, hash;
};

/// Computes the hash of lines in their one canonical form, in a text that is used again.
///
/// SHA-256 over these fields, each written as its length in decimal, a colon and its bytes, so that
/// no two entries are written alike: "preavis-journal-2", the previous hash (32 bytes; zeros for
/// the first entry), then in decimal or as text sequence, dossier, noun, kind, event, from_state,
/// to_state, happened_at, recorded_at (milliseconds), actor, role, owner, commitment, and the
/// SHA-256 of the sealed payload: of what is stored, so that an erased key changes nothing.
///
/// Entries of form 1, written before payloads were sealed: "preavis-journal-1", the previous hash,
/// sequence, dossier, kind, event, from_state, to_state, happened_at, recorded_at, actor, role, and
/// the clear payload.
class CanonicalLine {
  public:
    std::string hash(std::string_view previous, const JournalLine& line);
    /// For whoever holds no payload: by its SHA-256.
    std::string hash(std::string_view previous, const JournalLine& line,
                     std::string_view sealed_digest);
    std::string hash_of_form_1(std::string_view previous, const JournalLine& line,
                               std::string_view payload);

  private:
    void add(std::string_view part);
    void add(std::int64_t value);

    std::string text_;
};

}  // namespace preavis::dossier
