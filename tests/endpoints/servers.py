# SPDX-License-Identifier: Apache-2.0
# Every server of the lab is scanned in one run; each shows the faults that its row names, and none of those that it must not. Rows of
# replayers say what may not be claimed. servers.py PHISCOPE BUILD [all]; without `all` only what starts at once.
import json, os, subprocess, sys, tempfile, time

import facts
import lab as endpoints

PHISCOPE, BUILD = sys.argv[1], sys.argv[2]
ALL = len(sys.argv) > 3 and sys.argv[3] == "all"
TLS12 = ["-min_protocol", "TLSv1.2", "-cipher", "ECDHE+AESGCM"]
# Of a server that is well kept nothing fails but these: Debian 12's OpenSSL has no post-quantum group.
WEAK = ["-cipher", "ECDHE+AESGCM:@SECLEVEL=0"]
MINOR = {"post-quantum"}


class Row:
    def __init__(self, name, port, scheme="https", shows="", free="", inconclusive=False, deep=False, path="/page", host="127.0.0.1", only=False):
        self.name, self.port, self.scheme, self.path, self.host = name, port, scheme, path, host
        self.shows = set(shows.split())  # these fail
        self.free = set(free.split())    # these do not fail
        self.only = only                 # nothing else fails
        self.inconclusive = inconclusive  # nothing about its TLS passes
        self.deep = deep

    def address(self):
        return f"{self.scheme}://{self.host}:{self.port}" + (self.path if self.scheme == "https" else "")


def rows_of(lab):
    def openssl(name, *options, cert="ec", **more):
        return Row(name, lab.openssl(name, *options, cert=cert), **more)

    def chained(name, *options, cert="ec", **more):
        return openssl(name, "-cert_chain", "middle.pem", *TLS12, *options, cert=cert, **more)

    def nginx(name, lines, **more):
        made = {key: more.pop(key) for key in ("cert", "headers") if key in more}
        return Row(name, lab.nginx(name, lines, **made), **more)

    hsts = 'add_header Strict-Transport-Security "max-age=63072000"; add_header X-Content-Type-Options nosniff; add_header X-Frame-Options DENY;'
    table = [
        chained("sound", only=True),
        chained("by name", host="localhost", only=True),
        chained("stapled", "-status_file", "ec.ocsp", only=True),
        chained("logged", cert="logged", only=True),
        chained("revoked", "-status_file", "revoked.ocsp", cert="revoked", shows="certificate-revoked", only=True),
        chained("staple of another", "-status_file", "revoked.ocsp", shows="certificate-staple", free="certificate-revoked"),
        chained("must staple", cert="strict", shows="certificate-staple", only=True),
        chained("expired", cert="expired", shows="certificate-current certificate-renewal", free="certificate-trust certificate-name"),
        chained("not yet valid", cert="future", shows="certificate-current", free="certificate-name"),
        chained("another's name", cert="elsewhere", shows="certificate-name", only=True),
        chained("no name", cert="nameless", shows="certificate-name certificate-use"),
        chained("short key", *WEAK, cert="short", shows="certificate-key", free="certificate-signature"),
        chained("sha-1", *WEAK, cert="sha1", shows="certificate-signature", free="certificate-key"),
        chained("for clients", cert="client", shows="certificate-trust", free="certificate-name"),
        chained("four years", cert="long", shows="certificate-term", only=True),
        chained("authority", cert="authority", shows="certificate-use"),
        openssl("self-signed", *TLS12, cert="own", shows="certificate-trust", free="certificate-name"),
        openssl("no intermediate", *TLS12, "-no-CAfile", "-no-CApath", "-no-CAstore", shows="certificate-trust", free="certificate-name"),
        openssl("disordered", "-cert_chain", "mad.chain", *TLS12, shows="certificate-chain", free="certificate-trust"),
        openssl("two certificates", "-cert_chain", "middle.pem", "-dcert", "expired.pem", "-dkey", "expired.key", *TLS12),
        openssl("RSA and ECDSA", "-cert_chain", "middle.pem", "-dcert", "rsa.pem", "-dkey", "rsa.key", "-dcert_chain", "middle.pem", *TLS12, only=True),
        openssl("another without a name", "-cert_chain", "middle.pem", "-servername", "localhost", "-cert2", "ec.chain", "-key2", "ec.key", *TLS12, cert="elsewhere",
                host="localhost", free="certificate-name obsolete-protocols"),
        chained("forgets sessions", "-no_ticket", "-no_cache", "-no_tls1_3", only=True),
        chained("asks for a client certificate", "-verify", "1", only=True),
        chained("requires a client certificate", "-Verify", "1", "-verify_return_error", "-CAfile", "root.pem",
                free="certificate-trust obsolete-protocols suite-strength"),
        chained("renegotiates", "-client_renegotiation", "-no_tls1_3", deep=True, shows="client-renegotiation"),
        chained("1.3 only", "-min_protocol", "TLSv1.3", only=True),
        openssl("everything", "-cert_chain", "middle.pem", "-min_protocol", "TLSv1", "-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0", cert="rsa",
                shows="obsolete-protocols null-suites suite-strength key-transport forward-secrecy cbc-suites", free="ssl3 ssl2 certificate-trust"),
        openssl("short field", "-cert_chain", "middle.pem", "-cipher", "DHE:@SECLEVEL=0", "-max_protocol", "TLSv1.2", "-dhparam", "dh1024.pem", cert="rsa",
                shows="finite-field", free="key-transport null-suites"),
        nginx("nginx as it comes", "ssl_protocols TLSv1.2 TLSv1.3;", shows="hsts security-headers cbc-suites key-transport forward-secrecy",
              free="obsolete-protocols ssl3 ssl2 suite-strength certificate-trust robot heartbleed", path="/"),
        nginx("nginx hardened", "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM; ssl_early_data off;", cert="ec", headers=hsts, only=True, path="/"),
        nginx("nginx with early data", "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM; ssl_early_data on;", cert="ec", headers=hsts, shows="early-data",
              only=True, path="/"),
        nginx("open cookies", "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM;", cert="ec", headers=hsts + "add_header Set-Cookie 'session=1; Path=/';",
              shows="cookies-encrypted cookies-hidden", only=True, path="/"),
        nginx("closed cookies", "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM;", cert="ec",
              headers=hsts + "add_header Set-Cookie 'session=1; Path=/; Secure; HttpOnly; SameSite=Lax';", only=True, path="/"),
        Row("plain page", lab.plain("plain page", "return 200 hi;"), "http", shows="plain-http"),
        Row("clear where TLS should be", lab.plain("clear where TLS should be", "return 200 hi;"), shows="encrypted", path="/"),
        Row("plain redirect", lab.plain("plain redirect", "return 301 https://$host$request_uri;"), "http", free="plain-http"),
        Row("gnutls without RFC 5746", lab.gnutls("gnutls without RFC 5746", "NORMAL:-VERS-ALL:+VERS-TLS1.2:%DISABLE_SAFE_RENEGOTIATION", cert="ec"), "tls",
            shows="secure-renegotiation", free="ssl2 ssl3 certificate-trust"),
        nginx("its own order", "ssl_protocols TLSv1.2; ssl_prefer_server_ciphers on; ssl_session_cache shared:lab:1m; ssl_session_tickets off;"
              "ssl_ciphers AES128-SHA:ECDHE-RSA-AES256-GCM-SHA384:AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256:AECDH-AES128-SHA:AES128-GCM-SHA256:@SECLEVEL=0;",
              shows="null-suites key-transport", path="/"),
        nginx("nginx of old", "ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;", shows="obsolete-protocols cbc-suites null-suites", path="/"),
    ]
    for name, port in lab.in_words().items():
        scheme, _, mode = name.rpartition("-")
        if mode == "encrypts":
            table.append(Row(name, port, scheme, free="starttls login-encrypted", only=True))
        elif mode == "clear":
            login = "login-encrypted" if scheme in ("smtp", "lmtp", "imap", "pop3", "nntp", "sieve", "xmpp", "xmpp-server") else ""
            table.append(Row(name, port, scheme, shows=f"starttls {login}", only=True))
        else:
            table.append(Row(name, port, scheme, inconclusive=True))
    table += [
        Row("gnutls", lab.gnutls("gnutls", "NORMAL", cert="ec"), "tls", free="ssl2 ssl3 suite-strength certificate-trust"),
        Row("gnutls with all", lab.gnutls("gnutls with all", "NORMAL:+VERS-ALL:+ARCFOUR-128:+3DES-CBC:+NULL:+ANON-ECDH:+ANON-DH:+RSA:%COMPAT"), "tls",
            shows="suite-strength null-suites key-transport", free="ssl2 ssl3"),
    ]
    for version, package in (("0.10", "node-0-10"), ("0.12", "node-0-12")):
        table.append(Row(f"node {version}", lab.node(f"node{version}", package, "ciphers: 'ALL:eNULL', secureProtocol: 'SSLv23_method', dhparam: fs.readFileSync('dh1024.pem')"),
                         shows="ssl3 obsolete-protocols suite-strength null-suites" + (" export-suites finite-field" if version == "0.12" else ""),
                         free="heartbleed ssl2 robot early-ccs ticketbleed", path="/", deep=True))
    table.append(Row("node SSL 3.0 only", lab.node("node-ssl3", "node-0-10", "secureProtocol: 'SSLv3_method'"), shows="ssl3 modern-protocol", path="/"))
    table.append(Row("node 4", lab.node("node4", "node-4", "ciphers: 'ALL'"), shows="obsolete-protocols", free="ssl3 ssl2", path="/"))
    replayers = lab.replayers()

    def replay(name, **more):
        table.append(Row(f"replayed {name}", replayers[name], "tls", **more))

    replay("sound", deep=True, free="heartbleed early-ccs robot compression ticketbleed ssl2 ssl3 client-renegotiation")
    replay("heartbleed", deep=True, shows="heartbleed")
    replay("heartbeat-patched", deep=True, free="heartbleed")
    replay("crime", shows="compression")
    replay("robot", deep=True, shows="robot")
    replay("robot-patched", deep=True, free="robot")
    replay("early-ccs", deep=True, shows="early-ccs", free="heartbleed")
    replay("ssl3-only", shows="ssl3 modern-protocol", free="ssl2")
    replay("ssl2", shows="ssl2", free="ssl3")
    replay("intolerant-size", free="ssl2 ssl3 null-suites modern-protocol")
    replay("intolerant-count", free="ssl2 ssl3 null-suites modern-protocol")
    replay("ticketbleed", deep=True, shows="ticketbleed")
    replay("takes-anything", shows="export-suites null-suites ssl3 obsolete-protocols")
    for name in ("tarpit", "half-open", "garbage"):
        replay(name, inconclusive=True)
    replay("limiter-reset")
    replay("limiter-end")
    if ALL:
        table.append(Row("nss", lab.nss("nss"), "tls", free="ssl2 ssl3 null-suites certificate-trust"))
        table.append(Row("node 24", lab.node("node24", "node-24", "ciphers: 'DEFAULT'"), free="post-quantum ssl3 ssl2", path="/"))
        table.append(Row("ML-KEM alone", lab.node("node24-mlkem", "node-24", "minVersion: 'TLSv1.3', ecdhCurve: 'X25519MLKEM768'"), free="post-quantum certificate-trust"))
        table.append(Row("java", lab.java("java"), "tls", shows="obsolete-protocols null-suites suite-strength", free="ssl2 ssl3"))
    return [row for row in table if row.port]


def write_scope(file, rows, deep):
    with open(file, "w") as f:
        f.write("targets:\n  endpoints:\n")
        for row in rows:
            f.write(f'    - {{address: "{row.address()}", owned: true, ca: root.pem}}\n')


def scan(lab, rows, deep):
    file = f"{lab.folder}/{'deep' if deep else 'default'}.yaml"
    write_scope(file, rows, deep)
    environment = {key: value for key, value in os.environ.items() if key != "PHISCOPE_CLOCK"}
    began = time.time()
    done = subprocess.run([PHISCOPE, "scan", "--scope", file, "--format", "json"] + (["--tls-mode", "deep"] if deep else []), capture_output=True, env=environment)
    print(f"{len(rows)} endpoints{', deep' if deep else ''}: {time.time() - began:.1f} s, exit {done.returncode}")
    if done.returncode not in (0, 2, 3):
        print(done.stderr.decode(errors="replace"))
        return None
    return json.loads(done.stdout)


def verdicts_of(run, row):
    end = f":{row.port}"
    found = {}
    for finding in run["findings"]:
        if finding["check"].startswith("tls.") and (finding["resource"] or "").endswith(end):
            found[finding["check"][4:]] = (finding["verdict"], finding["reason"])
    return found


def judge(row, found):
    wrong = []
    failing = {check for check, (verdict, _) in found.items() if verdict == "fail"}
    if not found:
        wrong.append("nothing was judged")
    for check in sorted(row.shows - failing):
        wrong.append(f"{check} does not fail but is {found.get(check)}")
    for check in sorted(row.free & failing):
        wrong.append(f"{check} fails: {found[check][1]}")
    if row.only and failing - row.shows - MINOR:
        wrong.append(f"what is not there fails: {sorted(failing - row.shows - MINOR)}")
    if row.inconclusive:
        passing = sorted(check for check, (verdict, _) in found.items() if verdict != "unknown" and check != "starttls")
        if passing:
            wrong.append(f"claimed and not known: {passing}")
    elif row.only:
        unknown = sorted(f"{check}: {why}" for check, (verdict, why) in found.items() if verdict == "unknown")
        if unknown and "client certificate" not in row.name and "requires" not in row.name:
            wrong.append(f"a healthy server, and not known: {unknown}")
    return wrong


def judge_limiters(table, found):
    """Thrown out after a few connections: what was refused without a canary is not known."""
    wrong = []
    for row in table:
        if row.name.startswith("replayed limiter") and not any(verdict == "unknown" for verdict, _ in found[row.name].values()):
            wrong.append(f"{row.name}: it claims to know everything about a server that threw it out")
    return wrong


def judge_groups(lab, table):
    """A certificate on a curve limits the groups of TLS 1.2 and not those of TLS 1.3."""
    row = next(row for row in table if row.name == "sound")
    done = subprocess.run([PHISCOPE, "scan", "--endpoint", row.address(), "--format", "endpoints"], capture_output=True)
    attributes = json.loads(done.stdout)["resources"][0]["attributes"]
    usual = {"x25519", "secp256r1", "secp384r1", "secp521r1", "x448"}
    return [f"sound: {version} lacks the groups {sorted(usual - set(groups))}" for version, groups in attributes["accepted_groups"].items()
            if usual - set(groups)]


def judge_evidence(table):
    """What was sent and what came back stands beside the verdict of an attack."""
    row = next(row for row in table if row.name == "replayed heartbleed")
    done = subprocess.run([PHISCOPE, "scan", "--endpoint", row.address(), "--owned", "--tls-mode", "deep", "--format", "endpoints"], capture_output=True)
    found = json.loads(done.stdout)["resources"][0]["attributes"]["attack_evidence"].get("heartbleed")
    want = "a heartbeat of 0 bytes that claims 16: a heartbeat record with a payload"
    return [] if found == want else [f"replayed heartbleed: its evidence is {found}"]


def judge_ownership(table):
    """Nothing is attacked that nobody calls his own: neither verdict nor evidence, and the mode says so."""
    row = next(row for row in table if row.name == "replayed heartbleed")
    done = subprocess.run([PHISCOPE, "scan", "--endpoint", row.address(), "--tls-mode", "deep", "--format", "endpoints"], capture_output=True)
    found = json.loads(done.stdout)["resources"][0]["attributes"]
    attacked = sorted(set(found["weaknesses"]) & {"heartbleed", "early_ccs", "robot", "ticketbleed", "client_renegotiation"})
    sound = found["mode"] == "default" and not attacked and "attack_evidence" not in found
    return [] if sound else [f"not owned, and asked in mode {found['mode']}: {attacked}"]


def judge_breadth(lab, found):
    """Each check of endpoints has a server that fails it and one that passes it."""
    names = subprocess.run([PHISCOPE, "checks"], capture_output=True, text=True).stdout.split()
    seen = {(check, verdict) for row in found.values() for check, (verdict, _) in row.items()}
    elsewhere = {"sp800-52r2", "mozilla-intermediate", "mozilla-modern",  # where a scope asks for them: tests of the judge
                 "certificate-transparency"}                              # judge_transparency
    missing = []
    for check in sorted({name[4:] for name in names if name.startswith("tls.")} - elsewhere):
        for verdict in ("fail", "pass"):
            if (check, verdict) not in seen and not (check == "post-quantum" and verdict == "pass" and not ALL):
                missing.append(f"{check}: no server that shows a {verdict}")
    return [] if lab.skipped else missing


def judge_transparency(lab, table):
    """A public certificate needs receipts; here the lab's root is the system's."""
    wrong = []
    environment = {**os.environ, "SSL_CERT_FILE": f"{lab.folder}/root.pem"}
    for name, verdict in (("logged", "pass"), ("sound", "fail")):
        row = next(row for row in table if row.name == name)
        done = subprocess.run([PHISCOPE, "scan", "--endpoint", row.address(), "--format", "json"], capture_output=True, env=environment)
        found = verdicts_of(json.loads(done.stdout), row).get("certificate-transparency")
        if not found or found[0] != verdict:
            wrong.append(f"{name}: certificate-transparency is {found} and not {verdict}")
    return wrong


def judge_addresses(lab):
    """One name, three addresses: two alike, one of yesterday, and one where nobody listens."""
    port = lab.two_addresses("two addresses", "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM;", "ssl_protocols TLSv1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;")
    if not port:
        return []
    with open(f"{lab.folder}/addresses.yaml", "w") as f:
        f.write(f'targets:\n  endpoints:\n    - {{address: "localhost:{port}", addresses: [127.0.0.1, 127.0.0.2, 127.0.0.3, "::1"], ca: root.pem}}\n')
    command = [PHISCOPE, "scan", "--scope", f"{lab.folder}/addresses.yaml", "--format"]
    done = subprocess.run([*command, "json"], capture_output=True)
    run = json.loads(done.stdout)
    found = {row["address"]: row["attributes"] for row in json.loads(subprocess.run([*command, "endpoints"], capture_output=True).stdout)["resources"]}
    name = f"endpoint:localhost:{port}"
    old = {f["check"] for f in run["findings"] if f["resource"] == f"{name}@::1" and f["verdict"] == "fail"}
    new = {f["check"] for f in run["findings"] if f["resource"] == name and f["verdict"] == "fail"}
    by = {row["address"]: row for row in found.get(name, {}).get("by_address", [])}
    wrong = []
    if done.returncode != 0:
        wrong.append(f"two addresses: exit {done.returncode}: {run['coverage']}")
    if sorted(found) != [name, f"{name}@::1"]:
        wrong.append(f"two addresses: endpoints are {sorted(found)}")
    if "tls.obsolete-protocols" not in old or "tls.obsolete-protocols" in new:
        wrong.append(f"two addresses: the old one fails {sorted(old)}, the others fail {sorted(new)}")
    if not by.get("127.0.0.2", {}).get("same") or by.get("127.0.0.3", {"read": True})["read"] or "protocols" not in by.get("::1", {}).get("differs", []):
        wrong.append(f"two addresses: {by}")
    return wrong


def main():
    with tempfile.TemporaryDirectory() as folder:
        began = time.time()
        lab = endpoints.Lab(folder, BUILD)
        with open(f"{folder}/dh1024.pem", "w") as f:
            f.write(DH_1024)
        try:
            table = rows_of(lab)
            print(f"{len(table)} servers after {time.time() - began:.1f} s")
            found, wrong = {}, []
            for deep in (False, True):
                rows = [row for row in table if row.deep == deep]
                run = scan(lab, rows, deep)
                if run is None:
                    return 1
                for row in rows:
                    found[row.name] = verdicts_of(run, row)
                    wrong += [f"{row.name}: {what}" for what in judge(row, found[row.name])]
            wrong += judge_limiters(table, found) + judge_groups(lab, table) + judge_addresses(lab) + facts.judge(PHISCOPE, folder, table) + facts.judge_client(PHISCOPE, folder, table) + judge_evidence(table) + judge_ownership(table) + judge_transparency(lab, table) + judge_breadth(lab, found)
        finally:
            lab.stop()
        for name, why in sorted(lab.skipped.items()):
            print(f"skipped {name}: {why}")
        print("\n".join(f"FAILED {line}" for line in wrong))
        print(f"{len(table)} servers, {sum(len(row.shows) for row in table)} faults to be seen, {len(wrong)} wrong, {time.time() - began:.1f} s")
        return 1 if wrong else 0


# RFC 2409 group 2, the field that most servers of 2010 shared.
DH_1024 = """-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
"""

if __name__ == "__main__":
    sys.exit(main())
