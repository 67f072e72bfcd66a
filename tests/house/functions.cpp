#include "house/functions.h"

#include <array>
#include <string_view>

#include "base/text.h"
#include "house/sources.h"

namespace preavis::house {
namespace {

enum class Block { container, function, other };

bool begins_container(const std::string& head) {
    constexpr std::array<std::string_view, 5> words = {"namespace", "class ", "struct ", "union ",
                                                       "extern"};
    for (const std::string_view word : words) {
        const std::size_t found = head.find(word);
        if (found != std::string::npos && head.find('(') == std::string::npos) return true;
    }
    return false;
}

/// Without « template <...> », whose parameters are no container's name.
std::string without_template(std::string head) {
    if (!base::starts_with(head, "template")) return head;
    int depth = 0;
    for (std::size_t i = head.find('<'); i < head.size(); ++i) {
        if (head[i] == '<') ++depth;
        if (head[i] == '>' && --depth == 0) return base::trimmed(head.substr(i + 1));
    }
    return head;
}

Block kind_of(const std::string& written_head) {
    const std::string head = without_template(base::trimmed(written_head));
    if (begins_container(head)) return Block::container;
    if (head.find('(') == std::string::npos || head.ends_with('=')) return Block::other;
    // A member that a constructor initialises: « : b_{b} » is no body yet.
    const bool initialises_members =
        head.find(") :") != std::string::npos || head.find(")\n    :") != std::string::npos;
    const bool is_name = std::isalnum(static_cast<unsigned char>(head.back())) != 0 ||
                         head.back() == '_' || head.back() == '>';
    if (initialises_members && is_name) return Block::other;
    return Block::function;
}

/// Walks over the braces of a text.
class Walk {
  public:
    explicit Walk(const std::string& code) : code_(code) {}

    std::vector<Function> functions() {
        for (at_ = 0; at_ < code_.size(); ++at_) {
            const char c = code_[at_];
            if (c == '#' && is_first_of_line()) skip_directive();
            if (c == '{') open();
            if (c == '}') close();
            if (c == ';' && nested_ == 0) head_ = at_ + 1;
        }
        return std::move(functions_);
    }

  private:
    bool is_first_of_line() const { return at_ == 0 || code_[at_ - 1] == '\n'; }

    void skip_directive() {
        while (at_ < code_.size() && (code_[at_] != '\n' || code_[at_ - 1] == '\\')) ++at_;
        head_ = at_;
    }

    void open() {
        if (nested_ > 0) {
            ++nested_;
            return;
        }
        const Block kind = kind_of(code_.substr(head_, at_ - head_));
        if (kind == Block::container) {
            head_ = at_ + 1;
            return;
        }
        kind_ = kind;
        nested_ = 1;
    }

    void close() {
        if (nested_ == 0) {
            head_ = at_ + 1;
            return;
        }
        if (--nested_ > 0) return;
        if (kind_ == Block::other) return;  // the head goes on behind an initialiser
        const std::size_t start = code_.find_first_not_of(" \t\n", head_);
        const std::size_t first = line_of(code_, start);
        functions_.push_back({first, line_of(code_, at_) - first + 1});
        head_ = at_ + 1;
    }

    const std::string& code_;
    std::size_t at_ = 0;
    std::size_t head_ = 0;  ///< where the head of the next block may begin
    std::size_t nested_ = 0;
    Block kind_ = Block::other;
    std::vector<Function> functions_;
};

}  // namespace

std::vector<Function> functions_of(const std::string& code) {
    return Walk(code).functions();
}

}  // namespace preavis::house
