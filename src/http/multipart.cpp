#include "http/multipart.h"

#include "base/text.h"

namespace preavis::http {
namespace {

constexpr std::string_view type_of_uploads = "multipart/form-data; boundary=";
constexpr std::string_view disposition = "Content-Disposition: form-data; name=\"";
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::size_t longest_boundary = 70;
constexpr std::size_t most_fields = 20;

std::string_view boundary_of(std::string_view type) {
    if (!type.starts_with(type_of_uploads)) return {};
    std::string_view boundary = type.substr(type_of_uploads.size());
    if (boundary.size() > 2 && boundary.front() == '"' && boundary.back() == '"') {
        boundary = boundary.substr(1, boundary.size() - 2);
    }
    return boundary.size() <= longest_boundary ? boundary : std::string_view{};
}

/// One part between two boundaries.
struct Part {
    std::string_view name;
    bool is_file = false;
    std::string_view bytes;
};

std::optional<Part> read_part(std::string_view text) {
    if (!text.starts_with(disposition)) return std::nullopt;
    const std::size_t head = text.find(head_end);
    if (head == text.npos) return std::nullopt;
    const std::string_view line = text.substr(0, text.find(line_end));
    const std::size_t quote = line.find('"', disposition.size());
    if (quote == line.npos) return std::nullopt;
    Part part;
    part.name = line.substr(disposition.size(), quote - disposition.size());
    part.is_file = line.substr(quote + 1).starts_with("; filename=\"");
    part.bytes = text.substr(head + head_end.size());
    return part;
}

bool take(const Part& part, Upload& upload, bool& has_file) {
    if (part.is_file) {
        if (has_file) return false;
        has_file = true;
        upload.file = part.bytes;
        return true;
    }
    const bool sound = base::is_utf8(part.bytes) && !base::has_control_characters(part.bytes);
    upload.fields.emplace_back(part.name, part.bytes);
    return sound && upload.fields.size() <= most_fields;
}

}  // namespace

std::optional<Upload> read_upload(const Request& request) {
    const std::string type = request.header("content-type");
    const std::string_view boundary = boundary_of(type);
    const std::string opening = "--" + std::string(boundary) + "\r\n";
    if (boundary.empty() || !request.body.starts_with(opening)) return std::nullopt;
    const std::string separator = "\r\n--" + std::string(boundary);
    const std::string_view body = request.body;
    Upload upload;
    bool has_file = false;
    for (std::size_t start = opening.size();;) {
        const std::size_t end = body.find(separator, start);
        if (end == body.npos) return std::nullopt;
        const auto part = read_part(body.substr(start, end - start));
        if (!part || !take(*part, upload, has_file)) return std::nullopt;
        const std::string_view rest = body.substr(end + separator.size());
        if (rest == "--" || rest == "--\r\n") return upload;
        if (!rest.starts_with(line_end)) return std::nullopt;
        start = end + separator.size() + line_end.size();
    }
}

}  // namespace preavis::http
