#include "pdf/lint.h"

#include "pdf/rules.h"

namespace preavis::pdf {

base::Problems lint(std::string_view pdf) {
    Report report;
    const File file(pdf, report);
    if (!report.require(file.catalog().is(Object::Kind::dictionary), "ISO 32000-1, 7.7.2",
                        "le catalogue du document est introuvable")) {
        return report.problems();
    }
    UsedCodes codes;
    check_document(file, report);
    check_limits(file, report);
    check_metadata(file, report);
    const std::vector<PageContents> contents = check_contents(file, codes, report);
    check_fonts(file, codes, report);
    check_structure(file, contents, report);
    check_form(file, report);
    return report.problems();
}

}  // namespace preavis::pdf
