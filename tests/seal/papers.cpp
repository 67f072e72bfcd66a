#include "seal/papers.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/expects.h"
#include "base/file.h"
#include "page/layout.h"
#include "pdf/seal.h"
#include "pdf/seals.h"
#include "pdf/write.h"
#include "seal/demonstration.h"
#include "seal/scratch.h"
#include "seal/verify.h"

namespace preavis::seal {
namespace {

constexpr int sealed_on = 20600;  // days since 1970-01-01: 2026-05-27

std::string written_letter() {
    document::Content content;
    content.title = "Attestation";
    content.author = "SIAO de la Rive";
    content.language = "fr";
    content.issued_on = "2026-05-27";
    content.blocks = {{document::Heading{1, {{"Attestation"}}}},
                      {document::Paragraph{{{"Madame Amina Haddad est hébergée."}}}}};
    const auto fonts = std::make_shared<const page::Fonts>();
    const auto pages = page::lay_out(content, *fonts, page::Pictograms());
    return pdf::Writer(fonts).write(std::get<page::Pages>(pages));
}

}  // namespace

law::Instant test_instant(int days_later) {
    return law::Instant{}.plus_seconds((sealed_on + days_later) * 86400LL + 43200);
}

const std::string& letter() {
    static const std::string pdf = written_letter();
    return pdf;
}

std::string smallest_file() {
    const std::vector<std::string> objects = {
        "<</Type /Catalog\n/AcroForm 2 0 R>>", "<</Fields [3 0 R]\n/SigFlags 3>>",
        "<</FT /Sig\n/T (sceau1)\n/Rect [0 0 0 0]>>", "<</Producer (x)>>"};
    std::string out = "%PDF-1.7\n";
    std::string table = "xref\n0 5\n0000000000 65535 f\r\n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const std::string offset = std::to_string(out.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n\r\n";
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    return out + table +
           "trailer\n<</ID [(0123456789abcdef) (0123456789abcdef)]\n/Root 1 0 R\n/Info 4 0 "
           "R\n/Size "
           "5>>\nstartxref\n" +
           std::to_string(out.size()) + "\n%%EOF\n";
}

Organisation::Organisation(const std::filesystem::path& folder) {
    make_demonstration_identity(folder, test_instant(-1));
    const Settings settings{.key = folder / key_file_name,
                            .certificates = folder / certificates_file_name};
    sealer_ = sealer(settings, test_instant(), pdf::with_seal);
    trust_ = base::read_file(folder / authority_file_name);
}

std::string Organisation::seal(const std::string& pdf, int days_later,
                               const std::string& reason) const {
    return sealer_->seal(pdf, {test_instant(days_later), reason});
}

const Organisation& siao() {
    static const Scratch scratch;
    static const Organisation organisation(scratch.folder());
    return organisation;
}

std::vector<dossier::SealVerdict> verdicts(const std::string& pdf, const std::string& trust) {
    const auto reading = pdf::seals_of(pdf);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        ADD_FAILURE() << base::to_string(*problems);
        return {};
    }
    return judge(std::get<std::vector<dossier::SealInFile>>(reading), trust);
}

bool is_authentic(const std::string& pdf, const std::string& trust) {
    const auto reading = pdf::seals_of(pdf);
    const auto* seals = std::get_if<std::vector<dossier::SealInFile>>(&reading);
    if (seals == nullptr) return false;
    const auto found = judge(*seals, trust);
    return dossier::hold(found) && dossier::are_trusted(found);
}

std::string complaints(const std::string& pdf, const std::string& trust) {
    const auto reading = pdf::seals_of(pdf);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        return base::to_string(*problems);
    }
    std::string lines;
    for (const auto& seal : judge(std::get<std::vector<dossier::SealInFile>>(reading), trust)) {
        for (const std::string& fault : seal.faults) lines += fault + "\n";
        for (const std::string& addition : seal.additions) lines += addition + "\n";
    }
    return lines;
}

std::string altered(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    expects(at != std::string::npos && from.size() == to.size());
    return text.replace(at, to.size(), to);
}

std::string run(const std::string& command) {
    std::string output;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    char block[4096];
    for (std::size_t read = 0; (read = fread(block, 1, sizeof block, pipe)) > 0;) {
        output.append(block, read);
    }
    const int status = pclose(pipe);
    return status == 0 ? output : output + "exit " + std::to_string(status >> 8) + "\n";
}

}  // namespace preavis::seal
