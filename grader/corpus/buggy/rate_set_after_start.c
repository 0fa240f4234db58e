// expect: wrong-result
// Main sets the sampling rate only after it has started the sampler; if the
// sampler runs at once, it reads the rate as zero and takes no sample.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define RATE 3

struct sampler {
  atomic_int rate;
  int samples;
};

static void* sample_main(void* arg) {
  struct sampler* sampler = arg;
  int rate = atomic_load(&sampler->rate);
  for (int i = 0; i < rate; ++i) sampler->samples++;
  return NULL;
}

static void start(struct sampler* sampler, pthread_t* thread) {
  pthread_create(thread, NULL, sample_main, sampler);
}

static void set_rate(struct sampler* sampler, int rate) {
  atomic_store(&sampler->rate, rate);
}

int main(void) {
  struct sampler sampler = {.samples = 0};
  pthread_t thread;
  atomic_init(&sampler.rate, 0);
  start(&sampler, &thread);
  set_rate(&sampler, RATE);
  pthread_join(thread, NULL);
  printf("samples %d\n", sampler.samples);
  return sampler.samples == RATE ? 0 : 1;
}
