# SPDX-License-Identifier: Apache-2.0
# The lab: real servers on loopback from Debian packages and npm, replayers, and servers of protocols with words before TLS. Keys and
# certificates are made at the start and count from today, because OpenSSL dates stapled answers so.
import ctypes, os, shutil, signal, socket, ssl, subprocess, time

HERE = os.path.dirname(os.path.abspath(__file__))
NODE = os.path.join(HERE, "node_modules")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def run(*command, cwd=None, input=None):
    done = subprocess.run(command, cwd=cwd, input=input, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:3])}: {done.stderr.decode(errors='replace')[-400:]}")
    return done.stdout


LIBC = ctypes.CDLL(None)


def end_with_parent():
    """PR_SET_PDEATHSIG: no server outlives a test that was ended."""
    LIBC.prctl(1, signal.SIGTERM)


def day(n):
    return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + n * 86400))


def receipts(n):
    """An OCTET STRING with n receipts of transparency logs (RFC 6962, 3.3): well-formed, and signed by nobody."""
    one = lambda i: b"\0" + bytes([i]) * 32 + (1700000000000 + i).to_bytes(8, "big") + b"\0\0" + b"\4\3" + b"\0\x08" + b"\x30\6\2\1\1\2\1\1"
    items = b"".join(len(one(i)).to_bytes(2, "big") + one(i) for i in range(1, n + 1))
    value = len(items).to_bytes(2, "big") + items
    return (b"\4\x81" + bytes([len(value)]) + value).hex(":")


class Authority:
    """A root, an intermediate, and leaves to order; openssl ca, because it takes dates."""

    def __init__(self, folder):
        self.folder = folder
        with open(f"{folder}/ca.cnf", "w") as f:
            f.write("[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\n"
                    "copy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n[authority]\nbasicConstraints=critical,CA:TRUE\n"
                    "[leaf]\nbasicConstraints=CA:FALSE\n[req]\ndistinguished_name=dn\n[dn]\n")
        open(f"{folder}/index.txt", "w").close()
        with open(f"{folder}/serial", "w") as f:
            f.write("1000\n")
        run("openssl", "req", "-config", "ca.cnf", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "root.key",
            "-out", "root.pem", "-subj", "/CN=Lab root", "-days", "9000", "-extensions", "authority", cwd=folder)
        self.issue("middle", issuer="root", section="authority", names=None, use=None)

    def issue(self, name, issuer="middle", key="ec:P-256", names="DNS:localhost,IP:127.0.0.1", use="serverAuth", start=-10,
              end=80, digest="sha256", section="leaf", more=(), self_signed=False):
        kind, _, size = key.partition(":")
        new = ["-newkey", "rsa:" + size] if kind == "rsa" else ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + size]
        extensions = [f"subjectAltName={names}"] if names else []
        extensions += [f"extendedKeyUsage={use}"] if use else []
        extensions += list(more)
        request = ["openssl", "req", "-config", "ca.cnf", *new, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}"]
        for extension in extensions:
            request += ["-addext", extension]
        run(*request, cwd=self.folder)
        sign = ["-selfsign", "-keyfile", f"{name}.key"] if self_signed else ["-cert", f"{issuer}.pem", "-keyfile", f"{issuer}.key"]
        run("openssl", "ca", "-batch", "-notext", "-config", "ca.cnf", *sign, "-md", digest, "-in", f"{name}.csr", "-out", f"{name}.pem",
            "-startdate", day(start), "-enddate", day(end), "-extensions", section, cwd=self.folder)

    def staple(self, name, status="V", issuer="middle", days=4000):
        """An answer about a leaf, signed by its issuer."""
        serial = run("openssl", "x509", "-in", f"{name}.pem", "-noout", "-serial", cwd=self.folder).decode().strip().split("=")[1]
        when = "\t" + day(-1)[2:] if status == "R" else "\t"
        with open(f"{self.folder}/{name}.index", "w") as f:
            f.write(f"{status}\t{day(80)[2:]}{when}\t{serial}\tunknown\t/CN={name}\n")
        run("openssl", "ocsp", "-issuer", f"{issuer}.pem", "-cert", f"{name}.pem", "-reqout", f"{name}.req", "-no_nonce", cwd=self.folder)
        run("openssl", "ocsp", "-index", f"{name}.index", "-rsigner", f"{issuer}.pem", "-rkey", f"{issuer}.key", "-CA", f"{issuer}.pem",
            "-reqin", f"{name}.req", "-respout", f"{name}.ocsp", "-ndays", str(days), cwd=self.folder)


def make_certificates(folder):
    authority = Authority(folder)
    for name, order in {
        "rsa": dict(key="rsa:2048"),
        "ec": {},
        "expired": dict(start=-100, end=-1),
        "future": dict(start=5, end=80),
        "elsewhere": dict(names="DNS:elsewhere.example"),
        "nameless": dict(names=None),
        "short": dict(key="rsa:1024"),
        "sha1": dict(digest="sha1"),
        "client": dict(use="clientAuth"),
        "long": dict(end=1400),
        "authority": dict(section="authority"),
        "own": dict(self_signed=True),
        "strict": dict(more=["tlsfeature=status_request"]),
        "logged": dict(more=["1.3.6.1.4.1.11129.2.4.2=DER:" + receipts(2)]),
    }.items():
        authority.issue(name, **order)
        with open(f"{folder}/{name}.chain", "w") as f:
            for part in ([name] if order.get("self_signed") else [name, "middle"]):
                f.write(open(f"{folder}/{part}.pem").read())
    with open(f"{folder}/mad.chain", "w") as f:  # the root before its child
        f.write("".join(open(f"{folder}/{part}.pem").read() for part in ("root", "middle")))
    authority.staple("ec")
    authority.issue("revoked")
    authority.staple("revoked", "R")
    with open(f"{folder}/revoked.chain", "w") as f:
        f.write("".join(open(f"{folder}/{part}.pem").read() for part in ("revoked", "middle")))
    run("openssl", "x509", "-in", "rsa.pem", "-outform", "DER", "-out", "rsa.der", cwd=folder)
    with open(f"{folder}/page", "w") as f:
        f.write("HTTP/1.0 200 OK\r\nStrict-Transport-Security: max-age=63072000\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n\r\n<p>PAGE")


class Lab:
    def __init__(self, folder, build):
        self.folder, self.build, self.processes, self.skipped = folder, build, [], {}
        make_certificates(folder)

    def start(self, name, command, port, cwd=None, needs=None, env=None, wait=10):
        """True once it takes connections; a program that is missing is skipped and said."""
        program = needs or command[0]
        if not (shutil.which(program) or os.access(program, os.X_OK)):
            self.skipped[name] = f"{os.path.basename(program)} is not installed"
            return False
        log = open(f"{self.folder}/{name}.log", "wb")
        process = subprocess.Popen(command, cwd=cwd or self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   env={**os.environ, **(env or {})}, start_new_session=True, preexec_fn=end_with_parent)
        self.processes.append(process)
        until = time.time() + wait
        while time.time() < until and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return True
            except OSError:
                time.sleep(0.02)
        self.skipped[name] = f"it did not start: {open(log.name, errors='replace').read()[-300:]}"
        return False

    def stop(self):
        for process in self.processes:
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        for process in self.processes:
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    # How each kind starts; all give the port or None.
    def openssl(self, name, *options, cert="ec"):
        port = free_port()
        # The chain goes out as it stands in the file; without -no-CAfile OpenSSL would complete it.
        command = ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-HTTP", "-cert", f"{cert}.pem", "-key", f"{cert}.key", *options]
        return port if self.start(name, command, port) else None

    def nginx(self, name, ssl_lines, cert="rsa", headers="", extra=""):
        port = free_port()
        root = f"{self.folder}/nginx-{free_port()}"
        os.makedirs(root, exist_ok=True)
        with open(f"{root}/nginx.conf", "w") as f:
            f.write(f"daemon off; pid {root}/pid; error_log {root}/error.log; worker_processes 1; events {{ worker_connections 512; }}\n"
                    f"http {{ access_log off; client_body_temp_path {root}/a; proxy_temp_path {root}/b; fastcgi_temp_path {root}/c;\n"
                    f"uwsgi_temp_path {root}/d; scgi_temp_path {root}/e;\n"
                    f"server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {self.folder}/{cert}.chain; ssl_certificate_key {self.folder}/{cert}.key;\n"
                    f"{ssl_lines}\n{headers}\nlocation / {{ return 200 'hi'; }} }}\n{extra} }}\n")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        return port if self.start(name, [program, "-c", f"{root}/nginx.conf", "-p", root, "-e", f"{root}/error.log"], port) else None

    def plain(self, name, answer):
        """nginx without TLS."""
        port, root = free_port(), f"{self.folder}/nginx-{free_port()}"
        os.makedirs(root, exist_ok=True)
        paths = "".join(f"{part}_temp_path {root}/{part}; " for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(f"{root}/nginx.conf", "w") as f:
            f.write(f"daemon off; pid {root}/pid; error_log {root}/error.log; worker_processes 1; events {{ worker_connections 512; }}\n"
                    f"http {{ access_log off; {paths} server {{ listen 127.0.0.1:{port}; location / {{ {answer} }} }} }}\n")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        return port if self.start(name, [program, "-c", f"{root}/nginx.conf", "-p", root, "-e", f"{root}/error.log"], port) else None

    def two_addresses(self, name, first, second):
        """nginx with one manner at 127.0.0.1 and 127.0.0.2, and another at ::1, all at one port; None without IPv6."""
        port, root = free_port(), f"{self.folder}/nginx-{free_port()}"
        try:
            socket.create_server(("::1", port), family=socket.AF_INET6).close()
        except OSError:
            self.skipped[name] = "this machine has no ::1"
            return None
        os.makedirs(root, exist_ok=True)
        paths = "".join(f"{part}_temp_path {root}/{part}; " for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(f"{root}/nginx.conf", "w") as f:
            f.write(f"daemon off; pid {root}/pid; error_log {root}/error.log; worker_processes 1; events {{ worker_connections 512; }}\n"
                    f"http {{ access_log off; {paths} ssl_certificate {self.folder}/rsa.chain; ssl_certificate_key {self.folder}/rsa.key;\n"
                    f"server {{ listen 127.0.0.1:{port} ssl; listen 127.0.0.2:{port} ssl; {first} location / {{ return 200 'hi'; }} }}\n"
                    f"server {{ listen [::1]:{port} ssl; {second} location / {{ return 200 'hi'; }} }} }}\n")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        return port if self.start(name, [program, "-c", f"{root}/nginx.conf", "-p", root, "-e", f"{root}/error.log"], port) else None

    def gnutls(self, name, priority, *options, cert="rsa"):
        port = free_port()
        command = ["gnutls-serv", "--echo", "-p", str(port), "--x509certfile", f"{cert}.chain", "--x509keyfile", f"{cert}.key", "--priority", priority, *options]
        return port if self.start(name, command, port) else None

    def nss(self, name, *options):
        if not (shutil.which("selfserv") and shutil.which("certutil") and shutil.which("pk12util")):
            self.skipped[name] = "selfserv of libnss3-tools is not installed"
            return None
        port, database = free_port(), f"{self.folder}/nss"
        if not os.path.exists(database):
            os.makedirs(database)
            run("certutil", "-N", "-d", database, "--empty-password")
            run("openssl", "pkcs12", "-export", "-in", "rsa.chain", "-inkey", "rsa.key", "-name", "rsa", "-out", "rsa.p12", "-passout", "pass:x", cwd=self.folder)
            run("pk12util", "-i", f"{self.folder}/rsa.p12", "-d", database, "-W", "x", "-K", "")
        return port if self.start(name, ["selfserv", "-p", str(port), "-d", database, "-n", "rsa", *options], port) else None

    def node(self, name, package, options, cert="rsa"):
        port, program = free_port(), f"{NODE}/{package}/bin/node"
        with open(f"{self.folder}/{name}.js", "w") as f:
            f.write("var fs = require('fs'), https = require('https'), constants = require('constants');\n"
                    f"var options = {{cert: fs.readFileSync('{cert}.chain'), key: fs.readFileSync('{cert}.key'), {options}}};\n"
                    f"https.createServer(options, function (q, a) {{ a.end('hi'); }}).listen({port}, '127.0.0.1');\n"
                    "process.on('uncaughtException', function () {});\n")
        flags = ["--enable-ssl3"] if package in ("node-0-10", "node-0-12") else []
        return port if self.start(name, [program, *flags, f"{name}.js"], port) else None

    def java(self, name):
        port = free_port()
        run("openssl", "pkcs12", "-export", "-in", "rsa.chain", "-inkey", "rsa.key", "-name", "rsa", "-out", "java.p12", "-passout", "pass:secret", cwd=self.folder)
        command = ["java", f"-Djava.security.properties={HERE}/java.security", f"{HERE}/Everything.java", str(port), "java.p12"]
        return port if self.start(name, command, port, wait=40) else None

    def replayers(self, *behind):
        """behind: ports of a healthy server and of one of yesterday, for roads that lead to them."""
        process = subprocess.Popen([f"{self.build}/endpoints_replay", "rsa.der", "rsa.key", *map(str, behind)], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent)
        self.processes.append(process)
        ports = {}
        for line in process.stdout:
            name, port = line.decode().split()
            if name == "ready":
                return ports
            ports[name] = int(port)
        return ports

    def in_words(self, *modes):
        """Servers with words before TLS, in this process."""
        import words
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ECDHE+AESGCM")
        context.load_cert_chain(f"{self.folder}/ec.chain", f"{self.folder}/ec.key")
        return words.serve(context, modes or words.ORDINARY)
