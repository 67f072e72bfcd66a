#include "store/noun.h"

#include <algorithm>
#include <set>

#include "base/expects.h"
#include "base/text.h"
#include "store/codec.h"
#include "store/owners.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Noun;
using dossier::NounKind;

constexpr std::string_view selection =
    "SELECT n.id, n.kind, n.version, n.organisation, n.departement, n.created_at, n.owner, n.sealed"
    " FROM nouns n";
constexpr const char* words_index = "mot";
constexpr const char* persons_index = "personne";

Place place_of(const std::string& noun) {
    return {"nouns", "fields", noun};
}

Noun read_row(Connection& db, Query& row, Clearance clearance) {
    Noun noun;
    noun.id = row.text();
    const auto kind = dossier::noun_kind(row.text());
    if (!kind) {
        throw base::Failure(base::FailureCode::corrupted,
                            "le magasin contient une fiche de nature inconnue : " + noun.id);
    }
    noun.kind = *kind;
    noun.version = row.integer();
    noun.organisation = row.text();
    noun.departement = row.text();
    noun.created_at = row.instant();
    const std::string owner = row.text();
    const auto fields = db.vault().open(owner, place_of(noun.id), row.bytes(), clearance);
    if (fields) noun.fields = decode_facts(*fields);
    return noun;
}

std::vector<Noun> read_all(Connection& db, Query& rows, Clearance clearance) {
    std::vector<Noun> found;
    while (rows.next()) found.push_back(read_row(db, rows, clearance));
    return found;
}

std::vector<std::string> blank_separated(std::string_view text) {
    std::string spaced(text);
    for (char& letter : spaced) {
        if (letter == '\t' || letter == '\n') letter = ' ';
    }
    return base::split(spaced, ' ');
}

void add_word(std::string_view word, std::set<std::string>& words) {
    std::string normalised = base::normalised(word);
    if (!normalised.empty()) words.insert(std::move(normalised));
}

/// « Jean-Pierre » is found by "jean", "pierre" and "jeanpierre"; « N'Diaye » by "ndiaye", "diaye".
void add_words(std::string_view text, std::set<std::string>& words) {
    for (const std::string& whole : blank_separated(text)) {
        add_word(whole, words);
        for (const std::string& part : base::split(whole, '-')) {
            add_word(part, words);
            const std::string straight = base::replaced(part, "’", "'");
            for (const std::string& piece : base::split(straight, '\'')) add_word(piece, words);
        }
    }
}

/// The digits of a French telephone number, however it is spaced: "0612345678"; empty for others.
std::string telephone_in(std::string_view text) {
    std::string digits;
    for (const char letter : text) {
        const bool digit = letter >= '0' && letter <= '9';
        if (digit) digits += letter;
        if (!digit && std::string_view(" .-+()\t").find(letter) == std::string_view::npos)
            return "";
    }
    if (digits.starts_with("0033")) digits.replace(0, 4, "0");
    if (digits.starts_with("33") && digits.size() == 11) digits.replace(0, 2, "0");
    return digits.size() == 10 && digits.front() == '0' ? digits : "";
}

std::set<std::string> words_of(const Noun& noun) {
    std::set<std::string> words;
    for (const char* field : {"nom", "prenoms", "designation"}) {
        add_words(text_of(noun.fields, field), words);
    }
    const std::string telephone = telephone_in(text_of(noun.fields, "telephone"));
    if (!telephone.empty()) words.insert(telephone);
    return words;
}

/// The identifiers in a list of identifiers, or of records with a `personne`.
std::vector<std::string> persons_in(const Noun& noun, const char* field) {
    std::vector<std::string> persons;
    const dossier::Value* value = find(noun.fields, field);
    const dossier::List* list = value == nullptr ? nullptr : value->list();
    if (list == nullptr) return persons;
    for (const dossier::Value& item : *list) {
        const dossier::Record* record = item.record();
        const std::string person = record != nullptr        ? text_of(*record, "personne")
                                   : item.text() != nullptr ? *item.text()
                                                            : "";
        if (!person.empty()) persons.push_back(person);
    }
    return persons;
}

void state_menage(Connection& db, const std::string& member, const std::string& menage,
                  const std::string& by) {
    Query(db,
          "INSERT INTO noun_menages (noun, menage, stated_by) VALUES (?, ?, ?)"
          " ON CONFLICT DO NOTHING",
          member, menage, by)
        .run();
}

void save_menages(Connection& db, const Noun& noun) {
    if (noun.version > 0) {
        Query(db, "DELETE FROM noun_menages WHERE stated_by = ?", noun.id).run();
    }
    const std::string menage = text_of(noun.fields, "menage");
    if (!menage.empty()) state_menage(db, noun.id, menage, noun.id);
    if (noun.kind != NounKind::menage) return;
    state_menage(db, noun.id, noun.id, noun.id);
    for (const char* field : {"personnes", "membres"}) {
        for (const std::string& person : persons_in(noun, field)) {
            state_menage(db, person, noun.id, noun.id);
        }
    }
}

/// Under the blind names that its class has.
void save_words(Connection& db, const Noun& noun) {
    const KeyClass key_class = index_class(db, noun.id);
    Query(db, "DELETE FROM noun_words WHERE noun = ?", noun.id).run();
    for (const std::string& word : words_of(noun)) {
        Query(db, "INSERT INTO noun_words (word, noun) VALUES (?, ?)",
              db.vault().blind(words_index, word, key_class), noun.id)
            .run();
    }
    const std::string same =
        noun.kind == NounKind::personne ? dossier::same_person_key(noun.fields) : "";
    Query(db, "UPDATE nouns SET same_person = ? WHERE id = ?",
          same.empty() ? "" : db.vault().blind(persons_index, same, key_class), noun.id)
        .run();
}

/// The members of a ménage are found, and their keys wrapped, as its sensitivity asks.
void follow_menage(Connection& db, const std::string& menage) {
    classify_menage(db, menage);
    for (const std::string& id : members_of(db, menage)) {
        const auto person = find_noun(db, NounKind::personne, id, {.everything = true});
        if (person) save_words(db, *person);
    }
}

bool is_marked_protected(const Noun& noun) {
    return text_of(noun.fields, "sensibilite") == "protege" || is_true(noun.fields, "protegee");
}

std::int64_t save_row(Connection& db, const Noun& noun) {
    const std::string structure = text_of(noun.fields, "structure");
    const Owned whose = owned(db, noun);
    const std::string sealed =
        db.vault().seal(whose.owner, place_of(noun.id), encode(noun.fields), whose.key_class);
    if (noun.version == 0) {
        return Query(db,
                     "INSERT INTO nouns (id, kind, version, organisation, departement, protected,"
                     " structure, same_person, created_at, owner, sealed)"
                     " VALUES (?, ?, 1, ?, ?, ?, ?, '', ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                     noun.id, name_of(noun.kind), noun.organisation, noun.departement,
                     is_marked_protected(noun), structure, noun.created_at, whose.owner,
                     Blob{sealed})
            .run();
    }
    return Query(db,
                 "UPDATE nouns SET version = version + 1, organisation = ?, departement = ?,"
                 " protected = ?, structure = ?, owner = ?, sealed = ?"
                 " WHERE id = ? AND kind = ? AND version = ?",
                 noun.organisation, noun.departement, is_marked_protected(noun), structure,
                 whose.owner, Blob{sealed}, noun.id, name_of(noun.kind), noun.version)
        .run();
}

}  // namespace

void index(Connection& db, const Noun& noun) {
    save_words(db, noun);
    if (noun.kind == NounKind::menage) follow_menage(db, noun.id);
}

bool save(Connection& db, const Noun& noun) {
    expects(!noun.id.empty() && noun.version >= 0);
    if (save_row(db, noun) == 0) return false;
    save_menages(db, noun);
    index(db, noun);
    return true;
}

std::optional<Noun> find_noun(Connection& db, NounKind kind, const std::string& id,
                              const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("n.id = ?", {id});
    conditions.add("n.kind = ?", {std::string(name_of(kind))});
    restrict_nouns(scope, conditions);
    Query row(db, std::string(selection) + conditions.where(), conditions);
    if (!row.next()) return std::nullopt;
    return read_row(db, row, clearance_of(scope));
}

std::vector<Noun> find_nouns(Connection& db, NounKind kind, const dossier::NounFilter& filter,
                             const dossier::Scope& scope) {
    // Few rows pass these filters: the plus sign keeps SQLite from walking through all of a kind.
    const bool few = !filter.text.empty() || !filter.menage.empty() || !filter.structure.empty();
    Conditions conditions;
    conditions.add(few ? "+n.kind = ?" : "n.kind = ?", {std::string(name_of(kind))});
    restrict_nouns(scope, conditions);
    if (!filter.text.empty()) {
        const AskedWords asked = words_asked(db, filter.text, clearance_of(scope));
        conditions.add("n.id IN " + std::string(nouns_named), {asked.names, asked.count});
    }
    if (!filter.menage.empty()) {
        conditions.add("n.id IN (SELECT noun FROM noun_menages WHERE menage = ?)", {filter.menage});
    }
    if (!filter.structure.empty()) conditions.add("n.structure = ?", {filter.structure});
    if (!filter.after.empty()) {
        conditions.add("(n.created_at, n.id) < (SELECT created_at, id FROM nouns WHERE id = ?)",
                       {filter.after});
    }
    Query rows(db,
               std::string(selection) + conditions.where() +
                   " ORDER BY n.created_at DESC, n.id DESC LIMIT ?",
               conditions, filter.limit);
    return read_all(db, rows, clearance_of(scope));
}

std::vector<Noun> same_persons(Connection& db, const std::string& key,
                               const dossier::Scope& scope) {
    if (key.empty()) return {};
    const Clearance clearance = clearance_of(scope);
    Conditions conditions;
    conditions.add("n.same_person IN (SELECT value FROM json_each(?))",
                   {encode(db.vault().blind_for(persons_index, key, clearance))});
    restrict_nouns(scope, conditions);
    Query rows(db, std::string(selection) + conditions.where() + " ORDER BY n.created_at, n.id",
               conditions);
    return read_all(db, rows, clearance);
}

AskedWords words_asked(Connection& db, const std::string& text, Clearance clearance) {
    std::set<std::string> words;
    const std::string telephone = telephone_in(text);
    if (!telephone.empty()) words.insert(telephone);
    if (telephone.empty()) {
        for (const std::string& word : blank_separated(text)) add_word(word, words);
    }
    std::vector<std::string> names;
    for (const std::string& word : words) {
        for (std::string& name : db.vault().blind_for(words_index, word, clearance)) {
            names.push_back(std::move(name));
        }
    }
    return {encode(names), static_cast<std::int64_t>(words.size())};
}

}  // namespace preavis::store
