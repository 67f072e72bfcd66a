#include "base/expects.h"
#include "base/text.h"
#include "fuzz/targets.h"
#include "http/request_reader.h"

namespace preavis::fuzz {
namespace {

using State = http::RequestReader::State;

/// Feeds the bytes in slices of at most `slice`, as they could come from the network.
http::RequestReader fed(std::string_view bytes, std::size_t slice) {
    static const std::vector<std::string> hosts = {"localhost"};
    static const http::RequestLimits limits = {
        .target_bytes = 256, .head_bytes = 1024, .headers = 10, .body_bytes = 512};
    http::RequestReader reader(hosts, limits);
    while (!bytes.empty() && reader.state() == State::more) {
        reader.take(bytes.substr(0, slice));
        bytes.remove_prefix(std::min(slice, bytes.size()));
    }
    return reader;
}

}  // namespace

int request_one(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = as_text(data, size);
    const http::RequestReader whole = fed(bytes, bytes.size() + 1);
    if (whole.state() == State::refused) {
        expects(whole.status() >= 400 && !whole.reason().empty());
    }
    if (whole.state() != State::whole) return 0;
    // A request that is accepted at once is the same request however it was cut.
    const http::RequestReader sliced = fed(bytes, 1);
    expects(sliced.state() == State::whole);
    const http::Request& request = whole.request();
    expects(request.path == sliced.request().path && request.body == sliced.request().body);
    expects(request.headers == sliced.request().headers);
    expects(request.path.starts_with("/") && base::is_utf8(request.path));
    expects(!base::has_control_characters(request.path) && request.body.size() <= 512);
    return 0;
}

}  // namespace preavis::fuzz
