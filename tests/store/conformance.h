#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dossier/store.h"

namespace preavis::store {

/// A folder of its own for one test, removed afterwards.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// A back end of the port: how to open the store that lives in a folder, made if it is not there.
struct BackEnd {
    std::string name;
    std::function<std::unique_ptr<dossier::Store>(const std::filesystem::path& folder)> open;
};

/// What the database of the store in a folder holds as the payload of an entry, behind the store's
/// back.
std::string stored_payload(const std::filesystem::path& folder, std::int64_t sequence);

/// What every implementation of dossier::Store does alike.
class StoreConformance : public testing::TestWithParam<BackEnd> {
  protected:
    void SetUp() override { store = GetParam().open(folder.path()); }
    void reopen() {
        store.reset();
        store = GetParam().open(folder.path());
    }
    void must_commit(const dossier::Change& change) {
        ASSERT_EQ(store->commit(change), dossier::Committed::done);
    }
    void must_save(const dossier::Dossier& dossier) { must_commit({.dossier = dossier}); }
    void must_save(const dossier::Noun& noun) { must_commit({.nouns = {noun}}); }

    TemporaryFolder folder;
    std::unique_ptr<dossier::Store> store;
};

constexpr law::Instant noon{1777881600000};  // 2026-05-04T08:00:00Z
constexpr std::int64_t hour_s = 3600;
constexpr std::int64_t day_s = 24 * hour_s;

dossier::Scope everything();

/// A dossier with every field set, named by its identifier, opened at `noon`.
dossier::Dossier sample_dossier(const std::string& id);
dossier::Deadline sample_deadline(const std::string& id, law::Instant due);
dossier::Noun sample_noun(dossier::NounKind kind, const std::string& id, dossier::Facts fields);
dossier::JournalEntry sample_entry(const std::string& dossier, const std::string& event);
dossier::Piece sample_piece(const std::string& id, const std::string& dossier);
dossier::OutboxJob sample_job(const std::string& key, law::Instant queued_at = noon);

void expect_same(const dossier::Dossier& left, const dossier::Dossier& right);

template <class Rows>
std::vector<std::string> ids(const Rows& rows) {
    std::vector<std::string> found;
    for (const auto& row : rows) found.push_back(row.id);
    return found;
}

}  // namespace preavis::store
