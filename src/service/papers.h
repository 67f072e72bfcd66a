#pragma once

#include <string>

#include "document/content.h"
#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// An issued document as bytes, with its name for a download.
struct IssuedPaper {
    std::string bytes;
    std::string file_name;
    std::string sha256;
};

/// What `document verify` finds in the journal about a file.
struct Provenance {
    bool known = false;
    dossier::Piece piece;
};

/// The documents: drawn once, kept, handed out.
class Papers {
  public:
    explicit Papers(const Office& office) : office_(office) {}

    /// The bytes as issued, always the same.
    base::Answer<IssuedPaper> pdf(const std::string& id, const dossier::Actor& actor);
    /// The accessible web page of the same content.
    base::Answer<std::string> html(const std::string& id, const dossier::Actor& actor);

    /// Draws and keeps a document that was ordered. Safe to run twice.
    void issue(const dossier::OutboxJob& job);
    /// Does every job that waits; called after each commit and at start.
    void issue_all();

    Provenance provenance(const std::string& bytes);

  private:
    base::Answer<dossier::Piece> visible(const std::string& id, const dossier::Actor& actor);
    law::Territory territory_of(const dossier::Piece& piece) const;
    base::Answer<document::Content> content_of_piece(const dossier::Piece& piece) const;
    /// The bytes of a piece, sealed if the office seals.
    base::Answer<std::string> drawn(const dossier::Piece& piece, law::Instant now) const;
    base::Answer<std::string> sealed(std::string bytes, law::Instant now) const;

    const Office& office_;
};

}  // namespace preavis::service
