// Byte serialisation between worker and judge. The writer never allocates (it
// runs inside the submission's process); the reader trusts nothing (the
// submission can reach the bytes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

namespace course::protocol {

// Appends to a fixed buffer. When the buffer is full, further puts are dropped
// and `overflow()` is true from then on.
class Writer {
 public:
  Writer() = default;
  Writer(std::byte* begin, std::size_t capacity)
      : begin_(begin), capacity_(capacity) {}

  void u8(std::uint8_t v) { put(&v, sizeof v); }
  void u16(std::uint16_t v) { put(&v, sizeof v); }
  void u32(std::uint32_t v) { put(&v, sizeof v); }
  void u64(std::uint64_t v) { put(&v, sizeof v); }
  void i64(std::int64_t v) { put(&v, sizeof v); }
  void text(const char* data, std::size_t size) {
    u32(static_cast<std::uint32_t>(size));
    put(data, size);
  }
  void text(std::string_view s) { text(s.data(), s.size()); }
  void bytes(const void* data, std::size_t size) { put(data, size); }

  std::byte* data() const { return begin_; }
  std::size_t size() const { return size_; }
  bool overflow() const { return overflow_; }
  void clear() { size_ = 0, overflow_ = false; }
  void truncate(std::size_t size) { size_ = size; }
  // Overwrites four bytes written earlier; `at` + 4 <= size().
  void patch_u32(std::size_t at, std::uint32_t v) {
    std::memcpy(begin_ + at, &v, sizeof v);
  }

 private:
  void put(const void* data, std::size_t size) {
    if (overflow_ || size > capacity_ - size_) {
      overflow_ = true;
      return;
    }
    // Not memcpy: in the worker that name belongs to the race detector.
    __builtin_memcpy(begin_ + size_, data, size);
    size_ += size;
  }

  std::byte* begin_ = nullptr;
  std::size_t capacity_ = 0, size_ = 0;
  bool overflow_ = false;
};

struct MalformedAnswer : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Reads what Writer wrote; throws MalformedAnswer instead of reading past the
// end.
class Reader {
 public:
  Reader(const std::byte* begin, std::size_t size)
      : at_(begin), end_(begin + size) {}

  std::uint8_t u8() { return get<std::uint8_t>(); }
  std::uint16_t u16() { return get<std::uint16_t>(); }
  std::uint32_t u32() { return get<std::uint32_t>(); }
  std::uint64_t u64() { return get<std::uint64_t>(); }
  std::int64_t i64() { return get<std::int64_t>(); }
  std::string text() {
    const std::size_t size = u32();
    need(size);
    std::string s(reinterpret_cast<const char*>(at_), size);
    at_ += size;
    return s;
  }
  Reader part(std::size_t size) {
    need(size);
    Reader r(at_, size);
    at_ += size;
    return r;
  }
  bool done() const { return at_ == end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

 private:
  template <class T>
  T get() {
    need(sizeof(T));
    T v;
    std::memcpy(&v, at_, sizeof v);
    at_ += sizeof v;
    return v;
  }
  void need(std::size_t size) const {
    if (size > left()) throw MalformedAnswer("the worker's answer is cut off");
  }
  const std::byte* at_;
  const std::byte* end_;
};

}  // namespace course::protocol
