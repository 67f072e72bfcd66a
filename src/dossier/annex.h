#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "law/instant.h"

namespace preavis::dossier {

/// What an annex belongs to: exactly one of the two is named.
struct AnnexOwner {
    std::string structure;  ///< its rules, its charter, its plan: for everybody who stays there
    std::string dossier;    ///< the scan of a signed page, a letter received
};

/// A file that somebody supplied. Its bytes are kept as they came and never made again.
/// A newer version replaces it in lists; the earlier one stays for the documents that quote it.
struct Annex {
    std::string id;
    AnnexOwner owner;
    std::string nature;  ///< `reglement_fonctionnement`: data/nomenclatures/annexes.yaml
    std::string title;
    std::string language;      ///< BCP 47
    std::string series;        ///< what versions of one annex have in common, among its owner's
    std::int64_t version = 1;  ///< one more with each newer file of the series
    std::string sha256;        ///< of the bytes, hexadecimal
    std::int64_t size = 0;     ///< in bytes
    std::int64_t pages = 0;
    law::Instant supplied_at;
    std::string supplied_by;  ///< account identifier
};

/// An annex on its way into the store.
struct SuppliedAnnex {
    Annex annex;
    std::string bytes;
};

/// What a reader of supplied files found in one that may be kept.
struct AnnexLook {
    std::int64_t pages = 0;
};

/// How a printing copy is put together.
struct BindingOptions {
    std::string title;    ///< in French
    bool duplex = false;  ///< a blank page after each part of an odd number of pages
};

/// Looks into files that others made, and binds files for the printer. Calls may come from several
/// threads.
class Binder {
  public:
    virtual ~Binder() = default;
    /// Whether a file may be kept as an annex, with what to do about it if not.
    virtual base::Answer<AnnexLook> look(const std::string& bytes) const = 0;
    /// One PDF of all the pages of `parts`, in their order, for a printer: it claims no standard
    /// and carries no seal, form, link or script. The same parts give the same bytes.
    /// Refuses (`copie_trop_grande`) more than a printing copy may hold; expects PDF files that
    /// `look` would keep or that this service has issued.
    virtual base::Answer<std::string> bind(const std::vector<std::string>& parts,
                                           const BindingOptions& options) const = 0;
};

}  // namespace preavis::dossier
