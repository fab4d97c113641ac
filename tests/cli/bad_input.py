# SPDX-License-Identifier: Apache-2.0
# The table behind bad-input.sh: `build` writes one organisation out of every kind of bad input, `judge` reads its run.
import io, json, os, random, re, socket, struct, sys, zipfile

GOOD_TF = 'resource "aws_ebs_volume" "good" {\n  encrypted = false\n}\nresource "aws_s3_bucket" "lone" {}\n'
VENDORS = "Vendor,Service,PHI,BAA signed\nAcme Backup,Vault,yes,2025-01-01\n"


def link(target):
    return lambda path: os.symlink(target, path)


def sparse(size):
    def write(path):
        with open(path, "wb") as file:
            file.truncate(size)
    return write


def pipe(path):
    os.mkfifo(path)


def folder(path):
    os.mkdir(path)


def linked_module(path):
    os.symlink("../../../outside", os.path.dirname(path) + "/linked")
    write(path, b'module "m" {\n  source = "./linked"\n}\n')


def noise(seed):
    return random.Random(seed).randbytes(5000)


def sheet(body):
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                           'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="V" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                                      '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": body,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def rows(*cells):
    text = "".join('<row r="%d">%s</row>' % (r + 1, "".join('<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (chr(65 + c), r + 1, cell)
                   for c, cell in enumerate(row))) for r, row in enumerate(cells))
    return '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>' % text


XLSX = sheet(rows(("Vendor", "Service"), ("Acme Backup", "Vault")))
BOMB = sheet(rows(("Vendor", "Service")) + " " * 40_000_000)
# The same with sizes in the archive that say it is small.
LIAR = BOMB.replace(struct.pack("<I", 40_000_000 + len(rows(("Vendor", "Service")))), struct.pack("<I", 900))
ENTITY = sheet('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + rows(("Vendor", "&b;"))[21:])

# scenario, name of the file, its bytes or what makes it, what the one sentence says (None: there is nothing to say).
# In a root of Terraform, beside a good resource:
TERRAFORM = [
    ("an empty file", "bad.tf", b"", None),
    ("a byte order mark", "bad.tf", b"\xef\xbb\xbf" + b'resource "aws_ebs_volume" "b" {}\n', None),
    ("lines ended by CRLF", "bad.tf", b'resource "aws_ebs_volume" "b" {\r\n  encrypted = false\r\n}\r\n', None),
    ("a block that is not closed", "bad.tf", b'locals {\n  a = 1\n', r"bad\.tf:\d+"),
    ("a broken line", "bad.tf", b'locals {\n  a = = 1\n}\n', r"bad\.tf:2"),
    ("bytes that are no UTF-8", "bad.tf", b'locals {\n  a = "\xff\xfe"\n}\n', r"bad\.tf:2.*UTF-8"),
    ("binary garbage", "bad.tf", noise(1), r"bad\.tf:\d+.*UTF-8"),
    ("NUL bytes", "bad.tf", b'locals {\n  a = 1\0\n}\n', r"bad\.tf:2"),
    ("lists 1,000 deep", "bad.tf", b"locals {\n a = " + b"[" * 1000 + b"]" * 1000 + b"\n}\n", r"bad\.tf:2.*deep"),
    ("lists 100,000 deep", "bad.tf", b"locals {\n a = " + b"[" * 100000 + b"]" * 100000 + b"\n}\n", r"bad\.tf:2.*deep"),
    ("parentheses that never close", "bad.tf", b"locals {\n a = " + b"(" * 100000, r"bad\.tf:2.*deep"),
    ("minus 100,000 times", "bad.tf", b"locals {\n a = " + b"-" * 100000 + b"1\n}\n", r"bad\.tf:2.*deep"),
    ("templates 100,000 deep", "bad.tf", b"locals {\n a = " + b'"${' * 100000 + b"\n}\n", r"bad\.tf:2.*deep"),
    ("blocks 100,000 deep", "bad.tf", b"a {\n" * 100000, r"bad\.tf:\d+.*deep"),
    ("a line of 1 GiB", "bad.tf", sparse(1 << 30), r"bad\.tf.*larger than"),
    ("a named pipe", "bad.tf", pipe, r"bad\.tf: neither a file"),
    ("a folder with the name of a file", "bad.tf", folder, None),
    ("a link that leads nowhere", "bad.tf", link("absent.tf"), r"bad\.tf.*leads nowhere"),
    ("a link to itself", "bad.tf", link("bad.tf"), r"bad\.tf.*circles"),
    ("a link out of the target", "bad.tf", link("../../../outside/outside.tf"), r"bad\.tf.*leads out"),
    ("a link to a device", "bad.tf", link("/dev/zero"), r"bad\.tf.*link"),
    ("a link to the folder above", "up", link(".."), None),
    ("a name with a line break, an escape and an override", "b\n\x1b[31m\u202ead.tf", b"locals {", r"ad\.tf"),
    ("a name that is no UTF-8", b"b\xff.tf", b"locals {", r"\.tf"),
    ("broken JSON", "bad.tf.json", b'{"locals": {\n"a": }}', r"bad\.tf\.json:2"),
    ("JSON that is no UTF-8", "bad.tf.json", b'{"locals":\n{"a": "\xff"}}', r"bad\.tf\.json:2.*UTF-8"),
    ("JSON 100,000 deep", "bad.tf.json", b'{"locals": {"a": ' + b"[" * 100000, r"bad\.tf\.json:1.*deep"),
    ("an empty JSON file", "bad.tf.json", b"", r"bad\.tf\.json"),
    ("JSON of the wrong shape", "bad.tf.json", b"[1, 2]", r"bad\.tf\.json:1.*object"),
    ("broken variables", "terraform.tfvars", b"a = [\n", r"terraform\.tfvars:\d+"),
    ("variables that are no UTF-8", "terraform.tfvars", b'a = "\xff"\n', r"terraform\.tfvars:1.*UTF-8"),
    ("a module that calls itself", "bad.tf", b'module "m" {\n  source = "./"\n}\n', r"bad\.tf:1.*once more"),
    ("a module behind a link out of the target", "bad.tf", linked_module, r"bad\.tf:1.*outside"),
    ("a module out of the target", "bad.tf", b'module "m" {\n  source = "../../../outside"\n}\n', r"bad\.tf:1.*outside"),
]
# Inventories, resources: (target, scenario, name, content, sentence)
INVENTORIES = [
    ("vendors", "an empty CSV", "a.csv", b"", r"empty"),
    ("vendors", "a CSV of white space", "b.csv", b"\n\n  \n", r"empty"),
    ("vendors", "a CSV with a quote that is not closed", "c.csv", (VENDORS + '"Beta,x\n').encode(), r"c\.csv:3"),
    ("vendors", "a CSV of garbage", "d.csv", noise(2), r"d\.csv"),
    ("vendors", "a CSV of NUL bytes", "e.csv", b"\0" * 4096, r"e\.csv"),
    ("vendors", "a CSV of 1 GiB", "f.csv", sparse(1 << 30), r"f\.csv.*larger than"),
    ("vendors", "a CSV without a header", "g.csv", b"1,2,3\n4,5,6\n", r"g\.csv.*header"),
    ("vendors", "a CSV with a byte order mark and CRLF", "h.csv", b"\xef\xbb\xbf" + VENDORS.replace("\n", "\r\n").encode(), None),
    ("vendors", "an XLSX that was cut", "a.xlsx", XLSX[:len(XLSX) // 2], r"a\.xlsx"),
    ("vendors", "an XLSX that is none", "b.xlsx", b"Vendor,Service\nAcme,Vault\n", r"b\.xlsx"),
    ("vendors", "an XLSX of garbage", "c.xlsx", noise(3), r"c\.xlsx"),
    ("vendors", "garbage behind the mark of an archive", "d.xlsx", b"PK\x03\x04" + noise(4), r"d\.xlsx"),
    ("vendors", "an empty XLSX", "e.xlsx", b"", r"e\.xlsx.*empty"),
    ("vendors", "a bomb", "f.xlsx", BOMB, r"f\.xlsx"),
    ("vendors", "a bomb that says it is small", "g.xlsx", LIAR, r"g\.xlsx"),
    ("vendors", "an XLSX of entities", "h.xlsx", ENTITY, r"h\.xlsx"),
    ("vendors", "an XLSX of 1 GiB", "i.xlsx", sparse(1 << 30), r"i\.xlsx.*larger than"),
    ("vendors", "broken YAML", "a.yaml", b"vendors:\n  - {name: [}\n", r"a\.yaml:2"),
    ("vendors", "YAML that is no UTF-8", "b.yaml", b"vendors:\n  - name: \xff\n", r"b\.yaml:2.*UTF-8"),
    ("vendors", "YAML 100,000 deep", "c.yaml", b"vendors: " + b"[" * 100000, r"c\.yaml:1.*deep"),
    ("vendors", "YAML of aliases", "d.yaml", b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 9)) for i in range(9)), r"d\.yaml"),
    ("vendors", "an empty YAML", "e.yaml", b"", r"e\.yaml.*empty"),
    ("vendors", "YAML of garbage", "f.yaml", noise(5), r"f\.yaml"),
    ("vendors", "broken JSON", "a.json", b'{"vendors": [\n{]}', r"a\.json:2"),
    ("vendors", "a file that is not there", "absent.csv", None, r"absent\.csv.*No such file|absent\.csv.*no such file"),
    ("vendors", "a named pipe", "pipe.csv", pipe, r"pipe\.csv.*regular file"),
    ("vendors", "a folder", "folder.csv", folder, r"folder\.csv"),
    ("vendors", "a link that leads nowhere", "dangling.csv", link("absent.csv"), r"dangling\.csv"),
    ("vendors", "a name nobody reads", "list.docx", b"hello", r"list\.docx"),
    ("assets", "a CSV of garbage", "assets.csv", noise(6), r"assets\.csv"),
    ("assets", "an XLSX that was cut", "assets.xlsx", XLSX[:300], r"assets\.xlsx"),
    ("customers", "broken YAML", "customers.yaml", b"customers: [\n", r"customers\.yaml:\d+"),
    ("resources", "broken JSON", "r1.json", b'{"schema": "phiscope.resources/1",\n "resources": [}', r"r1\.json:2"),
    ("resources", "JSON that is no UTF-8", "r2.json", b'{"schema":\n"\xff"}', r"r2\.json:2.*UTF-8"),
    ("resources", "JSON 100,000 deep", "r3.json", b"[" * 100000, r"r3\.json:1.*deep"),
    ("resources", "an empty file", "r4.json", b"", r"r4\.json"),
    ("resources", "JSON of 1 GiB", "r5.json", sparse(1 << 30), r"r5\.json.*larger than"),
    ("resources", "JSON of the wrong shape", "r6.json", b'{"resources": 7}', r"r6\.json"),
    ("infrastructure", "a folder that is not there", "absent", None, r"absent.*no such folder"),
    ("infrastructure", "a file where a folder is expected", "file.tf", b"", r"file\.tf.*folder is expected"),
    ("repositories", "a repository that is not there", "absent-repo", None, r"absent-repo.*no such folder"),
]
# In a repository, beside a good file:
SOURCE = [
    ("an empty file", "empty.py", b"", None),
    ("garbage", "garbage.py", noise(7), r"garbage\.py.*binary"),
    ("NUL bytes", "nul.py", b"x = 1\n\0import openai\n", r"nul\.py.*binary"),
    ("bytes that are no UTF-8", "latin.py", b"x = '\xff'\n", None),
    ("a line of 1 GiB", "long.py", sparse(1 << 30), r"long\.py.*(larger|over)"),
    ("100,000 brackets", "deep.py", b"[" * 100000, None),
    ("JSON 100,000 deep", "deep.json", b'{"ssn":' * 100000, None),
    ("YAML that is broken", "broken.yaml", b"a: [\n}", None),
    ("a pipe", "pipe.py", pipe, r"pipe\.py"),
    ("a link out of the repository", "out.py", link("../../outside/outside.py"), r"out\.py.*leads out"),
    ("a link to a folder out of the repository", "outside", link("../../outside"), r"outside.*leads out"),
    ("a link in a circle", "loop.py", link("loop.py"), r"loop\.py.*circles"),
    ("a name that drives a terminal", "a\n\x1b]0;x\x07\u202e.py", b"import os\n", None),
]


def write(path, content):
    if callable(content):
        content(path)
    elif content is not None:
        with open(path, "wb") as file:
            file.write(content)


def build(org, outside):
    os.makedirs(org)
    os.makedirs(outside)
    write(outside + "/outside.tf", b'resource "aws_ebs_volume" "outside-canary" {}\n')
    write(outside + "/outside.py", b"import openai  # outside-canary\nurl = 'https://outside-canary.example'\n")
    for i, (_, name, content, _) in enumerate(TERRAFORM):
        root = "%s/infra/r%02d" % (org, i)
        os.makedirs(root)
        write(root + "/good.tf", GOOD_TF.encode())
        write(os.path.join(os.fsencode(root), name) if isinstance(name, bytes) else root + "/" + name, content)
    targets = {"infrastructure": ["infra"], "repositories": ["repo"], "vendors": ["good.csv"], "customers": [], "assets": [], "resources": []}
    write(org + "/good.csv", VENDORS.encode())
    for kind, _, name, content, _ in INVENTORIES:
        write(org + "/" + name, content)
        targets[kind].append(name)
    os.mkdir(org + "/repo")
    write(org + "/repo/good.py", b"import openai\nclient = openai.OpenAI()\nr = client.chat.completions.create(messages=[patient_name, diagnosis])\n")
    for _, name, content, _ in SOURCE:
        write(org + "/repo/" + name, content)
    lines = ["organization: {name: Bad Input}", "targets:"]
    for kind, names in targets.items():
        if names:
            lines.append("  %s:" % kind)
            lines += ["    - %s" % name for name in names]
    write(org + "/phiscope.yaml", "\n".join(lines + [""]).encode())


def only(problems, scenario, found, pattern):
    texts = sorted({c["reason"] or "" for c in found})
    if pattern is None:
        if texts:
            problems.append("%s: nothing is wrong with it, but: %s" % (scenario, texts))
        return
    if len(found) != 1:
        problems.append("%s: %d sentences where one is expected: %s" % (scenario, len(found), texts))
    for text in texts:
        print("  %-55s %s" % (scenario, text.encode("unicode_escape").decode()))
        if not re.search(pattern, text):
            problems.append("%s: expected %r, got: %s" % (scenario, pattern, text))


def judge(org, file):
    run = json.load(open(file))
    problems = []
    lacking = [c for c in run["coverage"] if c["state"] != "read"]

    def text(c):
        return "%s %s %s" % (c["what"], c["reason"], (c["location"] or {}).get("file"))
    for i, (scenario, name, content, pattern) in enumerate(TERRAFORM):
        root = "infra/r%02d" % i
        found = [c for c in lacking if not c["asked"] and re.search(r"\br%02d\b" % i, text(c))]
        only(problems, "Terraform: " + scenario, found, pattern)
        if not any(f["resource"] == "aws_ebs_volume.good" and f["verdict"] == "fail" and f["location"]["file"] == root + "/good.tf" and
                   f["location"]["line"] in (1, 2) for f in run["findings"]):
            problems.append("Terraform: %s: the resource beside it was not judged" % scenario)
        # A file that was not read may hold what the bucket lacks. What is wrong inside locals, in variables or with a module that
        # was handed nothing does not.
        inside = scenario in ("a broken line", "NUL bytes", "lists 1,000 deep", "lists 100,000 deep", "minus 100,000 times", "templates 100,000 deep")
        blind = bool(pattern) and not inside and "module" not in scenario and "variables" not in scenario
        verdict = [f["verdict"] for f in run["findings"] if f["check"] == "aws.s3.public-access-block" and f["location"]["file"] == root + "/good.tf"]
        if verdict != ["unknown" if blind else "fail"]:
            problems.append("Terraform: %s: a bucket without its companion is %s" % (scenario, verdict))
    for kind, scenario, name, content, pattern in INVENTORIES:
        found = [c for c in lacking if re.search(r"(^|[\s/:])%s(?![-.\w])" % re.escape(name), text(c)) and (c["asked"] or c["kind"] != "file") and c["what"] != "infra"]
        only(problems, "%s: %s" % (kind, scenario), found, pattern)
        if pattern and not any(c["asked"] and c["what"] == name for c in found):
            problems.append("%s: %s: coverage does not say that %s is missing" % (kind, scenario, name))
    for scenario, name, content, pattern in SOURCE:
        found = [c for c in lacking if not c["asked"] and re.search(r"\b%s\b" % re.escape(name), text(c)) and "infra" not in text(c)]
        only(problems, "repository: " + scenario, found, pattern)
    if not any(r["type"] == "vendor" and "Acme" in r["address"] for r in run["resources"]):
        problems.append("the good vendor list was not read")
    if not any(r["type"] == "outbound_call" and r["location"]["file"].endswith("good.py") for r in run["resources"]):
        problems.append("the good source file was not read")
    for c in run["coverage"]:
        if org in (c["reason"] or ""):
            problems.append("the sentence depends on where the scan lies: %s" % c["reason"])
    for each in problems:
        print("PROBLEM:", each)
    return 1 if problems else 0


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(sys.argv[2], sys.argv[3])
    else:
        sys.exit(judge(sys.argv[2], sys.argv[3]))
