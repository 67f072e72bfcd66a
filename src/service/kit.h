#pragma once

#include <string>
#include <vector>

#include "dossier/annex.h"
#include "dossier/store.h"
#include "service/library.h"

namespace preavis::service {

/// One piece that a welcome kit may hold.
struct KitPiece {
    std::string name;         ///< `reglement_fonctionnement`
    std::string title;        ///< in French
    bool obligatory = false;  ///< without it the procedure takes the kit for incomplete
    bool has_file = false;    ///< the service writes it, or the structure has supplied it
};

/// The pieces of the kit that a dossier hands over, in the order of its procedure; none if it hands
/// over no kit. What is obligatory is asked of the procedure's own condition, piece by piece.
std::vector<KitPiece> kit_pieces(const Library& library, const dossier::Dossier& dossier,
                                 const std::vector<dossier::Annex>& annexes, law::Instant now);

/// A document of the kit that was ordered before its cover.
struct OrderedPaper {
    std::string piece;  ///< its identifier: its hash is known once it is issued
    std::string title;
    std::string variant;
    std::int64_t pages = 0;
};

/// The fact of a cover that holds what it lists.
inline constexpr const char* files_fact = "pieces_kit";

/// What a cover lists, frozen when it is ordered: title, pages, and hash or identifier of each
/// file.
dossier::Value kit_files(const std::vector<OrderedPaper>& papers,
                         const std::vector<dossier::Annex>& annexes, const AnnexNatures& natures);
/// The obligatory pieces that no file holds: handed over apart.
dossier::Value pieces_apart(const std::vector<KitPiece>& pieces);

/// The frozen facts of a cover with the hashes of the documents that it lists. Refuses
/// (`pieces_non_emises`) while one of them is not issued. Other facts stay as they are.
base::Answer<dossier::Facts> with_hashes(dossier::Facts facts, dossier::Store& store);
/// The same for a rehearsal: a hash that is not known yet takes its room.
dossier::Facts with_any_hashes(dossier::Facts facts);

}  // namespace preavis::service
