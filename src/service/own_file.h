#pragma once

#include <string>

#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// Everything that is held of one person, for that person: their record, stays, dossiers with
/// facts, events, time limits and documents, their requests, who looked at archived files, until
/// when it stays. Texts carry their title in French beside the value.
///
/// Left out: other persons (told as « une autre personne »), names of staff (told as « un
/// professionnel »), and for a protected household every place. Free texts may speak of others:
/// the names and numbers of the household's other persons are taken out of them, and each is marked
/// to be read again before it is handed over. To the account of a household with several adults,
/// which they share, neither channels nor free texts are shown: the SIAO hands them over.
///
/// Each production is journaled. Source: règlement (UE) 2016/679, art. 15.
Outcome own_file(const Office& office, const std::string& personne, const dossier::Actor& actor);

/// The persons of whom this household account may ask: `{items: [{id, nom}]}`.
Outcome own_persons(const Office& office, const dossier::Actor& actor);

}  // namespace preavis::service
