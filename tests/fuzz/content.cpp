#include <memory>

#include "base/problem.h"
#include "base/text.h"
#include "fuzz/targets.h"
#include "fuzz/tree.h"
#include "page/layout.h"
#include "pdf/lint.h"
#include "pdf/write.h"

namespace preavis::fuzz {
namespace {

using document::Block;
using document::Inline;

/// A content tree written as lines, so that any bytes are one and a person can read a finding. The
/// first character of a line says what it is, the rest is its text:
///     @ar   language of the blocks that follow     e  easy style
///     1 2 3 heading          p  paragraph          s  sentence beside the pictogram « aide »
///     l     item of a list   |  row of a table     f  figure
///     a     address          g  signatures         x  box, b  columns, until a line « . »
/// In a text, ~ begins a span of the next kind: plain, isolated, strong, link, Arabic.
class Tree {
  public:
    explicit Tree(std::string_view text) : lines_(base::split(text, '\n')) {}

    document::Content content() {
        document::Content content{.title = "Essai", .author = "SIAO", .issued_on = "2026-05-04"};
        if (!lines_.empty()) content.header = lines_.front();
        while (next_ < lines_.size()) blocks(content.blocks);
        if (is_easy_) content.style = document::Style::easy;
        return content;
    }

  private:
    void blocks(std::vector<Block>& into) {
        while (next_ < lines_.size()) {
            const std::string line = lines_[next_++];
            if (line == ".") return;
            if (line.empty()) continue;
            add(line.front(), line.substr(1), into);
        }
    }

    void add(char kind, const std::string& text, std::vector<Block>& into) {
        switch (kind) {
            case '@': language_ = text; return;
            case 'e': is_easy_ = true; return;
            case '1':
            case '2':
            case '3': return put(document::Heading{kind - '0', spans(text)}, into);
            case 's': return put(document::Paragraph{spans(text), true, "aide", "De l’aide"}, into);
            case 'l': return item(text, into);
            case '|': return row(text, into);
            case 'f':
                return put(document::Figure{"aide", text, static_cast<double>(text.size()) * 10},
                           into);
            case 'a': return put(document::AddressWindow{base::split(text, '~')}, into);
            case 'g': return put(document::SignatureBlock{{{text, text, ""}, {}}}, into);
            case 'x': return box(into);
            case 'b': return columns(text, into);
            default: return put(document::Paragraph{spans(text)}, into);
        }
    }

    template <class What>
    void put(What what, std::vector<Block>& into) {
        into.push_back({std::move(what), language_});
    }

    void box(std::vector<Block>& into) {
        document::Box made;
        blocks(made.blocks);
        put(std::move(made), into);
    }

    void columns(const std::string& language, std::vector<Block>& into) {
        document::Bilingual made{.language = language};
        blocks(made.french);
        blocks(made.translated);
        put(std::move(made), into);
    }

    void item(const std::string& text, std::vector<Block>& into) {
        if (into.empty() || !std::holds_alternative<document::List>(into.back().what)) {
            put(document::List{.ordered = text.size() % 2 == 1}, into);
        }
        Block paragraph{document::Paragraph{spans(text)}};
        std::get<document::List>(into.back().what).items.push_back({std::move(paragraph)});
    }

    void row(const std::string& text, std::vector<Block>& into) {
        if (into.empty() || !std::holds_alternative<document::Table>(into.back().what)) {
            put(document::Table{.header_column = text.size() % 2 == 1}, into);
        }
        auto& cells = std::get<document::Table>(into.back().what).rows.emplace_back();
        for (const std::string& cell : base::split(text, '|')) cells.push_back(spans(cell));
    }

    static Inline spans(const std::string& text) {
        Inline all;
        for (const std::string& part : base::split(text, '~')) {
            const std::size_t kind = all.size() % 5;
            all.push_back({.text = part,
                           .language = kind == 4 ? "ar" : "",
                           .strong = kind == 2,
                           .isolate = kind == 1,
                           .link = kind == 3 ? "https://exemple.fr" : ""});
        }
        return all;
    }

    std::vector<std::string> lines_;
    std::size_t next_ = 1;
    std::string language_;
    bool is_easy_ = false;
};

const page::Pictograms& pictograms() {
    static const auto all = std::get<page::Pictograms>(
        page::Pictograms::read(std::string(PREAVIS_ROOT) + "/data/pictograms"));
    return all;
}

}  // namespace

int content_one(const std::uint8_t* data, std::size_t size) {
    static const auto fonts = std::make_shared<const page::Fonts>();
    static const pdf::Writer writer(fonts);
    const auto answer = page::lay_out(Tree(as_text(data, size)).content(), *fonts, pictograms());
    if (const auto* refusal = base::refusal_of(answer)) {
        expects(!refusal->code.empty() && base::is_utf8(refusal->message));
        return 0;
    }
    const std::string file = writer.write(std::get<page::Pages>(answer));
    expects(base::to_string(pdf::lint(file)).empty());
    return 0;
}

}  // namespace preavis::fuzz
