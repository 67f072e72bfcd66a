#include "cli/mailing.h"

#include <charconv>

#include "base/key_file.h"
#include "base/text.h"

namespace preavis::cli {
namespace {

constexpr std::size_t most_readers = 5;

void read_relay(base::Form& block, MailSettings& settings) {
    const std::string relay = block.text("relais");
    const std::size_t colon = relay.rfind(':');
    settings.host = relay.substr(0, colon);
    const std::string port = colon == relay.npos ? "587" : relay.substr(colon + 1);
    const auto [stop, error] =
        std::from_chars(port.data(), port.data() + port.size(), settings.port);
    const bool whole = error == std::errc() && stop == port.data() + port.size();
    if (whole && settings.port > 0 && !settings.host.empty()) return;
    block.report("relais", "« " + relay + " » n'est pas un relais", "smtp.exemple.fr:587");
}

void read_password(base::Form& block, MailSettings& settings) {
    settings.login = block.optional_text("identifiant").value_or("");
    const auto file = block.optional_text("mot_de_passe");
    if (settings.login.empty() == file.has_value()) {
        block.report("identifiant", "identifiant et mot_de_passe vont ensemble",
                     "le mot de passe est dans un fichier que le seul service peut lire");
        return;
    }
    if (file) settings.password = base::trimmed(base::read_key_file(*file));
}

}  // namespace

std::optional<MailSettings> read_mail_block(base::Form& form, base::Problems& problems) {
    const base::Node* node = form.optional_node("courriel");
    if (node == nullptr) return std::nullopt;
    base::Form block(*node, problems);
    MailSettings settings;
    read_relay(block, settings);
    settings.sender = block.text("expediteur");
    settings.checkpoint_readers = block.optional_texts("points_de_controle");
    settings.encrypted = block.optional_boolean("chiffre").value_or(true);
    settings.authorities = block.optional_text("autorites").value_or("");
    read_password(block, settings);
    if (settings.checkpoint_readers.empty() || settings.checkpoint_readers.size() > most_readers) {
        block.report("points_de_controle", "une à cinq adresses sont attendues",
                     "celle de la DDETS, par exemple");
    }
    block.finish();
    return settings;
}

}  // namespace preavis::cli
