// Supplied files: what is kept, what is refused and why, and what hostile ones cannot do.
#include "pdf/annex.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>

#include "base/text.h"
#include "pdf/apart.h"
#include "pdf/binder.h"
#include "pdf/handmade.h"
#include "pdf/sketch.h"

namespace preavis::pdf {
namespace {

constexpr const char* catalog = "<< /Type /Catalog /Pages 2 0 R >>";
constexpr const char* tree = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>";
constexpr const char* leaf = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";

/// "12 pages", or the code of the refusal.
std::string said(const base::Answer<dossier::AnnexLook>& answer) {
    if (const auto* refusal = base::refusal_of(answer)) return refusal->code;
    return std::to_string(std::get<dossier::AnnexLook>(answer).pages) + " pages";
}

std::string said_of(const std::string& bytes) {
    return said(look_at_annex(bytes));
}

std::string with_catalog(const std::string& entries) {
    return handmade({"<< /Type /Catalog /Pages 2 0 R " + entries + ">>", tree, leaf});
}

std::string with_page(const std::string& entries) {
    return handmade({catalog, tree, "<< /Type /Page /Parent 2 0 R " + entries + ">>"});
}

std::string with_action(const std::string& action) {
    return with_page(
        "/MediaBox [0 0 595 842] /Annots [ << /Type /Annot /Subtype /Link"
        " /Rect [0 0 9 9] /A << " +
        action + " >> >> ] ");
}

/// One more object, that nothing refers to.
std::string with_object(const std::string& object) {
    return handmade({catalog, tree, leaf, object});
}

struct Case {
    const char* name;
    std::string bytes;
    std::string said;
};

std::string encrypted_trailer() {
    return "/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" +
           std::string(64, '0') + "> /U <" + std::string(64, '0') + "> >> ";
}

std::vector<Case> cases() {
    const std::string whole = scan(1);
    return {
        {"a scan of twelve pages", scan(12), "12 pages"},
        {"a file of our own writer", writer().write(letter().pages), "2 pages"},
        {"five hundred pages", scan(500), "500 pages"},
        {"one page more", scan(501), "annexe_trop_de_pages"},
        {"nothing", "", "annexe_pas_un_pdf"},
        {"a text", "Règlement de fonctionnement", "annexe_pas_un_pdf"},
        {"a photograph", "\xFF\xD8\xFF\xE0 JFIF", "annexe_image"},
        {"a picture", "\x89PNG\r\n", "annexe_image"},
        {"a byte more than 20 MB", whole + std::string(most_annex_bytes + 1 - whole.size(), '\n'),
         "annexe_trop_grande"},
        {"a file cut short", whole.substr(0, whole.size() - 40), "annexe_abimee"},
        {"an offset that lies", base::replaced(whole, " 00000 n ", " 00001 n "), "annexe_abimee"},
        {"a password", handmade({catalog, tree, leaf}, encrypted_trailer()), "annexe_protegee"},
        {"no page", handmade({catalog, "<< /Type /Pages /Count 0 /Kids [] >>"}),
         "annexe_sans_page"},
        {"a page of five millimetres", with_page("/MediaBox [0 0 14 842] "),
         "annexe_page_demesuree"},
        {"a page of three metres", with_page("/MediaBox [0 0 595 8505] "), "annexe_page_demesuree"},
        {"a page blown up by its unit", with_page("/UserUnit 100 /MediaBox [0 0 595 842] "),
         "annexe_page_demesuree"},
        {"a page without size", with_page(""), "annexe_page_demesuree"},
        {"a plan in A0", with_page("/MediaBox [0 0 2384 3370] "), "1 pages"},
        {"an image of 20 000 pixels",
         with_object(stream("x", "/Subtype /Image /Width 20000 /Height 1 ")), "1 pages"},
        {"an image of 20 001 pixels",
         with_object(stream("x", "/Subtype /Image /Width 20001 /Height 1 ")),
         "annexe_image_demesuree"},
        {"a script", with_catalog("/Names << /JavaScript << /Names [] >> >> "), "annexe_script"},
        {"a script that nothing runs", with_object("[ << /S /JavaScript /JS (app.alert) >> ]"),
         "annexe_script"},
        {"a script with its name disguised", with_object("<< /S /#4a#61vaScript >>"),
         "annexe_script"},
        {"a dynamic form", with_catalog("/AcroForm << /Fields [] /XFA (x) >> "),
         "annexe_formulaire_xfa"},
        {"an attached file", with_catalog("/Names << /EmbeddedFiles << /Names [] >> >> "),
         "annexe_fichier_joint"},
        {"a file behind a mark", with_object("<< /Type /Filespec /F (a) /EF << >> >>"),
         "annexe_fichier_joint"},
        {"data in another file", with_object(stream("", "/F (autre) ")), "annexe_fichier_joint"},
        {"a video", with_object("<< /Type /Annot /Subtype /RichMedia >>"), "annexe_multimedia"},
        {"a program to launch", with_action("/S /Launch /F (calc)"), "annexe_action"},
        {"another document to open", with_action("/S /GoToR /F (autre.pdf) /D [0 /Fit]"),
         "annexe_action"},
        {"a form to send", with_action("/S /SubmitForm /F (x)"), "annexe_action"},
        {"a link to a file", with_action("/S /URI /URI (file:///etc/passwd)"), "annexe_action"},
        {"an action on opening", with_catalog("/OpenAction << /S /URI /URI (https://a.fr) >> "),
         "annexe_action"},
        {"an action on leaving", with_catalog("/AA << /WC << >> >> "), "annexe_action"},
        {"a link to a web page", with_action("/S /URI /URI (HTTPS://exemple.fr)"), "1 pages"},
        {"a link to a mail address", with_action("/S /URI /URI (mailto:a@exemple.fr)"), "1 pages"},
        {"opening on the first page", with_catalog("/OpenAction << /S /GoTo /D [3 0 R /Fit] >> "),
         "1 pages"},
        {"a heading named like an action", with_object("<< /Type /StructElem /S /Sound >>"),
         "1 pages"},
        {"a form to fill by hand", with_catalog("/AcroForm << /Fields [] >> "), "1 pages"},
    };
}

TEST(SuppliedFile, IsKeptOrRefusedByName) {
    for (const Case& line : cases()) EXPECT_EQ(said_of(line.bytes), line.said) << line.name;
}

TEST(SuppliedFile, IsSeenTheSameFromAProcessApart) {
    const auto reader = binder();
    for (const Case& line : cases()) EXPECT_EQ(said(reader->look(line.bytes)), line.said);
}

TEST(SuppliedFile, IsToldWhatToDoWhenRefused) {
    for (const Case& line : cases()) {
        const auto answer = look_at_annex(line.bytes);
        const auto* refusal = base::refusal_of(answer);
        if (refusal == nullptr || refusal->code == "annexe_sans_page") continue;
        EXPECT_NE(refusal->message.find(" : "), std::string::npos) << refusal->message;
    }
}

/// `depth` nodes of a page tree one below the other.
std::string deep_tree(int depth) {
    std::vector<std::string> objects = {catalog};
    for (int node = 2; node < depth + 2; ++node) {
        objects.push_back("<< /Type /Pages /Count 1 /Kids [" + std::to_string(node + 1) +
                          " 0 R] >>");
    }
    objects.emplace_back("<< /Type /Page /MediaBox [0 0 595 842] >>");
    return handmade(objects);
}

std::string looped_table() {
    std::string file = handmade({catalog, tree, leaf});
    const std::string at = file.substr(file.find("startxref\n") + 10, 3);
    return base::replaced(file, "/Root 1 0 R ", "/Root 1 0 R /Prev " + at + " ");
}

/// Nine million values in eighteen megabytes.
std::string crowded() {
    std::string values;
    for (int value = 0; value < 9'000'000; ++value) values += "0 ";
    return with_object("[" + values + "]");
}

/// Two gigabytes of cross-references in two megabytes: the same packed block again and again.
std::string bomb() {
    std::string block(1U << 16U, '\0');
    const std::string zeros(16U << 20U, '\0');
    z_stream packer{};
    deflateInit(&packer, Z_BEST_COMPRESSION);
    packer.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
    packer.avail_in = static_cast<uInt>(zeros.size());
    packer.next_out = reinterpret_cast<Bytef*>(block.data());
    packer.avail_out = static_cast<uInt>(block.size());
    deflate(&packer, Z_FULL_FLUSH);
    block.resize(packer.total_out);
    deflateEnd(&packer);
    std::string packed = block.substr(0, 2);
    for (int copy = 0; copy < 128; ++copy) packed += block.substr(2);
    return "%PDF-1.7\n1 0 obj\n" +
           stream(packed, "/Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode ") +
           "\nendobj\nstartxref\n9\n%%EOF\n";
}

TEST(HostileFile, NeverBringsTheServiceDown) {
    const std::vector<Case> hostile = {
        {"a page tree of 50 000 levels", deep_tree(50'000), ""},
        {"a page tree that bites its tail",
         handmade({catalog, "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"}), ""},
        {"cross-references in a circle", looped_table(), ""},
        {"nine million values in one array", crowded(), ""},
        {"a decompression bomb", bomb(), ""},
        {"brackets without end", with_object(std::string(5'000'000, '[')), ""},
        {"an object that is its own length",
         with_object("<< /Length 4 0 R >>\nstream\nx\nendstream"), ""},
    };
    const auto reader = binder();
    for (const Case& line : hostile) {
        EXPECT_NE(base::refusal_of(reader->look(line.bytes)), nullptr) << line.name;
    }
    EXPECT_EQ(said(reader->look(scan(1))), "1 pages") << "the reader goes on";
}

constexpr ApartLimits small{.memory_bytes = 64LL << 20, .processor_seconds = 1, .wall_seconds = 2};

TEST(WorkApart, AnswersWhatItReturned) {
    const std::string large(3'000'000, 'x');
    EXPECT_EQ(run_apart([&] { return large; }, small), large);
    EXPECT_EQ(run_apart([] { return std::string(); }, small), "");
}

TEST(WorkApart, AnswersNothingWhenItFails) {
    EXPECT_EQ(run_apart([]() -> std::string { throw std::runtime_error("no"); }, small),
              std::nullopt);
    EXPECT_EQ(run_apart([]() -> std::string { std::abort(); }, small), std::nullopt);
    EXPECT_EQ(run_apart([] { return std::string(1U << 30U, 'x'); }, small), std::nullopt);
    const auto for_ever = [] {
        std::atomic<int> turns = 0;
        while (turns >= 0) turns = 1;
        return std::string();
    };
    EXPECT_EQ(run_apart(for_ever, small), std::nullopt);
}

}  // namespace
}  // namespace preavis::pdf
