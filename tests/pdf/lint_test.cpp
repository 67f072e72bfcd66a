#include "pdf/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "pdf/seal.h"
#include "pdf/sketch.h"
#include "pdf/surgery.h"

namespace preavis::pdf {
namespace {

using testing::HasSubstr;

/// One thing spoilt, and what the lint must say of it.
struct Defect {
    const char* from;
    const char* to;
    const char* problem;
};

const std::string& good() {
    static const std::string pdf = writer().write(letter().pages);
    return pdf;
}

const Defect in_objects[] = {
    {"/Marked true", "/Marked false", "/MarkInfo"},
    {"/Marked true", "/Marked true\n/Suspects true", "douteuses"},
    {"/SigFlags 3", "/SigFlags 3\n/OCProperties <<>>", "facultatif"},
    {"/SigFlags 3", "/SigFlags 3\n/NeedsRendering true", "XFA"},
    {"/SigFlags 3", "/SigFlags 3\n/Requirements []", "exigences"},
    {"/SigFlags 3", "/SigFlags 2147483648", "objet illisible"},
    {"/MediaBox [ 0 0 ", "/MediaBox [ 0 0 99", "taille permise"},
    {"/MediaBox [ 0 0 ", "/MediaBox [ 0 1 ", "taille permise"},
    {"/Producer", "/Keywords (x) /Producer", "XMP ne dit pas /Keywords"},
    {"/Type /StructTreeRoot", "/Type /StructTreeRoot /RoleMap <</Titre /H1>>", "/RoleMap"},
    {"/S /LBody", "/S /Lbl", "sans son texte (LBody)"},
    {"/Flags 4", "/Flags 0", "symbolique"},
    {"/Flags 4", "/Flags 36", "symbolique"},
    {"/StemV", "/StemW", "/StemV"},
    {"/FontBBox", "/FontBox", "/FontBBox"},
    {"/StemV", "/CIDSet 1 0 R /StemV", "/CIDSet"},
    {"/DisplayDocTitle true", "/DisplayDocTitle false", "ne montrerait pas le titre"},
    {"/Lang (fr)", "", "la langue du document manque"},
    {"/Lang (fr)", "/Lang (f)", "la langue du document manque"},
    {"/S /GTS_PDFA1", "/S /GTS_PDFX", "intention de sortie PDF/A"},
    {"/OutputConditionIdentifier", "/Condition", "n’a pas de nom"},
    {"/N 3", "/N 4", "/N du profil"},
    {"/OutputIntents", "/Intents", "intention de sortie PDF/A"},
    {"/Tabs /S", "/Tabs /R", "/Tabs"},
    {"/StructParents 0", "/StructParents 77", "absente de l’arbre des parents"},
    {"/StructParents 0", "/StructParents 1", "une case par contenu"},
    {"/Scope /Column", "", "sans /Scope"},
    {"/Alt (Une maison \\(dessin\\))", "/Alt ()", "sans texte de remplacement"},
    {"/BBox [", "/Boite [", "sans /BBox"},
    {"/ListNumbering /Decimal", "", "sans /ListNumbering"},
    {"/S /H2", "/S /H3", "saute un niveau"},
    {"/S /H1", "/S /Titre", "non standard"},
    {"/S /LI\n", "/S /Div\n", "Div ne peut pas être dans L"},
    {"/S /TD\n", "/S /P\n", "P ne peut pas être dans TR"},
    {"/S /TBody\n", "/S /Sect\n", "TR ne peut pas être dans Sect"},
    {"/S /Document", "/S /Sect", "un seul Document"},
    {"/Type /MCR", "/Type /MCX", "contenu d’élément illisible"},
    {"/MCID 0>>", "/MCID 9>>", "contenu absent de la page"},
    {"/StructTreeRoot", "/StructTreeRout", "l’arbre de structure manque"},
    {"/ParentTree ", "/ParentTrie ", "absente de l’arbre des parents"},
    {"/Contents (la page du SIAO)", "/Contents ()", "sans description"},
    {"/F 4", "/F 6", "cachée"},
    {"/F 4", "", "non imprimée"},
    {"/Rect [", "/Rectangle [", "sans rectangle"},
    {"/StructParent 2", "/StructParent 0", "ne mène pas du lien"},
    {"/S /Link", "/S /Span", "hors d’un élément Link"},
    {"/Subtype /Link", "/Subtype /Text", "annotation autre qu’un lien"},
    {"/S /URI /URI", "/S /Launch /URI", "action autre qu’un lien"},
    {"/Border [0 0 0]", "/AA <</E 1>>", "/AA"},
    {"/Border [0 0 0]", "/JS (x)", "JavaScript"},
    {"/Border [0 0 0]", "/TR2 1", "fonction de transfert"},
    {"/Border [0 0 0]", "/EF 1", "fichier joint"},
    {"/Border [0 0 0]", "/AlternatePresentations 1", "de remplacement"},
    {"/Border [0 0 0]", "/PresSteps 1", "de remplacement"},
    {"/Border [0 0 0]", "/SMask 1", "transparence"},
    {"/Border [0 0 0]", "/D 999 0 R", "objet absent"},
    {"/CIDToGIDMap", "/CIDMap", "/CIDToGIDMap manque"},
    {"/W [1 [", "/W [2 [", "chasse"},
    {"/ToUnicode", "/ToAscii", "/ToUnicode manque"},
    {"/FontFile2", "/FontFile", "n’est pas incorporée"},
    {"/Length1 ", "/Length1 1", "/Length1"},
    {"/Encoding /Identity-H", "/Encoding /Identity-V", "Identity-H"},
    {"/Subtype /CIDFontType2", "/Subtype /CIDFontType0", "composite TrueType"},
    {"/FontName /", "/FontName /X", "noms de la police"},
    {"/Ordering (Identity)", "/Ordering (Japan1)", "/CIDSystemInfo"},
    {"/Title <FEFF", "/Title <FEFF0041", "/Title et dc:title"},
    {"/CreationDate (D:2026", "/CreationDate (D:2025", "/CreationDate et xmp:CreateDate"},
    {"/Type /Metadata", "/Type /Other", "métadonnées XMP manquent"},
    {"/ID [", "/Identifiant [", "/ID"},
    {"/Root ", "/Encrypt 3 0 R\n/Root ", "chiffré"},
    {"/Root ", "/Racine ", "catalogue"},
    {"/Count 2", "/Count 3", "arbre des pages"},
    {"/FT /Sig", "/FT /Tx", "autre qu’une signature"},
    {"/T (sceau1)", "/T ()", "champ sans nom"},
    {"/TU <FEFF", "/TV <FEFF", "sans description (/TU)"},
    {"/F 132", "/F 134", "cachée"},
    {"/Rect [0 0 0 0]", "/Rect [0 0 9 9]", "champ visible sans apparence"},
    {"/S /Form", "/S /Div", "hors d’un élément Form"},
    {"/StructParent 3", "/StructParent 0", "ne mène pas du champ"},
    {"/SigFlags 3", "/SigFlags 0", "n’annonce pas de signature"},
    {"/SigFlags 3", "/SigFlags 3\n/NeedAppearances true", "à la charge du lecteur"},
    {"/AcroForm", "/Formulaire", "place du sceau manque"},
    {"/Fields [", "/Champs [", "absent du formulaire"},
};

/// Of a sealed file: the signature, and the revision that brought it.
const Defect in_seal[] = {
    {"/Type /Sig\n", "/Type /Sug\n", "n’est pas une signature"},
    {"/SubFilter /ETSI.CAdES", "/SubFilter /adbe.pkcs7", "format PAdES"},
    {"/Filter /Adobe", "/Filter /Autre", "format PAdES"},
    {"/M (D:", "/M (E:", "n’est pas datée"},
    {"/ByteRange [0 ", "/ByteRange [/ ", "deux intervalles"},
    {"/ByteRange [0 ", "/ByteRange [9 ", "ne couvre pas tout"},
    {"/Contents <00", "/Cantents <00", "la signature est vide"},
    {"xref\n0 1\n", "xref\n1 0\n", "section de la table"},
    {"xref\n0 1\n0000000000 65535 f\r\n", "xref\n0 1\n0000000000 65534 f\r\n", "objet libre"},
    {"/Prev ", "/Priv ", "numéro d’objet manque"},
    {"/Prev ", "/Prev 99", "chevauchent"},
    {"/Prev ", "/Prev -", "table des objets"},
    {"%%EOF\n4 0 obj", "%%EOG\n4 0 obj", "%%EOF"},
};

const Defect in_streams[] = {
    {"<pdfaid:part>2", "<pdfaid:part>1", "n’annonce pas PDF/A-2a"},
    {"<pdfaid:conformance>A", "<pdfaid:conformance>B", "n’annonce pas PDF/A-2a"},
    {"<?xpacket begin=\"\xef\xbb\xbf\"", "<?xpacket begin=\"\xef\xbb\xbf\" bytes=\"9\"",
     "sa taille ou son codage"},
    {"/Artifact <</Type /Layout>>", "/Artifact <</Type /Autre>>", "artefact sans /Type"},
    {"<pdfuaid:part>1", "<pdfuaid:part>2", "n’annonce pas PDF/UA-1"},
    {"<pdfaSchema:prefix>pdfuaid", "<pdfaSchema:prefix>ua", "schéma pdfuaid"},
    {"<dc:title>", "<dc:titre>", "le titre manque"},
    {"Rhône</rdf:li>", "Rhin</rdf:li>", "/Author et dc:creator"},
    {"acsp", "acsq", "profil de couleur"},
    {"/H1 <</MCID 0>> BDC", "/Artifact <</MCID 0>> BDC", "artefact numéroté"},
    {"/H1 <</MCID 0>> BDC", "/H1 <<>> BDC", "sans MCID"},
    {"/P <</MCID 1>> BDC", "/P <</MCID 0>> BDC", "MCID employé deux fois"},
    {"/P <</MCID 1>> BDC", "/P <</MCID 55>> BDC", "n’appartient pas à son élément"},
    {"/Artifact <</Type /Layout>> BDC\n", "", "ni balisé ni artefact"},
    {"/H1 <</MCID 0>> BDC\n", "", "texte ni balisé ni artefact"},
    {"ET\nEMC\n", "EMC\nET\n", "au milieu d’un objet texte"},
    {"ET\nEMC\n", "ET\n", "imbriquées"},
    {"BT\n", "", "BT et ET"},
    {"BT\n", "BT\n0 0 0 1 k\n", "opérateur inattendu : k"},
    {"BT\n", "BT\n/G0 gs\n", "opérateur inattendu : gs"},
    {"BT\n/F", "BT\n/Fx", "police absente"},
    {"[<", "[<00", "code de caractère coupé"},
    {"[<0034", "[<0000", "code sans glyphe"},
    {"[<0034", "[<FFFF", "code sans glyphe"},
    {"<0001> <0020>", "<0001> <0000>", "sans caractère Unicode"},
    {"<0001> <0020>", "<0001> <FEFF>", "sans caractère Unicode"},
    {"<0001> <0020>", "<0001> <E001>", "sans caractère Unicode"},
    {"<0001> <0020>", "<0001> <>", "sans caractère Unicode"},
};

/// Spoilt as they stand: the syntax of the file itself.
const Defect in_bytes[] = {
    {"%PDF-1.7", "%PDF-1.4", "%PDF-1.7"},
    {"%PDF-1.7\n%", "%PDF-1.7\n ", "commentaire binaire"},
    {"%%EOF\n", "%%EOF\nx", "%%EOF"},
    {"startxref\n", "startxref\n1", "startxref"},
    {" 00000 n\r\n", " 00001 n\r\n", "mal formée"},
    {"65535 f\r\n", "65534 f\r\n", "objet libre"},
    {"/Filter /FlateDecode", "/Filter /LZWDecode  ", "filtre interdit"},
    {"\nendobj\n2 0 obj", "\nendobj\n9 0 obj", "la table ne mène pas à l’objet"},
    {"/Size ", "/Size 9", "/Size"},
    {"\nendstream", " endstream", "/Length"},
};

std::string problems_of(const std::string& pdf) {
    return base::to_string(lint(pdf));
}

TEST(Lint, FindsNothingInAGoodFile) {
    EXPECT_EQ(problems_of(good()), "");
    EXPECT_EQ(problems_of(Surgery(good()).file()), "") << "the tests' surgery alone spoils nothing";
}

TEST(Lint, FindsEachDefectOfTheObjects) {
    for (const Defect& defect : in_objects) {
        Surgery surgery(good());
        ASSERT_TRUE(surgery.in_objects(defect.from, defect.to)) << defect.from;
        EXPECT_THAT(problems_of(surgery.file()), HasSubstr(defect.problem)) << defect.to;
    }
}

TEST(Lint, FindsNamesAndStringsTooLongForEveryReader) {
    const std::pair<std::string, const char*> faults[] = {
        {"/Border [/" + std::string(128, 'n') + " 0 0]", "nom de plus"},
        {"/Border [0 0 0]\n/" + std::string(128, 'n') + " 1", "nom de plus"},
        {"/Border [0 0 0]\n/X (" + std::string(32768, 'x') + ")", "chaîne de plus"},
    };
    for (const auto& [to, problem] : faults) {
        Surgery surgery(good());
        ASSERT_TRUE(surgery.in_objects("/Border [0 0 0]", to));
        EXPECT_THAT(problems_of(surgery.file()), HasSubstr(problem));
    }
}

TEST(Lint, ReadsEachRevision) {
    const auto zeros = [](std::string_view, std::string_view) { return std::string(8, '\0'); };
    const std::string sealed = with_seal(good(), {law::Instant{}, "Émission"}, 16, zeros);
    EXPECT_EQ(problems_of(sealed), "");
    EXPECT_EQ(problems_of(with_seal(sealed, {law::Instant{}, ""}, 16, zeros)), "");
    for (const Defect& defect : in_seal) {
        std::string pdf = sealed;
        const std::string from = defect.from;
        const std::size_t at = pdf.rfind(from);
        ASSERT_NE(at, std::string::npos) << from;
        pdf.replace(at, from.size(), defect.to);
        EXPECT_THAT(problems_of(pdf), HasSubstr(defect.problem)) << defect.to;
    }
}

TEST(Lint, FindsEachDefectOfTheStreams) {
    for (const Defect& defect : in_streams) {
        Surgery surgery(good());
        ASSERT_TRUE(surgery.in_streams(defect.from, defect.to)) << defect.from;
        EXPECT_THAT(problems_of(surgery.file()), HasSubstr(defect.problem)) << defect.from;
    }
}

TEST(Lint, FindsEachDefectOfTheFileSyntax) {
    for (const Defect& defect : in_bytes) {
        std::string pdf = good();
        const std::size_t at = pdf.find(defect.from);
        ASSERT_NE(at, std::string::npos) << defect.from;
        pdf.replace(at, std::string(defect.from).size(), defect.to);
        EXPECT_THAT(problems_of(pdf), HasSubstr(defect.problem)) << defect.from;
    }
}

TEST(Lint, SurvivesAnyTruncation) {
    for (std::size_t size = 0; size < good().size(); size += 97) {
        EXPECT_FALSE(lint(std::string_view(good()).substr(0, size)).empty()) << size;
    }
}

TEST(Lint, NamesTheRuleAndTheObject) {
    Surgery surgery(good());
    ASSERT_TRUE(surgery.in_objects("/Alt (Une maison \\(dessin\\))", "/Alt ()"));
    const base::Problems problems = lint(surgery.file());
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].hint, "ISO 14289-1, 7.3");
    EXPECT_TRUE(base::starts_with(problems[0].message, "objet "));
}

}  // namespace
}  // namespace preavis::pdf
