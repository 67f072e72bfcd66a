#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "dossier/ports.h"
#include "dossier/store.h"
#include "page/fonts.h"
#include "page/pages.h"
#include "service/office.h"

namespace preavis::cli {

/// How the service is opened to the network.
struct Door {
    std::uint16_t port = 8080;
    std::vector<std::string> host_names;  ///< accepted beside the loopback's own
    std::filesystem::path web;            ///< style sheet and other files of the pages
    bool behind_tls = false;
    std::function<bool()> ready;
    /// Moves the demonstration's clock forward, fires what came due, answers the new time. Empty:
    /// it cannot be moved.
    std::function<base::Answer<law::Instant>(law::Instant)> move_clock;
    std::function<void(const std::string&)> report;  ///< one line about something that went wrong
};

/// What `main` builds for the commands that need an adapter, each only when asked for.
struct Toolbox {
    /// Opens the store in a file; `create` makes it if there is none.
    std::function<std::unique_ptr<dossier::Store>(const std::filesystem::path&, bool create)>
        open_store;
    /// Puts a backup at a place where no store may be, after checking it.
    std::function<void(const std::filesystem::path& backup, const std::filesystem::path& target)>
        restore_store;
    std::function<std::unique_ptr<dossier::Identity>()> identity;
    std::function<std::unique_ptr<dossier::Clock>()> clock;
    std::function<std::unique_ptr<dossier::MovableClock>(std::int64_t offset_ms)> test_clock;
    /// A writer of PDFs for these fonts.
    std::function<std::function<std::string(const page::Pages&)>(
        std::shared_ptr<const page::Fonts>)>
        pdf_writer;
    /// Problems of a file against the rules of PDF/A-2a and PDF/UA-1 that our writer keeps.
    std::function<base::Problems(const std::string& bytes)> lint_pdf;
    /// Serves until a signal asks to stop. `started` is told the port.
    std::function<void(const service::Office&, const Door&, std::function<void(std::uint16_t)>)>
        serve;
};

/// What each command is given.
struct Context {
    std::vector<std::string> arguments;  ///< after the command's name, without `--root`
    std::filesystem::path root;
    const Toolbox& toolbox;
    std::ostream& out;
    std::ostream& err;
};

/// Exit statuses of the contract.
enum Status { done = 0, answer_is_no = 1, bad_input = 2, machine_failed = 3 };

/// Runs `preavis ARGUMENTS...`. Catches everything: a Failure is status 3, a Bug says so.
int run(const std::vector<std::string>& arguments, const std::filesystem::path& default_root,
        const Toolbox& toolbox, std::ostream& out, std::ostream& err);

}  // namespace preavis::cli
