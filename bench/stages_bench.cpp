#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/json.h"
#include "dossier/declaration.h"
#include "letter.h"
#include "page/layout.h"
#include "page/shaping.h"
#include "pdf/content.h"
#include "pdf/deflate.h"
#include "pdf/write.h"
#include "service/drawing.h"

// Where the time of one page goes: each stage measured alone, warm, as a share of the whole.

namespace preavis {
namespace {

using bench::content_of;
using bench::Words;
using Microseconds = double;

/// The median of nine rounds.
Microseconds measured(const std::function<void()>& run) {
    constexpr int rounds = 9;
    constexpr int times = 300;
    std::vector<Microseconds> each;
    for (int round = 0; round < rounds; ++round) {
        const auto begun = std::chrono::steady_clock::now();
        for (int i = 0; i < times; ++i) run();
        const auto took = std::chrono::steady_clock::now() - begun;
        each.push_back(std::chrono::duration<double, std::micro>(took).count() / times);
    }
    std::nth_element(each.begin(), each.begin() + rounds / 2, each.end());
    return each[rounds / 2];
}

std::shared_ptr<const page::Fonts> fonts() {
    static const auto shared = std::make_shared<const page::Fonts>();
    return shared;
}

/// The letter's texts on their way to shaped words.
struct Typesetting {
    std::vector<document::Inline> texts;
    std::string language;
    std::vector<page::Assembly> assemblies;
    std::vector<std::vector<std::uint8_t>> levels;
    std::vector<std::vector<page::TextItem>> items;

    explicit Typesetting(const Words& words) : language(words.language) {
        const auto add = [&](const std::string& text) { texts.push_back({{.text = text}}); };
        add(words.title);
        std::for_each(words.paragraphs.begin(), words.paragraphs.end(), add);
        std::for_each(words.items.begin(), words.items.end(), add);
        for (const auto& row : words.rows) std::for_each(row.begin(), row.end(), add);
        add(words.closing);
    }

    void assemble() {
        assemblies.clear();
        for (const document::Inline& text : texts) {
            assemblies.push_back(std::get<page::Assembly>(page::assemble(text, language, false)));
        }
    }
    void resolve() {
        levels.assign(assemblies.size(), {});
        for (std::size_t i = 0; i < assemblies.size(); ++i) {
            if (!assemblies[i].bidirectional) continue;
            page::Shaper::of_this_thread().resolve_levels(assemblies[i], levels[i]);
        }
    }
    void itemise() {
        items.clear();
        for (std::size_t i = 0; i < assemblies.size(); ++i) {
            items.push_back(std::get<std::vector<page::TextItem>>(
                page::itemise(assemblies[i], levels[i], *fonts())));
        }
    }
    void shape() const {
        for (std::size_t i = 0; i < assemblies.size(); ++i) {
            page::ShapedClusters shaped;
            for (const page::TextItem& item : items[i]) {
                page::Shaper::of_this_thread().shape(assemblies[i], item, 0, *fonts(), shaped);
            }
        }
    }
    void find_breaks() const {
        const page::Language& own = *page::find_language(language);
        for (const page::Assembly& text : assemblies) {
            page::Shaper::of_this_thread().break_points(text, own);
        }
    }
};

/// The laid-out letter on its way to the content of its page.
std::string encoded(const page::Pages& pages, pdf::FontStore& store) {
    pdf::Encoding encoding(pages, store);
    pdf::StructureTree structure(pages.elements);
    std::string all;
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        pdf::PageContent content(i, encoding, structure);
        for (const page::Item& item : pages.pages[i].items) content.draw(item);
        all += content.finish();
    }
    return all;
}

class Table {
  public:
    void add(const std::string& stage, Microseconds time) {
        rows_.push_back({stage, time});
        sum_ += time;
    }
    /// What the stages measured alone leave of a whole.
    void add_rest(const std::string& stage, Microseconds whole, std::size_t stages) {
        for (std::size_t i = rows_.size() - stages; i < rows_.size(); ++i) {
            whole -= rows_[i].second;
        }
        add(stage, std::max(whole, 0.0));
    }
    void print(const std::string& title) const {
        std::printf("%s: %.0f us\n", title.c_str(), sum_);
        for (const auto& [stage, time] : rows_) {
            std::printf("  %-34s %7.1f us %5.1f %%\n", stage.c_str(), time, 100 * time / sum_);
        }
    }

  private:
    std::vector<std::pair<std::string, Microseconds>> rows_;
    Microseconds sum_ = 0;
};

void print_stages(const std::string& name, const Words& words) {
    Typesetting typesetting(words);
    const document::Content content = content_of(words);
    const page::Pictograms none;
    const pdf::Writer writer(fonts());
    pdf::FontStore store(fonts());
    Table table;
    table.add("assemble spans", measured([&] { typesetting.assemble(); }));
    table.add("bidi", measured([&] { typesetting.resolve(); }));
    table.add("itemise", measured([&] { typesetting.itemise(); }));
    table.add("shape (words known)", measured([&] { typesetting.shape(); }));
    table.add("break lines", measured([&] { typesetting.find_breaks(); }));
    const auto lay_out = [&] {
        return std::get<page::Pages>(page::lay_out(content, *fonts(), none));
    };
    table.add_rest("fill lines, paginate, place", measured([&] { lay_out(); }), 5);
    const page::Pages pages = lay_out();
    const std::string drawn = encoded(pages, store);
    table.add("encode and mark content", measured([&] { encoded(pages, store); }));
    table.add("deflate", measured([&] { pdf::deflated(drawn, pdf::Effort::quick); }));
    table.add_rest("fonts, structure, libharu, file", measured([&] { writer.write(pages); }), 2);
    table.print(name);
}

/// From the facts of a household to a content tree: what comes before a page.
void print_composition() {
    const std::filesystem::path root = PREAVIS_ROOT;
    const auto library = std::get<service::Library>(service::read_library(root));
    const auto metropole = *library.calendars.find("metropole");
    std::printf("compose, from a template and facts\n");
    for (const document::Template& document : library.templates.all()) {
        const auto file = root / "examples/facts" / (document.name + ".json");
        if (!std::filesystem::is_regular_file(file)) continue;
        base::Problems problems;
        const auto read = base::read_json(base::read_file(file), file.string());
        const auto facts = dossier::read_facts(std::get<base::Node>(read), document.facts,
                                               metropole, true, problems);
        const dossier::DocumentOrder order{document.name, "standard", "fr"};
        const Microseconds time =
            measured([&] { service::content_of(library, order, facts, metropole); });
        std::printf("  %-34s %7.1f us\n", document.name.c_str(), time);
    }
}

}  // namespace
}  // namespace preavis

int main() {
    preavis::print_stages("one page, French", preavis::bench::french);
    preavis::print_stages("one page, Arabic", preavis::bench::arabic);
    preavis::print_composition();
    return 0;
}
