#include "runtime/core/context_tree.hpp"

#include "runtime/core/failure.hpp"

namespace course::runtime {
namespace {

// Few, for a program has a hundred contexts or two, and each page is touched
// for the first time in every worker.
constexpr std::uint32_t buckets = 1u << 13;  // power of two
constexpr Address buckets_address =
    contexts_address + max_contexts * sizeof(ContextNode);
static_assert(max_contexts * sizeof(ContextNode) +
                  buckets * sizeof(std::uint32_t) <=
              contexts_size);
[[gnu::section("course_runtime")]] std::uint32_t used = 1;

std::uint32_t& bucket(std::uint32_t i) {
  return reinterpret_cast<std::uint32_t*>(buckets_address)[i];
}

}  // namespace

void forget_contexts() {
  used = 1;
  context_node(0) = ContextNode{};
  __builtin_memset(&bucket(0), 0, buckets * sizeof(std::uint32_t));
}

std::uint32_t find_child(std::uint32_t parent, Address call_site) {
  const auto hash =
      static_cast<std::uint32_t>(mix(parent, call_site)) & (buckets - 1);
  for (std::uint32_t n = bucket(hash); n; n = context_node(n).next)
    if (context_node(n).parent == parent &&
        context_node(n).call_site == call_site) {
      context_node(parent).last_child = n;
      return n;
    }
  if (used >= max_contexts) fail(Verdict::too_slow, "its calls go too deep", 0);
  const std::uint32_t n = used++;
  context_node(n) = {parent, 0, call_site, bucket(hash), 0};
  bucket(hash) = n;
  context_node(parent).last_child = n;
  return n;
}

}  // namespace course::runtime
