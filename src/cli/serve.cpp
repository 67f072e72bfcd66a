#include <ostream>

#include "base/failure.h"
#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/mailing.h"
#include "cli/sealing.h"
#include "cli/technical_log.h"
#include "service/loops.h"
#include "service/papers.h"

namespace preavis::cli {
namespace {

constexpr const char* help =
    "preavis serve [--config FICHIER] [--store BASE] [--port N] [--test-clock]\n"
    "  FICHIER (YAML) : store, port, host_names, behind_tls, test_clock, sceau, courriel,\n"
    "          journal_technique\n"
    "  sceau : cle (PEM, mode 0400), certificat (PEM, suivi de ses émetteurs), et pour horodater\n"
    "          horodatage (adresse http) avec autorites (PEM) ; sans sceau, les documents\n"
    "          sortent sans sceau, ce que disent le démarrage et /readyz\n"
    "  courriel : relais (nom:port), expediteur, points_de_controle (adresses à qui va chaque\n"
    "          jour l'état signé du journal), et au besoin identifiant avec mot_de_passe (fichier\n"
    "          lisible par le seul service), autorites (PEM), chiffre: false si le relais est la\n"
    "          machine elle-même\n"
    "  journal_technique : dossier (par défaut journal-technique, à côté de la base) et\n"
    "          taille_max_mo par jour (4) ; un fichier par jour, lisible par le seul service,\n"
    "          effacé à la fin de sa durée de conservation\n"
    "  --test-clock : l'horloge d'une démonstration peut être avancée ; refusé ailleurs\n";

constexpr const char* clock_setting = "horloge_decalage_ms";

struct Settings {
    std::filesystem::path store;
    std::int64_t port = 8080;
    std::vector<std::string> host_names;
    bool behind_tls = false;
    bool test_clock = false;
    std::optional<SealFiles> seal;
    std::optional<MailSettings> mail;
    std::filesystem::path log_folder;  ///< empty: beside the store
    std::int64_t log_megabytes = 4;
};

void read_log_block(base::Form& form, Settings& settings, base::Problems& problems) {
    const base::Node* node = form.optional_node("journal_technique");
    if (node == nullptr) return;
    base::Form block(*node, problems);
    settings.log_folder = block.optional_text("dossier").value_or("");
    settings.log_megabytes = block.optional_integer("taille_max_mo", 1, 1024).value_or(4);
    block.finish();
}

/// Files of the technical log stay as long as data/law says, and not a day longer.
TechnicalLog technical_log(const Settings& settings, const service::Library& library) {
    const law::Rule* rule = library.laws.find(library.conservation.technical_log);
    const law::Territory territory = library.territory("");
    const auto kept = [rule, territory](law::Date day, law::Instant now) {
        const auto end = law::count(*rule, {day, std::nullopt}, territory, territory.date(now));
        const auto* due = std::get_if<law::DueDate>(&end);
        return due == nullptr || now <= due->due;
    };
    const auto folder = settings.log_folder.empty()
                            ? settings.store.parent_path() / "journal-technique"
                            : settings.log_folder;
    return TechnicalLog(
        {.folder = folder, .most_bytes_a_day = settings.log_megabytes << 20, .kept = kept});
}

void read_config(const std::string& path, Settings& settings, base::Problems& problems) {
    if (!std::filesystem::is_regular_file(path)) {
        problems.push_back({{path, 0, 0}, "ce fichier n'existe pas", ""});
        return;
    }
    const auto reading = base::read_yaml(base::read_file(path), path);
    if (const auto* broken = std::get_if<base::Problems>(&reading)) {
        problems = *broken;
        return;
    }
    base::Form form(std::get<base::Node>(reading), problems);
    settings.store = form.optional_text("store").value_or(settings.store.string());
    settings.port = form.optional_integer("port", 0, 65535).value_or(settings.port);
    settings.host_names = form.optional_texts("host_names");
    settings.behind_tls = form.optional_boolean("behind_tls").value_or(false);
    settings.test_clock = form.optional_boolean("test_clock").value_or(false);
    settings.seal = read_seal_block(form, problems);
    settings.mail = read_mail_block(form, problems);
    read_log_block(form, settings, problems);
    form.finish();
}

Settings read_settings(const CommandLine& line, base::Problems& problems) {
    Settings settings{.store = store_path(line)};
    if (const auto config = line.value("--config")) read_config(*config, settings, problems);
    if (const auto store = line.value("--store")) settings.store = *store;
    if (line.has("--test-clock")) settings.test_clock = true;
    const std::string port = line.value("--port").value_or("");
    if (port.empty()) return settings;
    const bool number = port.size() <= 5 && port.find_first_not_of("0123456789") == port.npos;
    settings.port = number ? std::stoi(port) : -1;
    if (settings.port < 0 || settings.port > 65535) {
        problems.push_back(command_line_problem("--port attend un nombre de 0 à 65535"));
    }
    return settings;
}

/// Moves the demonstration's clock, keeps how far, fires what came due, in order.
base::Answer<law::Instant> move_clock(const service::Office& office, dossier::MovableClock& clock,
                                      law::Instant to) {
    if (!clock.move_to(to)) {
        return base::Refusal{"temps_en_arriere", "Le temps ne va que vers l'avant."};
    }
    office.store.set_setting(clock_setting, std::to_string(clock.offset_ms()));
    service::fire_due_deadlines(office, clock.now());
    service::Papers(office).issue_all();
    return clock.now();
}

}  // namespace

int serve_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(
        context, {{"--config", true}, {"--store", true}, {"--port", true}, {"--test-clock"}}, help,
        status);
    if (!line) return status;
    base::Problems problems;
    const Settings settings = read_settings(*line, problems);
    if (!problems.empty()) return explain(context, problems);
    const auto library = library_or_explain(context);
    if (!library) return bad_input;

    const Toolbox& toolbox = context.toolbox;
    const auto store = toolbox.open_store(settings.store, true);
    if (settings.test_clock && store->setting("demonstration") != "1") {
        context.err << "preavis: --test-clock ne sert que sur une base de démonstration\n";
        return bad_input;
    }
    const auto fonts = std::make_shared<const page::Fonts>();
    const auto identity = toolbox.identity();
    const auto real = toolbox.clock();
    const std::string ahead = store->setting(clock_setting);
    const auto test = store->setting("demonstration") == "1"
                          ? toolbox.test_clock(ahead.empty() ? 0 : std::stoll(ahead))
                          : nullptr;
    const auto sealer = sealer_of(toolbox, settings.seal, *store, settings.store, real->now());
    if (!sealer)
        context.err << "preavis: aucun sceau configuré : les documents sortent sans sceau\n";
    service::Office office{*library,
                           *fonts,
                           *store,
                           test ? static_cast<dossier::Clock&>(*test) : *real,
                           *real,
                           *identity,
                           toolbox.pdf_writer(fonts)};
    office.sealer = sealer.get();
    const auto signer = toolbox.signer(settings.store.string() + ".cle");
    office.signer = signer.get();
    const auto mailer = settings.mail ? toolbox.mailer(*settings.mail) : nullptr;
    office.mailer = mailer.get();
    if (settings.mail) office.checkpoint_readers = settings.mail->checkpoint_readers;
    const auto binder = toolbox.binder();
    office.binder = binder.get();
    TechnicalLog log = technical_log(settings, *library);
    const auto report = [&](const std::string& text) {
        context.err << text << std::endl;
        log.note(real->now(), text);
    };
    log.note(real->now(), "le service démarre");
    service::Loops loops(office, report);
    Door door{.port = static_cast<std::uint16_t>(settings.port),
              .host_names = settings.host_names,
              .web = context.root / "web",
              .behind_tls = settings.behind_tls,
              .troubles = [&] { return loops.troubles(); },
              .report = report};
    if (settings.test_clock) {
        door.move_clock = [&](law::Instant to) { return move_clock(office, *test, to); };
    }
    toolbox.serve(office, door, [&](std::uint16_t port) {
        context.out << "préavis sert sur http://127.0.0.1:" << port << std::endl;
    });
    log.note(real->now(), "le service s'arrête");
    return done;
}

}  // namespace preavis::cli
