#include "service/drawing.h"

#include "document/compose.h"
#include "page/layout.h"

namespace preavis::service {

base::Answer<document::Content> content_of(const Library& library,
                                           const dossier::DocumentOrder& order,
                                           const dossier::Facts& facts,
                                           const law::Territory& territory, bool bilingual) {
    const document::Template* document = library.templates.find(order.document);
    if (document == nullptr) {
        return base::Refusal{"document_inconnu",
                             "Aucun modèle ne s'appelle « " + order.document + " »."};
    }
    return document::compose(*document, facts, {order.variant, order.language, bilingual},
                             territory);
}

base::Answer<page::Pages> pages_of(const Library& library, const page::Fonts& fonts,
                                   const dossier::DocumentOrder& order, const dossier::Facts& facts,
                                   const law::Territory& territory, bool bilingual) {
    const auto content = content_of(library, order, facts, territory, bilingual);
    if (const auto* refusal = base::refusal_of(content)) return *refusal;
    return page::lay_out(std::get<document::Content>(content), fonts, library.pictograms);
}

}  // namespace preavis::service
