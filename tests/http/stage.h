#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dossier/ports.h"
#include "http/services.h"

namespace preavis::http::test {

/// A clock that tests set by hand.
class HandClock : public dossier::MovableClock {
  public:
    law::Instant now() override { return now_; }
    bool move_to(law::Instant to) override;
    std::int64_t offset_ms() const override { return 0; }
    void set(const std::string& utc) { now_ = *law::parse_utc(utc); }

  private:
    law::Instant now_;
};

/// The real procedures and templates, and the real fonts: read once.
const service::Library& shared_library();
const std::shared_ptr<const page::Fonts>& shared_fonts();

/// A whole service without its door: the real procedures, a real store in a folder of its own.
/// A password is hashed to itself and the second factor is « 123456 »: this is about the door and
/// what stands behind it, not about Argon2. It is 4 May 2026, 10:00 in Paris.
class Stage {
  public:
    using DrawsPdf = std::function<std::string(const page::Pages&)>;
    Stage(const std::filesystem::path& within, DrawsPdf draws);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// Lets the test clock be moved through the door.
    void allow_test_clock();
    dossier::Store& store() { return *store_; }
    const service::Office& office() const { return *office_; }
    service::Registry& registry() { return *registry_; }
    dossier::Identity& identity() { return *identity_; }
    service::Gate& gate() { return *gate_; }
    const Services& services() const { return *services_; }
    std::filesystem::path file() const { return folder_ / "test.sqlite"; }

    HandClock clock;
    std::vector<std::string> troubles;
    /// What the service reported: one line for each incident.
    std::vector<std::string> reports;

  private:
    std::filesystem::path folder_;
    std::unique_ptr<dossier::Store> store_;
    std::unique_ptr<dossier::Identity> identity_;
    std::unique_ptr<dossier::Binder> binder_;
    std::unique_ptr<dossier::Signer> signer_;
    std::unique_ptr<service::Office> office_;
    std::unique_ptr<service::Registry> registry_;
    std::unique_ptr<service::Procedures> procedures_;
    std::unique_ptr<service::Papers> papers_;
    std::unique_ptr<service::Deadlines> deadlines_;
    std::unique_ptr<service::Gate> gate_;
    std::unique_ptr<Services> services_;
};

}  // namespace preavis::http::test
