// The main of this folder's unit tests. Not cmake/doctest_main.cpp: the judge
// brings doctest's implementation along, because it runs hidden tests with it.
#include <doctest/doctest.h>

int main(int argc, char** argv) { return doctest::Context(argc, argv).run(); }
