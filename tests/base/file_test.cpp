#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "base/hash.h"

namespace preavis::base::test {
namespace {

/// A folder of its own, gone at the end of each test.
class File : public testing::Test {
  protected:
    File() : folder_(std::filesystem::temp_directory_path() / ("preavis-base-" + random_id())) {
        std::filesystem::create_directories(folder_);
    }
    ~File() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    std::filesystem::path path(const std::string& name) const { return folder_ / name; }
    std::size_t count() const { return files_below(folder_, "").size(); }

    std::filesystem::path folder_;
};

std::string failure_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), FailureCode::storage);
        return failure.what();
    }
    return "done";
}

unsigned mode_of(const std::filesystem::path& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777U;
}

TEST_F(File, IsReadAsItWasWritten) {
    for (const std::string& bytes :
         {std::string(), std::string("a\r\n\0b", 5), std::string(3'000'000, '\xff')}) {
        write_file(path("f"), bytes);
        EXPECT_EQ(read_file(path("f")), bytes);
    }
    EXPECT_EQ(count(), 1U) << "nothing is left beside it";
}

TEST_F(File, IsPrivateFromItsFirstByteWhateverWasThere) {
    write_file(path("secret"), "old");
    EXPECT_EQ(mode_of(path("secret")) & 0600U, 0600U);
    write_file(path("secret"), "new", true);
    EXPECT_EQ(mode_of(path("secret")), 0600U);
    EXPECT_EQ(read_file(path("secret")), "new");
}

TEST_F(File, FailsWithItsPathAndTheReason) {
    const std::string missing = failure_of([this] { read_file(path("absent")); });
    EXPECT_NE(missing.find("absent : lecture impossible (No such file"), std::string::npos);
    const std::string folder = failure_of([this] { read_file(folder_); });
    EXPECT_NE(folder.find("lecture impossible (Is a directory)"), std::string::npos) << folder;
    const std::string nowhere = failure_of([this] { write_file(path("no/such/f"), "x"); });
    EXPECT_NE(nowhere.find("no/such/f : création impossible"), std::string::npos);
}

TEST_F(File, LeavesNothingBehindWhereItCannotBeWritten) {
    std::filesystem::create_directories(path("taken/full"));
    EXPECT_NE(failure_of([this] { write_file(path("taken"), "x"); }), "done");
    EXPECT_EQ(count(), 0U);
}

TEST_F(File, ReportsADeviceThatIsFull) {
    try {
        write_file("/dev/full/x", "x");
        FAIL();
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), FailureCode::storage);
    }
}

TEST_F(File, IsListedByEndingInOrder) {
    for (const char* name : {"b.yaml", "a.yaml", "c.yml", "sub/a.yaml", "sub/b.txt"}) {
        std::filesystem::create_directories(path(name).parent_path());
        write_file(path(name), "x");
    }
    std::filesystem::create_directories(path("folder.yaml"));
    const std::vector<std::filesystem::path> expected = {path("a.yaml"), path("b.yaml"),
                                                         path("sub/a.yaml")};
    EXPECT_EQ(files_below(folder_, ".yaml"), expected);
    EXPECT_TRUE(files_below(path("absent"), ".yaml").empty());
}

}  // namespace
}  // namespace preavis::base::test
