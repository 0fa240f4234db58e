#!/bin/sh
# link_runtime.sh OUTPUT OBJECT...: folds the runtime into one object that exports its C entry points
# only. In the environment: LD, NM, OBJCOPY.
set -eu
output=$1
shift
$LD -r --force-group-allocation -o "$output.all" "$@"
# An entry point is a defined C function (or one in libstdc++'s name), never a C++ symbol of our own.
$NM --defined-only --extern-only "$output.all" |
  awk '$2 ~ /[TWi]/ && ($3 !~ /^_Z/ || $3 ~ /^_Z(NSt13random_device|n[wa]|d[la])/) { print $3 }' >"$output.exports"
# Linked anew with every submission: without debug information, which "$output.all" has.
$OBJCOPY --strip-debug --keep-global-symbols="$output.exports" \
  --redefine-sym memcpy=__real_memcpy --redefine-sym memmove=__real_memmove --redefine-sym memset=__real_memset \
  "$output.all" "$output"
