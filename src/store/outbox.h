#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"
#include "store/owners.h"

namespace preavis::store {

/// Adds a job, unless one with this key was ever added: a key is done once.
void insert(Connection& db, const dossier::OutboxJob& job);
/// False if no job with this key waits: somebody else has ended it.
bool end_job(Connection& db, const std::string& key);
void note_failure(Connection& db, const std::string& key, const std::string& error,
                  law::Instant at);
/// Those that wait: the least often tried first, then the oldest.
std::vector<dossier::OutboxJob> waiting_jobs(Connection& db, std::size_t limit);
/// Those that wait and failed at least so often.
std::vector<dossier::OutboxJob> failing_jobs(Connection& db, int attempts, std::size_t limit);
/// Forgets the jobs of pieces that ended before: a piece keeps by itself that it was issued. Keys
/// of other kinds stay, so that nothing is sent twice.
void forget_jobs_before(Connection& db, law::Instant at);
std::int64_t count_jobs(Connection& db);

/// Keeps an answer about somebody; false if the key has one already.
bool remember(Connection& db, const dossier::RememberedAnswer& answer, const Owned& whose);
std::optional<dossier::RememberedAnswer> find_answer(Connection& db, const std::string& key);
void forget_answers_before(Connection& db, law::Instant at);

}  // namespace preavis::store
