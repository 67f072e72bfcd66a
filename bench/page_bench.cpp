#include <benchmark/benchmark.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "letter.h"
#include "page/layout.h"
#include "pdf/write.h"

// One page of a letter, from its content tree to the bytes of its file, against the least that
// libharu can do with the same French words: Helvetica, neither tagged nor embedded nor archivable.

namespace preavis {
namespace {

using bench::arabic;
using bench::Bare;
using bench::content_of;
using bench::french;
using bench::Words;

/// The same text with another number in it, so that no two documents are equal.
document::Content numbered(document::Content content, int number) {
    auto& paragraph = std::get<document::Paragraph>(content.blocks[1].what);
    paragraph.text[0].text =
        base::replaced(paragraph.text[0].text, "00417", std::to_string(10000 + number % 90000));
    return content;
}

void bare_helvetica(benchmark::State& state, const Words& words) {
    std::size_t bytes = 0;
    for (auto _ : state) bytes = Bare().write(words).size();
    state.counters["bytes"] = static_cast<double>(bytes);
}

std::shared_ptr<const page::Fonts> fonts() {
    static const auto shared = std::make_shared<const page::Fonts>();
    return shared;
}

page::Pages laid_out(const document::Content& content) {
    static const page::Pictograms none;
    return std::get<page::Pages>(page::lay_out(content, *fonts(), none));
}

void lay_out_only(benchmark::State& state, const Words& words) {
    const document::Content content = content_of(words);
    for (auto _ : state) benchmark::DoNotOptimize(laid_out(content));
}

void write_only(benchmark::State& state, const Words& words) {
    const pdf::Writer writer(fonts());
    const page::Pages pages = laid_out(content_of(words));
    for (auto _ : state) benchmark::DoNotOptimize(writer.write(pages));
}

/// Another number each time, as another household would have.
void print(benchmark::State& state, const document::Content& content) {
    const pdf::Writer writer(fonts());
    int number = 0;
    std::size_t bytes = 0;
    for (auto _ : state) bytes = writer.write(laid_out(numbered(content, ++number))).size();
    state.counters["bytes"] = static_cast<double>(bytes);
    state.counters["pages"] = static_cast<double>(laid_out(content).pages.size());
}

void whole_page(benchmark::State& state, const Words& words) {
    print(state, content_of(words));
}

/// As many letters one after the other as fill that many pages.
void twelve_pages(benchmark::State& state, const Words& words) {
    const std::vector<document::Block> letter = content_of(words).blocks;
    document::Content kit = content_of(words);
    while (laid_out(kit).pages.size() < 12) {
        kit.blocks.insert(kit.blocks.end(), letter.begin(), letter.end());
    }
    print(state, kit);
}

using Body = void (*)(benchmark::State&, const Words&);

/// Medians of rounds taken in turn, for the machine's speed drifts.
void add(const std::string& name, Body body, const Words& words) {
    benchmark::RegisterBenchmark(name.c_str(), body, words)
        ->Repetitions(9)
        ->ReportAggregatesOnly()
        ->Unit(benchmark::kMicrosecond);
}

void add_all() {
    add("bare_helvetica/latin", bare_helvetica, french);
    for (const Words* words : {&french, &arabic}) {
        const std::string script = words == &french ? "latin" : "arabic";
        add("lay_out/" + script, lay_out_only, *words);
        add("write/" + script, write_only, *words);
        add("lay_out_and_write/" + script, whole_page, *words);
        add("twelve_pages/" + script, twelve_pages, *words);
    }
}

}  // namespace
}  // namespace preavis

int main(int argc, char** argv) {
    preavis::add_all();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
