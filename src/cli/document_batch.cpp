#include "cli/document_batch.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <exception>
#include <fstream>
#include <limits>
#include <mutex>
#include <ostream>
#include <thread>

#include "base/json.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/printing.h"
#include "cli/staging.h"
#include "service/drawing.h"

namespace preavis::cli {
namespace {

constexpr const char* help =
    "preavis document batch NOM --facts LIGNES.ndjson --out DOSSIER\n"
    "    [--variant standard|falc] [--lang CODE] [--territory T] [--name-by FAIT] [--jobs N]\n"
    "    [--keep-going] [--json]\n"
    "\n"
    "Une ligne de LIGNES.ndjson est un objet JSON : les faits d'un document. Chaque document est\n"
    "DOSSIER/000001.pdf, où 000001 est le numéro de la ligne ; avec --name-by reference,\n"
    "DOSSIER/000001-2026-00417.pdf.\n"
    "  --jobs N       fils d'exécution (par défaut : autant que de processeurs)\n"
    "  --keep-going   écrit les documents des bonnes lignes ; sans elle, une seule mauvaise ligne "
    "et\n"
    "                 rien n'est écrit\n"
    "  --json         compte, durée en secondes, mémoire maximale en Mo\n"
    "Les mauvaises lignes sont toutes dites (FICHIER:LIGNE:COLONNE: message), statut 2.\n";

constexpr std::size_t longest_line = 1 << 20;
constexpr std::size_t longest_key = 60;
constexpr std::size_t digits_of_row = 6;
constexpr int most_jobs = 64;
constexpr int rows_between_reports = 50;

struct Order {
    Printing printing;
    std::filesystem::path rows;
    std::filesystem::path folder;
    std::optional<std::string> name_by;
    int jobs = 1;
    bool keep_going = false;
};

struct Row {
    int number = 0;  ///< of its line, from 1
    std::string text;
    bool too_long = false;
};

/// The lines of a file one by one, to several threads. Blank lines are passed over.
class Rows {
  public:
    explicit Rows(const std::filesystem::path& file) : in_(file), buffer_(longest_line + 2, '\0') {}

    std::optional<Row> next() {
        const std::lock_guard lock(mutex_);
        while (in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size())) ||
               in_.gcount() > 0) {
            Row row{++number_, buffer_.c_str()};
            if (in_.fail() && !in_.eof()) skip_rest(row);
            if (number_ == 1) row.text = base::without_byte_order_mark(row.text);
            if (row.too_long || !base::trimmed(row.text).empty()) return row;
        }
        return std::nullopt;
    }

  private:
    void skip_rest(Row& row) {
        row = {row.number, "", true};
        in_.clear();
        in_.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }

    std::mutex mutex_;
    std::ifstream in_;
    std::string buffer_;
    int number_ = 0;
};

/// A file name's part that every system takes: anything else becomes a low line.
std::string as_file_name(std::string text) {
    text.resize(base::utf8_prefix(std::string_view(text).substr(0, longest_key)));
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && std::isalnum(byte) == 0 && c != '-' && c != '.') c = '_';
    }
    return text;
}

std::string shown(const base::Node& fact) {
    const base::Json value = base::to_json(fact);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// One batch: several threads take rows, print them into a staging folder, note what is wrong.
class Batch {
  public:
    Batch(const Context& context, const service::Library& library, const Order& order)
        : context_(context),
          library_(library),
          order_(order),
          rows_(order.rows),
          staging_(order.folder),
          fonts_(std::make_shared<const page::Fonts>()),
          write_(context.toolbox.pdf_writer(fonts_)),
          shows_progress_(isatty(STDERR_FILENO) == 1) {}
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    void run() {
        std::vector<std::thread> others;
        for (int i = 1; i < order_.jobs; ++i) others.emplace_back([this] { work(); });
        work();
        for (std::thread& other : others) other.join();
        if (shows_progress_) context_.err << "\r" << written_ << " documents\n";
        if (failure_) std::rethrow_exception(failure_);
        std::stable_sort(
            problems_.begin(), problems_.end(),
            [](const auto& left, const auto& right) { return left.place.line < right.place.line; });
        if (problems_.empty() || order_.keep_going) {
            staging_.publish();
        } else {
            written_ = 0;
        }
    }

    const base::Problems& problems() const { return problems_; }
    int written() const { return written_; }
    int refused() const { return refused_; }

  private:
    void work() {
        try {
            while (!stopped_) {
                const std::optional<Row> row = rows_.next();
                if (!row) return;
                print(*row);
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            stopped_ = true;
        }
    }

    void print(const Row& row) {
        if (row.too_long) return refuse(row, {problem_of("ligne trop longue (1 Mo au plus)")});
        const std::string file = order_.rows.string();
        auto facts = read_facts_text(row.text, file, order_.printing);
        if (auto* broken = std::get_if<base::Problems>(&facts)) return refuse(row, *broken);
        const auto pages = service::pages_of(library_, *fonts_, order_.printing.order,
                                             std::get<dossier::Facts>(facts),
                                             order_.printing.territory, order_.printing.bilingual);
        if (const auto* refusal = base::refusal_of(pages)) {
            return refuse(row, {problem_of(refusal->message)});
        }
        staging_.write(name_of(row), write_(std::get<page::Pages>(pages)));
        const int count = ++written_;
        if (shows_progress_ && count % rows_between_reports == 0) report(count);
    }

    std::string name_of(const Row& row) const {
        std::string name = std::to_string(row.number);
        if (name.size() < digits_of_row) name.insert(0, digits_of_row - name.size(), '0');
        if (order_.name_by) {
            const auto object = base::read_json(row.text, order_.rows.string());
            const base::Node* fact = std::get<base::Node>(object).find(*order_.name_by);
            if (fact != nullptr) name += "-" + as_file_name(shown(*fact));
        }
        return name + ".pdf";
    }

    base::Problem problem_of(const std::string& message) const {
        return {{order_.rows.string(), 1, 1}, message, ""};
    }

    /// Problems of a row are told at its line of the file.
    void refuse(const Row& row, const base::Problems& problems) {
        const std::lock_guard lock(mutex_);
        ++refused_;
        for (base::Problem problem : problems) {
            problem.place.line = row.number;
            problems_.push_back(std::move(problem));
        }
    }

    void report(int count) {
        const std::lock_guard lock(mutex_);
        context_.err << "\r" << count << " documents" << std::flush;
    }

    const Context& context_;
    const service::Library& library_;
    const Order& order_;
    Rows rows_;
    Staging staging_;
    std::shared_ptr<const page::Fonts> fonts_;
    std::function<std::string(const page::Pages&)> write_;
    bool shows_progress_;
    std::mutex mutex_;  // guards what follows, but for the atomics
    base::Problems problems_;
    std::exception_ptr failure_;
    int refused_ = 0;
    std::atomic<int> written_ = 0;
    std::atomic<bool> stopped_ = false;
};

std::optional<int> read_jobs(const CommandLine& line) {
    const auto text = line.value("--jobs");
    if (!text) {
        return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, most_jobs);
    }
    int jobs = 0;
    const char* end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, jobs);
    if (read.ec != std::errc{} || read.ptr != end || jobs < 1 || jobs > most_jobs) return {};
    return jobs;
}

base::Problems missing_parts(const CommandLine& line) {
    base::Problems problems;
    if (line.operands.size() != 2) problems.push_back(command_line_problem("batch attend un NOM"));
    for (const char* option : {"--facts", "--out"}) {
        if (!line.has(option)) {
            problems.push_back(command_line_problem(std::string(option) + " manque"));
        }
    }
    const auto rows = line.value("--facts");
    if (rows && !std::filesystem::is_regular_file(*rows)) {
        problems.push_back({{*rows, 0, 0}, "ce fichier n'existe pas", ""});
    }
    const auto folder = line.value("--out");
    if (folder && std::filesystem::exists(*folder) && !std::filesystem::is_directory(*folder)) {
        problems.push_back({{*folder, 0, 0}, "n'est pas un dossier", ""});
    }
    if (!read_jobs(line)) {
        problems.push_back(
            command_line_problem("--jobs attend un nombre de 1 à " + std::to_string(most_jobs)));
    }
    return problems;
}

/// The fact that names the files must be one of the document's.
std::optional<base::Problem> unknown_key(const std::string& fact,
                                         const document::Template& document) {
    if (dossier::find(document.facts, fact) != nullptr) return std::nullopt;
    std::vector<std::string> names;
    for (const auto& known : document.facts) names.push_back(known.name);
    return command_line_problem("--name-by : fait inconnu « " + fact + " »",
                                base::closest(fact, names));
}

base::Reading<Order> read_order(const CommandLine& line, const service::Library& library) {
    auto printing = read_printing(line, library);
    if (auto* wrong = std::get_if<base::Problems>(&printing)) return std::move(*wrong);
    Order order{std::get<Printing>(std::move(printing)),
                *line.value("--facts"),
                *line.value("--out"),
                line.value("--name-by"),
                *read_jobs(line),
                line.has("--keep-going")};
    if (order.name_by) {
        const auto problem = unknown_key(*order.name_by, *order.printing.document);
        if (problem) return base::Problems{*problem};
    }
    return order;
}

double peak_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::round(static_cast<double>(usage.ru_maxrss) / 102.4) / 10;
}

/// French counts nought and one as singular.
std::string counted(int count, const char* one, const char* several) {
    return std::to_string(count) + " " + (count < 2 ? one : several);
}

void summarise(const Context& context, const Batch& batch, double seconds, bool as_json) {
    const base::Json answer = {{"written", batch.written()},
                               {"refused", batch.refused()},
                               {"seconds", seconds},
                               {"peak_memory_mb", peak_memory_mb()}};
    if (as_json) {
        context.out << answer.dump(2) << "\n";
    } else {
        context.out << counted(batch.written(), "document écrit", "documents écrits") << ", "
                    << counted(batch.refused(), "ligne refusée", "lignes refusées") << "\n";
    }
}

}  // namespace

int document_batch_command(const Context& context) {
    std::vector<Option> options = printing_options;
    for (const char* option : {"--facts", "--out", "--name-by", "--jobs"}) {
        options.push_back({option, true});
    }
    for (const char* flag : {"--keep-going", "--json"}) options.push_back({flag});
    int status = done;
    const auto line = read_or_explain(context, options, help, status);
    if (!line) return status;
    if (const base::Problems missing = missing_parts(*line); !missing.empty()) {
        return explain(context, missing);
    }
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto order = read_order(*line, *library);
    if (const auto* wrong = std::get_if<base::Problems>(&order)) return explain(context, *wrong);

    const auto clock = context.toolbox.clock();
    const law::Instant begun = clock->now();
    Batch batch(context, *library, std::get<Order>(order));
    batch.run();
    const double seconds = static_cast<double>(clock->now().ms - begun.ms) / 1000;
    summarise(context, batch, seconds, line->has("--json"));
    return batch.problems().empty() ? done : explain(context, batch.problems());
}

}  // namespace preavis::cli
