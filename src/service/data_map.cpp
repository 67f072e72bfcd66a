#include "service/data_map.h"

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"

namespace preavis::service {
namespace {

using Names = std::set<std::string>;

constexpr const char* file_name = "traitements.yaml";

const Names natures_of_columns = {"personnel", "secret", "pseudonyme", "technique"};
const Names natures_of_fields = {"identite",  "contact", "besoin", "protection", "suivi",
                                 "organisme", "agent",   "tiers",  "libre"};

Processing read_processing(const base::Node::Entry& entry, base::Problems& problems) {
    base::Form form(entry.value, problems);
    Processing one{.name = entry.key};
    one.title = form.text("titre");
    one.purposes = form.texts("finalites");
    one.legal_basis = form.text("base_legale");
    one.confidence = form.choice("confiance", {"certain", "likely", "uncertain"});
    one.source = form.text("source");
    one.persons = form.texts("personnes");
    one.recipients = form.texts("destinataires");
    one.retention = form.text("conservation");
    one.security = form.text("securite");
    form.finish();
    return one;
}

ByNature read_natures(const base::Node* node, base::Problems& problems) {
    ByNature natures;
    if (node == nullptr) return natures;
    base::Form form(*node, problems);
    for (const base::Node::Entry& entry : node->entries) {
        natures[entry.key] = form.texts(entry.key);
    }
    return natures;
}

/// `of`: what the names of a part are called there.
MappedParts read_parts(base::Form& whole, const char* key, const char* of, bool titled,
                       base::Problems& problems) {
    MappedParts parts;
    for (const base::Node::Entry& entry : whole.map(key)) {
        base::Form form(entry.value, problems);
        MappedPart part{.processing = form.text("traitement")};
        if (titled) {
            part.title = form.text("titre");
            part.erasure = form.text("effacement");
        }
        part.natures = read_natures(form.node(of), problems);
        form.finish();
        parts[entry.key] = std::move(part);
    }
    return parts;
}

void report(const std::string& what, base::Problems& problems) {
    problems.push_back({{file_name, 0, 0}, what, ""});
}

/// One part against the names that are held there.
void check_part(const std::string& what, const MappedPart& part, const Names& held,
                const Names& natures, base::Problems& problems) {
    Names met;
    for (const auto& [nature, names] : part.natures) {
        if (!natures.contains(nature)) report(what + " : nature « " + nature + " »", problems);
        for (const std::string& name : names) {
            if (!met.insert(name).second) report(what + "." + name + " : deux fois", problems);
            if (!held.contains(name)) report(what + "." + name + " : n'existe pas", problems);
        }
    }
    for (const std::string& name : held) {
        if (!met.contains(name)) report(what + "." + name + " : absent de la carte", problems);
    }
}

void check_parts(const MappedParts& parts, const std::map<std::string, Names>& held,
                 const Names& natures, const Names& processings, base::Problems& problems) {
    for (const auto& [name, part] : parts) {
        if (!held.contains(name)) report(name + " : n'existe pas", problems);
        if (!processings.contains(part.processing)) {
            report(name + " : traitement « " + part.processing + " » inconnu", problems);
        }
    }
    for (const auto& [name, names] : held) {
        const auto part = parts.find(name);
        if (part == parts.end()) {
            report(name + " : absent de la carte", problems);
        } else {
            check_part(name, part->second, names, natures, problems);
        }
    }
}

std::map<std::string, Names> columns_in(const Schema& schema) {
    std::map<std::string, Names> held;
    for (const auto& [table, columns] : schema) held[table] = {columns.begin(), columns.end()};
    return held;
}

std::map<std::string, Names> fields_in(const dossier::Nouns& nouns) {
    using dossier::NounKind;
    std::map<std::string, Names> held;
    for (const NounKind kind : {NounKind::organisation, NounKind::structure, NounKind::place,
                                NounKind::personne, NounKind::menage, NounKind::sejour}) {
        for (const auto& field : nouns.fields(kind)) {
            held[std::string(dossier::name_of(kind))].insert(field.name);
        }
    }
    return held;
}

std::map<std::string, Names> facts_in(const workflow::Definitions& definitions) {
    std::map<std::string, Names> held;
    for (const workflow::Definition& definition : definitions.all()) {
        for (const auto& fact : definition.facts) held[definition.name].insert(fact.name);
    }
    return held;
}

}  // namespace

std::string MappedPart::nature_of(const std::string& name) const {
    for (const auto& [nature, names] : natures) {
        if (std::find(names.begin(), names.end(), name) != names.end()) return nature;
    }
    return "";
}

std::string DataMap::nature_of_fact(const std::string& procedure, const std::string& fact) const {
    const auto part = procedures.find(procedure);
    const std::string nature = part == procedures.end() ? "" : part->second.nature_of(fact);
    return nature.empty() ? "libre" : nature;
}

base::Reading<DataMap> read_data_map(const std::filesystem::path& file) {
    const auto reading = base::read_yaml(base::read_file(file), file.string());
    if (const auto* problems = std::get_if<base::Problems>(&reading)) return *problems;
    base::Problems problems;
    base::Form form(std::get<base::Node>(reading), problems);
    DataMap map;
    for (const auto& entry : form.map("traitements")) {
        map.processings.push_back(read_processing(entry, problems));
    }
    map.tables = read_parts(form, "tables", "colonnes", true, problems);
    map.nouns = read_parts(form, "fiches", "champs", false, problems);
    map.procedures = read_parts(form, "procedures", "faits", false, problems);
    form.finish();
    if (!problems.empty()) return problems;
    return map;
}

base::Problems check_data_map(const DataMap& map, const Schema& schema, const dossier::Nouns& nouns,
                              const workflow::Definitions& definitions) {
    base::Problems problems;
    Names processings;
    for (const Processing& one : map.processings) processings.insert(one.name);
    check_parts(map.tables, columns_in(schema), natures_of_columns, processings, problems);
    check_parts(map.nouns, fields_in(nouns), natures_of_fields, processings, problems);
    check_parts(map.procedures, facts_in(definitions), natures_of_fields, processings, problems);
    return problems;
}

}  // namespace preavis::service
