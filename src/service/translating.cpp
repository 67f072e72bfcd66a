#include "service/translating.h"

#include <set>

#include "service/addressing.h"

namespace preavis::service {
namespace {

/// The languages of a list of tags, as our catalogues name them.
std::set<std::string> languages_in(const dossier::Facts& fields, const std::string& field) {
    std::set<std::string> tags;
    const dossier::Value* value = find(fields, field);
    if (value == nullptr || value->list() == nullptr) return tags;
    for (const dossier::Value& item : *value->list()) {
        const std::string* tag = item.text();
        const auto* language = tag == nullptr ? nullptr : document::find_reader_language(*tag);
        if (language != nullptr) tags.emplace(language->tag);
    }
    return tags;
}

}  // namespace

std::vector<dossier::DocumentOrder> voices_of(const dossier::DocumentOrder& order,
                                              const document::Template& document,
                                              const Cast& cast) {
    std::vector<dossier::DocumentOrder> voices = {order};
    if (order.variant != "falc" || order.language != "fr") return voices;
    std::set<std::string> read;
    for (const dossier::Noun& person : cast.persons) {
        if (!is_adult(person)) continue;
        read.merge(languages_in(person.fields, "langues_lues"));
    }
    for (const std::string& allowed : languages_in(cast.issuer.fields, "traductions")) {
        const document::Translation* translation = document.translation(allowed);
        const bool whole = translation != nullptr && translation->problems.empty();
        if (!whole || !read.contains(allowed)) continue;
        voices.push_back(order);
        voices.back().language = allowed;
    }
    return voices;
}

}  // namespace preavis::service
