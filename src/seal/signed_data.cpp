#include "seal/signed_data.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>

#include "seal/der.h"

namespace preavis::seal {
namespace {

using Values = std::vector<DerValue>;

constexpr const char* unreadable = "la signature est illisible";

void release(STACK_OF(X509) * certificates) {
    sk_X509_pop_free(certificates, X509_free);
}

/// The values in a value, if it has this tag.
std::optional<Values> inside(const DerValue& value, unsigned char tag) {
    if (value.tag != tag) return std::nullopt;
    return der_values(value.content);
}

bool is_oid(const DerValue& value, int nid) {
    return value.whole == der_oid(nid);
}

bool is_version(const DerValue& value, int kind) {
    const std::string version(1, kind == NID_pkcs7_data ? '\x01' : '\x03');
    return value.whole == der(tag::integer, version);
}

std::string sha1(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace

SignedData::SignedData(std::string_view message, int kind, std::optional<std::string_view> content)
    : message_(message), certificates_(nullptr, release) {
    const unsigned char* at = bytes_of(message);
    cms_.reset(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(message.size())));
    const bool whole = cms_ != nullptr && at == bytes_of(message) + message.size() &&
                       OBJ_obj2nid(CMS_get0_type(cms_.get())) == NID_pkcs7_signed &&
                       sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms_.get())) == 1;
    ERR_clear_error();
    require(whole, unreadable);
    if (!whole) return;
    certificates_.reset(CMS_get1_certs(cms_.get()));
    check_skeleton(kind);
    if (!faults_.empty()) return;
    check_signature(content);
    check_certificates();
    ERR_clear_error();
}

void SignedData::require(bool condition, const std::string& fault) {
    if (!condition) faults_.push_back(fault);
}

/// The parts of the message that the signature does not cover stand as they must.
void SignedData::check_skeleton(int kind) {
    const auto outer = der_values(message_);
    const auto info =
        outer && outer->size() == 1 ? inside(outer->front(), tag::sequence) : std::nullopt;
    const auto wrapped =
        info && info->size() == 2 ? inside(info->at(1), tag::context0) : std::nullopt;
    const auto parts =
        wrapped && wrapped->size() == 1 ? inside(wrapped->front(), tag::sequence) : std::nullopt;
    // Version, digest algorithms, content, certificates, signer: no revocation lists.
    if (!parts || parts->size() != 5 || parts->at(3).tag != tag::context0) {
        return require(false, unreadable);
    }
    const auto digests = inside(parts->at(1), tag::set);
    const auto kinds = inside(parts->at(2), tag::sequence);
    const auto signers = inside(parts->at(4), tag::set);
    const bool whole = is_version(parts->at(0), kind) && digests && digests->size() == 1 && kinds &&
                       !kinds->empty() && is_oid(kinds->front(), kind) && signers &&
                       signers->size() == 1;
    require(whole, unreadable);
    if (whole) check_signer_info(signers->front().whole, digests->front().whole);
}

void SignedData::check_signer_info(std::string_view signer_info,
                                   std::string_view digest_algorithm) {
    const auto outer = der_values(signer_info);
    const auto parts = inside(outer->front(), tag::sequence);
    const bool counted = parts && (parts->size() == 6 || parts->size() == 7);
    // Version 1: the signer is named by issuer and serial number.
    const bool whole = counted && is_version(parts->at(0), NID_pkcs7_data) &&
                       parts->at(2).whole == digest_algorithm &&
                       parts->at(3).tag == tag::context0 && parts->at(5).tag == tag::octets;
    require(whole, unreadable);
    if (!whole) return;
    read_signed(parts->at(3).content);
    signature_ = parts->at(5).content;
    if (parts->size() == 7) {
        require(parts->at(6).tag == tag::context1, unreadable);
        read_unsigned(parts->at(6).content);
    }
}

/// Signed attributes: the certificates that they name, and no time, which stands in the file.
void SignedData::read_signed(std::string_view attributes) {
    const auto values = der_values(attributes);
    for (const DerValue& attribute : values.value_or(Values{})) {
        const auto parts = inside(attribute, tag::sequence);
        if (!parts || parts->size() != 2) return require(false, unreadable);
        listed_by_sha1_ =
            listed_by_sha1_ || is_oid(parts->front(), NID_id_smime_aa_signingCertificate);
        const bool names = is_oid(parts->front(), NID_id_smime_aa_signingCertificateV2) ||
                           is_oid(parts->front(), NID_id_smime_aa_signingCertificate);
        if (!names) continue;
        // SET { SEQUENCE { SEQUENCE OF { SEQUENCE { [algorithm], hash, [issuer] } } } }
        const auto set = inside(parts->back(), tag::set);
        const auto attribute_value =
            set && set->size() == 1 ? inside(set->front(), tag::sequence) : std::nullopt;
        const auto identifiers = attribute_value && !attribute_value->empty()
                                     ? inside(attribute_value->front(), tag::sequence)
                                     : std::nullopt;
        for (const DerValue& identifier : identifiers.value_or(Values{})) {
            for (const DerValue& part : inside(identifier, tag::sequence).value_or(Values{})) {
                if (part.tag == tag::octets) listed_.emplace_back(part.content);
            }
        }
    }
}

/// Nothing but a time-stamp: the rest could be anything.
void SignedData::read_unsigned(std::string_view attributes) {
    const auto values = der_values(attributes);
    const auto parts =
        values && values->size() == 1 ? inside(values->front(), tag::sequence) : std::nullopt;
    const auto tokens =
        parts && parts->size() == 2 ? inside(parts->back(), tag::set) : std::nullopt;
    const bool stamped =
        tokens && tokens->size() == 1 && is_oid(parts->front(), NID_id_smime_aa_timeStampToken);
    require(stamped, "la signature porte un ajout inconnu");
    if (stamped) token_ = tokens->front().whole;
}

/// The algorithm that the message names is the one by which it was made.
void SignedData::check_signature_algorithm() {
    CMS_SignerInfo* info = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms_.get()), 0);
    EVP_PKEY* key = nullptr;
    X509_ALGOR* digest = nullptr;
    X509_ALGOR* signature = nullptr;
    CMS_SignerInfo_get0_algs(info, &key, &signer_, &digest, &signature);
    const EVP_PKEY* public_half = signer_ == nullptr ? nullptr : X509_get0_pubkey(signer_);
    if (public_half == nullptr) return require(false, "le certificat du signataire manque");
    const ASN1_OBJECT* object = nullptr;
    int parameter = V_ASN1_UNDEF;
    int made_for_digest = NID_undef;
    int made_for_key = NID_undef;
    X509_ALGOR_get0(&object, &parameter, nullptr, signature);
    const int named = OBJ_obj2nid(object);
    OBJ_find_sigid_algs(named, &made_for_digest, &made_for_key);
    X509_ALGOR_get0(&object, nullptr, nullptr, digest);
    const int key_kind = EVP_PKEY_get_base_id(public_half);
    const bool plain_rsa = named == NID_rsaEncryption && key_kind == EVP_PKEY_RSA;
    const bool fits = made_for_digest == OBJ_obj2nid(object) &&
                      (made_for_key == key_kind ||
                       (key_kind == EVP_PKEY_EC && made_for_key == NID_X9_62_id_ecPublicKey));
    require(plain_rsa || fits, "la signature ne dit pas comment elle est faite");
    require(parameter == V_ASN1_UNDEF || parameter == V_ASN1_NULL,
            "la signature ne dit pas comment elle est faite");
}

void SignedData::check_signature(std::optional<std::string_view> content) {
    const Bio detached = content ? memory(*content) : nullptr;
    const Bio held(BIO_new(BIO_s_mem()));
    const bool good = CMS_verify(cms_.get(), nullptr, nullptr, detached.get(), held.get(),
                                 CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
    require(good, "les octets ne sont pas ceux qui ont été scellés");
    if (!content) content_ = content_of(held.get());
    check_signature_algorithm();
}

/// The certificates that the signature names are there, the signer's among them.
void SignedData::check_certificates() {
    std::size_t found = 0;
    bool signer_listed = false;
    for (int i = 0; i < certificate_count(); ++i) {
        const bool listed = is_listed(certificate(i));
        found += listed ? 1 : 0;
        const bool signer = signer_ != nullptr && X509_cmp(certificate(i), signer_) == 0;
        signer_listed = signer_listed || (signer && listed);
    }
    require(signer_listed, "la signature ne désigne pas son certificat");
    require(found == listed_.size(), "un certificat joint a été modifié");
}

bool SignedData::is_listed(X509* certificate) const {
    const std::string encoded = der_of(i2d_X509, certificate);
    const std::string hash = listed_by_sha1_ ? sha1(encoded) : sha256(encoded);
    return std::find(listed_.begin(), listed_.end(), hash) != listed_.end();
}

/// The signature names it, or its issuer is here or trusted: no byte of it can have changed.
bool SignedData::is_vouched_for(X509* certificate, const Certificates& trusted) const {
    const auto issued_by = [&](X509* issuer) {
        return X509_check_issued(issuer, certificate) == X509_V_OK &&
               X509_verify(certificate, X509_get0_pubkey(issuer)) == 1;
    };
    for (int i = 0; i < certificate_count(); ++i) {
        if (issued_by(this->certificate(i))) return true;
    }
    return is_listed(certificate) ||
           std::any_of(trusted.begin(), trusted.end(), [&](const Certificate& one) {
               return X509_cmp(one.get(), certificate) == 0 || issued_by(one.get());
           });
}

bool SignedData::is_trusted(const Certificates& trusted, law::Instant at, int purpose) const {
    const Store store = store_of(trusted);
    const StoreContext context(X509_STORE_CTX_new());
    if (signer_ == nullptr ||
        X509_STORE_CTX_init(context.get(), store.get(), signer_, certificates_.get()) != 1) {
        return false;
    }
    X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(rules, at.ms / 1000);
    X509_VERIFY_PARAM_set_purpose(rules, purpose);
    bool leads = X509_verify_cert(context.get()) == 1;
    for (int i = 0; i < certificate_count(); ++i) {
        leads = leads && is_vouched_for(certificate(i), trusted);
    }
    ERR_clear_error();
    return leads;
}

}  // namespace preavis::seal
