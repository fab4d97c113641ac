#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Repositories in every form that git gives them, and in those that somebody gave them who means no good: what is read is found, what
# is not stands in coverage with a sentence and decides the exit code, and nothing makes a scan wait for ever.
. tests/cli/kit.bash
command -v git > /dev/null || exit 77
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z
# libgit2 1.5 lets go of none of what it matches the extensions of a repository with; the frames above PCRE2 are not seen.
echo "leak:libpcre2-8" > "$work/known-leaks"
export LSAN_OPTIONS="suppressions=$work/known-leaks:print_suppressions=0"
old=ghp_q7Zk2Vx9LmP4sT8wRbY3nC6dFh
old=${old}J1gKa5eUo0
live=ghp_Xw4Rt8YbN2mK6vQ9pLc3sZ7dHf
live=${live}1gJ0aTe5Uo
third=ghp_Bq8Zt3WxKm5Rv7Lp2Nc9Hs4Yd
third=${third}6Fg1Ja0Ue3To

commit() { git add -A && git commit -qm "$1"; }
mkdir "$work/plain"
cd "$work/plain"
git init -q -b main .
seq 1 2000 > big.txt
printf 'TOKEN = "%s"\n' "$old" > old.py
commit one
seq 1 2000 | sed 's/^77$/seventy seven/' > big.txt
printf 'TOKEN = "%s"\n' "$live" > live.py
commit two
git rm -q old.py
commit three
cd "$work"

like() { # NAME [FROM]: a copy to spoil
  rm -rf "${work:?}/$1" && cp -r "$work/${2:-plain}" "$work/$1" && chmod -R u+w "$work/$1" && cd "$work/$1"
}
# told WHAT CODE FOUND SENTENCE [OPTIONS]: the exit code; which of "old live" is found; a sentence of coverage ("-": everything was read).
told() {
  local what=$1 want=$2 found=$3 sentence=$4 code=0
  shift 4
  timeout 30 "$PHISCOPE" scan --format json "$@" . > "$work/run.json" 2> "$work/err" < /dev/null || code=$?
  [ "$code" -eq "$want" ] || problem "$what: exit $code where $want is expected: $(head -c 400 "$work/err")"
  python3 - "$work/run.json" "$found" "$sentence" <<'PY' || problem "$what: see above"
import json, sys
run = json.load(open(sys.argv[1]))
files = {f["location"]["file"].rsplit(".", 1)[0].replace(" ", "-") for f in run["findings"] if f["verdict"] == "fail" and f["check"].startswith("repository.secret-in-")}
assert files == set(sys.argv[2].split()), files
gaps = [(c["kind"], c["state"], c["reason"]) for c in run["coverage"] if c["kind"] in ("git", "history") and c["state"] != "read"]
reasons = " ".join(c["reason"] or "" for c in run["coverage"] if c["kind"] in ("git", "history"))
assert sys.argv[3] in reasons if sys.argv[3] != "-" else not gaps, (sys.argv[3], gaps, reasons)
PY
}
both="old live"

# How git lays objects out changes nothing.
like packed && git repack -qad --write-midx --write-bitmap-index && told "one pack with an index of packs and bitmaps" 0 "$both" -
like several && for i in 1 2 3; do seq "$i" 500 > "f$i" && commit "m$i" && git repack -q -d; done && git multi-pack-index write && told "several packs" 0 "$both" -
like reverse && git -c pack.writeReverseIndex=true repack -qad && told "a reverse index" 0 "$both" -
like named && git rev-list --objects --all | cut -d' ' -f1 | git pack-objects -q .git/objects/pack/pack > "$work/name" && git prune-packed && told "deltas by name" 0 "$both" -
like twice && git repack -qa && told "loose and packed" 0 "$both" -
like unreached && git reset -q --hard HEAD~1 && git rm -q old.py && git commit -qm other && git reflog expire --expire=now --all && git gc -q --cruft --prune=never && told "a pack of what is not reached" 0 "$both" -
like replaced && git replace "$(git rev-parse HEAD~1:old.py)" "$(echo harmless | git hash-object -w --stdin)" && told "a replaced object" 0 "$both" -
like grafted && git rev-parse HEAD > .git/info/grafts && told "a graft" 0 "$both" -
like extended && git config core.repositoryformatversion 1 && git config extensions.worktreeConfig true && git config extensions.partialClone origin && git config extensions.preciousObjects true && told "extensions that change nothing of what is read" 0 "$both" -
like further && git worktree add -q "$work/side" -b side 2> "$work/err" && cd "$work/side" && told "a further work tree" 0 "$both" -
git clone -q --bare "$work/plain" "$work/bare.git" && cd "$work/bare.git" && told "a bare repository" 0 "$both" - --history all

# What was said when it was committed; from a store the same.
like spoken && git commit -q --allow-empty -m "Try it" -m "with $third" && told "a message" 0 "$both commit-message" - && told "a message in full" 0 "$both commit-message" - --full && told "a message into a store" 0 "$both commit-message" - --store "$work/spoken.db"
grep -q "\"commit\": \"$(git rev-parse HEAD)\"" "$work/run.json" || problem "a message is told without its commit"
cp "$work/run.json" "$work/first.json" && told "a message from a store" 0 "$both commit-message" - --store "$work/spoken.db" && cmp "$work/first.json" "$work/run.json" || problem "a message: the second scan differs"
git commit -q --allow-empty -m "Go on" && told "a message from a store, and another" 0 "$both commit-message" - --store "$work/spoken.db" && cp "$work/run.json" "$work/first.json" && told "the same into another store" 0 "$both commit-message" - --store "$work/other.db" && cmp "$work/first.json" "$work/run.json" || problem "a message: with a store it differs"
like tagged && git tag -a v1 -m "with $third" && told "the message of a tag" 0 "$both tag-message" -
like noted && git notes add -m "with $third" && told "a note" 0 "$both note-about-$(git rev-parse HEAD)" -

# HEAD of a bare repository may name a branch that is gone.
git clone -q --bare "$work/plain" "$work/dangling.git" && cd "$work/dangling.git" && git symbolic-ref HEAD refs/heads/gone
told "a bare repository whose HEAD leads nowhere" 3 "$both" "HEAD names no commit that is here" && told "its history asked for" 3 "$both" "lead to is read as history" --history all && told "its history left out" 3 "" "HEAD names no commit" --history head
git init -q --bare -b main "$work/empty.git" && cd "$work/empty.git" && told "an empty bare repository" 0 "" -

# Objects may lie in folders that others name, as long as those are the repository's own.
apart() { like "$1" && git repack -qad && mkdir -p "$2/pack" && mv .git/objects/pack/* "$2/pack/" && mkdir -p .git/objects/info && echo "$3" > .git/objects/info/alternates; }
apart within .git/pool ../pool && told "objects within the git directory" 0 "$both" - && told "objects within the git directory, asked for" 0 "$both" - --history all
apart beside .pool "$work/beside/.pool" && told "objects within the work tree" 0 "$both" - --history all
apart third .git/pool ../pool && mkdir -p .git/pool/info .git/deep/pack && mv .git/pool/pack/* .git/deep/pack/ && printf '../deep\n../objects\n' > .git/pool/info/alternates && told "objects by way of others, in a circle" 0 "$both" - --history all
apart loose .git/pool ../pool && mv .git/pool/pack/*.pack "$work/apart.pack" && rm .git/pool/pack/* && git unpack-objects -q < "$work/apart.pack" && for d in .git/objects/??; do mv "$d" .git/pool/; done && told "objects that lie loose elsewhere within" 0 "$both" - --history all
outward="names objects outside of the repository, which were not opened"
like outward && mkdir -p .git/objects/info && echo "$work/plain/.git/objects" > .git/objects/info/alternates && told "objects of another repository" 0 "$both" "$outward" && told "objects of another repository, asked for" 3 "$both" "$outward" --history all
like upward && mkdir -p .git/objects/info && echo "../../../plain/.git/objects" > .git/objects/info/alternates && told "objects above" 3 "$both" "$outward" --history all
like misled && mkdir -p .git/objects/info && ln -s "$work/plain/.git/objects" .git/pool && echo "../pool" > .git/objects/info/alternates && told "objects behind a link" 3 "$both" "$outward" --history all
apart further .git/pool ../pool && mkdir -p .git/pool/info && echo "$work/plain/.git/objects" > .git/pool/info/alternates && told "objects of another by way of its own" 3 "$both" "$outward" --history all
like absent && mkdir -p .git/objects/info && echo "../gone" > .git/objects/info/alternates && told "objects that are not there" 3 "$both" "$outward" --history all
like many && mkdir -p .git/objects/info && for i in $(seq 40); do mkdir ".git/p$i" && echo "../p$i"; done > .git/objects/info/alternates && told "more folders of objects than are read" 3 "$both" "$outward" --history all

# What is not here, or not read.
git init -q -b main --object-format=sha256 "$work/long" && cd "$work/long" && cp "$work/plain/live.py" . && commit one && told "names by SHA-256" 3 live "names its objects by SHA-256, which is not read"
told "names by SHA-256, history asked for" 3 live "names its objects by SHA-256" --history all
like tables && git config core.repositoryformatversion 1 && git config extensions.refStorage reftable && told "refs in a reftable" 3 live "keeps its refs in a reftable, which is not read"
like unknown && git config core.repositoryformatversion 1 && git config extensions.somethingElse true && told "an unknown extension" 3 "$both" "cannot be opened"
like headless && rm .git/HEAD && told "no HEAD" 3 "$both" "cannot be opened"
like misconfigured && echo '[[[' > .git/config && told "a damaged configuration" 3 "$both" "cannot be opened"
mkdir "$work/nothing" && cd "$work/nothing" && cp "$work/plain/live.py" . && told "no repository" 0 live - && told "no repository whose history was asked for" 3 live "there is no history to read" --history all
like below && mkdir -p app && mv live.py app && commit moved && cd app && told "a folder of a repository" 0 live "the target is a folder of its repository"
git -C "$work/plain" config uploadpack.allowFilter true && git clone -q --filter=blob:none "file://$work/plain" "$work/partial" && cd "$work/partial" && told "a partial clone" 0 live "because the clone is partial" && told "a partial clone whose history was asked for" 3 live "because the clone is partial" --history all
like lost && rm -f ".git/objects/$(git rev-parse HEAD~1:old.py | sed 's/^../&\//')" && told "a lost object" 0 live "files that commits name are not here" && told "a lost object, history asked for" 3 live "are not here" --history all
like split && git update-index --split-index && told "an index that libgit2 does not read" 3 "$both" "the index cannot be read"
like garbled && printf 'xxxx' | dd of=.git/index bs=1 seek=40 conv=notrunc status=none && told "a damaged index" 3 "$both" "the index cannot be read"

# Staged and changed files count; what the index says without its file being changed does not.
like staged && sed "s/$live/$old/" live.py > new.py && git add new.py && told "a staged file" 0 "live new" -
like touched && touch -d 2026-02-02 live.py big.txt && told "a touched file" 0 "$both" -
like edited && echo 'TOKEN = ""' > live.py && told "a file that was edited" 0 "$both" - && grep -q '"commit": "' "$work/run.json"

# Text of two bytes a character, with a mark and without, and pointers to what lies elsewhere.
wide() { iconv -f UTF-8 -t "$1" "$2" > "$work/wide" && cp "$work/wide" "$2"; }
mkdir "$work/wide-repo" && cd "$work/wide-repo" && git init -q -b main .
cp "$work/plain/live.py" live.py && printf 'TOKEN = "%s"\r\n' "$old" > old.py && wide UTF-16 live.py && wide UTF-16BE old.py && commit one && git rm -q old.py && commit two
told "UTF-16" 3 "$both" - && told "UTF-16 in full" 3 "$both" - --full && told "UTF-16 into a store" 3 "$both" - --store "$work/wide.db"
cp "$work/run.json" "$work/first.json" && told "UTF-16 from a store" 3 "$both" - --store "$work/wide.db" && cmp "$work/first.json" "$work/run.json" || problem "UTF-16: the second scan differs"
like lfs && printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 9\n' 7 > dump.sql && commit lfs && git rm -q dump.sql && commit gone && told "a pointer of Git LFS in history" 0 "$both" "1 files are pointers of Git LFS or git-annex"
like annex && ln -s .git/annex/objects/Jx/9K/SHA256E-s10--a.csv/SHA256E-s10--a.csv patients.csv && printf '/annex/objects/SHA256E-s10--b.csv\n' > unlocked.csv && commit annex && told "files of git-annex" 3 "$both" "2 files are pointers of Git LFS or git-annex"
like images && printf 'x\0y' > a.bin && printf x > b.png && commit binary && told "binary files" 0 "$both" "2 other binary files"
like holders && mkdir data && printf 'BZh9\0' > data/visits.csv.bz2 && printf '%%PDF-1.4\nplain\n' > letter && printf 'PGDMP\0' > app.db && printf 'Rar!\0' > t.bin && commit holders && told "files in which records could be" 0 "$both" "4 archives, office documents, PDFs or databases were not opened (app.db, data/visits.csv.bz2, letter, t.bin)"
told "those into a store" 0 "$both" "4 archives" --store "$work/holders.db" && git rm -q app.db letter && printf 'Rar!\1\0' > t.bin && commit gone && told "those of the past" 0 "$both" "5 archives, office documents, PDFs or databases were not opened; 5 messages" --store "$work/holders.db" || problem "not as many as there are"
cp "$work/run.json" "$work/first.json" && told "the same into another store" 0 "$both" "5 archives" --store "$work/more.db" && cmp "$work/first.json" "$work/run.json" || problem "binary files of the past: with a store it differs"

# Links, pipes and what leads elsewhere.
apart blocked .git/pool ../pool && mkfifo .git/pool/pack/pack-x.idx && told "a pipe among objects that are named" 3 live "leads to a pipe"
refused="leads to a pipe, a device, objects elsewhere or in a circle: refused"
for name in config index packed-refs refs/heads/main shallow info/attributes objects/pack/multi-pack-index objects/info/alternates "objects/$(git -C "$work/plain" rev-parse HEAD | sed 's/^../&\//')"; do
  like piped && mkdir -p "$(dirname ".git/$name")" && rm -f ".git/$name" && mkfifo ".git/$name" && told "a pipe at $name" 3 live "$refused"
done
for name in .gitignore .gitattributes; do like piped && mkfifo "$name" && told "a pipe at $name" 3 "$both" -; done
like included && mkfifo "$work/pipe" && printf '[include]\n path = %s\n' "$work/pipe" >> .git/config && told "a configuration that includes a pipe" 3 live "$refused"
like endless && printf '[include] path = /dev/zero\n' >> .git/config && told "a configuration that includes a device" 3 live "$refused"
like circle && printf '[include]\n path = config\n' >> .git/config && told "a configuration that includes itself" 3 live "$refused"
like shared && echo '[color]' > .gitconfig && git config include.path ../.gitconfig && told "a configuration that includes a file" 0 "$both" -
like linked && mv .git/objects "$work/objects" && ln -s "$work/objects" .git/objects && told "objects behind a link" 3 live "$refused"
mkdir "$work/pointing" && cd "$work/pointing" && echo "gitdir: $work/plain/.git" > .git && cp "$work/plain/live.py" . && told "a .git that points to another repository" 3 live "does not point back"
mkdir "$work/outside" && cp "$work/plain/live.py" "$work/outside/inner.py" && like swapped && mkdir dir && echo > dir/inner.py && commit dir && rm -r dir && ln -s "$work/outside" dir && told "a folder that became a link" 3 "$both" -
like running && git config core.fsmonitor "touch $work/ran" && git config filter.x.clean "touch $work/ran" && echo '* filter=x' > .gitattributes && echo >> live.py && told "programs in the configuration" 0 "$both" - && [ ! -e "$work/ran" ] || problem "a program of the repository ran"

# Twelve trees that name each other stand for a million million folders, ten for a thousand million files.
bomb() { # ENTRIES: what the innermost tree holds
  local tree level i
  git init -q -b main "$work/bomb-$1" && cd "$work/bomb-$1" || return
  tree=$(if [ "$1" = files ]; then for i in 0 1 2 3 4 5 6 7 8 9; do printf '100644 blob %s\tf%s\n' "$(git hash-object -w "$work/plain/big.txt")" "$i"; done; fi | git mktree)
  for level in 1 2 3 4 5 6 7 8 9 10 11; do
    tree=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\td%s\n' "$tree" "$i"; done | git mktree)
  done
  git update-ref refs/heads/main "$(git commit-tree "$tree" -m "$level")"
}
bomb folders && told "a bomb of folders" 3 "" "the same folder is in the tree more than a thousand times"
bomb files && told "a bomb of files" 3 "" "the same folder is in the tree more than a thousand times" --history all

# Messages may be as long as somebody likes: what is under 64 MB is read to its end, the rest is told.
like wordy && git checkout -qb side && python3 -c "print('a patient, a password, a token\\n' * 250000 + '$third')" > "$work/words" && git commit -q --allow-empty -F "$work/words" && python3 -c "print('Long\\n\\n' + 'a' * 70000000)" > "$work/words" && git commit -q --allow-empty -F "$work/words" && git tag -a huge -F "$work/words" HEAD~1 && git checkout -q main && git branch -q other side~1
told "messages of any length" 3 "$both commit-message" "2 commits, tags or folders are over 64 MB" --history all && git -c pack.compression=1 repack -qad && told "packed messages of any length" 3 "$both commit-message" "2 commits, tags or folders are over 64 MB" --history all
rm "$work/words"

grep -aEl "q7Zk2V|eUo0|Xw4Rt8|aTe5Uo|Bq8Zt3|Ue3To" "$work"/*.json "$work"/*.db* "$work/err" && problem "a value got into an output or the store"

finish "repositories of every form: found, or told"
