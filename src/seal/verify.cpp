#include "seal/verify.h"

#include <openssl/err.h>

#include "seal/der.h"
#include "seal/signed_data.h"

namespace preavis::seal {
namespace {

using dossier::SealInFile;
using dossier::SealVerdict;

/// The first DER value of the contents; empty if something other than zeros follows it.
std::string_view without_padding(std::string_view contents) {
    const std::size_t end = contents.find_last_not_of('\0');
    for (std::size_t size = end == contents.npos ? 0 : end + 1; size <= contents.size(); ++size) {
        const auto values = der_values(contents.substr(0, size));
        if (values && values->size() == 1) return contents.substr(0, size);
    }
    return {};
}

/// What a time-stamp token says: the digest that it stamps, and when.
class Token {
  public:
    explicit Token(std::string_view der) : message_(der, NID_id_smime_ct_TSTInfo, std::nullopt) {
        const unsigned char* at = bytes_of(message_.content());
        info_.reset(d2i_TS_TST_INFO(nullptr, &at, static_cast<long>(message_.content().size())));
        ERR_clear_error();
    }

    bool stamps(std::string_view signature) const {
        if (!message_.faults().empty() || info_ == nullptr) return false;
        TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info_.get());
        const ASN1_OBJECT* algorithm = nullptr;
        X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
        const ASN1_OCTET_STRING* digest = TS_MSG_IMPRINT_get_msg(imprint);
        const std::string_view stamped(reinterpret_cast<const char*>(ASN1_STRING_get0_data(digest)),
                                       static_cast<std::size_t>(ASN1_STRING_length(digest)));
        return OBJ_obj2nid(algorithm) == NID_sha256 && stamped == sha256(signature);
    }

    law::Instant at() const { return instant_of(TS_TST_INFO_get_time(info_.get())); }
    std::string authority() const { return text_of(X509_get_subject_name(message_.signer())); }
    bool is_trusted(const Certificates& trusted) const {
        return message_.is_trusted(trusted, at(), X509_PURPOSE_TIMESTAMP_SIGN);
    }

  private:
    SignedData message_;
    std::unique_ptr<TS_TST_INFO, Release<TS_TST_INFO_free>> info_;
};

class Judge {
  public:
    Judge(const SealInFile& seal, const Certificates& trusted) : seal_(seal), trusted_(trusted) {
        verdict_.field = seal.field;
        verdict_.reason = seal.reason;
        verdict_.claimed_at = seal.claimed_at;
        verdict_.covers_file = seal.covers_file;
        verdict_.faults = seal.faults;
        verdict_.additions = seal.additions;
    }

    SealVerdict verdict() {
        const std::string covered = std::string(seal_.before).append(seal_.behind);
        const SignedData message(without_padding(seal_.contents), NID_pkcs7_data, covered);
        verdict_.faults.insert(verdict_.faults.end(), message.faults().begin(),
                               message.faults().end());
        if (message.signer() != nullptr) read_signer(message.signer());
        const bool stamped_well = read_token(message);
        verdict_.intact = verdict_.faults.empty();
        if (verdict_.intact && !trusted_.empty()) judge_trust(message, stamped_well);
        return verdict_;
    }

  private:
    void read_signer(X509* signer) {
        verdict_.subject = text_of(X509_get_subject_name(signer));
        verdict_.issuer = text_of(X509_get_issuer_name(signer));
        if (!may_sign(signer)) {
            verdict_.faults.emplace_back("le certificat ne permet pas de sceller");
        }
    }

    /// True unless there is a time-stamp whose authority is not trusted.
    bool read_token(const SignedData& message) {
        if (message.token().empty()) return true;
        const Token token(message.token());
        if (!token.stamps(message.signature())) {
            verdict_.faults.emplace_back("l’horodatage n’est pas celui de ce sceau");
            return false;
        }
        verdict_.stamped_at = token.at();
        verdict_.authority = token.authority();
        return token.is_trusted(trusted_);
    }

    void judge_trust(const SignedData& message, bool stamped_well) {
        const auto at =
            verdict_.stamped_at && stamped_well ? verdict_.stamped_at : verdict_.claimed_at;
        const bool leads = at && message.is_trusted(trusted_, *at, X509_PURPOSE_ANY);
        verdict_.trusted = leads && stamped_well;
        if (!leads) {
            verdict_.faults.emplace_back(
                "aucun certificat de confiance ne mène au scelleur, à l’instant du sceau");
        }
        if (!stamped_well) {
            verdict_.faults.emplace_back(
                "aucun certificat de confiance ne mène à l’autorité d’horodatage");
        }
    }

    const SealInFile& seal_;
    const Certificates& trusted_;
    SealVerdict verdict_;
};

}  // namespace

std::vector<SealVerdict> judge(const std::vector<SealInFile>& seals, std::string_view trust) {
    const Certificates trusted = certificates_of(trust);
    if (!trust.empty() && trusted.empty()) {
        fail(base::FailureCode::configuration,
             "le fichier des certificats de confiance n’en contient aucun");
    }
    std::vector<SealVerdict> verdicts;
    for (const SealInFile& seal : seals) verdicts.push_back(Judge(seal, trusted).verdict());
    return verdicts;
}

}  // namespace preavis::seal
