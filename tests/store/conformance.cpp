#include "store/conformance.h"

#include "base/hash.h"

namespace preavis::store {

using namespace dossier;

TemporaryFolder::TemporaryFolder()
    : path_(std::filesystem::temp_directory_path() / ("preavis-" + base::random_id())) {
    std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Scope everything() {
    return {.everything = true};
}

Deadline sample_deadline(const std::string& id, law::Instant due) {
    Deadline deadline;
    deadline.id = id;
    deadline.name = "preavis";
    deadline.kind = DeadlineKind::notice;
    deadline.title = "Préavis avant l’effet";
    deadline.law = "DL53";
    deadline.source = "S001 6.d";
    deadline.who = "siao_responsable";
    deadline.started_at = noon;
    deadline.due = due;
    deadline.last_day = law::Date::of(2026, 5, 19);
    deadline.earliest_effective = law::Date::of(2026, 5, 20);
    deadline.because = {{"day_excluded", "Le jour de la remise ne compte pas.", "CPC art. 641"},
                        {"notice", "« Quinze jours » entiers", ""}};
    return deadline;
}

Dossier sample_dossier(const std::string& id) {
    Dossier dossier;
    dossier.id = id;
    dossier.number = "2026-" + id;
    dossier.workflow = "arret_prise_en_charge";
    dossier.workflow_version = 3;
    dossier.state = "notifie";
    dossier.territory = "metropole";
    dossier.departement = "75";
    dossier.parties = {
        "menage-" + id, {"p2-" + id, "p1-" + id}, "structure", "sejour-" + id, "siao"};
    dossier.facts = {{"motif", {std::string("violence")}},
                     {"jour", {*law::Date::of(2026, 5, 4)}},
                     {"vu_a", {noon}}};
    dossier.deadlines = {sample_deadline("z-" + id, noon.plus_seconds(15 * day_s)),
                         sample_deadline("a-" + id, noon.plus_seconds(30 * day_s))};
    dossier.opened_at = noon;
    dossier.last_event_at = noon.plus_seconds(60);
    return dossier;
}

Noun sample_noun(NounKind kind, const std::string& id, Facts fields) {
    Noun noun;
    noun.kind = kind;
    noun.id = id;
    noun.organisation = "siao";
    noun.departement = "75";
    noun.created_at = noon;
    noun.fields = std::move(fields);
    return noun;
}

JournalEntry sample_entry(const std::string& dossier, const std::string& event) {
    JournalEntry entry;
    entry.dossier = dossier;
    entry.kind = "evenement";
    entry.event = event;
    entry.from_state = "annonce";
    entry.to_state = "notifie";
    entry.happened_at = noon;
    entry.recorded_at = noon.plus_seconds(5);
    entry.actor = "compte-1";
    entry.role = "siao_agent";
    entry.payload_json = R"({"date_remise":"2026-05-04","note":"à l’hôtel"})";
    return entry;
}

Piece sample_piece(const std::string& id, const std::string& dossier) {
    Piece piece;
    piece.id = id;
    piece.dossier = dossier;
    piece.document = "recepisse_remise";
    piece.variant = "falc";
    piece.language = "fr";
    piece.title = "Récépissé de remise";
    piece.template_version = "abc";
    piece.facts_json = R"({"nom":"Haddad"})";
    piece.ordered_at = noon;
    piece.replaces = "other";
    return piece;
}

OutboxJob sample_job(const std::string& key, law::Instant queued_at) {
    return {key, "emettre", "piece", queued_at, 0};
}

namespace {

auto parts(const Deadline& d) {
    return std::tuple(d.id, d.name, d.kind, d.title, d.law, d.source, d.who, d.started_at, d.due,
                      d.last_day, d.earliest_effective, d.settled, d.settled_at, d.fired,
                      d.because.size());
}

}  // namespace

void expect_same(const Dossier& left, const Dossier& right) {
    const auto parts_of = [](const Dossier& d) {
        return std::tuple(d.id, d.number, d.workflow, d.workflow_version, d.state, d.territory,
                          d.departement, d.protected_household, d.parties.menage,
                          d.parties.personnes, d.parties.structure, d.parties.sejour,
                          d.parties.organisation, d.opened_at, d.last_event_at, d.version);
    };
    EXPECT_EQ(parts_of(left), parts_of(right));
    EXPECT_TRUE(left.facts == right.facts);
    ASSERT_EQ(left.deadlines.size(), right.deadlines.size());
    for (std::size_t i = 0; i < left.deadlines.size(); ++i) {
        EXPECT_EQ(parts(left.deadlines[i]), parts(right.deadlines[i]));
        for (std::size_t j = 0; j < left.deadlines[i].because.size(); ++j) {
            const law::Explanation& a = left.deadlines[i].because[j];
            const law::Explanation& b = right.deadlines[i].because[j];
            EXPECT_EQ(std::tie(a.code, a.text, a.source), std::tie(b.code, b.text, b.source));
        }
    }
}

}  // namespace preavis::store
