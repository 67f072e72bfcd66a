#include "document/catalogue.h"

#include <algorithm>

#include "base/text.h"

namespace preavis::document {
namespace {

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return result + "\"";
}

/// The fields, each on a line of its own.
std::string written_header(const Catalogue& catalogue) {
    std::string text = "msgid \"\"\nmsgstr \"\"\n";
    for (const auto& [key, value] : catalogue.fields)
        text += quoted(key + ": " + value + "\n") + "\n";
    return text;
}

std::string written(const Message& message) {
    const std::string mark = message.obsolete ? "#~ " : "";
    const std::string mark_before = message.obsolete ? "#~| " : "#| ";
    std::string text;
    for (const std::string& remark : message.remarks) text += "# " + remark + "\n";
    for (const std::string& note : message.notes) text += "#. " + note + "\n";
    if (!message.file.empty()) text += "#: " + message.file + "\n";
    if (message.stale) text += "#, fuzzy\n";
    if (!message.previous.empty()) text += mark_before + "msgid " + quoted(message.previous) + "\n";
    text += mark + "msgctxt " + quoted(message.context) + "\n";
    text += mark + "msgid " + quoted(message.source) + "\n";
    if (!message.counted)
        return text + mark + "msgstr " + quoted(message.translated.front()) + "\n";
    text += mark + "msgid_plural " + quoted(message.source) + "\n";
    for (std::size_t i = 0; i < message.translated.size(); ++i) {
        text += mark + "msgstr[" + std::to_string(i) + "] " + quoted(message.translated[i]) + "\n";
    }
    return text;
}

}  // namespace

bool Message::has_translation() const {
    return std::any_of(translated.begin(), translated.end(),
                       [](const std::string& form) { return !base::trimmed(form).empty(); });
}

std::string Catalogue::field(std::string_view key) const {
    for (const auto& [known, value] : fields) {
        if (known == key) return value;
    }
    return {};
}

void Catalogue::set_field(const std::string& key, const std::string& value) {
    for (auto& [known, old] : fields) {
        if (known != key) continue;
        old = value;
        return;
    }
    fields.emplace_back(key, value);
}

const Message* Catalogue::find(std::string_view context, std::string_view source) const {
    for (const Message& message : messages) {
        if (!message.obsolete && message.context == context && message.source == source) {
            return &message;
        }
    }
    return nullptr;
}

std::string written(const Catalogue& catalogue) {
    std::string text;
    for (const std::string& remark : catalogue.remarks) text += "# " + remark + "\n";
    text += written_header(catalogue);
    for (const Message& message : catalogue.messages) text += "\n" + written(message);
    return text;
}

}  // namespace preavis::document
