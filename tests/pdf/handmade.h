#pragma once

#include <string>
#include <vector>

namespace preavis::pdf {

/// A PDF file put together by hand: the bodies of objects 1, 2, 3..., the first one the catalogue.
inline std::string handmade(const std::vector<std::string>& objects,
                            const std::string& trailer = "") {
    std::string file = "%PDF-1.7\n";
    std::string table = "0000000000 65535 f \n";
    int number = 0;
    for (const std::string& object : objects) {
        const std::string offset = std::to_string(file.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        file += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
    }
    const std::string size = std::to_string(number + 1);
    return file + "xref\n0 " + size + "\n" + table + "trailer\n<< /Size " + size + " /Root 1 0 R " +
           trailer + ">>\nstartxref\n" + std::to_string(file.size()) + "\n%%EOF\n";
}

inline std::string stream(const std::string& data, const std::string& entries = "") {
    return "<< /Length " + std::to_string(data.size()) + " " + entries + ">>\nstream\n" + data +
           "\nendstream";
}

/// What a scanner makes: each page one grey picture, A4.
inline std::string scan(int pages, const std::string& picture = std::string(64, '\x55')) {
    std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "",
                                        stream(picture,
                                               "/Type /XObject /Subtype /Image /Width 8 /Height 8"
                                               " /ColorSpace /DeviceGray /BitsPerComponent 8 "),
                                        stream("q 595 0 0 842 0 0 cm /P Do Q")};
    std::string kids;
    for (int page = 0; page < pages; ++page) {
        objects.emplace_back(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /XObject << /P 3 0 R >> >> >>");
        kids += std::to_string(objects.size()) + " 0 R ";
    }
    objects[1] = "<< /Type /Pages /Count " + std::to_string(pages) + " /Kids [" + kids + "] >>";
    return handmade(objects);
}

}  // namespace preavis::pdf
