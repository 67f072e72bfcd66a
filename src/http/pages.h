#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "http/fact_form.h"
#include "http/page.h"
#include "http/route.h"

namespace preavis::http {

/// The pages, one file for each subject; each gives its lines of the route table.
std::vector<Route> public_pages();     ///< log-in, help, accessibility
std::vector<Route> home_pages();       ///< what each role sees first
std::vector<Route> deadline_pages();   ///< what is due, with figures
std::vector<Route> reminder_pages();   ///< what the ladders have raised
std::vector<Route> service_pages();    ///< alerts and downtimes of the service
std::vector<Route> menage_pages();     ///< households: found, shown
std::vector<Route> dossier_pages();    ///< dossiers: found, shown, their documents
std::vector<Route> act_pages();        ///< what can be done on a dossier; opening one
std::vector<Route> arrival_pages();    ///< an arrival: the stay and its welcome, together
std::vector<Route> annex_pages();      ///< supplied files of structures and dossiers; printing
std::vector<Route> retention_pages();  ///< what is past its time, holds, certificates
std::vector<Route> own_file_pages();   ///< what is held of a person
std::vector<Route> rights_pages();     ///< corrections: asked for, decided
std::vector<Route> admin_pages();      ///< accounts, test clock

/// A line of the route table: a page that is read.
Route page_at(std::string path, access::Act act, std::function<Response(const Call&)> handler);
/// A line of the route table: a form that a page sends.
Route form_to_page(std::string path, access::Act act, std::function<Response(const Call&)> handler);

/// The text of a key, or "".
std::string text_in(const base::Json& object, const std::string& key);
/// The items of a list's reply; none if it was refused.
std::vector<base::Json> items_of(const service::Outcome& outcome);
/// The cursor of the next page, or "".
std::string next_of(const service::Outcome& outcome);
/// « Page suivante », keeping the address's other parameters; nothing on the last page.
Html next_page(const Request& request, const std::string& next);

/// « En retard » with a sign, never by colour alone.
Html badge(const std::string& status);
/// A table of deadlines, with links to dossiers where the visitor may read them.
Html deadline_table(const Call& call, const std::vector<base::Json>& deadlines,
                    const std::string& caption, bool titled_above = false);
/// What the ladders have raised for this audience and the visitor's role; nothing if nothing.
Html reminder_table(const Call& call, dossier::Audience audience, const std::string& title);
/// The title of a procedure by its name.
std::string workflow_title(const Call& call, const std::string& name);

/// A dossier as its household sees it: papers and dates in plain words.
Html household_view(const Call& call, const base::Json& dossier);
/// A value of any kind as people read it.
std::string told_value(const base::Json& value);
/// What persons have asked about their own data.
Html rights_table(const std::vector<base::Json>& requests, const std::string& caption);
/// The supplied files of a structure or a dossier.
Html annex_table(const Call& call, const dossier::AnnexOwner& owner);
/// Who has signed or approved, and who is still expected; nothing where nobody has to.
Html signatures(const base::Json& facts, const workflow::Definition& definition);
/// The dossiers that this one has started, moved or was started by, and those that refused to be.
Html linked_dossiers(const Call& call, const std::vector<base::Json>& history);
/// The documents of a dossier, each as PDF and as a page.
Html document_table(const Call& call, const std::string& dossier);

/// What somebody may choose on a form where a noun is asked for: persons of the ménage only.
ChoicesOf choices_for(const Call& call, const std::string& menage);
/// The persons of a ménage, in the order of its members.
std::vector<Choice> members_of(const Call& call, const std::string& menage);

/// The command of a form: its own key, made of the hidden one and what is asked.
service::Command page_command(const Call& call, const Parameters& form, const std::string& what);
/// A refusal as messages of a form; those about a fact go to its field.
std::vector<PageError> errors_of(const base::Refusal& refusal, FactForm& form);

}  // namespace preavis::http
