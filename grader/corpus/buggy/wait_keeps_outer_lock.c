// expect: deadlock
// The packer waits for a box while it keeps the hall's lock, which the supplier
// needs to bring one; it shows whenever the packer comes first.
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t hall_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t shelf_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t shelf_filled = PTHREAD_COND_INITIALIZER;
static int boxes;
static int packed;

static void* packer_main(void* arg) {
  (void)arg;
  pthread_mutex_lock(&hall_lock);
  pthread_mutex_lock(&shelf_lock);
  while (boxes == 0) pthread_cond_wait(&shelf_filled, &shelf_lock);
  boxes--;
  packed++;
  pthread_mutex_unlock(&shelf_lock);
  pthread_mutex_unlock(&hall_lock);
  return NULL;
}

static void* supplier_main(void* arg) {
  (void)arg;
  pthread_mutex_lock(&hall_lock);
  pthread_mutex_lock(&shelf_lock);
  boxes++;
  pthread_cond_signal(&shelf_filled);
  pthread_mutex_unlock(&shelf_lock);
  pthread_mutex_unlock(&hall_lock);
  return NULL;
}

int main(void) {
  pthread_t supplier;
  pthread_t packer;
  pthread_create(&supplier, NULL, supplier_main, NULL);
  pthread_create(&packer, NULL, packer_main, NULL);
  pthread_join(supplier, NULL);
  pthread_join(packer, NULL);
  printf("packed %d\n", packed);
  return 0;
}
