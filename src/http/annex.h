#pragma once

#include "http/route.h"
#include "service/papers.h"

namespace preavis::http {

/// An annex, the bytes as they were supplied.
Response annex_file(const Call& call);
/// A file that is handed over under a name of ours, shown where the browser can.
Response pdf_file(const service::IssuedPaper& paper);
/// The copy for the printer of a dossier; `recto-verso=true` begins each document on a new sheet.
Response printing_copy(const Call& call);

}  // namespace preavis::http
