#include "base/json.h"

#include <iterator>
#include <set>

#include "base/expects.h"
#include "base/place_finder.h"
#include "base/text.h"

namespace preavis::base {
namespace {

/// An input iterator that remembers how far the parser has read.
class Cursor {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Cursor(const char* at, std::size_t* offset) : at_(at), offset_(offset) {}
    reference operator*() const { return *at_; }
    Cursor& operator++() {
        ++at_;
        if (offset_ != nullptr) ++*offset_;
        return *this;
    }
    Cursor operator++(int) {
        Cursor before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Cursor& other) const { return at_ == other.at_; }
    bool operator!=(const Cursor& other) const { return at_ != other.at_; }

  private:
    const char* at_;
    std::size_t* offset_;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/// Receives nlohmann's events. What is wrong but readable is noted and reading goes on; a false
/// answer stops the parser.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
  public:
    TreeBuilder(std::string_view text, const std::string& file, const JsonLimits& limits,
                const std::size_t& offset, Problems& problems)
        : text_(text), places_(text, file), limits_(limits), offset_(offset), problems_(problems) {}

    Node take() { return std::move(root_); }

    bool null() override { return add(make(Node::Kind::null)); }
    bool boolean(bool value) override {
        Node node = make(Node::Kind::boolean);
        node.boolean = value;
        return add(std::move(node));
    }
    bool number_integer(number_integer_t value) override {
        Node node = make(Node::Kind::integer);
        node.integer = value;
        return add(std::move(node));
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(INT64_MAX)) return too_large();
        return number_integer(static_cast<number_integer_t>(value));
    }
    bool number_float(number_float_t value, const string_t& written) override {
        const bool whole = written.find_first_of(".eE") == std::string::npos;
        if (whole) return too_large();
        Node node = make(Node::Kind::decimal);
        node.decimal = value;
        return add(std::move(node));
    }
    bool string(string_t& value) override {
        Node node = make(Node::Kind::text);
        if (has_control_characters(value)) {
            complain(node.place, "caractère de contrôle dans un texte");
        }
        node.text = value;
        return add(std::move(node));
    }
    bool binary(binary_t&) override { return stop("valeur binaire"); }
    bool start_object(std::size_t) override { return open(Node::Kind::map); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Node::Kind::list); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override {
        Level& level = levels_.back();
        level.key = value;
        level.key_place = place_of_token();
        if (has_control_characters(value)) {
            complain(level.key_place, "caractère de contrôle dans une clé");
        } else if (!level.keys.insert(value).second) {
            complain(level.key_place, "la clé « " + value + " » est écrite deux fois");
        }
        return true;
    }
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::detail::exception& error) override {
        constexpr int number_overflow = 406;
        if (error.id == number_overflow) return stop("nombre trop grand");
        const std::size_t at = position == 0 ? 0 : surprise_before(position, token, error);
        complain(places_.at(at), "JSON mal formé : " + surprise_at(at));
        return false;
    }

  private:
    struct Level {
        Node node;
        std::string key;
        Place key_place;
        std::set<std::string> keys;
    };

    /// The token just read starts after the previous one and what separates them.
    Place place_of_token() {
        constexpr std::string_view separators = " \t\r\n,:";
        const std::size_t start = text_.find_first_not_of(separators, read_);
        read_ = offset_;
        return places_.at(start);
    }

    /// The offset of what the parser did not expect, given where it stopped reading. The parser
    /// complains of a whole token, the lexer of its last character.
    std::size_t surprise_before(std::size_t end, const std::string& token,
                                const nlohmann::detail::exception& error) const {
        std::size_t start = end - 1;
        const std::string_view what = error.what();
        if (what.find(" - unexpected ") == std::string_view::npos || end > text_.size()) {
            return start - utf8_offset(text_, start);
        }
        // nlohmann forgets to empty the token before true, false and null.
        const bool measured = text_[start] == '"' || is_digit(text_[start]);
        if (measured) return end - token.size();
        while (start > 0 && is_letter(text_[start]) && is_letter(text_[start - 1])) --start;
        return start;
    }

    std::string surprise_at(std::size_t offset) const {
        if (offset >= text_.size()) return "le texte s'arrête trop tôt";
        const std::string character = first_character(text_.substr(offset));
        if (has_control_characters(character) || character == "\n" || character == "\t") {
            return "un caractère de contrôle n'est pas attendu ici";
        }
        return "« " + character + " » n'est pas attendu ici";
    }

    Node make(Node::Kind kind) {
        Node node;
        node.kind = kind;
        node.place = place_of_token();
        return node;
    }
    void complain(const Place& place, const std::string& why) {
        problems_.push_back({place, why, ""});
    }
    bool stop(const std::string& why) {
        complain(place_of_token(), why);
        return false;
    }
    bool too_large() {
        Node node = make(Node::Kind::integer);
        complain(node.place, "nombre trop grand");
        return add(std::move(node));
    }
    bool open(Node::Kind kind) {
        if (static_cast<int>(levels_.size()) >= limits_.depth)
            return stop("trop de niveaux imbriqués");
        levels_.push_back({.node = make(kind)});
        return true;
    }
    bool close() {
        read_ = offset_;
        Node node = std::move(levels_.back().node);
        levels_.pop_back();
        return add(std::move(node));
    }
    bool add(Node node) {
        if (++values_ > limits_.values) {
            complain(node.place, "trop de valeurs");
            return false;
        }
        if (levels_.empty()) {
            root_ = std::move(node);
        } else if (levels_.back().node.kind == Node::Kind::list) {
            levels_.back().node.items.push_back(std::move(node));
        } else {
            Level& level = levels_.back();
            level.node.entries.push_back({level.key, level.key_place, std::move(node)});
        }
        return true;
    }

    std::string_view text_;
    PlaceFinder places_;
    const JsonLimits& limits_;
    const std::size_t& offset_;  ///< how far the parser has read
    std::size_t read_ = 0;       ///< where the last token ended, or a character later
    Problems& problems_;
    std::vector<Level> levels_;
    Node root_;
    std::size_t values_ = 0;
};

}  // namespace

Reading<Node> read_json(std::string_view text, const std::string& file_name,
                        const JsonLimits& limits) {
    if (text.size() > limits.bytes) return Problems{{{file_name, 1, 1}, "texte trop long", ""}};
    text = without_byte_order_mark(text);
    if (const std::size_t good = utf8_prefix(text); good < text.size()) {
        const Place place = PlaceFinder(text, file_name).at(good);
        return Problems{{place, "le texte n'est pas en UTF-8", ""}};
    }
    // nlohmann takes a zero byte for the end of the text.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        const Place place = PlaceFinder(text, file_name).at(zero);
        return Problems{{place, "le texte contient un octet nul", ""}};
    }
    Problems problems;
    std::size_t offset = 0;
    TreeBuilder builder(text, file_name, limits, offset, problems);
    const Cursor begin(text.data(), &offset);
    const Cursor end(text.data() + text.size(), nullptr);
    const bool done = nlohmann::json::sax_parse(begin, end, &builder);
    expects(done || !problems.empty());
    if (!problems.empty()) return problems;
    return builder.take();
}

Json to_json(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null: return nullptr;
        case Node::Kind::boolean: return node.boolean;
        case Node::Kind::integer: return node.integer;
        case Node::Kind::decimal: return node.decimal;
        case Node::Kind::text: return node.text;
        case Node::Kind::list: break;
        case Node::Kind::map: {
            Json object = Json::object();
            for (const Node::Entry& entry : node.entries) object[entry.key] = to_json(entry.value);
            return object;
        }
    }
    Json list = Json::array();
    for (const Node& item : node.items) list.push_back(to_json(item));
    return list;
}

}  // namespace preavis::base
