#include "http/french.h"
#include "http/pages.h"

namespace preavis::http {
namespace {

constexpr std::string_view duty_of_others = "obligation";

bool is_running(const base::Json& deadline) {
    const std::string status = text_in(deadline, "status");
    return status == "open" || status == "due" || status == "overdue";
}

Html date_item(const base::Json& deadline) {
    const std::string last_day = text_in(deadline, "last_day");
    const std::string until =
        last_day.empty() ? in_french(text_in(deadline, "due")) : day_in_french(last_day);
    return h("li", {},
             {h("strong", {}, text_in(deadline, "title")), " : jusqu'au " + until + ". ",
              "Qui agit : " + text_in(deadline, "who") + "."});
}

/// The household's own dates, or those that others must keep towards it.
Html dates(const base::Json& dossier, bool of_others) {
    Html items;
    for (const base::Json& deadline : dossier["deadlines"]) {
        const bool duty = text_in(deadline, "kind") == duty_of_others;
        if (is_running(deadline) && duty == of_others) items += date_item(deadline);
    }
    return items.empty() ? items : h("ul", {}, items);
}

Html papers(const Call& call, const std::string& dossier) {
    Html items;
    for (const base::Json& piece :
         items_of(call.services.procedures.documents(dossier, call.actor()))) {
        if (text_in(piece, "status") != "emis") continue;
        const bool easy = text_in(piece, "variant") == "falc";
        const std::string language = text_in(piece, "lang");
        const std::string title = text_in(piece, "title") + (easy ? ", en langage simplifié" : "") +
                                  (language == "fr" ? "" : " : " + label_of(language));
        const std::string path = "/documents/" + text_in(piece, "id");
        items += h(
            "li", {},
            {h("p", {}, title),
             h("ul", {{"class", "actions"}},
               {h("li", {},
                  h("a", {{"href", path}},
                    {"Lire", h("span", {{"class", "pour-lecteur"}}, " : " + title)})),
                h("li", {},
                  h("a", {{"href", path + "/pdf"}},
                    {"Imprimer (PDF)", h("span", {{"class", "pour-lecteur"}}, " : " + title)}))})});
    }
    return items.empty() ? h("p", {}, "Aucun papier pour le moment.")
                         : h("ul", {{"class", "cartes"}}, items);
}

}  // namespace

Html household_view(const Call& call, const base::Json& dossier) {
    const Html own = dates(dossier, false);
    const Html others = dates(dossier, true);
    Html content = h("p", {}, "Où en est-on : " + text_in(dossier, "state_title") + ".");
    content += {h("h3", {}, "Vos dates"),
                own.empty() ? h("p", {}, "Aucune date à retenir pour le moment.") : own};
    if (!others.empty()) content += {h("h3", {}, "Ce que l'on doit faire pour vous"), others};
    content += {h("h3", {}, "Vos papiers"), papers(call, text_in(dossier, "id"))};
    return section(text_in(dossier, "title"), content);
}

}  // namespace preavis::http
