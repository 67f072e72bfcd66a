#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "page/fonts.h"
#include "pdf/codes.h"
#include "pdf/font.h"

namespace preavis::pdf {

/// The fonts that documents embed. Two kinds, and which one a document gets depends on its text
/// alone, never on what was written before:
/// - seeds, one per Latin face: the French alphabet, made once, shared by every document that needs
///   nothing else;
/// - exact fonts, made for the code space of one document; the latest are kept, for the same text
///   often comes back.
/// Safe to use from several threads.
class FontStore {
  public:
    struct Seed {
        Codes codes;
        Font font;
    };

    explicit FontStore(std::shared_ptr<const page::Fonts> fonts);
    ~FontStore();

    const page::Face& face(std::size_t index) const { return fonts_->face(index); }
    /// Null if the face has no seed.
    const Seed* seed(std::size_t face) const;
    /// The font for exactly these codes of the face of that index.
    std::shared_ptr<const Font> exact(std::size_t face, const Codes& codes);

  private:
    struct Prepared;
    struct Kept {
        std::string key;
        std::shared_ptr<const Font> font;
    };
    hb_face_t* prepared(std::size_t face);
    std::shared_ptr<const Font> kept(const std::string& key);
    void keep(std::string key, std::shared_ptr<const Font> font);

    std::shared_ptr<const page::Fonts> fonts_;
    std::vector<Prepared> prepared_;                  // by face
    std::vector<std::unique_ptr<const Seed>> seeds_;  // by face
    std::mutex mutex_;
    std::list<Kept> latest_;  // most recent first
    std::unordered_map<std::string_view, std::list<Kept>::iterator> by_key_;
};

}  // namespace preavis::pdf
