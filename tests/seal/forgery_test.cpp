// What a seal must notice: one byte anywhere, an extent that lies, a page put over the sealed one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/expects.h"
#include "pdf/seals.h"
#include "pdf/update.h"
#include "seal/papers.h"
#include "seal/scratch.h"

namespace preavis::seal {
namespace {

using testing::HasSubstr;

const std::string& sealed_letter() {
    static const std::string pdf = siao().seal(letter());
    return pdf;
}

/// The positions of a file at which a flipped bit goes unnoticed.
std::vector<std::size_t> blind_spots(std::string pdf, const std::string& trust) {
    std::vector<std::size_t> blind;
    for (std::size_t i = 0; i < pdf.size(); ++i) {
        const char good = pdf[i];
        // The bit that turns small letters into capitals, and another one in turn.
        for (const unsigned bit : {1U << 5U, 1U << (i % 8)}) {
            pdf[i] = static_cast<char>(static_cast<unsigned char>(good) ^ bit);
            if (is_authentic(pdf, trust)) blind.push_back(i);
        }
        pdf[i] = good;
    }
    return blind;
}

TEST(FlippedByte, IsNoticedWhereverItIs) {
    const std::string sealed = siao().seal(smallest_file());
    ASSERT_TRUE(is_authentic(sealed, siao().trust())) << complaints(sealed, siao().trust());
    EXPECT_TRUE(blind_spots(sealed, siao().trust()).empty());
}

TEST(FlippedByte, IsNoticedUnderTwoSeals) {
    std::string pdf = siao().seal(siao().seal(letter()), 1);
    ASSERT_TRUE(is_authentic(pdf, siao().trust())) << complaints(pdf, siao().trust());
    for (std::size_t i = 0; i < pdf.size(); i += 61) {
        std::string spoilt = pdf;
        spoilt[i] = static_cast<char>(spoilt[i] ^ 0x10);
        EXPECT_FALSE(is_authentic(spoilt, siao().trust())) << i;
    }
}

TEST(CutFile, IsNoticedWhereverItEnds) {
    const std::string sealed = siao().seal(smallest_file());
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        EXPECT_FALSE(is_authentic(sealed.substr(0, size), siao().trust())) << size;
        EXPECT_FALSE(is_authentic(sealed.substr(size + 1), siao().trust())) << size;
    }
    for (const char* more : {"x", "\n", " ", "%%EOF\n"}) {
        EXPECT_FALSE(is_authentic(sealed + more, siao().trust())) << more;
    }
}

TEST(ByteRange, MustBeTheWholeRevisionButTheSignature) {
    const std::string& pdf = sealed_letter();
    const std::size_t at = pdf.find("/ByteRange [") + 12;
    const std::string range = pdf.substr(at, pdf.find(']', at) - at);
    const std::size_t gap = pdf.find('<', pdf.find("/Contents <", at));
    const std::size_t behind = pdf.find('>', gap) + 1;
    const auto four = [](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
        return std::to_string(a) + " " + std::to_string(b) + " " + std::to_string(c) + " " +
               std::to_string(d);
    };
    const std::size_t rest = pdf.size() - behind;
    ASSERT_EQ(range.substr(0, range.find("  ")), four(0, gap, behind, rest));
    const std::vector<std::pair<std::string, const char*>> lies = {
        {four(0, behind, gap, rest), "ne tient pas"},
        {four(0, gap, behind, rest + 1), "ne tient pas"},
        {four(0, gap, behind, 2147483647), "ne tient pas"},
        {four(0, gap, 2147483647, 2147483647), "ne tient pas"},
        {four(9, gap, behind, rest), "ne tient pas"},
        {"0 " + std::to_string(gap) + " -1 " + std::to_string(rest), "ne tient pas"},
        {"0 " + std::to_string(gap), "ne tient pas"},
        {four(0, gap, behind, rest) + " 0", "ne tient pas"},
        {four(0, 0, 0, 0), "ne tient pas"},
        {four(0, gap, behind, rest - 1), "ne finit pas avec une révision"},
        {four(0, gap, behind, 0), "ne finit pas avec une révision"},
        {four(0, gap - 30, behind, rest), "à découvert autre chose"},
        {four(0, gap, behind + 30, rest - 30), "à découvert autre chose"},
        {four(0, gap + 1, behind, rest), "à découvert autre chose"},
        {four(0, 100, 200, pdf.size() - 200), "à découvert autre chose"},
    };
    for (const auto& [lie, fault] : lies) {
        const std::string padded = lie + std::string(range.size() - lie.size(), ' ');
        const std::string spoilt = altered(pdf, range, padded);
        EXPECT_FALSE(is_authentic(spoilt, siao().trust())) << lie;
        EXPECT_THAT(complaints(spoilt, siao().trust()), HasSubstr(fault)) << lie;
    }
}

TEST(Contents, OfOneSealAreNotThoseOfAnother) {
    const std::string pdf = siao().seal(siao().seal(letter()), 1);
    const std::size_t first = pdf.find("/Contents <") + 11;
    const std::size_t second = pdf.find("/Contents <", first) + 11;
    const std::size_t size = pdf.find('>', first) - first;
    ASSERT_EQ(size, pdf.find('>', second) - second);
    std::string swapped = pdf;
    swapped.replace(first, size, pdf.substr(second, size));
    swapped.replace(second, size, pdf.substr(first, size));
    const auto found = verdicts(swapped, siao().trust());
    ASSERT_EQ(found.size(), 2U);
    for (const auto& seal : found) EXPECT_FALSE(seal.intact);
}

TEST(Contents, OfAnotherPaperDoNotFit) {
    const std::string other = siao().seal(letter(), 7);
    std::string pdf = sealed_letter();
    const std::size_t at = pdf.find("/Contents <") + 11;
    const std::size_t size = pdf.find('>', at) - at;
    pdf.replace(at, size, other.substr(other.find("/Contents <") + 11, size));
    EXPECT_THAT(complaints(pdf, siao().trust()), HasSubstr("pas ceux qui ont été scellés"));
}

/// One more revision by somebody who holds no key.
class Forger {
  public:
    explicit Forger(const std::string& pdf)
        : pdf_(pdf), revisions_(pdf_, report_), update_(pdf_, revisions_) {}

    pdf::ObjectId find(const std::string& type) const {
        for (const auto& [id, offset] : revisions_.offsets()) {
            if (revisions_.read(id).entry("Type").is_name(type)) return id;
        }
        expects(false);
        return 0;
    }
    pdf::Object read(const std::string& type) const { return revisions_.read(find(type)); }
    pdf::Update& update() { return update_; }
    std::string file() { return update_.finish("fedcba9876543210"); }

  private:
    std::string pdf_;
    pdf::Report report_;
    pdf::Revisions revisions_;
    pdf::Update update_;
};

/// An attack by a later revision, and what the verdict says of it.
struct Attack {
    const char* what;
    void (*act)(Forger&);
    const char* told;
};

void change_entry(Forger& forger, const char* type, const char* key, const pdf::Object& value) {
    pdf::Object object = forger.read(type);
    object.entries[key] = value;
    forger.update().put(forger.find(type), object);
}

pdf::Object reference_to_new_object(Forger& forger, const std::string& syntax) {
    const pdf::ObjectId id = forger.update().next_id();
    forger.update().put(id, syntax);
    return pdf::reference_to(id);
}

/// A field on the page that the sealer never put there.
void add_widget(Forger& forger, const std::string& syntax) {
    const pdf::Object widget = reference_to_new_object(forger, syntax);
    pdf::Object page = forger.read("Page");
    page.entries["Annots"].items.push_back(widget);
    forger.update().put(forger.find("Page"), page);
}

const Attack attacks[] = {
    {"another page content",
     [](Forger& forger) {
         change_entry(forger, "Page", "Contents",
                      reference_to_new_object(forger, "<</Length 0>>\nstream\r\n\nendstream"));
     },
     "(Page) modifié"},
    {"the page content itself",
     [](Forger& forger) {
         forger.update().put(forger.read("Page").entry("Contents").id(),
                             "<</Length 0>>\nstream\r\n\nendstream");
     },
     "modifié"},
    {"other pages",
     [](Forger& forger) { change_entry(forger, "Pages", "Count", pdf::whole_number(2)); },
     "(Pages) modifié"},
    {"another catalog entry",
     [](Forger& forger) { change_entry(forger, "Catalog", "Lang", pdf::whole_number(1)); },
     "(Catalog) modifié"},
    {"another claimed time",
     [](Forger& forger) { change_entry(forger, "Sig", "M", pdf::whole_number(1)); },
     "n’est pas dans la révision"},
    {"a visible field",
     [](Forger& forger) { add_widget(forger, "<</FT /Sig /Rect [0 0 600 900]>>"); },
     "(Page) modifié"},
    {"a field with an appearance",
     [](Forger& forger) { add_widget(forger, "<</FT /Sig /Rect [0 0 0 0] /AP <</N 4 0 R>>>>"); },
     "(Page) modifié"},
    {"a field of another kind",
     [](Forger& forger) { add_widget(forger, "<</FT /Tx /Rect [0 0 0 0]>>"); }, "ajouté"},
    {"an object that nothing names",
     [](Forger& forger) { reference_to_new_object(forger, "<</Type /Page>>"); }, "(Page) ajouté"},
    {"other words for assistive tools",
     [](Forger& forger) { change_entry(forger, "StructElem", "ActualText", pdf::whole_number(1)); },
     "(StructElem) modifié"},
};

TEST(LaterRevision, IsToldUnlessItOnlyAddsASeal) {
    for (const Attack& attack : attacks) {
        Forger forger(sealed_letter());
        attack.act(forger);
        const std::string forged = forger.file();
        EXPECT_FALSE(is_authentic(forged, siao().trust())) << attack.what;
        EXPECT_THAT(complaints(forged, siao().trust()), HasSubstr(attack.told)) << attack.what;
        const auto resealed = siao().seal(forged, 1);
        EXPECT_FALSE(is_authentic(resealed, siao().trust()))
            << attack.what << ", sealed again: the first seal covers another page";
    }
}

TEST(LaterRevision, ThatTakesTheSealAwayLeavesNone) {
    Forger forger(sealed_letter());
    change_entry(forger, "Annot", "V", pdf::Object{});
    EXPECT_FALSE(is_authentic(forger.file(), siao().trust()));
}

TEST(LaterRevision, SealedByAStrangerIsNotTrusted) {
    const Scratch scratch;
    const Organisation stranger(scratch.folder());
    EXPECT_FALSE(is_authentic(stranger.seal(sealed_letter()), siao().trust()));
}

TEST(UnsealedFile, IsNotAuthentic) {
    EXPECT_TRUE(verdicts(letter(), siao().trust()).empty());
    EXPECT_FALSE(is_authentic(letter(), siao().trust()));
}

}  // namespace
}  // namespace preavis::seal
