// The whole wiring: builds the adapters, hands them to the commands, opens the door.

#include <algorithm>
#include <csignal>
#include <iostream>

#include "base/failure.h"
#include "cli/command_line.h"
#include "cli/program.h"
#include "clock/clock.h"
#include "http/server.h"
#include "identity/local.h"
#include "notify/smtp.h"
#include "pdf/binder.h"
#include "pdf/lint.h"
#include "pdf/seal.h"
#include "pdf/seals.h"
#include "pdf/write.h"
#include "seal/demonstration.h"
#include "seal/seal.h"
#include "seal/signer.h"
#include "seal/verify.h"
#include "store/sqlite.h"

namespace {

using namespace preavis;

/// Signals that ask to stop are waited for, never interrupt.
sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

void serve(const service::Office& office, const cli::Door& door,
           const std::function<void(std::uint16_t)>& started) {
    service::Registry registry(office);
    service::Procedures procedures(office);
    service::Papers papers(office);
    service::Deadlines deadlines(office);
    service::Gate gate(office);
    const http::Services services{office, registry,        procedures,    papers,     deadlines,
                                  gate,   door.move_clock, door.troubles, door.report};
    http::ServerSettings settings;
    settings.reception.port = door.port;
    settings.reception.host_names = door.host_names;
    settings.web = door.web;
    settings.behind_tls = door.behind_tls;
    http::Server server(services, settings);
    server.start();
    started(server.port());
    const sigset_t signals = stop_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
}

std::unique_ptr<dossier::Sealer> sealer(const cli::SealFiles& files, law::Instant now) {
    seal::Settings settings{.key = files.key, .certificates = files.certificates};
    if (!files.authority_url.empty()) {
        settings.authority = {files.authority_url, files.authority_certificates};
    }
    return seal::sealer(settings, now, pdf::with_seal);
}

std::unique_ptr<dossier::Mailer> mailer(const cli::MailSettings& settings) {
    return notify::smtp_mailer({.host = settings.host,
                                .port = settings.port,
                                .encrypted = settings.encrypted,
                                .sender = settings.sender,
                                .login = settings.login,
                                .password = settings.password,
                                .authorities = settings.authorities});
}

cli::SealFiles demonstration_seal(const std::filesystem::path& folder, law::Instant from) {
    seal::make_demonstration_identity(folder, from);
    return {.key = folder / seal::key_file_name,
            .certificates = folder / seal::certificates_file_name};
}

cli::SealCheck check_seals(const std::string& bytes, const std::string& trust) {
    const auto reading = pdf::seals_of(bytes);
    cli::SealCheck check{.is_pdf = pdf::looks_like_pdf(bytes)};
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        check.problems = *problems;
    } else {
        check.seals = seal::judge(std::get<std::vector<dossier::SealInFile>>(reading), trust);
    }
    return check;
}

/// `keys`: the folder of the stores' keys; empty: beside each.
cli::Toolbox toolbox(const std::filesystem::path& keys) {
    return {
        .open_store =
            [keys](const std::filesystem::path& path, bool create) {
                return store::open_sqlite({.path = path, .create = create, .keys = keys});
            },
        .backup_store = store::backup_sqlite,
        .verify_backup = store::verify_sqlite,
        .restore_store = store::restore_sqlite,
        .audit_journal =
            [keys](const std::filesystem::path& path, std::int64_t from) {
                return store::audit_journal({.path = path, .keys = keys}, from);
            },
        .journal_root = store::journal_root,
        .rotate_keys =
            [keys](const std::filesystem::path& path) {
                return store::rotate_keys({.path = path, .keys = keys});
            },
        .schema = store::sqlite_schema,
        .identity = identity::local_identity,
        .clock = clock::system_clock,
        .test_clock = [](std::int64_t offset_ms) -> std::unique_ptr<dossier::MovableClock> {
            return std::make_unique<clock::TestClock>(offset_ms);
        },
        .pdf_writer =
            [](std::shared_ptr<const page::Fonts> fonts) {
                const auto writer = std::make_shared<const pdf::Writer>(std::move(fonts));
                return [writer](const page::Pages& pages) { return writer->write(pages); };
            },
        .signer = [](const std::filesystem::path& path) { return seal::file_signer(path, true); },
        .signature_holds = seal::signature_holds,
        .binder = pdf::binder,
        .lint_pdf = [](const std::string& bytes) { return pdf::lint(bytes); },
        .sealer = sealer,
        .demonstration_seal = demonstration_seal,
        .mailer = mailer,
        .check_seals = check_seals,
        .serve = serve,
    };
}

/// The checkout this was built in, if it is still there; else the current folder.
std::filesystem::path default_root() {
    return std::filesystem::is_directory(PREAVIS_ROOT "/workflows") ? PREAVIS_ROOT : ".";
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    const bool serves = std::find(arguments.begin(), arguments.end(), "serve") != arguments.end();
    const sigset_t signals = stop_signals();
    if (serves) sigprocmask(SIG_BLOCK, &signals, nullptr);  // before any thread starts
    std::signal(SIGPIPE, SIG_IGN);
    const std::filesystem::path keys = cli::take_option(arguments, "--keys").value_or("");
    return cli::run(arguments, default_root(), toolbox(keys), std::cout, std::cerr);
}
