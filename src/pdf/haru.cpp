#include "pdf/haru.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

#include <cstring>

#include "base/expects.h"
#include "base/failure.h"
#include "pdf/arena.h"

namespace preavis::pdf {
namespace {

constexpr std::size_t usual_size = 48 * 1024;
constexpr std::string_view flate_entry = "/Filter /FlateDecode\n";

[[noreturn]] void fail(HPDF_STATUS code) {
    throw base::Failure(
        base::FailureCode::storage,
        "libharu ne peut pas écrire le document (code " + std::to_string(code) + ")");
}

void check(HPDF_STATUS status) {
    if (status != HPDF_OK) fail(status);
}

/// What libharu has just made; null means that memory ran out.
template <class T>
T made(T object) {
    if (object == nullptr) fail(HPDF_FAILD_TO_ALLOC_MEM);
    return object;
}

HPDF_UINT length_of(std::string_view bytes) {
    return static_cast<HPDF_UINT>(bytes.size());
}

const HPDF_BYTE* bytes_of(std::string_view bytes) {
    return reinterpret_cast<const HPDF_BYTE*>(bytes.data());
}

HPDF_Binary binary(HPDF_MMgr memory, std::string_view bytes) {
    // libharu copies the bytes, its signature only lacks the const.
    return made(HPDF_Binary_New(memory, const_cast<HPDF_BYTE*>(bytes_of(bytes)), length_of(bytes)));
}

void* take(HPDF_UINT size) noexcept {
    return Arena::of_this_thread().take(size);
}

void keep(void*) noexcept {}

// libharu's own memory streams copy byte by byte; a file is mostly fonts, so ours do not.

/// The data of a stream of the file, in the arena.
struct Source {
    std::string_view bytes;
    std::size_t position = 0;
};

Source& source_of(HPDF_Stream stream) {
    return *static_cast<Source*>(stream->attr);
}

HPDF_STATUS read_source(HPDF_Stream stream, HPDF_BYTE* to, HPDF_UINT* size) {
    Source& source = source_of(stream);
    const std::string_view rest = source.bytes.substr(source.position).substr(0, *size);
    std::memcpy(to, rest.data(), rest.size());
    source.position += rest.size();
    const bool full = rest.size() == *size;
    *size = length_of(rest);
    return full ? HPDF_OK : HPDF_STREAM_EOF;
}

/// libharu only ever goes back to the start.
HPDF_STATUS rewind_source(HPDF_Stream stream, HPDF_INT, HPDF_WhenceMode) {
    source_of(stream).position = 0;
    return HPDF_OK;
}

HPDF_INT32 tell_source(HPDF_Stream stream) {
    return static_cast<HPDF_INT32>(source_of(stream).position);
}

HPDF_UINT32 size_of_source(HPDF_Stream stream) {
    return length_of(source_of(stream).bytes);
}

/// Appends to the text that the document's error record carries for us.
HPDF_STATUS append_output(HPDF_Stream stream, const HPDF_BYTE* bytes, HPDF_UINT size) noexcept {
    auto* output = static_cast<std::string*>(stream->error->user_data);
    try {
        output->append(reinterpret_cast<const char*>(bytes), size);
    } catch (const std::exception&) {
        return HPDF_FAILD_TO_ALLOC_MEM;
    }
    return HPDF_OK;
}

/// A copy that lives as long as the document.
std::string_view kept(std::string_view bytes) {
    auto* copy = static_cast<char*>(made(take(length_of(bytes))));
    std::memcpy(copy, bytes.data(), bytes.size());
    return {copy, bytes.size()};
}

HPDF_Stream reader(HPDF_MMgr memory, std::string_view bytes) {
    auto* source = new (made(take(sizeof(Source)))) Source{kept(bytes)};
    return made(HPDF_CallbackReader_New(memory, read_source, rewind_source, tell_source,
                                        size_of_source, source));
}

/// Entries that are written as they are, behind those that libharu knows.
HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream) {
    const auto* entries = static_cast<const std::string_view*>(dict->attr);
    return HPDF_Stream_Write(stream, bytes_of(*entries), length_of(*entries));
}

/// libharu removes /Filter from a stream that it does not compress itself: only this hook, which
/// runs later, can write it.
HPDF_STATUS write_filter(HPDF_Dict, HPDF_Stream stream) {
    return HPDF_Stream_Write(stream, bytes_of(flate_entry), length_of(flate_entry));
}

}  // namespace

Array& Array::number(long value) {
    check(HPDF_Array_AddNumber(array_, static_cast<HPDF_INT32>(value)));
    return *this;
}

Array& Array::add(Dict value) {
    check(HPDF_Array_Add(array_, value.dict_));
    return *this;
}

Array& Array::add(Array value) {
    check(HPDF_Array_Add(array_, value.array_));
    return *this;
}

Array& Array::bytes(std::string_view value) {
    check(HPDF_Array_Add(array_, binary(array_->mmgr, value)));
    return *this;
}

Dict& Dict::name(const char* key, const std::string& value) {
    check(HPDF_Dict_AddName(dict_, key, value.c_str()));
    return *this;
}

Dict& Dict::number(const char* key, long value) {
    check(HPDF_Dict_AddNumber(dict_, key, static_cast<HPDF_INT32>(value)));
    return *this;
}

Dict& Dict::boolean(const char* key, bool value) {
    check(HPDF_Dict_AddBoolean(dict_, key, value ? HPDF_TRUE : HPDF_FALSE));
    return *this;
}

Dict& Dict::text(const char* key, std::string_view utf8) {
    if (is_ascii(utf8)) {
        const std::string ascii(utf8);
        check(
            HPDF_Dict_Add(dict_, key, made(HPDF_String_New(dict_->mmgr, ascii.c_str(), nullptr))));
    } else {
        check(HPDF_Dict_Add(dict_, key, binary(dict_->mmgr, "\xfe\xff" + utf16be(utf8))));
    }
    return *this;
}

Dict& Dict::add(const char* key, Dict value) {
    check(HPDF_Dict_Add(dict_, key, value.dict_));
    return *this;
}

Dict& Dict::add(const char* key, Array value) {
    check(HPDF_Dict_Add(dict_, key, value.array_));
    return *this;
}

ObjectId Dict::id() const {
    return dict_->header.obj_id & 0x00ffffff;
}

Haru::Haru() : document_(HPDF_NewEx(nullptr, take, keep, 0, nullptr)) {
    if (document_ == nullptr) {
        Arena::of_this_thread().reset();
        fail(HPDF_FAILD_TO_ALLOC_MEM);
    }
    document_->pdf_version = HPDF_VER_17;
}

Haru::~Haru() {
    // Everything of libharu's, the document itself included, lies in the arena.
    Arena::of_this_thread().reset();
}

Dict Haru::dict() {
    return Dict(made(HPDF_Dict_New(document_->mmgr)));
}

Array Haru::array() {
    return Array(made(HPDF_Array_New(document_->mmgr)));
}

Dict Haru::indirect_dict() {
    const Dict result = dict();
    check(HPDF_Xref_Add(document_->xref, result.dict_));
    return result;
}

Array Haru::indirect_array() {
    const Array result = array();
    check(HPDF_Xref_Add(document_->xref, result.array_));
    return result;
}

void Haru::fill(Dict dict, std::string_view entries) {
    expects(dict.dict_->write_fn == nullptr);
    dict.dict_->attr = new (made(take(sizeof(std::string_view)))) std::string_view(kept(entries));
    dict.dict_->write_fn = write_entries;
}

Dict Haru::stream(std::string_view bytes) {
    HPDF_Dict dict = made(HPDF_DictStream_New(document_->mmgr, document_->xref));
    dict->stream = reader(document_->mmgr, bytes);
    return Dict(dict);
}

Dict Haru::deflated_stream(std::string_view zlib) {
    const Dict result = stream(zlib);
    result.dict_->write_fn = write_filter;
    return result;
}

Dict Haru::page(double width, double height) {
    HPDF_Page page = made(HPDF_AddPage(document_));
    check(HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(width)));
    check(HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(height)));
    return Dict(page);
}

void Haru::set_content(Dict page, std::string_view zlib) {
    HPDF_Dict contents = static_cast<HPDF_PageAttr>(page.dict_->attr)->contents;
    contents->stream = reader(document_->mmgr, zlib);
    contents->filter = HPDF_STREAM_FILTER_NONE;
    contents->write_fn = write_filter;
}

Dict Haru::resources(Dict page) {
    return Dict(
        made(static_cast<HPDF_Dict>(HPDF_Dict_GetItem(page.dict_, "Resources", HPDF_OCLASS_DICT))));
}

Dict Haru::catalog() {
    return Dict(document_->catalog);
}

Dict Haru::info() {
    return Dict(document_->info);
}

Dict Haru::trailer() {
    return Dict(document_->trailer);
}

std::string Haru::save() {
    check(document_->error.error_no);
    std::string bytes;
    bytes.reserve(usual_size);
    document_->error.user_data = &bytes;
    document_->stream = made(HPDF_MemStream_New(document_->mmgr, 1));
    document_->stream->write_fn = append_output;
    check(HPDF_SaveToStream(document_));
    check(document_->error.error_no);
    return bytes;
}

}  // namespace preavis::pdf
