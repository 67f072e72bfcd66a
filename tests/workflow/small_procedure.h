#pragma once

#include <string>

namespace preavis::workflow::testing {

/// A procedure of three states, whole and sound; tests break it in one place.
inline const std::string small_procedure = R"(workflow: essai
version: 1
title: Essai
source: D
subject: menage
opens_with: [ouvrir]
decided_by: { regime: regime, structure: structure_type }
facts:
  regime: { type: choice, choices: [initiale, stabilisee], title: Régime, source: D }
  structure_type: { type: choice, choices: [hotel, chrs], title: Structure, source: D }
  date_remise: { type: date, title: Remise, source: D }
  heure: { type: instant, title: Heure, source: D }
  nombre: { type: integer, least: 0, most: 9, title: Nombre, source: D }
  explique: { type: boolean, title: Expliqué, source: D }
  pieces: { type: list, item: { type: choice, choices: [charte, guide] }, title: Pièces, source: D }
  note: { type: text, title: Note, source: D }
forms:
  suite: { facts: [explique, nombre] }
states:
  ouvert: { title: Ouvert, source: D }
  remis: { title: Remis, source: D }
  clos: { title: Clos, end: true, source: D }
conditions:
  initial: { fact: regime, is: initiale }
deadlines:
  preavis:
    law: apec-preavis
    instead: [{ when: { condition: initial }, law: apec-preavis-refus }]
    kind: notice
    from: date_remise
    who: le décideur
    raises: fin_du_preavis
    source: D
guards:
  preavis_en_cours:
    when: { fact: explique, is: true }
    needs: [{ effective: preavis }, { fact: nombre, at_least: 2 }]
    message: Le préavis court encore.
    source: D
  decideur:
    needs: { actor: decider }
    message: Votre organisation ne décide pas.
    source: D
checklists:
  tout: [preavis_en_cours, decideur]
events:
  ouvrir:
    title: Ouvrir
    by: [siao_agent]
    from: [nouveau]
    to: ouvert
    requires: [regime, structure_type]
    optional: [note, heure]
    documents: [{ document: kit_accueil, variants: [standard, falc] }]
    source: D
  remettre:
    title: Remettre
    by: [siao_agent]
    from: [ouvert]
    to: remis
    branches: [{ when: { fact: pieces, contains: charte }, to: clos }]
    requires: [date_remise]
    optional: [suite, pieces]
    start: [preavis]
    source: D
  fin_du_preavis:
    title: Fin
    by: [systeme]
    from: [remis]
    source: D
  clore:
    title: Clore
    by: [siao_responsable]
    from: [remis]
    to: clos
    guards: [tout]
    meet: [{ deadline: preavis, at: heure }]
    source: D
)";

}  // namespace preavis::workflow::testing
