#include "store/sealing_migration.h"

#include "base/json.h"
#include "store/account.h"
#include "store/codec.h"
#include "store/journal_check.h"
#include "store/journal_row.h"
#include "store/noun.h"
#include "store/owners.h"

namespace preavis::store {
namespace {

/// Kept from 0006 to 0007.
constexpr const char* verdict_setting = "journal_ancien";

std::vector<std::string> texts(Connection& db, const char* sql) {
    Query rows(db, sql);
    std::vector<std::string> found;
    while (rows.next()) found.push_back(rows.text());
    return found;
}

/// The columns of the one row that `sql` finds.
std::vector<std::string> row_of(Connection& db, const char* sql, const std::string& id,
                                std::size_t columns) {
    Query row(db, sql, id);
    std::vector<std::string> found;
    if (!row.next()) return found;
    for (std::size_t i = 0; i < columns; ++i) found.push_back(row.text());
    return found;
}

std::string sealed_for(Connection& db, const Owned& whose, const Place& place,
                       const std::string& text) {
    return db.vault().seal(whose.owner, place, text, whose.key_class);
}

void seal_noun(Connection& db, const std::string& id) {
    const auto row = row_of(db, "SELECT kind, fields FROM nouns WHERE id = ?", id, 2);
    dossier::Noun noun{.id = id};
    noun.kind = dossier::noun_kind(row[0]).value();
    noun.fields = decode_facts(row[1]);
    const Owned whose = owned(db, noun);
    Query(db, "UPDATE nouns SET owner = ?, sealed = ? WHERE id = ?", whose.owner,
          Blob{sealed_for(db, whose, {"nouns", "fields", id}, row[1])}, id)
        .run();
}

void seal_nouns(Connection& db) {
    db.execute(
        "UPDATE nouns SET protected = 1"
        " WHERE kind = 'structure' AND json_extract(fields, '$.protegee') = 1");
    for (const std::string& id : texts(db, "SELECT id FROM nouns")) seal_noun(db, id);
    for (const std::string& id : texts(db, "SELECT id FROM nouns")) {
        const auto kind = row_of(db, "SELECT kind FROM nouns WHERE id = ?", id, 1);
        const auto noun =
            find_noun(db, dossier::noun_kind(kind[0]).value(), id, {.everything = true});
        index(db, noun.value());
    }
}

void seal_dossiers(Connection& db) {
    for (const std::string& id : texts(db, "SELECT id FROM dossiers")) {
        const auto row = row_of(db, "SELECT menage, facts FROM dossiers WHERE id = ?", id, 2);
        const Owned whose = owned_by_menage(db, row[0]);
        Query(db, "UPDATE dossiers SET owner = ?, sealed = ? WHERE id = ?", whose.owner,
              Blob{sealed_for(db, whose, {"dossiers", "facts", id}, row[1])}, id)
            .run();
    }
}

void seal_pieces(Connection& db) {
    for (const std::string& id : texts(db, "SELECT id FROM pieces")) {
        const auto row =
            row_of(db, "SELECT dossier, facts, sha256 FROM pieces WHERE id = ?", id, 3);
        const Owned whose = owned_pieces(db, row[0]);
        const bool issued = !row[2].empty();
        const std::string facts = sealed_for(db, whose, {"pieces", "facts", id}, row[1]);
        const std::string digest =
            issued ? sealed_for(db, whose, {"pieces", "digest", id}, row[2]) : "";
        const std::string name =
            issued ? db.vault().blind("empreinte", row[2], KeyClass::ordinary) : "";
        Query(db, "UPDATE pieces SET owner = ?, sealed = ?, digest = ?, sha256 = ? WHERE id = ?",
              whose.owner, Blob{facts}, Blob{digest}, name, id)
            .run();
    }
    for (const std::string& id : texts(db, "SELECT piece FROM piece_bytes")) {
        const auto row = row_of(db,
                                "SELECT p.owner, b.bytes FROM piece_bytes b"
                                " JOIN pieces p ON p.id = b.piece WHERE b.piece = ?",
                                id, 2);
        Query(db, "UPDATE piece_bytes SET bytes = ? WHERE piece = ?",
              Blob{db.vault().seal_file(row[0], {"piece_bytes", "bytes", id}, row[1])}, id)
            .run();
    }
}

void seal_annexes(Connection& db) {
    for (const std::string& id : texts(db, "SELECT id FROM annexes")) {
        const auto row =
            row_of(db, "SELECT structure, dossier, title, sha256 FROM annexes WHERE id = ?", id, 4);
        const Owned whose =
            row[1].empty() ? owned_by_structure(db, row[0]) : owned_pieces(db, row[1]);
        Query(db, "UPDATE annexes SET owner = ?, sealed = ? WHERE id = ?", whose.owner,
              Blob{sealed_for(db, whose, {"annexes", "title", id}, encode_pair(row[2], row[3]))},
              id)
            .run();
        const auto bytes = row_of(db, "SELECT bytes FROM annex_bytes WHERE annex = ?", id, 1);
        if (bytes.empty()) continue;
        Query(db, "UPDATE annex_bytes SET bytes = ? WHERE annex = ?",
              Blob{db.vault().seal_file(whose.owner, {"annex_bytes", "bytes", id}, bytes[0],
                                        whose.key_class)},
              id)
            .run();
    }
}

void seal_answers_and_accounts(Connection& db) {
    const Owned nobody{owner::general};
    for (const std::string& key : texts(db, "SELECT key FROM answers")) {
        const auto row = row_of(db, "SELECT body FROM answers WHERE key = ?", key, 1);
        Query(db, "UPDATE answers SET owner = ?, sealed = ? WHERE key = ?", nobody.owner,
              Blob{sealed_for(db, nobody, {"answers", "body", key}, row[0])}, key)
            .run();
    }
    for (const std::string& id : texts(db, "SELECT id FROM accounts")) {
        const auto row = row_of(db, "SELECT name, totp_secret FROM accounts WHERE id = ?", id, 2);
        const std::string told = encode_pair(row[0], row[1]);
        Query(db, "UPDATE accounts SET sealed = ?, totp_mark = ? WHERE id = ?",
              Blob{sealed_for(db, nobody, {"accounts", "name", id}, told)},
              db.vault().blind("second_facteur", id + row[1], KeyClass::ordinary), id)
            .run();
    }
}

/// The record that a line about a record names in its payload.
std::string noun_in(const std::string& kind, const std::string& payload) {
    if (kind != "fiche") return "";
    const base::Json told = base::Json::parse(payload, nullptr, false);
    return told.is_object() ? told.value("id", "") : "";
}

void seal_journal(Connection& db) {
    save_setting(db, verdict_setting, verdict_on_form_1(db));
    for (const std::string& sequence : texts(db, "SELECT sequence FROM journal")) {
        const auto row = row_of(db,
                                "SELECT j.kind, j.payload, coalesce(d.owner, '') FROM journal j"
                                " LEFT JOIN dossiers d ON d.id = j.dossier WHERE j.sequence = ?",
                                sequence, 3);
        const std::string noun = noun_in(row[0], row[1]);
        const auto of_noun = row_of(db, "SELECT owner FROM nouns WHERE id = ?", noun, 1);
        Owned whose{row[2]};
        if (whose.owner.empty()) whose.owner = of_noun.empty() ? owner::general : of_noun[0];
        Query(db, "UPDATE journal SET noun = ?, owner = ?, sealed = ? WHERE sequence = ?", noun,
              whose.owner, Blob{sealed_for(db, whose, {"journal", "payload", sequence}, row[1])},
              sequence)
            .run();
    }
}

}  // namespace

void seal_clear_rows(Connection& db) {
    seal_nouns(db);
    seal_dossiers(db);
    seal_pieces(db);
    seal_annexes(db);
    seal_answers_and_accounts(db);
    seal_journal(db);
}

void end_sealing(Connection& db) {
    vouch_for_form_1(db, find_setting(db, verdict_setting));
    Query(db, "DELETE FROM settings WHERE name = ?", verdict_setting).run();
}

}  // namespace preavis::store
