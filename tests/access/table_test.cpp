#include <gtest/gtest.h>

#include <cstdlib>

#include "access/policy.h"
#include "base/file.h"

namespace preavis::access::test {
namespace {

constexpr const char* introduction =
    "# Qui voit quoi\n"
    "\n"
    "Ce tableau est imprimé par le programme, à partir de la table qu'il applique\n"
    "(`src/access/policy.cpp`). Ce qui n'y est pas est refusé. Hors de son périmètre, une chose\n"
    "n'existe pas : la réponse est la même que pour un identifiant inconnu.\n"
    "\n"
    "Un ménage ne voit un arrêt de prise en charge qu'une fois informé : lettre d'information\n"
    "préalable, ou annonce de la décision. Le lieu d'un ménage protégé est un code, sa commune le\n"
    "département, sauf pour l'organisation qui tient ce lieu. Chaque consultation d'un dossier\n"
    "protégé est notée. Les essais de chaque porte sont dans `tests/http/access_matrix.txt`.\n"
    "\n";

TEST(Table, IsTheOneThatADataProtectionOfficerReads) {
    const std::string path = PREAVIS_ROOT "/docs/acces.md";
    const std::string expected = introduction + table_in_french();
    if (std::getenv("UPDATE_GOLDEN") != nullptr) base::write_file(path, expected);
    EXPECT_EQ(base::read_file(path), expected);
}

}  // namespace
}  // namespace preavis::access::test
