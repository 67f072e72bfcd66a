#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "dossier/annex.h"
#include "dossier/ports.h"
#include "dossier/seal.h"
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
    std::function<std::vector<std::string>()> troubles;  ///< why it is not ready
    /// Moves the demonstration's clock forward, fires what came due, answers the new time. Empty:
    /// it cannot be moved.
    std::function<base::Answer<law::Instant>(law::Instant)> move_clock;
    std::function<void(const std::string&)> report;  ///< one line about something that went wrong
};

/// Files with which an organisation seals; without an authority, seals bear no time-stamp.
struct SealFiles {
    std::filesystem::path key;           ///< PEM, PKCS#8
    std::filesystem::path certificates;  ///< PEM: its own, then each its issuer
    std::string authority_url;
    std::filesystem::path authority_certificates;
};

/// Who takes mails, and who gets the journal's checkpoints by them.
struct MailSettings {
    std::string host;
    std::uint16_t port = 587;
    bool encrypted = true;
    std::string sender;
    std::string login;
    std::string password;
    std::filesystem::path authorities;
    std::vector<std::string> checkpoint_readers;
};

/// What the seals of a file say.
struct SealCheck {
    bool is_pdf = false;      ///< a whole PDF file at least
    base::Problems problems;  ///< why its seals cannot be read
    std::vector<dossier::SealVerdict> seals;
};

using CopyStore = std::function<dossier::StoreReport(const std::filesystem::path& from,
                                                     const std::filesystem::path& to,
                                                     const dossier::Progress& progress)>;

/// What `main` builds for the commands that need an adapter, each only when asked for.
struct Toolbox {
    /// Opens the store in a file; `create` makes it if there is none.
    std::function<std::unique_ptr<dossier::Store>(const std::filesystem::path&, bool create)>
        open_store;
    /// Copies a store to a new file, also while a service writes to it, and reads the copy back.
    CopyStore backup_store;
    /// Reads a backup whole.
    std::function<dossier::StoreReport(const std::filesystem::path& backup)> verify_backup;
    /// Puts a backup at a place where no store may be, after checking it.
    CopyStore restore_store;
    /// Reads the journal of a store again, in use or not.
    std::function<dossier::JournalAudit(const std::filesystem::path&, std::int64_t from)>
        audit_journal;
    /// The root over so many entries, hexadecimal; nothing if there are not so many.
    std::function<std::optional<std::string>(const std::filesystem::path&, std::int64_t size)>
        journal_root;
    /// Wraps all data keys anew; answers how many.
    std::function<std::int64_t(const std::filesystem::path&)> rotate_keys;
    /// The tables and columns of a store.
    std::function<service::Schema()> schema;
    std::function<std::unique_ptr<dossier::Identity>()> identity;
    std::function<std::unique_ptr<dossier::Clock>()> clock;
    std::function<std::unique_ptr<dossier::MovableClock>(std::int64_t offset_ms)> test_clock;
    /// A writer of PDFs for these fonts.
    std::function<std::function<std::string(const page::Pages&)>(
        std::shared_ptr<const page::Fonts>)>
        pdf_writer;
    /// Who signs statements of health, with the key of a file that is drawn if there is none.
    std::function<std::unique_ptr<dossier::Signer>(const std::filesystem::path&)> signer;
    /// True if this signature over the statement was made with the key of that public half.
    std::function<bool(std::string_view statement, const std::string& signature,
                       const std::string& public_key)>
        signature_holds;
    /// Who looks into files that others made, and binds copies for the printer.
    std::function<std::unique_ptr<dossier::Binder>()> binder;
    /// Problems of a file against the rules of PDF/A-2a and PDF/UA-1 that our writer keeps.
    std::function<base::Problems(const std::string& bytes)> lint_pdf;
    /// Who seals with these files; throws Failure if they are not in order at that instant.
    std::function<std::unique_ptr<dossier::Sealer>(const SealFiles&, law::Instant now)> sealer;
    /// The files of a demonstration's own seal in a folder, drawn if there are none, in force for
    /// ten years from that instant.
    std::function<SealFiles(const std::filesystem::path& folder, law::Instant from)>
        demonstration_seal;
    /// Who sends by this relay; throws Failure if the settings cannot be used.
    std::function<std::unique_ptr<dossier::Mailer>(const MailSettings&)> mailer;
    /// Judges the seals of a file by the certificates to trust (PEM; may be empty).
    std::function<SealCheck(const std::string& bytes, const std::string& trust)> check_seals;
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
