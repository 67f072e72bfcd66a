#include "pdf/annex.h"

#include <algorithm>
#include <array>
#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <string_view>

#include "base/text.h"

namespace preavis::pdf {
namespace {

using base::Refusal;
using Handle = QPDFObjectHandle;

constexpr double shortest_side_pt = 28.0;   // 1 cm
constexpr double longest_side_pt = 5670.0;  // 2 m
constexpr long long most_pixels_a_side = 20'000;

const Refusal damaged{"annexe_abimee",
                      "Ce fichier PDF est abîmé : ouvrez-le, imprimez-le vers un nouveau fichier "
                      "PDF, et fournissez celui-là."};
const Refusal locked{"annexe_protegee",
                     "Ce fichier est protégé par un mot de passe ou par des restrictions : "
                     "enregistrez-le sans protection."};
const Refusal scripted{"annexe_script",
                       "Ce fichier contient un programme (JavaScript) : imprimez-le vers un "
                       "nouveau fichier PDF, et fournissez celui-là."};
const Refusal xfa{"annexe_formulaire_xfa",
                  "Ce fichier est un formulaire dynamique (XFA) : imprimez-le vers un nouveau "
                  "fichier PDF, et fournissez celui-là."};
const Refusal attached{"annexe_fichier_joint",
                       "Ce fichier en contient ou en appelle d'autres : fournissez chacun d'eux "
                       "à part, en PDF."};
const Refusal played{"annexe_multimedia",
                     "Ce fichier contient un son, une vidéo ou un objet animé : enregistrez-le "
                     "sans cela."};
const Refusal acting{"annexe_action",
                     "Ce fichier agit de lui-même ou ouvre autre chose que des adresses de pages "
                     "web, de courriel ou de téléphone : imprimez-le vers un nouveau fichier PDF, "
                     "et fournissez celui-là."};
const Refusal huge_image{"annexe_image_demesuree",
                         "Une image de ce fichier dépasse 20 000 points de côté : numérisez la "
                         "page à 300 points par pouce au plus."};
const Refusal odd_page{"annexe_page_demesuree",
                       "Une page de ce fichier mesure moins de 1 cm ou plus de 2 m de côté : "
                       "enregistrez-le au format A4."};

/// What the first bytes say, before anything is read.
std::optional<Refusal> refusal_of_kind(std::string_view bytes) {
    if (bytes.size() > most_annex_bytes) {
        return Refusal{"annexe_trop_grande",
                       "Ce fichier dépasse 20 Mo : enregistrez-le en qualité réduite, ou "
                       "numérisez-le en noir et blanc."};
    }
    constexpr std::array<std::string_view, 4> pictures = {"\xFF\xD8\xFF", "\x89PNG", "II*", "MM"};
    const auto begins = [bytes](std::string_view mark) { return bytes.starts_with(mark); };
    if (std::any_of(pictures.begin(), pictures.end(), begins)) {
        return Refusal{"annexe_image",
                       "Ce fichier est une image : enregistrez la numérisation en PDF."};
    }
    if (begins("%PDF-")) return std::nullopt;
    return Refusal{"annexe_pas_un_pdf",
                   "Ce fichier n'est pas un PDF : enregistrez ou exportez le document en PDF."};
}

bool is_name_among(Handle value, std::initializer_list<std::string_view> names) {
    return value.isName() && std::find(names.begin(), names.end(), value.getName()) != names.end();
}

/// "https://exemple.fr" or "exemple.fr/page", never "file:..." or "javascript:...".
bool is_harmless_address(const std::string& address) {
    const std::size_t colon = address.find(':');
    if (colon == std::string::npos) return true;
    std::string scheme = address.substr(0, colon);
    for (char& letter : scheme) letter = static_cast<char>(letter | 0x20);
    constexpr std::array<std::string_view, 4> schemes = {"http", "https", "mailto", "tel"};
    return std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
}

/// What one dictionary may not be. Source: ISO 32000-1, 12.6 (actions), 12.5.6 (annotations),
/// 7.11.4 (attached files), 12.7.8 (XFA).
std::optional<Refusal> refusal_of_dictionary(Handle dictionary) {
    const auto has = [&](const char* key) { return dictionary.hasKey(key); };
    Handle action = dictionary.getKey("/S");
    const bool is_element = is_name_among(dictionary.getKey("/Type"), {"/StructElem"});
    const auto acts = [&](std::initializer_list<std::string_view> names) {
        return !is_element && is_name_among(action, names);
    };
    Handle subtype = dictionary.getKey("/Subtype");
    if (has("/JS") || has("/JavaScript") || acts({"/JavaScript"})) return scripted;
    if (has("/XFA")) return xfa;
    if (has("/EF") || has("/EmbeddedFiles") || is_name_among(subtype, {"/FileAttachment"}) ||
        is_name_among(dictionary.getKey("/Type"), {"/EmbeddedFile"})) {
        return attached;
    }
    if (is_name_among(subtype, {"/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}) ||
        acts({"/Movie", "/Sound", "/Rendition", "/RichMediaExecute", "/GoTo3DView"})) {
        return played;
    }
    if (has("/AA") || acts({"/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"})) {
        return acting;
    }
    Handle address = dictionary.getKey("/URI");
    if (address.isString() && !is_harmless_address(address.getUTF8Value())) return acting;
    return std::nullopt;
}

std::optional<Refusal> refusal_of_stream(Handle dictionary) {
    if (dictionary.hasKey("/F")) return attached;  // its data would come from another file
    if (!is_name_among(dictionary.getKey("/Subtype"), {"/Image"})) return std::nullopt;
    for (const char* side : {"/Width", "/Height"}) {
        Handle pixels = dictionary.getKey(side);
        if (pixels.isInteger() && pixels.getIntValue() > most_pixels_a_side) return huge_image;
    }
    return std::nullopt;
}

/// An object and everything that stands directly in it; what it refers to has its own turn.
std::optional<Refusal> refusal_of_object(const Handle& object) {
    std::vector<Handle> waiting = {object};
    while (!waiting.empty()) {
        Handle next = waiting.back();
        waiting.pop_back();
        if (next.isStream()) {
            next = next.getDict();
            if (auto refusal = refusal_of_stream(next)) return refusal;
        }
        std::vector<Handle> parts;
        if (next.isArray()) parts = next.getArrayAsVector();
        if (next.isDictionary()) {
            if (auto refusal = refusal_of_dictionary(next)) return refusal;
            for (auto& [key, value] : next.getDictAsMap()) parts.push_back(value);
        }
        std::copy_if(parts.begin(), parts.end(), std::back_inserter(waiting),
                     [](Handle part) { return !part.isIndirect(); });
    }
    return std::nullopt;
}

/// Opening the file may show a place in it, and nothing else.
std::optional<Refusal> refusal_of_opening(QPDF& file) {
    Handle opening = file.getRoot().getKey("/OpenAction");
    if (!opening.isDictionary()) return std::nullopt;
    return is_name_among(opening.getKey("/S"), {"/GoTo"}) ? std::nullopt : std::optional(acting);
}

bool has_sane_size(QPDFPageObjectHelper page) {
    Handle box = page.getAttribute("/MediaBox", false);
    if (!box.isRectangle()) return false;
    const auto corners = box.getArrayAsRectangle();
    Handle unit = page.getObjectHandle().getKey("/UserUnit");
    const double scale = unit.isNumber() ? unit.getNumericValue() : 1.0;
    const auto sane = [scale](double side) {
        return side * scale >= shortest_side_pt && side * scale <= longest_side_pt;
    };
    return sane(corners.urx - corners.llx) && sane(corners.ury - corners.lly);
}

base::Answer<dossier::AnnexLook> look_at_pages(QPDF& file) {
    const auto pages = QPDFPageDocumentHelper(file).getAllPages();
    if (pages.empty()) {
        return Refusal{"annexe_sans_page", "Ce fichier PDF ne contient aucune page."};
    }
    if (pages.size() > most_annex_pages) {
        return Refusal{"annexe_trop_de_pages",
                       "Ce fichier dépasse 500 pages : ne fournissez que celles qui concernent le "
                       "ménage, ou partagez-le en plusieurs fichiers."};
    }
    if (!std::all_of(pages.begin(), pages.end(), has_sane_size)) return odd_page;
    return dossier::AnnexLook{static_cast<std::int64_t>(pages.size())};
}

base::Answer<dossier::AnnexLook> look_inside(QPDF& file, const std::string& bytes) {
    file.setSuppressWarnings(true);
    file.setAttemptRecovery(false);
    file.processMemoryFile("annexe", bytes.data(), bytes.size());
    if (file.isEncrypted()) return locked;
    if (auto refusal = refusal_of_opening(file)) return *refusal;
    for (const Handle& object : file.getAllObjects()) {
        if (auto refusal = refusal_of_object(object)) return *refusal;
    }
    auto look = look_at_pages(file);
    if (base::refusal_of(look) == nullptr && !file.getWarnings().empty()) return damaged;
    return look;
}

}  // namespace

base::Answer<dossier::AnnexLook> look_at_annex(const std::string& bytes) {
    if (auto refusal = refusal_of_kind(bytes)) return *refusal;
    QPDF file;
    try {
        return look_inside(file, bytes);
    } catch (const QPDFExc& problem) {
        return problem.getErrorCode() == qpdf_e_password ? locked : damaged;
    } catch (const std::runtime_error&) {
        return damaged;
    } catch (const std::logic_error&) {
        return damaged;
    }
}

}  // namespace preavis::pdf
