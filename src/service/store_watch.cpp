#include "service/store_watch.h"

namespace preavis::service {
namespace {

constexpr const char* what_goes_on =
    "Rien ne s'enregistre plus, la lecture continue, et rien de ce qui était enregistré n'est "
    "perdu. ";

}  // namespace

StoreState state_of(const dossier::StoreTrouble& trouble) {
    using base::FailureCode;
    if (!trouble.lasting) {
        return {"magasin_plein",
                std::string("Il n'y a plus de place pour enregistrer. ") + what_goes_on +
                    "Libérez de la place sur le disque : le service reprendra de lui-même."};
    }
    const std::string detail = " Détail : " + trouble.message;
    if (trouble.code == FailureCode::corrupted) {
        return {"magasin_abime",
                std::string("Une partie de la base est abîmée. ") + what_goes_on +
                    "Arrêtez le service, relisez la base (preavis backup --verify), et "
                    "restaurez la dernière sauvegarde (preavis restore) si elle n'est pas "
                    "entière." +
                    detail};
    }
    if (trouble.code == FailureCode::privilege) {
        return {"ecriture_interdite",
                std::string("Le système ne laisse plus écrire dans la base. ") + what_goes_on +
                    "Rendez au service le droit d'écrire, puis redémarrez-le." + detail};
    }
    return {"disque_en_faute", std::string("Le disque a refusé une opération. ") + what_goes_on +
                                   "Faites vérifier le disque, puis redémarrez le service." +
                                   detail};
}

}  // namespace preavis::service
