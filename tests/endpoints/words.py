# SPDX-License-Identifier: Apache-2.0
# Servers of the protocols that ask for TLS in words: one that encrypts, one that does not offer it, one that refuses when asked; and
# those that nobody should have to wait for: silent from the start, silent once they have agreed, and thrown out after a few connections.
import itertools, socket, struct, threading


class Talk:
    def __init__(self, peer):
        self.peer, self.buffer = peer, b""

    def say(self, bytes):
        self.peer.sendall(bytes)

    def line(self):
        while b"\n" not in self.buffer:
            got = self.peer.recv(1024)
            if not got:
                raise OSError("gone")
            self.buffer += got
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.strip()

    def take(self, n):
        while len(self.buffer) < n:  # no more: what follows may be TLS already
            got = self.peer.recv(n - len(self.buffer))
            if not got:
                raise OSError("gone")
            self.buffer += got
        taken, self.buffer = self.buffer[:n], self.buffer[n:]
        return taken

    def until(self, end):
        while end not in self.buffer:
            got = self.peer.recv(1024)
            if not got:
                raise OSError("gone")
            self.buffer += got
        taken, self.buffer = self.buffer.split(end, 1)
        return taken


def smtp(t, mode, hello=b"EHLO"):
    t.say(b"220 lab ESMTP\r\n")
    assert t.line().startswith(hello)
    t.say(b"250-lab\r\n" + (b"" if mode == "clear" else b"250-STARTTLS\r\n") + (b"250 AUTH PLAIN\r\n" if mode == "clear" else b"250 8BITMIME\r\n"))
    if t.line() != b"STARTTLS":
        return False
    t.say(b"454 no\r\n" if mode == "refuses" else b"220 go\r\n")
    return mode == "encrypts"


def lmtp(t, mode):
    return smtp(t, mode, b"LHLO")


def imap(t, mode):
    t.say(b"* OK lab\r\n")
    tag = t.line().split()[0]
    t.say(b"* CAPABILITY IMAP4rev1" + (b"" if mode == "clear" else b" STARTTLS LOGINDISABLED") + b"\r\n" + tag + b" OK done\r\n")
    tag, word = t.line().split()[:2]
    if word != b"STARTTLS":
        return False
    t.say(tag + (b" NO no\r\n" if mode == "refuses" else b" OK go\r\n"))
    return mode == "encrypts"


def pop3(t, mode):
    t.say(b"+OK lab\r\n")
    assert t.line() == b"CAPA"
    t.say(b"+OK\r\n" + (b"USER\r\n" if mode == "clear" else b"STLS\r\n") + b".\r\n")
    if t.line() != b"STLS":
        return False
    t.say(b"-ERR no\r\n" if mode == "refuses" else b"+OK go\r\n")
    return mode == "encrypts"


def ftp(t, mode):
    t.say(b"220-lab\r\n files\r\n220 ready\r\n")
    assert t.line() == b"AUTH TLS"
    t.say({"encrypts": b"234 go\r\n", "clear": b"502 what\r\n", "refuses": b"431 no\r\n"}[mode])
    return mode == "encrypts"


def ldap(t, mode):
    assert b"1.3.6.1.4.1.1466.20037" in t.take(31)
    t.say(b"\x30\x0c\x02\x01\x01\x78\x07\x0a\x01" + {"encrypts": b"\0", "clear": b"\2", "refuses": b"\x34"}[mode] + b"\x04\0\x04\0")
    return mode == "encrypts"


def postgres(t, mode):
    assert t.take(8) == b"\0\0\0\x08\x04\xd2\x16\x2f"
    t.say({"encrypts": b"S", "clear": b"N", "refuses": b"E"}[mode])
    return mode == "encrypts"


def mysql(t, mode):
    if mode == "refuses":
        t.say(b"\x05\0\0\0\xff\x6a\x04no")
        return False
    payload = b"\x0a8.0.36\0" + b"\1\0\0\0" + b"abcdefgh\0" + (b"\xff\xff" if mode == "encrypts" else b"\xff\xf7") + b"\x21\2\0\xff\xff\x15" + b"\0" * 10 + b"ijklmnopqrst\0mysql_native_password\0"
    t.say(bytes([len(payload), 0, 0, 0]) + payload)
    if mode == "clear":
        return False
    assert t.take(36)[:4] == b"\x20\0\0\1"
    return True


def xmpp(t, mode, space=b"jabber:client"):
    assert space in t.until(b"version='1.0'>")
    t.say(b"<?xml version='1.0'?><stream:stream id='1'><stream:features>" + (b"<mechanisms><mechanism>PLAIN</mechanism></mechanisms>" if mode == "clear" else
          b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>") + b"</stream:features>")
    if mode == "clear":
        return False
    t.until(b"/>")
    t.say(b"<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>" if mode == "refuses" else b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
    return mode == "encrypts"


def xmpp_server(t, mode):
    return xmpp(t, mode, b"jabber:server")


def nntp(t, mode):
    t.say(b"200 lab\r\n")
    assert t.line() == b"CAPABILITIES"
    t.say(b"101 list\r\nVERSION 2\r\n" + (b"AUTHINFO USER\r\n" if mode == "clear" else b"STARTTLS\r\n") + b".\r\n")
    if t.line() != b"STARTTLS":
        return False
    t.say(b"580 no\r\n" if mode == "refuses" else b"382 go\r\n")
    return mode == "encrypts"


def sieve(t, mode):
    t.say(b'"IMPLEMENTATION" "lab"\r\n' + (b'"SASL" "PLAIN"\r\n' if mode == "clear" else b'"SASL" ""\r\n"STARTTLS"\r\n') + b'OK "lab"\r\n')
    if t.line() != b"STARTTLS":
        return False
    t.say(b'NO "no"\r\n' if mode == "refuses" else b"OK\r\n")
    return mode == "encrypts"


DIALOGUES = {"smtp": smtp, "lmtp": lmtp, "imap": imap, "pop3": pop3, "ftp": ftp, "ldap": ldap, "postgres": postgres, "mysql": mysql,
             "xmpp": xmpp, "xmpp-server": xmpp_server, "nntp": nntp, "sieve": sieve}
ORDINARY, HOSTILE = ("encrypts", "clear", "refuses"), ("silent", "half-open", "limited")
LIMIT, PATIENCE = 4, 90


def encrypt(peer, context):
    with context.wrap_socket(peer, server_side=True) as wrapped:
        wrapped.recv(100)


def answer(peer, dialogue, mode, context, count):
    try:
        peer.settimeout(PATIENCE if mode in HOSTILE else 10)
        if mode == "silent":
            while peer.recv(1024):
                pass
        elif mode == "limited" and count > LIMIT:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif dialogue(Talk(peer), "encrypts" if mode in HOSTILE else mode):
            if mode == "half-open":
                while peer.recv(1024):
                    pass
            else:
                encrypt(peer, context)
    except (OSError, AssertionError, IndexError, ValueError):
        pass
    finally:
        peer.close()


def serve(context, modes=ORDINARY):
    """{"smtp-encrypts": port, ...}"""
    ports = {}
    for name, dialogue in DIALOGUES.items():
        for mode in modes:
            listener = socket.socket()
            listener.bind(("127.0.0.1", 0))
            listener.listen(128)
            ports[f"{name}-{mode}"] = listener.getsockname()[1]

            def loop(listener=listener, dialogue=dialogue, mode=mode):
                for count in itertools.count(1):
                    peer, _ = listener.accept()
                    threading.Thread(target=answer, args=(peer, dialogue, mode, context, count), daemon=True).start()

            threading.Thread(target=loop, daemon=True).start()
    return ports
