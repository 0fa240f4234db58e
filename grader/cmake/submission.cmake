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
    # Calls to __tsan_* around every access and atomic operation, which our runtime answers. At -O1,
    # because -O2 deletes `while (!flag);`, and with it the bug; -O0 runs slower and compiles no faster.
    -fsanitize=thread
    -O1
    # Lines and functions are all that reports need; -g doubles the size of the precompiled header.
    -g1
    # g++ warns that fences are not supported. Our runtime supports them.
    -Wno-tsan
    # Without its return statement a function runs on into the next one.
    -Werror=return-type
    # An index out of range in operator[] stops the program instead of passing in silence.
    -D_GLIBCXX_ASSERTIONS
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
    -Wl,--wrap=memcpy,--wrap=memset,--wrap=memmove)
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
