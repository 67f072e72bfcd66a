#include <cmath>

#include "page/samples.h"
#include "page/svg.h"

namespace preavis::page {
namespace {

using testing::HasSubstr;

std::string svg(const std::string& inside) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 20\">\n" + inside + "</svg>";
}

Pictograms::Picture drawn(const std::string& inside) {
    auto reading = read_svg(svg(inside), "essai.svg");
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        ADD_FAILURE() << base::to_string(*problems);
        return {};
    }
    return std::get<Pictograms::Picture>(std::move(reading));
}

std::string problems_of(const std::string& text) {
    const auto reading = read_svg(text, "essai.svg");
    const auto* problems = std::get_if<base::Problems>(&reading);
    return problems == nullptr ? "" : base::to_string(*problems);
}

TEST(Pictures, every_pictogram_of_the_project_is_read) {
    for (const char* name :
         {"partir", "lit", "telephone", "lettre", "calendrier", "juge", "affaires", "question",
          "papier-signer", "horloge", "personne", "pas-d-accord", "hotel", "aide"}) {
        const Pictograms::Picture* picture = samples::pictograms().find(name);
        ASSERT_NE(picture, nullptr) << name;
        EXPECT_EQ(picture->width, 48);
        for (const Shape& shape : picture->shapes) {
            for (const Shape::Segment& segment : shape.path) {
                if (segment.kind == Shape::Segment::Kind::close) continue;
                for (const double x : segment.x) EXPECT_TRUE(x > -2 && x < 50) << name;
                for (const double y : segment.y) EXPECT_TRUE(y > -2 && y < 50) << name;
            }
        }
    }
    EXPECT_EQ(samples::pictograms().find("licorne"), nullptr);
}

TEST(Pictures, y_grows_upwards) {
    const Pictograms::Picture picture = drawn("<rect x='1' y='2' width='3' height='4'/>");
    ASSERT_EQ(picture.shapes.size(), 1u);
    EXPECT_TRUE(picture.shapes[0].fill);
    EXPECT_EQ(picture.shapes[0].path[0].x[2], 1);
    EXPECT_EQ(picture.shapes[0].path[0].y[2], 18);
}

/// The end point of each segment, for drawings in a box of 10 by 20.
std::string ends(const std::string& inside) {
    std::string text;
    const Pictograms::Picture picture = drawn(inside);
    for (const Shape::Segment& segment : picture.shapes.at(0).path) {
        text += "mlcz"[static_cast<int>(segment.kind)];
        if (segment.kind == Shape::Segment::Kind::close) continue;
        text += std::to_string(std::lround(segment.x[2])) + "," +
                std::to_string(std::lround(20 - segment.y[2])) + " ";
    }
    return text;
}

TEST(Pictures, path_commands_are_absolute_and_relative) {
    EXPECT_EQ(ends("<path d='M1 2L3 4l1 1H9h-1V7v1Z'/>"), "m1,2 l3,4 l4,5 l9,5 l8,5 l8,7 l8,8 z");
    EXPECT_EQ(ends("<path d='M1 1C2 2 3 3 4 4s2 2 3 3S8 8 9 9'/>"), "m1,1 c4,4 c7,7 c9,9 ");
    EXPECT_EQ(ends("<path d='m1,1q1,1 2,0t2,0T9 1'/>"), "m1,1 c3,1 c5,1 c9,1 ");
    EXPECT_EQ(ends("<path d='M1 1 2 2 3 3z m4 4 1 1'/>"), "m1,1 l2,2 l3,3 zm5,5 l6,6 ");
    EXPECT_EQ(ends("<path d='M1 1-.5-.5'/>"), "m1,1 l-1,-1 ");
    EXPECT_EQ(ends("<path d='M0 5a5 5 0 0110 0'/>"), "m0,5 c5,0 c10,5 ");
}

TEST(Pictures, shapes_and_transforms) {
    EXPECT_EQ(ends("<line x1='1' y1='2' x2='3' y2='4'/>"), "m1,2 l3,4 ");
    EXPECT_EQ(ends("<polygon points='1,1 2,2 3,1'/>"), "m1,1 l2,2 l3,1 z");
    EXPECT_EQ(ends("<polyline points='1 1 2 2'/>"), "m1,1 l2,2 ");
    EXPECT_EQ(ends("<circle cx='5' cy='5' r='2'/>"), "m7,5 c5,7 c3,5 c5,3 c7,5 z");
    EXPECT_EQ(
        ends("<g transform='translate(1,2) scale(2)'><line x1='1' y1='1' x2='2' y2='2'/></g>"),
        "m3,4 l5,6 ");
    EXPECT_EQ(ends("<line transform='rotate(90 5 5)' x1='5' y1='0' x2='5' y2='5'/>"),
              "m10,5 l5,5 ");
}

TEST(Pictures, paint_is_inherited) {
    const auto picture = drawn(
        "<g fill='none' stroke='#444' stroke-width='2'><path d='M0 0L1 1'/>"
        "<path fill='white' stroke='none' d='M0 0L1 1'/></g>");
    ASSERT_EQ(picture.shapes.size(), 2u);
    EXPECT_FALSE(picture.shapes[0].fill);
    EXPECT_EQ(picture.shapes[0].line_width, 2);
    EXPECT_NEAR(picture.shapes[0].grey, 4 / 15.0, 1e-9);
    EXPECT_TRUE(picture.shapes[1].fill);
    EXPECT_EQ(picture.shapes[1].grey, 1);
}

TEST(Pictures, what_is_not_understood_is_a_problem_with_its_place) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {svg("<script/>"), "essai.svg:2:1: élément « script » inconnu"},
        {svg("<a href='x'/>"), "élément « a » inconnu"},
        {svg("<image/>"), "élément « image » inconnu"},
        {svg("  <path d='M0 0' onclick='x()'/>"), "essai.svg:2:3: attribut « onclick » inconnu"},
        {svg("<path style='fill:red' d='M0 0'/>"), "attribut « style » inconnu"},
        {svg("<path fill='red' d='M0 0'/>"), "la couleur « red » n’est pas admise"},
        {svg("<path fill='#123' d='M0 0'/>"), "la couleur « #123 »"},
        {svg("<path fill='url(#a)' d='M0 0'/>"), "n’est pas admise"},
        {svg("<path d='L1 1'/>"), "un tracé commence par M"},
        {svg("<path d='M1'/>"), "la commande M du tracé est incorrecte"},
        {svg("<path d='M1 1X'/>"), "la commande X du tracé est incorrecte"},
        {svg("<path d='M1 1 L 1e999 2'/>"), "incorrecte"},
        {svg("<path d='M1 1 Lnan 2'/>"), "incorrecte"},
        {svg("<path d='M1 1Z5 5'/>"), "un nombre sans commande"},
        {svg("<rect width='0' height='1'/>"), "width manque ou n’est pas positif"},
        {svg("<rect width='a' height='1'/>"), "« a » n’est pas un nombre"},
        {svg("<g transform='skewX(3)'/>"), "transform est incorrect"},
        {svg("texte"), "du texte n’est pas admis"},
        {svg("<g>"), "XML mal formé"},
        {"", "XML mal formé"},
        {"<g/>", "la racine doit être svg"},
        {"<svg viewBox='0 0 1 1'/>", "xmlns manque"},
        {"<svg xmlns='http://www.w3.org/2000/svg'/>", "viewBox manque"},
        {"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg(""), "DOCTYPE n’est pas admise"},
        {"<?php x ?>" + svg(""), "instruction de traitement"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_THAT(problems_of(text), HasSubstr(expected)) << text;
    }
}

TEST(Pictures, one_of_twenty_thousand_pixels_is_drawn_as_small_as_any_other) {
    const std::string huge =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20000 20000'>"
        "<rect width='20000' height='20000'/></svg>";
    const auto reading = read_svg(huge, "essai.svg");
    const auto& picture = std::get<Pictograms::Picture>(reading);
    EXPECT_EQ(picture.width, 20000);
    EXPECT_EQ(picture.shapes.size(), 1u);
}

TEST(Pictures, of_endless_size_are_refused) {
    const auto sized = [](const std::string& box) {
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='" + box + "'/>";
    };
    std::string growing;
    for (int i = 0; i < 30; ++i) growing += "<g transform='scale(99999)'>";
    const std::vector<std::pair<std::string, std::string>> cases{
        {sized("0 0 1e308 1e308"), "viewBox manque ou est incorrect"},
        {sized("0 0 1e-308 1"), "viewBox"},
        {sized("0 0 nan 1"), "viewBox"},
        {sized("0 0 100% 100%"), "viewBox"},
        {sized("0 0 -9 9"), "viewBox"},
        {svg("<rect width='100%' height='1'/>"), "« 100% » n’est pas un nombre"},
        {svg("<rect width='1e308' height='1'/>"), "n’est pas un nombre"},
        {svg("<circle r='inf'/>"), "n’est pas un nombre"},
        {svg("<rect width='20000' height='20000'/>"), "2:1: le dessin sort de son cadre"},
        {svg("<path d='M0 0L-9 0'/>"), "sort de son cadre"},
        {svg("<path d='M0 0L1 1' stroke='#000' stroke-width='9999'/>"), "sort de son cadre"},
        {svg("<path d='M1 1C1 90000 2 2 3 3'/>"), "sort de son cadre"},
        {svg(growing + "<path d='M1 1L2 2'/>"), "sort de son cadre"},
        {svg("<image href='photo.png' width='20000' height='20000'/>"), "« image » inconnu"},
        {svg("<use href='#a'/>"), "« use » inconnu"},
        {std::string(300 * 1024, ' '), "trop gros"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_THAT(problems_of(text), HasSubstr(expected)) << text.substr(0, 200);
    }
}

TEST(Pictures, groups_may_not_be_endlessly_deep) {
    std::string deep;
    for (int i = 0; i < 5000; ++i) deep += "<g>";
    EXPECT_THAT(problems_of(svg(deep)), HasSubstr("trop imbriqués"));
}

}  // namespace
}  // namespace preavis::page
