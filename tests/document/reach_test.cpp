#include "document/reach.h"

#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;

std::string said_of(const std::string& text) {
    const Template of = small_template(text);
    base::Problems problems;
    check_reach(*of.text("standard", "fr"), of, problems);
    return base::to_string(problems);
}

TEST(Reach, a_passage_that_no_facts_can_write_is_reported) {
    for (const auto& [text, said] : std::vector<std::pair<std::string, std::string>>{
             {"[si nom]\n[si pas nom]\nA.\n[fin]\n[fin]\n", "fr.md:2:1: ce passage"},
             {"[si motif est violence]\n[si motif est absence]\nA.\n[fin]\n[fin]\n", "ce passage"},
             {"[si motif est violence]\nA.\n[sinon]\n[si motif est violence]\nA.\n[fin]\n[fin]\n",
              "fr.md:4:1: ce passage"},
             {"[si motif est violence]\n[si motif]\nA.\n[sinon]\nB.\n[fin]\n[fin]\n",
              "le [sinon] de ce passage"},
             {"[si vrai]\n[si pas vrai]\nA.\n[fin]\n[fin]\n", "ce passage"},
             {"> [si vrai]\n> [si pas vrai]\n> A.\n> [fin]\n> [fin]\n", "ce passage"},
         }) {
        EXPECT_THAT(said_of(text), HasSubstr(said)) << text;
    }
}

TEST(Reach, a_clause_whose_condition_excludes_itself_is_reported) {
    Files files = small("[clause droits]\nA.\n[fin]\n");
    std::string& yaml = files["document.yaml"];
    const std::string none = "clauses: []";
    yaml.replace(yaml.find(none), none.size(),
                 "clauses: [{ name: droits, source: x, required_when: { all: [{ fact: motif, is: "
                 "violence }, { fact: motif, is_not: violence }] } }]");
    for (const char* fact : {"nom", "recit", "jour", "heure", "somme", "nombre", "vrai", "muet",
                             "lignes", "pieces", "gens"}) {
        files["fr.md"] += std::string("[si ") + fact + "]\n[fin]\n";
    }
    files["fr-falc.md"] = "# T\n[clause droits]\nA.\n[fin]\n";
    const auto reading = read(files);
    ASSERT_EQ(problems_of(reading), "lu");
    const Template& of = std::get<Template>(reading);
    base::Problems problems;
    check_reach(*of.text("standard", "fr"), of, problems);
    EXPECT_THAT(base::to_string(problems), HasSubstr("la clause « droits » ne s'écrit jamais"));
}

TEST(Reach, what_some_facts_write_is_not_reported) {
    for (const char* text :
         {"[si nom]\nA.\n[sinon]\nB.\n[fin]\n", "[si motif est violence]\nA.\n[sinon]\nB.\n[fin]\n",
          "[si motif n'est pas violence]\n[si motif est absence]\nA.\n[fin]\n[fin]\n",
          "[pour chaque gens]\n[si nom]\n{{nom}}\n[sinon]\nA.\n[fin]\n[fin]\n"}) {
        EXPECT_EQ(said_of(text), "") << text;
    }
}

}  // namespace
}  // namespace preavis::document::test
