#include <algorithm>
#include <ostream>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "service/gate.h"

namespace preavis::cli {
namespace {

constexpr const char* help =
    "preavis account list [--store BASE] [--json]\n"
    "preavis account create LOGIN --name NOM --role ROLE --organisation ID [--departement D]\n"
    "                       [--menage ID --personne ID] [--store BASE]\n"
    "                                affiche une fois les secrets tirés ; le compte d'un ménage\n"
    "                                appartient à une seule personne, membre de ce ménage\n"
    "preavis account close LOGIN [--store BASE]\n";

int list(const Context& context, const CommandLine& line) {
    const auto store = context.toolbox.open_store(store_path(line), false);
    base::Json all = base::Json::array();
    for (const dossier::Account& account : store->accounts()) {
        base::Json roles = base::Json::array();
        for (const auto& grant : account.grants) roles.push_back(dossier::name_of(grant.role));
        all.push_back({{"login", account.login},
                       {"name", account.name},
                       {"roles", roles},
                       {"second_factor", !account.totp_secret.empty()},
                       {"active", account.active}});
        if (!line.has("--json")) {
            context.out << account.login << " — " << account.name << " — " << roles.dump()
                        << (account.active ? "" : " — fermé") << "\n";
        }
    }
    if (line.has("--json")) context.out << all.dump(2) << "\n";
    return done;
}

/// Whether this person is one of the household now.
bool is_member(const dossier::Noun& menage, const std::string& personne) {
    const dossier::Value* members = dossier::find(menage.fields, "membres");
    if (members == nullptr) return false;
    const dossier::List& list = *members->list();
    return std::any_of(list.begin(), list.end(), [&personne](const dossier::Value& member) {
        return text_of(*member.record(), "personne") == personne &&
               dossier::find(*member.record(), "jusqu_au") == nullptr;
    });
}

void check_household(const dossier::Account::Grant& grant, dossier::Store& store,
                     base::Problems& problems) {
    const dossier::Scope everything{.everything = true};
    const auto menage = store.noun(dossier::NounKind::menage, grant.menage, everything);
    if (!menage) {
        problems.push_back(command_line_problem("--menage : ménage inconnu"));
    } else if (!is_member(*menage, grant.personne)) {
        problems.push_back(command_line_problem(
            "--personne : donnez un membre du ménage ; chaque adulte a son propre compte"));
    }
}

std::optional<dossier::Account::Grant> read_grant(const CommandLine& line, dossier::Store& store,
                                                  base::Problems& problems) {
    const std::string role_name = line.value("--role").value_or("");
    const auto role = dossier::role(role_name);
    if (!role || *role == dossier::Role::systeme) {
        problems.push_back(command_line_problem("rôle inconnu : « " + role_name + " »"));
        return std::nullopt;
    }
    dossier::Account::Grant grant{.role = *role,
                                  .organisation = line.value("--organisation").value_or(""),
                                  .departement = line.value("--departement").value_or(""),
                                  .menage = line.value("--menage").value_or(""),
                                  .personne = line.value("--personne").value_or("")};
    const dossier::Scope everything{.everything = true};
    const auto organisation =
        store.noun(dossier::NounKind::organisation, grant.organisation, everything);
    if (!grant.organisation.empty() && !organisation) {
        problems.push_back(command_line_problem("organisation inconnue"));
    }
    if (organisation) grant.organisation_kind = text_of(organisation->fields, "genre");
    if (*role == dossier::Role::menage) check_household(grant, store, problems);
    return grant;
}

int create(const Context& context, const CommandLine& line) {
    base::Problems problems;
    if (line.operands.size() != 2) problems.push_back(command_line_problem("il faut un LOGIN"));
    if (!line.has("--name")) problems.push_back(command_line_problem("--name manque"));
    if (!problems.empty()) return explain(context, problems);
    const auto store = context.toolbox.open_store(store_path(line), false);
    if (store->account_by_login(line.operands[1])) {
        problems.push_back(command_line_problem("ce login existe déjà"));
    }
    const auto grant = read_grant(line, *store, problems);
    if (!problems.empty()) return explain(context, problems);
    const auto identity = context.toolbox.identity();
    const bool second_factor = grant->role != dossier::Role::menage;
    const service::Secrets secrets = service::create_account(
        *store, *identity, line.operands[1], *line.value("--name"), {*grant}, second_factor);
    const base::Json answer = {{"login", secrets.login},
                               {"password", secrets.password},
                               {"totp_secret", secrets.totp_secret},
                               {"api_token", secrets.api_token}};
    context.out << answer.dump(2) << "\n";
    return done;
}

int close(const Context& context, const CommandLine& line) {
    const auto store = context.toolbox.open_store(store_path(line), false);
    auto account =
        line.operands.size() == 2 ? store->account_by_login(line.operands[1]) : std::nullopt;
    if (!account) {
        return explain(context, base::Problems{command_line_problem("ce login n'existe pas")});
    }
    account->active = false;
    store->save_account(*account);
    return done;
}

}  // namespace

int account_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context,
                                      {{"--json"},
                                       {"--name", true},
                                       {"--role", true},
                                       {"--organisation", true},
                                       {"--departement", true},
                                       {"--menage", true},
                                       {"--personne", true},
                                       {"--store", true}},
                                      help, status);
    if (!line) return status;
    const std::string action = line->operands.empty() ? "" : line->operands.front();
    if (action == "list") return list(context, *line);
    if (action == "create") return create(context, *line);
    if (action == "close") return close(context, *line);
    return explain(context,
                   base::Problems{command_line_problem("account attend list, create ou close")});
}

}  // namespace preavis::cli
