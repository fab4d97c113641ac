#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The program starts with few libraries, and says which one it misses when a scan calls it.
. "$(dirname "$0")/lib.inc"
[ -e "$(dirname "$phiscope")/late/late.inc" ] || exit 77 # sanitizers and other processors link everything

needed=$(objdump -p "$phiscope" | awk '$1 == "NEEDED" { print $2 }' | grep -v -E '^(libc|ld-linux-x86-64)\.so' || true)
[ -z "$needed" ] || fail "every start loads $needed"

mkdir "$scratch/broken" "$scratch/folder"
echo "no library" > "$scratch/broken/libyaml-0.so.2"
echo "organization: {name: A}" > "$scratch/folder/phiscope.yaml"
status=0
LD_LIBRARY_PATH=$scratch/broken "$phiscope" scan "$scratch/folder" > "$scratch/out" 2> "$scratch/err" || status=$?
[ "$status" -eq 1 ] || fail "a library that cannot be loaded ended with $status"
grep -q 'libyaml-0.so.2' "$scratch/err" && [ "$(wc -l < "$scratch/err")" -eq 1 ] || fail "a missing library is not named: $(cat "$scratch/err")"
LD_LIBRARY_PATH=$scratch/broken "$phiscope" --version > /dev/null || fail "--version needs libyaml"
done_testing
