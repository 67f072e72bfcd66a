#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::seal {

// Just enough of DER to write a signature and to look at one closely.
// Source: ITU-T X.690.

namespace tag {
inline constexpr unsigned char integer = 0x02;
inline constexpr unsigned char octets = 0x04;
inline constexpr unsigned char null = 0x05;
inline constexpr unsigned char oid = 0x06;
inline constexpr unsigned char sequence = 0x30;
inline constexpr unsigned char set = 0x31;
inline constexpr unsigned char context0 = 0xa0;
inline constexpr unsigned char context1 = 0xa1;
}  // namespace tag

/// One value: its tag, its length, its content.
std::string der(unsigned char tag, std::string_view content);
/// The object identifier that OpenSSL knows by this number.
std::string der_oid(int nid);
/// The values as a SET OF: in the order of their encodings.
std::string der_set_of(std::vector<std::string> values, unsigned char tag = tag::set);

/// One value as it stands in a text.
struct DerValue {
    unsigned char tag = 0;
    std::string_view content;
    std::string_view whole;  ///< with tag and length
};

/// The values that follow one another and fill the text; nothing if they do not, or if a length is
/// not the shortest.
std::optional<std::vector<DerValue>> der_values(std::string_view text);

}  // namespace preavis::seal
