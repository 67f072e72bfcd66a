#include "notify/smtp.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/MailMessage.h>
#include <Poco/Net/MailRecipient.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureSMTPClientSession.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/StringPartSource.h>

#include <algorithm>

#include "base/failure.h"

namespace preavis::notify {
namespace {

using base::Failure;
using base::FailureCode;
using Poco::Net::MailMessage;
using Poco::Net::MailRecipient;

constexpr int patience_s = 10;
constexpr const char* ciphers = "HIGH:!aNULL:!eNULL:!MD5:!SHA1";

/// Poco writes headers as they are given.
void expect_one_line(const std::string& text) {
    const bool one_line = std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
    if (one_line && !text.empty()) return;
    throw Failure(FailureCode::configuration, "un champ d'un courriel n'est pas une seule ligne");
}

void expect_address(const std::string& text) {
    expect_one_line(text);
    const std::size_t at = text.find('@');
    const bool plain = text.find_first_of(" <>,;\"()\\") == text.npos && at != text.npos &&
                       at > 0 && at == text.rfind('@') && at + 1 < text.size();
    if (plain && text.size() <= 254) return;
    throw Failure(FailureCode::configuration, "« " + text + " » n'est pas une adresse de courriel");
}

/// Poco doubles a dot at the beginning of a line only where the line before ends as SMTP has it.
std::string with_wire_lines(const std::string& text) {
    std::string lines;
    for (const char c : text) {
        if (c == '\n') lines += '\r';
        if (c != '\r') lines += c;
    }
    return lines;
}

class SmtpMailer : public dossier::Mailer {
  public:
    explicit SmtpMailer(const Relay& relay) : relay_(relay) {
        expect_one_line(relay.host);
        expect_address(relay.sender);
        if (relay.encrypted) return;
        try {
            if (Poco::Net::SocketAddress(relay.host, relay.port).host().isLoopback()) return;
        } catch (const Poco::Exception&) {
            // a name that means nothing here is not this machine
        }
        throw Failure(FailureCode::configuration,
                      "un relais sans chiffrement ne peut être que la machine elle-même, pas « " +
                          relay.host + " »");
    }

    void send(const dossier::Mail& mail) const override {
        MailMessage message;
        write(mail, message);
        try {
            find_somebody();
            Poco::Net::SecureSMTPClientSession session(relay_.host, relay_.port);
            session.setTimeout(Poco::Timespan(patience_s, 0));
            enter(session);
            session.sendMessage(message);
            session.close();
        } catch (const Poco::Exception& refused) {
            throw Failure(FailureCode::network,
                          "le relais de courriel « " + relay_.host +
                              " » n'a pas pris le message : " + refused.displayText());
        }
    }

  private:
    void write(const dossier::Mail& mail, MailMessage& message) const {
        expect_address(mail.to);
        for (const std::string& field : {mail.subject, mail.reference, mail.attachment_name}) {
            expect_one_line(field);
        }
        message.setSender(relay_.sender);
        message.addRecipient({MailRecipient::PRIMARY_RECIPIENT, mail.to});
        message.setSubject(MailMessage::encodeWord(mail.subject, "UTF-8"));
        message.set("Message-ID", "<" + mail.reference + "@" +
                                      relay_.sender.substr(relay_.sender.find('@') + 1) + ">");
        message.set("Auto-Submitted", "auto-generated");
        using Poco::Net::StringPartSource;
        message.addContent(
            new StringPartSource(with_wire_lines(mail.text), "text/plain; charset=UTF-8"),
            MailMessage::ENCODING_QUOTED_PRINTABLE);
        message.addAttachment(mail.attachment_name,
                              new StringPartSource(mail.attachment, "text/plain; charset=UTF-8",
                                                   mail.attachment_name),
                              MailMessage::ENCODING_BASE64);
    }

    /// The session's own way to connect knows no time limit.
    void find_somebody() const {
        Poco::Net::StreamSocket trial;
        trial.connect({relay_.host, relay_.port}, Poco::Timespan(patience_s, 0));
        trial.close();
    }

    void enter(Poco::Net::SecureSMTPClientSession& session) const {
        session.login();
        if (relay_.encrypted && !session.startTLS(trust())) {
            throw Poco::Net::SMTPException("STARTTLS n'est pas offert");
        }
        if (relay_.encrypted && relay_.login.empty()) session.login();
        if (relay_.login.empty()) return;
        session.login(Poco::Net::SMTPClientSession::AUTH_PLAIN, relay_.login, relay_.password);
    }

    Poco::Net::Context::Ptr trust() const {
        using Poco::Net::Context;
        Context::Ptr context =
            new Context(Context::TLS_CLIENT_USE, relay_.authorities.string(),
                        Context::VERIFY_STRICT, 9, relay_.authorities.empty(), ciphers);
        context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
        context->enableExtendedCertificateVerification(true);
        context->setInvalidCertificateHandler(new Poco::Net::RejectCertificateHandler(false));
        return context;
    }

    Relay relay_;
};

}  // namespace

std::unique_ptr<dossier::Mailer> smtp_mailer(const Relay& relay) {
    return std::make_unique<SmtpMailer>(relay);
}

}  // namespace preavis::notify
