# SPDX-License-Identifier: Apache-2.0
# Where testssl and phiscope differ, the bytes decide: each witness puts one question to a server of the lab, with sockets or through
# openssl behind a relay that writes down what passes, and prints what came. It holds when the bytes say what phiscope says. The
# program that is tested has no part in it. compare-endpoints --bytes runs all.
import base64, os, re, socket, struct, subprocess, threading, time

HELLO, CERTIFICATE, KEY_EXCHANGE, TICKET = 2, 11, 12, 4
MESSAGES = {1: "ClientHello", 2: "ServerHello", 4: "NewSessionTicket", 11: "Certificate", 12: "ServerKeyExchange", 13: "CertificateRequest",
            14: "ServerHelloDone", 16: "ClientKeyExchange", 20: "Finished", 22: "CertificateStatus"}
RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")


def counted(n, body):
    return len(body).to_bytes(n, "big") + body


def hello(version, suites, groups=(), session=b"", ticket=False, algorithms=True):
    """A ClientHello with a fixed random; TLS 1.3 without a key share, so that the server names the group that it wants."""
    shorts = lambda codes: b"".join(struct.pack(">H", code) for code in codes)
    more = b""
    if version > 0x0300:
        more += b"\xff\x01" + counted(2, b"\0")
    if groups:
        more += struct.pack(">H", 10) + counted(2, counted(2, shorts(groups))) + struct.pack(">H", 11) + counted(2, b"\1\0")
    if version >= 0x0303 and algorithms:
        more += struct.pack(">H", 13) + counted(2, counted(2, shorts([0x0403, 0x0503, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0201, 0x0203])))
    if version == 0x0304:
        more += struct.pack(">H", 43) + counted(2, b"\2\3\4") + struct.pack(">H", 51) + counted(2, b"\0\0")
    if ticket:
        more += struct.pack(">HH", 35, 0)
    body = struct.pack(">H", min(version, 0x0303)) + b"\x55" * 32 + counted(1, session) + counted(2, shorts(suites)) + b"\1\0"
    body += counted(2, more) if version > 0x0300 else b""
    return b"\x16" + struct.pack(">H", min(version, 0x0301)) + counted(2, b"\1" + counted(3, body))


def ask(port, bytes):
    """What the server sends to a hello until it waits for us."""
    came = b""
    with socket.create_connection(("127.0.0.1", port), 5) as s:
        s.settimeout(2)
        s.sendall(bytes)
        try:
            while not any(kind in (14,) for kind, _ in messages(came)) and not (came[:1] == b"\x15" and len(came) >= 7):
                part = s.recv(65536)
                if not part:
                    break
                came += part
                if retry(came):
                    break
        except OSError:
            pass
    return came


def records(stream):
    at = stream.find(b"\x16\x03")  # words may stand before TLS
    at = at if at >= 0 else stream.find(b"\x15\x03")
    while 0 <= at and at + 5 <= len(stream):
        n = int.from_bytes(stream[at + 3:at + 5], "big")
        yield stream[at], stream[at + 5:at + 5 + n]
        at += 5 + n


def messages(stream):
    """(type, body) of those in clear."""
    clear = b""
    for kind, body in records(stream):
        if kind == 20:
            break
        clear += body if kind == 22 else b""
    while len(clear) >= 4 and len(clear) >= 4 + int.from_bytes(clear[1:4], "big"):
        n = int.from_bytes(clear[1:4], "big")
        yield clear[0], clear[4:4 + n]
        clear = clear[4 + n:]


def flow(stream):
    """Messages and records in their order: "ServerHello Certificate ... | ChangeCipherSpec"."""
    names = [MESSAGES.get(kind, str(kind)) for kind, _ in messages(stream)]
    return " ".join(names + (["ChangeCipherSpec"] if any(kind == 20 for kind, _ in records(stream)) else []))


def first(stream, wanted):
    return next((body for kind, body in messages(stream) if kind == wanted), b"")


def session_of(body):
    """The session id of a hello, of either side."""
    return body[35:35 + body[34]] if len(body) > 34 else b""


def choice(stream):
    """Version (of the head), suite."""
    body = first(stream, HELLO)
    at = 35 + body[34] if len(body) > 34 else 0
    return (body[:2].hex(), body[at:at + 2].hex()) if at else (None, alert(stream))


def alert(stream):
    return next((f"alert {body.hex()}" for kind, body in records(stream) if kind == 21), "nothing")


def retry(stream):
    """The group that a HelloRetryRequest asks for, or None."""
    body = first(stream, HELLO)
    found = re.search(rb"\x00\x33\x00\x02(..)", body[38:], re.S)
    return found.group(1).hex() if body[2:34] == RETRY and found else None


class Relay:
    """Carries connections to a port of the lab; .heard is [(client's bytes, server's bytes)], one a connection."""

    def __init__(self, port):
        self.to, self.heard = port, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.loop, daemon=True).start()

    def loop(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            both = [bytearray(), bytearray()]
            self.heard.append(both)
            behind = socket.create_connection(("127.0.0.1", self.to))
            for source, target, heard in ((peer, behind, both[0]), (behind, peer, both[1])):
                threading.Thread(target=self.pump, args=(source, target, heard), daemon=True).start()

    @staticmethod
    def pump(source, target, heard):
        try:
            while part := source.recv(65536):
                heard += part
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()


def s_client(port, *options, stays=None):
    """openssl s_client, with everything that it can; stays: a function that is called while it is connected."""
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost", "-cipher", "ALL:@SECLEVEL=0", *options]
    if not stays:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        stays()
    finally:
        process.stdin.close()
        process.wait(10)


def resumption(row, folder, by_id, wants, open_meanwhile=False, options=()):
    """Two handshakes of TLS 1.2; the second brings the session of the first."""
    file = f"{folder}/witness.session"
    if os.path.exists(file):
        os.unlink(file)
    how = ["-tls1_2", *(["-no_ticket"] if by_id else []), *options]
    with Relay(row.port) as relay:
        def again():
            until = time.time() + 5
            while time.time() < until and not os.path.exists(file):
                time.sleep(0.05)
            s_client(relay.port, *how, "-sess_in", file)
        if open_meanwhile:
            s_client(relay.port, *how, "-sess_out", file, stays=again)
        else:
            s_client(relay.port, *how, "-sess_out", file)
            time.sleep(0.3)
            again()
        time.sleep(0.2)
        heard = [(bytes(a), bytes(b)) for a, b in relay.heard if b]
    if len(heard) < 2:
        return False, f"{len(heard)} handshakes came about"
    (_, one), (second, two) = heard[0], heard[1]
    given, offered, taken = session_of(first(one, HELLO)), session_of(first(second, 1)), session_of(first(two, HELLO))
    short = bool(offered) and taken == offered and not first(two, CERTIFICATE)
    what = f"session {given.hex()[:16] or '(empty)'} given, {offered.hex()[:16] or '(empty)'} offered, {taken.hex()[:16] or '(empty)'} answered; "
    what += (f"ticket of {len(first(one, TICKET))} bytes; " if first(one, TICKET) else "no ticket; ") + f"then {flow(two)}"
    return short == wants, what


def chain_holds(row, folder):
    """The path leads to the lab's root at a time when it is valid, and now is not such a time."""
    with Relay(row.port) as relay:
        shown = s_client(relay.port, "-tls1_2", "-showcerts").stdout.decode(errors="replace")
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", shown, re.S)
    with open(f"{folder}/witness.leaf", "w") as leaf, open(f"{folder}/witness.rest", "w") as rest:
        leaf.write(blocks[0] + "\n")
        rest.write("\n".join(blocks[1:] or blocks) + "\n")
    der = base64.b64decode("".join(blocks[0].split("\n")[1:-1]))
    dates = re.findall(rb"\x17\x0d(\d{12}Z)", der)[:2]
    verify = ["openssl", "verify", "-CAfile", f"{folder}/root.pem", "-untrusted", f"{folder}/witness.rest"]
    ever = subprocess.run([*verify, "-no_check_time", f"{folder}/witness.leaf"], capture_output=True, text=True)
    now = subprocess.run([*verify, f"{folder}/witness.leaf"], capture_output=True, text=True)
    wrong = re.search(r"error \d+ at \d+ depth lookup: .*", now.stdout + now.stderr)
    what = f"notBefore {dates[0].decode()}, notAfter 170d{dates[1].hex()} ({dates[1].decode()}); openssl verify: {wrong.group(0) if wrong else 'OK'}; without the clock: {'OK' if not ever.returncode else 'fails'}"
    return ever.returncode == 0 and now.returncode != 0 and re.search("expired|not yet valid", what) is not None, what


def short_prime(row, folder):
    """The prime of the server's key exchange, in each suite of finite fields."""
    import servers
    der = base64.b64decode("".join(servers.DH_1024.split("\n")[1:-2]))
    group2 = der[der.index(b"\x02\x81\x81\x00") + 4:][:128]
    for suite in (0x009e, 0x0033, 0x00a6, 0x0034, 0x001b, 0x0014, 0x0019):
        for version in (0x0303, 0x0302, 0x0301):
            came = ask(row.port, hello(version, [suite]))
            exchange = first(came, KEY_EXCHANGE)
            n = int.from_bytes(exchange[:2], "big")
            if exchange and n <= 128:
                prime = exchange[2:2 + n]
                same = ", RFC 2409 group 2" if prime == group2 else ""
                return True, f"suite {suite:04x} in {version:04x}: ServerKeyExchange {exchange[:2].hex()} {prime[:12].hex()}...{prime[-8:].hex()}: {n * 8} bits{same}"
    return False, "no prime of 1,024 bits or fewer"


def export_rsa(row, folder):
    for suite in (0x0003, 0x0006, 0x0008):
        for version in (0x0301, 0x0300, 0x0302):
            came = ask(row.port, hello(version, [suite]))
            if choice(came)[0]:
                exchange = first(came, KEY_EXCHANGE)
                return True, f"hello {version:04x} with suite {suite:04x} alone: version {choice(came)[0]}, suite {choice(came)[1]}, {flow(came)}, RSA modulus of {int.from_bytes(exchange[:2], 'big') * 8} bits"
    return False, f"suites 0003, 0006 and 0008 alone: {choice(came)[1]}"


def no_ids(row, folder):
    """RFC 8446, 4.1.3: what a client sends as session id comes back, whatever it is."""
    any_, none = (session_of(first(ask(row.port, hello(0x0304, [0x1301, 0x1302], [0x0017, 0x001d], session)), HELLO)) for session in (b"\xa5" * 32, b""))
    return any_ == b"\xa5" * 32 and none == b"", f"legacy_session_id {any_.hex()[:16]}... comes back for one that was made up, {none.hex() or '(empty)'} for none"


def ssl3_session(row, folder):
    """It gives no ticket; of ids the client of the same old OpenSSL tells."""
    import lab
    script = f"{folder}/witness.js"
    with Relay(row.port) as relay:
        with open(script, "w") as f:
            f.write("var tls = require('tls');\n"
                    f"function go(session, then) {{ var s = tls.connect({{port: {relay.port}, host: '127.0.0.1', rejectUnauthorized: false, secureProtocol: 'SSLv3_method',\n"
                    "  session: session}, function () { var kept = s.getSession(); s.on('close', function () { then(kept); }); s.end(); }); s.on('error', function () {}); }\n"
                    "go(undefined, function (kept) { go(kept, function () { process.exit(0); }); }); setTimeout(process.exit, 5000);\n")
        subprocess.run([f"{lab.NODE}/node-0-10/bin/node", "--enable-ssl3", script], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20)
        heard = [(bytes(a), bytes(b)) for a, b in relay.heard if b]
    if len(heard) < 2:
        return False, f"{len(heard)} handshakes came about"
    (_, one), (second, two) = heard[:2]
    given, offered, taken = session_of(first(one, HELLO)), session_of(first(second, 1)), session_of(first(two, HELLO))
    rest = first(one, HELLO)[38 + len(given):]
    what = f"ServerHello {choice(one)[0]} with extensions {rest.hex() or '(none)'}: no ticket (0023); session {given.hex()[:16]} given, "
    what += f"{offered.hex()[:16] or '(empty)'} offered, {taken.hex()[:16] or '(empty)'} answered; then {flow(two)}"
    return choice(one)[0] == "0300" and b"\x00\x23" not in rest and taken != offered, what


def mlkem(row, folder):
    group = retry(ask(row.port, hello(0x0304, [0x1301, 0x1302, 0x1303], [0x11ec])))
    return group == "11ec", f"hello with group 11ec alone: HelloRetryRequest, key_share {group}"


def curves(row, folder):
    """A certificate on P-256 asks for P-256 among the groups; the key exchange takes another one."""
    taken = []
    for group in (0x0018, 0x0019, 0x001d, 0x001e):
        exchange = first(ask(row.port, hello(0x0303, [0xc02b, 0xc02f, 0xc009, 0xc013], [group, 0x0017])), KEY_EXCHANGE)
        taken.append(exchange[:3].hex())
    alone = choice(ask(row.port, hello(0x0303, [0xc02b, 0xc009], [0x0018])))[1]
    return taken == ["030018", "030019", "03001d", "03001e"], f"ServerKeyExchange {' '.join(taken)} to hellos with that group and 0017; with 0018 alone {alone}"


def renegotiates(row, folder):
    """A ChangeCipherSpec of the server for each handshake inside the session."""
    with Relay(row.port) as relay:
        process = subprocess.Popen(["openssl", "s_client", "-connect", f"127.0.0.1:{relay.port}", "-cipher", "ALL:@SECLEVEL=0", "-tls1_2", "-legacy_renegotiation"],
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(4):
                time.sleep(0.5)
                process.stdin.write(b"R\n")
                process.stdin.flush()
            time.sleep(0.5)
            process.stdin.close()
        except OSError:
            pass
        process.wait(10)
        time.sleep(0.2)
        server = bytes(relay.heard[0][1])
    changes = sum(kind == 20 for kind, _ in records(server))
    return changes > 1, f"four times asked for: {changes} records 14 03 03 00 01 01 of the server in one connection, so {changes - 1} new handshakes"


def resumes(row, folder):
    return resumption(row, folder, True, True)


# name of the row -> (what is differed about, witness)
CLAIMS = {
    **{name: [("resumes by id", resumes)] for name in ("logged", "staple of another", "must staple", "another's name", "no name", "for clients", "four years",
                                                       "authority", "no intermediate", "asks for a client certificate", "disordered")},
    "expired": [("the path is trusted, and out of date", chain_holds)],
    "not yet valid": [("the path is trusted, and its time has not come", chain_holds)],
    "everything": [("LOGJAM", short_prime)],
    "short field": [("LOGJAM", short_prime), ("resumes by id", resumes),
                    ("resumes by ticket", lambda row, folder: resumption(row, folder, False, True, options=("-legacy_server_connect",)))],
    "two certificates": [("the path is trusted, and out of date", chain_holds), ("resumes by id", resumes)],
    **{name: [("does not resume by id", lambda row, folder: resumption(row, folder, True, False))]
       for name in ("nginx as it comes", "nginx hardened", "nginx with early data", "open cookies", "closed cookies")},
    "node 24": [("does not resume by id", lambda row, folder: resumption(row, folder, True, False)), ("X25519MLKEM768", mlkem)],
    "gnutls without RFC 5746": [("renegotiates when the client asks", renegotiates), ("resumes by ticket", lambda row, folder: resumption(row, folder, False, True, options=("-legacy_server_connect",)))],
    **{f"{word}-encrypts": [("does not resume by id", lambda row, folder, word=word: resumption(row, folder, True, False, options=("-starttls", word)))]
       for word in ("smtp", "lmtp", "imap", "mysql", "xmpp")},
    "1.3 only": [("there are no session ids in TLS 1.3", no_ids)],
    "postgres-encrypts": [("does not resume by id", lambda row, folder: resumption(row, folder, True, False, options=("-starttls", "postgres"))),
                          ("does while the first one is open", lambda row, folder: resumption(row, folder, True, True, True, ("-starttls", "postgres")))],
    "node SSL 3.0 only": [("gives no ticket, and does not resume by id", ssl3_session)],
    "renegotiates": [("five curves", curves)],
    "java": [("LOGJAM", short_prime), ("FREAK", export_rsa), ("resumes by id", resumes)],
}


def run(table, folder, only):
    """How many claims do not hold."""
    wrong = 0
    for row in table:
        for claim, witness in CLAIMS.get(row.name, []):
            if only and not any(word in row.name for word in only):
                continue
            holds, what = witness(row, folder)
            wrong += not holds
            print(f"{row.name}: {claim}: {'proved' if holds else 'NOT PROVED'}\n  {what}", flush=True)
    return wrong
