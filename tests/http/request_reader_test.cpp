#include "http/request_reader.h"

#include <rapidcheck.h>

namespace preavis::http {
namespace {

const std::vector<std::string> hosts = {"127.0.0.1:8080", "localhost:8080", "siao.example"};
const RequestLimits limits;

RequestReader read(const std::string& bytes) {
    RequestReader reader(hosts, limits);
    reader.take(bytes);
    return reader;
}

std::string get(const std::string& target, const std::string& headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost:8080\r\n" + headers + "\r\n";
}

std::string post(const std::string& headers, const std::string& body) {
    return "POST /a HTTP/1.1\r\nHost: localhost:8080\r\n" + headers + "\r\n" + body;
}

struct Refused {
    const char* why;
    std::string bytes;
    int status;
};

const std::vector<Refused> refused_requests = {
    // Two lengths, or none that is sure.
    {"length and coding", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "abc"), 400},
    {"length twice", post("Content-Length: 5\r\nContent-Length: 0\r\n", "abcde"), 400},
    {"length twice, equal", post("Content-Length: 5\r\nContent-Length: 5\r\n", "abcde"), 400},
    {"list of lengths", post("Content-Length: 5, 5\r\n", "abcde"), 400},
    {"negative length", post("Content-Length: -1\r\n", ""), 400},
    {"signed length", post("Content-Length: +3\r\n", "abc"), 400},
    {"hexadecimal length", post("Content-Length: 0x3\r\n", "abc"), 400},
    {"length with letters", post("Content-Length: 3x\r\n", "abc"), 400},
    {"empty length", post("Content-Length:\r\n", ""), 400},
    {"length beyond 64 bits", post("Content-Length: 18446744073709551616\r\n", ""), 400},
    {"encoded length", post("Content-Length: =?utf-8?Q?5?=\r\n", "abcde"), 400},
    {"unknown coding", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400},
    {"coding in capitals", post("Transfer-Encoding: Chunked\r\n", "0\r\n\r\n"), 400},
    {"two codings", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
    {"coding twice",
     post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
    {"space before the colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400},
    {"coding in HTTP/1.0",
     "POST /a HTTP/1.0\r\nHost: localhost:8080\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     400},
    // Chunks.
    {"chunk that is not hexadecimal", post("Transfer-Encoding: chunked\r\n", "zz\r\n"), 400},
    {"chunk with an extension", post("Transfer-Encoding: chunked\r\n", "3;a=b\r\nabc\r\n0\r\n\r\n"),
     400},
    {"chunk longer than said", post("Transfer-Encoding: chunked\r\n", "3\r\nabcd\r\n0\r\n\r\n"),
     400},
    {"chunk size beyond 64 bits", post("Transfer-Encoding: chunked\r\n", "ffffffffffffffffff\r\n"),
     400},
    {"chunk without end of line", post("Transfer-Encoding: chunked\r\n", "000000000000"), 400},
    {"trailer", post("Transfer-Encoding: chunked\r\n", "0\r\nX: y\r\n\r\n"), 400},
    {"huge chunk", post("Transfer-Encoding: chunked\r\n", "7fffffff\r\n"), 413},
    // Something after the request.
    {"request hidden in a body without length",
     get("/a") + "POST /b HTTP/1.1\r\nHost: localhost:8080\r\n\r\n", 400},
    {"request hidden after a body", post("Content-Length: 3\r\n", "abcGET /b HTTP/1.1\r\n"), 400},
    {"request hidden after chunks",
     post("Transfer-Encoding: chunked\r\n", "0\r\n\r\nGET /b HTTP/1.1\r\n"), 400},
    // Hosts.
    {"no host", "GET /a HTTP/1.1\r\n\r\n", 400},
    {"two hosts", get("/a", "Host: evil.example\r\n"), 400},
    {"host of somebody else", "GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
    {"encoded host", "GET /a HTTP/1.1\r\nHost: =?utf-8?Q?evil?=\r\n\r\n", 400},
    {"host with another port", "GET /a HTTP/1.1\r\nHost: localhost:81\r\n\r\n", 421},
    // Lines and headers.
    {"bare line feeds", "GET /a HTTP/1.1\nHost: localhost:8080\n\n", 400},
    {"bare line feed among others", get("/a", "X: y\nZ: t\r\n"), 400},
    {"bare carriage return", get("/a", "X: y\rZ: t\r\n"), 400},
    {"folded header", get("/a", "X: y\r\n  more\r\n"), 400},
    {"NUL in a value", get("/a", std::string("X: a\0b\r\n", 8)), 400},
    {"encoded line break in a value", get("/a", "X: =?utf-8?Q?a=0D=0ASet-Cookie:b?=\r\n"), 400},
    {"bytes beyond ASCII in a value", get("/a", "X: \xc3\xa9\r\n"), 400},
    {"header without colon", get("/a", "Xy\r\n"), 400},
    {"header without name", get("/a", ": y\r\n"), 400},
    {"any header twice", get("/a", "Accept: a/b\r\nAccept: c/d\r\n"), 400},
    {"expectation that is not served", get("/a", "Expect: magic\r\n"), 417},
    // The request line.
    {"version 9.9", "GET /a HTTP/9.9\r\nHost: localhost:8080\r\n\r\n", 505},
    {"no version", "GET /a\r\nHost: localhost:8080\r\n\r\n", 400},
    {"version 2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"method in lower case", "get /a HTTP/1.1\r\nHost: localhost:8080\r\n\r\n", 400},
    {"method that is not a word", "G@T /a HTTP/1.1\r\nHost: localhost:8080\r\n\r\n", 400},
    {"two spaces", "GET  /a HTTP/1.1\r\nHost: localhost:8080\r\n\r\n", 400},
    {"TLS greeting", std::string("\x16\x03\x01\x02\x00\x01\n", 7), 400},
    // The address.
    {"whole address", get("http://localhost:8080/a"), 400},
    {"no leading slash", get("a"), 400},
    {"parent folder", get("/a/../b"), 400},
    {"encoded parent folder", get("/a/%2e%2e/b"), 400},
    {"encoded slash and parent", get("/a/..%2fb"), 400},
    {"empty segment", get("//a"), 400},
    {"backslash", get("/a%5cb"), 400},
    {"NUL in the path", get("/a%00b"), 400},
    {"line break in the path", get("/a%0d%0aX:y"), 400},
    {"broken escape", get("/a%zz"), 400},
    {"cut escape", get("/a%2"), 400},
    {"invalid UTF-8", get("/a%ff"), 400},
    {"overlong UTF-8", get("/a%c0%af"), 400},
    {"surrogate", get("/a%ed%a0%80"), 400},
    {"NUL in the query", get("/a?q=%00"), 400},
    {"invalid UTF-8 in the query", get("/a?q=%c3"), 400},
    {"raw bytes in the address", get("/a\xc3\xa9"), 400},
    // Sizes.
    {"long address", get("/" + std::string(5000, 'a')), 414},
    {"large head", get("/a", "X: " + std::string(20000, 'a') + "\r\n"), 431},
    {"large body", post("Content-Length: 1048577\r\n", ""), 413},
};

TEST(RequestReader, what_two_programs_could_read_in_two_ways_is_refused) {
    for (const Refused& probe : refused_requests) {
        const RequestReader reader = read(probe.bytes);
        EXPECT_EQ(reader.state(), RequestReader::State::refused) << probe.why;
        EXPECT_EQ(reader.status(), probe.status) << probe.why << ": " << reader.reason();
    }
}

TEST(RequestReader, too_many_headers_are_refused) {
    std::string headers;
    for (int i = 0; i < 70; ++i) headers += "X-" + std::to_string(i) + ": y\r\n";
    EXPECT_EQ(read(get("/a", headers)).status(), 431);
}

TEST(RequestReader, what_is_cut_short_is_never_whole) {
    for (const std::string& request :
         {post("Content-Length: 10\r\n", "abc"), post("Transfer-Encoding: chunked\r\n", "5\r\nab"),
          post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n"), std::string("GET /a HTT")}) {
        EXPECT_EQ(read(request).state(), RequestReader::State::more) << request;
    }
}

TEST(RequestReader, a_sound_request_is_read_in_its_parts) {
    const RequestReader reader = read(
        "POST /api/v1/m%C3%A9nages?q=a%20b+c&vide HTTP/1.1\r\nHOST: LOCALHOST:8080\r\n"
        "Content-Type: application/json\r\nContent-Length: 4\r\nCookie: a=1; b=2\r\n\r\n{\"\"}");
    ASSERT_EQ(reader.state(), RequestReader::State::whole) << reader.reason();
    const Request& request = reader.request();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.path, "/api/v1/ménages");
    EXPECT_EQ(request.parameter("q"), "a b c");
    EXPECT_TRUE(find(request.query, "vide").has_value());
    EXPECT_EQ(request.header("content-type"), "application/json");
    EXPECT_EQ(request.cookie("b"), "2");
    EXPECT_EQ(request.cookie("c"), "");
    EXPECT_EQ(request.body, "{\"\"}");
}

TEST(RequestReader, chunks_are_joined) {
    const RequestReader reader =
        read(post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"));
    ASSERT_EQ(reader.state(), RequestReader::State::whole) << reader.reason();
    EXPECT_EQ(reader.request().body, "abc0123456789");
}

TEST(RequestReader, a_client_that_waits_for_leave_is_seen_once) {
    RequestReader reader(hosts, limits);
    reader.take(post("Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
    EXPECT_TRUE(reader.awaits_continue());
    reader.continued();
    EXPECT_FALSE(reader.awaits_continue());
    EXPECT_EQ(reader.take("ab"), RequestReader::State::whole);
}

/// The same end whatever pieces the bytes come in.
TEST(RequestReader, the_pieces_of_the_network_change_nothing) {
    std::vector<std::string> requests = {
        get("/a?b=c", "Accept: */*\r\n"), post("Content-Length: 5\r\n", "abcde"),
        post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")};
    for (const Refused& probe : refused_requests) {
        if (probe.bytes.size() < 500) requests.push_back(probe.bytes);
    }
    EXPECT_TRUE(rc::check([&] {
        const std::string bytes = *rc::gen::elementOf(requests);
        RequestReader pieces(hosts, limits);
        std::size_t start = 0;
        while (start < bytes.size()) {
            const auto size = *rc::gen::inRange<std::size_t>(1, 40);
            pieces.take(bytes.substr(start, size));
            start += size;
        }
        const RequestReader at_once = read(bytes);
        RC_ASSERT(pieces.state() == at_once.state());
        RC_ASSERT(pieces.status() == at_once.status());
        if (at_once.state() == RequestReader::State::whole) {
            RC_ASSERT(pieces.request().body == at_once.request().body);
        }
    }));
}

TEST(RequestReader, no_bytes_at_all_can_break_it) {
    EXPECT_TRUE(rc::check([](const std::string& noise) {
        RequestReader reader(hosts, limits);
        reader.take(noise);
        RequestReader after_head(hosts, limits);
        after_head.take(post("Transfer-Encoding: chunked\r\n", noise));
    }));
}

TEST(RequestReader, a_body_in_a_million_tiny_chunks_costs_no_more_than_its_bytes) {
    std::string body;
    for (int i = 0; i < 150'000; ++i) body += "1\r\na\r\n";
    const RequestReader reader = read(post("Transfer-Encoding: chunked\r\n", body + "0\r\n\r\n"));
    EXPECT_EQ(reader.state(), RequestReader::State::whole);
    EXPECT_EQ(reader.request().body.size(), 150'000U);
}

}  // namespace
}  // namespace preavis::http
