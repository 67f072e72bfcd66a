#include <algorithm>
#include <array>
#include <set>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"
#include "law/count.h"
#include "workflow/ladder.h"

namespace preavis::workflow {
namespace {

using dossier::DeadlineKind;

constexpr std::array kinds = {DeadlineKind::obligation, DeadlineKind::window, DeadlineKind::notice,
                              DeadlineKind::right};
constexpr std::array units = {law::Unit::hours, law::Unit::days};

std::string name_of(law::Unit unit) {
    return unit == law::Unit::hours ? "hours" : "days";
}

/// How far from the end, in the unit of the ladder; 0 where neither key is there.
int read_offset(base::Form& form, law::Unit unit) {
    for (const auto& [key, sign] : {std::pair{"before", -1}, std::pair{"after", 1}}) {
        const auto text = form.optional_text(key);
        if (!text) continue;
        const auto limit = law::parse_limit(*text);
        if (limit && limit->unit == unit) return sign * limit->count;
        form.report(key, "« " + *text + " » n'est pas une durée de cette échelle",
                    unit == law::Unit::days ? "P3D" : "PT12H");
    }
    return 0;
}

Rung read_rung(const base::Node& node, law::Unit unit, base::Problems& problems) {
    base::Form form(node, problems);
    Rung rung;
    rung.name = form.text("name");
    if (form.has("before") && form.has("after")) {
        form.report("after", "un échelon vient avant ou après l'échéance, pas les deux");
    }
    rung.offset = read_offset(form, unit);
    rung.audience = dossier::audience(form.choice("to", {"acteur", "organisation", "ddets"}))
                        .value_or(dossier::Audience::acteur);
    rung.message = form.text("message");
    form.finish();
    return rung;
}

void refuse_disorder(const base::Node& node, const Ladder& ladder, base::Problems& problems) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < ladder.rungs.size(); ++i) {
        const Rung& rung = ladder.rungs[i];
        if (!names.insert(rung.name).second) {
            problems.push_back(
                {node.place, "l'échelon « " + rung.name + " » est là deux fois", ""});
        }
        if (i == 0 || ladder.rungs[i - 1].offset < rung.offset) continue;
        problems.push_back({node.place,
                            "l'échelon « " + rung.name + " » ne vient pas après le précédent",
                            "écrivez les échelons dans l'ordre du temps"});
    }
    if (names.empty()) problems.push_back({node.place, "une échelle a au moins un échelon", ""});
}

Ladder read_ladder(const base::Node::Entry& entry, base::Problems& problems) {
    base::Form form(entry.value, problems);
    Ladder ladder{.name = entry.key};
    for (const std::string& name : form.optional_texts("kinds")) {
        const auto kind = dossier::deadline_kind(name);
        if (kind) {
            ladder.kinds.push_back(*kind);
        } else {
            form.report("kinds", "« " + name + " » n'est pas un genre d'échéance");
        }
    }
    ladder.unit =
        form.choice("unit", {"hours", "days"}) == "hours" ? law::Unit::hours : law::Unit::days;
    for (const base::Node& node : form.list("rungs")) {
        ladder.rungs.push_back(read_rung(node, ladder.unit, problems));
    }
    form.finish();
    refuse_disorder(entry.value, ladder, problems);
    return ladder;
}

void refuse_gaps(const std::vector<Ladder>& ladders, const base::Place& place,
                 base::Problems& problems) {
    for (const DeadlineKind kind : kinds) {
        for (const law::Unit unit : units) {
            const auto fits = [&](const Ladder& ladder) {
                return ladder.unit == unit && std::find(ladder.kinds.begin(), ladder.kinds.end(),
                                                        kind) != ladder.kinds.end();
            };
            const auto count = std::count_if(ladders.begin(), ladders.end(), fits);
            if (count == 1) continue;
            problems.push_back({place,
                                "il faut une échelle, et une seule, pour « " +
                                    std::string(dossier::name_of(kind)) + " » en « " +
                                    name_of(unit) + " »",
                                ""});
        }
    }
}

}  // namespace

base::Reading<Ladders> Ladders::read(const std::filesystem::path& file) {
    const auto reading = base::read_yaml(base::read_file(file), file.string());
    if (const auto* problems = std::get_if<base::Problems>(&reading)) return *problems;
    base::Problems problems;
    Ladders ladders;
    base::Form form(std::get<base::Node>(reading), problems);
    if (const auto clock = law::parse_clock(law::Date(), form.text("at"))) {
        ladders.hour_ = clock->hour;
        ladders.minute_ = clock->minute;
    } else {
        form.report("at", "une heure est attendue, comme \"08:00\"");
    }
    for (const base::Node::Entry& entry : form.map("ladders")) {
        ladders.ladders_.push_back(read_ladder(entry, problems));
    }
    refuse_gaps(ladders.ladders_, form.place(), problems);
    form.finish();
    if (!problems.empty()) return problems;
    return ladders;
}

}  // namespace preavis::workflow
