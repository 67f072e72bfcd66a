// What people do in their browser, from the log-in to the receipt, with accessibility checks on the
// way: node journey.mjs BASE_URL ACCOUNTS_FILE
// Prints one line for each check and « N passed, N failed »; exits 1 if one failed.

import { createHmac } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, accountsFile] = process.argv.slice(2);
const pictures = process.env.PREAVIS_PICTURES;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"];

if (!base || !accountsFile) {
  console.error("usage: node journey.mjs BASE_URL ACCOUNTS_FILE");
  process.exit(2);
}
const accounts = JSON.parse(readFileSync(accountsFile, "utf8"));
if (pictures) mkdirSync(pictures, { recursive: true });

let passed = 0;
let failed = 0;

function check(rule, holds, detail = "") {
  if (holds) {
    passed += 1;
    console.log(`ok      ${rule}`);
  } else {
    failed += 1;
    console.log(`FAILED  ${rule}${detail ? `: ${detail}` : ""}`);
  }
}

const account = (role) => {
  const found = accounts.find((one) => one.role === role);
  if (!found) throw new Error(`no account of role ${role}`);
  return found;
};

const accountNamed = (login) => {
  const found = accounts.find((one) => one.login === login);
  if (!found) throw new Error(`no account ${login}`);
  return found;
};

/// The six digits of RFC 6238 for a secret in base 32, so many steps from now.
function oneTimeCode(secret, steps = 0) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of secret.replace(/=+$/, "")) {
    bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  }
  const bytes = bits.match(/.{8}/g).map((byte) => parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const mac = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
  const offset = mac[mac.length - 1] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1000000).padStart(6, "0");
}

/// Fills in the log-in form. A code works once: the next one is tried if somebody took it.
async function logIn(page, who) {
  for (const step of [0, 1]) {
    await page.goto(`${base}/connexion`);
    await page.getByLabel("Identifiant").fill(who.login);
    await page.getByLabel("Mot de passe").fill(who.password);
    if (who.totp_secret) await page.getByLabel("Code à 6 chiffres").fill(oneTimeCode(who.totp_secret, step));
    await page.getByRole("button", { name: "Se connecter" }).click();
    if (!page.url().includes("/connexion")) return;
  }
}

async function logOut(page) {
  await page.getByRole("button", { name: "Se déconnecter" }).click();
}

/// Everything that axe finds, in one line.
async function faultsOf(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }),
    axeTags,
  );
  return violations.map((fault) => `${fault.id} (${fault.nodes[0].target.join(" ")})`).join("; ");
}

const looks = [
  { name: "light", colorScheme: "light", width: 1280 },
  { name: "dark", colorScheme: "dark", width: 1280 },
  { name: "320 px", colorScheme: "light", width: 320 },
];

let pictureNumber = 0;

/// The page as people with different settings see it.
async function inspect(page, name) {
  pictureNumber += 1;
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await page.setViewportSize({ width: look.width, height: 900 });
    const faults = await faultsOf(page);
    check(`${name}, ${look.name}: axe finds nothing`, faults === "", faults);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    check(`${name}, ${look.name}: nothing runs off the side`, overflow <= 0, `${overflow} px`);
    if (pictures) {
      const number = String(pictureNumber).padStart(2, "0");
      const file = `${pictures}/${number}-${name.replace(/[^\p{L}\d]+/gu, "-")}-${look.name.replace(" ", "")}.png`;
      await page.screenshot({ path: file, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/// Fills in one field of a form by its name, whatever kind of control it is.
async function answer(page, name, value) {
  const controls = page.locator(`[name="${name}"]`);
  const kind = await controls.first().evaluate((one) => one.type ?? one.tagName);
  if (kind === "radio" || kind === "checkbox") {
    for (const one of Array.isArray(value) ? value : [value]) {
      await page.locator(`[name="${name}"][value="${one}"]`).check();
    }
  } else if (kind.startsWith("select")) {
    await controls.first().selectOption(value);
  } else {
    await controls.first().fill(value);
  }
}

/// What the service's own banner says that the time is, a few minutes ago, for a form.
async function someMinutesAgo(page, minutes) {
  const text = await page.locator(".horloge").textContent();
  const [, day, month, year, hour, minute] = text.match(/(\d+)(?:er)? (\p{L}+) (\d{4}) à (\d\d)\sh\s(\d\d)/u);
  const months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
  const time = new Date(Date.UTC(+year, months.indexOf(month), +day, +hour, +minute - minutes));
  return time.toISOString().slice(0, 16);
}

/// The day of the service's own banner, for a form.
const today = async (page) => (await someMinutesAgo(page, 0)).slice(0, 10);

/// Opens the first dossier of a procedure that is in this state.
async function openDossier(page, workflow, state) {
  await page.goto(`${base}/dossiers?workflow=${workflow}&state=${state}`);
  await page.locator("tbody a").first().click();
}

/// Does one thing on the dossier that is shown.
async function act(page, title, facts) {
  await page.getByRole("link", { name: title, exact: true }).click();
  for (const [name, value] of Object.entries(facts)) await answer(page, name, value);
  await page.getByRole("button", { name: "Enregistrer" }).click();
}

const stateIs = (page, title) => page.locator('[aria-current="step"]', { hasText: title }).isVisible();

async function registerAnArrival(page) {
  await page.goto(`${base}/arrivees/nouvelle`);
  await inspect(page, "arrival form");
  await page.getByRole("button", { name: "Enregistrer l'arrivée" }).click();
  check("an empty form is refused with a summary", await page.getByRole("alert").isVisible());
  await inspect(page, "arrival form refused");
  await page.locator("#erreurs a").first().click();
  const focused = await page.evaluate(() => document.activeElement?.id ?? "");
  check("the summary leads to the field", focused.startsWith("champ-"), focused);

  const hotel = await page.locator('select[name="structure"] option', { hasText: "Hôtel" }).first().getAttribute("value");
  await page.locator('select[name="menage"]').selectOption({ index: 1 });
  await page.locator('select[name="structure"]').selectOption(hotel);
  await answer(page, "regime", "initiale");
  await answer(page, "type_accueil", "hotel_initial");
  await answer(page, "date_arrivee", await someMinutesAgo(page, 10));
  await page.getByRole("button", { name: "Enregistrer l'arrivée" }).click();
  check("an arrival opens its dossier", /\/dossiers\/[0-9a-f]{32}/.test(page.url()), page.url());
  check("what was done is announced", await page.getByRole("status").isVisible());
  await page.getByText("Pourquoi cette date ?").first().click();
  await inspect(page, "dossier");
  return page.url().split("?")[0];
}

async function handOverTheKit(page, dossier) {
  await page.getByRole("link", { name: "Remettre les documents d'entrée" }).click();
  await inspect(page, "hand-over form");
  await answer(page, "remis_par", "mandataire_siao");
  await answer(page, "nom_remettant", "Camille Roux");
  await answer(page, "date_remise_kit", await someMinutesAgo(page, 5));
  await answer(page, "pieces_remises", ["note_information", "presentation_acteurs", "reglement_fonctionnement"]);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  check("a complete hand-over is taken", page.url().startsWith(dossier), page.url());
  check("the state tells it", await page.getByText("Documents remis, à expliquer").first().isVisible());
}

async function downloadTheReceipt(page) {
  const row = page.getByRole("row").filter({ hasText: /récépissé/i }).first();
  const address = await row.getByRole("link", { name: /PDF/ }).getAttribute("href");
  const receipt = await page.request.get(`${base}${address}`);
  const bytes = await receipt.body();
  check("the receipt is a PDF", receipt.ok() && bytes.subarray(0, 5).toString() === "%PDF-", String(receipt.status()));
  const again = await (await page.request.get(`${base}${address}`)).body();
  check("its bytes are always the same", bytes.equals(again));
  await row.getByRole("link", { name: /page web/ }).click();
  check("its twin is a web page", (await page.locator("h1").count()) === 1);
  await page.goBack();
}

async function agentsDay(page) {
  await page.goto(base);
  check("the unknown are sent to the log-in", page.url().includes("/connexion"), page.url());
  await inspect(page, "log-in");
  await page.keyboard.press("Tab");
  check("the first key stroke offers to skip the menu", (await page.locator(":focus").textContent()) === "Aller au contenu");
  await logIn(page, account("siao_agent"));
  check("the agent sees what is to be done", await page.getByRole("heading", { level: 1, name: "Ce qui est à faire" }).isVisible());
  check("time is said not to be real", await page.getByText("ce temps n'est pas réel").isVisible());
  await inspect(page, "agent's home");
  const dossier = await registerAnArrival(page);
  await handOverTheKit(page, dossier);
  await downloadTheReceipt(page);
  for (const [path, name] of [["/dossiers", "dossiers"], ["/menages", "households"], ["/echeances", "deadlines"], ["/aide", "help"], ["/accessibilite", "accessibility"]]) {
    await page.goto(`${base}${path}`);
    await inspect(page, name);
  }
  await page.goto(`${base}/menages`);
  await page.locator("tbody a").first().click();
  await inspect(page, "household");
  await page.getByRole("link", { name: "Ouvrir : Arrêt de prise en charge" }).click();
  await inspect(page, "opening form");
  await logOut(page);
  check("leaving leads to the log-in", page.url().includes("/connexion"), page.url());
  await page.goto(dossier);
  check("a dossier is closed to whoever left", page.url().includes("/connexion"), page.url());
}

async function supervision(page) {
  await logIn(page, account("ddets_pilotage"));
  check("the DDETS sees the département's deadlines", await page.getByRole("heading", { level: 1, name: /Échéances du département/ }).isVisible());
  check("with figures", (await page.locator("table").first().locator("tbody tr").count()) === 3);
  check("and a list", (await page.locator("table").nth(1).locator("tbody tr").count()) > 0);
  await inspect(page, "supervision");
  const csv = await page.request.get(`${base}/echeances.csv`);
  check("the list goes into a spreadsheet", (await csv.text()).includes(";"));
  const refused = await page.goto(`${base}/dossiers`);
  check("but no dossier is shown", refused.status() === 403, String(refused.status()));
  await inspect(page, "refusal");
  await page.goto(base);
  await logOut(page);
}

/// A convention that waits for one signature comes into force with it.
async function conventionSigned(page) {
  await logIn(page, accountNamed("horizon.direction"));
  await openDossier(page, "convention_tripartite", "signature_partielle");
  check("who has still to sign is said", await page.getByRole("row", { name: /Marc Oudin/ }).getByText("attendu").isVisible());
  await inspect(page, "convention");
  await act(page, "Noter une signature", { signataire: "Marc Oudin", qualite: "directeur", date_signature: await today(page), moyen_signature: "compte" });
  check("the last signature brings the convention into force", await stateIs(page, "En vigueur"));
  await logOut(page);
}

/// A unit that comes free, from its declaration to the SIAO's candidate.
async function vacancyDeclared(page) {
  await logIn(page, accountNamed("clairiere.direction"));
  await page.goto(base);
  await page.getByRole("link", { name: "Logement vacant" }).first().click();
  await inspect(page, "vacancy form");
  await page.locator('select[name="structure"]').selectOption({ index: 1 });
  await answer(page, "unite", "Chambre 21");
  await answer(page, "date_connue", await today(page));
  await answer(page, "date_liberation", await today(page));
  await page.getByRole("button", { name: "Ouvrir le dossier" }).click();
  check("a vacancy is declared", await stateIs(page, "Libération déclarée"));
  await act(page, "Noter la notification au SIAO", {
    date_notification: await someMinutesAgo(page, 5), place_personnes: "2", place_accessible: "false", gestion_place: "stock",
    signataire_nom: "Sonia Delmas", signataire_qualite: "directrice",
  });
  check("the SIAO's time is counted", await stateIs(page, "Proposition du SIAO attendue"));
  await inspect(page, "vacancy");
  await logOut(page);
}

/// The household signs the contract that was handed over to it.
async function contractSigned(page) {
  await logIn(page, accountNamed("clairiere.agent"));
  await openDossier(page, "contrat_sejour", "remis");
  await inspect(page, "contract");
  await act(page, "Noter une signature", { signataire: "Le ménage", date_signature: await today(page), moyen_signature: "papier", preuve_signature: "Classeur 4" });
  check("the contract is signed by all", await stateIs(page, "Signé"));
  await logOut(page);
}

/// A hotel keeper reports an absence.
async function absenceReported(page) {
  await logIn(page, account("hotelier"));
  await page.goto(`${base}/dossiers?workflow=absence`);
  await inspect(page, "hotel keeper's dossiers");
  await openDossier(page, "absence", "signalee");
  await act(page, "Noter un essai de contact", { date_tentative: await someMinutesAgo(page, 5), canal_tentative: "appel", resultat_tentative: "sans réponse" });
  check("an attempt to reach the household is noted", (await page.getByRole("status").textContent()).includes("essai de contact"));
  await inspect(page, "absence");
  await logOut(page);
}

/// An absence without news has led to an end of care to examine: each names the other.
async function linksFollowed(page) {
  await logIn(page, account("siao_responsable"));
  await openDossier(page, "absence", "transmise");
  const link = page.getByRole("link", { name: /Arrêt de prise en charge, dossier/ });
  check("a dossier names the one that it has started", await link.first().isVisible());
  await link.first().click();
  check("which names it in turn", await page.getByRole("link", { name: /^Absence.*, dossier/ }).first().isVisible());
  await inspect(page, "linked dossier");
  await logOut(page);
}

/// A dossier of a protected household, as a responsable's program finds it.
async function protectedDossier() {
  const token = account("siao_responsable").api_token;
  const ask = async (path) =>
    (await fetch(`${base}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } })).json();
  const { items } = await ask("/menages?limit=200");
  const menage = items.find((one) => one.sensibilite === "protege");
  return (await ask(`/dossiers?menage=${menage.id}`)).items[0];
}

/// An agent opens a protected dossier in an emergency; a responsable reads that again.
async function emergency(page) {
  const dossier = await protectedDossier();
  await logIn(page, account("siao_agent"));
  const hidden = await page.goto(`${base}/dossiers/${dossier.id}`);
  check("a protected dossier does not exist for an agent", hidden.status() === 404, String(hidden.status()));
  await page.goto(`${base}/acces-urgence`);
  await inspect(page, "emergency access");
  await answer(page, "number", dossier.number);
  await answer(page, "reason", "urgent");
  await page.getByRole("button", { name: /Ouvrir ce dossier/ }).click();
  check("a reason is more than one word", await page.getByRole("alert").isVisible());
  await inspect(page, "emergency access refused");
  await answer(page, "reason", "Appel au 115 cette nuit : cette personne se dit en danger.");
  await page.getByRole("button", { name: /Ouvrir ce dossier/ }).click();
  check("the number and a reason open it", page.url().endsWith(`/dossiers/${dossier.id}`), page.url());
  check("to be read only", await page.getByText("Rien ne peut être fait par vous").isVisible());
  check("its place is a code", /LP-[0-9A-Z]{6}/.test(await page.locator("main").textContent()));
  await page.goto(`${base}/dossiers?q=${dossier.number}`);
  check("and it is in no search", await page.getByText("Aucun dossier ne correspond").isVisible());
  await logOut(page);

  await logIn(page, account("siao_responsable"));
  check("the responsable is told at once", await page.getByRole("heading", { name: "Accès d'urgence à relire" }).isVisible());
  await inspect(page, "emergency told");
  await page.getByRole("link", { name: "Relire cet accès" }).first().click();
  check("who has read the dossier is said", await page.getByRole("heading", { name: "Qui a consulté ce dossier" }).isVisible());
  await inspect(page, "second reading");
  await answer(page, "verdict", "conteste");
  await answer(page, "comment", "Aucun appel n'a été reçu cette nuit.");
  await page.getByRole("button", { name: "Enregistrer la relecture" }).click();
  check("the second reading is kept", await page.getByRole("status").isVisible());
  await logOut(page);

  await logIn(page, account("siao_agent"));
  const closed = await page.goto(`${base}/dossiers/${dossier.id}`);
  check("a contested access ends at once", closed.status() === 404, String(closed.status()));
  await page.goto(base);
  await logOut(page);
}

async function household(page) {
  if (!accounts.some((one) => one.role === "menage")) return;
  await logIn(page, account("menage"));
  check("the household sees its papers and dates", await page.getByRole("heading", { level: 1, name: "Vos papiers et vos dates" }).isVisible());
  await inspect(page, "household's page");
  await logOut(page);
}

async function administration(page) {
  await logIn(page, account("administrateur"));
  check("the administrator sees the accounts", await page.getByRole("table").isVisible());
  await inspect(page, "administration");
  await page.getByLabel("Avancer de").fill("PT1H");
  await page.getByRole("button", { name: "Avancer l'horloge" }).click();
  check("the test clock moves", await page.getByRole("status").isVisible());
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
});
const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" });
const page = await context.newPage();
page.setDefaultTimeout(15000);
page.on("console", (message) => {
  if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) {
    check(`${page.url()}: the browser has nothing to complain about`, false, message.text());
  }
});
const parts = [agentsDay, conventionSigned, vacancyDeclared, contractSigned, absenceReported, linksFollowed, supervision, emergency, household, administration];
for (const part of parts) {
  try {
    await part(page);
  } catch (error) {
    check(`${part.name} runs to its end`, false, error.message.split("\n")[0]);
    if (pictures) await page.screenshot({ path: `${pictures}/failed-${part.name}.png`, fullPage: true });
    await context.clearCookies();
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
