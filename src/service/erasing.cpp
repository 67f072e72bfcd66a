#include "service/erasing.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/policy.h"
#include "base/expects.h"
#include "base/hash.h"
#include "service/journaling.h"
#include "service/statement.h"

namespace preavis::service {
namespace {

using base::Json;
using dossier::Erasure;
using dossier::HeldFile;
using dossier::KeptFile;

constexpr const char* line_kind = "effacement";
constexpr const char* keys_kind = "cles_detruites";
constexpr std::size_t page_size = 200;
constexpr std::size_t most_files = 100'000;

std::vector<std::string> owners_of(const HouseholdAge& age) {
    std::vector<std::string> owners = {"menage:" + age.held.menage};
    for (const auto& person : age.held.personnes) owners.push_back("personne:" + person.id);
    if (age.kept.empty()) owners.push_back("pieces:" + age.held.menage);
    return owners;
}

Json decided(const std::string& certificate, const Decision& decision, law::Instant now) {
    return {{"certificat", certificate},
            {"at", law::utc_iso(now)},
            {"par", decision.actor.compte},
            {"role", dossier::name_of(decision.actor.role)},
            {"motif", decision.reason}};
}

Json rule_view(const Office& office, const std::string& name, law::Date on) {
    const law::Rule* rule = office.library.laws.find(name);
    const law::RuleVersion* version = rule == nullptr ? nullptr : law::in_force(*rule, on);
    if (version == nullptr) return {{"regle", name}};
    return {{"regle", rule->id},
            {"duree", law::iso_duration(version->limit)},
            {"source", version->source},
            {"confiance", version->confidence}};
}

Json file_view(const HeldFile& file) {
    return {{"document", file.document}, {"sha256", file.sha256}};
}

/// What the certificate of a household says: classes, counts, hashes; no personal data.
Json statement_of(const Office& office, const HouseholdAge& age, const Erasure& erasure,
                  const Decision& decision) {
    const law::Territory territory = office.library.territory(age.departement);
    const Json view = view_of(age, office, erasure.at);
    std::set<std::string> kept;
    for (const KeptFile& file : age.kept) kept.insert(file.file.id);
    Json gone = Json::array();
    for (const HeldFile& file : age.held.files) {
        if (!kept.contains(file.id)) gone.push_back(file_view(file));
    }
    Json said = decided(erasure.certificate, decision, erasure.at);
    said["menage"] = age.held.menage;
    said["departement"] = age.departement;
    said["dernier_contact"] = view["dernier_contact"];
    said["fin_de_conservation"] = view["fin_de_conservation"];
    said["fondement"] =
        rule_view(office, office.library.conservation.active_base, territory.date(age.contact.at));
    said["efface"] = {{"personnes", age.held.personnes.size()},
                      {"sejours", age.held.sejours.size()},
                      {"comptes", age.held.accounts.size()},
                      {"dossiers", view["dossiers"]},
                      {"fichiers", gone}};
    said["conserve"] = view["conserves"];
    said["cles"] = erasure.owners.size();
    return said;
}

bool commit(const Office& office, const Erasure& erasure, const Json& said,
            const Decision& decision) {
    dossier::Change change;
    change.erasure = erasure;
    change.journal = {journal_line(line_kind, decision.actor, signed_statement(office, said),
                                   erasure.at, erasure.at)};
    if (office.store.commit(change) != dossier::Committed::done) return false;
    destroy_promised_keys(office, erasure.at);
    return true;
}

using ByHousehold = std::map<std::string, std::vector<KeptFile>>;

ByHousehold files_over(const Office& office, const PurgeOf& which, law::Instant now) {
    ByHousehold files;
    for (KeptFile& file : office.store.kept_files(now, most_files)) {
        if (!which.departement.empty() && file.departement != which.departement) continue;
        if (!which.menages.empty()) continue;
        std::string menage = file.menage;
        files[std::move(menage)].push_back(std::move(file));
    }
    return files;
}

bool is_asked_for(const PurgeOf& which, const std::string& menage) {
    return which.menages.empty() ||
           std::find(which.menages.begin(), which.menages.end(), menage) != which.menages.end();
}

void look_at(const Office& office, const dossier::AgedHousehold& household, const PurgeOf& which,
             const Decision& decision, law::Instant now, Purge& done) {
    if (!is_asked_for(which, household.menage)) return;
    const auto age = age_of(office, household.menage, now);
    if (!age) return;
    if (!age->past(now)) {
        const bool later = household.seen_at < age->contact.at;
        if (later && !which.preview) office.store.note_seen(household.menage, age->contact.at);
        return;
    }
    done.households.push_back(view_of(*age, office, now));
    if (!age->obstacles.empty()) {
        ++done.held_back;
    } else if (which.preview) {
        ++done.erased;
    } else if (const auto certificate = erase(office, *age, decision, now)) {
        ++done.erased;
        done.certificates.push_back(*certificate);
    } else {
        ++done.moved;
    }
}

}  // namespace

std::optional<std::string> erase(const Office& office, const HouseholdAge& age,
                                 const Decision& decision, law::Instant now) {
    expects(age.obstacles.empty() && age.past(now));
    Erasure erasure{.certificate = base::random_id(),
                    .departement = age.departement,
                    .of = age.held,
                    .kept = age.kept,
                    .owners = owners_of(age),
                    .at = now};
    const Json said = statement_of(office, age, erasure, decision);
    if (!commit(office, erasure, said, decision)) return std::nullopt;
    return erasure.certificate;
}

std::optional<std::string> erase(const Office& office, const std::vector<KeptFile>& over,
                                 const Decision& decision, law::Instant now) {
    expects(!over.empty());
    Erasure erasure{.certificate = base::random_id(),
                    .departement = over.front().departement,
                    .over = over,
                    .at = now};
    const law::Territory territory = office.library.territory(erasure.departement);
    Json said = decided(erasure.certificate, decision, now);
    said["menage"] = over.front().menage;
    said["departement"] = erasure.departement;
    said["fichiers"] = Json::array();
    for (const KeptFile& file : over) {
        Json one = file_view(file.file);
        one["classe"] = file.rule;
        one["conserve_jusqu_au"] = territory.iso(file.until);
        said["fichiers"].push_back(std::move(one));
    }
    if (!commit(office, erasure, said, decision)) return std::nullopt;
    return erasure.certificate;
}

void destroy_promised_keys(const Office& office, law::Instant now) {
    const auto owners = office.store.keys_to_destroy();
    if (owners.empty()) return;
    office.store.destroy_keys(owners);
    dossier::Change change;
    change.journal = {journal_line(keys_kind, system_actor(), {{"cles", owners}}, now, now)};
    office.store.commit(change);
    office.store.note_keys_destroyed(owners);
}

Purge purge(const Office& office, const PurgeOf& which, const Decision& decision,
            law::Instant now) {
    if (!which.preview) destroy_promised_keys(office, now);
    Purge done;
    const law::Instant before = latest_sight_past_retention(office, now);
    std::vector<dossier::AgedHousehold> candidates;
    std::string after;
    do {
        const auto page =
            office.store.households_unseen_since(before, after, page_size, which.scope);
        candidates.insert(candidates.end(), page.begin(), page.end());
        after = page.size() < page_size ? "" : page.back().menage;
    } while (!after.empty());
    for (const auto& household : candidates) {
        look_at(office, household, which, decision, now, done);
    }
    for (const auto& [menage, files] : files_over(office, which, now)) {
        done.files_over += files.size();
        if (which.preview) continue;
        if (const auto certificate = erase(office, files, decision, now)) {
            done.certificates.push_back(*certificate);
        }
    }
    return done;
}

}  // namespace preavis::service
