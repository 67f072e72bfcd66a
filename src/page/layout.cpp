#include "page/layout.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "page/composer.h"
#include "page/pagination.h"
#include "page/running.h"

namespace preavis::page {
namespace {

Pages described(const document::Content& content) {
    Pages pages;
    pages.title = content.title;
    pages.subject = content.subject;
    pages.author = content.author;
    pages.language = content.language;
    pages.issued_on = content.issued_on;
    return pages;
}

base::Refusal unreadable() {
    return {"texte_illisible",
            "Le titre, l’auteur, la description d’une image ou d’un tableau, ou l’adresse d’un "
            "lien contient un caractère interdit."};
}

base::Refusal too_long() {
    return {"description_trop_longue",
            "Le titre, l’auteur, la description d’une image ou d’un tableau, ou l’adresse d’un "
            "lien dépasse " +
                std::to_string(longest_description) + " octets."};
}

/// No noncharacter of the basic plane either: XML cannot hold it, and so no metadata can.
bool is_readable(const std::string& text) {
    return base::is_utf8(text) && !base::has_control_characters(text) &&
           text.find("\uFFFE") == std::string::npos && text.find("\uFFFF") == std::string::npos;
}

/// What is not drawn is read aloud, searched or shown in a window's title: it is checked here, as
/// what is drawn was while it was shaped.
std::optional<base::Refusal> indescribable(const Pages& pages) {
    std::vector<const std::string*> texts{&pages.title, &pages.subject, &pages.author,
                                          &pages.language, &pages.issued_on};
    for (const Element& element : pages.elements) {
        for (const std::string* text :
             {&element.language, &element.alternative, &element.summary, &element.target}) {
            texts.push_back(text);
        }
    }
    for (const std::string* text : texts) {
        if (!is_readable(*text)) return unreadable();
        if (text->size() > longest_description) return too_long();
    }
    return std::nullopt;
}

}  // namespace

base::Answer<Pages> lay_out(const document::Content& content, const Fonts& fonts,
                            const Pictograms& pictograms) {
    if (find_language(content.language) == nullptr) return unknown_language(content.language);
    const Look& look = look_of(content.style);
    Running running(content, fonts, pictograms, look);
    if (running.refusal()) return *running.refusal();
    const Body body = running.body();
    Composer composer(fonts, pictograms, look, body.height());
    const Frame frame{
        .left = look.margin, .right = page_width - look.margin, .language = content.language};
    std::size_t mention =
        running.has_mention() ? composer.add_element(Role::paragraph, frame) : none;
    composer.blocks(content.blocks, frame);
    if (composer.refusal()) return *composer.refusal();
    Flow& flow = composer.flow();
    const auto placed = paginate(flow, body);
    Pages pages = described(content);
    for (std::size_t i = 0; i < placed.size(); ++i) {
        Page& page = pages.pages.emplace_back();
        running.draw_top(std::exchange(mention, none), page.items);
        Slab drawn = draw(placed[i], flow.boxes, page_height, flow.elements);
        std::move(drawn.items.begin(), drawn.items.end(), std::back_inserter(page.items));
        page.links = std::move(drawn.links);
        running.draw_bottom(i + 1, placed.size(), page.items);
    }
    pages.elements = std::move(flow.elements);
    if (auto refusal = indescribable(pages)) return std::move(*refusal);
    return pages;
}

}  // namespace preavis::page
