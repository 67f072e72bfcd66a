#include "store/noun.h"

#include <algorithm>
#include <set>

#include "base/expects.h"
#include "base/text.h"
#include "store/codec.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Noun;
using dossier::NounKind;

constexpr std::string_view selection =
    "SELECT n.id, n.kind, n.version, n.organisation, n.departement, n.created_at, n.fields"
    " FROM nouns n";

Noun read_row(Query& row) {
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
    noun.fields = decode_facts(row.bytes());
    return noun;
}

std::vector<Noun> read_all(Query& rows) {
    std::vector<Noun> found;
    while (rows.next()) found.push_back(read_row(rows));
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

std::set<std::string> words_of(const Noun& noun) {
    std::set<std::string> words;
    for (const char* field : {"nom", "prenoms", "designation"}) {
        add_words(text_of(noun.fields, field), words);
    }
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

void save_words(Connection& db, const Noun& noun) {
    if (noun.version > 0) Query(db, "DELETE FROM noun_words WHERE noun = ?", noun.id).run();
    for (const std::string& word : words_of(noun)) {
        Query(db, "INSERT INTO noun_words (word, noun) VALUES (?, ?)", word, noun.id).run();
    }
}

std::int64_t save_row(Connection& db, const Noun& noun) {
    const bool is_protected = text_of(noun.fields, "sensibilite") == "protege";
    const std::string structure = text_of(noun.fields, "structure");
    const std::string same_person =
        noun.kind == NounKind::personne ? dossier::same_person_key(noun.fields) : "";
    const std::string fields = encode(noun.fields);
    if (noun.version == 0) {
        return Query(db,
                     "INSERT INTO nouns (id, kind, version, organisation, departement, protected,"
                     " structure, same_person, created_at, fields)"
                     " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                     noun.id, name_of(noun.kind), noun.organisation, noun.departement, is_protected,
                     structure, same_person, noun.created_at, fields)
            .run();
    }
    return Query(db,
                 "UPDATE nouns SET version = version + 1, organisation = ?, departement = ?,"
                 " protected = ?, structure = ?, same_person = ?, fields = ?"
                 " WHERE id = ? AND kind = ? AND version = ?",
                 noun.organisation, noun.departement, is_protected, structure, same_person, fields,
                 noun.id, name_of(noun.kind), noun.version)
        .run();
}

}  // namespace

bool save(Connection& db, const Noun& noun) {
    expects(!noun.id.empty() && noun.version >= 0);
    if (save_row(db, noun) == 0) return false;
    save_words(db, noun);
    save_menages(db, noun);
    return true;
}

std::optional<Noun> find_noun(Connection& db, NounKind kind, const std::string& id,
                              const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("n.id = ?", {id});
    conditions.add("n.kind = ?", {std::string(name_of(kind))});
    restrict_nouns(scope, conditions);
    Query row(db, std::string(selection) + conditions.where(), conditions);
    return row.next() ? std::optional(read_row(row)) : std::nullopt;
}

std::vector<Noun> find_nouns(Connection& db, NounKind kind, const dossier::NounFilter& filter,
                             const dossier::Scope& scope) {
    // Few rows pass these filters: the plus sign keeps SQLite from walking through all of a kind.
    const bool few = !filter.text.empty() || !filter.menage.empty() || !filter.structure.empty();
    Conditions conditions;
    conditions.add(few ? "+n.kind = ?" : "n.kind = ?", {std::string(name_of(kind))});
    restrict_nouns(scope, conditions);
    if (!filter.text.empty()) {
        const std::vector<std::string> words = words_asked(filter.text);
        conditions.add("n.id IN " + std::string(nouns_named),
                       {encode(words), static_cast<std::int64_t>(words.size())});
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
    return read_all(rows);
}

std::vector<Noun> same_persons(Connection& db, const std::string& key,
                               const dossier::Scope& scope) {
    if (key.empty()) return {};
    Conditions conditions;
    conditions.add("n.same_person = ?", {key});
    conditions.add("n.same_person <> ''");
    restrict_nouns(scope, conditions);
    Query rows(db, std::string(selection) + conditions.where() + " ORDER BY n.created_at, n.id",
               conditions);
    return read_all(rows);
}

std::vector<std::string> words_asked(const std::string& text) {
    std::set<std::string> words;
    for (const std::string& word : blank_separated(text)) add_word(word, words);
    return {words.begin(), words.end()};
}

}  // namespace preavis::store
