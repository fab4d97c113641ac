# SPDX-License-Identifier: Apache-2.0
# What a JSON file of testssl says, and what attributes of ours say, as the same small facts, so that they can be laid side by side.
import re

VERSIONS = {"SSLv2": "ssl2", "SSLv3": "ssl3", "TLS1": "tls1_0", "TLS1_1": "tls1_1", "TLS1_2": "tls1_2", "TLS1_3": "tls1_3"}
CURVES = {"prime256v1": "secp256r1", "X25519": "x25519", "X448": "x448"}
# Their id, ours; what is not OK, INFO or a failed check of theirs is a yes.
ATTACKS = {"heartbleed": "heartbleed", "CCS": "early_ccs", "ticketbleed": "ticketbleed", "ROBOT": "robot", "CRIME_TLS": "crime", "POODLE_SSL": "poodle",
           "SWEET32": "sweet32", "FREAK": "freak", "DROWN": "drown", "LOGJAM": "logjam", "BEAST": "beast", "LUCKY13": "lucky13", "RC4": "rc4",
           "secure_client_renego": "client_renegotiation"}
RULES = [  # topic, their id, pattern of a yes, pattern of a no
    ("secure renegotiation", "secure_renego", r"^supported", r"VULNERABLE"),
    ("fallback signal", "fallback_SCSV", r"^supported", r"NOT supported"),
    ("resumption", "sessionresumption_ticket", r"^supported", r"^not supported"),
    ("resumption by id", "sessionresumption_ID", r"^supported", r"not supported|no resumption"),
    ("stapled", "OCSP_stapling", r"^offered", r"not offered"),
    ("must staple, and none", "cert_mustStapleExtension", r"no OCSP stapling provided", r"^--|supported"),
    ("trusted", "cert_chain_of_trust", r"^passed", r"^failed"),
    ("name matches", "cert_trust", r"^Ok", r"does not match"),
    ("expired", "cert_expirationStatus", r"^expired", r"days|expires"),
    ("disordered", "certs_list_ordering_problem", r"^yes", r"^no"),
    ("revoked", "cert_ocspRevoked", r"^revoked", r"^not revoked"),
    ("HSTS", "HSTS_time", r"days", r"$^"),
    ("HSTS", "HSTS", r"$^", r"not offered"),
    ("HSTS subdomains", "HSTS_subdomains", r"includes", r"only for"),
    ("HSTS preload", "HSTS_preload", r"domain is marked", r"NOT marked"),
    ("frame options", "X-Frame-Options", r".", r"$^"),
    ("content type options", "X-Content-Type-Options", r".", r"$^"),
    ("content security policy", "Content-Security-Policy", r".", r"$^"),
    ("referrer policy", "Referrer-Policy", r".", r"$^"),
]


def attack(item):
    finding = item["finding"]
    if item["severity"] in ("WARN", "DEBUG", "FATAL"):
        return None
    if re.search(r"not vulnerable|no (RSA|heartbeat|session ticket)|not applicable|no DH", finding, re.I):
        return False
    return item["severity"] not in ("OK", "INFO")


def theirs(items, iana):
    """topic -> value; sets for lists, True or False for questions; what they could not find out is not there."""
    facts = {}
    for item in items:
        name, finding = item["id"], item["finding"]
        if name in VERSIONS:
            if finding.startswith("offered"):
                facts.setdefault("protocols", set()).add(VERSIONS[name])
            else:
                facts.setdefault("protocols", set())
        elif re.match(r"cipher[-_]tls|cipher-(ssl|tls)", name):
            version = {"tls1": "tls1_0", "tls1_": "tls1_0", "sslv3": "ssl3", "ssl3": "ssl3", "sslv2": "ssl2", "ssl2": "ssl2"}.get(
                re.match(r"cipher-(\w+?)_x", name).group(1), re.match(r"cipher-(\w+?)_x", name).group(1))
            parts = finding.split()
            if len(parts) > 1:
                facts.setdefault(f"suites {version}", set()).add(iana.get(parts[1], parts[-1]))
        elif name == "PFS_ECDHE_curves":
            facts["curves"] = {CURVES.get(word, word) for word in finding.split()}
        elif name == "DH_groups" and "ffdhe" in finding:
            facts["finite fields"] = set(finding.split())
        elif name in ATTACKS and attack(item) is not None:
            facts[f"attack {ATTACKS[name]}"] = attack(item)
        elif name == "LOGJAM-common_primes" and item["severity"] in ("HIGH", "CRITICAL"):
            facts["attack logjam by a common prime"] = True
        elif name == "cert_keySize":
            facts["key"] = " ".join(finding.lower().split()[:2])
        elif name == "cert_signatureAlgorithm":
            facts["signature"] = finding.split()[-1].lower().replace("-", "")
        elif name == "cert_subjectAltName":
            facts["names"] = set() if item["severity"] == "HIGH" else set(finding.split())
        elif name == "certs_countServer" and finding.isdigit():
            facts["certificates sent"] = int(finding)
        elif name == "HTTP_status_code":
            facts["status"] = int(finding.split()[0])
        elif name == "cookie_count":
            facts["cookies"] = int(finding.split()[0])
        for topic, their_id, yes, no in RULES:
            if name == their_id and item["severity"] not in ("WARN", "FATAL", "DEBUG"):
                if re.search(yes, finding):
                    facts[topic] = True
                elif re.search(no, finding):
                    facts[topic] = False
    return facts


def known(value):
    return value if isinstance(value, bool) else None


def ours(a):
    """The same of our attributes; None where it is not known to us."""
    certificate, http = a.get("certificate") or {}, a.get("http") or {}
    groups = {name for names in a.get("accepted_groups", {}).values() if isinstance(names, list) for name in names}
    problems = set(certificate.get("problems", []))
    hsts, headers = http.get("hsts", {}), http.get("headers", {})
    facts = {"protocols": {version for version, accepted in a.get("protocols", {}).items() if accepted is True},
             "curves": {g for g in groups if not g.startswith(("ffdhe", "dh"))}, "finite fields": {g for g in groups if g.startswith("ffdhe")},
             "secure renegotiation": known(a.get("secure_renegotiation")), "fallback signal": known(a.get("fallback_scsv")),
             "resumption": False if a.get("session_ticket") is False else known(a.get("resumption")), "resumption by id": known(a.get("session_id_resumption")), "stapled": a.get("ocsp_stapled"),
             "must staple, and none": "no-staple" in problems, "trusted": known(certificate.get("trusted")),
             "name matches": known(certificate.get("name_matches")), "expired": "expired" in problems, "disordered": "chain-disordered" in problems,
             "revoked": {"good": False, "revoked": True}.get(str(certificate.get("revocation", {}).get("status"))),
             "HSTS": hsts.get("present"), "HSTS subdomains": hsts.get("include_subdomains"), "HSTS preload": hsts.get("preload"),
             "frame options": headers.get("frame_options"), "content type options": headers.get("content_type_options"),
             "content security policy": headers.get("content_security_policy"), "referrer policy": headers.get("referrer_policy"),
             "key": f"{certificate.get('key', {}).get('type')} {certificate.get('key', {}).get('bits')}",
             "signature": {"sha256WithRSAEncryption": "sha256", "ecdsa-with-SHA256": "sha256", "ecdsa-with-SHA1": "sha1",
                           "sha1WithRSAEncryption": "sha1"}.get(certificate.get("signature")),
             "names": set(certificate.get("subject_names", [])), "certificates sent": certificate.get("chain_length"), "status": http.get("status"),
             "cookies": len(http["cookies"]) if "cookies" in http else None}
    if "no-alternative-names" in problems:
        facts["names"] = set()
    for version, names in a.get("accepted_suites", {}).items():
        facts[f"suites {version}"] = set(names) if isinstance(names, list) else None
    for word, answer in a.get("weaknesses", {}).items():
        facts[f"attack {word}"] = known(answer)
    facts["attack logjam by a common prime"] = facts.get("attack logjam") and "finite_field" in a
    return facts


def lay_side_by_side(they, we):
    """Lines of what differs; topics that they know and we do not say, and the other way round where both looked."""
    lines, same = [], 0
    for topic in sorted(they):
        mine = we.get(topic, set() if isinstance(they[topic], set) else None)
        if isinstance(they[topic], set):
            mine = {n.replace("SSL_", "TLS_") for n in (mine or set())}
            their = {n.replace("SSL_", "TLS_") for n in they[topic]}
            if their - mine:
                lines.append(f"  they: {topic} {sorted(their - mine)}")
            if mine - their:
                lines.append(f"  ours: {topic} {sorted(mine - their)}")
            same += their == mine
        elif mine != they[topic]:
            lines.append(f"  they: {topic} is {they[topic]}, ours {mine}")
        else:
            same += 1
    return lines, same
