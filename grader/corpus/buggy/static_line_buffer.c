// expect: data-race
// format_price returns a static buffer, so two labellers write the same bytes;
// their writes are unordered in every order.
#include <pthread.h>
#include <stdio.h>

struct label {
  int cents;
  int length;
};

static const char* format_price(int cents) {
  static char text[16];
  int at = 0;
  text[at++] = (char)('0' + cents / 100 % 10);
  text[at++] = '.';
  text[at++] = (char)('0' + cents / 10 % 10);
  text[at++] = (char)('0' + cents % 10);
  text[at] = '\0';
  return text;
}

static void* print_label(void* arg) {
  struct label* label = arg;
  const char* text = format_price(label->cents);
  while (text[label->length] != '\0') label->length++;
  return NULL;
}

int main(void) {
  struct label labels[2] = {{.cents = 129}, {.cents = 450}};
  pthread_t printers[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&printers[i], NULL, print_label, &labels[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(printers[i], NULL);
  printf("%d characters\n", labels[0].length + labels[1].length);
  return 0;
}
