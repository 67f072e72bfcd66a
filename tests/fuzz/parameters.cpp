#include "base/expects.h"
#include "base/text.h"
#include "fuzz/targets.h"
#include "http/url.h"

namespace preavis::fuzz {

int parameters_one(const std::uint8_t* data, std::size_t size) {
    const auto parameters = http::read_parameters(as_text(data, size), true);
    if (!parameters) return 0;
    for (const auto& [name, value] : *parameters) {
        expects(base::is_utf8(name) && base::is_utf8(value));
        expects(!base::has_control_characters(value));
    }
    expects(http::read_parameters(http::query_of(*parameters), true) == parameters);
    return 0;
}

}  // namespace preavis::fuzz
