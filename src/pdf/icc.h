#pragma once

#include <string>

namespace preavis::pdf {

/// The sRGB colour space as a small ICC profile (version 4.2, about 480 bytes): three primaries
/// adapted to D50 and one parametric curve, computed here instead of shipped as a file.
/// Source: IEC 61966-2-1 (curve, primaries), ICC.1:2010 (format, D50 white, Bradford matrix).
std::string srgb_profile();

}  // namespace preavis::pdf
