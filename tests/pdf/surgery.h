#pragma once

#include <map>
#include <string>

namespace preavis::pdf {

/// A written file opened so that one thing in it can be spoilt, everything else (offsets, lengths)
/// staying right.
class Surgery {
  public:
    explicit Surgery(const std::string& pdf);

    /// Replaces the first occurrence in the dictionaries and the trailer, in the order of objects.
    /// False if there is none.
    bool in_objects(const std::string& from, const std::string& to);
    /// The same in the decoded data of the streams.
    bool in_streams(const std::string& from, const std::string& to);
    std::string file() const;

  private:
    struct Piece {
        std::string head;  ///< from "<<" on, without the data of a stream
        bool is_stream = false;
        bool deflated = false;
        std::string data;  ///< decoded
        int length_object = 0;
    };
    std::string header_;
    std::map<int, Piece> pieces_;
    std::string trailer_;
};

}  // namespace preavis::pdf
