#!/bin/sh
# shipped.sh STARTER FILE: in CI, FILE is as it is shipped. Elsewhere it is a
# student's working copy and may be anything: status 77, which ctest skips.
[ -n "$CI" ] || exit 77
diff -u "$1" "$2"
