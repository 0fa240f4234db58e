# course_submission_flags(<compile> <link>): how a submission and the scenarios of its exercise become
# a worker. Sets both variables to lists; the one place where these flags stand. The headers of the
# course, the precompiled header and the runtime object are added by sandbox/.
function(course_submission_flags compile link)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    message(FATAL_ERROR "The course needs g++ 12 or later, found ${CMAKE_CXX_COMPILER_ID} at "
      "${CMAKE_CXX_COMPILER}. Configure with -DCMAKE_CXX_COMPILER=g++.")
  endif()
  set(compile_flags
    -std=c++20
    # Calls to __tsan_* around every access and atomic operation, which our runtime answers. At -Og,
    # because -O2 deletes `while (!flag);`, and with it the bug, -O1 compiles a third longer for the
    # same reports, and -O0 runs slower and compiles no faster.
    -fsanitize=thread
    -Og
    # What is called once only is compiled as a part of its caller, and small structures are taken apart:
    # a sixth of the compile time and of a schedule's time.
    -finline-functions-called-once -ftree-sra
    # Lines and functions are all that reports need; -g doubles the size of the precompiled header.
    -g1
    # g++ warns that fences are not supported. Our runtime supports them.
    -Wno-tsan
    # Expanded in place, they are neither instrumented nor wrapped.
    -fno-builtin-memcpy -fno-builtin-memmove -fno-builtin-memset
    # Or `while (!flag);` reads the plain flag once and then never calls anybody.
    -fno-tree-loop-im
    # Passes that take an eighth of the compile time; schedules do not run measurably slower without.
    -fno-ipa-modref -fno-ipa-pure-const -fno-ipa-reference -fno-ipa-sra -fno-guess-branch-probability
    -fno-reorder-blocks -fno-shrink-wrap -fno-tree-dominator-opts -fno-tree-ter
    -fno-combine-stack-adjustments -fno-split-wide-types -fno-if-conversion -fno-if-conversion2
    -fno-tree-ch -fno-tree-pta -fno-tree-bit-ccp -fno-tree-sink -fno-tree-slsr
    # Without its return statement a function runs on into the next one.
    -Werror=return-type
    # An index out of range in operator[] stops the program instead of passing in silence.
    -D_GLIBCXX_ASSERTIONS
    # Some distributions' g++ defines it, and read() becomes a function of the library that nobody knows.
    -U_FORTIFY_SOURCE
    # std::counting_semaphore by sem_t, so that the runtime sees a semaphore and not some futex.
    -D_GLIBCXX_USE_POSIX_SEMAPHORE
    # Addresses are the same in every run, together with ADDR_NO_RANDOMIZE.
    -fno-pie
    # Compiler and assembler at the same time: 5 ms.
    -pipe
    # Diagnostics are read by sandbox/diagnostics.cpp: as text, because the JSON form leaves out which
    # line of the submission instantiated a template; without the lines shown below a message, which
    # it takes from the submission itself. After twenty errors the rest is echo.
    -fdiagnostics-color=never
    -fno-diagnostics-show-caret
    -fno-diagnostics-show-option
    -fmax-errors=20)

  set(link_flags
    -no-pie
    # Resolved once, at start: lazily bound addresses lie in the data that each schedule puts back, and
    # would be looked up again and again (a third of all time).
    -Wl,-z,now
    # g++ does not instrument these: the runtime's __wrap_ functions check the bytes they touch.
    -Wl,--wrap=memcpy,--wrap=memset,--wrap=memmove
    # Their bodies lie in the library: see runtime/abi/std_thread.cpp.
    -Wl,--wrap=_ZNSt6thread4joinEv,--wrap=_ZNSt6thread6detachEv
    # For objects of -flto only; its start takes a tenth of the linker's time.
    -fno-use-linker-plugin)
  # No -fsanitize=thread here: it would add libtsan. No -pthread, -lrt, -ldl: part of glibc since 2.34.
  course_fastest_linker(linker)
  if(linker)
    list(APPEND link_flags -fuse-ld=${linker})
  endif()

  set(${compile} ${compile_flags} PARENT_SCOPE)
  set(${link} ${link_flags} PARENT_SCOPE)
endfunction()

# course_fastest_linker(<variable>): the first of mold, gold and lld that g++ can link a program with;
# empty for the standard one. Measured for one worker: mold and gold 15 ms, lld 20 ms, bfd 35 ms.
function(course_fastest_linker variable)
  if(NOT DEFINED COURSE_LINKER)
    set(found "")
    set(folder ${CMAKE_BINARY_DIR}/CMakeFiles/course_linker)
    file(WRITE ${folder}/main.cpp "#include <string.h>
      extern \"C\" void* __wrap_memcpy(void* to, const void*, size_t) { return to; }
      int main(int n, char** v) { return memcpy(v, v + 1, n) != v; }")
    foreach(linker mold gold lld)
      execute_process(
        COMMAND ${CMAKE_CXX_COMPILER} -no-pie -fuse-ld=${linker} -Wl,--wrap=memcpy main.cpp -o ${linker}
        WORKING_DIRECTORY ${folder} RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
      if(result EQUAL 0)
        set(found ${linker})
        break()
      endif()
    endforeach()
    set(COURSE_LINKER "${found}" CACHE STRING "Linker for workers: mold, gold, lld, or empty for the standard one")
  endif()
  set(${variable} "${COURSE_LINKER}" PARENT_SCOPE)
endfunction()

# course_library_headers(<folder>): copies of two libstdc++ headers for submissions, found before the
# originals. Configuring again after a compiler update makes them anew.
function(course_library_headers folder)
  # std::atomic::wait looks 16 times before it sleeps. Each look would be a point, and 16 delays would be
  # needed to get past a spin; one look means the same to the program.
  course_change_header(bits/atomic_wait.h ${folder}
    "__atomic_spin_count_relax = 12;" "__atomic_spin_count_relax = 1;"
    "__atomic_spin_count = 16;" "__atomic_spin_count = 1;"
    # A notify only uses the address, so nothing would see that the atomic is gone.
    "#define _GLIBCXX_ATOMIC_WAIT_H 1" "#define _GLIBCXX_ATOMIC_WAIT_H 1\n#include <course_atomic_notified.hpp>"
    "__w._M_notify(__all)" "__w._M_notify(__all), ::course_atomic_notified(__addr, sizeof(_Tp))")
  # std::atomic<std::shared_ptr>::load gives its lock back with relaxed order: a data race in the library
  # (libtsan reports it, too).
  course_change_header(bits/shared_ptr_atomic.h ${folder}
    "unlock(memory_order_relaxed)" "unlock(memory_order_release)")
endfunction()

# course_change_header(<header> <folder> [<from> <to>]...): copies with replacements.
function(course_change_header header folder)
  if(NOT DEFINED COURSE_LIBRARY_FOLDER)
    file(WRITE ${CMAKE_BINARY_DIR}/CMakeFiles/course_headers.cpp "#include <atomic>\n")
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -M ${CMAKE_BINARY_DIR}/CMakeFiles/course_headers.cpp
      OUTPUT_VARIABLE dependencies)
    if(NOT dependencies MATCHES "([^ \n]+)/bits/atomic_wait\\.h")
      message(FATAL_ERROR "${CMAKE_CXX_COMPILER} does not use libstdc++'s <atomic>")
    endif()
    set(COURSE_LIBRARY_FOLDER ${CMAKE_MATCH_1} CACHE INTERNAL "Where libstdc++'s headers lie")
  endif()
  file(READ ${COURSE_LIBRARY_FOLDER}/${header} text)
  set(replacements ${ARGN})
  while(replacements)
    list(POP_FRONT replacements from to)
    string(FIND "${text}" "${from}" at)
    if(at EQUAL -1)
      message(WARNING "${header} has no \"${from}\" any more: see course_library_headers")
    endif()
    string(REPLACE "${from}" "${to}" text "${text}")
  endwhile()
  file(CONFIGURE OUTPUT ${folder}/${header} CONTENT "@text@" @ONLY)
endfunction()
