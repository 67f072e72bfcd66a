#include "service/conservation.h"

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"

namespace preavis::service {
namespace {

using Names = std::set<std::string>;

constexpr const char* file_name = "conservation.yaml";

PieceClass read_class(const base::Node::Entry& entry, base::Problems& problems) {
    base::Form form(entry.value, problems);
    PieceClass one{.name = entry.key};
    one.title = form.text("titre");
    one.rule = form.optional_text("regle").value_or("");
    one.reason = form.text("raison");
    one.documents = form.texts("documents");
    one.files = form.texts("fichiers");
    form.finish();
    return one;
}

Names names_in(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

dossier::ContactEvents read_events(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    dossier::ContactEvents events{names_in(form.texts("avec")), names_in(form.texts("sans"))};
    form.finish();
    return events;
}

/// Reports what is in `known` and not told, what is told twice, and what is not known.
void compare(const std::string& what, const Names& known, const std::vector<std::string>& told,
             base::Problems& problems) {
    const auto report = [&](const std::string& name, const std::string& wrong) {
        problems.push_back({{file_name, 0, 0}, what + " « " + name + " » : " + wrong, ""});
    };
    Names met;
    for (const std::string& name : told) {
        if (!known.contains(name)) report(name, "inconnu");
        if (!met.insert(name).second) report(name, "classé deux fois");
    }
    for (const std::string& name : known) {
        if (!met.contains(name)) report(name, "n'est pas classé");
    }
}

void check_rules(const Conservation& conservation, const law::Catalogue& laws,
                 base::Problems& problems) {
    std::vector<std::string> rules = {conservation.active_base, conservation.technical_log,
                                      conservation.rights};
    for (const PieceClass& one : conservation.classes) {
        if (!one.rule.empty()) rules.push_back(one.rule);
    }
    for (const std::string& name : rules) {
        const law::Rule* rule = laws.find(name);
        if (rule != nullptr && law::why_no_duration(rule->kind).empty()) continue;
        problems.push_back(
            {{file_name, 0, 0}, "« " + name + " » n'est pas un délai de data/law", ""});
    }
}

void check_contacts(const dossier::ContactRules& contacts, const workflow::Definitions& definitions,
                    base::Problems& problems) {
    Names procedures;
    for (const std::string& name : definitions.names()) {
        const workflow::Definition* definition = definitions.newest(name);
        if (definition->subject != "menage") continue;
        procedures.insert(name);
        const auto found = contacts.find(name);
        if (found == contacts.end()) continue;
        Names events;
        for (const auto& transition : definition->transitions) events.insert(transition.event);
        std::vector<std::string> told(found->second.with.begin(), found->second.with.end());
        told.insert(told.end(), found->second.without.begin(), found->second.without.end());
        compare(name + ", événement", events, told, problems);
    }
    std::vector<std::string> told;
    for (const auto& [name, events] : contacts) told.push_back(name);
    compare("contacts, procédure", procedures, told, problems);
}

}  // namespace

const PieceClass* Conservation::class_of(const std::string& document_or_nature) const {
    const auto holds = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), document_or_nature) != names.end();
    };
    const auto found = std::find_if(classes.begin(), classes.end(), [&](const PieceClass& one) {
        return holds(one.documents) || holds(one.files);
    });
    return found == classes.end() ? nullptr : &*found;
}

base::Reading<Conservation> read_conservation(const std::filesystem::path& file) {
    const auto reading = base::read_yaml(base::read_file(file), file.string());
    if (const auto* problems = std::get_if<base::Problems>(&reading)) return *problems;
    base::Problems problems;
    base::Form form(std::get<base::Node>(reading), problems);
    Conservation conservation;
    conservation.active_base = form.text("base_active");
    conservation.technical_log = form.text("journal_technique");
    conservation.rights = form.text("reponse_aux_droits");
    for (const auto& entry : form.map("pieces")) {
        conservation.classes.push_back(read_class(entry, problems));
    }
    for (const auto& entry : form.map("contacts")) {
        conservation.contacts[entry.key] = read_events(entry.value, problems);
    }
    for (const auto& entry : form.map("gels")) {
        conservation.hold_reasons[entry.key] = base::as_text(entry.value).value_or("");
    }
    form.finish();
    if (!problems.empty()) return problems;
    return conservation;
}

base::Problems check_conservation(const Conservation& conservation, const law::Catalogue& laws,
                                  const workflow::Definitions& definitions,
                                  const document::Templates& templates,
                                  const AnnexNatures& natures) {
    base::Problems problems;
    check_rules(conservation, laws, problems);
    check_contacts(conservation.contacts, definitions, problems);
    std::vector<std::string> documents;
    std::vector<std::string> files;
    for (const PieceClass& one : conservation.classes) {
        documents.insert(documents.end(), one.documents.begin(), one.documents.end());
        files.insert(files.end(), one.files.begin(), one.files.end());
    }
    compare("document", names_in(templates.names()), documents, problems);
    Names known;
    for (const AnnexNature& nature : natures.of_dossiers) known.insert(nature.name);
    compare("fichier", known, files, problems);
    return problems;
}

}  // namespace preavis::service
