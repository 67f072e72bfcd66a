#include "base/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <sstream>

#include "base/place_finder.h"
#include "base/text.h"

namespace preavis::base {
namespace {

/// Builds the tree from yaml-cpp's events. Nothing is executed, resolved or merged.
class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(std::string_view text, const std::string& file, int max_depth, Problems& problems)
        : text_(text), places_(text, file), max_depth_(max_depth), problems_(problems) {}

    Node take() { return std::move(root_); }
    const Place& first_place() const { return root_.place; }
    Place place(const YAML::Mark& mark) { return places_.at(static_cast<std::size_t>(mark.pos)); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_extras(mark, "", anchor);
        add({.kind = Node::Kind::null, .place = place(mark)});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        complain(mark, "les alias YAML (*nom) sont interdits", "répétez la valeur");
        add({.kind = Node::Kind::null, .place = place(mark)});
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        // yaml-cpp gives "?" to a plain scalar and "!" to a quoted one.
        const bool plain = tag == "?" || tag.empty();
        refuse_extras(mark, tag, anchor);
        if (plain) refuse_lookalike(mark, value);
        if (!plain && !is_closed(mark)) complain(mark, "un guillemet n'est pas fermé");
        // yaml-cpp writes what « \N » and « \_ » stand for in Latin-1.
        if (!is_utf8(value) || has_control_characters(value)) {
            complain(mark, "caractère de contrôle dans un texte");
        }
        Node node{.kind = Node::Kind::text, .place = place(mark)};
        node.text = value;
        node.quoted = !plain;
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::map);
    }
    void OnMapEnd() override { close(); }

  private:
    struct Level {
        Node node;
        bool has_key = false;
        std::string key;
        Place key_place;
        std::set<std::string> keys;
    };

    void complain(const YAML::Mark& mark, const std::string& message,
                  const std::string& hint = {}) {
        problems_.push_back({place(mark), message, hint});
    }

    void refuse_extras(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != 0)
            complain(mark, "les ancres YAML (&nom) sont interdites", "répétez la valeur");
        const auto at = static_cast<std::size_t>(mark.pos);
        const bool bare_tag = at < text_.size() && text_[at] == '!';
        if (bare_tag || !(tag.empty() || tag == "?" || tag == "!"))
            complain(mark, "les étiquettes YAML (!type) sont interdites");
    }

    /// yaml-cpp takes the end of the file for the end of a quoted text.
    bool is_closed(const YAML::Mark& mark) const {
        auto at = static_cast<std::size_t>(mark.pos);
        const char quote = at < text_.size() ? text_[at] : '|';
        if (quote != '"' && quote != '\'') return true;
        for (++at; at < text_.size(); ++at) {
            if (quote == '"' && text_[at] == '\\') {
                ++at;
            } else if (text_[at] == quote) {
                const bool doubled = quote == '\'' && text_.substr(at + 1).starts_with('\'');
                if (!doubled) return true;
                ++at;
            }
        }
        return false;
    }

    void refuse_lookalike(const YAML::Mark& mark, const std::string& value) {
        constexpr std::array<std::string_view, 12> words = {
            "on", "On", "ON", "off", "Off", "OFF", "yes", "Yes", "YES", "no", "No", "NO"};
        if (std::find(words.begin(), words.end(), value) != words.end()) {
            complain(mark, "« " + value + " » est lu comme un booléen par d'autres outils",
                     "écrivez true ou false, ou mettez des guillemets");
        }
        if (value == "<<") complain(mark, "la fusion YAML (<<) est interdite");
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
              Node::Kind kind) {
        refuse_extras(mark, tag, anchor);
        if (static_cast<int>(levels_.size()) >= max_depth_) {
            throw YAML::ParserException(mark, YAML::ErrorMsg::BAD_FILE);
        }
        levels_.push_back({.node = {.kind = kind, .place = place(mark)}});
    }

    void close() {
        Node node = std::move(levels_.back().node);
        levels_.pop_back();
        add(std::move(node));
    }

    void add(Node node) {
        if (levels_.empty()) {
            root_ = std::move(node);
            return;
        }
        Level& level = levels_.back();
        if (level.node.kind == Node::Kind::list) {
            level.node.items.push_back(std::move(node));
        } else if (!level.has_key) {
            take_key(level, node);
        } else {
            level.node.entries.push_back(
                {std::move(level.key), std::move(level.key_place), std::move(node)});
            level.has_key = false;
        }
    }

    void take_key(Level& level, const Node& node) {
        if (node.kind != Node::Kind::text) {
            problems_.push_back({node.place, "une clé doit être un mot", ""});
        } else if (!level.keys.insert(node.text).second) {
            problems_.push_back(
                {node.place, "la clé « " + node.text + " » est écrite deux fois", ""});
        }
        level.has_key = true;
        level.key = node.text;
        level.key_place = node.place;
    }

    std::string_view text_;
    PlaceFinder places_;
    int max_depth_;
    Problems& problems_;
    std::vector<Level> levels_;
    Node root_;
};

/// What yaml-cpp says, in French, where it says more than "malformed".
std::string in_french(const YAML::Exception& error) {
    struct Translation {
        const char* said;
        const char* french;
    };
    namespace Msg = YAML::ErrorMsg;
    static const std::array translations = {
        Translation{Msg::BAD_FILE, "trop de niveaux imbriqués"},
        Translation{Msg::UNKNOWN_ANCHOR, "les alias YAML (*nom) sont interdits"},
        Translation{Msg::END_OF_MAP, "la suite n'est pas alignée avec les clés qui précèdent"},
        Translation{Msg::END_OF_MAP_FLOW, "il manque « } »"},
        Translation{Msg::END_OF_SEQ, "la suite n'est pas alignée avec la liste qui précède"},
        Translation{Msg::END_OF_SEQ_FLOW, "il manque « ] »"},
        Translation{Msg::FLOW_END, "« ] » ou « } » ne ferme rien"},
        Translation{Msg::BLOCK_ENTRY, "« - » n'est pas attendu ici"},
        Translation{Msg::MAP_KEY, "une clé n'est pas attendue ici"},
        Translation{Msg::MAP_VALUE, "« : » n'est pas attendu ici"},
        Translation{Msg::TAB_IN_INDENTATION, "une tabulation ne peut pas servir de retrait"},
        Translation{Msg::EOF_IN_SCALAR, "un guillemet n'est pas fermé"},
        Translation{Msg::DOC_IN_SCALAR, "« --- » ou « ... » dans un texte"},
        Translation{Msg::INVALID_HEX, "« \\x », « \\u » ou « \\U » sans ses chiffres"},
        Translation{Msg::INVALID_UNICODE, "ce caractère Unicode n'existe pas"},
        Translation{Msg::INVALID_ESCAPE, "« \\ » suivi d'un caractère qui n'a pas de sens"},
        Translation{Msg::UNKNOWN_TOKEN, "ce caractère ne peut pas commencer une valeur"},
    };
    for (const Translation& known : translations) {
        if (starts_with(error.msg, known.said)) return known.french;
    }
    return "YAML mal formé";
}

/// What cannot be text at all, with its place; nothing if the bytes are fit to be read.
std::optional<Problem> unreadable(std::string_view text, const std::string& file_name) {
    if (const std::size_t good = utf8_prefix(text); good < text.size()) {
        return Problem{PlaceFinder(text, file_name).at(good), "le fichier n'est pas en UTF-8", ""};
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t found = find_control_character(text.substr(at));
        if (found == std::string_view::npos) break;
        at += found;
        if (starts_with(text.substr(at), "\r\n")) continue;
        return Problem{PlaceFinder(text, file_name).at(at),
                       "le fichier contient un caractère de contrôle", ""};
    }
    return std::nullopt;
}

}  // namespace

Reading<Node> read_yaml(std::string_view text, const std::string& file_name, int max_depth) {
    text = without_byte_order_mark(text);
    if (auto problem = unreadable(text, file_name)) return Problems{std::move(*problem)};
    Problems problems;
    TreeBuilder builder(text, file_name, max_depth, problems);
    try {
        std::istringstream input{std::string(text)};
        YAML::Parser parser(input);
        if (!parser.HandleNextDocument(builder))
            return Problems{{{file_name, 1, 1}, "le fichier est vide", ""}};
        TreeBuilder second(text, file_name, max_depth, problems);
        if (parser.HandleNextDocument(second)) {
            problems.push_back(
                {second.first_place(), "un seul document YAML par fichier", "supprimez « --- »"});
        }
    } catch (const YAML::Exception& error) {
        problems.push_back({builder.place(error.mark), in_french(error), ""});
    }
    if (!problems.empty()) return problems;
    return builder.take();
}

}  // namespace preavis::base
