#include "seal/time_stamp.h"

#include <openssl/err.h>
#include <openssl/http.h>
#include <openssl/ts.h>

#include "base/file.h"

namespace preavis::seal {
namespace {

using Request = std::unique_ptr<TS_REQ, Release<TS_REQ_free>>;
using Response = std::unique_ptr<TS_RESP, Release<TS_RESP_free>>;
using Check = std::unique_ptr<TS_VERIFY_CTX, Release<TS_VERIFY_CTX_free>>;

constexpr std::size_t nonce_size = 8;
constexpr std::size_t most_answer_bytes = 64 * 1024;

/// A question with a nonce, so that an old answer does not pass for a new one.
Request request_for(std::string_view digest) {
    Request request(TS_REQ_new());
    const std::unique_ptr<TS_MSG_IMPRINT, Release<TS_MSG_IMPRINT_free>> imprint(
        TS_MSG_IMPRINT_new());
    const std::unique_ptr<X509_ALGOR, Release<X509_ALGOR_free>> algorithm(X509_ALGOR_new());
    X509_ALGOR_set_md(algorithm.get(), EVP_sha256());
    TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get());
    std::string bytes(digest);
    TS_MSG_IMPRINT_set_msg(imprint.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                           static_cast<int>(bytes.size()));
    const Integer nonce = random_integer(nonce_size);
    const bool made = TS_REQ_set_version(request.get(), 1) == 1 &&
                      TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
                      TS_REQ_set_nonce(request.get(), nonce.get()) == 1 &&
                      TS_REQ_set_cert_req(request.get(), 1) == 1;
    if (!made) fail(base::FailureCode::configuration, "demande d’horodatage impossible");
    return request;
}

}  // namespace

TimeStampClient::TimeStampClient(const Authority& authority)
    : url_(authority.url),
      timeout_s_(authority.timeout_s),
      pause_ms_(std::int64_t{1000} * authority.pause_s) {
    char* host = nullptr;
    char* port = nullptr;
    char* path = nullptr;
    int with_tls = 0;
    const int parsed = OSSL_HTTP_parse_url(url_.c_str(), &with_tls, nullptr, &host, &port, nullptr,
                                           &path, nullptr, nullptr);
    const bool http = parsed == 1 && with_tls == 0 && url_.starts_with("http://") && *host != '\0';
    if (http) host_ = host, port_ = port, path_ = path;
    for (char* text : {host, port, path}) OPENSSL_free(text);
    if (!http) {
        fail(base::FailureCode::configuration,
             "« " + url_ + " » n’est pas une adresse http d’autorité d’horodatage");
    }
    const Certificates roots = certificates_of(base::read_file(authority.roots));
    if (roots.empty()) {
        fail(base::FailureCode::configuration,
             authority.roots.string() + " : aucun certificat d’autorité d’horodatage");
    }
    trusted_ = store_of(roots);
}

std::string TimeStampClient::token(std::string_view digest, law::Instant now) const {
    if (is_pausing(now)) {
        fail(base::FailureCode::network,
             url_ + " : l’autorité d’horodatage vient de rester muette, nouvel essai plus tard");
    }
    const Request request = request_for(digest);
    const std::string answer = exchange(der_of(i2d_TS_REQ, request.get()), now);
    const unsigned char* at = bytes_of(answer);
    const Response response(d2i_TS_RESP(nullptr, &at, static_cast<long>(answer.size())));
    if (response == nullptr) {
        fail(base::FailureCode::network, url_ + " : réponse d’horodatage illisible");
    }
    const Check check(TS_REQ_to_TS_VERIFY_CTX(request.get(), nullptr));
    TS_VERIFY_CTX_add_flags(check.get(), TS_VFY_SIGNATURE);
    X509_STORE_up_ref(trusted_.get());
    TS_VERIFY_CTX_set_store(check.get(), trusted_.get());
    if (TS_RESP_verify_response(check.get(), response.get()) != 1) {
        fail(base::FailureCode::network, url_ + " : horodatage refusé");
    }
    return der_of(i2d_PKCS7, TS_RESP_get_token(response.get()));
}

/// A clock that was set back ends the pause.
bool TimeStampClient::is_pausing(law::Instant now) const {
    const std::int64_t silent_at_ms = silent_at_ms_;
    return now.ms >= silent_at_ms && now.ms - silent_at_ms < pause_ms_;
}

std::string TimeStampClient::exchange(const std::string& query, law::Instant now) const {
    const Bio question = memory(query);
    const Bio answer(OSSL_HTTP_transfer(
        nullptr, host_.c_str(), port_.c_str(), path_.c_str(), 0, nullptr, nullptr, nullptr, nullptr,
        nullptr, nullptr, 0, nullptr, "application/timestamp-query", question.get(),
        "application/timestamp-reply", 1, most_answer_bytes, timeout_s_, 0));
    if (answer == nullptr) {
        silent_at_ms_ = now.ms;
        fail(base::FailureCode::network, url_ + " : l’autorité d’horodatage ne répond pas");
    }
    return content_of(answer.get());
}

}  // namespace preavis::seal
