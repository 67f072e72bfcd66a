#pragma once

#include <string>
#include <string_view>

#include "pdf/syntax.h"

struct _HPDF_Array_Rec;
struct _HPDF_Dict_Rec;
struct _HPDF_Doc_Rec;

namespace preavis::pdf {

class Dict;

/// An array of a file under construction. A handle: copies name the same array.
class Array {
  public:
    Array& number(long value);
    Array& add(Dict value);
    Array& add(Array value);
    Array& bytes(std::string_view value);

  private:
    friend class Haru;
    friend class Dict;
    explicit Array(_HPDF_Array_Rec* array) : array_(array) {}
    _HPDF_Array_Rec* array_;
};

/// A dictionary, or the dictionary of a stream. A handle like Array.
class Dict {
  public:
    Dict& name(const char* key, const std::string& value);
    Dict& number(const char* key, long value);
    Dict& boolean(const char* key, bool value);
    Dict& text(const char* key, std::string_view utf8);
    Dict& add(const char* key, Dict value);
    Dict& add(const char* key, Array value);
    ObjectId id() const;

  private:
    friend class Haru;
    friend class Array;
    explicit Dict(_HPDF_Dict_Rec* dict) : dict_(dict) {}
    _HPDF_Dict_Rec* dict_;
};

/// One PDF 1.7 file under construction in libharu's object layer (2.3.0), whose structs stay behind
/// this class. All that libharu allocates lies in an arena of the thread, given back as a whole:
/// one document lives per thread at a time.
/// Every function throws Failure (storage) if memory runs out.
class Haru {
  public:
    Haru();
    ~Haru();
    Haru(const Haru&) = delete;
    Haru& operator=(const Haru&) = delete;

    Dict dict();
    Array array();
    Dict indirect_dict();
    Array indirect_array();
    /// An indirect dictionary whose entries are already PDF syntax: where there are dozens of a
    /// kind, one text costs a tenth of libharu's lists of 128-byte names.
    void fill(Dict dict, std::string_view entries);

    Dict stream(std::string_view bytes);
    /// `zlib`: data already compressed, written with its /Filter entry.
    Dict deflated_stream(std::string_view zlib);

    Dict page(double width, double height);
    void set_content(Dict page, std::string_view zlib);
    Dict resources(Dict page);

    Dict catalog();
    Dict info();
    Dict trailer();

    /// The bytes of the file; nothing may be added afterwards.
    std::string save();

  private:
    _HPDF_Doc_Rec* document_;
};

}  // namespace preavis::pdf
