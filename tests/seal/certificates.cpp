#include "seal/certificates.h"

#include "base/expects.h"
#include "base/file.h"
#include "seal/papers.h"

namespace preavis::seal {
namespace {

/// The certificates of the tests begin in the past, so that every test instant lies in their time.
void openssl(const std::string& arguments) {
    const std::string printed = run("openssl " + arguments);
    if (printed.find("exit ") != std::string::npos) throw std::runtime_error(printed);
}

}  // namespace

void make_root(const std::filesystem::path& folder, const std::string& name) {
    const std::string path = (folder / name).string();
    openssl("genpkey -algorithm " + std::string(p256) + " -out " + path + ".key");
    openssl("req -x509 -new -key " + path + ".key -days 3650 -subj '/CN=" + name + "' -out " +
            path + ".pem -addext keyUsage=critical,keyCertSign");
}

void make_certificate(const std::filesystem::path& folder, const std::string& name,
                      const std::string& root, const std::string& key,
                      const std::string& extensions) {
    const std::string path = (folder / name).string();
    const std::string issuer = (folder / root).string();
    openssl("genpkey -algorithm " + key + " -out " + path + ".key");
    openssl("req -new -key " + path + ".key -subj '/CN=" + name + "' -out " + path + ".csr");
    base::write_file(path + ".ext", extensions + "\n");
    openssl("x509 -req -in " + path + ".csr -CA " + issuer + ".pem -CAkey " + issuer +
            ".key -CAcreateserial -days 3650 -extfile " + path + ".ext -out " + path + ".pem");
}

}  // namespace preavis::seal
