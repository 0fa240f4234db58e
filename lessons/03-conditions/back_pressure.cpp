// output: always the same
// A producer that works in bursts, a buffer and a consumer. No thread runs
// here: the time is counted, one millisecond after the other, so that the
// numbers are exact.
#include <cstdio>
#include <string>

// region count
void count(int capacity) {
  std::string producer, consumer;  // what each does, a character for each ms
  int buffer = 0;                  // items that are in
  int made = 0, rest = 0;          // the producer's: items put, ms to rest
  int taken = 0, work = 0;         // the consumer's: items got, ms to work
  bool holds = false;              // the producer has an item and no place

  while (taken < 24 || work > 0) {
    // At the beginning of each ms, who can go on does so: the consumer gets an
    // item, then the producer puts the one that it holds.
    if (work == 0 && buffer > 0) --buffer, ++taken, work = 2;
    if (holds && buffer < capacity) {
      holds = false, ++buffer, ++made;
      if (made % 12 == 0) rest = 12;
    }
    // Once more, for an item that was put in just now.
    if (work == 0 && buffer > 0) --buffer, ++taken, work = 2;

    consumer += work > 0 ? '#' : 'w';
    if (work > 0) --work;

    const bool over = made == 24;
    if (!over) producer += rest > 0 ? '.' : holds ? 'w' : '#';
    if (rest > 0)
      --rest;
    else if (!over)
      holds = true;
  }
  std::printf("capacity %d: %zu ms\n  producer  %s\n  consumer  %s\n", capacity,
              consumer.size(), producer.c_str(), consumer.c_str());
}
// endregion count

int main() {
  for (int capacity : {1, 4, 8, 64}) count(capacity);
}
