#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# phiscope init: what it writes is read without a problem and leads to a scan that says something; it overwrites nothing, quotes
# whatever names and answers hold, and takes no value of a variable.
. tests/cli/kit.bash

clean() { # FOLDER WHAT: the scope is read without a problem, and the scan ends with 0 or 2
  exits 0 "$2: scan" "$PHISCOPE" scan "$1" --format json || return 0
  cp "$work/out" "$work/run.json"
  [ -s "$work/err" ] && problem "$2: $(cat "$work/err")"
  python3 - "$work/run.json" "$2" <<'PY' || problem "$2: the scope has problems"
import json, sys
run = json.load(open(sys.argv[1]))
assert run["scope"]["file"] and not run["scope"]["problems"], run["scope"]
assert all(c["state"] == "read" for c in run["coverage"] if c["asked"]), [c for c in run["coverage"] if c["asked"]]
PY
}

# A start-up without infrastructure code: packages, names of variables, a vendor list.
cp -r tests/fixtures/startup "$work/startup"
printf 'OPENAI_API_KEY=canary-9f2c\nTWILIO_AUTH_TOKEN="canary-9f2c"\nexport MIXPANEL_TOKEN=canary-9f2c\n' > "$work/startup/.env"
exits 0 "start-up" "$PHISCOPE" init "$work/startup"
grep -rq canary "$work/startup/phiscope.yaml" "$work/out" "$work/err" && problem "start-up: a value of a variable was taken up"
[ -e "$work/startup/assets.csv" ] && problem "start-up: starters where there is code"
grep -q 'Mixpanel.*MIXPANEL_TOKEN in .env' "$work/startup/phiscope.yaml" || problem "start-up: a vendor named by a variable"
grep -q 'PORTAL_BASE_URL' "$work/startup/phiscope.yaml" || problem "start-up: a variable that holds an address"
clean "$work/startup" "start-up"
python3 - "$work/run.json" <<'PY' || problem "start-up: the first report says too little"
import json, sys
run = json.load(open(sys.argv[1]))
flows = {f["to"]: f["baa"] for f in run["map"]["flows"]}
assert {"Deepgram", "SendGrid", "Sentry"} <= {t.split("/")[0].strip() for t in flows}, flows
fails = {(f["check"], f["resource"]) for f in run["findings"] if f["verdict"] == "fail"}
assert any(c == "dataflow.baa-in-force" and "deepgram" in r for c, r in fails), fails
assert any(c == "vendor.agreement-term" and "Twilio" in r for c, r in fails), fails
assert not any("openai" in r and c == "dataflow.baa-in-force" for c, r in fails), fails
assert len(run["risks"]) >= 10 and run["risks"][0]["system"]
PY

# Infrastructure and services: the same planted faults as under the scope that a person wrote.
cp -r examples/scribe "$work/scribe"
rm "$work/scribe/phiscope.yaml"
exits 0 scribe "$PHISCOPE" init "$work/scribe"
clean "$work/scribe" scribe
python3 - "$work/run.json" <<'PY' || problem "scribe: see above"
import json, sys
run = json.load(open(sys.argv[1]))
targets = {(t["kind"], t["path"], t["environment"]) for t in run["scope"]["targets"]}
want = {("infrastructure", "infra", "production"), ("repository", ".", ""), ("vendors", "vendors.xlsx", ""), ("customers", "customers.yaml", "")}
assert want <= targets, targets
planted = {(r[1], r[2]) for r in (l.rstrip("\n").split("\t") for l in open("examples/scribe/PLANTED.tsv") if l.startswith("fault")) if r[1].startswith("aws.")}
found = {(f["check"], f["resource"]) for f in run["findings"] if f["verdict"] == "fail"}
assert planted and planted <= found, planted - found
PY

# Nothing is overwritten, and twice is the same.
cp "$work/scribe/phiscope.yaml" "$work/first"
exits 64 "a scope is there" "$PHISCOPE" init "$work/scribe" && says 'is there already' "a scope is there"
exits 0 "again" "$PHISCOPE" init "$work/scribe" --force
cmp -s "$work/first" "$work/scribe/phiscope.yaml" || problem "the second time gives another scope"
exits 0 "to standard output" "$PHISCOPE" init "$work/scribe" --output -
cmp -s "$work/out" "$work/first" || problem "standard output gets another scope"
mkdir "$work/elsewhere"
exits 0 "elsewhere" "$PHISCOPE" init "$work/scribe" --output "$work/elsewhere/scope.yaml"
exits 0 "scan from elsewhere" "$PHISCOPE" scan --scope "$work/elsewhere/scope.yaml" --format json
grep -q 'module.patients.aws_db_instance.this' "$work/out" || problem "a scope elsewhere does not lead back"
exits 64 "no such folder" "$PHISCOPE" init "$work/absent" && says 'no folder' "no such folder"

# Ten answers, some of which would like to be more.
mkdir "$work/office"
printf '%s\n' 'Elm "Dental": {a: [b' 'a' 'ca, New York' "Dr. O'Neil # chief" 'Meadowlark EHR' 'about 4,200' 'Harbor IT, =cmd|calc, "Pine", Shredding' \
  'harbor it' '3 laptops, a server, 2 phones, 99999999999999999999 tablets' 'yes' > "$work/answers"
"$PHISCOPE" init "$work/office" < "$work/answers" > "$work/out" 2> "$work/err" || problem "ten answers: exit $?"
[ "$(grep -c 'of 10' "$work/err")" -eq 10 ] || problem "there are not ten questions"
clean "$work/office" office
python3 - "$work/run.json" "$work/office" <<'PY' || problem "office: see above"
import csv, json, sys
run, folder = json.load(open(sys.argv[1])), sys.argv[2]
assert run["organization"] == {"name": 'Elm "Dental": {a: [b', "role": "covered_entity", "states": ["CA", "New York"],
                               "security_official": "Dr. O'Neil # chief", "privacy_official": None}, run["organization"]
vendors = {r["Vendor"]: r["BAA signed"] for r in csv.DictReader(open(folder + "/vendors.csv", newline=""))}
assert vendors == {"Meadowlark EHR": "", "Harbor IT": "yes", "'=cmd|calc": "", '"Pine"': "", "Shredding": ""}, vendors
assets = [r["Type"] for r in csv.DictReader(open(folder + "/assets.csv", newline=""))]
assert assets.count("laptop") == 3 and assets.count("server") == 1 and assets.count("phone") == 2 and len(assets) == 3 + 1 + 2 + 200 + 2, assets
assert "Patients" not in [t["what"] for t in run["coverage"]] and len(run["map"]["systems"]) > 5 and run["risks"]
PY
printf 'kept\n' > "$work/office/vendors.csv"
"$PHISCOPE" init "$work/office" --force --yes > /dev/null 2>&1 || problem "a second time in the office: exit $?"
[ "$(cat "$work/office/vendors.csv")" = kept ] || problem "a vendor list was overwritten"

# Nobody there to answer, and nothing there at all.
mkdir "$work/nobody"
exits 0 "no answers" "$PHISCOPE" init "$work/nobody"
clean "$work/nobody" "no answers"
python3 -c 'print("x" * 5000 + "\n" + "\x1b[2J\xff" * 20)' > "$work/answers"
mkdir "$work/rude"
"$PHISCOPE" init "$work/rude" < "$work/answers" > "$work/out" 2> "$work/err" || problem "rude answers: exit $?"
clean "$work/rude" "rude answers"

# Names that attack the scope.
mkdir "$work/hostile"
python3 - "$work/hostile" <<'PY'
import os, sys
for name in ['a"b', "c'd", "e\nexceptions: f", "g: h", "# i", "- j", "k{l}[m]", "*n", "&o", "%p", "\u202eq", "@r", "s\\t", "prod\nx"]:
    folder = os.path.join(sys.argv[1], name)
    os.makedirs(folder)
    open(os.path.join(folder, "main.tf"), "w").write('resource "aws_ebs_volume" "v" {\n  encrypted = false\n}\n')
    open(os.path.join(folder, "prod.tfvars"), "w").write("")
    open(os.path.join(folder, "package.json"), "w").write('{"dependencies": {"openai": "1"}}')
    open(os.path.join(folder, "vendors.csv"), "w").write("Vendor,BAA signed\nA,yes\n")
PY
exits 0 hostile "$PHISCOPE" init "$work/hostile"
clean "$work/hostile" hostile
[ "$(grep -c 'environment: production' "$work/hostile/phiscope.yaml")" -eq 14 ] || problem "hostile: roots are missing"
finish "init holds"
