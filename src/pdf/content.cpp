#include "pdf/content.h"

#include <cmath>

namespace preavis::pdf {
namespace {

using page::Item;

constexpr double black = 0;
constexpr double white = 1;

std::string_view artifact_mark(Item::Artifact kind) {
    switch (kind) {
        case Item::Artifact::pagination_header:
            return "/Artifact <</Type /Pagination /Subtype /Header>> BDC\n";
        case Item::Artifact::pagination_footer:
            return "/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n";
        case Item::Artifact::layout:
        case Item::Artifact::none: break;
    }
    return "/Artifact <</Type /Layout>> BDC\n";
}

bool same(double left, double right) {
    return std::abs(left - right) < 0.0005;
}

int advance_of(const page::Cluster& cluster) {
    int advance = 0;
    for (const page::Glyph& glyph : cluster.glyphs) advance += glyph.advance;
    return advance;
}

}  // namespace

void PageContent::draw(const Item& item) {
    const Owner owner{item.element,
                      item.element == Item::artifact ? item.kind : Item::Artifact::none};
    if (!owner_ || !(*owner_ == owner)) {
        close();
        open(owner);
    }
    if (const auto* run = std::get_if<page::Run>(&item.what)) {
        draw_run(*run);
    } else {
        draw_shape(std::get<page::Shape>(item.what));
    }
}

std::string PageContent::finish() {
    close();
    return std::move(out_);
}

void PageContent::open(const Owner& owner) {
    owner_ = owner;
    if (owner.element == Item::artifact) {
        out_ += artifact_mark(owner.kind);
        return;
    }
    out_ += '/';
    out_ += type_name(structure_.element(owner.element).role);
    out_ += " <</MCID ";
    append_integer(out_, structure_.add_content(page_, owner.element));
    out_ += ">> BDC\n";
}

void PageContent::close() {
    end_text();
    if (owner_) out_ += "EMC\n";
    owner_.reset();
}

void PageContent::end_text() {
    if (in_text_) out_ += "ET\n";
    in_text_ = false;
}

void PageContent::draw_run(const page::Run& run) {
    if (run.clusters.empty()) return;
    placed_.clear();
    int pen = 0;
    if (run.right_to_left) {
        for (const page::Cluster& cluster : run.clusters) pen += advance_of(cluster);
    }
    for (const page::Cluster& cluster : run.clusters) {
        const int advance = advance_of(cluster);
        if (run.right_to_left) pen -= advance;
        const std::size_t first = placed_.size();
        encoding_.place(run.face, cluster, run.right_to_left, placed_);
        for (std::size_t i = first; i < placed_.size(); ++i) placed_[i].x += pen;
        if (!run.right_to_left) pen += advance;
    }
    if (!in_text_) out_ += "BT\n";
    in_text_ = true;
    set_font(run.face, run.size);
    set_fill(run.white ? white : black);
    show(run, run.x);
}

/// Kerning and moves back are whole thousandths, and so are the widths: nothing is rounded.
void PageContent::show(const page::Run& run, double left) {
    int pen = placed_.front().x;
    out_ += "1 0 0 1 ";
    real(left + pen * run.size / 1000);
    real(run.y);
    out_ += "Tm\n[<";
    for (const PlacedCode& code : placed_) {
        if (code.x != pen) {
            out_ += '>';
            append_integer(out_, pen - code.x);
            out_ += '<';
        }
        append_hex(out_, code.code);
        pen = code.x + code.width;
    }
    out_ += ">] TJ\n";
}

void PageContent::draw_shape(const page::Shape& shape) {
    using Kind = page::Shape::Segment::Kind;
    end_text();
    if (shape.fill) {
        set_fill(shape.grey);
    } else {
        real(shape.grey);
        out_ += "G ";
        real(shape.line_width);
        out_ += "w\n";
    }
    for (const page::Shape::Segment& segment : shape.path) {
        const int points = segment.kind == Kind::close ? 0 : segment.kind == Kind::curve ? 3 : 1;
        for (int i = 3 - points; i < 3; ++i) {
            real(segment.x[i]);
            real(segment.y[i]);
        }
        switch (segment.kind) {
            case Kind::move: out_ += "m\n"; break;
            case Kind::line: out_ += "l\n"; break;
            case Kind::curve: out_ += "c\n"; break;
            case Kind::close: out_ += "h\n"; break;
        }
    }
    out_ += !shape.fill ? "S\n" : shape.even_odd ? "f*\n" : "f\n";
}

void PageContent::set_font(std::size_t face, double size) {
    if (face_ == face && same(size_, size)) return;
    face_ = face;
    size_ = size;
    out_ += "/F";
    append_integer(out_, static_cast<long>(face));
    out_ += ' ';
    real(size);
    out_ += "Tf\n";
}

void PageContent::set_fill(double grey) {
    if (same(fill_, grey)) return;
    fill_ = grey;
    real(grey);
    out_ += "g\n";
}

void PageContent::real(double value) {
    append_real(out_, value);
    out_ += ' ';
}

}  // namespace preavis::pdf
