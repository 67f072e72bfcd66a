// Checkpoints in somebody else's hands.
#include "service/checkpoint_mail.h"

#include <gmock/gmock.h>

#include "base/failure.h"
#include "seal/signer.h"
#include "service/checkpoint.h"
#include "service/desk.h"
#include "service/watchdog.h"

namespace preavis::service::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Takes mails, or refuses those to one address.
class Postbox : public dossier::Mailer {
  public:
    void send(const dossier::Mail& mail) const override {
        ++tries;
        if (mail.to == refused) throw base::Failure(base::FailureCode::network, "non");
        taken.push_back(mail);
    }
    std::vector<std::string> readers() const {
        std::vector<std::string> all;
        for (const dossier::Mail& mail : taken) all.push_back(mail.to);
        return all;
    }

    std::string refused;
    mutable int tries = 0;
    mutable std::vector<dossier::Mail> taken;
};

class CheckpointPost : public testing::Test {
  protected:
    void SetUp() override {
        signer = seal::file_signer(desk.file().string() + ".cle", true);
        office = std::make_unique<Office>(desk.office());
        office->signer = signer.get();
        office->mailer = &postbox;
        office->checkpoint_readers = {"ddets@exemple.fr", "dpo@exemple.fr"};
        desk.household("Durand");
        ASSERT_TRUE(checkpoint_daily(*office, now()));
    }
    law::Instant now() { return desk.clock.now(); }
    void later(std::int64_t seconds) { desk.clock.set(law::utc_iso(now().plus_seconds(seconds))); }

    Desk desk;
    Postbox postbox;
    std::unique_ptr<dossier::Signer> signer;
    std::unique_ptr<Office> office;
};

TEST_F(CheckpointPost, each_reader_gets_each_checkpoint_once_and_the_journal_says_so) {
    CheckpointMail mail(*office);
    mail.turn(now());
    mail.turn(now());
    ASSERT_THAT(postbox.readers(), ElementsAre("ddets@exemple.fr", "dpo@exemple.fr"));
    const auto note = read_note(postbox.taken[0].attachment);
    ASSERT_TRUE(note);
    EXPECT_THAT(postbox.taken[0].reference, HasSubstr(note->root.substr(0, 16)));
    EXPECT_THAT(last_sending(*office)->payload_json, HasSubstr("ddets@exemple.fr"));
    CheckpointMail(*office).turn(now());  // a restart sends nothing again
    EXPECT_EQ(postbox.taken.size(), 2U);
    later(86'400);
    ASSERT_TRUE(checkpoint_daily(*office, now()));
    mail.turn(now());
    EXPECT_EQ(postbox.taken.size(), 4U);
    EXPECT_NE(postbox.taken[2].reference, postbox.taken[0].reference);
}

TEST_F(CheckpointPost,
       who_refuses_is_asked_again_after_longer_and_longer_pauses_the_others_are_not) {
    postbox.refused = "dpo@exemple.fr";
    CheckpointMail mail(*office);
    std::vector<std::int64_t> pauses;
    for (int minute = 0; minute < 300; ++minute) {
        const int before = postbox.tries;
        try {
            mail.turn(now());
        } catch (const base::Failure&) {
        }
        if (postbox.tries > before) pauses.push_back(minute);
        later(60);
    }
    EXPECT_THAT(pauses, ElementsAre(0, 5, 15, 35, 75, 155, 235));
    EXPECT_THAT(postbox.readers(), ElementsAre("ddets@exemple.fr"));
    EXPECT_FALSE(last_sending(*office));
    postbox.refused.clear();
    later(3600 * 2);
    mail.turn(now());
    EXPECT_THAT(postbox.readers(), ElementsAre("ddets@exemple.fr", "dpo@exemple.fr"));
    EXPECT_TRUE(last_sending(*office));
}

TEST_F(CheckpointPost, that_nobody_has_it_after_a_day_is_an_alert_until_it_is_sent) {
    Watchdog watchdog(*office);
    later(24 * 3600 - 1);
    watchdog.turn(now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
    later(1);
    watchdog.turn(now());
    ASSERT_EQ(watchdog.troubles().size(), 1U);
    EXPECT_THAT(watchdog.troubles()[0], HasSubstr("point_non_envoye"));
    CheckpointMail(*office).turn(now());
    watchdog.turn(now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
}

TEST_F(CheckpointPost, a_new_checkpoint_each_day_does_not_hide_that_none_is_sent) {
    Watchdog watchdog(*office);
    for (int day = 0; day < 3; ++day) {
        later(24 * 3600 - 60);
        desk.household("Durand" + std::to_string(day));
        ASSERT_TRUE(checkpoint_daily(*office, now()));
    }
    watchdog.turn(now());
    ASSERT_EQ(watchdog.troubles().size(), 1U);
    EXPECT_THAT(watchdog.troubles()[0], HasSubstr("point_non_envoye"));
    CheckpointMail(*office).turn(now());
    EXPECT_EQ(postbox.taken.size(), 2U) << "the last one covers those before it";
    watchdog.turn(now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
}

TEST_F(CheckpointPost, without_a_relay_or_addresses_nothing_is_due) {
    office->checkpoint_readers.clear();
    CheckpointMail(*office).turn(now());
    EXPECT_FALSE(unsent_since(*office));
    office->checkpoint_readers = {"ddets@exemple.fr"};
    office->mailer = nullptr;
    CheckpointMail(*office).turn(now());
    EXPECT_FALSE(unsent_since(*office));
    EXPECT_EQ(postbox.tries, 0);
}

}  // namespace
}  // namespace preavis::service::test
