#include "cli/document_verify.h"

#include <ostream>

#include "access/policy.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "service/proof.h"

namespace preavis::cli {
namespace {

using base::Json;
using dossier::SealVerdict;

/// What is asked about one file.
struct Question {
    std::string path;
    std::string bytes;
    std::string trust;                 ///< PEM; empty: nobody is asked to be trusted
    std::optional<std::string> proof;  ///< what shows that it is in a journal
    std::string key;                   ///< that is trusted to sign the journal; may be empty
};

/// What was found out about it.
struct Answer {
    std::optional<dossier::Piece> piece;  ///< what the journal knows of these very bytes
    SealCheck check;
    std::size_t conformance_problems = 0;
    std::optional<service::ProofVerdict> proof;
    bool authentic = false;
};

base::Problems missing_file(const std::string& path) {
    return {{{path, 0, 0}, "ce fichier n'existe pas", ""}};
}

base::Reading<Question> read_question(const CommandLine& line) {
    if (line.operands.size() != 2) {
        return base::Problems{command_line_problem("verify attend un FICHIER")};
    }
    base::Reading<Question> reading = Question{.path = line.operands[1]};
    auto& question = std::get<Question>(reading);
    if (!std::filesystem::is_regular_file(question.path)) return missing_file(question.path);
    question.bytes = base::read_file(question.path);
    question.key = line.value("--key").value_or("");
    if (const auto proof = line.value("--proof")) {
        if (!std::filesystem::is_regular_file(*proof)) return missing_file(*proof);
        question.proof = base::read_file(*proof);
    }
    const auto trust = line.value("--trust");
    if (!trust) return reading;
    if (!std::filesystem::is_regular_file(*trust)) return missing_file(*trust);
    question.trust = base::read_file(*trust);
    if (question.trust.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
        return base::Problems{{{*trust, 0, 0}, "aucun certificat en PEM dans ce fichier", ""}};
    }
    return question;
}

/// Whoever names the certificates to trust, or brings a proof, may judge without any store.
std::optional<dossier::Piece> ask_journal(const Context& context, const CommandLine& line,
                                          const Question& question) {
    const auto path = store_path(line);
    const bool judges_alone = !question.trust.empty() || question.proof;
    const bool optional = judges_alone && !line.has("--store");
    if (optional && !std::filesystem::exists(path)) return std::nullopt;
    const auto store = context.toolbox.open_store(path, false);
    return store->piece_by_hash(base::sha256_hex(question.bytes), access::system_scope());
}

/// A proof must hold. With certificates to trust, the seals decide; without, the journal must know
/// these very bytes, here or by the proof.
bool is_authentic(const Answer& answer, const Question& question) {
    const auto& seals = answer.check.seals;
    if (answer.proof && !answer.proof->holds) return false;
    const bool whole = seals.empty() ? question.trust.empty() : dossier::hold(seals);
    const bool known = answer.piece || answer.proof;
    return whole && answer.check.problems.empty() &&
           (question.trust.empty() ? known : dossier::are_trusted(seals));
}

std::optional<service::ProofVerdict> ask_proof(const Toolbox& toolbox, const Question& question) {
    if (!question.proof) return std::nullopt;
    return service::judge_proof(Json::parse(*question.proof, nullptr, false),
                                base::sha256_hex(question.bytes), question.key,
                                toolbox.signature_holds);
}

Json json_of(const service::ProofVerdict& proof) {
    return {{"holds", proof.holds},
            {"reason", proof.reason},
            {"sequence", proof.sequence},
            {"recorded_at", proof.recorded_at},
            {"checkpoint_at", proof.checkpoint_at},
            {"key", proof.key}};
}

void print(std::ostream& out, const service::ProofVerdict& proof, bool key_is_trusted) {
    if (!proof.holds) {
        out << "Preuve non valable : " << proof.reason << ".\n";
        return;
    }
    out << "Preuve valable : ligne " << proof.sequence << " du journal, écrite le "
        << proof.recorded_at << ", sous le point de contrôle du " << proof.checkpoint_at << "\n"
        << "  signé de la clé " << proof.key << "\n";
    if (!key_is_trusted) {
        out << "  que le point de contrôle nomme lui-même : comparez-la à celle que publie le "
               "service\n";
    }
}

Json instant_or_null(const std::optional<law::Instant>& instant) {
    return instant ? Json(law::utc_iso(*instant)) : Json(nullptr);
}

Json json_of(const SealVerdict& seal) {
    return {{"field", seal.field},
            {"subject", seal.subject},
            {"issuer", seal.issuer},
            {"reason", seal.reason},
            {"claimed_at", instant_or_null(seal.claimed_at)},
            {"stamped_at", instant_or_null(seal.stamped_at)},
            {"authority", seal.authority.empty() ? Json(nullptr) : Json(seal.authority)},
            {"covers", seal.covers_file ? "file" : "revision"},
            {"intact", seal.intact},
            {"trusted", seal.trusted},
            {"faults", seal.faults},
            {"additions", seal.additions}};
}

Json json_of(const Answer& answer, const Question& question) {
    const auto& piece = answer.piece;
    Json seals = Json::array();
    for (const SealVerdict& seal : answer.check.seals) seals.push_back(json_of(seal));
    return {
        {"sha256", base::sha256_hex(question.bytes)},
        {"authentic", answer.authentic},
        {"known", piece.has_value()},
        {"document", piece ? Json(piece->document) : Json(nullptr)},
        {"variant", piece ? Json(piece->variant) : Json(nullptr)},
        {"piece", piece ? Json(piece->id) : Json(nullptr)},
        {"issued_at", piece ? instant_or_null(piece->issued_at) : Json(nullptr)},
        {"seals", seals},
        {"proof", answer.proof ? json_of(*answer.proof) : Json(nullptr)},
        {"conformance_problems", answer.conformance_problems},
    };
}

void print(std::ostream& out, const SealVerdict& seal, bool asked_to_trust) {
    out << "Sceau « " << seal.field << " » : " << (seal.intact ? "intact" : "non intact");
    if (asked_to_trust) out << (seal.trusted ? ", de confiance" : ", non reconnu");
    out << "\n  scellé par    " << seal.subject << "\n  certifié par  " << seal.issuer << "\n";
    if (seal.claimed_at) out << "  date déclarée " << law::utc_iso(*seal.claimed_at) << "\n";
    if (seal.stamped_at) {
        out << "  horodaté le   " << law::utc_iso(*seal.stamped_at) << " par " << seal.authority
            << "\n";
    }
    if (!seal.reason.empty()) out << "  motif         " << seal.reason << "\n";
    out << "  étendue       "
        << (seal.covers_file ? "tout le fichier" : "une révision antérieure du fichier") << "\n";
    for (const std::string& fault : seal.faults) out << "  défaut        " << fault << "\n";
    for (const std::string& more : seal.additions) out << "  ajout         " << more << "\n";
}

void print(std::ostream& out, const Answer& answer, const Question& question) {
    const std::string verdict = answer.authentic ? "Authentique" : "Non authentique";
    if (answer.piece) {
        out << verdict << " : " << answer.piece->title << " (" << answer.piece->variant
            << "), émis le " << law::utc_iso(*answer.piece->issued_at) << ", pièce "
            << answer.piece->id << ".\n";
    } else if (answer.proof) {
        out << verdict << ".\n";
    } else {
        out << verdict << ". Le journal ne connaît pas ces octets.\n";
    }
    if (answer.proof) print(out, *answer.proof, !question.key.empty());
    if (answer.check.seals.empty()) out << "Aucun sceau.\n";
    for (const SealVerdict& seal : answer.check.seals) print(out, seal, !question.trust.empty());
    if (answer.conformance_problems > 0) {
        out << answer.conformance_problems
            << " défaut(s) de conformité (preavis document lint les nomme)\n";
    }
}

}  // namespace

int verify_document(const Context& context, const CommandLine& line) {
    const auto read = read_question(line);
    if (const auto* problems = std::get_if<base::Problems>(&read)) {
        return explain(context, *problems);
    }
    const auto& question = std::get<Question>(read);
    Answer answer{.piece = ask_journal(context, line, question),
                  .check = context.toolbox.check_seals(question.bytes, question.trust)};
    for (base::Problem problem : answer.check.problems) {
        problem.place.file = question.path;
        context.err << base::to_string(problem) << "\n";
    }
    if (!answer.check.is_pdf) return bad_input;
    answer.conformance_problems = context.toolbox.lint_pdf(question.bytes).size();
    answer.proof = ask_proof(context.toolbox, question);
    answer.authentic = is_authentic(answer, question);
    if (line.has("--json")) {
        context.out << json_of(answer, question).dump(2) << "\n";
    } else {
        print(context.out, answer, question);
    }
    return answer.authentic ? done : answer_is_no;
}

int lint_documents(const Context& context, const CommandLine& line) {
    if (line.operands.size() < 2) {
        return explain(context, {command_line_problem("lint attend un ou des FICHIERS")});
    }
    bool clean = true;
    for (std::size_t i = 1; i < line.operands.size(); ++i) {
        const std::string& path = line.operands[i];
        if (!std::filesystem::is_regular_file(path)) return explain(context, missing_file(path));
        for (base::Problem problem : context.toolbox.lint_pdf(base::read_file(path))) {
            problem.place.file = path;
            context.err << base::to_string(problem) << "\n";
            clean = false;
        }
    }
    if (clean) context.out << "aucun défaut\n";
    return clean ? done : answer_is_no;
}

}  // namespace preavis::cli
