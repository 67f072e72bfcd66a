#include "house/sources.h"

#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/text.h"

namespace preavis::house {
namespace {

bool is_left_out(const std::filesystem::path& path) {
    constexpr std::array<std::string_view, 5> names = {".git", "build", "node_modules", "var",
                                                       ".cache"};
    return std::find(names.begin(), names.end(), path.filename().string()) != names.end();
}

bool is_cpp(const std::string& path) {
    return path.ends_with(".cpp") || path.ends_with(".h");
}

/// "base" for "src/base/text.h"; empty for "src/main.cpp" and what lies elsewhere.
std::string folder_of(const std::string& path) {
    const std::vector<std::string> parts = base::split(path, '/');
    return parts.size() > 2 && parts[0] == "src" ? parts[1] : "";
}

Source read(const std::filesystem::path& file) {
    Source source;
    source.path = std::filesystem::relative(file, root()).string();
    source.folder = folder_of(source.path);
    source.text = base::read_file(file);
    source.lines = base::split(source.text, '\n');
    if (is_cpp(source.path)) source.code = without_comments_and_literals(source.text);
    return source;
}

std::vector<Source> read_all() {
    std::vector<std::filesystem::path> files;
    for (auto entry = std::filesystem::recursive_directory_iterator(root());
         entry != std::filesystem::recursive_directory_iterator(); ++entry) {
        if (is_left_out(entry->path())) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file()) {
            files.push_back(entry->path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<Source> sources;
    for (const auto& file : files) {
        Source source = read(file);
        const bool is_text =
            base::is_utf8(source.text) && source.text.find('\0') == std::string::npos;
        if (is_text) sources.push_back(std::move(source));
    }
    return sources;
}

/// Walks over C++ and copies what is neither comment nor literal.
class Blanker {
  public:
    explicit Blanker(std::string_view text) : text_(text), code_(text) {}

    std::string blanked() {
        while (at_ < text_.size()) {
            if (starts("//")) {
                blank_until(text_.find('\n', at_));
            } else if (starts("/*")) {
                blank_until(after("*/", at_ + 2));
            } else if (starts("R\"")) {
                blank_raw();
            } else if (text_[at_] == '"' || is_character()) {
                blank_quoted(text_[at_]);
            } else {
                ++at_;
            }
        }
        return std::move(code_);
    }

  private:
    bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

    /// An apostrophe between digits only parts them: 1'000.
    bool is_character() const {
        const auto is_word = [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0;
        };
        return text_[at_] == '\'' && (at_ == 0 || !is_word(text_[at_ - 1]));
    }

    std::size_t after(std::string_view what, std::size_t from) const {
        const std::size_t found = text_.find(what, from);
        return found == std::string_view::npos ? found : found + what.size();
    }

    void blank_until(std::size_t end) {
        for (; at_ < std::min(end, text_.size()); ++at_) {
            if (text_[at_] != '\n') code_[at_] = ' ';
        }
    }

    void blank_raw() {
        const std::size_t open = text_.find('(', at_);
        const std::string closing = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
        blank_until(after(closing, open));
    }

    /// The quotes stay: what is called with a literal still looks like a call.
    void blank_quoted(char quote) {
        for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
            if (text_[at_] == '\\') code_[at_++] = ' ';
            code_[at_] = ' ';
        }
        ++at_;
    }

    std::string_view text_;
    std::string code_;
    std::size_t at_ = 0;
};

}  // namespace

const std::filesystem::path& root() {
    static const std::filesystem::path path = PREAVIS_ROOT;
    return path;
}

const std::vector<Source>& all_texts() {
    static const std::vector<Source> sources = read_all();
    return sources;
}

const std::vector<Source>& cpp_sources() {
    static const std::vector<Source> sources = [] {
        std::vector<Source> cpp;
        for (const Source& source : all_texts()) {
            if (is_cpp(source.path)) cpp.push_back(source);
        }
        return cpp;
    }();
    return sources;
}

std::string without_comments_and_literals(std::string_view text) {
    return Blanker(text).blanked();
}

std::size_t line_of(std::string_view text, std::size_t offset) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
    return static_cast<std::size_t>(std::count(text.begin(), end, '\n')) + 1;
}

std::string at(const Source& source, std::size_t line, const std::string& what) {
    return source.path + ":" + std::to_string(line) + ": " + what;
}

std::string told(const std::vector<std::string>& complaints) {
    return base::joined(complaints, "\n");
}

}  // namespace preavis::house
