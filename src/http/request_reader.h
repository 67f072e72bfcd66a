#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace preavis::http {

/// Places for large bodies, shared by all connections.
class UploadSlots {
  public:
    explicit UploadSlots(int count) : free_(count) {}
    /// A place until it is let go; null if none is free.
    static std::shared_ptr<void> take(const std::shared_ptr<UploadSlots>& slots);

  private:
    std::atomic<int> free_;
};

/// How large a request may be.
struct RequestLimits {
    std::size_t target_bytes = 4096;
    std::size_t head_bytes = 16384;  ///< request line and headers
    std::size_t headers = 60;
    std::size_t body_bytes = 1 << 20;
    std::size_t upload_bytes = (20U << 20U) + (64U << 10U);  ///< an annex with its form
    /// Whether a request, by its head, may bring a file; none may if this is empty.
    std::function<bool(const Request&)> takes_file;
    /// How many files may be on their way at the same time, so that memory is bounded.
    std::shared_ptr<UploadSlots> slots = std::make_shared<UploadSlots>(6);
};

/// The gate: reads one request from raw bytes, as they come, and refuses everything that two
/// programs could read in two ways. Pure; never sees a decoded header (Poco's own reader decodes
/// RFC 2047 words, framing headers included).
///
/// Refused: lines that do not end in CR LF; folded headers; control characters or encoded words in
/// a value; a space before the colon; a header sent twice; no Host, or one that is not ours;
/// versions other than HTTP/1.0 and 1.1; Transfer-Encoding other than exactly `chunked`, or with a
/// Content-Length, or in HTTP/1.0; a length that is not 1 to 10 digits; an address that is not a
/// clean path; chunks with extensions or trailers; bytes after the request.
/// Source: RFC 9112, sections 2.2, 3, 5, 6 and 7; stricter where it lets servers choose.
class RequestReader {
  public:
    enum class State { more, whole, refused };

    RequestReader(const std::vector<std::string>& hosts, const RequestLimits& limits);

    /// Takes the next bytes. After `refused`, `status()` and `reason()` say why.
    State take(std::string_view bytes);
    State state() const { return state_; }

    /// Expects `whole`.
    const Request& request() const { return request_; }
    /// True once the head is complete and the client waits for leave to send its body.
    bool awaits_continue() const { return awaits_continue_; }
    void continued() { awaits_continue_ = false; }
    /// True if the client may send another request after this one; expects `whole`.
    bool may_stay() const;

    int status() const { return status_; }
    const std::string& reason() const { return reason_; }

  private:
    State refuse(int status, std::string reason);
    bool make_room();
    bool read_head();
    bool read_request_line(std::string_view line);
    bool read_target(std::string_view target);
    bool read_header(std::string_view line);
    bool check_headers();
    bool choose_framing();
    State read_body();
    State read_chunks();

    const std::vector<std::string>& hosts_;
    const RequestLimits& limits_;
    State state_ = State::more;
    std::string pending_;  ///< bytes not consumed yet
    Request request_;
    bool head_read_ = false;
    bool http_1_1_ = false;
    bool chunked_ = false;
    bool awaits_continue_ = false;
    std::size_t length_ = 0;
    std::shared_ptr<void> slot_;  ///< held while a file is read
    int status_ = 0;
    std::string reason_;
};

}  // namespace preavis::http
