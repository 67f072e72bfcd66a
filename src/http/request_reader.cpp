#include "http/request_reader.h"

#include <algorithm>
#include <charconv>

#include "base/expects.h"
#include "base/text.h"
#include "http/url.h"

namespace preavis::http {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::size_t longest_chunk_line = 8;

bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != marks.npos;
    });
}

/// Visible ASCII, space, tab: what a header's value or a target may hold.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\t'; });
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// True if no segment is empty, "." or "..": the same path for every reader.
bool is_clean_path(std::string_view path) {
    if (path.empty() || path.front() != '/') return false;
    const auto segments = base::split(path.substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const bool last = i + 1 == segments.size();
        if (segments[i] == "." || segments[i] == ".." || (segments[i].empty() && !last)) {
            return false;
        }
    }
    return path.find('\\') == path.npos;
}

}  // namespace

std::shared_ptr<void> UploadSlots::take(const std::shared_ptr<UploadSlots>& slots) {
    if (slots->free_.fetch_sub(1) > 0) {
        return {slots.get(), [slots](void*) { ++slots->free_; }};
    }
    ++slots->free_;
    return nullptr;
}

RequestReader::RequestReader(const std::vector<std::string>& hosts, const RequestLimits& limits)
    : hosts_(hosts), limits_(limits) {}

RequestReader::State RequestReader::refuse(int status, std::string reason) {
    status_ = status;
    reason_ = std::move(reason);
    state_ = State::refused;
    return state_;
}

RequestReader::State RequestReader::take(std::string_view bytes) {
    if (state_ == State::refused) return state_;
    if (state_ == State::whole) {
        return bytes.empty() ? state_ : refuse(400, "Des octets suivent la requête.");
    }
    pending_ += bytes;
    if (!head_read_ && !read_head()) return state_;
    return read_body();
}

bool RequestReader::may_stay() const {
    return http_1_1_ && lower(request_.header("connection")) != "close";
}

/// True once the head is complete and sound.
bool RequestReader::read_head() {
    const std::size_t end = pending_.find(head_end);
    if (std::min(end, pending_.size()) > limits_.head_bytes) {
        refuse(431, "Les en-têtes de la requête sont trop grands.");
        return false;
    }
    if (end == pending_.npos) {
        const std::size_t feed = pending_.find('\n');
        const bool bare = feed != pending_.npos && (feed == 0 || pending_[feed - 1] != '\r');
        if (bare) refuse(400, "Une ligne ne finit pas par CR LF.");
        return false;
    }
    const std::string head = pending_.substr(0, end);
    pending_.erase(0, end + head_end.size());
    std::size_t start = 0;
    for (bool first = true; start <= head.size(); first = false) {
        const std::size_t stop = std::min(head.find(line_end, start), head.size());
        const std::string_view line = std::string_view(head).substr(start, stop - start);
        if (!(first ? read_request_line(line) : read_header(line))) return false;
        start = stop + line_end.size();
    }
    head_read_ = true;
    return check_headers() && choose_framing();
}

bool RequestReader::read_request_line(std::string_view line) {
    const std::size_t one = line.find(' ');
    const std::size_t two = line.rfind(' ');
    if (one == line.npos || two == one) {
        refuse(400, "La ligne de requête est mal formée.");
        return false;
    }
    request_.method = line.substr(0, one);
    const std::string_view version = line.substr(two + 1);
    if (!is_token(request_.method) || lower(request_.method) == request_.method) {
        refuse(400, "La méthode est mal formée.");
        return false;
    }
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        refuse(version.starts_with("HTTP/") ? 505 : 400, "Cette version de HTTP n'est pas servie.");
        return false;
    }
    http_1_1_ = version == "HTTP/1.1";
    return read_target(line.substr(one + 1, two - one - 1));
}

bool RequestReader::read_target(std::string_view target) {
    if (target.size() > limits_.target_bytes) {
        refuse(414, "L'adresse est trop longue.");
        return false;
    }
    const bool visible = std::all_of(target.begin(), target.end(),
                                     [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
    const std::size_t mark = target.find('?');
    const auto path = percent_decoded(target.substr(0, mark), false);
    const auto query = read_parameters(mark == target.npos ? "" : target.substr(mark + 1), false);
    if (!visible || !path || !query || !is_clean_path(*path)) {
        refuse(400, "L'adresse est mal formée.");
        return false;
    }
    request_.target = target;
    request_.path = *path;
    request_.query = *query;
    return true;
}

bool RequestReader::read_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == line.npos || !is_token(line.substr(0, colon))) {
        refuse(400, "Un en-tête est mal formé.");
        return false;
    }
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = without_blanks(line.substr(colon + 1));
    if (!is_plain(value) || value.find("=?") != value.npos) {
        refuse(400, "L'en-tête « " + name + " » a une valeur qui n'est pas permise.");
        return false;
    }
    if (!request_.headers.emplace(name, value).second) {
        refuse(400, "L'en-tête « " + name + " » est donné deux fois.");
        return false;
    }
    if (request_.headers.size() > limits_.headers) {
        refuse(431, "La requête a trop d'en-têtes.");
        return false;
    }
    return true;
}

bool RequestReader::check_headers() {
    const auto host = request_.headers.find("host");
    if (host == request_.headers.end()) {
        refuse(400, "L'en-tête Host manque.");
        return false;
    }
    if (std::find(hosts_.begin(), hosts_.end(), lower(host->second)) == hosts_.end()) {
        refuse(421, "Ce service ne répond pas sous ce nom.");
        return false;
    }
    const std::string expect = lower(request_.header("expect"));
    if (!expect.empty() && expect != "100-continue") {
        refuse(417, "L'attente demandée par Expect n'est pas servie.");
        return false;
    }
    awaits_continue_ = !expect.empty() && http_1_1_;
    return true;
}

bool RequestReader::choose_framing() {
    const bool has_coding = request_.headers.contains("transfer-encoding");
    const bool has_length = request_.headers.contains("content-length");
    if (has_coding) {
        const bool clear =
            !has_length && http_1_1_ && request_.headers["transfer-encoding"] == "chunked";
        if (!clear) {
            refuse(400, "La longueur du corps est ambiguë.");
            return false;
        }
        chunked_ = true;
        return true;
    }
    if (!has_length) return true;
    const std::string& text = request_.headers["content-length"];
    if (!all_digits(text) || text.size() > 10) {
        refuse(400, "Content-Length n'est pas un nombre.");
        return false;
    }
    std::from_chars(text.data(), text.data() + text.size(), length_);
    return make_room();
}

/// Files come with their length: a body in pieces stays as short as any other.
bool RequestReader::make_room() {
    if (length_ <= limits_.body_bytes) return true;
    const bool is_file = limits_.takes_file && limits_.takes_file(request_);
    if (!is_file || length_ > limits_.upload_bytes) {
        refuse(413,
               is_file ? "Ce fichier dépasse 20 Mo." : "Le corps de la requête est trop grand.");
        return false;
    }
    slot_ = UploadSlots::take(limits_.slots);
    if (slot_) return true;
    refuse(503, "Trop de fichiers arrivent en même temps : recommencez dans un instant.");
    return false;
}

RequestReader::State RequestReader::read_body() {
    if (state_ == State::refused) return state_;
    if (chunked_) return read_chunks();
    if (pending_.size() < length_) return state_;
    if (pending_.size() > length_) return refuse(400, "Des octets suivent la requête.");
    request_.body = std::move(pending_);
    return state_ = State::whole;
}

/// Consumes whole chunks only; what is left waits for more bytes.
RequestReader::State RequestReader::read_chunks() {
    std::size_t start = 0;
    for (bool last = false; !last;) {
        const std::size_t end = pending_.find(line_end, start);
        std::size_t line = std::min(end, pending_.size()) - start;
        if (end == pending_.npos && pending_.ends_with('\r')) --line;  // its line feed may come
        if (line > longest_chunk_line) return refuse(400, "Un morceau du corps est mal formé.");
        if (end == pending_.npos) break;
        std::size_t size = 0;
        const char* stop = pending_.data() + end;
        const auto [rest, error] = std::from_chars(pending_.data() + start, stop, size, 16);
        if (line == 0 || error != std::errc{} || rest != stop) {
            return refuse(400, "Un morceau du corps est mal formé.");
        }
        if (request_.body.size() + size > limits_.body_bytes) {
            return refuse(413, "Le corps de la requête est trop grand.");
        }
        const std::size_t data = end + line_end.size();
        if (pending_.size() < data + size + line_end.size()) break;
        if (pending_.compare(data + size, line_end.size(), line_end) != 0) {
            return refuse(400, "Un morceau du corps est mal formé.");
        }
        request_.body.append(pending_, data, size);
        start = data + size + line_end.size();
        last = size == 0;
        if (last) state_ = State::whole;
    }
    pending_.erase(0, start);
    if (state_ == State::whole && !pending_.empty()) {
        return refuse(400, "Des octets suivent la requête.");
    }
    return state_;
}

}  // namespace preavis::http
