#pragma once

#include <string>

namespace msim {

// Files that must not outlive this process unfinished: those named here are removed when a signal (SIGINT,
// SIGTERM, SIGHUP) ends it.
void remove_on_signal(const std::string& path);
void keep_on_signal(const std::string& path);

}  // namespace msim
