#include "notify/smtp.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "base/failure.h"
#include "notify/relay.h"

namespace preavis::notify {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const dossier::Mail mail = {.to = "ddets@exemple.fr",
                            .subject = "Point de contrôle",
                            .text = "Bonjour,\n.\nMAIL FROM:<x@y.z>\n",
                            .reference = "point-7-abcd",
                            .attachment_name = "point-7.txt",
                            .attachment = "preavis/x\n7\n"};

class Smtp : public testing::Test {
  protected:
    Relay relay(const TestRelay& there, bool encrypted = false) const {
        return {.host = "localhost",
                .port = there.port(),
                .encrypted = encrypted,
                .sender = "preavis@siao.exemple.fr",
                .authorities = encrypted ? certificate : ""};
    }
    /// Self-signed, for a name.
    void draw_certificate(const std::string& name) {
        certificate = std::filesystem::path(testing::TempDir()) / ("relay-" + name + ".pem");
        const std::string command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
            "/CN=" +
            name + " -addext subjectAltName=DNS:" + name + " -keyout " + certificate.string() +
            " -out " + certificate.string() + ".crt 2>/dev/null && cat " + certificate.string() +
            ".crt >>" + certificate.string();
        ASSERT_EQ(std::system(command.c_str()), 0);
    }
    static base::FailureCode refusal_of(const Relay& relay, const dossier::Mail& what) {
        try {
            smtp_mailer(relay)->send(what);
        } catch (const base::Failure& failure) {
            return failure.code();
        }
        return base::FailureCode::corrupted;  // nothing was thrown
    }

    std::filesystem::path certificate;
};

TEST_F(Smtp, a_mail_arrives_whole_with_what_makes_it_known) {
    TestRelay there({});
    smtp_mailer(relay(there))->send(mail);
    EXPECT_THAT(there.lines(), Contains("MAIL FROM: <preavis@siao.exemple.fr>"));
    EXPECT_THAT(there.lines(), Contains("RCPT TO: <ddets@exemple.fr>"));
    const std::string said = there.message();
    for (const char* part :
         {"Message-ID: <point-7-abcd@siao.exemple.fr>", "Auto-Submitted: auto-generated",
          "Subject: =?UTF-8?q?Point_de_contr=C3=B4le?=", "\n..\n", "point-7.txt"}) {
        EXPECT_THAT(said, HasSubstr(part));
    }
}

TEST_F(Smtp, a_relay_that_shows_who_it_is_gets_it_encrypted) {
    draw_certificate("localhost");
    TestRelay there({.certificate = certificate});
    Relay known = relay(there, true);
    known.login = "preavis";
    known.password = "secret";
    smtp_mailer(known)->send(mail);
    const auto& lines = there.lines();
    const auto tls = std::find(lines.begin(), lines.end(), "[tls]");
    ASSERT_NE(tls, lines.end());
    EXPECT_EQ(std::count_if(lines.begin(), tls,
                            [](const auto& line) {
                                return line.starts_with("AUTH") || line.starts_with("MAIL");
                            }),
              0);
    EXPECT_THAT(lines, Contains("RCPT TO: <ddets@exemple.fr>"));
}

TEST_F(Smtp, nothing_is_sent_where_encryption_is_not_offered_or_nobody_vouches) {
    draw_certificate("localhost");
    {
        TestRelay plain({});
        EXPECT_EQ(refusal_of(relay(plain, true), mail), base::FailureCode::network);
        EXPECT_THAT(plain.message(), Not(HasSubstr("MAIL")));
    }
    const auto other = certificate;
    draw_certificate("ailleurs.exemple");
    {
        TestRelay unknown({.certificate = other});
        EXPECT_EQ(refusal_of(relay(unknown, true), mail), base::FailureCode::network);
        EXPECT_THAT(unknown.message(), Not(HasSubstr("MAIL")));
    }
    TestRelay misnamed({.certificate = certificate});
    EXPECT_EQ(refusal_of(relay(misnamed, true), mail), base::FailureCode::network);
    EXPECT_THAT(misnamed.message(), Not(HasSubstr("MAIL")));
}

TEST_F(Smtp, a_refusal_at_any_word_of_the_dialogue_is_a_failure) {
    for (const char* word : {"greeting", "EHLO", "MAIL", "RCPT", "DATA"}) {
        TestRelay there({.refuses = word});
        // A relay without EHLO may still be an older one: HELO is tried.
        const auto expected =
            std::string(word) == "EHLO" ? base::FailureCode::corrupted : base::FailureCode::network;
        EXPECT_EQ(refusal_of(relay(there), mail), expected) << word;
    }
    Relay nobody{.host = "127.0.0.1", .port = 1, .encrypted = false, .sender = "a@b.fr"};
    EXPECT_EQ(refusal_of(nobody, mail), base::FailureCode::network);
}

TEST_F(Smtp, what_could_be_read_as_two_lines_or_two_addresses_never_leaves) {
    TestRelay there({});
    for (const char* hostile :
         {"a@b.fr\r\nBcc: c@d.fr", "a@b.fr,c@d.fr", "a@b.fr>", "a b@c.fr", "", "@", "a@", "sans"}) {
        dossier::Mail to = mail;
        to.to = hostile;
        EXPECT_EQ(refusal_of(relay(there), to), base::FailureCode::configuration) << hostile;
    }
    for (auto field :
         {&dossier::Mail::subject, &dossier::Mail::reference, &dossier::Mail::attachment_name}) {
        dossier::Mail broken = mail;
        broken.*field = "x\r\nBcc: c@d.fr";
        EXPECT_EQ(refusal_of(relay(there), broken), base::FailureCode::configuration);
    }
    EXPECT_TRUE(there.lines().empty());
}

TEST_F(Smtp, without_encryption_only_the_machine_itself_is_a_relay) {
    for (const char* host : {"192.0.2.1", "smtp.exemple.invalid", ""}) {
        const Relay far{.host = host, .port = 25, .encrypted = false, .sender = "a@b.fr"};
        EXPECT_THROW(smtp_mailer(far), base::Failure) << host;
    }
    EXPECT_THROW(smtp_mailer({.host = "localhost", .sender = "a@b.fr\r\nX: y"}), base::Failure);
}

}  // namespace
}  // namespace preavis::notify
