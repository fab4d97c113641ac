# SPDX-License-Identifier: Apache-2.0
# Behind canary.sh: `plant` writes an organisation full of invented secrets and identifiers, `look` searches what was written.
# The secrets are put together here, so that no scanner of this repository takes them for real.
import base64, gzip, hashlib, io, json, os, random, re, sqlite3, sys, tempfile, zipfile

rng = random.Random(20260303)


def word(n, letters="ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"):
    return "".join(rng.choice(letters) for _ in range(n))


# name -> value. Each place below takes its own, so that a leak names where it came from.
SECRETS = {}
PEOPLE = {}


def secret(where, n=24):
    SECRETS[where] = word(n)
    return SECRETS[where]


def key_id(where):
    SECRETS[where] = "AKIA" + word(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return SECRETS[where]


def token(where):
    head = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("=")
    SECRETS[where] = "%s.%s.%s" % (head, word(40), word(43))
    return SECRETS[where]


def private_key(where):
    body = word(64)
    SECRETS[where] = body
    return "-----BEGIN RSA PRIVATE KEY-----\n%s\n%s\n-----END RSA PRIVATE KEY-----\n" % (body, word(64))


FIRST = ["Quirina", "Zephyrin", "Wilhelmina", "Xaverius", "Yolantha", "Ubaldina", "Theophania", "Ottokar"]
LAST = ["Zbornakova", "Quackenbush", "Vandersloot", "Wrzesniewska", "Xiphopoulos", "Yttervik", "Umberleigh", "Oxenstierna"]
STREETS = ["Zwieback", "Quincunx", "Wyvern", "Xylem", "Yarrow", "Umbral", "Thimble", "Oxbow"]


def person(where):
    i = len(PEOPLE)
    first, last = FIRST[i], LAST[i]
    year, month, day = 1931 + i, 10 + i % 3, 13 + i
    digits = "%03d%02d%04d" % (rng.randrange(200, 660), rng.randrange(10, 99), rng.randrange(2000, 9899))
    p = {
        "first": first, "last": last, "year": str(year),
        "dob": "%04d-%02d-%02d" % (year, month, day), "dob_us": "%02d/%02d/%04d" % (month, day, year), "dob_hl7": "%04d%02d%02d" % (year, month, day),
        "ssn": "%s-%s-%s" % (digits[:3], digits[3:5], digits[5:]), "mrn": "MR%08d" % rng.randrange(10000000, 99999999),
        "mbi": "%dE%s%d-T%s%d-M%s%d%d" % (1 + i, word(1, "CDEFGH"), i, word(1, "CDEFGH"), i, word(2, "CDEFGHJK"), i, (i + 3) % 10),
        "phone": "(%d) 555-%04d" % (210 + i, rng.randrange(1000, 9999)), "email": "%s.%s@mail.example" % (first.lower(), last.lower()),
        "street": "%d %s Passage" % (rng.randrange(1000, 9999), STREETS[i]),
    }
    PEOPLE[where] = p
    return p


def terraform():
    p = person("Terraform")
    attributes = "".join('  %s = "%s"\n' % (name, secret("attribute " + name)) for name in (
        "engine", "engine_version", "instance_class", "storage_encrypted", "kms_key_id", "backup_retention_period", "publicly_accessible", "auto_minor_version_upgrade",
        "deletion_protection", "multi_az", "parameter_group_name", "ca_cert_identifier", "iam_database_authentication_enabled", "copy_tags_to_snapshot", "skip_final_snapshot"))
    return f'''
variable "db_password" {{
  type      = string
  sensitive = true
  default   = "{secret("default of a sensitive variable")}"
}}
variable "from_file" {{
  sensitive = true
}}
locals {{
  dsn   = "postgresql://app:{secret("password in a connection string")}@db.internal:5432/patients"
  owner = "{p['first']} {p['last']}"
}}
provider "aws" {{
  region     = "us-east-1"
  access_key = "{key_id("access key of a provider")}"
  secret_key = "{secret("secret key of a provider", 40)}"
}}
resource "aws_db_instance" "patients" {{
  password = var.db_password
  username = "{secret("user name")}"
  tags     = {{ phi = "true", contact = "{p['email']}", note = "SSN {p['ssn']}, born {p['dob']}, {p['mrn']}" }}
}}
resource "aws_db_instance" "odd" {{
  password = "{secret("literal password")}"
{attributes}}}
resource "aws_db_instance" "computed" {{
  storage_encrypted       = tobool("{secret("argument of tobool")}")
  backup_retention_period = tonumber("{p['ssn']}")
  kms_key_id              = file("{secret("name of a missing file")}")
  publicly_accessible     = jsondecode("{secret("argument of jsondecode")}")
  engine                  = {secret("bare word")}
  multi_az                = lookup({{}}, "{secret("key of lookup")}")
  deletion_protection     = parseint("{secret("argument of parseint")}", 10)
  copy_tags_to_snapshot   = regex("^x$", "{secret("argument of regex")}")
  iam_database_authentication_enabled = {{ a = 1 }}["{secret("missing key of a map")}"]
}}
resource "aws_s3_bucket" "notes" {{
  bucket = "notes-phi"
  acl    = "{secret("acl")}"
}}
resource "aws_s3_bucket_policy" "notes" {{
  bucket = aws_s3_bucket.notes.id
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Principal = "*", Action = "{secret("action of a policy")}", Resource = "{secret("resource of a policy")}",
    Condition = {{ StringEquals = {{ "aws:PrincipalTag/x" = "{secret("condition of a policy")}" }} }} }}] }})
}}
resource "aws_lambda_function" "scribe" {{
  function_name = "scribe"
  environment {{
    variables = {{
      OPENAI_API_KEY = "sk-{secret("key in an environment")}"
      DATABASE_URL   = local.dsn
      AWS_ACCESS_KEY_ID = "{key_id("access key in an environment")}"
    }}
  }}
}}
resource "aws_instance" "web" {{
  user_data = <<EOT
export TOKEN={token("token in user data")}
{private_key("private key in user data")}
EOT
}}
resource "aws_lb_listener" "web" {{
  protocol   = "{secret("protocol")}"
  ssl_policy = "{secret("policy of a listener")}"
}}
resource "aws_security_group" "web" {{
  ingress {{
    description = "{p['first']} {p['last']}, {p['street']}"
    from_port   = "{secret("port")}"
    cidr_blocks = ["{secret("network")}"]
  }}
}}
resource "aws_cloudwatch_log_group" "app" {{
  name              = "app"
  retention_in_days = "{secret("retention")}"
}}
resource "aws_ssm_parameter" "key" {{
  type  = "String"
  value = "{secret("value of a parameter")}"
}}
resource "aws_secretsmanager_secret_version" "key" {{
  secret_string = "{secret("value of a secret")}"
}}
module "private" {{
  source = "git::https://deploy:{secret("token in a module's address")}@git.example.org/modules.git?sshkey={secret("query of a module's address")}"
  key    = "{secret("argument of a module")}"
}}
output "password" {{
  value = "{secret("output")}"
}}
'''


def python():
    p = person("Python")
    return f'''
import openai, requests
KEY = "sk-{secret("key in Python")}"
aws_access_key_id = "{key_id("access key in Python")}"
PEM = """{private_key("private key in Python")}"""
JWT = "{token("token in Python")}"
DSN = "mysql://root:{secret("password in Python")}@10.0.0.8/ehr"
patient_name = "{p['first']} {p['last']}"
patient = {{"ssn": "{p['ssn']}", "mrn": "{p['mrn']}", "date_of_birth": "{p['dob']}", "phone": "{p['phone']}", "diagnosis": "E11.9"}}
client = openai.OpenAI(api_key=KEY)
client.chat.completions.create(messages=[{{"content": patient_name + patient["diagnosis"]}}])
requests.post("https://user:{secret("password in an address")}@api.openai.com/v1/chat?ssn={p['ssn']}&key={secret("key in an address")}", json=patient)
requests.get("http://api.anthropic.com/v1/{secret("path of an address")}/patients/{p['mrn']}/{p['ssn']}")
requests.get("https://notes.s3.amazonaws.com/{p['last']}/{p['mrn']}/{p['first']}")
logging.info("patient %s %s", "{p['first']} {p['last']}", patient["ssn"])
'''


def table(p, sep=","):
    head = ["name", "ssn", "mrn", "mbi", "date_of_birth", "phone", "email", "address", "diagnosis", "notes"]
    row = [p["first"] + " " + p["last"], p["ssn"], p["mrn"], p["mbi"], p["dob"], p["phone"], p["email"], p["street"], "E11.9", "seen with " + p["first"]]
    return head, row


def xlsx(rows):
    cells = "".join('<row r="%d">%s</row>' % (r + 1, "".join('<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (chr(65 + c), r + 1, cell)
                    for c, cell in enumerate(row))) for r, row in enumerate(rows))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{pack}"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="Vendors" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def database(head, row):
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        made = sqlite3.connect(file.name)
        made.execute("CREATE TABLE patients (%s)" % ",".join(head))
        made.execute("INSERT INTO patients VALUES (%s)" % ",".join("?" * len(row)), row)
        made.commit()
        made.close()
        return open(file.name, "rb").read()


def files():
    made = {"infra/main.tf": terraform(), "repo/app.py": python()}
    made["infra/terraform.tfvars"] = f'from_file = "{secret("variables file")}"\nunused = "{secret("unused variable")}"\n'
    made["broken/a.tf"] = f'locals {{\n  password = "{secret("string that is not closed")}\n}}\n'
    made["broken/b.tf"] = f'locals {{\n  password = {secret("word behind a word")} {secret("second word")}\n}}\n'
    made["broken/c.tf"] = f'{secret("word at the top")} = = "{secret("behind a mistake")}"\n'
    made["broken/d.tf"] = f'locals {{\n  text = <<{secret("heredoc that is not closed")}\n{secret("line of a heredoc")}\n'
    made["broken/e.tf.json"] = f'{{"locals": {{"password": {secret("JSON without quotes")}}}}}'
    made["broken/f.tf.json"] = f'{{"locals": {{"{secret("key twice")}": 1, "a": "{secret("JSON string")}\n"}}}}'
    p = person("table")
    head, row = table(p)
    made["repo/data/patients.csv"] = ",".join(head) + "\n" + ",".join(row) + "\n"
    made["repo/data/patients.json"] = json.dumps([dict(zip(head, row))], indent=1)
    made["repo/data/seed.sql"] = "INSERT INTO patients (%s) VALUES (%s);\n" % (",".join(head), ",".join("'%s'" % c for c in row))
    made["repo/data/no-header.csv"] = ",".join(row) + "\n" + ",".join(row) + "\n"
    made["repo/data/adt.hl7"] = f"MSH|^~\\&|A|B|C|D|202601010000||ADT^A01|1|P|2.5\rPID|1||{p['mrn']}^^^H^MR||{p['last']}^{p['first']}||{p['dob_hl7']}|F|||{p['street']}||{p['phone']}|||||{p['ssn']}\r"
    z = person("container")
    inside = table(z)
    made["repo/data/export.csv.gz"] = gzip.compress((",".join(inside[0]) + "\n" + ",".join(inside[1]) + "\n").encode(), mtime=0)
    made["repo/keys.py.gz"] = gzip.compress(f'TOKEN = "{token("token in a gzip")}"\npassword = "{secret("password in a gzip")}"\n'.encode(), mtime=0)
    made["repo/data/export.xlsx"] = xlsx([inside[0] + ["password"], inside[1] + [secret("cell of a workbook")]])
    made["repo/data/all.zip"] = archive({"notes/visit.txt": "".join("%s: %s\n" % pair for pair in zip(*inside)), "keys.py": f'TOKEN = "{token("token in an archive")}"\n'})
    made["repo/letter.docx"] = archive({"word/document.xml": "<w:document><w:body>%s</w:body></w:document>" % "".join("<w:p><w:r><w:t>%s: %s</w:t></w:r></w:p>" % pair for pair in zip(*inside))})
    made["repo/app.db"] = database(inside[0] + ["password"], inside[1] + [secret("column of a database")])
    y = person("YAML")
    made["repo/config.yaml"] = f'''database: {{url: "postgres://svc:{secret("password in YAML")}@db/ehr"}}
aws_secret_access_key: {secret("secret key in YAML", 40)}
jwt: {token("token in YAML")}
patient: {{name: {y['first']} {y['last']}, ssn: {y['ssn']}, mrn: {y['mrn']}, dob: {y['dob']}, diagnosis: E11.9}}
'''
    made["repo/.env"] = f"API_KEY={secret('key in .env')}\nDB_PASSWORD={secret('password in .env')}\n"
    made["repo/fhir.ndjson"] = json.dumps({"resourceType": "Patient", "name": [{"family": y["last"], "given": [y["first"]]}], "birthDate": y["dob"], "identifier": [{"value": y["mrn"]}]}) + "\n"
    v = person("vendors")
    made["vendors.xlsx"] = xlsx([("Vendor", "Service", "PHI", "BAA signed", "Portal password", "Patient complaints"),
                                 ("Acme Backup", "Vault", "yes", "2025-01-01", secret("column of a workbook"), f"{v['first']} {v['last']} born {v['dob_us']} {v['mrn']} {v['phone']} {v['street']}"),
                                 ("Beta Fax", "Fax", "yes", v["ssn"], secret("second row"), v["mbi"])])
    a = person("assets")
    made["assets.csv"] = ("Asset,Kind,Encrypted,Backup,Last patient,Admin password,PHI\n"
                          f"LT-01,laptop,{secret('cell where a yes is expected')},no,{a['first']} {a['last']} {a['dob']} {a['mrn']},{secret('column of a CSV')},yes\n"
                          f"LT-02,laptop,yes,{a['ssn']},{a['phone']} {a['street']},{secret('second row of a CSV')},yes\n")
    made["headless.csv"] = f"{a['first']} {a['last']},{a['ssn']},{a['mrn']}\n{a['first']},{a['mbi']},{a['street']}\n"
    made["broken.yaml"] = f"vendors:\n  - name: Acme\n    password: *{secret('alias in YAML')}\n    note: [{secret('broken YAML')}\n"
    made["broken.json"] = f'{{"vendors": [{{"name": "Acme", "password": {secret("broken JSON")}}}]}}'
    made["odd.yaml"] = f"vendors:\n  - name: Gamma\n    phi: {secret('where yes is expected')}\n    signed: {secret('where a date is expected')}\n    nickname: {secret('value of an unknown key')}\n"
    made["header.csv"] = f"Vendor,Service,{a['ssn']}\nDelta,Mail,yes\n"
    made["resources.json"] = json.dumps({"schema": "phiscope.resources/1", "collector": "okta", "resources": [
        {"type": "aws_db_instance", "address": "okta.db", "attributes": {"storage_encrypted": secret("attribute of a resource"), "password": secret("password of a resource"), "note": y["ssn"]}}]})
    s = person("statements")
    made["attestations.yaml"] = f"- safeguard: security-training\n  by: Jane Roe\n  date: 2026-01-10\n  statement: All staff were trained. The file of {s['ssn']} was shown.\n  evidence: training.pdf\n  nickname: {secret('value of a statement')}\n"
    made["exceptions.yaml"] = f"- check: aws.rds.deletion-protection\n  resource: aws_db_instance.odd\n  reason: accepted\n  approver: Jane Roe\n  expires: {secret('expiry')}\n  nickname: {secret('value of an exception')}\n"
    made["phiscope.yaml"] = '''organization: {name: Canary Clinic, states: [CA]}
targets:
  infrastructure: [infra, broken]
  repositories: [repo]
  vendors: [vendors.xlsx, broken.yaml, broken.json, odd.yaml, headless.csv, header.csv]
  assets: [assets.csv]
  resources: [resources.json]
phi:
  systems: [{name: Patient DB, match: [aws_db_instance.patients], categories: [name, mrn, diagnosis]}]
attestations: attestations.yaml
exceptions: exceptions.yaml
'''
    return made


MADE = files()
# A person's statement is printed as written, whoever it names.
PROSE = {"statements": ("first", "last", "year", "dob", "dob_us", "dob_hl7", "mrn", "mbi", "phone", "email", "street")}


def plant(org):
    for name, content in MADE.items():
        path = os.path.join(org, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())


def forms(value):
    """(what it is, pattern): the value itself, and what somebody could make of it."""
    raw = value.encode()
    yield "itself", re.escape(value)
    yield "reversed", re.escape(value[::-1])
    yield "hex", raw.hex()
    for data in (raw, raw + b"\n"):
        yield "base64", re.escape(base64.b64encode(data).decode().rstrip("="))
        for name in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(name, data)
            yield name, digest.hexdigest()[:16]
            yield name + " in base64", re.escape(base64.b64encode(digest.digest()).decode()[:20])


def edge(text):
    return r"(?<![0-9A-Za-z])" + re.escape(text) + r"(?![0-9A-Za-z])"


def patterns():
    for where, value in SECRETS.items():
        for form in forms(value):
            yield where, form[0], form[1]
        yield where, "its last four characters", edge(value[-4:])
        yield where, "its beginning", re.escape(value[:8] if not value.startswith(("AKIA", "eyJ")) else value[:9] if value.startswith("AKIA") else value[24:34])
        yield where, "its end", re.escape(value[-8:])
    for where, p in PEOPLE.items():
        for key, value in p.items():
            if key in PROSE.get(where, ()):
                continue
            shown = "%s of %s" % (key, where)
            if key == "year":
                yield shown, "itself", edge(value)
                continue
            for form in forms(value):
                yield shown, form[0], form[1]
            bare = re.sub(r"[^0-9A-Za-z]", "", value)
            if bare != value:
                for form in forms(bare):
                    yield shown, form[0] + " without separators", form[1]
            if key in ("ssn", "mrn", "mbi", "phone"):
                yield shown, "its last four characters", edge(bare[-4:])
        if where not in PROSE:
            initials = p["first"][0] + p["last"][0]
            yield where, "initials and birth year", r"(?i)(?<![0-9A-Za-z])%s\.?\s?-?%s\.?[\s,_-]*%s" % (initials[0], initials[1], p["year"])


def look(folder):
    # Case does not matter but in base64.
    literal, wanted = [], []
    for where, form, pattern in patterns():
        exact = "base64" in form
        if "(?" in pattern:
            wanted.append((where, form, re.compile(pattern.encode(), re.I)))
        else:
            text = re.sub(r"\\(.)", r"\1", pattern).encode()
            literal.append((where, form, exact, text if exact else text.lower()))
    leaks = 0
    for name in sorted(os.listdir(folder)):
        data = open(os.path.join(folder, name), "rb").read()
        lower = data.lower()
        hits = [(where, form, (data if exact else lower).find(text)) for where, form, exact, text in literal]
        hits += [(where, form, hit.start()) for where, form, hit in ((w, f, p.search(data)) for w, f, p in wanted) if hit]
        for where, form, at in hits:
            if at >= 0:
                leaks += 1
                around = data[max(0, at - 90):at + 60].decode("utf-8", "replace")
                print("LEAK in %s: %s (%s): %s" % (name, where, form, around.encode("unicode_escape").decode()))
    return 1 if leaks else 0


if __name__ == "__main__":
    if sys.argv[1] == "plant":
        plant(sys.argv[2])
    elif sys.argv[1] == "count":
        print(len(SECRETS) + sum(len(p) for p in PEOPLE.values()))
    else:
        sys.exit(look(sys.argv[2]))
