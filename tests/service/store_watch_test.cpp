#include "service/store_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace preavis::service {
namespace {

using base::FailureCode;
using testing::HasSubstr;

TEST(StoreWatch, each_state_says_what_it_is_what_goes_on_and_what_to_do) {
    struct Told {
        dossier::StoreTrouble trouble;
        std::string reason;
        std::string advice;
    };
    for (const Told& one :
         {Told{{FailureCode::storage_full, "x", false}, "magasin_plein", "Libérez de la place"},
          Told{{FailureCode::storage, "x", true}, "disque_en_faute", "Faites vérifier le disque"},
          Told{{FailureCode::storage_full, "x", true}, "disque_en_faute", "redémarrez"},
          Told{{FailureCode::corrupted, "x", true}, "magasin_abime", "restaurez"},
          Told{{FailureCode::privilege, "x", true}, "ecriture_interdite", "droit d'écrire"}}) {
        const StoreState state = state_of(one.trouble);
        EXPECT_EQ(state.reason, one.reason);
        EXPECT_THAT(state.message, HasSubstr(one.advice));
        EXPECT_THAT(state.message, HasSubstr("la lecture continue"));
    }
}

}  // namespace
}  // namespace preavis::service
