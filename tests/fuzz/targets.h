#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace preavis::fuzz {

/// Feeds a reader of foreign text with arbitrary bytes; always 0. A promise that does not hold
/// throws base::Bug, anything worse crashes: either way the input is a finding.
using FuzzOne = int(const std::uint8_t* data, std::size_t size);

FuzzOne yaml_one;
FuzzOne json_one;
FuzzOne facts_one;
FuzzOne when_one;
FuzzOne limit_one;
FuzzOne workflow_one;
FuzzOne template_one;
FuzzOne svg_one;
FuzzOne content_one;
FuzzOne request_one;
FuzzOne parameters_one;
FuzzOne pdf_one;
FuzzOne annexe_one;

struct Target {
    std::string_view name;  ///< of its folder in tests/fuzz/corpus too
    FuzzOne* one;
    int inputs;  ///< of the short form that runs with every check
    /// Pieces of the language that it reads, for mutations to put in.
    std::vector<std::string_view> words;
};

const std::vector<Target>& targets();

/// The bytes as text.
inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

}  // namespace preavis::fuzz
