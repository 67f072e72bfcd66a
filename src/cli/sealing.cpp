#include "cli/sealing.h"

namespace preavis::cli {
namespace {

/// The invented stories of a demonstration begin more than a year before it is made.
constexpr std::int64_t stories_began_s = 2LL * 365 * 24 * 3600;

}  // namespace

std::optional<SealFiles> read_seal_options(const CommandLine& line, base::Problems& problems) {
    const auto key = line.value("--seal-key");
    const auto certificates = line.value("--seal-cert");
    if (key.has_value() != certificates.has_value()) {
        problems.push_back(command_line_problem("--seal-key et --seal-cert vont ensemble"));
    }
    if (!key || !certificates) return std::nullopt;
    return SealFiles{.key = *key, .certificates = *certificates};
}

std::optional<SealFiles> read_seal_block(base::Form& form, base::Problems& problems) {
    const base::Node* node = form.optional_node("sceau");
    if (node == nullptr) return std::nullopt;
    base::Form block(*node, problems);
    SealFiles files{.key = block.text("cle"), .certificates = block.text("certificat")};
    files.authority_url = block.optional_text("horodatage").value_or("");
    files.authority_certificates = block.optional_text("autorites").value_or("");
    if (files.authority_url.empty() != files.authority_certificates.empty()) {
        block.report("horodatage", "horodatage et autorites vont ensemble",
                     "sans certificats d'autorité, rien ne dit qui a horodaté");
    }
    block.finish();
    return files;
}

std::unique_ptr<dossier::Sealer> sealer_of(const Toolbox& toolbox,
                                           const std::optional<SealFiles>& files,
                                           dossier::Store& store,
                                           const std::filesystem::path& store_path,
                                           law::Instant now) {
    if (files) return toolbox.sealer(*files, now);
    if (store.setting("demonstration") != "1") return nullptr;
    const auto folder = store_path.parent_path() / "sceau";
    return toolbox.sealer(toolbox.demonstration_seal(folder, now.plus_seconds(-stories_began_s)),
                          now);
}

}  // namespace preavis::cli
