#pragma once

#include "cli/program.h"

namespace preavis::cli {

/// `preavis document batch`: one PDF for each line of a file of facts.
/// All or nothing: the files appear in the folder once every line has been printed; with
/// `--keep-going`, those of the good lines. Holds a few lines in memory, whatever the file's size.
int document_batch_command(const Context& context);

}  // namespace preavis::cli
