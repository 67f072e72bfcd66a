#include "service/annexes.h"

#include <algorithm>

#include "access/policy.h"
#include "base/expects.h"
#include "base/hash.h"
#include "base/text.h"
#include "service/journaling.h"
#include "service/proof.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Annex;
using dossier::AnnexOwner;

constexpr int tries_on_stale = 3;
constexpr std::size_t longest_title = 200;
constexpr std::size_t id_digits = 8;

Act supplying(const AnnexOwner& owner) {
    return owner.dossier.empty() ? Act::supply_annexes : Act::act_on_dossiers;
}

/// "fr", "fa-AF", "zh-Hans": the form only.
bool is_language(const std::string& text) {
    const auto parts = base::split(text, '-');
    const auto is_part = [](const std::string& part) {
        return !part.empty() && part.size() <= 8 &&
               std::all_of(part.begin(), part.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9');
               });
    };
    return parts.size() <= 4 && (parts[0].size() == 2 || parts[0].size() == 3) &&
           std::all_of(parts.begin(), parts.end(), is_part);
}

base::Problems problems_of(const Supply& supply, const AnnexOwner& owner,
                           const AnnexNatures& natures) {
    base::Problems problems;
    const auto report = [&problems](const char* name, const std::string& message,
                                    const std::string& hint) {
        problems.push_back({{name, 0, 0}, message, hint});
    };
    if (natures.find(owner, supply.nature) == nullptr) {
        std::vector<std::string> names;
        for (const AnnexNature& nature : natures.of(owner)) names.push_back(nature.name);
        report("nature", "« " + supply.nature + " » n'est pas une nature d'annexe",
               base::joined(names, ", "));
    }
    const std::string title = base::trimmed(supply.title);
    if (title.empty() || base::code_points(title).size() > longest_title) {
        report("titre", "un titre de 1 à 200 caractères est attendu",
               "Règlement de fonctionnement");
    }
    if (!is_language(supply.language)) {
        report("langue", "« " + supply.language + " » n'est pas un code de langue", "fr, ar, en");
    }
    return problems;
}

std::string series_of(const Annex& annex, const AnnexNature& nature) {
    const std::string series = annex.nature + "/" + annex.language;
    return nature.side_by_side ? series + "/" + base::normalised(annex.title) : series;
}

const Annex* newest_of(const std::vector<Annex>& annexes, const std::string& series) {
    const auto found = std::find_if(annexes.begin(), annexes.end(), [&series](const Annex& annex) {
        return annex.series == series;
    });
    return found == annexes.end() ? nullptr : &*found;
}

}  // namespace

bool Annexes::owner_visible(const AnnexOwner& owner, const dossier::Actor& actor) const {
    const auto scope = access::scope(actor, Act::read_documents);
    if (!owner.dossier.empty()) return office_.store.dossier(owner.dossier, scope).has_value();
    return office_.store.noun(dossier::NounKind::structure, owner.structure, scope).has_value() ||
           lives_in(owner.structure, actor);
}

/// A household does not see structures; it may read the rules of the one where it was received.
bool Annexes::lives_in(const std::string& structure, const dossier::Actor& actor) const {
    if (actor.menage.empty()) return false;
    const auto own =
        office_.store.dossiers({.menage = actor.menage}, access::scope(actor, Act::read_documents));
    return std::any_of(own.begin(), own.end(), [&](const dossier::Dossier& dossier) {
        return dossier.parties.structure == structure;
    });
}

Json Annexes::view(const Annex& annex) const {
    const auto account = office_.store.account(annex.supplied_by);
    return {{"id", annex.id},
            {"nature", annex.nature},
            {"titre", annex.title},
            {"langue", annex.language},
            {"version", annex.version},
            {"pages", annex.pages},
            {"taille", annex.size},
            {"sha256", annex.sha256},
            {"fournie_le", office_.library.territory("").iso(annex.supplied_at)},
            {"fournie_par", account ? account->name : annex.supplied_by},
            {"url", "/api/v1/annexes/" + annex.id}};
}

Outcome Annexes::supply(const AnnexOwner& owner, const Supply& supply, const Command& command) {
    expects(office_.binder != nullptr);
    if (!access::may(command.actor.role, supplying(owner))) return access_denied();
    if (auto before = remembered_outcome(office_.store, command)) return *std::move(before);
    if (!owner_visible(owner, command.actor)) return not_found();
    const AnnexNatures& natures = office_.library.annex_natures;
    if (auto problems = problems_of(supply, owner, natures); !problems.empty()) return problems;
    const auto look = office_.binder->look(supply.bytes);
    if (const auto* refusal = base::refusal_of(look)) return *refusal;
    Annex annex{.id = base::random_id(), .owner = owner, .nature = supply.nature};
    annex.title = base::trimmed(supply.title);
    annex.language = supply.language;
    annex.series = series_of(annex, *natures.find(owner, supply.nature));
    annex.sha256 = base::sha256_hex(supply.bytes);
    annex.size = static_cast<std::int64_t>(supply.bytes.size());
    annex.pages = std::get<dossier::AnnexLook>(look).pages;
    annex.supplied_at = office_.clock.now();
    annex.supplied_by = command.actor.compte;
    return keep({std::move(annex), supply.bytes}, command);
}

Outcome Annexes::keep(dossier::SuppliedAnnex supplied, const Command& command) {
    Annex& annex = supplied.annex;
    for (int attempt = 0; attempt < tries_on_stale; ++attempt) {
        const auto present = office_.store.annexes(annex.owner, access::system_scope());
        const Annex* newest = newest_of(present, annex.series);
        if (newest != nullptr && newest->sha256 == annex.sha256) {
            return base::Refusal{"annexe_deja_fournie",
                                 "Ce fichier est déjà la version en vigueur de cette annexe."};
        }
        annex.version = newest == nullptr ? 1 : newest->version + 1;
        Json payload = view(annex);
        payload["structure"] = annex.owner.structure;
        payload.erase("url");
        auto line = journal_line("annexe_fournie", command.actor, payload, annex.supplied_at,
                                 annex.supplied_at);
        line.dossier = annex.owner.dossier;
        line.noun = annex.owner.structure;
        commit_to_file(line, payload, annex.sha256);
        const Reply reply{201, view(annex)};
        dossier::Change change;
        change.journal = {std::move(line)};
        change.annexes = {supplied};
        change.answer = to_remember(command, reply, annex.supplied_at);
        switch (office_.store.commit(change)) {
            case dossier::Committed::done: return reply;
            case dossier::Committed::stale: break;
            case dossier::Committed::key_already_used:
                return remembered_outcome(office_.store, command).value_or(stale_version());
        }
    }
    return stale_version();
}

Outcome Annexes::list(const AnnexOwner& owner, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    if (!owner_visible(owner, actor)) return not_found();
    Json items = Json::array();
    const dossier::Scope scope = access::scope(actor, Act::read_documents);
    for (const Annex& annex : office_.store.annexes(owner, scope)) items.push_back(view(annex));
    return Reply{200, {{"items", std::move(items)}}};
}

base::Answer<IssuedPaper> Annexes::file(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    const dossier::Scope scope = access::scope(actor, Act::read_documents);
    const auto annex = office_.store.annex(id, scope);
    if (!annex || !owner_visible(annex->owner, actor)) return not_found();
    return IssuedPaper{office_.store.annex_bytes(id, scope).value(),
                       annex->nature + "-" + id.substr(0, id_digits) + ".pdf", annex->sha256};
}

}  // namespace preavis::service
