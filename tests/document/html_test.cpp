#include "document/html.h"

#include <regex>

#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;

/// The first tag that is not closed in its turn, or nothing.
std::string first_ill_nested(const std::string& html) {
    std::vector<std::string> open;
    static const std::regex tag("<(/?)([a-z0-9]+)([^<>]*)>");
    static const std::set<std::string> alone = {"meta", "link", "img", "br"};
    for (std::sregex_iterator at(html.begin(), html.end(), tag), end; at != end; ++at) {
        const std::string name = (*at)[2];
        if (alone.contains(name)) continue;
        if ((*at)[1].length() == 0) {
            open.push_back(name);
        } else if (open.empty() || open.back() != name) {
            return "</" + name + "> at " + std::to_string(at->position());
        } else {
            open.pop_back();
        }
    }
    return open.empty() ? "" : "<" + open.back() + ">";
}

TEST(Html, every_document_gives_a_well_formed_page) {
    for (const Template& of : templates().all()) {
        for (const std::string& variant : of.variants) {
            const std::string html = to_html(composed(of, example(of.name), variant), {"/s.css"});
            EXPECT_EQ(first_ill_nested(html), "") << of.name;
            EXPECT_THAT(html, HasSubstr("<html lang=\"fr\" dir=\"ltr\">"));
            EXPECT_EQ(html.find(" style="), std::string::npos);
            EXPECT_EQ(html.find("alt=\"\""), std::string::npos) << "a picture without its text";
            EXPECT_NE(html.find("<h1"), std::string::npos) << of.name;
            EXPECT_EQ(html.find("<h1", html.find("<h1") + 1), std::string::npos) << of.name;
        }
    }
}

struct Case {
    Block block;
    const char* html;
};

TEST(Html, each_block_has_its_element) {
    const Inline a = {{"a"}}, b = {{"b"}};
    const std::vector<Case> cases = {
        {{Heading{2, a}}, "<h2>a</h2>"},
        {{Paragraph{{{"<b>&\"'", "", true, true, ""}}}},
         "<p><strong><bdi>&lt;b&gt;&amp;&quot;&#39;</bdi></strong></p>"},
        {{Paragraph{a, true, "lit", "un \"lit\""}},
         "<p class=\"sentence\"><img class=\"pictogram\" src=\"/pictograms/lit.svg\" alt=\"un "
         "&quot;lit&quot;\"> a</p>"},
        {{Paragraph{{{"x", "ar", false, false, ""}}}}, "<span lang=\"ar\" dir=\"rtl\">x</span>"},
        {{Paragraph{{{"x", "", false, true, "mailto:x"}}}},
         "<a href=\"mailto:x\"><bdi>x</bdi></a>"},
        {{Paragraph{{{"x", "", false, true, "javascript:x"}}}}, "<p><bdi>x</bdi></p>"},
        {{List{true, {{{Paragraph{a}}}, {{Paragraph{b}}}}}}, "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"},
        {{Table{1, true, "t", {{a, b}, {b, a}}, {}}},
         "<caption>t</caption>\n<thead>\n<tr><th scope=\"col\">a</th><th "
         "scope=\"col\">b</th></tr>\n"
         "</thead>\n<tbody>\n<tr><th scope=\"row\">b</th><td>a</td></tr>\n</tbody>"},
        {{Box{{{Paragraph{a}}}}, "", "droits"},
         "<section class=\"box\" role=\"note\" data-clause=\"droits\">"},
        {{AddressWindow{{"A & B", "C"}}},
         "<address class=\"recipient\"><bdi>A &amp; B</bdi><br><bdi>C</bdi></address>"},
        {{SignatureBlock{{{"Q", "N", "M"}}}},
         "<div class=\"signature\"><p>Q</p><p>N</p><p>M</p></div>"},
        {{Figure{"lit", "un lit", 20}}, "<figure><img class=\"pictogram\""},
        {{Bilingual{{{Paragraph{a}}}, {{Paragraph{b}}}, "fa-AF"}},
         "<div lang=\"fa-AF\" dir=\"rtl\">\n<p>b</p>"},
    };
    for (const Case& each : cases) {
        Content content;
        content.blocks = {each.block};
        const std::string html = to_html(content);
        EXPECT_THAT(html, HasSubstr(each.html));
        EXPECT_EQ(first_ill_nested(html), "");
    }
}

}  // namespace
}  // namespace preavis::document::test
