#pragma once

#include "cli/program.h"

namespace preavis::cli {

/// The commands that `run` chooses from; each answers an exit status.
int serve_command(const Context& context);
int document_command(const Context& context);
int workflow_command(const Context& context);
int journal_command(const Context& context);
int key_command(const Context& context);
int backup_command(const Context& context);
int restore_command(const Context& context);
int account_command(const Context& context);
int purge_command(const Context& context);
int register_command(const Context& context);
int demonstration_command(const Context& context);

}  // namespace preavis::cli
