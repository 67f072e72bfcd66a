#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/form.h"
#include "base/problem.h"
#include "dossier/value.h"
#include "law/calendar.h"

namespace preavis::dossier {

enum class FactKind {
    text,       ///< one line, 1 to `most` characters (200 unless told)
    long_text,  ///< several lines, 1 to `most` characters (5000 unless told)
    integer,    ///< `least` to `most`
    money,      ///< euro cents, `least` to `most`
    boolean,
    date,
    instant,    ///< ISO 8601; without offset: local to the dossier's territory
    choice,     ///< one of `choices`
    reference,  ///< the identifier of a noun of kind `of`
    list,       ///< of `item`, `least` to `most` items
    record,     ///< of `fields`
};

struct FactDeclaration;

/// What values a fact may take.
struct FactType {
    FactKind kind = FactKind::text;
    std::vector<std::string> choices;
    std::string of;
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::vector<FactType> item;           ///< exactly one for a list
    std::vector<FactDeclaration> fields;  ///< of a record
};

/// A fact that a workflow, a template or a noun knows.
struct FactDeclaration {
    std::string name;
    FactType type;
    bool required = true;  ///< of a noun or a template; a workflow's events say what they require
    std::string title;     ///< label in French
    std::string hint;      ///< help for who fills it in
    std::string source;    ///< why it is asked
};

using Declarations = std::vector<FactDeclaration>;
const FactDeclaration* find(const Declarations& declarations, const std::string& name);

/// Reads the map `facts:` of a YAML file:
///     motif: { type: choice, choices: [violence, absence], title: Motif, source: S001 6.d }
///     incidents: { type: list, item: { type: record, fields: { date: { type: date } } } }
///     note: { type: long_text, optional: true, title: Note }
Declarations read_declarations(const std::vector<base::Node::Entry>& entries,
                               base::Problems& problems);

/// Reads facts from a JSON object by their declarations: unknown, ill-typed and absurd ones are
/// reported with their place and what is expected. With `complete`, missing required ones too.
Facts read_facts(const base::Node& object, const Declarations& declarations,
                 const law::Territory& territory, bool complete, base::Problems& problems);

/// Why this value does not fit this type, in French; empty if it does. For facts that come from
/// another record instead of JSON.
std::string misfit(const Value& value, const FactType& type);

/// « une date (AAAA-MM-JJ) », « l'un de : violence, absence »...
std::string expected_in_french(const FactType& type);

/// JSON Schema (2020-12) of one fact, and of an object of facts.
base::Json schema_of(const FactType& type);
base::Json schema_of(const Declarations& declarations);

}  // namespace preavis::dossier
