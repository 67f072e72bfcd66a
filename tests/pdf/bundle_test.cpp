// The copy for the printer.
#include "pdf/bundle.h"

#include <gtest/gtest.h>

#include "pdf/annex.h"
#include "pdf/binder.h"
#include "pdf/handmade.h"
#include "pdf/sketch.h"
#include "pdf/tools.h"

namespace preavis::pdf {
namespace {

std::vector<std::string> kit() {
    return {writer().write(letter().pages), scan(3), writer().write(arabic_letter().pages)};
}

std::int64_t pages_of(const std::string& bytes) {
    return std::get<dossier::AnnexLook>(look_at_annex(bytes)).pages;
}

TEST(PrintingCopy, HoldsThePagesOfItsPartsInTheirOrder) {
    const std::string copy = bundle(kit(), {.title = "Kit d’accueil"});
    EXPECT_EQ(pages_of(copy), pages_of(kit()[0]) + 3 + pages_of(kit()[2]));
    EXPECT_EQ(run_on("pdftotext -l 2 {} -", copy), run_on("pdftotext {} -", kit()[0]));
}

TEST(PrintingCopy, PutsEachPartOnItsOwnSheetForDuplexPrinting) {
    const std::vector<std::string> parts = {scan(3), scan(2), scan(1)};
    EXPECT_EQ(pages_of(bundle(parts, {.title = "x"})), 6);
    const std::string duplex = bundle(parts, {.title = "x", .duplex = true});
    EXPECT_EQ(pages_of(duplex), 8);
    EXPECT_NE(run_on("pdfimages -list {}", duplex).find("   5 "), std::string::npos);
    EXPECT_EQ(run_on("pdfimages -f 4 -l 4 -list {} | tail -n +3", duplex), "");
}

TEST(PrintingCopy, ClaimsNoStandardAndSaysThatItIsACopy) {
    const std::string copy = bundle(kit(), {.title = "Kit d’accueil"});
    EXPECT_EQ(copy.find("pdfaid"), std::string::npos);
    EXPECT_EQ(copy.find("pdfuaid"), std::string::npos);
    const std::string packet = run_on("pdfinfo -meta {}", copy);
    EXPECT_NE(packet.find("Kit d’accueil"), std::string::npos) << packet;
    EXPECT_NE(packet.find("Copie pour l’impression"), std::string::npos);
    const std::string info = run_on("pdfinfo {}", copy);
    EXPECT_NE(info.find("Tagged:          no"), std::string::npos) << info;
    EXPECT_NE(info.find("Title:           Kit d’accueil"), std::string::npos) << info;
    EXPECT_EQ(info.find("CreationDate"), std::string::npos);
}

TEST(PrintingCopy, HasTheSameBytesEachTime) {
    const dossier::BindingOptions options{.title = "Kit", .duplex = true};
    const std::string first = bundle(kit(), options);
    EXPECT_EQ(bundle(kit(), options), first);
    EXPECT_EQ(std::get<std::string>(binder()->bind(kit(), options)), first);
    EXPECT_EQ(run_on("qpdf --check {} >/dev/null 2>&1", first), "");
}

TEST(PrintingCopy, LeavesSignaturesFieldsAndLinksBehind) {
    const std::string field =
        handmade({"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>",
                  "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>",
                  "<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /P 3 0 R >>"});
    const std::string objects =
        run_on("qpdf --qdf --object-streams=disable {} -", bundle({field}, {.title = "x"}));
    EXPECT_EQ(objects.find("/Sig"), std::string::npos);
    EXPECT_EQ(objects.find("/Annots"), std::string::npos);
    EXPECT_EQ(objects.find("/AcroForm"), std::string::npos);
}

TEST(PrintingCopy, IsRefusedBeyondWhatAPrinterTakes) {
    const std::vector<std::string> parts(8, std::string(20U << 20U, ' '));
    const auto answer = binder()->bind(parts, {.title = "x"});
    ASSERT_NE(base::refusal_of(answer), nullptr);
    EXPECT_EQ(base::refusal_of(answer)->code, "copie_trop_grande");
}

}  // namespace
}  // namespace preavis::pdf
