#include "notify/relay.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DialogSocket.h>
#include <Poco/Net/SecureStreamSocket.h>

namespace preavis::notify {
namespace {

using Poco::Net::DialogSocket;
using Poco::Net::StreamSocket;

StreamSocket secured(StreamSocket& socket, const std::filesystem::path& certificate) {
    using Poco::Net::Context;
    const Context::Ptr context = new Context(Context::TLS_SERVER_USE, certificate.string(),
                                             certificate.string(), "", Context::VERIFY_NONE);
    return Poco::Net::SecureStreamSocket::attach(socket, context);
}

}  // namespace

TestRelay::TestRelay(Manners manners)
    : manners_(std::move(manners)),
      listener_(Poco::Net::SocketAddress("127.0.0.1", 0)),
      thread_([this] { serve(); }) {}

TestRelay::~TestRelay() {
    ending_ = true;
    thread_.join();
}

std::string TestRelay::message() const {
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
}

void TestRelay::serve() {
    while (!ending_) {
        if (!listener_.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) continue;
        try {
            talk(listener_.acceptConnection());
        } catch (const Poco::Exception&) {
            // the client left
        }
    }
}

void TestRelay::talk(StreamSocket socket) {
    DialogSocket dialog(socket);
    dialog.sendMessage(manners_.refuses == "greeting" ? "554 non" : "220 essai");
    bool in_message = false;
    for (std::string line; dialog.receiveMessage(line);) {
        lines_.push_back(line);
        if (in_message) {
            in_message = line != ".";
            if (!in_message) dialog.sendMessage("250 pris");
            continue;
        }
        const std::string command = line.substr(0, 4);
        if (command == manners_.refuses) {
            dialog.sendMessage("550 refus");
        } else if (command == "STAR" && !manners_.certificate.empty()) {
            dialog.sendMessage("220 allez");
            dialog = DialogSocket(secured(dialog, manners_.certificate));
            lines_.emplace_back("[tls]");
        } else if (command == "STAR") {
            dialog.sendMessage("502 pas ici");
        } else if (command == "EHLO") {
            dialog.sendMessage("250-essai");
            dialog.sendMessage("250 AUTH PLAIN");
        } else if (command == "DATA") {
            in_message = true;
            dialog.sendMessage("354 dites");
        } else if (command == "AUTH") {
            dialog.sendMessage("235 entrez");
        } else {
            dialog.sendMessage(command == "QUIT" ? "221 adieu" : "250 bien");
        }
    }
}

}  // namespace preavis::notify
