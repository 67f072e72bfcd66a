#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/syntax.h"

namespace preavis::pdf {

/// A PDF object as read back from a file. A plain value.
struct Object {
    enum class Kind {
        null,
        boolean,
        integer,
        real,
        name,
        string,
        array,
        dictionary,
        stream,
        reference,
        keyword,  ///< an operator of a content stream
    };
    Kind kind = Kind::null;
    double number = 0;  ///< of numbers; 1 for true; the object named by a reference
    std::string text;   ///< of names (decoded), strings (bytes) and keywords
    std::vector<Object> items;
    std::map<std::string, Object> entries;  ///< of dictionaries and streams
    std::string_view data;                  ///< of streams, as they stand in the file

    bool is(Kind wanted) const { return kind == wanted; }
    bool is_name(std::string_view wanted) const { return kind == Kind::name && text == wanted; }
    bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
    /// What a reference names; 0 of anything else.
    ObjectId id() const { return is(Kind::reference) ? static_cast<ObjectId>(number) : 0; }
    bool operator==(const Object&) const = default;
    /// The entry as it stands; null if there is none.
    const Object& entry(const std::string& key) const;
};

Object whole_number(std::size_t value);
Object reference_to(ObjectId id);

/// Reads objects one after the other, strictly: what our writer never writes (comments between
/// objects, odd hexadecimal strings) is an error.
class ObjectReader {
  public:
    explicit ObjectReader(std::string_view bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}

    /// The next object or keyword; nothing at the end or after an error. `with_references`: not in
    /// content streams.
    std::optional<Object> next(bool with_references);
    bool failed() const { return failed_; }
    std::size_t position() const { return at_; }

  private:
    std::optional<Object> fail();
    void skip_blanks();
    bool peek(std::string_view expected) const;
    std::optional<Object> number(bool with_references);
    std::optional<Object> name();
    std::optional<Object> literal_string();
    std::optional<Object> hexadecimal_string();
    std::optional<Object> array(bool with_references);
    std::optional<Object> dictionary(bool with_references);
    std::optional<Object> keyword();

    std::string_view bytes_;
    std::size_t at_;
    int depth_ = 0;
    bool failed_ = false;
};

/// The object in PDF syntax; a stream's dictionary only.
void append_object(std::string& out, const Object& object);

/// Our own text strings: UTF-16BE behind its mark, or ASCII. As UTF-8.
std::string text_of(const Object& string);

}  // namespace preavis::pdf
