#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What code hosts and CI servers get: every failure with a place in the repository, nothing unknown or unread painted green, no
# name from a repository that breaks out, fingerprints that survive code that moves.
. tests/cli/kit.bash

export_as() { # FORMAT FOLDER FILE
  exits "${4:-0}" "$1 of $2" "$PHISCOPE" scan "$2" --format "$1" --output "$3" || true
}

for example in scribe clinic; do
  cp -r "examples/$example" "$work/$example"
  git -C "$work/$example" init -q
  for format in json sarif junit github markdown; do
    export_as "$format" "$work/$example" "$work/$example.$format"
  done
  python3 tests/cli/exports.py examples "$work/$example" "$work/$example" || problem "$example: see above"
done

# A scope below the root of its repository: places are written from the root.
mkdir "$work/mono"
git -C "$work/mono" init -q
cp -r examples/scribe "$work/mono/product"
rm -rf "$work/mono/product/.git"
export_as sarif "$work/mono/product" "$work/mono.sarif"
python3 tests/cli/exports.py below "$work/mono.sarif" product/ "$work/mono" || problem "mono: see above"

# Ten lines in front of everything: the same fingerprints, and other lines.
cp -r "$work/scribe" "$work/moved"
find "$work/moved" \( -name '*.tf' -o -name '*.yaml' -o -name '*.py' -o -name Dockerfile \) -print0 | while IFS= read -r -d '' file; do
  { printf '#\n%.0s' 1 2 3 4 5 6 7 8 9 10; cat "$file"; } > "$work/with" && cp "$work/with" "$file"
done
find "$work/moved" -name '*.ts' -print0 | while IFS= read -r -d '' file; do
  { printf '//\n%.0s' 1 2 3 4 5 6 7 8 9 10; cat "$file"; } > "$work/with" && cp "$work/with" "$file"
done
export_as sarif "$work/moved" "$work/moved.sarif"
python3 tests/cli/exports.py moved "$work/scribe.sarif" "$work/moved.sarif" || problem "moved: see above"

# Names that attack the reader.
mkdir -p "$work/hostile"
python3 tests/cli/exports.py build "$work/hostile"
for format in sarif junit github markdown; do
  export_as "$format" "$work/hostile" "$work/hostile.$format" 3
done
python3 tests/cli/exports.py hostile "$work/hostile" || problem "hostile: see above"

# Thousands of findings still fit into a comment.
mkdir "$work/many"
python3 - "$work/many/main.tf" <<'PY'
import sys
with open(sys.argv[1], "w") as f:
    for i in range(1500):
        f.write(f'resource "aws_ebs_volume" "volume_{i}_{"x" * 80}" {{\n  encrypted = false\n}}\n')
PY
export_as markdown "$work/many" "$work/many.markdown"
[ "$(wc -m < "$work/many.markdown")" -lt 65536 ] || problem "the comment has $(wc -m < "$work/many.markdown") characters"
grep -qE '^[0-9]+ more do not fit' "$work/many.markdown" || problem "what was cut from the comment is not said"

# The gate: only what is new counts, what was there before is said to be unchanged.
gated=$work/gated
mkdir "$gated"
git -C "$gated" init -q -b main
printf 'resource "aws_ebs_volume" "old" {\n  encrypted = false\n}\n' > "$gated/main.tf"
git -C "$gated" add -A
git -C "$gated" -c user.name=a -c user.email=a@example.com commit -q -m one
printf 'resource "aws_ebs_volume" "new" {\n  encrypted = false\n}\n' > "$gated/more.tf"
for format in sarif junit github markdown; do
  exits 2 "gate as $format" "$PHISCOPE" gate --base main --fail-on low "$gated" --format "$format" --output "$work/gate.$format" || true
done
python3 tests/cli/exports.py gate "$work/gate" || problem "gate: see above"
finish "exports hold"
