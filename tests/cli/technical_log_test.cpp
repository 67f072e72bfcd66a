#include "cli/technical_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

namespace preavis::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

law::Instant at(const char* utc) {
    return *law::parse_utc(utc);
}

const law::Instant noon = at("2026-05-04T12:00:00.000Z");

class Log : public testing::Test {
  protected:
    Log() : folder_(std::filesystem::temp_directory_path() / ("preavis-" + base::random_id())) {}
    ~Log() override { std::filesystem::remove_all(folder_); }

    /// Keeps the files of the last `days` days.
    TechnicalLog log(int days = 3, std::int64_t most = 1 << 20) const {
        return TechnicalLog({.folder = folder_,
                             .most_bytes_a_day = most,
                             .kept = [days](law::Date day, law::Instant now) {
                                 const law::Date today = law::local_of(now, 0).date;
                                 return today <= day.plus_days(days);
                             }});
    }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& file : base::files_below(folder_, "")) {
            names.push_back(file.filename().string());
        }
        return names;
    }
    std::string content(const std::string& day = "2026-05-04") const {
        return base::read_file(folder_ / ("technique-" + day + ".jsonl"));
    }

    std::filesystem::path folder_;
};

std::string said(std::string_view text) {
    return nlohmann::json::parse(technical_line(noon, text))["quoi"];
}

TEST(TechnicalLine, is_one_line_of_json_whatever_is_said) {
    for (const std::string& text :
         {std::string("incident 0a1b2c3d"), std::string("a\r\n{\"at\":\"forged\"}"),
          std::string("a\x00z", 3), std::string("\x1b[31mred\x7f"),
          std::string("\u0085\u2028\u2029"), std::string("\"quoted\" \\ back"),
          std::string("broken \xff\xfe tail"), std::string()}) {
        const std::string line = technical_line(noon, text);
        EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1) << line;
        EXPECT_TRUE(line.ends_with("}\n"));
        for (const char c : line.substr(0, line.size() - 1)) {
            EXPECT_TRUE(c >= 0x20 && c < 0x7f) << line;
        }
        const auto read = nlohmann::json::parse(line);
        EXPECT_EQ(read.size(), 2U);
        EXPECT_EQ(read["at"], "2026-05-04T12:00:00.000Z");
    }
    EXPECT_EQ(said("a\r\nb"), "a\r\nb");
}

TEST(TechnicalLine, masks_telephone_numbers_and_addresses_of_mail_whoever_wrote_them) {
    struct Case {
        const char* text;
        const char* said;
    };
    for (const Case& each : std::vector<Case>{
             {"appel au 06 12 34 56 78 sans suite", "appel au [masqué] sans suite"},
             {"+33612345678", "[masqué]"},
             {"(0612345678)", "([masqué])"},
             {"06.12.34.56.78, 0712345678", "[masqué], [masqué]"},
             {"salma.haddad@test.example a écrit", "[masqué] a écrit"},
             {"é@x et a@b", "[masqué] et [masqué]"},
             {"incident 0a1b2c3d", "incident 0a1b2c3d"},
             {"dossier 2026-00417", "dossier 2026-00417"},
             {"SQLite 778 : 4096 octets", "SQLite 778 : 4096 octets"},
             {"@", "[masqué]"},
         }) {
        EXPECT_EQ(said(each.text), each.said);
    }
}

TEST(TechnicalLine, is_cut_where_it_is_too_long) {
    EXPECT_LT(technical_line(noon, std::string(100'000, 'x')).size(), 2100U);
    EXPECT_TRUE(base::is_utf8(said(std::string(1999, 'x') + "éééé")));
}

TEST_F(Log, has_one_file_a_day_that_only_its_owner_reads) {
    TechnicalLog one = log();
    EXPECT_TRUE(one.note(noon, "premier"));
    EXPECT_TRUE(one.note(noon.plus_seconds(60), "deuxième"));
    EXPECT_TRUE(one.note(noon.plus_seconds(24 * 3600), "lendemain"));
    EXPECT_THAT(files(), ElementsAre("technique-2026-05-04.jsonl", "technique-2026-05-05.jsonl"));
    EXPECT_EQ(base::split(content(), '\n').size(), 3U);
    struct stat status = {};
    ASSERT_EQ(::stat((folder_ / files().front()).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat(folder_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST_F(Log, goes_on_in_the_file_of_the_day_after_a_restart) {
    log().note(noon, "avant");
    log().note(noon, "après");
    EXPECT_THAT(content(), HasSubstr("avant"));
    EXPECT_EQ(base::split(content(), '\n').size(), 3U);
}

TEST_F(Log, removes_its_own_files_once_their_time_is_over_and_no_other_file) {
    std::filesystem::create_directories(folder_);
    for (const char* name : {"technique-2026-05-01.jsonl", "technique-2026-04-30.jsonl",
                             "technique-2026-02-30.jsonl", "preavis.sqlite", "technique.jsonl"}) {
        base::write_file(folder_ / name, "x");
    }
    EXPECT_TRUE(log().note(noon, "début"));
    EXPECT_THAT(files(), ElementsAre("preavis.sqlite", "technique-2026-02-30.jsonl",
                                     "technique-2026-05-01.jsonl", "technique-2026-05-04.jsonl",
                                     "technique.jsonl"));
}

TEST_F(Log, stops_when_the_file_of_the_day_is_full_and_says_so_once) {
    TechnicalLog one = log(3, 300);
    int noted = 0;
    for (int i = 0; i < 50; ++i) noted += one.note(noon, "une ligne de plus") ? 1 : 0;
    EXPECT_GT(noted, 2);
    EXPECT_LT(noted, 10);
    EXPECT_LT(content().size(), 500U);
    EXPECT_THAT(content(), HasSubstr("fichier plein"));
    EXPECT_TRUE(one.note(noon.plus_seconds(24 * 3600), "le lendemain"));
}

TEST_F(Log, never_stops_the_service_where_it_cannot_write) {
    std::filesystem::create_directories(folder_.parent_path());
    base::write_file(folder_, "a file where the folder should be");
    EXPECT_FALSE(log().note(noon, "perdu"));
}

TEST_F(Log, does_not_follow_a_link_that_somebody_laid) {
    std::filesystem::create_directories(folder_);
    const auto aim = folder_ / "aim";
    base::write_file(aim, "");
    std::filesystem::create_symlink(aim, folder_ / "technique-2026-05-04.jsonl");
    EXPECT_FALSE(log().note(noon, "ailleurs"));
    EXPECT_EQ(base::read_file(aim), "");
}

}  // namespace
}  // namespace preavis::cli
