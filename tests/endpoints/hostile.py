# SPDX-License-Identifier: Apache-2.0
# What is claimed of a healthy server must not change for the worse because the road to it is bad: what was not heard is unknown, and
# neither passes nor fails nor disappears. hostile.py PHISCOPE BUILD
import json, os, signal, subprocess, sys, tempfile, time

import lab as endpoints
import words

PHISCOPE, BUILD = sys.argv[1], sys.argv[2]
BUDGET = {"gate": 12, "default": 25, "deep": 60}
GRACE = 4  # seconds of a busy machine
MODES = ("gate", "default", "deep")
HEADERS = 'add_header Strict-Transport-Security "max-age=63072000"; add_header X-Content-Type-Options nosniff; add_header X-Frame-Options DENY;'
# What of HTTP is only asked of whoever finished a handshake.
WEB = {"cookies-encrypted", "cookies-hidden", "hsts", "security-headers"}


class Road:
    """whole: all is as without it. nothing: of TLS nothing is known. Else what is not as without it is unknown."""

    def __init__(self, name, whole=False, nothing=False, modes=MODES, free="", fails="", proxy=False):
        self.name, self.whole, self.nothing, self.modes, self.proxy = name, whole, nothing, modes, proxy
        self.free = set(free.split())    # may be absent
        self.fails = set(fails.split())  # fails all the same: it is what is there
        if proxy and not nothing:
            self.fails.add("certificate-name")  # see where, below


ROADS = [
    Road("relay", whole=True),
    Road("relay-dribbled", whole=True, modes=("default",)),
    Road("relay-late", modes=("gate",)),
    Road("relay-stalled", nothing=True),
    Road("relay-softened", whole=True),
    Road("relay-leveled", whole=True),
    Road("relay-without-alerts", whole=True),
    Road("relay-limited-2"),
    Road("relay-limited-20", modes=("default", "deep")),
    Road("relay-gone-1"),
    Road("relay-gone-4"),
    Road("relay-gone-15", modes=("default", "deep")),
    Road("relay-garbled", fails="certificate-trust certificate-signature", free="early-data"),
    Road("proxy", whole=True, proxy=True),
    Road("proxy-limited", proxy=True, modes=("default", "deep")),
    *[Road(f"proxy-{what}", nothing=True, proxy=True) for what in ("refuses", "asks-password", "hangs-up", "babbles", "silent")],
    *[Road(name, nothing=True) for name in ("tarpit", "half-open", "garbage", "reset-always", "end-always", "echo", "warnings", "empty-records",
                                            "huge-chain")],
]


def verdicts_of(run, where):
    """where: a port of 127.0.0.1, or an address and a port."""
    found, end = {}, f":{where}"
    for finding in run["findings"]:
        if finding["check"].startswith("tls.") and (finding["resource"] or "").endswith(end):
            found[finding["check"][4:]] = (finding["verdict"], finding["reason"])
    return found


def scan(folder, mode, targets):
    """targets: (address, port of the proxy or None). The run, and how long it took."""
    file = f"{folder}/hostile.yaml"
    with open(file, "w") as f:
        f.write("targets:\n  endpoints:\n")
        for address, proxy in targets:
            f.write(f'    - {{address: "{address}", owned: true, ca: root.pem{f", proxy: 127.0.0.1:{proxy}" if proxy else ""}}}\n')
    environment = {key: value for key, value in os.environ.items() if key != "PHISCOPE_CLOCK"}
    began = time.time()
    done = subprocess.run([PHISCOPE, "scan", "--scope", file, "--tls-mode", mode, "--format", "json"], capture_output=True, env=environment)
    run = json.loads(done.stdout)
    run["exit"] = done.returncode
    return run, time.time() - began


def coverage_of(run, where):
    where = where if ":" in str(where) else f":{where}"
    return next(((line["state"], line["reason"]) for line in run["coverage"] if where in line["what"]), ("none", None))


def judge(road, mode, found, reference, state):
    wrong = []
    if not found:
        return [f"nothing was judged, {state}"]
    if road.nothing:
        wrong += [f"{check} is {verdict} although nothing was heard" for check, (verdict, _) in sorted(found.items()) if verdict != "unknown"]
        wrong += [f"{check} is not said at all" for check in sorted(set(reference) - set(found))]
        return wrong + ([] if state[0] == "not read" else [f"its coverage is {state}"])
    for check, (verdict, reason) in sorted(found.items()):
        want = reference.get(check, ("absent", None))[0]
        if verdict == want or (check in road.fails and verdict == "fail"):
            continue
        if road.whole or verdict != "unknown":
            wrong.append(f"{check} is {verdict} ({reason}) and without the road it is {want}")
    for check in sorted(set(reference) - set(found) - road.free - (set() if road.whole else WEB)):
        wrong.append(f"{check} is not said at all, and without the road it is {reference[check][0]}")
    if not road.whole and any(verdict == "unknown" for verdict, _ in found.values()) and state[0] == "read":
        wrong.append("something is unknown, and its coverage says that it was read")
    return wrong


def judge_balancers(run, ports, mode):
    """Every other connection, or every fifth, meets a server of yesterday: what it accepts fails, and nothing is called refused."""
    wrong = []
    for name in ("relay-balanced", "relay-balanced-rarely"):
        found, state = verdicts_of(run, ports[name]), coverage_of(run, ports[name])
        claimed = sorted(check for check in ("obsolete-protocols", "ssl3", "ssl2", "cbc-suites", "key-transport", "null-suites", "suite-strength")
                         if found.get(check, ("absent",))[0] == "pass")
        if claimed or state[0] != "partly" or "several servers" not in (state[1] or ""):
            wrong.append(f"{mode}: {name}: {claimed} pass, {state}")
    return wrong


def judge_oddities(run, ports):
    """Servers that say something: what they did not say is open, and their certificate is no other one's."""
    wrong = []
    for name in ("no-certificate", "many-extensions"):
        found = verdicts_of(run, ports[name])
        wrong += [f"{name}: {check} is {verdict}" for check, (verdict, _) in sorted(found.items()) if check.startswith("certificate-") and verdict != "unknown"]
        wrong += [] if found else [f"{name}: nothing was judged"]
    found = verdicts_of(run, ports["garbage-in-certificate"])
    if found.get("certificate-trust", ("absent",))[0] != "fail":
        wrong.append(f"garbage-in-certificate: certificate-trust is {found.get('certificate-trust')}")
    found = verdicts_of(run, ports["takes-anything"])
    for check in ("ssl3", "null-suites", "export-suites", "obsolete-protocols"):
        if found.get(check, ("absent",))[0] != "fail":
            wrong.append(f"takes-anything: {check} is {found.get(check)}")
    return wrong


def judge_words(run, mode, words):
    """Behind each start word: silence, silence after the word, and a limiter."""
    wrong = []
    for name, port in words.items():
        found, state = verdicts_of(run, port), coverage_of(run, port)
        limited = name.endswith("limited")
        claims = {check for check, (verdict, _) in found.items() if verdict != "unknown"}
        if not found or (not limited and claims - {"starttls", "login-encrypted"}):
            wrong.append(f"{mode}: {name}: claimed and not known: {sorted(claims)}, {state}")
        if not limited and state[0] != "not read":
            wrong.append(f"{mode}: {name}: {state}")
        if limited and (mode != "gate" and (state[0] != "partly" or "suite-strength" in claims)):
            wrong.append(f"{mode}: {name}: {state}, {found.get('suite-strength')}")
        failing = {check for check, (verdict, _) in found.items() if verdict == "fail"}
        if failing:
            wrong.append(f"{mode}: {name}: fails {sorted(failing)}")
    return wrong


def address_of_words(name, port):
    scheme = next(scheme for scheme in sorted(words.DIALOGUES, key=len, reverse=True) if name.startswith(f"{scheme}-"))
    return f"{scheme}://127.0.0.1:{port}"


def judge_end(folder, mode, good, silent):
    """A polite signal in the middle: the JSON is whole, what was read stays, the rest is unknown."""
    file = f"{folder}/ended.json"
    command = [PHISCOPE, "scan", "--tls-mode", mode, "--ca", f"{folder}/root.pem", "--owned", "--format", "json"]
    for port in (good, *silent):
        command += ["--endpoint", f"https://127.0.0.1:{port}/"]
    with open(file, "w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        time.sleep(1.5)
        process.send_signal(signal.SIGTERM)
        code = process.wait(5)
    try:
        run = json.load(open(file))
    except ValueError as error:
        return [f"{mode}: ended by a signal its JSON is not valid: {error}"]
    wrong = [] if code == 3 else [f"{mode}: ended by a signal it exits with {code}"]
    if coverage_of(run, good)[0] != "read":
        wrong.append(f"{mode}: what was read before the signal is {coverage_of(run, good)}")
    for port in silent:
        state, passing = coverage_of(run, port), [check for check, (verdict, _) in verdicts_of(run, port).items() if verdict == "pass"]
        if state[0] != "not read" or "stopped" not in (state[1] or "") or passing:
            wrong.append(f"{mode}: what was not read before the signal is {state}, {passing}")
    return wrong


def judge_mode(lab, mode, good, old):
    ports, spoken = lab.replayers(good, old), lab.in_words(*words.HOSTILE)
    roads = [road for road in ROADS if mode in road.modes]
    extra = [] if mode == "gate" else ["relay-balanced", "relay-balanced-rarely", "no-certificate", "many-extensions", "garbage-in-certificate", "takes-anything"]
    # Each proxy leads to the same server, under an address of its own.
    where = {road.name: f"127.0.1.{i}:{good}" if road.proxy else f"127.0.0.1:{ports[road.name]}" for i, road in enumerate(roads, 1)}
    targets = [(f"https://{where[road.name]}/", ports[road.name] if road.proxy else None) for road in roads]
    targets += [(f"https://127.0.0.1:{ports[name]}/", None) for name in extra] + [(address_of_words(name, port), None) for name, port in spoken.items()]
    reference, _ = scan(lab.folder, mode, [(f"https://127.0.0.1:{good}/", None)])
    reference = verdicts_of(reference, f"127.0.0.1:{good}")
    unknown = sorted(check for check, (verdict, _) in reference.items() if verdict == "unknown")
    wrong = [f"{mode}: of a healthy server {unknown} are not known"] if unknown else []
    run, took = scan(lab.folder, mode, targets)
    print(f"{mode}: {len(targets)} endpoints in {took:.1f} s, exit {run['exit']}")
    if took > BUDGET[mode] + GRACE or run["exit"] not in (2, 3):
        wrong.append(f"{mode}: it took {took:.1f} s, exit {run['exit']}")
    for road in roads:
        found, state = verdicts_of(run, where[road.name]), coverage_of(run, where[road.name])
        if road.proxy and "proxy" not in (state[1] or "proxy"):
            wrong.append(f"{mode}: {road.name}: its coverage does not name the proxy: {state}")
        wrong += [f"{mode}: {road.name}: {what}" for what in judge(road, mode, found, reference, state)]
    if mode != "gate":
        wrong += judge_balancers(run, ports, mode) + [f"{mode}: {what}" for what in judge_oddities(run, ports)]
    return wrong + judge_words(run, mode, spoken) + judge_end(lab.folder, mode, good, [ports["half-open"], ports["tarpit"]])


def main():
    with tempfile.TemporaryDirectory() as folder:
        began = time.time()
        lab = endpoints.Lab(folder, BUILD)
        try:
            good = lab.nginx("sound", "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM;", cert="ec", headers=HEADERS)
            old = lab.nginx("of yesterday", "ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;")
            if not good or not old:
                print(f"no nginx: {lab.skipped}")
                return 1
            wrong = [line for mode in MODES for line in judge_mode(lab, mode, good, old)]
        finally:
            lab.stop()
        print("\n".join(f"FAILED {line}" for line in wrong))
        print(f"{len(ROADS)} roads, {len(wrong)} wrong, {time.time() - began:.1f} s")
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
