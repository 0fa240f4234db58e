# course_unit_tests(<folder> <name>_test.cpp...) makes <folder>_tests from unit tests that sit beside
# their source, and registers it with ctest. The caller links what is tested.
function(course_unit_tests folder)
  add_executable(${folder}_tests ${ARGN} ${PROJECT_SOURCE_DIR}/grader/cmake/doctest_main.cpp)
  target_link_libraries(${folder}_tests PRIVATE doctest::doctest)
  add_test(NAME unit.${folder} COMMAND ${folder}_tests)
endfunction()
