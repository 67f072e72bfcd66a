#include "store/outbox.h"

namespace preavis::store {

using dossier::OutboxJob;
using dossier::RememberedAnswer;

void insert(Connection& db, const OutboxJob& job) {
    Query(db,
          "INSERT INTO outbox (key, kind, subject, queued_at, attempts, error, done)"
          " VALUES (?, ?, ?, ?, ?, '', 0) ON CONFLICT (key) DO NOTHING",
          job.key, job.kind, job.subject, job.queued_at, job.attempts)
        .run();
}

bool end_job(Connection& db, const std::string& key) {
    return Query(db, "UPDATE outbox SET done = 1 WHERE key = ? AND done = 0", key).run() == 1;
}

void note_failure(Connection& db, const std::string& key, const std::string& error,
                  law::Instant at) {
    Query(db,
          "UPDATE outbox SET attempts = attempts + 1, error = ?, failed_at = ?"
          " WHERE key = ? AND done = 0",
          error, at, key)
        .run();
}

namespace {

Place place_of(const std::string& key) {
    return {"answers", "body", key};
}

std::vector<OutboxJob> read_jobs(Query& rows) {
    std::vector<OutboxJob> jobs;
    while (rows.next()) {
        OutboxJob job;
        job.key = rows.text();
        job.kind = rows.text();
        job.subject = rows.text();
        job.queued_at = rows.instant();
        job.attempts = static_cast<int>(rows.integer());
        jobs.push_back(std::move(job));
    }
    return jobs;
}

}  // namespace

std::vector<OutboxJob> waiting_jobs(Connection& db, std::size_t limit) {
    Query rows(db,
               "SELECT key, kind, subject, queued_at, attempts FROM outbox WHERE done = 0"
               " ORDER BY attempts, queued_at, key LIMIT ?",
               limit);
    return read_jobs(rows);
}

std::vector<OutboxJob> failing_jobs(Connection& db, int attempts, std::size_t limit) {
    Query rows(db,
               "SELECT key, kind, subject, queued_at, attempts FROM outbox"
               " WHERE done = 0 AND attempts >= ? ORDER BY attempts, queued_at, key LIMIT ?",
               attempts, limit);
    return read_jobs(rows);
}

void forget_jobs_before(Connection& db, law::Instant at) {
    Query(db, "DELETE FROM outbox WHERE done = 1 AND kind = 'emettre' AND queued_at < ?", at).run();
}

std::int64_t count_jobs(Connection& db) {
    Query count(db, "SELECT count(*) FROM outbox WHERE done = 0");
    count.next();
    return count.integer();
}

bool remember(Connection& db, const RememberedAnswer& answer, const Owned& whose) {
    const std::string sealed =
        db.vault().seal(whose.owner, place_of(answer.key), answer.body, whose.key_class);
    return Query(db,
                 "INSERT INTO answers (key, request_hash, status, given_at, owner, sealed)"
                 " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                 answer.key, answer.request_hash, answer.status, answer.at, whose.owner,
                 Blob{sealed})
               .run() == 1;
}

std::optional<RememberedAnswer> find_answer(Connection& db, const std::string& key) {
    Query row(db,
              "SELECT key, request_hash, status, given_at, owner, sealed FROM answers"
              " WHERE key = ?",
              key);
    if (!row.next()) return std::nullopt;
    RememberedAnswer answer;
    answer.key = row.text();
    answer.request_hash = row.text();
    answer.status = static_cast<int>(row.integer());
    answer.at = row.instant();
    const std::string owner = row.text();
    const auto body =
        db.vault().open(owner, place_of(answer.key), row.bytes(), Clearance::protected_too);
    if (!body) return std::nullopt;
    answer.body = *body;
    return answer;
}

void forget_answers_before(Connection& db, law::Instant at) {
    Query(db, "DELETE FROM answers WHERE given_at < ?", at).run();
}

}  // namespace preavis::store
