# SPDX-License-Identifier: Apache-2.0
"""Servers on loopback for tls.sh: python3 tls_servers.py CERTIFICATE KEY BACKEND_PORT; prints "name port" lines, then "ready"."""
import socket, ssl, sys, threading, time

certificate, key, backend = sys.argv[1], sys.argv[2], int(sys.argv[3])
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
context.minimum_version = ssl.TLSVersion.TLSv1_2
context.set_ciphers("ECDHE+AESGCM")


def serve(name, handle):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    print(name, listener.getsockname()[1], flush=True)

    def one(peer):
        try:
            peer.settimeout(30)
            handle(peer)
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            peer.close()

    def loop():
        while True:
            threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()


def line(peer):
    text = b""
    while not text.endswith(b"\n"):
        byte = peer.recv(1)
        if not byte:
            raise ValueError("closed")
        text += byte
    return text.strip().upper()


def shake(peer):
    secure = context.wrap_socket(peer, server_side=True)
    try:
        secure.recv(1024)
    finally:
        secure.close()


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def forward(peer, hello):
    with socket.create_connection(("127.0.0.1", backend)) as behind:
        behind.sendall(hello)
        threading.Thread(target=pump, args=(peer, behind), daemon=True).start()
        pump(behind, peer)


def tarpit(peer):
    time.sleep(60)


def half_open(peer):
    peer.recv(4096)
    peer.sendall(b"\x16\x03\x03\x40\x00\x02\x00")  # a record that never ends
    time.sleep(60)


def dribble(peer):
    peer.recv(4096)
    for byte in b"\x16\x03\x03\x3f\xff" + b"\x02\x00\x3f\xf0" + bytes(16000):
        peer.sendall(bytes([byte]))
        time.sleep(0.2)


passed = [0]


def limiter(peer):  # three connections pass, everything after them is dropped
    hello = peer.recv(4096)
    if not hello:
        return
    passed[0] += 1
    if passed[0] <= 1:
        forward(peer, hello)


def dropper(peer):  # an old version is not answered with an alert but dropped, as some load balancers do
    hello = peer.recv(4096)
    if hello and hello[9:11] >= b"\x03\x03":
        forward(peer, hello)


def smtp(offers, greeting=b"220 mx ESMTP\r\n"):
    def handle(peer):
        peer.sendall(greeting)
        if not line(peer).startswith(b"EHLO"):
            return
        peer.sendall(b"250-mx\r\n250-PIPELINING\r\n" + (b"250-STARTTLS\r\n" if offers else b"") + b"250 8BITMIME\r\n")
        if line(peer) == b"STARTTLS" and offers:
            peer.sendall(b"220 go\r\n")
            shake(peer)
    return handle


def imap(peer):
    peer.sendall(b"* OK ready\r\n")
    while True:
        tag, word = line(peer).split(b" ", 1)
        if word == b"CAPABILITY":
            peer.sendall(b"* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n" + tag + b" OK done\r\n")
        elif word == b"STARTTLS":
            peer.sendall(tag.lower() + b" OK go\r\n")
            return shake(peer)


def pop3(peer):
    peer.sendall(b"+OK ready\r\n")
    if line(peer) == b"CAPA":
        peer.sendall(b"+OK\r\nSTLS\r\n.\r\n")
    if line(peer) == b"STLS":
        peer.sendall(b"+OK go\r\n")
        shake(peer)


def postgres(answer):
    def handle(peer):
        if peer.recv(8) == b"\x00\x00\x00\x08\x04\xd2\x16\x2f":
            peer.sendall(answer)
            if answer == b"S":
                shake(peer)
    return handle


def web(answer):
    def handle(peer):
        peer.recv(4096)
        peer.sendall(answer)
    return handle


serve("tarpit", tarpit)
serve("half_open", half_open)
serve("dribble", dribble)
serve("limiter", limiter)
serve("dropper", dropper)
serve("smtp", smtp(True))
serve("smtp_clear", smtp(False))
serve("smtp_busy", smtp(True, b"421 too busy\r\n"))
serve("imap", imap)
serve("pop3", pop3)
serve("postgres", postgres(b"S"))
serve("postgres_clear", postgres(b"N"))
serve("clear_on_tls_port", web(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"))
serve("http_clear", web(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nhi"))
serve("http_redirect", web(b"HTTP/1.1 301 Moved\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"))
serve("http_endless", web(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: " + b"a" * 4000 + b"\r\n" + b"Y: z\r\n" * 60000))
closed = socket.socket()
closed.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets it
print("closed", closed.getsockname()[1])
print("ready", 0, flush=True)
time.sleep(300)
