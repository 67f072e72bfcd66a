#include <ostream>

#include "base/json.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"

namespace preavis::cli {
namespace {

using base::Json;

constexpr const char* help =
    "preavis registre [--json] [--check]\n"
    "  le registre des traitements et la carte des données, faits de ce que le service tient :\n"
    "  tables, fiches, faits des procédures, classes de documents, durées (RGPD, art. 30) ;\n"
    "  --check : dit seulement ce qui manque à data/traitements.yaml (statut 1)\n";

/// A duration of data/law with its source.
Json duration_of(const service::Library& library, const std::string& name, law::Date on) {
    const law::Rule* rule = library.laws.find(name);
    const law::RuleVersion* version = rule == nullptr ? nullptr : law::in_force(*rule, on);
    if (version == nullptr) return {{"regle", name}};
    return {{"regle", rule->id},
            {"titre", rule->title},
            {"duree", law::in_french(version->limit)},
            {"depuis", rule->trigger},
            {"source", version->source},
            {"confiance", version->confidence},
            {"lu_le", version->checked ? Json(version->checked->iso()) : Json(nullptr)}};
}

Json parts_of(const service::MappedParts& parts, const std::string& processing) {
    Json all = Json::array();
    for (const auto& [name, part] : parts) {
        if (part.processing != processing) continue;
        Json one = {{"nom", name}};
        if (!part.title.empty()) one["titre"] = part.title;
        if (!part.erasure.empty()) one["effacement"] = part.erasure;
        one["donnees"] = part.natures;
        all.push_back(std::move(one));
    }
    return all;
}

Json classes_of(const service::Library& library, law::Date on) {
    Json all = Json::array();
    for (const service::PieceClass& one : library.conservation.classes) {
        all.push_back({{"classe", one.title},
                       {"raison", one.reason},
                       {"duree", one.rule.empty() ? Json("avec le ménage")
                                                  : duration_of(library, one.rule, on)},
                       {"documents", one.documents},
                       {"fichiers", one.files}});
    }
    return all;
}

Json register_of(const service::Library& library, law::Date on) {
    Json all = Json::array();
    for (const service::Processing& one : library.data_map.processings) {
        all.push_back({{"traitement", one.title},
                       {"finalites", one.purposes},
                       {"base_legale", one.legal_basis},
                       {"source", one.source},
                       {"confiance", one.confidence},
                       {"personnes", one.persons},
                       {"destinataires", one.recipients},
                       {"conservation", duration_of(library, one.retention, on)},
                       {"securite", one.security},
                       {"tables", parts_of(library.data_map.tables, one.name)},
                       {"fiches", parts_of(library.data_map.nouns, one.name)},
                       {"procedures", parts_of(library.data_map.procedures, one.name)}});
    }
    return {{"traitements", all}, {"documents", classes_of(library, on)}};
}

std::string joined(const Json& list) {
    std::vector<std::string> texts;
    for (const Json& item : list) texts.push_back(item.get<std::string>());
    return base::joined(texts, ", ");
}

std::string duration_text(const Json& duration) {
    if (duration.is_string()) return duration.get<std::string>();
    return duration.value("duree", "") + " (" + duration.value("depuis", "") + " ; " +
           duration.value("source", "") + ", confiance : " + duration.value("confiance", "") + ")";
}

void print_parts(std::ostream& out, const char* title, const Json& parts) {
    if (parts.empty()) return;
    out << "\n### " << title << "\n\n";
    for (const Json& part : parts) {
        out << "- **" << part["nom"].get<std::string>() << "**";
        if (part.contains("titre")) out << " : " << part["titre"].get<std::string>();
        out << "\n";
        for (const auto& [nature, names] : part["donnees"].items()) {
            out << "  - " << nature << " : " << joined(names) << "\n";
        }
        if (part.contains("effacement")) {
            out << "  - à l'effacement : " << part["effacement"].get<std::string>() << "\n";
        }
    }
}

void print(std::ostream& out, const Json& registre) {
    out << "# Registre des traitements\n";
    for (const Json& one : registre["traitements"]) {
        out << "\n## " << one["traitement"].get<std::string>() << "\n\n"
            << "- Finalités : " << joined(one["finalites"]) << "\n"
            << "- Base légale : " << one["base_legale"].get<std::string>() << " ("
            << one["source"].get<std::string>()
            << ", confiance : " << one["confiance"].get<std::string>() << ")\n"
            << "- Personnes : " << joined(one["personnes"]) << "\n"
            << "- Destinataires : " << joined(one["destinataires"]) << "\n"
            << "- Conservation : " << duration_text(one["conservation"]) << "\n"
            << "- Sécurité : " << one["securite"].get<std::string>() << "\n";
        print_parts(out, "Tables", one["tables"]);
        print_parts(out, "Fiches", one["fiches"]);
        print_parts(out, "Faits des procédures", one["procedures"]);
    }
    out << "\n## Documents et fichiers, par classe\n\n";
    for (const Json& one : registre["documents"]) {
        out << "- **" << one["classe"].get<std::string>() << "** : " << duration_text(one["duree"])
            << " ; " << one["raison"].get<std::string>()
            << "\n  - documents : " << joined(one["documents"])
            << "\n  - fichiers fournis : " << joined(one["fichiers"]) << "\n";
    }
}

}  // namespace

int register_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, {{"--json"}, {"--check"}}, help, status);
    if (!line) return status;
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const base::Problems problems = service::check_data_map(
        library->data_map, context.toolbox.schema(), library->nouns, library->definitions);
    if (line->has("--check")) {
        context.err << base::to_string(problems);
        if (problems.empty()) context.out << "la carte des données est complète\n";
        return problems.empty() ? done : answer_is_no;
    }
    const law::Date today = library->territory("").date(context.toolbox.clock()->now());
    const Json registre = register_of(*library, today);
    if (line->has("--json")) {
        context.out << registre.dump(2) << "\n";
    } else {
        print(context.out, registre);
    }
    context.err << base::to_string(problems);
    return problems.empty() ? done : answer_is_no;
}

}  // namespace preavis::cli
