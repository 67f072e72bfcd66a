#include "pdf/tools.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "base/text.h"
#include "pdf/file.h"
#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

std::string attribute_text(const Object& object) {
    if (object.is(Object::Kind::name)) return object.text;
    if (object.is(Object::Kind::string)) return "« " + text_of(object) + " »";
    std::string text;
    for (const Object& item : object.items) {
        text += (text.empty() ? "" : " ") + std::to_string(static_cast<int>(item.number));
    }
    return text;
}

void describe(const File& file, const Object& element, int depth, std::string& out) {
    out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + element.entry("S").text;
    for (const char* key : {"Lang", "Alt"}) {
        const Object& value = element.entry(key);
        if (value.is(Object::Kind::string)) out += std::string(" ") + key + "=" + text_of(value);
    }
    for (const auto& [key, value] : element.entry("A").entries) {
        if (key != "O") out += " " + key + "=" + attribute_text(value);
    }
    std::string kids;
    for (const Object& kid : element.entry("K").items) {
        if (kid.is(Object::Kind::integer)) kids += " " + std::to_string(int(kid.number));
        if (kid.is(Object::Kind::reference)) kids += " >";
        if (kid.is(Object::Kind::dictionary)) kids += " " + kid.entry("Type").text;
    }
    out += (kids.empty() ? "" : " :" + kids) + "\n";
    for (const Object& kid : element.entry("K").items) {
        if (kid.is(Object::Kind::reference)) describe(file, file.resolve(kid), depth + 1, out);
    }
}

}  // namespace

std::string run_on(const std::string& command, const std::string& pdf) {
    static int count = 0;
    const auto path =
        std::filesystem::temp_directory_path() /
        ("preavis-" + std::to_string(getpid()) + "-" + std::to_string(++count) + ".pdf");
    base::write_file(path, pdf);
    const std::string line = base::replaced(command, "{}", path.string()) + " 2>&1";
    std::string output;
    FILE* pipe = popen(line.c_str(), "r");
    char block[4096];
    for (std::size_t read = 0; (read = fread(block, 1, sizeof block, pipe)) > 0;) {
        output.append(block, read);
    }
    const int status = pclose(pipe);
    std::filesystem::remove(path);
    return status == 0 ? output : output + "exit " + std::to_string(status >> 8) + "\n";
}

void expect_golden(const std::string& name, const std::string& actual) {
    const std::filesystem::path path = "tests/golden/pdf/" + name;
    const char* update = std::getenv("UPDATE_GOLDEN");
    if (update != nullptr && std::string(update) == "1") base::write_file(path, actual);
    EXPECT_EQ(base::read_file(path), actual) << "UPDATE_GOLDEN=1 rewrites " << path;
}

std::string structure_text(const std::string& pdf) {
    Report report;
    const File file(pdf, report);
    const Object& root = file.get(file.catalog(), "StructTreeRoot");
    std::string out;
    describe(file, file.resolve(file.get(root, "K").items.at(0)), 0, out);
    return out;
}

std::string page_content(const std::string& pdf, std::size_t page) {
    Report report;
    const File file(pdf, report);
    const ObjectId id = page_objects(file).at(page);
    return file.decoded(file.get(file.objects().at(id), "Contents")).value();
}

}  // namespace preavis::pdf
