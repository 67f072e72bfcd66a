#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct hb_blob_t;
struct hb_face_t;
struct hb_font_t;

namespace preavis::page {

enum class Weight { regular, bold };

/// One font file, ready to shape and to subset. TrueType outlines only (`glyf`).
class Face {
  public:
    /// Throws Failure (configuration) if the file is not such a font.
    explicit Face(const std::filesystem::path& file);
    ~Face();
    Face(Face&&) noexcept;
    Face& operator=(Face&&) noexcept;

    hb_face_t* hb_face() const;
    /// Scaled so that 1000 units are the em.
    hb_font_t* hb_font() const;
    std::string_view data() const;
    /// No two faces of a process have the same, even one after the other.
    std::uint32_t serial() const;
    const std::string& postscript_name() const;
    bool covers(char32_t code_point) const;
    int units_per_em() const;
    int ascent() const;   ///< thousandths of the em, above the base line
    int descent() const;  ///< thousandths of the em, negative
    int cap_height() const;
    bool bold() const;

  private:
    struct Data;
    std::unique_ptr<Data> data_;
};

/// The Noto families by script and weight (fonts-noto-core, SIL OFL 1.1). Noto's Chinese has
/// other outlines than TrueType's: Droid Sans Fallback draws it, in one weight (Apache 2.0).
/// Immutable once built, shared by all threads.
class Fonts {
  public:
    /// `folder`: where `noto/` and `droid/` hold the .ttf files. Throws Failure (configuration)
    /// naming a missing file.
    explicit Fonts(const std::filesystem::path& folder = "/usr/share/fonts/truetype");

    std::size_t count() const { return faces_.size(); }
    const Face& face(std::size_t index) const { return faces_[index]; }
    /// The face for a script (ISO 15924: "Latn", "Arab"), or nothing if no family covers it.
    std::optional<std::size_t> find(std::string_view script, Weight weight) const;
    /// The first face of that weight that draws this character; nothing if none does.
    std::optional<std::size_t> covering(char32_t code_point, Weight weight) const;

  private:
    struct Family {
        std::string script;
        Weight weight;
        std::size_t face;
    };
    std::vector<Face> faces_;
    std::vector<Family> families_;
};

}  // namespace preavis::page
