#include "http/reception.h"

#include <atomic>
#include <chrono>

#include "base/expects.h"
#include "base/failure.h"
#include "http/raw_client.h"

namespace preavis::http {
namespace {

using Monotonic = std::chrono::steady_clock;

/// A server that answers with what it was asked, and counts.
class Echo : public testing::Test {
  protected:
    void start(ReceptionSettings settings) {
        settings.port = 0;
        reception = std::make_unique<Reception>(settings, [this](const Request& request) {
            ++asked;
            if (before_answering) before_answering();
            if (request.path == "/grand") return Response{200, {}, std::string(8U << 20, 'x')};
            return Response{200,
                            {{"Content-Type", "text/plain"}},
                            request.method + " " + request.path + " " + request.body};
        });
        reception->start();
        host = "Host: 127.0.0.1:" + std::to_string(reception->port()) + "\r\n";
    }
    void SetUp() override { start({.workers = 2}); }

    std::string get(const std::string& path, const std::string& headers = "") const {
        return "GET " + path + " HTTP/1.1\r\n" + host + headers + "\r\n";
    }
    Answer ask(const std::string& bytes) const { return exchange(reception->port(), bytes); }

    std::atomic<int> asked{0};
    std::function<void()> before_answering;
    std::string host;
    std::unique_ptr<Reception> reception;
};

TEST_F(Echo, a_connection_stays_for_the_next_request) {
    RawClient client(reception->port());
    for (const char* path : {"/a", "/b", "/c"}) {
        client.send(get(path));
        const Answer answer = client.receive();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "GET " + std::string(path) + " ");
        EXPECT_EQ(answer.header("connection"), "keep-alive");
        EXPECT_EQ(answer.header("server"), "");
    }
    EXPECT_EQ(asked, 3);
}

TEST_F(Echo, a_connection_closes_when_the_client_asks_for_it) {
    for (const std::string& last :
         {get("/a", "Connection: close\r\n"), get("/a", "Connection: Close\r\n"),
          "GET /a HTTP/1.0\r\n" + host + "\r\n"}) {
        RawClient client(reception->port());
        client.send(last);
        EXPECT_EQ(client.receive().header("connection"), "close") << last;
        client.send(get("/b"));
        EXPECT_EQ(client.receive().status, 0);
    }
    EXPECT_EQ(asked, 3);
}

TEST_F(Echo, who_stays_without_a_word_is_let_go) {
    reception.reset();
    start({.workers = 2, .patience = {.idle = std::chrono::seconds(0)}});
    RawClient client(reception->port());
    client.send(get("/a"));
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(client.receive().status, 0);
}

TEST_F(Echo, who_stays_gives_way_to_who_comes) {
    reception.reset();
    start({.workers = 2, .connections = 4});
    RawClient sending(reception->port());
    sending.send("GET /lente");
    std::vector<std::unique_ptr<RawClient>> staying;
    for (int i = 0; i < 8; ++i) {
        staying.push_back(std::make_unique<RawClient>(reception->port()));
        staying.back()->send(get("/a"));
        EXPECT_EQ(staying.back()->receive().status, 200);
    }
    EXPECT_EQ(staying.front()->receive().status, 0);
    sending.send(" HTTP/1.1\r\n" + host + "\r\n");
    EXPECT_EQ(sending.receive().body, "GET /lente ");
}

TEST_F(Echo, a_hidden_second_request_never_runs) {
    const std::string hidden = "POST /cachee HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n";
    const std::vector<std::string> probes = {
        get("/a") + hidden,
        "POST /a HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc" + hidden,
        "POST /a HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: " +
            std::to_string(hidden.size()) + "\r\n\r\n" + hidden,
        "POST /a HTTP/1.1\r\n" + host +
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
            "0\r\n\r\n" +
            hidden,
        "POST /a HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
    };
    for (const std::string& probe : probes) {
        asked = 0;
        const Answer answer = ask(probe);
        EXPECT_EQ(answer.status, 400) << probe;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json");
        EXPECT_EQ(answer.header("connection"), "close");
        EXPECT_EQ(answer.wire.find("HTTP/1.1", 1), answer.wire.npos) << "two answers: " << probe;
        EXPECT_EQ(asked, 0) << probe;
    }
}

TEST_F(Echo, a_request_that_does_not_wait_for_the_answer_never_runs) {
    RawClient client(reception->port());
    before_answering = [&client, this] { client.send(get("/b")); };
    client.send(get("/a"));
    const Answer answer = client.receive();
    EXPECT_EQ(answer.body, "GET /a ");
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_EQ(asked, 1);
}

TEST_F(Echo, a_body_cut_short_reaches_nobody) {
    RawClient client(reception->port());
    client.send("POST /a HTTP/1.1\r\n" + host + "Content-Length: 10\r\n\r\nabc");
    client.finish_sending();
    EXPECT_EQ(client.receive().status, 0);
    EXPECT_EQ(asked, 0);
}

TEST_F(Echo, a_refused_body_still_gets_its_answer) {
    const Answer answer = ask("POST /a HTTP/1.1\r\n" + host + "Content-Length: 3000000\r\n\r\n" +
                              std::string(3'000'000, 'a'));
    EXPECT_EQ(answer.status, 413);
}

TEST_F(Echo, leave_is_given_to_a_client_that_waits_for_it) {
    RawClient client(reception->port());
    client.send("POST /a HTTP/1.1\r\n" + host +
                "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    client.send("ab");
    EXPECT_NE(client.receive().wire.find("POST /a ab"), std::string::npos);
}

TEST_F(Echo, clients_that_say_nothing_take_nothing_from_the_others) {
    std::vector<std::unique_ptr<RawClient>> silent;
    for (int i = 0; i < 200; ++i) {
        silent.push_back(std::make_unique<RawClient>(reception->port()));
        silent.back()->send(
            i % 2 == 0 ? "G" : "POST /a HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\na");
    }
    const auto before = Monotonic::now();
    EXPECT_EQ(ask(get("/a")).status, 200);
    EXPECT_LT(Monotonic::now() - before, std::chrono::seconds(1));
}

TEST_F(Echo, clients_that_do_not_read_take_nothing_from_the_others) {
    std::vector<std::unique_ptr<RawClient>> deaf;
    for (int i = 0; i < 12; ++i) {
        deaf.push_back(std::make_unique<RawClient>(reception->port()));
        deaf.back()->send(get("/grand"));
    }
    const auto before = Monotonic::now();
    EXPECT_EQ(ask(get("/a")).status, 200);
    EXPECT_LT(Monotonic::now() - before, std::chrono::seconds(2));
    EXPECT_EQ(deaf.front()->receive().body.size(), 8U << 20);
}

TEST_F(Echo, beyond_its_places_the_oldest_that_still_sends_gives_way) {
    reception.reset();
    start({.workers = 2, .connections = 4});
    std::vector<std::unique_ptr<RawClient>> silent;
    for (int i = 0; i < 8; ++i) {
        silent.push_back(std::make_unique<RawClient>(reception->port()));
        silent.back()->send("GET /");
    }
    EXPECT_EQ(ask(get("/a")).status, 200);
    EXPECT_EQ(silent.front()->receive().status, 0);
}

TEST_F(Echo, a_request_has_one_time_limit_for_all_its_bytes) {
    reception.reset();
    start({.workers = 2, .patience = {.request = std::chrono::seconds(1)}});
    RawClient slow(reception->port());
    const auto before = Monotonic::now();
    slow.send("GET / HT");
    EXPECT_EQ(slow.receive().status, 0);
    EXPECT_LT(Monotonic::now() - before, std::chrono::seconds(4));
    EXPECT_EQ(asked, 0);
}

TEST(Reception, only_the_machine_itself_is_served) {
    const auto code = [](const std::string& address) {
        try {
            Reception({.address = address, .port = 0}, [](const Request&) { return Response{}; });
        } catch (const base::Failure& failure) {
            return failure.code();
        }
        return base::FailureCode::storage;  // nothing was thrown
    };
    for (const char* address : {"0.0.0.0", "192.168.1.4", "::", "example.org", ""}) {
        EXPECT_EQ(code(address), base::FailureCode::configuration) << address;
    }
    EXPECT_EQ(code("127.0.0.1"), base::FailureCode::storage);
}

TEST(Reception, a_taken_port_is_a_failure_of_the_machine) {
    const Reception first({.port = 0}, [](const Request&) { return Response{}; });
    EXPECT_THROW(Reception({.port = first.port()}, [](const Request&) { return Response{}; }),
                 base::Failure);
}

TEST(ResponseBytes, a_line_break_in_a_header_is_a_bug_not_a_header) {
    for (const char* value : {"a\r\nSet-Cookie: b", "a\nb", "a\rb"}) {
        EXPECT_THROW(to_bytes(Response{}.with("X", value), true, Afterwards::close), base::Bug)
            << value;
        EXPECT_THROW(to_bytes(Response{}.with(value, "X"), true, Afterwards::close), base::Bug)
            << value;
    }
    EXPECT_THROW(to_bytes(Response{}.with("X", std::string("a\0b", 3)), true, Afterwards::close),
                 base::Bug);
}

}  // namespace
}  // namespace preavis::http
