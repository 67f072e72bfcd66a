#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "page/pages.h"
#include "pdf/codes.h"
#include "pdf/font_store.h"

namespace preavis::pdf {

/// Which font and which codes a document uses for each face of its text.
class Encoding {
  public:
    /// Chooses for every face: its seed if that has all that the pages need, else codes of its own.
    Encoding(const page::Pages& pages, FontStore& store);

    /// Appends the codes that draw a cluster. Clusters come in the order of the pages, all of them.
    void place(std::size_t face, const page::Cluster& cluster, bool right_to_left,
               std::vector<PlacedCode>& placed);

    /// One of the fonts used, in the order of the faces.
    struct Used {
        std::size_t face;
        std::shared_ptr<const Font> font;
    };
    /// Once all clusters are placed.
    std::vector<Used> fonts() const;

  private:
    struct Choice {
        const FontStore::Seed* seed = nullptr;
        std::vector<PlacedCode> found = {};  ///< the seed's codes, one for each cluster to come
        std::size_t next = 0;
        std::optional<Codes> own = {};
    };
    static void look_up(Choice& choice, const page::Run& run);

    FontStore& store_;
    std::vector<std::optional<Choice>> choices_;  // by face
};

}  // namespace preavis::pdf
