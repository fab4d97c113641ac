# SPDX-License-Identifier: Apache-2.0
# Facts that no check asks in so many words: each with a server that shows it and one that must not. Rows that were not started (see
# servers.py) are passed over; ANY is any value, NONE is absent, OPEN is unknown with a reason.
import json, os, subprocess

ANY, NONE, OPEN = "any", "none", "open"

FACTS = [  # row, attribute, value; a value that begins with "+" is in the list, with "-" it is not
    ("replayed crime", "compression", True), ("sound", "compression", False),
    ("replayed heartbleed", "heartbeat", True), ("nginx as it comes", "heartbeat", False),
    ("sound", "extended_master_secret", True), ("replayed sound", "extended_master_secret", False),
    ("nginx as it comes", "encrypt_then_mac", True), ("replayed sound", "encrypt_then_mac", False), ("sound", "encrypt_then_mac", NONE),
    ("nginx as it comes", "secure_renegotiation", True), ("gnutls without RFC 5746", "secure_renegotiation", False),
    ("nginx as it comes", "session_ticket", True), ("its own order", "session_ticket", False),
    ("nginx as it comes", "resumption", True), ("forgets sessions", "resumption", False),
    ("its own order", "session_id_resumption", True), ("forgets sessions", "session_id_resumption", False),
    ("nginx as it comes", "session_id_resumption", False), ("node SSL 3.0 only", "session_id_resumption", OPEN),
    ("nginx as it comes", "ticket_lifetime", ANY), ("its own order", "ticket_lifetime", NONE),
    ("nginx with early data", "early_data_offered", True), ("nginx as it comes", "early_data_offered", False),
    ("nginx with early data", "early_data", True), ("nginx hardened", "early_data", False),
    ("nginx as it comes", "fallback_scsv", True), ("java", "fallback_scsv", False),
    ("nginx hardened", "alpn", "http/1.1"), ("sound", "alpn", NONE),
    ("another without a name", "name_needed", True), ("by name", "name_needed", False),
    ("another without a name", "certificates.shown_as", "+no-sni"), ("by name", "certificates.shown_as", "-no-sni"),
    ("two certificates", "certificates.shown_as", "+first"), ("sound", "certificates.shown_as", "-rsa"),
    ("RSA and ECDSA", "certificates.shown_as", "+rsa"), ("RSA and ECDSA", "certificates.key.type", "+ec"), ("sound", "certificates.key.type", "-rsa"),
    ("asks for a client certificate", "mtls_requested", True), ("sound", "mtls_requested", False),
    ("requires a client certificate", "mtls_required", True), ("asks for a client certificate", "mtls_required", False),
    ("node 24", "post_quantum", True), ("sound", "post_quantum", False),
    ("node 24", "accepted_groups.tls1_3", "+X25519MLKEM768"), ("sound", "accepted_groups.tls1_3", "-X25519MLKEM768"),
    ("ML-KEM alone", "post_quantum", True), ("ML-KEM alone", "certificate", OPEN), ("ML-KEM alone", "protocols.tls1_3", True),
    ("short field", "finite_field.bits", 1024), ("short field", "finite_field.common_prime", "RFC 2409 group 2"), ("sound", "finite_field", NONE),
    ("sound", "signature_algorithms.tls1_3", "+ecdsa_secp256r1_sha256"), ("nginx as it comes", "signature_algorithms.tls1_3", "-ecdsa_secp256r1_sha256"),
    ("nginx as it comes", "signature_algorithms.tls1_3", "+rsa_pss_rsae_sha256"), ("nginx as it comes", "signature_algorithms.tls1_2", "+rsa_pkcs1_sha256"),
    ("its own order", "server_order.tls1_2", True), ("nginx as it comes", "server_order.tls1_2", False),
    ("its own order", "suite_order_known", {"tls1_2": True}),
    ("its own order", "accepted_suites.tls1_2", [
        "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_128_GCM_SHA256"]),
    ("gnutls with all", "accepted_groups.tls1_2", "+ffdhe2048"), ("gnutls with all", "accepted_groups.tls1_2", "+ffdhe8192"), ("sound", "accepted_groups.tls1_2", "-ffdhe2048"),
    ("stapled", "ocsp_stapled", True), ("sound", "ocsp_stapled", False),
    ("stapled", "certificate.revocation.status", "good"), ("revoked", "certificate.revocation.status", "revoked"), ("sound", "certificate.revocation.status", OPEN),
    ("must staple", "certificate.must_staple", True), ("sound", "certificate.must_staple", False),
    ("logged", "certificate.receipts.count", 2), ("logged", "certificate.receipts.signatures", OPEN), ("sound", "certificate.receipts.count", 0),
    ("replayed intolerant-size", "hello_tolerant", False), ("sound", "hello_tolerant", True),
    ("replayed ssl2", "weaknesses.drown", True), ("sound", "weaknesses.drown", False),
    ("node SSL 3.0 only", "weaknesses.poodle", True), ("everything", "weaknesses.poodle", False),
    ("replayed takes-anything", "weaknesses.freak", True), ("java", "weaknesses.freak", True), ("node 0.12", "weaknesses.freak", False), ("everything", "weaknesses.freak", False),
    ("short field", "weaknesses.logjam", True), ("sound", "weaknesses.logjam", False),
    ("gnutls with all", "weaknesses.sweet32", True), ("everything", "weaknesses.sweet32", False),
    ("gnutls with all", "weaknesses.rc4", True), ("everything", "weaknesses.rc4", False),
    ("nginx of old", "weaknesses.beast", True), ("nginx as it comes", "weaknesses.beast", False),
    ("nginx as it comes", "weaknesses.lucky13", True), ("sound", "weaknesses.lucky13", False),
    ("replayed crime", "weaknesses.crime", True), ("nginx as it comes", "weaknesses.crime", False),
    ("open cookies", "http.cookies_sent_in_clear", "+session"), ("closed cookies", "http.cookies_sent_in_clear", []),
    ("open cookies", "http.cookies_open_to_scripts", "+session"), ("closed cookies", "http.cookies_open_to_scripts", []),
    ("nginx hardened", "http.hsts.max_age", 63072000), ("nginx as it comes", "http.hsts.present", False),
    ("nginx hardened", "http.headers.frame_options", True), ("nginx as it comes", "http.headers.frame_options", False),
    ("plain redirect", "http.redirect.to_https", True), ("plain page", "http.redirect.present", False),
]


def at(value, path):
    """Of a list every one's."""
    for part in path.split("."):
        if isinstance(value, list):
            value = [one.get(part) for one in value]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def is_open(value):
    return isinstance(value, dict) and "unknown" in json.dumps(value)


def holds(value, want):
    if want in (ANY, NONE, OPEN):
        return {ANY: value is not None and not is_open(value), NONE: value is None, OPEN: is_open(value)}[want]
    if isinstance(want, str) and want[0] in "+-":
        return isinstance(value, list) and (want[1:] in value) == (want[0] == "+")
    return value == want


def scan(phiscope, folder, rows, more=""):
    """Attributes of each, by port."""
    file = f"{folder}/facts.yaml"
    with open(file, "w") as f:
        f.write("targets:\n  endpoints:\n")
        for row in rows:
            f.write(f'    - {{address: "{row.address()}", owned: true, ca: root.pem{more}}}\n')
    environment = {key: value for key, value in os.environ.items() if key != "PHISCOPE_CLOCK"}
    done = subprocess.run([phiscope, "scan", "--scope", file, "--format", "endpoints"], capture_output=True, env=environment)
    return {resource["attributes"]["port"]: resource["attributes"] for resource in json.loads(done.stdout)["resources"]}


def judge(phiscope, folder, table):
    rows, wrong = {row.name: row for row in table}, []
    wanted = [rows[name] for name in dict.fromkeys(name for name, _, _ in FACTS) if name in rows]
    found = scan(phiscope, folder, wanted)
    for name, path, want in FACTS:
        if name in rows and not holds(at(found[rows[name].port], path), want):
            wrong.append(f"{name}: {path} is {at(found[rows[name].port], path)} and not {want}")
    return wrong


def judge_client(phiscope, folder, table):
    """Our own certificate: one that the server's authority knows, and one that nobody does."""
    row, wrong = next(row for row in table if row.name == "requires a client certificate"), []
    for name, want in (("client", True), ("own", False)):
        found = scan(phiscope, folder, [row], f", client_certificate: {name}.chain, client_key: {name}.key")[row.port]
        if found.get("client_certificate_accepted") is not want:
            wrong.append(f"{row.name}: with {name} client_certificate_accepted is {found.get('client_certificate_accepted')} and not {want}")
    return wrong
