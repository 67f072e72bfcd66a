#include "law/ledger.h"

#include <algorithm>
#include <array>

#include "law/counted.h"

namespace preavis::law {
namespace {

using Kind = LedgerEntry::Kind;
using State = Account::State;
using base::Refusal;

constexpr std::array<std::string_view, 6> names = {"start",  "suspend", "resume",
                                                   "extend", "replace", "stop"};
constexpr std::int64_t ms_per_second = 1000;

std::optional<Refusal> refusal_of_size(const std::optional<TimeLimit>& limit) {
    if (!limit) return Refusal{"limite_absente", "il manque la durée du délai"};
    if (limit->count <= 0) {
        return Refusal{"limite_negative", "une durée est d'au moins une unité : " +
                                              std::to_string(limit->count) + " n'en est pas une"};
    }
    if (!parse_limit(iso_duration(*limit))) {
        return Refusal{"limite_excessive", "une durée de " + in_french(*limit) +
                                               " dépasse ce qui est admis : 100000 heures, 36500 "
                                               "jours ou 1200 mois"};
    }
    return std::nullopt;
}

/// Reads entries one by one, each against what those before it say.
class Folder {
  public:
    explicit Folder(const Territory& territory) : territory_(territory) {}

    std::optional<Refusal> take(const LedgerEntry& entry) {
        if (auto refusal = refuse_order(entry)) return refusal;
        if (auto refusal = refuse_too_late(entry)) return refusal;
        if (auto refusal = apply(entry)) return refusal;
        last_ = entry.at;
        return entry.kind == Kind::stop ? std::nullopt : count_again();
    }

    std::optional<Account> account() && { return std::move(account_); }

  private:
    std::string day(Instant at) const { return in_french_without_weekday(territory_.date(at)); }

    std::optional<Refusal> refuse_order(const LedgerEntry& entry) const {
        if (!account_) {
            if (entry.kind == Kind::start) return std::nullopt;
            return Refusal{"registre_sans_debut", "ce délai n'a pas commencé"};
        }
        if (entry.kind == Kind::start) {
            return Refusal{"delai_deja_commence", "ce délai a déjà commencé"};
        }
        if (account_->state == State::stopped) {
            return Refusal{"ecriture_apres_arret",
                           "ce délai est clos depuis le " + day(last_) + " : il ne change plus"};
        }
        if (entry.at < last_) {
            return Refusal{"ecriture_anterieure", "le " + day(entry.at) +
                                                      " précède la dernière écriture de ce délai,"
                                                      " du " +
                                                      day(last_)};
        }
        return std::nullopt;
    }

    /// A limit whose time is over is not brought back to life; a suspended one is not over.
    std::optional<Refusal> refuse_too_late(const LedgerEntry& entry) const {
        if (!account_ || entry.kind == Kind::stop || account_->state == State::suspended) {
            return std::nullopt;
        }
        if (entry.kind == Kind::resume || entry.at <= account_->end.due) return std::nullopt;
        return Refusal{"delai_deja_expire", "ce délai s'est terminé le " + day(account_->end.due) +
                                                " : il ne peut plus changer"};
    }

    std::optional<Refusal> apply(const LedgerEntry& entry) {
        switch (entry.kind) {
            case Kind::start: return begin(entry);
            case Kind::suspend: return suspend(entry);
            case Kind::resume: return resume(entry);
            case Kind::extend: return extend(entry);
            case Kind::replace: return replace(entry);
            case Kind::stop: break;
        }
        account_->state = State::stopped;
        return std::nullopt;
    }

    std::optional<Refusal> begin(const LedgerEntry& entry) {
        if (auto refusal = refusal_of_size(entry.limit)) return refusal;
        account_.emplace();
        account_->limit = *entry.limit;
        account_->start = {territory_.date(entry.at), entry.at};
        return std::nullopt;
    }

    std::optional<Refusal> suspend(const LedgerEntry& entry) {
        if (account_->state == State::suspended) {
            return Refusal{"deja_suspendu", "ce délai est déjà suspendu depuis le " +
                                                day(account_->pauses.back().from)};
        }
        if (account_->limit.direction == Direction::backwards) {
            return Refusal{"suspension_a_rebours",
                           "un délai compté à rebours ne court pas : il ne se suspend pas"};
        }
        account_->pauses.push_back({entry.at, std::nullopt, entry.reason, entry.source});
        account_->state = State::suspended;
        return std::nullopt;
    }

    std::optional<Refusal> resume(const LedgerEntry& entry) {
        if (account_->state != State::suspended) {
            return Refusal{"reprise_sans_suspension",
                           "ce délai n'est pas suspendu : il ne peut pas reprendre"};
        }
        account_->pauses.back().to = entry.at;
        account_->state = State::running;
        return std::nullopt;
    }

    std::optional<Refusal> extend(const LedgerEntry& entry) {
        if (auto refusal = refusal_of_size(entry.limit)) return refusal;
        const bool in_hours = account_->limit.unit == Unit::hours;
        if ((entry.limit->unit == Unit::hours) != in_hours) {
            return Refusal{"prolongation_unite",
                           "un délai en heures se prolonge en heures, un délai en jours ou en mois"
                           " en jours ou en mois"};
        }
        account_->extensions.push_back({*entry.limit, entry.at, entry.reason, entry.source});
        return std::nullopt;
    }

    std::optional<Refusal> replace(const LedgerEntry& entry) {
        auto interruptions = std::move(account_->interruptions);
        interruptions.push_back(entry);
        if (auto refusal = begin(entry)) return refusal;
        account_->interruptions = std::move(interruptions);
        return std::nullopt;
    }

    std::optional<Refusal> count_again() {
        auto answer = reckon(*account_, territory_);
        if (auto* refusal = std::get_if<Refusal>(&answer)) return std::move(*refusal);
        account_->end = std::get<Reckoning>(answer);
        return std::nullopt;
    }

    const Territory& territory_;
    std::optional<Account> account_;
    Instant last_;
};

/// Whole days that have run before `today`, of those that count.
std::int64_t days_run(const Account& account, Date today, const Territory& territory) {
    std::int64_t run = today.day_number() - account.start.date.day_number() - 1;
    for (const Gap& gap : gaps(account, territory)) {
        if (gap.first < today)
            run -= Gap{gap.first, std::min(gap.last, today.plus_days(-1)), {}}.days();
    }
    return run;
}

Balance balance_in_seconds(const Account& account, Instant at) {
    Balance balance{.in_seconds = true};
    std::int64_t budget = account.end.due.ms - account.start.instant->ms;
    std::int64_t used = at.ms - account.start.instant->ms;
    for (const Pause& pause : account.pauses) {
        budget -= length_ms(pause);
        if (pause.from < at) used -= std::min(at, pause.to.value_or(pause.from)).ms - pause.from.ms;
    }
    balance.budget = budget / ms_per_second;
    balance.used = used / ms_per_second;
    return balance;
}

Balance balance_in_days(const Account& account, const Territory& territory, Instant at) {
    const Date counted = counted_day(account.limit, account.start.date, account.extensions);
    return {.budget = counted.day_number() - account.start.date.day_number(),
            .used = days_run(account, territory.date(at), territory)};
}

}  // namespace

std::string_view name_of(LedgerEntry::Kind kind) {
    return names[static_cast<std::size_t>(kind)];
}

std::optional<LedgerEntry::Kind> ledger_entry_kind(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Kind>(found - names.begin());
}

base::Answer<Account> fold(const Ledger& ledger, const Territory& territory) {
    Folder folder(territory);
    for (const LedgerEntry& entry : ledger) {
        if (auto refusal = folder.take(entry)) return std::move(*refusal);
    }
    auto account = std::move(folder).account();
    if (!account) return Refusal{"registre_sans_debut", "ce délai n'a pas commencé"};
    return *std::move(account);
}

base::Answer<Ledger> recorded(Ledger ledger, LedgerEntry entry, const Territory& territory,
                              Instant now) {
    if (entry.at > now && entry.kind != Kind::start) {
        return Refusal{"ecriture_future",
                       "le " + in_french_without_weekday(territory.date(entry.at)) +
                           " est dans le futur : un délai ne change qu'au présent"};
    }
    ledger.push_back(std::move(entry));
    auto account = fold(ledger, territory);
    if (auto* refusal = std::get_if<Refusal>(&account)) return std::move(*refusal);
    return ledger;
}

Balance balance(const Account& account, const Territory& territory, Instant now) {
    const bool suspended = account.state == State::suspended;
    const Instant at = suspended ? account.pauses.back().from : now;
    Balance result = account.limit.unit == Unit::hours ? balance_in_seconds(account, at)
                                                       : balance_in_days(account, territory, at);
    result.budget = std::max<std::int64_t>(result.budget, 0);
    result.used = std::clamp<std::int64_t>(result.used, 0, result.budget);
    result.left = result.budget - result.used;
    return result;
}

}  // namespace preavis::law
