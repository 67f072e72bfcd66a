#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "dossier/declaration.h"

namespace preavis::dossier {

/// The nouns that dossiers are about. Their fields are declared in data/nouns/NAME.yaml.
enum class NounKind { organisation, structure, place, personne, menage, sejour };

/// `organisation`... and back; throws nothing, nothing for an unknown name.
std::string_view name_of(NounKind kind);
std::optional<NounKind> noun_kind(std::string_view name);
/// `/organisations`, `/sejours`: the collection's name in the API.
std::string_view collection_of(NounKind kind);

/// One organisation, structure, place, personne, menage or sejour.
struct Noun {
    NounKind kind = NounKind::organisation;
    std::string id;
    std::int64_t version = 0;  ///< 0: not stored yet
    std::string organisation;  ///< the organisation in whose scope it lies
    std::string departement;   ///< "75": whose DDETS counts it
    law::Instant created_at;
    Facts fields;
    bool is_protected = false;  ///< as read: by itself, by its ménage or by its place
};

/// The declared fields of each kind, and what JSON cannot say about them.
class Nouns {
  public:
    static base::Reading<Nouns> read(const std::filesystem::path& folder);
    const Declarations& fields(NounKind kind) const;

  private:
    std::map<NounKind, Declarations> fields_;
};

/// Checks that go beyond one field's type: SIREN and SIRET keys (Luhn, La Poste's exception),
/// FINESS form, telephone numbers in E.164, postcodes, dates in order, a birth date not in the
/// future. Reports at the places of `object`.
void check_noun(NounKind kind, const Facts& fields, const base::Node& object, law::Date today,
                base::Problems& problems);

/// Luhn's key on digits only; La Poste (SIREN 356000000) sums its SIRET digits to a multiple of 5.
bool is_siren(std::string_view digits);
bool is_siret(std::string_view digits);
bool has_finess_form(std::string_view text);

/// What two records of the same human being share: normalised family name, first name, birth date.
/// Empty if one is missing: then nobody is ever taken for somebody else.
std::string same_person_key(const Facts& personne);

/// « Mme Salma Haddad », « M. Idriss Kone ».
std::string letter_name(const Facts& personne);

}  // namespace preavis::dossier
