#include "report/verbs.hpp"

namespace course::report {

using protocol::Operation;

bool takes_lock(Operation o) {
  return o == Operation::lock || o == Operation::try_lock ||
         o == Operation::read_lock || o == Operation::try_read_lock;
}

bool gives_lock(Operation o) {
  return o == Operation::unlock || o == Operation::read_unlock;
}

bool notifies(Operation o) {
  return o == Operation::notify_one || o == Operation::notify_all ||
         o == Operation::futex_wake || o == Operation::release;
}

bool is_memory(Operation o) {
  return o == Operation::allocate || o == Operation::free;
}

bool changes(Operation o) {
  return o == Operation::write || o == Operation::store ||
         o == Operation::exchange || o == Operation::compare_exchange;
}

std::string verb(Operation o) {
  switch (o) {
    case Operation::read:
    case Operation::load:
      return "reads";
    case Operation::write:
    case Operation::store:
      return "writes";
    case Operation::exchange:
    case Operation::compare_exchange:
      return "changes";
    case Operation::free:
      return "frees";
    case Operation::destroy:
      return "destroys";
    case Operation::lock:
      return "locks";
    case Operation::unlock:
      return "unlocks";
    case Operation::notify_one:
    case Operation::notify_all:
    case Operation::futex_wake:
      return "notifies";
    case Operation::fork:
      return "forks";
    case Operation::open:
      return "opens";
    case Operation::close:
      return "closes";
    case Operation::map:
      return "maps";
    case Operation::signal:
      return "signals";
    case Operation::exit:
      return "ends the program";
    case Operation::none:
      return "ends here";
    default:
      return std::string(protocol::name(o));
  }
}

}  // namespace course::report
