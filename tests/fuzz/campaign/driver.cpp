// The door of libFuzzer: the environment names the target. See scripts/fuzz.
#include <cstdlib>
#include <iostream>

#include "fuzz/targets.h"

namespace {

const preavis::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    const char* name = std::getenv("PREAVIS_FUZZ_TARGET");
    for (const preavis::fuzz::Target& target : preavis::fuzz::targets()) {
        if (name != nullptr && target.name == name) chosen = &target;
    }
    if (chosen != nullptr) return 0;
    std::cerr << "PREAVIS_FUZZ_TARGET:";
    for (const auto& target : preavis::fuzz::targets()) std::cerr << " " << target.name;
    std::cerr << "\n";
    std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return chosen->one(data, size);
}
