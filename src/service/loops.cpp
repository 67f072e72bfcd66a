#include "service/loops.h"

#include <algorithm>

#include "base/failure.h"
#include "service/checkpoint.h"
#include "service/erasing.h"
#include "service/journaling.h"
#include "service/papers.h"
#include "service/passings.h"
#include "service/reminders.h"
#include "service/statement.h"
#include "service/store_watch.h"

namespace preavis::service {
namespace {

constexpr std::size_t passings_at_once = 2000;
constexpr std::size_t ladders_at_once = 500;
constexpr std::size_t sightings_at_once = 50;
constexpr std::int64_t hour_s = 3600;
constexpr std::int64_t jobs_kept_s = 30 * 24 * hour_s;

}  // namespace

std::size_t fire_due_deadlines(const Office& office, law::Instant now) {
    const std::size_t noted = note_all_passings(office, now);
    raise_all_rungs(office, now);
    return noted;
}

Loops::Loops(const Office& office, const std::function<void(const std::string&)>& report)
    : office_(office),
      report_(report),
      life_(office),
      watchdog_(office),
      sightings_(office),
      mail_(office),
      timers_(
          "échéances", [this] { return turn_timers(); }, report),
      outbox_(
          "documents", [this] { return turn_outbox(); }, report),
      watch_(
          "veille", [this] { return turn_watch(); }, report),
      post_(
          "courriel", [this] { return turn_mail(); }, report) {}

Loops::~Loops() {
    stop();
}

std::vector<std::string> Loops::troubles() const {
    std::vector<std::string> lines;
    if (const auto trouble = office_.store.trouble()) {
        const StoreState state = state_of(*trouble);
        lines.push_back(state.reason + " : " + state.message);
    }
    for (const Lane* lane : {&timers_, &outbox_, &watch_}) {
        if (lane->alive()) continue;
        lines.push_back("boucle_arretee : la boucle « " + lane->name() +
                        " » n'a fini aucun tour sans faute depuis une minute");
    }
    for (const std::string& line : watchdog_.troubles()) {
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
    }
    return lines;
}

void Loops::stop() {
    for (Lane* lane : {&timers_, &outbox_, &watch_, &post_}) lane->stop();
    try {
        life_.end();
    } catch (const base::Failure& failure) {
        report_(std::string("arrêt : ") + failure.what());
    }
}

bool Loops::may_write() const {
    return !office_.store.trouble();
}

bool Loops::turn_timers() {
    if (!may_write()) return false;
    const law::Instant now = office_.clock.now();
    const Noted noted = note_passings(office_, now, passings_at_once);
    const bool climbed = raise_rungs(office_, now, ladders_at_once) == ladders_at_once;
    if (noted.trouble) std::rethrow_exception(noted.trouble);
    return noted.count == passings_at_once || climbed;
}

bool Loops::turn_outbox() {
    if (!may_write()) return false;
    Papers(office_).issue_all();
    return false;
}

bool Loops::turn_watch() {
    const law::Instant now = office_.clock.now();
    if (const auto trouble = office_.store.trouble()) {
        if (trouble->lasting) return false;
        office_.store.try_again();
    }
    life_.keep(now);
    watchdog_.turn(now);
    if (!may_write()) return false;
    state_health(office_, now);
    checkpoint_daily(office_, now);
    sightings_.turn(now, sightings_at_once);
    forget_what_is_old(now);
    return false;
}

// A relay may take its time; that nothing left is an alert of the watch.
bool Loops::turn_mail() {
    if (may_write()) mail_.turn(office_.clock.now());
    return false;
}

void Loops::forget_what_is_old(law::Instant now) {
    if (now < tidied_at_.plus_seconds(hour_s)) return;
    office_.store.forget_answers_before(answers_forgotten_before(now));
    office_.store.forget_jobs_before(now.plus_seconds(-jobs_kept_s));
    destroy_promised_keys(office_, now);
    tidied_at_ = now;
}

}  // namespace preavis::service
