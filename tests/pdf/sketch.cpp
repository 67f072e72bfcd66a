#include "pdf/sketch.h"

#include <hb.h>

#include <algorithm>

namespace preavis::pdf {
namespace {

using page::Item;
using page::Role;

constexpr double margin = 60;
constexpr double leading = 18;
constexpr double size = 11;

const char* script_of(char32_t point) {
    if (point >= 0x600 && point < 0x700) return "Arab";
    if (point >= 0x980 && point < 0xa00) return "Beng";
    if (point >= 0x1200 && point < 0x1380) return "Ethi";
    return "Latn";
}

char32_t first_point(const std::string& text) {
    hb_buffer_t* buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, -1);
    const char32_t point = hb_buffer_get_glyph_infos(buffer, nullptr)->codepoint;
    hb_buffer_destroy(buffer);
    return point;
}

}  // namespace

std::shared_ptr<const page::Fonts> fonts() {
    static const auto shared = std::make_shared<const page::Fonts>();
    return shared;
}

const Writer& writer() {
    static const Writer shared(fonts());
    return shared;
}

Sketch::Sketch(const std::string& language) {
    pages.title = "Notification de fin d’hébergement";
    pages.subject = "Décision <n° 12> & voies de recours";
    pages.author = "SIAO du Rhône";
    pages.language = language;
    pages.issued_on = "2026-03-12";
    pages.elements.push_back({Role::document});
    new_page();
}

std::size_t Sketch::element(Role role, std::size_t parent, const std::string& language) {
    page::Element made{role, parent};
    made.language = language;
    pages.elements.push_back(made);
    return pages.elements.size() - 1;
}

page::Run Sketch::shaped(const std::string& text, page::Weight weight) const {
    const std::string script = script_of(first_point(text));
    page::Run run;
    run.face = fonts()->find(script, weight).value();
    run.size = size;
    run.right_to_left = script == "Arab";
    hb_buffer_t* buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(fonts()->face(run.face).hb_font(), buffer, nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer, nullptr);
    std::vector<unsigned> starts;
    std::vector<std::vector<page::Glyph>> drawn;
    for (unsigned i = 0; i < count; ++i) {
        if (starts.empty() || starts.back() != glyphs[i].cluster) {
            starts.push_back(glyphs[i].cluster);
            drawn.emplace_back();
        }
        drawn.back().push_back(
            {glyphs[i].codepoint, places[i].x_advance, places[i].x_offset, places[i].y_offset});
        run.width += places[i].x_advance * size / 1000;
    }
    if (run.right_to_left) {
        std::reverse(starts.begin(), starts.end());
        std::reverse(drawn.begin(), drawn.end());
    }
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : text.size();
        const std::vector<page::Glyph>& own = drawn[i];
        run.clusters.push_back(
            {text.substr(starts[i], end - starts[i]), {own.data(), own.data() + own.size()}});
    }
    hb_buffer_destroy(buffer);
    return run;
}

void Sketch::put(std::size_t owner, Item::Artifact kind, page::Run run) {
    run.x = x_;
    run.y = y_;
    x_ += run.width;
    pages.pages.back().items.push_back({owner, kind, std::move(run)});
}

void Sketch::line(std::size_t owner, const std::string& text, page::Weight weight) {
    x_ = margin;
    y_ -= leading;
    more(owner, text, weight);
}

void Sketch::more(std::size_t owner, const std::string& text, page::Weight weight) {
    put(owner, Item::Artifact::none, shaped(text, weight));
}

void Sketch::artifact(Item::Artifact kind, const std::string& text) {
    x_ = margin;
    const double body = y_;
    y_ = kind == Item::Artifact::pagination_footer ? 30 : 810;
    put(Item::artifact, kind, shaped(text, page::Weight::regular));
    y_ = body;
}

void Sketch::rule() {
    using Kind = page::Shape::Segment::Kind;
    page::Shape shape;
    shape.path.push_back({Kind::move, {0, 0, margin}, {0, 0, y_ - 5}});
    shape.path.push_back({Kind::line, {0, 0, 535}, {0, 0, y_ - 5}});
    pages.pages.back().items.push_back({Item::artifact, Item::Artifact::layout, shape});
}

void Sketch::triangle(std::size_t owner) {
    using Kind = page::Shape::Segment::Kind;
    y_ -= 40;
    page::Shape shape;
    shape.fill = true;
    shape.grey = 0.5;
    shape.path.push_back({Kind::move, {0, 0, margin}, {0, 0, y_}});
    shape.path.push_back({Kind::curve, {65, 70, 80}, {y_ + 10, y_ + 20, y_ + 30}});
    shape.path.push_back({Kind::line, {0, 0, 100}, {0, 0, y_}});
    shape.path.push_back({Kind::close});
    pages.pages.back().items.push_back({owner, Item::Artifact::none, shape});
    const double box[4] = {margin, y_, 100, y_ + 30};
    std::copy(std::begin(box), std::end(box), at(owner).box);
}

void Sketch::link_area(std::size_t owner) {
    const auto& run = std::get<page::Run>(pages.pages.back().items.back().what);
    pages.pages.back().links.push_back({owner, run.x, run.y - 3, run.x + run.width, run.y + size});
}

void Sketch::new_page() {
    pages.pages.emplace_back();
    y_ = 780;
}

Sketch letter() {
    Sketch s;
    s.artifact(Item::Artifact::pagination_header, "SIAO du Rhône");
    const auto title = s.element(Role::heading1);
    s.line(title, "Notification de décision", page::Weight::bold);
    const auto opening = s.element(Role::paragraph);
    s.line(opening, "Madame Amina Haddad, votre demande n° 2026-00417 est close. ");
    s.line(opening, "L’affiche officielle confirme l’efficacité du dispositif, voir ");
    const auto link = s.element(Role::link, opening);
    s.at(link).target = "https://exemple.fr/décision";
    s.more(link, "la page du SIAO");
    s.link_area(link);
    s.more(opening, " (site public).");
    const auto section = s.element(Role::section);
    s.line(s.element(Role::heading2, section), "Pièces à fournir", page::Weight::bold);
    const auto list = s.element(Role::list, section);
    s.at(list).ordered = true;
    for (const char* text : {"une copie de la carte", "un justificatif de domicile"}) {
        const auto item = s.element(Role::list_item, list);
        s.line(s.element(Role::label, item), "•");
        const auto body = s.element(Role::list_body, item);
        s.more(s.element(Role::paragraph, body), text);
    }
    s.rule();
    const auto table = s.element(Role::table, section);
    s.at(table).summary = "Montants dus (en euros)";
    const auto head = s.element(Role::table_row, s.element(Role::table_head, table));
    for (const char* text : {"Date", "Montant"}) {
        const auto cell = s.element(Role::header_cell, head);
        s.at(cell).column_scope = true;
        s.line(cell, text, page::Weight::bold);
    }
    const auto row = s.element(Role::table_row, s.element(Role::table_body, table));
    const auto row_head = s.element(Role::header_cell, row);
    s.line(row_head, "01/04/2026");
    s.element(Role::data_cell, row);  // an empty cell keeps its place
    const auto figure = s.element(Role::figure, section);
    s.at(figure).alternative = "Une maison (dessin)";
    s.triangle(figure);
    const auto closing = s.element(Role::paragraph);
    s.line(closing, "Vous pouvez contester cette décision ");
    s.artifact(Item::Artifact::pagination_footer, "page 1 sur 2");
    s.new_page();
    s.line(closing, "dans un délai de deux mois.");
    s.artifact(Item::Artifact::pagination_footer, "page 2 sur 2");
    return s;
}

Sketch arabic_letter() {
    Sketch s("ar");
    s.line(s.element(Role::heading1), "إشعار بالقرار", page::Weight::bold);
    const auto p = s.element(Role::paragraph);
    s.line(p, "السيدة أمينة حداد، لقد تمت دراسة طلبكم");
    s.line(p, "لا يُشترط حضوركم إلى");
    s.more(s.element(Role::span, p, "fr"), "Préfecture de Lyon");
    return s;
}

Sketch paragraph(const std::string& language, const std::string& text) {
    Sketch s(language);
    s.line(s.element(Role::paragraph), text);
    return s;
}

}  // namespace preavis::pdf
