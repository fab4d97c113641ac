#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every tracked source file, script and YAML file names its licence near the top. Data formats without comments (and what
# stands for a user's own files: fixtures and fuzz corpora) are exempt.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
git rev-parse --is-inside-work-tree > /dev/null 2>&1 || { echo "skipped: not a git checkout"; exit 77; }

# The files of stdin (NUL between them) that name no licence in their first five lines.
unlicensed() {
  xargs -0 -r awk 'FNR == 1 && before != "" && !found { print before }
    FNR == 1 { before = FILENAME; found = 0 }
    FNR <= 5 && /SPDX-License-Identifier: Apache-2\.0/ { found = 1 }
    END { if (before != "" && !found) print before }'
}

# awk sees no first line in an empty file, so those are named apart.
empty() {
  while IFS= read -r -d '' file; do
    [ -s "$file" ] || echo "$file (empty)"
  done
}

tracked() {
  git ls-files -z -- '*.c' '*.h' '*.sh' '*.cmake' '*.yaml' '*.yml' '*CMakeLists.txt' 'scripts/*' '.ci/*' 'bench/*' \
    ':!tests/fixtures/*' ':!tests/fuzz/corpus/*' ':!*.xlsx' ':!*.json' ':!*.tsv' ':!*.csv' ':!*.tfvars' ':!*.md' \
    ':!scripts/*.txt' ':!bench/*.txt' | while IFS= read -r -d '' file; do
      [ ! -f "$file" ] || printf '%s\0' "$file"
    done
}

trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
printf '/* SPDX-License-Identifier: Apache-2.0 */\nint x;\n' > "$trial/a.c"
printf 'int x;\n' > "$trial/b.c"
printf '\n\n\n\n\n\n# SPDX-License-Identifier: Apache-2.0\n' > "$trial/c.sh"
printf '# SPDX-License-Identifier: MIT\n' > "$trial/d.yaml"
: > "$trial/e.h"
seen=$(cd "$trial" && printf '%s\0' a.c b.c c.sh d.yaml | unlicensed | tr '\n' ' ')
[ "$seen" = "b.c c.sh d.yaml " ] || { echo "failed: the check itself saw '$seen'"; exit 1; }
[ "$(cd "$trial" && printf '%s\0' a.c e.h | empty)" = "e.h (empty)" ] || { echo "failed: an empty file is not seen"; exit 1; }

count=$(tracked | tr -dc '\0' | wc -c)
[ "$count" -gt 20 ] || { echo "failed: only $count files were looked at"; exit 1; }
bad=$(tracked | unlicensed; tracked | empty)
[ -z "$bad" ] || { echo "no SPDX-License-Identifier: Apache-2.0 near the top of:"; echo "$bad"; exit 1; }
echo "$count files name their licence"
