#include "service/redaction.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace preavis::service {
namespace {

constexpr std::size_t shortest_word = 3;
constexpr const char* instead = "[une autre personne]";

std::set<std::string> words_of(const dossier::Noun& person) {
    std::set<std::string> words;
    for (const char* field : {"nom", "prenoms"}) {
        for (const std::string& name : base::split(text_of(person.fields, field), ' ')) {
            for (const std::string& word : base::split(name, '-')) {
                words.insert(base::normalised(word));
            }
        }
    }
    return words;
}

bool is_of_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Redaction::Redaction(const dossier::Noun& person) : own_(words_of(person)) {}

void Redaction::leave_out(const dossier::Noun& other) {
    for (const std::string& word : words_of(other)) {
        if (word.size() >= shortest_word && !own_.contains(word)) words_.insert(word);
    }
    for (const char* field : {"telephone", "courriel", "adresse_postale"}) {
        const std::string channel = text_of(other.fields, field);
        if (!channel.empty()) channels_.push_back(channel);
    }
}

std::string Redaction::cleaned(std::string text) const {
    for (const std::string& channel : channels_) {
        text = base::replaced(std::move(text), channel, instead);
    }
    std::string result;
    for (auto at = text.begin(); at != text.end();) {
        const auto end = std::find_if_not(at, text.end(), is_of_word);
        const std::string word(at, end);
        result += words_.contains(base::normalised(word)) ? instead : word;
        at = end;
        if (at != text.end()) result += *at++;
    }
    return result;
}

base::Json Redaction::cleaned(const base::Json& value) const {
    if (value.is_string()) return cleaned(value.get<std::string>());
    if (!value.is_structured()) return value;
    base::Json result = value;
    for (auto& part : result) part = cleaned(part);
    return result;
}

}  // namespace preavis::service
