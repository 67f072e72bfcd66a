#include <algorithm>
#include <iterator>

#include "page/composer.h"

namespace preavis::page {
namespace {

constexpr double highest_figure_share = 0.9;  ///< of a page's body

}  // namespace

Frame Composer::beside_pictograms(const Blocks& all, const Frame& frame) const {
    const bool any = std::any_of(all.begin(), all.end(), [](const document::Block& block) {
        const auto* paragraph = std::get_if<document::Paragraph>(&block.what);
        return paragraph != nullptr && !paragraph->pictogram.empty();
    });
    Frame beside = frame;
    if (!any) return beside;
    const double taken = look_.pictogram + look_.pictogram_gap;
    const Language* language = find_language(frame.language);
    (language != nullptr && language->right_to_left ? beside.right : beside.left) +=
        language != nullptr && language->right_to_left ? -taken : taken;
    return beside;
}

/// Beside the sentence whose slabs begin at `first`. Sentences that follow without a picture may
/// stand beside it too; else the sentence is centred on it.
void Composer::hang_pictogram(const Pictograms::Picture& picture, std::size_t element,
                              const Frame& frame, std::size_t first, bool followed) {
    std::vector<Slab>& slabs = *out_;
    double text_height = 0;
    for (std::size_t i = first; i < slabs.size(); ++i) text_height += slabs[i].height;
    const double spare = look_.pictogram - text_height;
    if (spare > 0 && followed) {
        pending_.overhang = spare;
    } else if (spare > 0) {
        for (Item& item : slabs[first].items) shift(item, 0, -spare / 2);
        slabs[first].height += spare / 2;
        slabs.back().height += spare / 2;
    }
    const Language* language = find_language(frame.language);
    const bool at_right = language != nullptr && language->right_to_left;
    const double x = at_right ? frame.right + look_.pictogram_gap
                              : frame.left - look_.pictogram_gap - look_.pictogram;
    const double top = !followed && spare < 0 ? spare / 2 : 0;
    Slab drawn;
    this->picture(picture, look_.pictogram, x, top, element, drawn);
    slabs[first].items.insert(slabs[first].items.begin(),
                              std::make_move_iterator(drawn.items.begin()),
                              std::make_move_iterator(drawn.items.end()));
    slabs[first].figures.push_back(element);
}

void Composer::settle_pictogram() {
    if (pending_.overhang > 0 && !out_->empty()) out_->back().height += pending_.overhang;
    pending_.overhang = 0;
}

const Pictograms::Picture* Composer::find_picture(const std::string& name,
                                                  const std::string& alternative) {
    if (alternative.empty()) {
        refuse({"image_sans_texte",
                "L’image « " + name + " » n’a pas de texte pour qui ne la voit pas."});
        return nullptr;
    }
    const Pictograms::Picture* picture = pictograms_.find(name);
    if (picture == nullptr) {
        refuse({"image_inconnue", "L’image « " + name + " » n’est pas dans data/pictograms."});
    }
    return picture;
}

std::size_t Composer::picture_element(const std::string& alternative, const Frame& frame) {
    const std::size_t element = add_element(Role::figure, frame);
    flow_.elements[element].alternative = alternative;
    return element;
}

/// Draws a picture into a square of this side, its greatest side filling it.
void Composer::picture(const Pictograms::Picture& picture, double side, double x, double top,
                       std::size_t element, Slab& slab) {
    const double scale = side / std::max(picture.width, picture.height);
    const double width = picture.width * scale;
    const double height = picture.height * scale;
    const double left = x + (side - width) / 2;
    const double bottom = top - (side + height) / 2;
    for (const Shape& shape : picture.shapes) {
        slab.items.push_back({element, Item::Artifact::none, moved(shape, scale, left, bottom)});
    }
    Element& figure = flow_.elements[element];
    const double corners[4] = {left, bottom, left + width, bottom + height};
    std::copy(std::begin(corners), std::end(corners), std::begin(figure.box));
}

void Composer::figure(const document::Figure& figure, const Frame& frame, std::string_view tag) {
    const Pictograms::Picture* found = find_picture(figure.image, figure.alternative);
    if (found == nullptr) return;
    const std::size_t element = picture_element(figure.alternative, frame);
    flow_.elements[element].language = tag;
    const double wanted =
        figure.width_mm * points_per_mm * std::max(1.0, found->height / found->width);
    const double side =
        std::clamp(wanted, 1.0, std::min(frame.width(), body_height_ * highest_figure_share));
    const Language* language = find_language(frame.language);
    const double x = language->right_to_left ? frame.right - side : frame.left;
    const double before = gap(look_.paragraph_gap);
    Slab& slab = out_->emplace_back();
    slab.before = before;
    slab.height = side;
    slab.box = frame.box;
    slab.figures.push_back(element);
    picture(*found, side, x, 0, element, slab);
}

}  // namespace preavis::page
