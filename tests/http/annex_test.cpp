// Files over HTTP: supplied by programs and by people, read back, printed.
#include "http/multipart.h"
#include "http/world.h"
#include "pdf/handmade.h"

namespace preavis::http::test {
namespace {

using base::Json;

const std::string boundary = "----frontiere";

/// A form as a browser sends it with a file.
std::string multipart(const Parameters& fields, const std::string& file) {
    std::string body;
    for (const auto& [name, value] : fields) {
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name +
                "\"\r\n\r\n" + value + "\r\n";
    }
    return body + "--" + boundary +
           "\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"règlement.pdf\"\r\n"
           "Content-Type: application/pdf\r\n\r\n" +
           file + "\r\n--" + boundary + "--\r\n";
}

class AnnexDoor : public testing::Test {
  protected:
    /// One file of a program, raw.
    Answer supply(const std::string& path, const std::string& who, const std::string& bytes,
                  const std::string& headers = {}) const {
        return world.api("POST", path, who, bytes, headers + "Content-Type: application/pdf\r\n");
    }
    std::string shelf() const { return "/api/v1/structures/" + world.hotel + "/annexes"; }
    std::string charter(const std::string& title = "Charte") const {
        return shelf() + "?nature=charte&titre=" + title;
    }
    std::string open_kit() {
        return world.done("POST", "/api/v1/dossiers", "siao_agent",
                          world.kit(world.household("Haddad")))["id"];
    }
    World world;
};

TEST_F(AnnexDoor, a_supplied_file_comes_back_byte_for_byte) {
    const std::string bytes = pdf::scan(12);
    const Answer made = supply(charter(), "siao_agent", bytes);
    ASSERT_EQ(made.status, 201) << made.body;
    const Json annex = Json::parse(made.body);
    EXPECT_EQ(made.header("location"), "/api/v1/annexes/" + annex["id"].get<std::string>());
    EXPECT_EQ(annex["langue"], "fr");
    const Answer read = world.api("GET", annex["url"], "siao_agent");
    EXPECT_EQ(read.body, bytes);
    EXPECT_EQ(read.header("content-type"), "application/pdf");
    EXPECT_NE(read.header("content-security-policy").find("sandbox"), std::string::npos);
    EXPECT_EQ(world.done("GET", shelf(), "siao_agent")["items"].size(), 1U);
}

TEST_F(AnnexDoor, a_key_is_bound_to_the_file_and_to_what_is_said_of_it) {
    const std::string key = "Idempotency-Key: k1\r\n";
    const Answer first = supply(charter(), "siao_agent", pdf::scan(1), key);
    EXPECT_EQ(supply(charter(), "siao_agent", pdf::scan(1), key).body, first.body);
    EXPECT_EQ(supply(charter("Autre"), "siao_agent", pdf::scan(1), key).status, 409);
    EXPECT_EQ(supply(charter(), "siao_agent", pdf::scan(2), key).status, 409);
}

TEST_F(AnnexDoor, larger_bodies_pass_where_a_file_is_expected_and_nowhere_else) {
    const std::string large = pdf::scan(1, std::string(3U << 20U, '\x55'));
    EXPECT_EQ(supply(charter(), "siao_agent", large).status, 201);
    EXPECT_EQ(supply("/api/v1/dossiers", "siao_agent", large).status, 413);
    const Answer huge = supply(charter(), "siao_agent", std::string(21U << 20U, ' '));
    EXPECT_EQ(huge.status, 413);
}

TEST_F(AnnexDoor, what_is_wrong_is_told_in_french_and_changes_nothing) {
    EXPECT_EQ(supply(charter(), "siao_agent", "texte").status, 422);
    EXPECT_EQ(supply(shelf() + "?nature=x&titre=y", "siao_agent", pdf::scan(1)).status, 400);
    EXPECT_EQ(supply(shelf() + "?nature=charte&titre=y&couleur=z", "siao_agent", "x").status, 400);
    EXPECT_EQ(world.api("POST", charter(), "siao_agent", "{}").status, 415);
    EXPECT_EQ(supply(charter(), "menage", pdf::scan(1)).status, 403);
    EXPECT_TRUE(world.done("GET", shelf(), "siao_agent")["items"].empty());
}

TEST_F(AnnexDoor, a_dossier_takes_its_own_files_and_prints_in_one) {
    const std::string dossier = "/api/v1/dossiers/" + open_kit();
    const Answer made =
        supply(dossier + "/annexes?nature=page_signee&titre=R%C3%A9c%C3%A9piss%C3%A9", "siao_agent",
               pdf::scan(2));
    ASSERT_EQ(made.status, 201) << made.body;
    const Answer copy = world.api("GET", dossier + "/documents/bundle", "siao_agent");
    EXPECT_EQ(copy.status, 200) << copy.body;
    EXPECT_TRUE(copy.body.starts_with("%PDF-"));
    EXPECT_EQ(world.api("GET", dossier + "/documents/bundle", "siao_agent").body, copy.body);
    EXPECT_NE(world.api("GET", dossier + "/documents/bundle?recto-verso=true", "siao_agent").body,
              copy.body);
    EXPECT_EQ(world.api("GET", dossier + "/documents/bundle?recto-verso=x", "siao_agent").status,
              400);
}

class AnnexPages : public AnnexDoor {
  protected:
    AnnexPages() { visitor.log_in("siao_agent"); }

    Answer upload(const std::string& path, const std::string& file) {
        const std::string form = visitor.get(path).body;
        const std::string body = multipart({{"csrf", hidden(form, "csrf")},
                                            {"cle", hidden(form, "cle")},
                                            {"nature", "charte"},
                                            {"titre", "Charte <b>"},
                                            {"langue", "fr"}},
                                           file);
        return exchange(
            world.port(),
            "POST " + path + " HTTP/1.1\r\nHost: " + world.host() + "\r\nCookie: " +
                visitor.cookie + "\r\nContent-Type: multipart/form-data; boundary=" + boundary +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    Visitor visitor{world};
};

TEST_F(AnnexPages, a_file_is_supplied_by_a_form_and_listed) {
    const std::string path = "/structures/" + world.hotel + "/annexes";
    EXPECT_NE(visitor.get("/structures").body.find(path), std::string::npos);
    const Answer sent = upload(path, pdf::scan(3));
    ASSERT_EQ(sent.status, 303) << sent.body;
    const std::string page = visitor.follow(sent).body;
    EXPECT_NE(page.find("Charte &lt;b&gt;"), std::string::npos);
    EXPECT_NE(page.find("<td>3</td>"), std::string::npos) << page;
}

TEST_F(AnnexPages, a_refused_file_is_told_beside_the_form_which_keeps_what_was_typed) {
    const Answer sent = upload("/structures/" + world.hotel + "/annexes", "\xFF\xD8\xFF image");
    EXPECT_EQ(sent.status, 422);
    EXPECT_NE(sent.body.find("enregistrez la numérisation en PDF"), std::string::npos);
    EXPECT_NE(sent.body.find("Charte &lt;b&gt;"), std::string::npos);
}

TEST_F(AnnexPages, a_form_from_elsewhere_is_refused) {
    const std::string body = multipart({{"csrf", "wrong"}}, pdf::scan(1));
    const Answer sent =
        exchange(world.port(),
                 "POST /structures/" + world.hotel + "/annexes HTTP/1.1\r\nHost: " + world.host() +
                     "\r\nCookie: " + visitor.cookie +
                     "\r\nContent-Type: multipart/form-data; boundary=" + boundary +
                     "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(sent.status, 403);
}

TEST_F(AnnexPages, the_dossier_says_what_its_kit_lacks_and_prints) {
    const std::string dossier = "/dossiers/" + open_kit();
    const std::string page = visitor.get(dossier).body;
    EXPECT_NE(page.find("fichier manquant"), std::string::npos);
    EXPECT_NE(page.find("/structures/" + world.hotel + "/annexes"), std::string::npos);
    EXPECT_EQ(visitor.get(dossier + "/impression").header("content-type"), "application/pdf");
}

Request form(const std::string& type, const std::string& body) {
    Request request;
    request.headers["content-type"] = type;
    request.body = body;
    return request;
}

TEST(Multipart, reads_fields_and_one_file) {
    const std::string type = "multipart/form-data; boundary=" + boundary;
    const std::string file("a\0\r\n--b", 8);
    const auto upload = read_upload(form(type, multipart({{"titre", "é"}}, file)));
    ASSERT_TRUE(upload);
    EXPECT_EQ(find(upload->fields, "titre"), "é");
    EXPECT_EQ(upload->file, file);
}

TEST(Multipart, refuses_what_could_be_read_in_two_ways) {
    const std::string type = "multipart/form-data; boundary=" + boundary;
    const std::string good = multipart({{"titre", "t"}}, "x");
    EXPECT_FALSE(read_upload(form("multipart/form-data; boundary=", good)));
    EXPECT_FALSE(read_upload(form("text/plain", good)));
    EXPECT_FALSE(read_upload(form(type, good + "rest")));
    EXPECT_FALSE(read_upload(form(type, "before" + good)));
    EXPECT_FALSE(read_upload(form(type, multipart({{"titre", "a\x01"}}, "x"))));
    EXPECT_FALSE(read_upload(form(type, multipart({{"titre", "\xff"}}, "x"))));
    EXPECT_FALSE(read_upload(form(type, multipart(Parameters(21, {"a", "b"}), "x"))));
    for (std::size_t size = 0; size + 2 < good.size(); ++size) {
        EXPECT_FALSE(read_upload(form(type, good.substr(0, size)))) << size;
    }
    const std::string twice = good.substr(0, good.size() - boundary.size() - 6);
    EXPECT_FALSE(read_upload(form(type, twice + good))) << "a second file";
}

}  // namespace
}  // namespace preavis::http::test
