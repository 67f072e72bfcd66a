#include "service/printing.h"

#include <algorithm>
#include <set>

#include "access/policy.h"
#include "base/expects.h"
#include "base/hash.h"
#include "service/journaling.h"
#include "service/kit.h"

namespace preavis::service {
namespace {

using access::Act;
using dossier::Piece;

/// Files in their order, by their identifiers.
struct Files {
    std::vector<std::string> pieces;
    std::vector<std::string> annexes;
};

Files listed_by(const Piece& cover) {
    Files listed;
    const base::Json facts = base::Json::parse(cover.facts_json);
    for (const base::Json& file : facts.value(files_fact, base::Json::array())) {
        if (file.contains("piece")) listed.pieces.push_back(file["piece"].get<std::string>());
        if (file.contains("annexe")) listed.annexes.push_back(file["annexe"].get<std::string>());
    }
    return listed;
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& more) {
    for (const std::string& id : more) {
        if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
    }
}

/// Covers first, then what they list, then everything else that no older cover lists.
Files choice_of(const std::vector<Piece>& pieces) {
    std::set<std::string> voices;
    std::set<std::string> outdated;
    Files choice;
    Files listed;
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        const Files of_cover = listed_by(*piece);
        if (of_cover.pieces.empty() && of_cover.annexes.empty()) continue;
        if (voices.insert(piece->document + piece->variant + piece->language).second) {
            choice.pieces.insert(choice.pieces.begin(), piece->id);
            add_new(listed.pieces, of_cover.pieces);
            add_new(listed.annexes, of_cover.annexes);
        } else {
            outdated.insert(piece->id);
            outdated.insert(of_cover.pieces.begin(), of_cover.pieces.end());
        }
    }
    for (const std::string& id : listed.pieces) outdated.erase(id);
    add_new(choice.pieces, listed.pieces);
    for (const Piece& piece : pieces) {
        if (!outdated.contains(piece.id)) add_new(choice.pieces, {piece.id});
    }
    choice.annexes = listed.annexes;
    return choice;
}

base::Answer<std::vector<std::string>> bytes_of(dossier::Store& store, const Files& files,
                                                const dossier::Scope& scope) {
    std::vector<std::string> parts;
    for (const std::string& id : files.pieces) {
        auto bytes = store.piece_bytes(id, scope);
        if (!bytes) {
            return base::Refusal{"documents_en_preparation",
                                 "Un document de ce dossier est en préparation : recommencez dans "
                                 "un instant."};
        }
        parts.push_back(*std::move(bytes));
    }
    for (const std::string& id : files.annexes) {
        parts.push_back(store.annex_bytes(id, scope).value());
    }
    return parts;
}

}  // namespace

base::Answer<IssuedPaper> printing_copy(const Office& office, const std::string& dossier,
                                        const dossier::Actor& actor, bool duplex) {
    expects(office.binder != nullptr);
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    const dossier::Scope scope = access::scope(actor, Act::read_documents);
    const auto found = office.store.dossier(dossier, scope);
    if (!found) return not_found();
    Files choice = choice_of(office.store.pieces(dossier, scope));
    for (const auto& annex : office.store.annexes({.dossier = dossier}, scope)) {
        add_new(choice.annexes, {annex.id});
    }
    const auto parts = bytes_of(office.store, choice, scope);
    if (const auto* refusal = base::refusal_of(parts)) return *refusal;
    const auto& files = std::get<std::vector<std::string>>(parts);
    if (files.empty()) {
        return base::Refusal{"rien_a_imprimer", "Ce dossier n'a encore aucun document."};
    }
    auto copy = office.binder->bind(
        files, {.title = "Dossier " + found->number + ", copie d’impression", .duplex = duplex});
    if (const auto* refusal = base::refusal_of(copy)) return *refusal;
    auto& bytes = std::get<std::string>(copy);
    std::string hash = base::sha256_hex(bytes);
    return IssuedPaper{std::move(bytes), "dossier-" + found->number + "-impression.pdf",
                       std::move(hash)};
}

}  // namespace preavis::service
