# SPDX-License-Identifier: Apache-2.0
# The comparison behind bench/compare-endpoints. Suites are compared by the names of OpenSSL that sslscan prints, brought to IANA's by
# `openssl ciphers -stdname`; testssl prints IANA's beside its own.
import json, os, re, signal, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "tests", "endpoints")]
PHISCOPE, BUILD, FLAGS = sys.argv[1], sys.argv[2], sys.argv[3:]
sys.argv = ["servers.py", PHISCOPE, BUILD, "all"]
import lab as endpoints
import servers
import testssl_facts
import witness

KEEP = next((flag[7:] for flag in FLAGS if flag.startswith("--keep=")), None)
PATIENCE = int(next((flag[11:] for flag in FLAGS if flag.startswith("--patience=")), 420))  # seconds a server, for testssl

ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PHISCOPE_CLOCK"}
VERSIONS = {"SSLv2": "ssl2", "SSLv3": "ssl3", "TLSv1.0": "tls1_0", "TLSv1.1": "tls1_1", "TLSv1.2": "tls1_2", "TLSv1.3": "tls1_3"}
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


def run_for(seconds, command):
    """A shell script with children: all of them end with it."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def what_was_written(file):
    """Its JSON is not valid when it was ended: then what stood there before."""
    try:
        with open(file) as f:
            text = f.read()
    except OSError:
        return None
    for whole in (text, text[:text.rfind("}") + 1] + "]"):
        try:
            return json.loads(whole)
        except ValueError:
            pass
    return None


def testssl(row, folder):
    """Facts, or a sentence; a minute a server, so what was kept (--keep=DIR) is used again."""
    file = f"{KEEP or folder}/{row.name}-{row.scheme}.json".replace(" ", "_")
    command = ["testssl", "--quiet", "--color", "0", "--warnings", "off", "--jsonfile", file, "--add-ca", f"{folder}/root.pem",
               "-p", "-s", "-f", "-P", "-S", "-h", "-U", "-E"]
    if row.scheme in START:
        command += ["--starttls", START[row.scheme]]
    began = time.time()
    if not os.path.exists(file):
        target = f"{row.host}:{row.port}" if row.scheme in START else f"https://{row.host}:{row.port}" + (row.path if row.scheme == "https" else "")
        run_for(PATIENCE, [*command, target])
    items = what_was_written(file)
    if items is None:
        return f"it wrote no facts in {PATIENCE} s", time.time() - began
    problems = [item["finding"] for item in items if item["id"] == "scanProblem"]
    return (problems[0][:100] if problems else testssl_facts.theirs(items, IANA)), time.time() - began


def compare_testssl(row, folder):
    """Counts of what differs and what is the same."""
    result, took = testssl(row, folder)
    if isinstance(result, str):
        print(f"{row.name} (testssl {took:.0f} s): {result}", flush=True)
        return took, 0, 0
    scope = f"{folder}/one.yaml"
    with open(scope, "w") as f:  # testssl asks every server without a start word for HTTP
        address = row.address() if row.scheme != "tls" else f"https://{row.host}:{row.port}/"
        f.write(f'targets:\n  endpoints:\n    - {{address: "{address}", owned: true, ca: root.pem}}\n')
    done = subprocess.run([PHISCOPE, "scan", "--scope", scope, "--tls-mode", "deep", "--format", "endpoints"], capture_output=True, env=ENVIRONMENT)
    lines, same = testssl_facts.lay_side_by_side(result, testssl_facts.ours(json.loads(done.stdout)["resources"][0]["attributes"]))
    print(f"{row.name} (testssl {took:.0f} s): {same} the same" + "".join(f"\n{line}" for line in lines), flush=True)
    return took, sum(line.startswith("  they:") for line in lines), same


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
            table = [row for row in servers.rows_of(lab) if not row.inconclusive and not row.name.endswith("-clear") and "limiter" not in row.name and row.name != "replayed takes-anything"]
            only = [flag for flag in FLAGS if not flag.startswith("--")]
            if "--bytes" in FLAGS:
                return witness.run(table, folder, only)
            missed, same, times = 0, 0, {"phiscope": 0.0, "sslscan": 0.0, "testssl": 0.0}
            for row in table:
                if only and not any(word in row.name for word in only):
                    continue
                protocols, open_, suites, groups, took = ours(row, folder)
                times["phiscope"] += took
                result = sslscan(row)
                if result is not None:
                    times["sslscan"] += result[3]
                    lines = compare(row, {"protocols": result[0]}, {"protocols": protocols}, "") + compare(row, result[1], suites, "suites")
                    lines += compare(row, result[2], groups, "groups") if result[2] else []
                    missed += sum(line.startswith("  they:") for line in lines)
                    print(f"{row.name} (sslscan {result[3]:.2f} s, phiscope {took:.3f} s): {'the same' if not lines else ''}")
                    print("\n".join(lines) + "\n" if lines else "", end="", flush=True)
                if "--testssl" in FLAGS:
                    seconds, they, alike = compare_testssl(row, folder)
                    times["testssl"], missed, same = times["testssl"] + seconds, missed + they, same + alike
                if open_:
                    print(f"  not known to phiscope: {sorted(open_)}")
            print(f"{missed} lines that others have and phiscope has not, {same} facts as testssl has them; " + ", ".join(f"{tool} {seconds:.1f} s" for tool, seconds in times.items()))
        finally:
            lab.stop()


sys.exit(1 if main() else 0)
