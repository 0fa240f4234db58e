// output: differs from run to run
// A folder of 32 pictures, and a crew of 1 to 16 threads that blurs them.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int side = 128;
using Picture = std::string;  // side * side bytes, from black to white

void save(const Picture& picture, const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  out << "P5 " << side << ' ' << side << " 255\n" << picture;
}

Picture load(const fs::path& file) {
  std::this_thread::sleep_for(6ms);  // the disk is in another building
  std::ifstream in(file, std::ios::binary);
  std::string header;
  std::getline(in, header);
  Picture picture(side * side, '\0');
  in.read(picture.data(), side * side);
  return picture;
}

// Each point becomes the mean of the square around it.
Picture blurred(const Picture& picture) {
  constexpr int reach = 7, points = (2 * reach + 1) * (2 * reach + 1);
  Picture result = picture;
  for (int y = reach; y < side - reach; ++y)
    for (int x = reach; x < side - reach; ++x) {
      int sum = 0;
      for (int v = y - reach; v <= y + reach; ++v)
        for (int u = x - reach; u <= x + reach; ++u)
          sum += static_cast<unsigned char>(picture[v * side + u]);
      result[y * side + x] = static_cast<char>(sum / points);
    }
  return result;
}

// region crew
void blur_all(const std::vector<fs::path>& folder, int workers) {
  std::atomic<std::size_t> next = 0;  // the first picture that nobody has
  std::vector<std::jthread> crew;
  for (int i = 0; i < workers; ++i)
    crew.emplace_back([&] {
      for (std::size_t job; (job = next++) < folder.size();)
        save(blurred(load(folder[job])), folder[job]);
    });
}
// endregion crew

double milliseconds(const std::vector<fs::path>& folder, int workers) {
  const auto start = Clock::now();
  blur_all(folder, workers);
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

int main() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  double load = 0;
  getloadavg(&load, 1);
  std::printf(
      "%d processors, load %.1f (above %.1f do not trust the numbers)\n", cores,
      load, 0.7 * cores);

  std::string name = fs::temp_directory_path() / "pictures-XXXXXX";
  if (!mkdtemp(name.data())) return std::perror("a folder for the pictures"), 1;
  std::vector<fs::path> folder;
  for (int i = 0; i < 32; ++i) {
    folder.push_back(fs::path(name) / (std::to_string(i) + ".pgm"));
    Picture stripes(side * side, '\0');
    for (int p = 0; p < side * side; ++p) stripes[p] = static_cast<char>(p * i);
    save(stripes, folder.back());
  }
  double longest = 0;
  for (const int workers : {1, 2, 4, 8, 16}) {
    const double ms =
        std::min(milliseconds(folder, workers), milliseconds(folder, workers));
    longest = std::max(longest, ms);
    std::printf(
        "%2d workers %6.1f ms  %s\n", workers, ms,
        std::string(static_cast<std::size_t>(40 * ms / longest), '#').c_str());
  }
  fs::remove_all(name);
}
