#include "seal/seal.h"

#include "seal/cms.h"

namespace preavis::seal {
namespace {

/// A time-stamp token with the authority's certificates takes two to six kilobytes.
constexpr std::size_t token_room = 8 * 1024;

class FileSealer : public dossier::Sealer {
  public:
    FileSealer(const Settings& settings, law::Instant now, Embed embed)
        : credentials_(read_credentials(settings.key, settings.certificates, now)),
          writer_(credentials_),
          embed_(std::move(embed)),
          room_(writer_.most_bytes()) {
        if (!settings.authority) return;
        authority_.emplace(*settings.authority);
        room_ += token_room;
    }

    std::string seal(const std::string& pdf, const dossier::SealRequest& request) const override {
        expect_in_force(credentials_, request.at);
        return embed_(pdf, request, room_, [&](std::string_view before, std::string_view behind) {
            const CmsWriter::Signed what = writer_.sign(sha256(before, behind));
            return writer_.message(
                what, authority_ ? authority_->token(sha256(what.value), request.at) : "");
        });
    }

  private:
    Credentials credentials_;
    CmsWriter writer_;
    std::optional<TimeStampClient> authority_;
    Embed embed_;
    std::size_t room_;
};

}  // namespace

std::unique_ptr<dossier::Sealer> sealer(const Settings& settings, law::Instant now, Embed embed) {
    return std::make_unique<FileSealer>(settings, now, std::move(embed));
}

}  // namespace preavis::seal
