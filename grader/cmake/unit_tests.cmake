# Built for `course dev approve`: tests with a folder golden/ beside them, which own the approved outputs in
# it. So is `course` itself.
add_custom_target(golden_tests)

# course_unit_tests(<folder> <name>_test.cpp...) makes <folder>_tests from unit tests that sit beside
# their source, and registers it with ctest. The caller links what is tested.
function(course_unit_tests folder)
  if(NOT TARGET course_doctest_main)
    add_library(course_doctest_main OBJECT ${PROJECT_SOURCE_DIR}/grader/cmake/doctest_main.cpp)
    target_link_libraries(course_doctest_main PRIVATE doctest::doctest)
  endif()
  add_executable(${folder}_tests ${ARGN} $<TARGET_OBJECTS:course_doctest_main>)
  target_link_libraries(${folder}_tests PRIVATE doctest::doctest)
  target_compile_options(${folder}_tests PRIVATE -O0)  # built more often than run
  add_test(NAME unit.${folder} COMMAND ${folder}_tests)
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/golden)
    add_dependencies(golden_tests ${folder}_tests)
  endif()
endfunction()
