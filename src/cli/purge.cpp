#include <ostream>

#include "access/policy.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "service/erasing.h"
#include "service/statement.h"

namespace preavis::cli {
namespace {

using base::Json;

constexpr const char* help =
    "preavis purge --dry-run [--departement D] [--store BASE] [--json]\n"
    "  montre ce qui a dépassé sa durée de conservation : ce qui partirait, ce qui reste et\n"
    "  jusqu'à quand, ce qui retient chaque ménage ; n'écrit rien\n"
    "preavis purge --reason TEXTE [--departement D] [--store BASE] [--json]\n"
    "  efface, ménage par ménage, quand le service est arrêté ; chaque effacement laisse une\n"
    "  attestation signée dans le journal ; interrompu, il se relance\n"
    "preavis purge --certificate ID [--store BASE] [--json]\n"
    "  imprime l'attestation d'un effacement, et dit si sa signature est bonne (sinon, statut 1)\n"
    "  --at QUAND : à une autre date ; sur une base de démonstration seulement\n";

const std::vector<Option> options = {
    {"--dry-run"},     {"--reason", true},      {"--departement", true},
    {"--store", true}, {"--certificate", true}, {"--at", true},
    {"--json"}};

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return "";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

void print_household(const Context& context, const Json& household) {
    context.out << "Ménage " << text_of(household, "menage") << "\n"
                << "  dossiers : ";
    for (const Json& number : household["dossiers"]) {
        context.out << number.get<std::string>() << " ";
    }
    context.out << "\n  " << household["because"].front()["text"].get<std::string>()
                << "\n  fin de conservation : " << text_of(household, "fin_de_conservation")
                << "\n  " << text_of(household, "personnes") << " personnes, "
                << text_of(household, "sejours") << " séjours, " << text_of(household, "fichiers")
                << " fichiers, " << text_of(household, "comptes") << " comptes\n";
    for (const Json& kept : household["conserves"]) {
        context.out << "  reste jusqu'au " << text_of(kept, "jusqu_au") << " : "
                    << text_of(kept, "document") << " (" << text_of(kept, "raison") << ")\n";
    }
    for (const Json& obstacle : household["obstacles"]) {
        context.out << "  retenu : " << text_of(obstacle, "message") << "\n";
    }
}

void print(const Context& context, const service::Purge& purge, bool preview, bool as_json) {
    if (as_json) {
        const Json answer = {{"preview", preview},
                             {"erased", purge.erased},
                             {"held_back", purge.held_back},
                             {"moved", purge.moved},
                             {"files_over", purge.files_over},
                             {"certificates", purge.certificates},
                             {"households", purge.households}};
        context.out << answer.dump(2) << "\n";
        return;
    }
    for (const Json& household : purge.households) print_household(context, household);
    context.out << purge.erased << (preview ? " ménages à effacer, " : " ménages effacés, ")
                << purge.held_back << " retenus, " << purge.files_over
                << " documents archivés arrivés à leur terme\n";
    for (const std::string& certificate : purge.certificates) {
        context.out << "attestation " << certificate << "\n";
    }
}

/// Every value on its line, below its name.
void print_lines(const Context& context, const Json& value, const std::string& indent) {
    for (const auto& [key, part] : value.items()) {
        const bool nested = part.is_structured() && !part.empty();
        const std::string name = value.is_array() ? "-" : key + " :";
        context.out << indent << name;
        if (nested) {
            context.out << "\n";
            print_lines(context, part, indent + "  ");
        } else {
            context.out << " " << (part.is_string() ? part.get<std::string>() : part.dump())
                        << "\n";
        }
    }
}

int print_certificate(const Context& context, dossier::Store& store, const std::string& id,
                      bool as_json) {
    const auto record = store.erasure(id);
    const auto lines = record ? store.entries_of("effacement", record->line, 1)
                              : std::vector<dossier::JournalEntry>{};
    if (lines.empty() || lines.front().sequence != record->line) {
        return explain(context, base::Refusal{"introuvable", "Aucun effacement de ce numéro."});
    }
    const service::SignedStatement part = service::signed_part(lines.front());
    const bool is_signed = !part.signature.empty();
    const bool holds =
        is_signed && context.toolbox.signature_holds(part.statement, part.signature, part.key);
    Json payload = Json::parse(lines.front().payload_json, nullptr, false);
    payload["ligne"] = lines.front().sequence;
    payload["empreinte"] = lines.front().hash;
    payload["signature_bonne"] = is_signed ? Json(holds) : Json(nullptr);
    if (as_json) {
        context.out << payload.dump(2) << "\n";
    } else {
        context.out << "Attestation d'effacement\n";
        print_lines(context, payload["statement"], "  ");
        context.out << "  ligne du journal : " << lines.front().sequence << "\n"
                    << "  empreinte : " << lines.front().hash << "\n"
                    << "  signature : "
                    << (!is_signed ? "aucune"
                        : holds    ? "bonne"
                                   : "FAUSSE")
                    << "\n";
    }
    return is_signed && !holds ? answer_is_no : done;
}

struct Wish {
    bool preview = false;
    std::string reason;
    std::string departement;
    std::optional<std::string> at;
};

Wish read_wish(const CommandLine& line, base::Problems& problems) {
    Wish wish{.preview = line.has("--dry-run"),
              .reason = base::trimmed(line.value("--reason").value_or("")),
              .departement = line.value("--departement").value_or(""),
              .at = line.value("--at")};
    if (!line.operands.empty())
        problems.push_back(command_line_problem("purge n'attend que des options"));
    if (wish.preview && !wish.reason.empty()) {
        problems.push_back(command_line_problem("--dry-run ou --reason, pas les deux"));
    }
    if (!wish.preview && wish.reason.empty()) {
        problems.push_back(command_line_problem("un effacement se décide : dites pourquoi",
                                                "--reason TEXTE, ou --dry-run pour voir"));
    }
    return wish;
}

/// The instant at which the purge is decided; a demonstration's own time, or one that was asked
/// for.
law::Instant instant_of(const Context& context, const Wish& wish, dossier::Store& store,
                        const law::Territory& territory, base::Problems& problems) {
    const bool demonstration = store.setting("demonstration") == "1";
    const std::string ahead = store.setting("horloge_decalage_ms");
    if (!wish.at) {
        return demonstration && !ahead.empty()
                   ? context.toolbox.test_clock(std::stoll(ahead))->now()
                   : context.toolbox.clock()->now();
    }
    if (!demonstration) {
        problems.push_back(command_line_problem("--at ne sert que sur une base de démonstration"));
        return {};
    }
    const auto when = law::parse_when(*wish.at, territory);
    if (const auto* refusal = base::refusal_of(when)) {
        problems.push_back(command_line_problem("--at : " + refusal->message));
        return {};
    }
    const auto& parsed = std::get<law::When>(when);
    return parsed.instant.value_or(territory.start_of_day(parsed.date));
}

}  // namespace

int purge_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, options, help, status);
    if (!line) return status;
    if (const auto certificate = line->value("--certificate")) {
        const auto store = context.toolbox.open_store(store_path(*line), false);
        return print_certificate(context, *store, *certificate, line->has("--json"));
    }
    base::Problems problems;
    const Wish wish = read_wish(*line, problems);
    if (!problems.empty()) return explain(context, problems);
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto store = context.toolbox.open_store(store_path(*line), false);
    const law::Instant now = instant_of(context, wish, *store, library->territory(""), problems);
    if (!problems.empty()) return explain(context, problems);
    const page::Fonts fonts;
    const auto identity = context.toolbox.identity();
    const auto clock = context.toolbox.clock();
    service::Office office{*library, fonts, *store, *clock, *clock, *identity, {}};
    const auto signer = context.toolbox.signer(store_path(*line).string() + ".cle");
    office.signer = signer.get();
    service::PurgeOf which{
        .scope = access::system_scope(), .departement = wish.departement, .preview = wish.preview};
    if (!wish.departement.empty()) {
        which.scope = {.departement = wish.departement, .protected_households = true};
    }
    const dossier::Actor actor{.compte = "commande", .role = dossier::Role::administrateur};
    const auto purge = service::purge(office, which, {actor, wish.reason}, now);
    print(context, purge, wish.preview, line->has("--json"));
    return done;
}

}  // namespace preavis::cli
