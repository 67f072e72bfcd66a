#include "worlds/papers.h"

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "base/file.h"
#include "base/hash.h"
#include "http/stage.h"

namespace preavis::worlds {
namespace {

const pdf::Writer& shared_writer() {
    static const pdf::Writer writer(http::test::shared_fonts());
    return writer;
}

/// Words that a change of face cuts on one line come together again.
void append_run(const page::Run& run, double& line, std::string& text) {
    if (run.y != line) text += '\n';
    line = run.y;
    for (const page::Cluster& cluster : run.clusters) text += cluster.text;
}

}  // namespace

std::string text_on(const page::Pages& pages) {
    std::string text =
        pages.title + "\n" + pages.subject + "\n" + pages.author + "\n" + pages.issued_on;
    for (const page::Element& element : pages.elements) {
        text += "\n" + element.alternative + "\n" + element.summary + "\n" + element.target;
    }
    for (const page::Page& page : pages.pages) {
        double line = -1;
        for (const page::Item& item : page.items) {
            if (const auto* run = std::get_if<page::Run>(&item.what)) append_run(*run, line, text);
        }
        text += '\n';
    }
    return text;
}

std::string extracted_by_poppler(const std::string& pdf) {
    const auto file =
        std::filesystem::temp_directory_path() / ("preavis-" + base::random_id() + ".pdf");
    base::write_file(file, pdf, true);
    FILE* pipe = ::popen(("pdftotext -raw '" + file.string() + "' - 2>&1").c_str(), "r");
    std::string text;
    for (int c = pipe == nullptr ? EOF : std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
        text += static_cast<char>(c);
    }
    const bool failed = pipe == nullptr || ::pclose(pipe) != 0;
    std::filesystem::remove(file);
    if (failed) throw std::runtime_error("pdftotext : " + text);
    return text;
}

std::string Papers::draw(const page::Pages& pages) {
    std::string bytes = shared_writer().write(pages);
    texts_[base::sha256_hex(bytes)] = text_on(pages);
    return bytes;
}

std::string Papers::read(const std::string& pdf) {
    const auto [known, is_new] = texts_.try_emplace(base::sha256_hex(pdf));
    if (is_new) known->second = extracted_by_poppler(pdf);
    // The bytes too: what stands in metadata is not compressed.
    return known->second + "\n" + pdf;
}

}  // namespace preavis::worlds
