# The hidden tests, found from the tree. A file that is added, renamed or removed is noticed by the
# next build (CONFIGURE_DEPENDS); nothing else registers it.

# A course of its own, whose one exercise is the template for `course dev new`.
set(course_templates ${PROJECT_SOURCE_DIR}/grader/course/templates)

# course_hidden_tests: every grader/tests/LESSON/NAME/*_test.cpp, as objects, so that the linker keeps
# test cases that nobody calls by name.
function(course_add_hidden_tests)
  file(GLOB sources CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/grader/tests/*/*/*_test.cpp
    ${course_templates}/grader/tests/*/*/*_test.cpp)
  if(NOT sources)
    add_library(course_hidden_tests INTERFACE)
    return()
  endif()
  add_library(course_hidden_tests OBJECT ${sources})
  target_link_libraries(course_hidden_tests PRIVATE course_judge doctest::doctest)
  target_compile_options(course_hidden_tests PRIVATE -O0)  # a few thousand outcomes each
  target_precompile_headers(course_hidden_tests PRIVATE ${PROJECT_SOURCE_DIR}/grader/judge/testing.hpp)
  # Their authors need not know of each other's names.
  set_target_properties(course_hidden_tests PROPERTIES UNITY_BUILD OFF)
endfunction()

# A ctest for every submission by which an exercise proves itself: LESSON/NAME.starter, .solution,
# .right.FILE, .wrong.FILE; for its being complete, .files; and, in CI only, .shipped: a student's
# working copy may differ from the starter, a commit may not.
# A file in wrong/ is compiled only for the test that it declares: `dev check` without --quick shows
# that it fails no other one before.
# Tests run side by side; one that looks ahead on all processors would only take them from the others.
function(course_add_exercise_tests)
  file(GLOB exercises CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/exercises/*/*/exercise.toml)
  foreach(exercise IN LISTS exercises)
    cmake_path(GET exercise PARENT_PATH folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/exercises OUTPUT_VARIABLE slug)
    set(hidden ${PROJECT_SOURCE_DIR}/grader/tests/${slug})

    set(parts files starter solution)
    foreach(side right wrong)
      file(GLOB variants CONFIGURE_DEPENDS ${hidden}/${side}/*.hpp)
      foreach(variant IN LISTS variants)
        cmake_path(GET variant STEM name)
        list(APPEND parts ${side}/${name})
      endforeach()
    endforeach()
    foreach(part IN LISTS parts)
      string(REPLACE "/" "." name ${part})
      add_test(NAME ${slug}.${name} COMMAND course dev check ${slug} --only ${part} --quick --jobs 1)
    endforeach()

    file(GLOB starters CONFIGURE_DEPENDS ${hidden}/starter/*)
    foreach(starter IN LISTS starters)
      cmake_path(GET starter FILENAME name)
      add_test(NAME ${slug}.shipped.${name}
               COMMAND sh ${PROJECT_SOURCE_DIR}/grader/cmake/shipped.sh ${starter} ${folder}/${name})
      set_tests_properties(${slug}.shipped.${name} PROPERTIES SKIP_RETURN_CODE 77)
    endforeach()
  endforeach()
endfunction()

# template.starter, .solution, .right.FILE and .wrong.FILE: what `course dev new` starts from works. Not
# .files: the template is as incomplete as it says.
function(course_add_template_tests)
  file(GLOB variants CONFIGURE_DEPENDS RELATIVE ${course_templates}/grader/tests/00-lesson/exercise_name
    ${course_templates}/grader/tests/00-lesson/exercise_name/right/*.hpp
    ${course_templates}/grader/tests/00-lesson/exercise_name/wrong/*.hpp)
  foreach(part starter solution ${variants})
    string(REPLACE ".hpp" "" part ${part})
    string(REPLACE "/" "." name ${part})
    add_test(NAME template.${name} COMMAND course dev check exercise_name --only ${part} --quick --jobs 1)
    set_tests_properties(template.${name} PROPERTIES ENVIRONMENT COURSE_ROOT=${course_templates})
  endforeach()
endfunction()

# cross.EXERCISE.HOW: the same verdicts from another backend (and from it the same schedules), another
# level of optimisation, and from every clang that is installed. Three of these ways an exercise, in turn,
# each with one submission in thirty, another one each; `course dev check NAME --backend ...` takes all.
function(course_add_cross_tests)
  set(ways
    "kernel-threads:--backend kernel-threads --phase1 200 --samples 50"
    "fork-each:--backend fork-each --phase1 60 --samples 20"
    "g++-O0:--optimise -O0 --samples 200"
    "g++-O1:--optimise -O1 --samples 200"
    "g++-O2:--optimise -O2 --samples 200")
  foreach(compiler clang++ clang++-16 clang++-19)
    find_program(COURSE_CROSS_${compiler} ${compiler})
    if(COURSE_CROSS_${compiler})
      foreach(level -O0 -O1 -O2)
        list(APPEND ways "${compiler}${level}:--compiler ${compiler} --optimise ${level} --samples 200")
      endforeach()
    endif()
  endforeach()
  file(GLOB exercises CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/exercises/*/*/exercise.toml)
  set(from 0)  # goes on through all exercises
  foreach(exercise IN LISTS exercises)
    cmake_path(GET exercise PARENT_PATH folder)
    cmake_path(GET folder FILENAME name)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/exercises OUTPUT_VARIABLE slug)
    file(STRINGS ${PROJECT_SOURCE_DIR}/grader/tests/${slug}/${name}_scenarios.cpp forks REGEX "sys/wait.h")
    # The first three become the last.
    list(SUBLIST ways 0 3 now)
    list(SUBLIST ways 3 -1 ways)
    list(APPEND ways ${now})
    foreach(way IN LISTS now)
      string(REGEX MATCH "^([^:]*):(.*)$" way ${way})
      set(test cross.${name}.${CMAKE_MATCH_1})
      if(forks AND test MATCHES kernel-threads)  # a process needs fibers
        continue()
      endif()
      separate_arguments(arguments UNIX_COMMAND ${CMAKE_MATCH_2})
      add_test(NAME ${test} COMMAND course dev check ${name} --every 30 --from ${from} ${arguments} --quick --jobs 1)
      math(EXPR from "${from} + 1")
    endforeach()
  endforeach()
endfunction()

# corpus.SIDE.N: the programs of grader/corpus, in parts that run side by side.
function(course_add_corpus_tests)
  foreach(side buggy right)
    file(GLOB programs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/grader/corpus/${side}/*.c*)
    set(part)
    set(number 1)
    foreach(program IN LISTS programs)
      cmake_path(GET program STEM name)
      list(APPEND part ${side}/${name})
      list(LENGTH part length)
      if(length EQUAL 10)
        add_test(NAME corpus.${side}.${number} COMMAND course dev corpus ${part})
        set(part)
        math(EXPR number "${number} + 1")
      endif()
    endforeach()
    if(part)
      add_test(NAME corpus.${side}.${number} COMMAND course dev corpus ${part})
    endif()
  endforeach()
endfunction()

# lesson.LESSON: text, code, output and links of a lesson agree.
function(course_add_lesson_tests)
  file(GLOB lessons CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lessons/*/README.md)
  foreach(lesson IN LISTS lessons)
    cmake_path(GET lesson PARENT_PATH folder)
    cmake_path(GET folder FILENAME name)
    add_test(NAME lesson.${name} COMMAND course dev weave --check ${name})
  endforeach()
endfunction()
