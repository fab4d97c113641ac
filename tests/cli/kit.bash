# SPDX-License-Identifier: Apache-2.0
# For the scripts beside it: a private folder that goes away, the program under test, and problems that are gathered (also those of a subshell).
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC
: "${PHISCOPE:?names the program to test}"
export PHISCOPE_CLOCK=${PHISCOPE_CLOCK:-2026-03-01T00:00:00Z}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
problems=$work/problems
: > "$problems"

problem() {
  printf 'FAILED: %s\n' "$*" | tee -a "$problems"
}

# exits CODE WHAT COMMAND...: output to $work/out and $work/err.
exits() {
  local want=$1 what=$2 code=0
  shift 2
  "$@" > "$work/out" 2> "$work/err" < /dev/null || code=$?
  if [ "$code" -ne "$want" ]; then
    problem "$what: exit $code where $want is expected: $(head -c 600 "$work/err")"
    return 1
  fi
}

# says PATTERN WHAT: exactly one line on stderr, and it matches.
says() {
  local lines
  lines=$(wc -l < "$work/err")
  [ "$lines" -eq 1 ] || problem "$2: $lines lines on stderr where one sentence is expected: $(head -c 600 "$work/err")"
  grep -Eq -- "$1" "$work/err" || problem "$2: expected '$1', got: $(head -c 600 "$work/err")"
}

finish() {
  [ ! -s "$problems" ] || exit 1
  echo "$*"
}
