#pragma once

#include <array>
#include <string_view>

namespace preavis::document {

/// The fixed words of every translated page, beside the document's own sentences.
struct CommonWord {
    std::string_view name;  ///< context of the sentence in data/locales/commun
    std::string_view french;
    std::string_view note;  ///< for translators
};

inline constexpr std::array common_words = {
    CommonWord{"page", "page {{page}} sur {{pages}}", "en bas de chaque page"},
    CommonWord{"traduction", "Cette page est une traduction.", "au début du document"},
    CommonWord{"fait_foi", "Seul le texte en français est officiel.",
               "sur chaque page : seul le texte français compte pour la loi"},
    CommonWord{"garder", "Gardez aussi les pages en français.", "au début du document"},
    CommonWord{"courtoisie", "Cette traduction vous aide à comprendre.",
               "copie de courtoisie : elle n'a pas de valeur officielle"},
    CommonWord{"non_relue", "Cette traduction n'est pas encore relue.",
               "personne n'a encore vérifié la traduction"},
    CommonWord{"langage_simplifie", "Langage simplifié, non relu",
               "en haut de chaque page, sans point final"},
    CommonWord{"falc", "Facile à lire et à comprendre", "en haut de chaque page, sans point final"},
    CommonWord{"projet", "PROJET", "sur chaque page d'un document qui n'est pas encore valable"},
};

/// The French of one. Expects a known name.
std::string_view common_word(std::string_view name);

}  // namespace preavis::document
