#include "http/labels.h"

#include <algorithm>
#include <array>

namespace preavis::http {
namespace {

struct Label {
    std::string_view code;
    std::string_view text;
};

constexpr std::array labels = {
    // Organisations.
    Label{"siao", "SIAO"},
    Label{"gestionnaire", "Gestionnaire"},
    Label{"ddets", "DDETS"},
    Label{"hotelier", "Hôtelier"},
    Label{"pash", "PASH"},
    Label{"delta", "DELTA"},
    Label{"conseil_departemental", "Conseil départemental"},
    Label{"partenaire", "Partenaire"},
    // Structures.
    Label{"chrs", "CHRS"},
    Label{"chu", "CHU"},
    Label{"hotel", "Hôtel"},
    Label{"halte_de_nuit", "Halte de nuit"},
    Label{"alt", "ALT"},
    Label{"residence_sociale", "Résidence sociale"},
    Label{"rs_fjt", "Résidence sociale pour jeunes travailleurs"},
    Label{"pension_de_famille", "Pension de famille"},
    Label{"residence_accueil", "Résidence accueil"},
    Label{"iml", "Intermédiation locative"},
    Label{"autre", "Autre"},
    Label{"structure", "Structure d'hébergement"},
    // Persons and households.
    Label{"madame", "Madame"},
    Label{"monsieur", "Monsieur"},
    Label{"sans", "Sans civilité"},
    Label{"lit_francais", "Lit le français"},
    Label{"lit_facile", "Lit un français facile"},
    Label{"ne_lit_pas", "Ne lit pas"},
    Label{"rez_de_chaussee", "Rez-de-chaussée"},
    Label{"lit_bebe", "Lit pour bébé"},
    Label{"interprete", "Interprète"},
    Label{"fauteuil_roulant", "Fauteuil roulant"},
    Label{"animal", "Animal"},
    Label{"ordinaire", "Ordinaire"},
    Label{"protege", "Protégé"},
    // Stays.
    Label{"initiale", "Prise en charge initiale"},
    Label{"stabilisee", "Prise en charge stabilisée"},
    Label{"priorite_prefecture", "Priorité de la préfecture"},
    Label{"humanitaire", "Nuitée humanitaire"},
    Label{"insertion", "Insertion"},
    // Arrivals and welcome papers.
    Label{"hotel_initial", "Hôtel, prise en charge initiale"},
    Label{"hotel_stabilise", "Hôtel, prise en charge stabilisée"},
    Label{"nuit_humanitaire", "Nuitée humanitaire"},
    Label{"personnel_structure", "Personnel de la structure"},
    Label{"mandataire_siao", "SIAO ou son mandataire"},
    Label{"note_information", "Note d'information sur l'hôtel"},
    Label{"presentation_acteurs", "Présentation des acteurs"},
    Label{"reglement_fonctionnement", "Règlement de fonctionnement"},
    Label{"charte", "Charte des droits et libertés"},
    Label{"notice_personne_confiance", "Notice sur la personne de confiance"},
    Label{"personnes_qualifiees", "Liste des personnes qualifiées"},
    Label{"associations_agreees", "Liste des associations agréées"},
    Label{"projet_contrat", "Projet de contrat de séjour"},
    Label{"guide_ressources", "Guide des ressources"},
    Label{"oral", "À l'oral"},
    Label{"oral_avec_interprete", "À l'oral, avec un interprète"},
    Label{"falc", "En langage simplifié"},
    Label{"traduction", "Par une traduction écrite"},
    Label{"signature", "Signature"},
    Label{"refus_de_signer", "Refus de signer"},
    Label{"ne_sait_pas_signer", "Ne sait pas signer"},
    // Languages, in French order of use.
    Label{"fr", "Français"},
    Label{"ar", "Arabe"},
    Label{"en", "Anglais"},
    Label{"es", "Espagnol"},
    Label{"pt", "Portugais"},
    Label{"ru", "Russe"},
    Label{"uk", "Ukrainien"},
    Label{"ps", "Pachto"},
    Label{"fa-AF", "Dari"},
    Label{"fa", "Persan"},
    Label{"ti", "Tigrigna"},
    Label{"am", "Amharique"},
    Label{"so", "Somali"},
    Label{"bn", "Bengali"},
    Label{"ur", "Ourdou"},
    Label{"hi", "Hindi"},
    Label{"ta", "Tamoul"},
    Label{"zh", "Chinois"},
    Label{"vi", "Vietnamien"},
    Label{"tr", "Turc"},
    Label{"ku", "Kurde"},
    Label{"sq", "Albanais"},
    Label{"ro", "Roumain"},
    Label{"bg", "Bulgare"},
    Label{"sr", "Serbe"},
    Label{"ka", "Géorgien"},
    Label{"hy", "Arménien"},
    Label{"it", "Italien"},
    Label{"de", "Allemand"},
    Label{"pl", "Polonais"},
    Label{"ln", "Lingala"},
    Label{"wo", "Wolof"},
    Label{"ff", "Peul"},
    Label{"bm", "Bambara"},
    Label{"snk", "Soninké"},
    Label{"sw", "Swahili"},
    Label{"mg", "Malgache"},
    Label{"shi", "Tachelhit"},
    Label{"kab", "Kabyle"},
    Label{"fsl", "Langue des signes française"},
    // Grounds of an end of care.
    Label{"violence", "Violence"},
    Label{"absence", "Absence"},
    Label{"non_renouvellement", "Absence de demande de renouvellement"},
    Label{"refus_changement_hotel", "Refus d'un changement d'hôtel"},
    Label{"refus_proposition", "Refus d'une proposition adaptée"},
    Label{"refus_evaluation", "Refus de l'évaluation"},
    Label{"refus_accompagnement", "Refus de l'accompagnement"},
    Label{"manquement_contrat", "Manquement au contrat de séjour"},
    Label{"manquement_reglement", "Manquement au règlement de fonctionnement"},
    Label{"fin_prise_en_charge_initiale", "Fin de la prise en charge initiale"},
    Label{"tres_long_sejour", "Très long séjour"},
    Label{"evolution_situation", "Évolution de la situation"},
};

}  // namespace

std::string_view find_label(std::string_view code) {
    const auto found = std::find_if(labels.begin(), labels.end(),
                                    [code](const Label& label) { return label.code == code; });
    return found == labels.end() ? std::string_view() : found->text;
}

}  // namespace preavis::http
