#!/usr/bin/env python3
"""The whole walk of a household, by the API, on a demonstration started with ./start --test-clock.

    examples/walk.py [URL] [ACCOUNTS.json]      (http://127.0.0.1:8080 var/demo-accounts.json)

A SIAO agent records an arrival at a hotel; the welcome kit is owed within 24 and 48 hours and handed
over. Weeks later an adapted proposal is refused: the end of care is examined, heard, decided,
announced, served. Each step is refused until its facts are there; nothing takes effect one minute too
early. Prints what it sees; ends on "N passed, N failed". It may be walked again on the same
demonstration: the clock goes on from where it was.
"""

import datetime
import json
import pathlib
import sys
import urllib.error
import urllib.parse
import urllib.request
import zoneinfo

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
ACCOUNTS = sys.argv[2] if len(sys.argv) > 2 else "var/demo-accounts.json"
PARIS = zoneinfo.ZoneInfo("Europe/Paris")

passed = failed = 0


def check(what, holds):
    """Counts and prints one expectation."""
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(("  ok    " if holds else "  FAUX  ") + what)


def call(method, path, who, body=None, accept="application/json", key=None):
    """One request; answers (status, body, headers). A body of bytes is a PDF."""
    headers = {"Authorization": "Bearer " + token[who], "Accept": accept}
    data = None
    if body is not None:
        is_file = isinstance(body, bytes)
        data = body if is_file else json.dumps(body).encode()
        headers["Content-Type"] = "application/pdf" if is_file else "application/json"
    if key:
        headers["Idempotency-Key"] = key
    request = urllib.request.Request(URL + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            raw, status, got = answer.read(), answer.status, answer.headers
    except urllib.error.HTTPError as error:
        raw, status, got = error.read(), error.code, error.headers
    is_json = "json" in (got.get("Content-Type") or "")
    return status, json.loads(raw) if is_json and raw else raw, got


def event(dossier, name, who, facts=None, **more):
    return call("POST", f"/api/v1/dossiers/{dossier}/events", who,
                {"event": name, "facts": facts or {}, **more})


def accepted(what, answer, state=None):
    status, body, _ = answer
    good = status in (200, 201) and (state is None or body["state"] == state)
    check(what + (f" → {state}" if state else ""), good)
    if not good:
        print("        ", status, json.dumps(body, ensure_ascii=False)[:600])
    return body


def refused(what, answer, rule, fact=None):
    status, body, _ = answer
    good = status == 422 and rule in (body.get("rule"), body.get("code"))
    if good and fact:
        good = any(missing["fact"] == fact for missing in body.get("missing", []))
    check(f"{what} : refusé ({rule})", good)
    if good:
        print(f"          « {body['detail']} » [{body.get('source', '')}]")
    else:
        print("        ", status, json.dumps(body, ensure_ascii=False)[:600])


def now():
    """The demonstration's time, as the service told it last."""
    return clock


def move_clock(order):
    global clock
    status, body, _ = call("POST", "/api/v1/test-clock", "administrateur", order)
    if status == 200:
        told = datetime.datetime.fromisoformat(body["now"].replace("Z", "+00:00"))
        clock = told.astimezone(PARIS)
    return status


def move_to(moment):
    check(f"horloge au {moment:%d/%m/%Y %H:%M}", move_clock({"now": moment.isoformat()}) == 200)


def at(day, hour, minute=0):
    return datetime.datetime.combine(day, datetime.time(hour, minute), PARIS)


def iso(moment):
    return moment.isoformat(timespec="seconds")


def days(count):
    return datetime.timedelta(days=count)


def deadline(dossier, name):
    return [d for d in dossier["deadlines"] if d["name"] == name][-1]


def papers(dossier, name):
    _, body, _ = call("GET", f"/api/v1/dossiers/{dossier}/documents", "siao_agent")
    return [piece for piece in body["items"] if piece["document"] == name]


def check_papers(dossier, name):
    """Each voice of a document is issued, and its bytes are always the same."""
    found = papers(dossier, name)
    check(f"{name} émis en français courant et en langage simplifié",
          {piece["variant"] for piece in found} == {"standard", "falc"})
    for piece in found:
        status, first, _ = call("GET", "/api/v1/documents/" + piece["id"], "siao_agent",
                                accept="application/pdf")
        _, again, _ = call("GET", "/api/v1/documents/" + piece["id"], "siao_agent",
                           accept="application/pdf")
        check(f"{name} ({piece['variant']}) : un PDF, toujours les mêmes octets",
              status == 200 and first[:5] == b"%PDF-" and first == again)


def grouped(digest):
    """A hash as covers write it."""
    return " ".join(digest[at:at + 8] for at in range(0, len(digest), 8))


token = {}
for account in json.load(open(ACCOUNTS, encoding="utf-8")):
    token.setdefault(account["role"], account["api_token"])

if move_clock({"advance": "PT1H"}) != 200:
    sys.exit("Le service ne tourne pas avec ./start --test-clock.")
print("Le ménage arrive à l'hôtel")
start = now()
family = "Walk" + start.strftime("%y%m%d%H%M%S%f")
person = accepted("une personne", call("POST", "/api/v1/personnes", "siao_agent", {
    "nom": family, "prenoms": "Salma", "date_naissance": "1991-03-14", "civilite": "madame",
    "majeur": True}))
status, body, _ = call("POST", "/api/v1/personnes", "siao_agent", {
    "nom": family.upper(), "prenoms": "SALMA", "date_naissance": "1991-03-14"})
check("la même personne deux fois : 409 avec la candidate", status == 409)
menage = accepted("son ménage", call("POST", "/api/v1/menages", "siao_agent", {
    "designation": "Ménage " + family,
    "membres": [{"personne": person["id"], "depuis": start.date().isoformat()}]}))
_, structures, _ = call("GET", "/api/v1/structures?limit=100", "siao_agent")
hotel = next(s for s in structures["items"] if s["genre"] == "hotel")
sejour = accepted("son séjour à l'hôtel", call("POST", "/api/v1/sejours", "siao_agent", {
    "menage": menage["id"], "structure": hotel["id"], "regime": "initiale",
    "debut": start.date().isoformat()}))
parties = {"menage": menage["id"], "structure": hotel["id"], "sejour": sejour["id"]}
opening = {"workflow": "kit_accueil", "parties": parties,
           "facts": {"type_accueil": "hotel_initial", "date_arrivee": iso(start)}}
kit = accepted("le dossier kit_accueil s'ouvre",
               call("POST", "/api/v1/dossiers", "siao_agent", opening, key=family), "attendu")
again = accepted("la même demande avec la même clé", call(
    "POST", "/api/v1/dossiers", "siao_agent", opening, key=family))
check("elle n'ouvre pas un second dossier", again["id"] == kit["id"])
due = {d["name"]: datetime.datetime.fromisoformat(d["due"]) for d in kit["deadlines"]}
check("24 heures pour présenter les lieux", due["presentation"] - start < days(1) + days(1) / 1440)
check("48 heures pour remettre les documents", due["remise"] - due["presentation"] == days(1))
check_papers(kit["id"], "kit_accueil")

print("Le kit et ses annexes")
RULES = pathlib.Path(__file__).parent / "demonstration/annexes/reglement_fonctionnement.pdf"
rules = RULES.read_bytes()
annexes = f"/api/v1/structures/{hotel['id']}/annexes"
described = urllib.parse.urlencode({"nature": "reglement_fonctionnement",
                                    "titre": "Règlement de l'hôtel"})
status, body, _ = call("POST", annexes + "?" + described, "siao_agent", rules + b"%" + family.encode())
check("une nouvelle version du règlement remplace la précédente",
      status == 201 and body["version"] > 1 and body["pages"] == 2)
newest = body
status, raw, _ = call("GET", newest["url"], "siao_agent", accept="application/pdf")
check("ses octets reviennent tels quels", raw == rules + b"%" + family.encode())
refused("le même fichier une seconde fois", call("POST", annexes + "?" + described, "siao_agent", raw),
        "annexe_deja_fournie")
refused("un texte à la place d'un PDF", call("POST", annexes + "?" + described, "siao_agent", b"texte"),
        "annexe_pas_un_pdf")
accepted("le kit est réédité", event(kit["id"], "reediter", "siao_agent", {
    "motif_reedition": "nouveau règlement"}))
listed = papers(kit["id"], "note_information_hotel")[-2:]
for cover in papers(kit["id"], "kit_accueil")[-2:]:
    _, page, _ = call("GET", "/api/v1/documents/" + cover["id"], "siao_agent", accept="text/html")
    hashes = [grouped(file["sha256"]) for file in [newest, *listed]]
    check(f"le bordereau ({cover['variant']}) donne l'empreinte de chaque fichier",
          all(text in page.decode() for text in hashes))
status, bundle, _ = call("GET", f"/api/v1/dossiers/{kit['id']}/documents/bundle?recto-verso=true",
                         "siao_agent", accept="application/pdf")
check("tout s'imprime en un seul fichier, qui ne prétend à rien",
      status == 200 and bundle[:5] == b"%PDF-" and b"pdfaid" not in bundle)

print("Le kit est remis")
move_to(start + datetime.timedelta(hours=20))
accepted("les lieux sont présentés", event(kit["id"], "presenter_lieux", "siao_agent", {
    "presente_par": "le gérant", "date_presentation": iso(start + datetime.timedelta(hours=2))}),
    "presente")
move_to(start + datetime.timedelta(hours=30))
refused("confirmer avant d'avoir remis", event(kit["id"], "confirmer_reception", "siao_agent", {
    "confirmation": "signature", "date_confirmation": iso(now())}), "evenement_impossible")
accepted("la remise est notée", event(kit["id"], "remettre", "siao_agent", {
    "remis_par": "mandataire_siao", "nom_remettant": "Nadia Ferrand",
    "date_remise_kit": iso(start + datetime.timedelta(hours=29)),
    "pieces_remises": ["note_information", "presentation_acteurs", "reglement_fonctionnement"]}),
    "remis")
check_papers(kit["id"], "recepisse_remise")

print("Des semaines plus tard, une proposition adaptée est refusée")
day = (start + days(30)).date()
proposal = at(day, 9, 15)
move_to(proposal + datetime.timedelta(minutes=5))
apec = accepted("la situation est signalée", call("POST", "/api/v1/dossiers", "siao_agent", {
    "workflow": "arret_prise_en_charge", "parties": parties, "facts": {
        "motif": "refus_proposition", "signale_par": "siao", "regime": "initiale",
        "structure_type": "hotel",
        "faits": "Une place en centre d'hébergement a été proposée ce matin et refusée."}}),
    "signale")["id"]
status, body, _ = event(apec, "ouvrir", "siao_agent", {
    "menage_suivi_pash": False, "information_motifs_a_l_entree": True})
check("un agent ne peut pas ouvrir l'instruction", status == 403)
accepted("la responsable ouvre l'instruction", event(apec, "ouvrir", "siao_responsable", {
    "menage_suivi_pash": False, "information_motifs_a_l_entree": True}), "instruction")
status, body, _ = event(apec, "engager_contradictoire", "siao_responsable")
check("l'échange préalable est refusé tant que les faits du motif manquent", status == 422)
print(f"          « {body.get('detail')} » [{body.get('source')}]")
facts = {
    "vulnerabilite_examinee": True,
    "vulnerabilite_constats": "Adulte sans enfant ; la place proposée est de plain-pied.",
    "proposition_structure": "Centre d'hébergement La Clairière",
    "date_proposition": iso(proposal), "proposition_coherente": True,
    "proposition_expliquee": True, "raisons_legitimes_expliquees": True,
    "reponse_menage": "refus", "raisons_du_menage": "Préfère rester près de l'hôtel.",
    "raisons_etudiees": True, "caractere_adapte_apprecie_par": "travailleur_social"}
accepted("les faits sont complétés", event(apec, "completer_instruction", "siao_agent", facts))
for name, value in (("consequences_expliquees", {"consequences_expliquees": True}),
                    ("referent_recherche", {"referent_recherche": True,
                                            "date_recherche_referent": day.isoformat()})):
    status, body, _ = event(apec, "engager_contradictoire", "siao_responsable")
    missing = {fact["fact"] for fact in body.get("missing", [])}
    check(f"il manque encore : {name}", status == 422 and missing)
    accepted(f"{name} noté", event(apec, "completer_instruction", "siao_agent", value))
move_to(proposal + datetime.timedelta(hours=23, minutes=59))
status, body, _ = event(apec, "engager_contradictoire", "siao_responsable")
check("23 h 59 après la proposition : le ménage peut encore répondre", status == 422)
print(f"          « {body.get('detail')} » [{body.get('source')}]")
move_to(proposal + datetime.timedelta(hours=24, minutes=1))
accepted("24 h 01 : l'échange préalable s'engage", event(
    apec, "engager_contradictoire", "siao_responsable"), "contradictoire")
check_papers(apec, "information_prealable")
status, body, _ = event(apec, "clore_contradictoire", "siao_responsable")
check("clore avant d'avoir remis la lettre : refusé", status == 422)
handed = now().date()
heard = accepted("la lettre est remise", event(apec, "remettre_information_prealable", "siao_agent", {
    "date_remise_contradictoire": handed.isoformat(), "canal_contradictoire":
    "remise_en_main_propre"}), "contradictoire")
last = datetime.date.fromisoformat(deadline(heard, "contradictoire")["last_day"])
check("huit jours au moins, puis le premier jour ouvrable", days(8) <= last - handed <= days(12))
move_to(at(last, 23, 59))
status, body, _ = event(apec, "clore_contradictoire", "siao_responsable")
check("le dernier jour, 23 h 59 : le ménage peut encore être entendu", status == 422)
move_to(at(last + days(1), 9))
accepted("le temps est passé : l'échange se clôt", event(
    apec, "clore_contradictoire", "siao_responsable"), "instruction")

print("La décision")
decided = now().date()
decision = {
    "motivation": "La place correspond à l'évaluation sociale ; le refus n'est pas légitime.",
    "proportionnalite": "Aucune autre mesure n'offre une solution adaptée.",
    "date_depart": (decided + days(18)).isoformat(), "lieu_effets_personnels": "l'hôtel",
    "signataire_nom": "Hélène Morvan", "signataire_qualite": "responsable du SIAO"}
refused("une date de départ trop proche", event(apec, "decider", "siao_responsable", {
    **decision, "date_depart": (decided + days(15)).isoformat()}), "date_depart_trop_proche")
accepted("la décision est prise", event(apec, "decider", "siao_responsable", decision), "decide")
refused("remettre sans annonce orale", event(apec, "servir", "siao_agent", {
    "date_remise": decided.isoformat(), "canal": "remise_en_main_propre"}), "evenement_impossible")
status, body, _ = event(apec, "annoncer_oralement", "siao_agent", {"annonce_orale": "impossible"})
check("annonce impossible sans dire pourquoi : refusé", status == 422)
accepted("l'annonce orale est faite", event(apec, "annoncer_oralement", "siao_agent", {
    "annonce_orale": "faite", "date_annonce": iso(now()), "annonce_par": "Nadia Ferrand",
    "annonce_langue": "arabe", "interprete": True}), "annonce")
check_papers(apec, "notification_arret_prise_en_charge")

print("La remise : le préavis et le recours commencent")
late = decided + days(5)
move_to(at(late, 10))
served = accepted("la décision est remise, plus tard que prévu", event(apec, "servir", "siao_agent", {
    "date_remise": late.isoformat(), "canal": "remise_en_main_propre",
    "remis_par_nom": "Nadia Ferrand"}), "notifie")
notice = deadline(served, "preavis")
check("préavis de 15 jours entiers", notice["last_day"] == (late + days(15)).isoformat()
      and notice["earliest_effective"] == (late + days(16)).isoformat())
check("le délai de recours court", deadline(served, "recours")["status"] in ("open", "due"))
check_papers(apec, "recepisse_remise")
_, explained, _ = call("GET", "/api/v1/deadlines/" + notice["id"], "siao_agent")
for step in explained["because"]:
    print(f"          {step['text']} [{step['source']}]")
check("la date est expliquée, source par source",
      len(explained["because"]) >= 3 and all(s["source"] for s in explained["because"]))
move_to(at(late + days(15), 23, 59))
refused("une minute avant la fin du préavis", event(apec, "constater_effet", "siao_responsable"),
        "effet_avant_terme_du_preavis")
move_to(at(late + days(16), 0))
_, body, _ = call("GET", "/api/v1/dossiers/" + apec, "siao_agent")
check("à minuit, l'effet est possible", body["state"] == "effet_possible")
refused("la date imprimée a été dépassée par la remise", event(
    apec, "constater_effet", "siao_responsable"), "date_imprimee_depassee")
today = now().date()
accepted("la date est rectifiée", event(apec, "rectifier_date", "siao_responsable", {
    "date_depart": (today + days(17)).isoformat(),
    "motif_rectification": "remise plus tardive que prévu"}), "annonce")
accepted("la décision rectifiée est remise", event(apec, "servir", "siao_agent", {
    "date_remise": today.isoformat(), "canal": "remise_en_main_propre"}), "notifie")
move_to(at(today + days(16), 9))
refused("avant la date imprimée", event(apec, "constater_effet", "siao_responsable"),
        "effet_avant_date_imprimee")
move_to(at(today + days(17), 8))
accepted("la fin est confirmée par la responsable", event(
    apec, "constater_effet", "siao_responsable"), "effectif")

print("La DDETS regarde")
status, body, _ = call("GET", "/api/v1/deadlines?limit=500", "ddets_pilotage")
text = json.dumps(body, ensure_ascii=False)
check("elle voit les échéances du département", status == 200 and len(body["items"]) > 50)
check("elle voit des échéances ouvertes, du jour et en retard",
      {"open", "due", "overdue"} <= {d["status"] for d in body["items"]} or body.get("next"))
check("et aucun nom", family not in text and "Haddad" not in text and "Salma" not in text)
check("ni aucun dossier", call("GET", "/api/v1/dossiers/" + apec, "ddets_pilotage")[0] in (403, 404))
status, body, _ = call("GET", f"/api/v1/dossiers/{apec}/history", "siao_agent")
chained = all(line["hash"] for line in body["items"])
check(f"le journal du dossier : {len(body['items'])} lignes, chacune avec son empreinte", chained)

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
