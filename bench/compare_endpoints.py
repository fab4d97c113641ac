# SPDX-License-Identifier: Apache-2.0
# The comparison behind bench/compare-endpoints. Suites are compared by the names of OpenSSL that sslscan prints, brought to IANA's by
# `openssl ciphers -stdname`; testssl prints IANA's beside its own.
import json, os, re, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "endpoints"))
PHISCOPE, BUILD, FLAGS = sys.argv[1], sys.argv[2], sys.argv[3:]
sys.argv = ["servers.py", PHISCOPE, BUILD, "all"]
import lab as endpoints
import servers

ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PHISCOPE_CLOCK"}
VERSIONS = {"SSLv2": "ssl2", "SSLv3": "ssl3", "TLSv1.0": "tls1_0", "TLSv1.1": "tls1_1", "TLSv1.2": "tls1_2", "TLSv1.3": "tls1_3"}
TESTSSL = {"SSLv2": "ssl2", "SSLv3": "ssl3", "TLS1": "tls1_0", "TLS1_1": "tls1_1", "TLS1_2": "tls1_2", "TLS1_3": "tls1_3"}
GROUPS = {"NIST P-256": "secp256r1", "NIST P-384": "secp384r1", "NIST P-521": "secp521r1", "X25519": "x25519", "X448": "x448", "prime256v1": "secp256r1"}
START = {"smtp": "smtp", "lmtp": "lmtp", "imap": "imap", "pop3": "pop3", "ftp": "ftp", "ldap": "ldap", "postgres": "postgres", "mysql": "mysql",
         "xmpp": "xmpp", "xmpp-server": "xmpp-server", "nntp": "nntp", "sieve": "sieve"}


def iana():
    names = {}
    for line in subprocess.run(["openssl", "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"], capture_output=True, text=True).stdout.splitlines():
        parts = line.split()
        names[parts[4]] = parts[2]
    return names


IANA = iana()


def ours(row, folder):
    began = time.time()
    done = subprocess.run([PHISCOPE, "scan", "--endpoint", row.address(), "--ca", f"{folder}/root.pem", "--format", "endpoints"], capture_output=True, env=ENVIRONMENT)
    attributes = json.loads(done.stdout)["resources"][0]["attributes"]
    took = time.time() - began
    known = lambda key: {version: set(names) for version, names in attributes.get(key, {}).items() if isinstance(names, list)}
    protocols = {version for version, accepted in attributes.get("protocols", {}).items() if accepted is True}
    open_ = {version for version, accepted in attributes.get("protocols", {}).items() if isinstance(accepted, dict)}
    return protocols, open_, known("accepted_suites"), known("accepted_groups"), took


def sslscan(row):
    command = ["sslscan", "--no-colour", "--iana-names"] if "--iana-names" in subprocess.run(["sslscan", "--help"], capture_output=True, text=True).stdout else ["sslscan", "--no-colour"]
    if row.scheme in START:
        option = {"smtp": "--starttls-smtp", "imap": "--starttls-imap", "pop3": "--starttls-pop3", "ftp": "--starttls-ftp", "ldap": "--starttls-ldap",
                  "postgres": "--starttls-psql", "mysql": "--starttls-mysql", "xmpp": "--starttls-xmpp"}.get(row.scheme)
        if not option:
            return None
        command.append(option)
    began = time.time()
    try:
        text = subprocess.run([*command, f"{row.host}:{row.port}"], capture_output=True, timeout=60).stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return None
    protocols = {VERSIONS[v] for v in re.findall(r"^(SSLv[23]|TLSv1\.[0-3])\s+enabled", text, re.M)}
    suites, groups = {}, {}
    for version, name in re.findall(r"^(?:Preferred|Accepted)\s+(\S+)\s+\S+ bits\s+(\S+)", text, re.M):
        suites.setdefault(VERSIONS[version], set()).add(IANA.get(name, name))
    for version, name in re.findall(r"^(TLSv1\.[23])\s+\d+ bits\s+(.+?)(?:\s{2,}.*)?$", text, re.M):
        name = re.sub(r"\s*\(.*", "", name).strip()
        groups.setdefault(VERSIONS[version], set()).add(GROUPS.get(name, name))
    return protocols, suites, groups, time.time() - began


def testssl(row):
    file = tempfile.mktemp(suffix=".json")
    command = ["testssl", "--quiet", "--color", "0", "--warnings", "off", "--jsonfile", file, "-p", "-E", "-f"]
    if row.scheme in START:
        command += ["--starttls", START[row.scheme]]
    began = time.time()
    try:
        subprocess.run([*command, f"{row.host}:{row.port}"], capture_output=True, timeout=300)
        items = json.load(open(file))
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    finally:
        if os.path.exists(file):
            os.unlink(file)
    protocols = {TESTSSL[i["id"]] for i in items if i["id"] in TESTSSL and i["finding"].startswith("offered")}
    suites = {}
    for item in items:
        found = re.match(r"cipher-tls(\S+)_x", item["id"])
        name = re.findall(r"(TLS_\S+|SSL_\S+)", item["finding"])
        if found and name:
            version = {"tls1": "tls1_0"}.get("tls" + found.group(1), "tls" + found.group(1))
            suites.setdefault(version, set()).add(name[-1])
    return protocols, suites, {}, time.time() - began


def canonical(name):
    return name.replace("SSL_", "TLS_") if name.startswith("SSL_") else name


def compare(row, they, mine, what):
    lines = []
    for version in sorted(set(they) | set(mine)):
        a, b = {canonical(n) for n in they.get(version, set())}, mine.get(version, set())
        if a - b:
            lines.append(f"  they: {version} {what} {sorted(a - b)}")
        if b - a:
            lines.append(f"  ours: {version} {what} {sorted(b - a)}")
    return lines


def main():
    with tempfile.TemporaryDirectory() as folder:
        lab = endpoints.Lab(folder, BUILD)
        with open(f"{folder}/dh1024.pem", "w") as f:
            f.write(servers.DH_1024)
        try:
            table = [row for row in servers.rows_of(lab) if not row.inconclusive and not row.name.endswith("-clear") and "limiter" not in row.name]
            only = [flag for flag in FLAGS if not flag.startswith("--")]
            missed, times = 0, {"phiscope": 0.0, "sslscan": 0.0, "testssl": 0.0}
            for row in table:
                if only and not any(word in row.name for word in only):
                    continue
                protocols, open_, suites, groups, took = ours(row, folder)
                times["phiscope"] += took
                for tool, result in (("sslscan", sslscan(row)), ("testssl", testssl(row) if "--testssl" in FLAGS else None)):
                    if result is None:
                        continue
                    times[tool] += result[3]
                    lines = compare(row, {"protocols": result[0]}, {"protocols": protocols}, "") + compare(row, result[1], suites, "suites")
                    lines += compare(row, result[2], groups, "groups") if result[2] else []
                    missed += sum(line.startswith("  they:") for line in lines)
                    print(f"{row.name} ({tool} {result[3]:.2f} s, phiscope {took:.3f} s): {'the same' if not lines else ''}")
                    print("\n".join(lines) + "\n" if lines else "", end="", flush=True)
                if open_:
                    print(f"  not known to phiscope: {sorted(open_)}")
            print(f"{missed} lines that others have and phiscope has not; " + ", ".join(f"{tool} {seconds:.1f} s" for tool, seconds in times.items()))
        finally:
            lab.stop()


main()
