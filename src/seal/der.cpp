#include "seal/der.h"

#include <openssl/objects.h>

#include <algorithm>

#include "base/expects.h"
#include "seal/openssl.h"

namespace preavis::seal {
namespace {

/// "82 01 0a" for 266.
std::string length_of(std::size_t size) {
    if (size < 0x80) return {static_cast<char>(size)};
    std::string bytes;
    for (; size != 0; size >>= 8U) bytes.insert(bytes.begin(), static_cast<char>(size & 0xffU));
    return static_cast<char>(0x80U | bytes.size()) + bytes;
}

/// The length at the beginning of a text, which loses it.
std::optional<std::size_t> take_length(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t count = first < 0x80U ? 0 : first & 0x7fU;
    if (count > 4 || text.size() < count + 1) return std::nullopt;
    std::size_t size = first < 0x80U ? first : 0;
    for (std::size_t i = 1; i <= count; ++i)
        size = size << 8U | static_cast<unsigned char>(text[i]);
    if (length_of(size) != text.substr(0, count + 1)) return std::nullopt;
    text.remove_prefix(count + 1);
    return size;
}

}  // namespace

std::string der(unsigned char tag, std::string_view content) {
    return static_cast<char>(tag) + length_of(content.size()).append(content);
}

std::string der_oid(int nid) {
    const ASN1_OBJECT* object = OBJ_nid2obj(nid);
    expects(object != nullptr);
    return der(tag::oid,
               {reinterpret_cast<const char*>(OBJ_get0_data(object)), OBJ_length(object)});
}

std::string der_set_of(std::vector<std::string> values, unsigned char tag) {
    std::sort(values.begin(), values.end());
    std::string content;
    for (const std::string& value : values) content += value;
    return der(tag, content);
}

std::optional<std::vector<DerValue>> der_values(std::string_view text) {
    std::vector<DerValue> values;
    while (!text.empty()) {
        std::string_view rest = text.substr(1);
        const auto size = take_length(rest);
        if (!size || *size > rest.size()) return std::nullopt;
        const std::size_t whole = text.size() - rest.size() + *size;
        values.push_back({static_cast<unsigned char>(text.front()), rest.substr(0, *size),
                          text.substr(0, whole)});
        text.remove_prefix(whole);
    }
    return values;
}

}  // namespace preavis::seal
