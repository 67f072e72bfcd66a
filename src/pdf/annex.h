#pragma once

#include <cstddef>
#include <string>

#include "dossier/annex.h"

namespace preavis::pdf {

/// A supplied file may hold this much.
constexpr std::size_t most_annex_bytes = 20UL << 20U;
constexpr int most_annex_pages = 500;

/// Whether a supplied file may be kept: a PDF that libqpdf reads without repairing anything, not
/// encrypted, of 1 to 500 pages between 1 cm and 2 m, with no image beyond 20 000 pixels a side,
/// and without script, XFA form, attached or played file, or action that leaves the file. Links to
/// web pages, mail addresses and telephone numbers are no such actions: a reader must click them.
/// Every refusal says what to do: `annexe_trop_grande`, `annexe_image`, `annexe_pas_un_pdf`,
/// `annexe_abimee`, `annexe_protegee`, `annexe_script`, `annexe_formulaire_xfa`,
/// `annexe_fichier_joint`, `annexe_multimedia`, `annexe_action`, `annexe_trop_de_pages`,
/// `annexe_sans_page`, `annexe_page_demesuree`, `annexe_image_demesuree`.
///
/// Reads in this very process: see pdf/binder.h.
base::Answer<dossier::AnnexLook> look_at_annex(const std::string& bytes);

}  // namespace preavis::pdf
