#include "service/kit.h"

#include <algorithm>
#include <functional>

#include "access/policy.h"
#include "service/moving.h"

namespace preavis::service {
namespace {

using dossier::Facts;
using dossier::List;
using dossier::Record;
using dossier::Value;
using workflow::Condition;

constexpr const char* handed_fact = "pieces_remises";
constexpr std::size_t hash_digits = 64;

/// When the procedure takes what was handed over for a whole kit: the way out of the event that
/// notes it. Null if it hands over no kit.
const Condition* whole_kit(const workflow::Definition& definition) {
    for (const workflow::Transition& transition : definition.transitions) {
        const auto& needed = transition.requires_facts;
        const bool hands_over =
            std::find(needed.begin(), needed.end(), handed_fact) != needed.end();
        if (hands_over && !transition.branches.empty()) return &transition.branches.front().when;
    }
    return nullptr;
}

std::vector<std::string> choices_of(const workflow::Definition& definition) {
    const auto* fact = dossier::find(definition.facts, handed_fact);
    return fact == nullptr ? std::vector<std::string>{} : fact->type.item.front().choices;
}

bool supplied(const std::vector<dossier::Annex>& annexes, const std::string& nature) {
    return std::any_of(annexes.begin(), annexes.end(),
                       [&nature](const dossier::Annex& annex) { return annex.nature == nature; });
}

/// Whether the kit would be whole with every piece but this one.
bool whole_without(const std::string& piece, const std::vector<std::string>& pieces,
                   const Condition& whole, dossier::Dossier dossier, const Library& library,
                   law::Instant now) {
    List others;
    for (const std::string& other : pieces) {
        if (other != piece) others.push_back({other});
    }
    dossier.facts[handed_fact] = {std::move(others)};
    const dossier::Actor system{.compte = "systeme", .role = dossier::Role::systeme};
    const law::Territory territory = library.territory(dossier.departement);
    return holds(whole, {dossier, system, "", now, territory.date(now), library.laws, territory});
}

std::string easy_title(const dossier::Annex& annex, const AnnexNatures& natures) {
    const AnnexNature* nature = natures.find(annex.owner, annex.nature);
    const bool own = nature == nullptr || nature->side_by_side || annex.language != "fr";
    return own ? annex.title : nature->easy_title;
}

Record file_of(const OrderedPaper& paper) {
    const std::string title =
        paper.variant == "falc" ? paper.title + ", langage simplifié" : paper.title;
    return {{"titre", {title}},
            {"titre_simple", {title}},
            {"pages", {paper.pages}},
            {"piece", {paper.piece}}};
}

Record file_of(const dossier::Annex& annex, const AnnexNatures& natures) {
    return {{"titre", {annex.title}},
            {"titre_simple", {easy_title(annex, natures)}},
            {"pages", {annex.pages}},
            {"annexe", {annex.id}},
            {"empreinte", {annex.sha256}}};
}

/// Fills in the hash of each document listed. False if `hash_of` has none for one of them.
bool fill_in(Facts& facts, const std::function<std::string(const std::string& piece)>& hash_of) {
    const auto files = facts.find(files_fact);
    if (files == facts.end()) return true;
    for (Value& file : std::get<List>(files->second.what)) {
        auto& record = std::get<Record>(file.what);
        if (record.contains("empreinte")) continue;
        std::string hash = hash_of(text_of(record, "piece"));
        if (hash.empty()) return false;
        record["empreinte"] = {std::move(hash)};
    }
    return true;
}

}  // namespace

std::vector<KitPiece> kit_pieces(const Library& library, const dossier::Dossier& dossier,
                                 const std::vector<dossier::Annex>& annexes, law::Instant now) {
    const workflow::Definition* definition = definition_of(library, dossier);
    const Condition* whole = definition == nullptr ? nullptr : whole_kit(*definition);
    if (whole == nullptr) return {};
    const std::vector<std::string> names = choices_of(*definition);
    if (!whole_without("", names, *whole, dossier, library, now)) return {};
    std::vector<KitPiece> pieces;
    for (const std::string& name : names) {
        const auto title = library.piece_titles.find(name);
        pieces.push_back({.name = name,
                          .title = title == library.piece_titles.end() ? name : title->second,
                          .obligatory = !whole_without(name, names, *whole, dossier, library, now),
                          .has_file = library.annex_natures.written_in.contains(name) ||
                                      supplied(annexes, name)});
    }
    return pieces;
}

Value kit_files(const std::vector<OrderedPaper>& papers, const std::vector<dossier::Annex>& annexes,
                const AnnexNatures& natures) {
    List files;
    for (const OrderedPaper& paper : papers) files.push_back({file_of(paper)});
    for (const dossier::Annex& annex : annexes) files.push_back({file_of(annex, natures)});
    return {std::move(files)};
}

Value pieces_apart(const std::vector<KitPiece>& pieces) {
    List apart;
    for (const KitPiece& piece : pieces) {
        if (piece.obligatory && !piece.has_file) {
            apart.push_back({Record{{"titre", {piece.title}}}});
        }
    }
    return {std::move(apart)};
}

base::Answer<Facts> with_hashes(Facts facts, dossier::Store& store) {
    const auto hash_of = [&store](const std::string& piece) {
        const auto found = store.piece(piece, access::system_scope());
        return found ? found->sha256 : "";
    };
    if (fill_in(facts, hash_of)) return facts;
    return base::Refusal{"pieces_non_emises",
                         "Ce document attend que les pièces dont il donne la liste soient émises."};
}

Facts with_any_hashes(Facts facts) {
    fill_in(facts, [](const std::string&) { return std::string(hash_digits, '0'); });
    return facts;
}

}  // namespace preavis::service
