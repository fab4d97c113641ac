#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the command line says when it is asked and when it is asked wrongly.
. "$(dirname "$0")/lib.inc"

expect 0 version --version
says out version '^phiscope [0-9]+\.[0-9]+\.[0-9]+$'
expect 64 "no command"
says out "no command" '^usage: phiscope COMMAND'
for command in scan gate report map checks explain runs completion help; do
  expect 0 "help of $command" help "$command"
  says out "help of $command" "^usage: phiscope $command"
  cp "$scratch/out" "$scratch/help"
  expect 0 "$command --help" "$command" --help
  cmp -s "$scratch/help" "$scratch/out" || fail "$command: help and --help differ"
  expect 64 "unknown option of $command" "$command" --no-such-option
  says err "unknown option of $command" "^phiscope: $command has no option --no-such-option"
  [ "$(wc -l < "$scratch/err")" -eq 1 ] || fail "unknown option of $command: not one sentence"
done
expect 0 help help
says out help '^usage: phiscope COMMAND'
for command in $(sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' "$scratch/out"); do
  expect 0 "listed command $command" help "$command"
done

expect 64 "unknown command" scann
says err "unknown command" 'no command scann\. Did you mean scan\?'
expect 64 "version as a command" version
says err "version as a command" 'no command version\. Did you mean --version\?'
expect 64 "option without a command" --nope
says err "option without a command" '^phiscope: there is no option --nope'
expect 64 "unknown option" scan --formt json
says err "unknown option" 'Did you mean --format\?'
expect 64 "option with an unknown word" scan --format yaml
says err "option with an unknown word" '^phiscope: --format is text, json, .*sarif, .*, not yaml\.$'
expect 64 "value missing" scan --format
says err "value missing" 'needs a value'
expect 64 "value empty" scan --scope ''
expect 64 "one argument too many" scan a b
says err "one argument too many" 'b is too much'
expect 64 "argument missing" explain
expect 64 "unknown report" report risk-anlysis
says err "unknown report" 'Did you mean risk-analysis\?'
expect 64 "folder that is not there" scan "$scratch/nowhere"
says err "folder that is not there" 'nowhere is no folder'
expect 64 "scope that is not there" scan --scope "$scratch/nowhere.yaml"
expect 64 "checks folder that is not there" scan --checks "$scratch/nowhere" "$practice"
expect 64 "plugin that is not there" scan --plugin "$scratch/nowhere.so" "$practice"
expect 64 "store in a folder that is not there" runs --store "$scratch/nowhere/s.db"
expect 1 "store that cannot be made" scan --store "$scratch/nowhere/s.db" "$practice"
says err "store that cannot be made" 'cannot open the store .*nowhere/s\.db: No such file'
expect 64 "templates folder that is not there" report plan --templates "$scratch/nowhere" "$practice"
says err "templates folder that is not there" 'nowhere: no such folder of templates'
expect 64 "format of another report" report plan --format oscal-ar "$practice"
says err "format of another report" 'html, md, json, xlsx, csv, pdf or docx, not as oscal-ar'
expect 64 "columns of another report" report plan --frameworks csf2 "$practice"
says err "columns of another report" '^phiscope: --frameworks goes with the report mapping'
expect 1 "scope in a folder that is not there" init --yes --output "$scratch/nowhere/phiscope.yaml" "$practice"
says err "scope in a folder that is not there" 'nowhere/phiscope\.yaml: cannot be written: No such file'
mkdir "$scratch/alone"
expect 64 "gate outside of a repository" gate --base main "$scratch/alone"
says err "gate outside of a repository" '/alone is in no git repository'
for alone in "--owned" "--ca $practice/cloud.json" "--ct-logs $practice/cloud.json"; do
  # shellcheck disable=SC2086
  expect 64 "${alone%% *} without an endpoint" scan $alone "$practice"
  says err "${alone%% *} without an endpoint" "${alone%% *} goes with --endpoint"
done
expect 64 "endpoint that is none" scan --endpoint here:port
says err "endpoint that is none" '^phiscope: --endpoint here:port: host:port is expected'
expect 3 "endpoint that refuses" scan --endpoint 127.0.0.1:1
says out "endpoint that refuses" '^127\.0\.0\.1:1  2026'
expect 64 "authority that is not there" scan --endpoint 127.0.0.1:1 --ca "$scratch/nowhere.pem"
says err "authority that is not there" 'no file .*nowhere\.pem for --ca'
expect 64 "beginning of an id" explain aws.s3.encryption
says err "beginning of an id" 'Did you mean aws\.s3\.encryption-at-rest\?'
expect 64 "unknown id" explain bakup
says err "unknown id" 'Did you mean backup\?'
expect 64 "unknown safeguard" checks --safeguard bakup
says err "unknown safeguard" 'Did you mean backup\?'
expect 64 "runs without a store" runs
expect 64 "store that is not there" runs --store "$scratch/nowhere.db"
expect 64 "unknown shell" completion tcsh
expect 64 "limit that is no number" runs --limit x
expect 64 "gate without base" gate "$practice"

expect 64 "hostile option" scan $'--\e[31mred'
grep -q $'\e' "$scratch/err" && fail "hostile option: an escape reached the terminal"
expect 64 "hostile command" $'sc\e]0;title\a'
grep -q $'\e' "$scratch/err" && fail "hostile command: an escape reached the terminal"

expect 0 "bash completion" completion bash
bash -n "$scratch/out" || fail "bash completion is no bash"
says out "bash completion" 'scan'
if command -v zsh > /dev/null; then
  expect 0 "zsh completion" completion zsh
  zsh -n "$scratch/out" || fail "zsh completion is no zsh"
fi
if command -v fish > /dev/null; then
  expect 0 "fish completion" completion fish
  fish --no-execute "$scratch/out" || fail "fish completion is no fish"
fi
done_testing
