#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/problem.h"
#include "base/refusal.h"
#include "document/content.h"
#include "page/fonts.h"
#include "page/pages.h"

namespace preavis::page {

/// Vector pictures by name, read once from data/pictograms.
class Pictograms {
  public:
    struct Picture {
        double width = 0;
        double height = 0;
        std::vector<Shape> shapes;  ///< y grows upwards, origin bottom left
    };
    /// Reads every .svg of a folder (paths, rectangles, circles, groups, transforms; nothing else).
    static base::Reading<Pictograms> read(const std::filesystem::path& folder);
    /// Null if there is none of that name.
    const Picture* find(const std::string& name) const;

  private:
    std::map<std::string, Picture> pictures_;
};

/// Lays a content tree out on A4 pages.
/// Standard style: 11 pt, 2 cm margins. Easy style: 14 pt, 1.5 line spacing, 3 cm margins, one
/// sentence a line, no columns. Never hyphenated nor justified.
/// The blocks before an AddressWindow (the sender) are set left of the envelope's window.
/// Refuses, before anything is drawn: a character that no font draws (`caractere_sans_glyphe`),
/// text, drawn or not, that is not UTF-8 or overloaded with marks (`texte_illisible`), an unknown
/// language (`langue_inconnue`), a picture without alternative text (`image_sans_texte`) or unknown
/// (`image_inconnue`), a table with too many columns or uneven rows (`tableau_trop_large`,
/// `tableau_irregulier`), and what does not fit: `adresse_trop_longue`, `entete_trop_long`,
/// `description_trop_longue`, `texte_trop_large`, `imbrication_trop_profonde`.
/// Pure: reads nothing but its arguments; the same content gives the same pages.
base::Answer<Pages> lay_out(const document::Content& content, const Fonts& fonts,
                            const Pictograms& pictograms);

}  // namespace preavis::page
