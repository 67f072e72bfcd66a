#include "pdf/bundle.h"

#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "pdf/metadata.h"

namespace preavis::pdf {
namespace {

using Handle = QPDFObjectHandle;
using Files = std::vector<std::unique_ptr<QPDF>>;

constexpr const char* notice =
    "Copie pour l’impression : ce fichier n’est ni scellé ni destiné à l’archivage. Font foi les "
    "fichiers d’origine, un par un.";

std::unique_ptr<QPDF> opened(const std::string& bytes) {
    auto file = std::make_unique<QPDF>();
    file->setSuppressWarnings(true);
    file->processMemoryFile("partie", bytes.data(), bytes.size());
    return file;
}

/// Keeps of a page what is printed.
void strip(QPDFPageObjectHelper& page) {
    for (const char* key : {"/Annots", "/StructParents", "/Tabs", "/B", "/AA", "/PieceInfo",
                            "/Metadata", "/Trans", "/Dur", "/Thumb"}) {
        page.getObjectHandle().removeKey(key);
    }
}

/// An empty page as large as the one before it.
Handle blank_after(QPDF& bundle, QPDFPageObjectHelper page) {
    Handle blank = bundle.makeIndirectObject(Handle::newDictionary());
    blank.replaceKey("/Type", Handle::newName("/Page"));
    blank.replaceKey("/MediaBox", page.getAttribute("/MediaBox", true));
    blank.replaceKey("/Resources", Handle::newDictionary());
    return blank;
}

void add(QPDF& bundle, QPDF& part, bool duplex) {
    QPDFPageDocumentHelper source(part);
    source.flattenAnnotations(an_print, an_hidden | an_no_view);
    auto pages = source.getAllPages();
    QPDFPageDocumentHelper target(bundle);
    for (QPDFPageObjectHelper& page : pages) {
        strip(page);
        target.addPage(page, false);
    }
    if (duplex && pages.size() % 2 == 1) {
        target.addPage(blank_after(bundle, target.getAllPages().back()), false);
    }
}

void describe(QPDF& bundle, const std::string& title) {
    Handle metadata = bundle.newStream(copy_xmp(title, notice));
    metadata.getDict().replaceKey("/Type", Handle::newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", Handle::newName("/XML"));
    bundle.getRoot().replaceKey("/Metadata", metadata);
    bundle.getRoot().replaceKey("/Lang", Handle::newUnicodeString("fr"));
    Handle info = bundle.makeIndirectObject(Handle::newDictionary());
    info.replaceKey("/Title", Handle::newUnicodeString(title));
    info.replaceKey("/Subject", Handle::newUnicodeString(notice));
    info.replaceKey("/Producer", Handle::newUnicodeString(creator));
    bundle.getTrailer().replaceKey("/Info", info);
}

std::string written(QPDF& bundle) {
    QPDFWriter writer(bundle);
    writer.setOutputMemory();
    writer.setDecodeLevel(qpdf_dl_none);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setPreserveUnreferencedObjects(false);
    writer.setDeterministicID(true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

// The parts stay open until the end: their streams are copied while the bundle is written.
std::string bundle(const std::vector<std::string>& parts, const dossier::BindingOptions& options) {
    Files files;
    QPDF bundle;
    bundle.emptyPDF();
    for (const std::string& part : parts) {
        files.push_back(opened(part));
        add(bundle, *files.back(), options.duplex);
    }
    describe(bundle, options.title);
    return written(bundle);
}

}  // namespace preavis::pdf
