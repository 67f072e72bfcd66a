#include "document/html.h"

#include <string_view>

#include "base/text.h"

namespace preavis::document {
namespace {

bool written_from_right(std::string_view language) {
    for (const char* rtl : {"ar", "fa", "prs", "ps", "ur"}) {
        if (language == rtl || base::starts_with(language, std::string(rtl) + "-")) return true;
    }
    return false;
}

std::string attribute(const std::string& name, std::string_view value) {
    return value.empty() ? "" : " " + name + "=\"" + html_escaped(value) + "\"";
}

std::string language_of(const std::string& language) {
    if (language.empty()) return {};
    return attribute("lang", language) +
           attribute("dir", written_from_right(language) ? "rtl" : "ltr");
}

bool is_safe_link(std::string_view link) {
    for (const char* scheme : {"https://", "http://", "mailto:", "tel:"}) {
        if (base::starts_with(link, scheme)) return true;
    }
    return false;
}

std::string with_breaks(std::string_view text) {
    return base::replaced(html_escaped(text), "\n", "<br>");
}

class Writer {
  public:
    explicit Writer(const WebPlaces& places) : places_(places) {}

    std::string blocks(const std::vector<Block>& list) {
        std::string html;
        for (const Block& each : list) html += block(each);
        return html;
    }

  private:
    std::string block(const Block& each) {
        const std::string attributes =
            language_of(each.language) + attribute("data-clause", each.clause);
        return std::visit([&](const auto& what) { return write(what, attributes); }, each.what);
    }

    static std::string span(const Span& each) {
        std::string html = with_breaks(each.text);
        if (each.isolate) html = "<bdi>" + html + "</bdi>";
        if (is_safe_link(each.link)) {
            html = "<a" + attribute("href", each.link) + ">" + html + "</a>";
        }
        if (each.strong) html = "<strong>" + html + "</strong>";
        if (!each.language.empty())
            html = "<span" + language_of(each.language) + ">" + html + "</span>";
        return html;
    }

    static std::string line(const Inline& spans) {
        std::string html;
        for (const Span& each : spans) html += span(each);
        return html;
    }

    static std::string write(const Heading& heading, const std::string& attributes) {
        const std::string tag = "h" + std::to_string(heading.level);
        return "<" + tag + attributes + ">" + line(heading.text) + "</" + tag + ">\n";
    }

    std::string picture(const std::string& name, const std::string& alternative) const {
        return "<img class=\"pictogram\"" + attribute("src", places_.pictograms + name + ".svg") +
               " alt=\"" + html_escaped(alternative) + "\">";
    }

    std::string write(const Paragraph& text, const std::string& attributes) const {
        const std::string kind = text.sentence ? " class=\"sentence\"" : "";
        const std::string image =
            text.pictogram.empty() ? "" : picture(text.pictogram, text.pictogram_text) + " ";
        return "<p" + kind + attributes + ">" + image + line(text.text) + "</p>\n";
    }

    std::string write(const List& list, const std::string& attributes) {
        const std::string tag = list.ordered ? "ol" : "ul";
        std::string html = "<" + tag + attributes + ">\n";
        for (const auto& item : list.items) html += "<li>" + item_inside(item) + "</li>\n";
        return html + "</" + tag + ">\n";
    }

    /// A single paragraph needs no frame of its own.
    std::string item_inside(const std::vector<Block>& item) {
        const auto* text = item.size() == 1 ? std::get_if<Paragraph>(&item.front().what) : nullptr;
        return text != nullptr && text->pictogram.empty() ? line(text->text) : blocks(item);
    }

    static std::string write(const Table& table, const std::string& attributes) {
        std::string html = "<table" + attributes + ">\n";
        if (!table.summary.empty()) {
            html += "<caption>" + html_escaped(table.summary) + "</caption>\n";
        }
        const auto headers = static_cast<std::size_t>(table.header_rows);
        if (headers > 0) html += "<thead>\n";
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            if (i == headers) html += (headers > 0 ? "</thead>\n<tbody>\n" : "<tbody>\n");
            html += row(table.rows[i], i < headers, table.header_column);
        }
        html += table.rows.size() > headers ? "</tbody>\n" : "</thead>\n";
        return html + "</table>\n";
    }

    static std::string row(const std::vector<Inline>& cells, bool header, bool header_column) {
        std::string html = "<tr>";
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (header) {
                html += "<th scope=\"col\">" + line(cells[i]) + "</th>";
            } else if (header_column && i == 0) {
                html += "<th scope=\"row\">" + line(cells[i]) + "</th>";
            } else {
                html += "<td>" + line(cells[i]) + "</td>";
            }
        }
        return html + "</tr>\n";
    }

    std::string write(const Figure& figure, const std::string& attributes) const {
        return "<figure" + attributes + ">" + picture(figure.image, figure.alternative) +
               "</figure>\n";
    }

    std::string write(const Box& box, const std::string& attributes) {
        return "<section class=\"box\" role=\"note\"" + attributes + ">\n" + blocks(box.blocks) +
               "</section>\n";
    }

    static std::string write(const AddressWindow& window, const std::string& attributes) {
        std::vector<std::string> lines;
        for (const std::string& each : window.lines) {
            lines.push_back("<bdi>" + html_escaped(each) + "</bdi>");
        }
        return "<address class=\"recipient\"" + attributes + ">" + base::joined(lines, "<br>") +
               "</address>\n";
    }

    static std::string write(const SignatureBlock& signatures, const std::string& attributes) {
        std::string html = "<div class=\"signatures\"" + attributes + ">\n";
        for (const SignatureBlock::Party& party : signatures.parties) {
            html += "<div class=\"signature\">";
            for (const std::string* each : {&party.quality, &party.name, &party.mention}) {
                if (!each->empty()) html += "<p>" + html_escaped(*each) + "</p>";
            }
            html += "</div>\n";
        }
        return html + "</div>\n";
    }

    std::string write(const Bilingual& pair, const std::string& attributes) {
        return "<div class=\"bilingual\"" + attributes + ">\n<div lang=\"fr\" dir=\"ltr\">\n" +
               blocks(pair.french) + "</div>\n<div" + language_of(pair.language) + ">\n" +
               blocks(pair.translated) + "</div>\n</div>\n";
    }

    const WebPlaces& places_;
};

}  // namespace

std::string html_escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default: html += c;
        }
    }
    return html;
}

std::string html_article(const Content& content, const WebPlaces& places) {
    const std::string kind = content.style == Style::easy ? "document easy" : "document";
    std::string html = "<article class=\"" + kind + "\"" + language_of(content.language) + ">\n";
    for (const std::string* banner : {&content.watermark_text, &content.header}) {
        if (!banner->empty()) html += "<p class=\"banner\">" + html_escaped(*banner) + "</p>\n";
    }
    return html + Writer(places).blocks(content.blocks) + "</article>\n";
}

std::string to_html(const Content& content, const WebPlaces& places) {
    const std::string style =
        places.stylesheet.empty()
            ? ""
            : "<link rel=\"stylesheet\"" + attribute("href", places.stylesheet) + ">\n";
    return "<!DOCTYPE html>\n<html" + language_of(content.language) +
           ">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           html_escaped(content.title) + "</title>\n" + style + "</head>\n<body>\n<main>\n" +
           html_article(content, places) + "</main>\n</body>\n</html>\n";
}

}  // namespace preavis::document
