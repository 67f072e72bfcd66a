#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "document/slots.h"

namespace preavis::document {

/// Turns a template's elements into blocks, for one set of facts. What is missing is gathered, not
/// refused: `compose` (document/compose.h) does that.
class Composer {
  public:
    /// `translated`: words are not French, whose spaces are particular.
    Composer(const Template& from, Style style, const SlotWriter& slots, bool translated)
        : template_(from), style_(style), slots_(slots), translated_(translated) {}

    std::vector<Block> compose(const Elements& elements, const dossier::Facts& facts);

    const std::set<std::string>& written_clauses() const { return written_clauses_; }
    std::vector<base::MissingFact> take_missing() { return std::move(missing_); }

  private:
    using Blocks = std::vector<Block>;
    using Facts = dossier::Facts;

    void compose_into(const Elements& elements, const Facts& facts, Blocks& out);
    void compose_one(const TitleElement& title, const Facts& facts, Blocks& out);
    void compose_one(const TextElement& text, const Facts& facts, Blocks& out);
    void compose_one(const ItemElement& item, const Facts& facts, Blocks& out);
    void compose_one(const TableElement& table, const Facts& facts, Blocks& out);
    void compose_one(const RowElement& row, const Facts& facts, Blocks& out);
    void compose_one(const BoxElement& box, const Facts& facts, Blocks& out);
    void compose_one(const ClauseElement& clause, const Facts& facts, Blocks& out);
    void compose_one(const ChoiceElement& choice, const Facts& facts, Blocks& out);
    void compose_one(const RepeatElement& repeat, const Facts& facts, Blocks& out);
    void compose_one(const AddressElement& address, const Facts& facts, Blocks& out);
    void compose_one(const SignatureElement& signature, const Facts& facts, Blocks& out);

    bool joins_the_last(const TextElement& text, const Blocks& out) const;
    void compose_value_lines(const Inline& line, Blocks& out);
    Facts facts_inside(const Facts& outside, const std::string& list,
                       const dossier::Value& item) const;
    Inline compose_line(const Line& line, const Facts& facts);
    std::string plain(const Line& line, const Facts& facts);
    void add_words(Inline& spans, const Fragment& fragment) const;
    void miss(const std::string& name);

    const Template& template_;
    Style style_;
    const SlotWriter& slots_;
    bool translated_;
    int paragraph_ = 0;     ///< of the source, that the last block came from; 0: none
    std::string repeated_;  ///< the list whose items are being written
    std::set<std::string> written_clauses_;
    std::vector<base::MissingFact> missing_;
};

}  // namespace preavis::document
