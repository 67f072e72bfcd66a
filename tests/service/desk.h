#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/json.h"
#include "dossier/ports.h"
#include "service/deadlines.h"
#include "service/gate.h"
#include "service/loops.h"
#include "service/papers.h"
#include "service/procedures.h"
#include "service/registry.h"

namespace preavis::service::test {

/// A clock that tests set by hand.
class HandClock : public dossier::Clock {
  public:
    law::Instant now() override { return now_; }
    void set(const std::string& utc) { now_ = *law::parse_utc(utc); }
    void advance_hours(std::int64_t hours) { now_ = now_.plus_seconds(hours * 3600); }

  private:
    law::Instant now_;
};

/// A desk to work at: the real library and a real store in a folder of its own, a clock by hand,
/// and small helpers that speak JSON like the API.
class Desk {
  public:
    Desk();
    ~Desk();

    dossier::Actor actor(const std::string& role, const std::string& organisation = {}) const;
    Command as(const dossier::Actor& actor, const std::string& key = {}) const;

    /// Creates a noun; answers its identifier. Fails the test otherwise.
    std::string create(const std::string& kind, const std::string& json,
                       const dossier::Actor& actor);
    Outcome open(const std::string& json, const Command& command);
    Outcome apply(const std::string& dossier, const std::string& json, const Command& command);

    /// A household of one in the hotel; answers `{"menage": ..., "structure": ..., "sejour": ...}`.
    std::string household(const std::string& family, bool protected_one = false);
    /// The body that opens a welcome kit for it, arrived now.
    std::string kit(const std::string& parties) const;

    HandClock clock;
    std::string siao;
    std::string hotelier;
    std::string gestionnaire;
    std::string hotel;
    dossier::Store& store() { return *store_; }
    const Office& office() const { return *office_; }
    std::filesystem::path file() const { return folder_ / "test.sqlite"; }

  private:
    std::filesystem::path folder_;
    std::unique_ptr<dossier::Store> store_;
    std::unique_ptr<dossier::Identity> identity_;
    std::unique_ptr<dossier::Binder> binder_;
    std::unique_ptr<Office> office_;
};

/// "done", a refusal's code, or "problems: ..." with their lines.
std::string verdict(const Outcome& outcome);
const base::Json& body(const Outcome& outcome);
base::Node json_node(const std::string& text);

}  // namespace preavis::service::test
