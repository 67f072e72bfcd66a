#include "http/pages.h"

#include "base/hash.h"
#include "http/french.h"

namespace preavis::http {
namespace {

using dossier::NounKind;

constexpr std::size_t most_choices = 200;

struct Sign {
    std::string_view status;
    const char* sign;
};
constexpr std::array signs = {Sign{"open", "○"},     Sign{"due", "◐"},     Sign{"overdue", "▲"},
                              Sign{"met", "✓"},      Sign{"elapsed", "●"}, Sign{"stopped", "–"},
                              Sign{"suspended", "‖"}};

std::string name_of(NounKind kind, const base::Json& noun) {
    switch (kind) {
        case NounKind::personne: return text_in(noun, "prenoms") + " " + text_in(noun, "nom");
        case NounKind::structure:
            return text_in(noun, "nom") + " (" + label_of(text_in(noun, "genre")) + ", " +
                   text_in(noun, "commune") + ")";
        case NounKind::organisation: return text_in(noun, "nom");
        default: return text_in(noun, "designation");
    }
}

}  // namespace

Route page_at(std::string path, access::Act act, std::function<Response(const Call&)> handler) {
    return {.method = "GET",
            .pattern = std::move(path),
            .door = Door::page,
            .act = act,
            .handler = std::move(handler)};
}

Route form_to_page(std::string path, access::Act act,
                   std::function<Response(const Call&)> handler) {
    Route route = page_at(std::move(path), act, std::move(handler));
    route.method = "POST";
    return route;
}

std::vector<Route> page_routes() {
    std::vector<Route> all;
    for (const auto& part :
         {public_pages(), home_pages(), deadline_pages(), reminder_pages(), service_pages(),
          menage_pages(), dossier_pages(), act_pages(), arrival_pages(), annex_pages(),
          retention_pages(), own_file_pages(), rights_pages(), admin_pages()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

std::string text_in(const base::Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<base::Json> items_of(const service::Outcome& outcome) {
    const auto* reply = std::get_if<service::Reply>(&outcome);
    if (reply == nullptr || !reply->body.contains("items")) return {};
    return {reply->body["items"].begin(), reply->body["items"].end()};
}

std::string next_of(const service::Outcome& outcome) {
    const auto* reply = std::get_if<service::Reply>(&outcome);
    return reply == nullptr ? "" : text_in(reply->body, "next");
}

Html next_page(const Request& request, const std::string& next) {
    if (next.empty()) return {};
    Parameters query;
    for (const auto& parameter : request.query) {
        if (parameter.first != "next" && parameter.first != "fait") query.push_back(parameter);
    }
    query.emplace_back("next", next);
    return h("nav", {{"aria-label", "Pages"}},
             h("p", {}, link_to(request.path + "?" + query_of(query), "Page suivante")));
}

Html badge(const std::string& status) {
    const char* sign = "";
    for (const Sign& known : signs) {
        if (known.status == status) sign = known.sign;
    }
    return h(
        "span", {{"class", "etat etat-" + status}},
        {h("span", {{"aria-hidden", "true"}}, std::string(sign) + " "), status_in_french(status)});
}

std::string workflow_title(const Call& call, const std::string& name) {
    const auto* definition = call.services.office.library.definitions.newest(name);
    return definition == nullptr ? name : definition->title;
}

Html deadline_table(const Call& call, const std::vector<base::Json>& deadlines,
                    const std::string& caption, bool titled_above) {
    const bool reads = access::may(call.actor().role, access::Act::read_dossiers);
    Table table{
        .caption = caption,
        .columns = {"Dossier", "Échéance", "Au plus tard", "État", "Qui doit agir", "Procédure"},
        .when_empty = "Aucune échéance.",
        .titled_above = titled_above};
    for (const base::Json& deadline : deadlines) {
        const std::string number = text_in(deadline, "dossier_number");
        const Html dossier = reads ? link_to("/dossiers/" + text_in(deadline, "dossier"), number)
                                   : h("span", {{"class", "numero"}}, number);
        const std::string last_day = text_in(deadline, "last_day");
        table.rows.push_back(
            {dossier, text_in(deadline, "title"),
             last_day.empty() ? in_french(text_in(deadline, "due")) : day_in_french(last_day),
             badge(text_in(deadline, "status")), text_in(deadline, "who"),
             workflow_title(call, text_in(deadline, "workflow"))});
    }
    return table_of(table);
}

std::vector<Choice> members_of(const Call& call, const std::string& menage) {
    std::vector<Choice> members;
    if (menage.empty()) return members;
    const auto found = call.services.registry.read(NounKind::menage, menage, call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr || !reply->body.contains("membres")) return members;
    for (const base::Json& member : reply->body["membres"]) {
        const std::string id = text_in(member, "personne");
        const auto person = call.services.registry.read(NounKind::personne, id, call.actor());
        const auto* known = std::get_if<service::Reply>(&person);
        if (known != nullptr) members.emplace_back(id, name_of(NounKind::personne, known->body));
    }
    return members;
}

ChoicesOf choices_for(const Call& call, const std::string& menage) {
    return [&call, menage](const std::string& kind_name) {
        const auto kind = dossier::noun_kind(kind_name);
        if (!kind) return std::vector<Choice>{};
        if (*kind == NounKind::personne) return members_of(call, menage);
        dossier::NounFilter filter{.limit = most_choices};
        std::vector<Choice> choices;
        for (const base::Json& noun :
             items_of(call.services.registry.list(*kind, filter, call.actor()))) {
            choices.emplace_back(text_in(noun, "id"), name_of(*kind, noun));
        }
        return choices;
    };
}

service::Command page_command(const Call& call, const Parameters& form, const std::string& what) {
    const std::string hash = base::sha256_hex(call.request.path + "\n" + what);
    const std::string key = find(form, "cle").value_or("");
    // Another content under the same form is another act: its key differs by its hash.
    return {.actor = call.actor(),
            .idempotency_key =
                key.empty() ? "" : "page-" + key.substr(0, 64) + "-" + hash.substr(0, 16),
            .request_hash = hash,
            .if_match = std::nullopt};
}

std::vector<PageError> errors_of(const base::Refusal& refusal, FactForm& form) {
    std::vector<PageError> errors = {{refusal.message + with_source(refusal.source), ""}};
    for (const base::MissingFact& missing : refusal.missing) {
        errors.push_back(form.take(missing.fact, missing.needed + with_source(missing.source)));
    }
    return errors;
}

}  // namespace preavis::http
