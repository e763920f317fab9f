#pragma once

#include <sys/stat.h>

#include <memory>
#include <string>
#include <string_view>

#include "output/descriptor.hpp"
#include "output/temporary.hpp"

namespace msim {

// What a regular file is to become; until place() the file is untouched.
//
// It is written beside the file and renamed, so that the file changes all at once. Where that cannot be (a
// file mounted by itself, a folder that takes no new ones), or would take from the file its owner, group,
// mode, other links or attributes, place() writes over what is there, of which a copy is kept meanwhile.
class Draft {
 public:
  // Throws std::system_error where neither can be, so that it is known before anything is computed.
  explicit Draft(std::string path);
  Draft(const Draft&) = delete;
  auto operator=(const Draft&) -> Draft& = delete;
  // Puts back what was there before, when commit() was not reached.
  ~Draft();

  auto fd() const -> int { return content_->fd(); }
  // Puts what was written in its place. Throws std::system_error; then the file is as it was.
  void place();
  // Leaves it there, placed before or by this.
  void commit();
  // What the system lets the file keep in no way, once it is placed: "its owner"; empty: nothing.
  auto lost() const -> std::string_view { return lost_; }

 private:
  void rename_over();
  void write_over();
  void put_back();

  std::string path_;
  std::string folder_;  // of what is written meanwhile
  std::unique_ptr<Temporary> content_;
  std::string_view lost_;
  bool in_place_ = false;

  // What place() did.
  bool renamed_ = false;
  std::unique_ptr<Temporary> before_;  // the file that was there; null: there was none
  std::unique_ptr<Temporary> copy_;    // of what was written over
  Descriptor written_;
};

}  // namespace msim
