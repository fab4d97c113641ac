/* SPDX-License-Identifier: Apache-2.0 */
/* The names in a certificate, and whether the one that was asked for is among them. Texts come from strangers and are made
 * safe. */
#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include "base/escape.h"
#include "collect/tls/certificate_parts.h"

enum { MOST_NAMES = 100, LONGEST_NAME = 253 };

/* Printable, valid UTF-8 of at most LONGEST_NAME bytes; "" for nothing. */
static const char *safe_text(struct phs_arena *arena, const void *bytes, int len) {
    struct phs_buf out;
    struct phs_slice text = phs_slice_n(len > 0 ? bytes : "", len > 0 ? (size_t)len : 0);
    phs_buf_init(&out, LONGEST_NAME);
    for (size_t at = 0; at < text.len && !out.failed;) {
        uint32_t scalar = phs_utf8_next(text, &at);
        phs_buf_utf8(&out, scalar < 0x20 || (scalar >= 0x7f && scalar < 0xa0) ? 0xfffd : scalar);
    }
    const char *copy = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return copy;
}

static const char *entry_text(struct phs_arena *arena, const X509_NAME *name, int nid) {
    int at = X509_NAME_get_index_by_NID((X509_NAME *)(uintptr_t)name, nid, -1);
    unsigned char *utf8 = NULL;
    if (at < 0)
        return NULL;
    int len = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const char *text = len > 0 ? safe_text(arena, utf8, len) : NULL;
    OPENSSL_free(utf8);
    return text;
}

/* "R3, Let's Encrypt": as people name an authority. */
const char *phs_cert_issuer(struct phs_arena *arena, X509 *leaf) {
    const X509_NAME *name = X509_get_issuer_name(leaf);
    const char *common = entry_text(arena, name, NID_commonName), *organization = entry_text(arena, name, NID_organizationName);
    if (common && organization)
        return phs_printf(arena, "%s, %s", common, organization);
    return common ? common : organization ? organization : "(no name)";
}

static void add_name(struct phs_arena *arena, struct phs_cert_facts *facts, const char *name) {
    if (name && *name && facts->names.n < MOST_NAMES)
        PHS_PUSH(arena, facts->names, name);
}

static const char *ip_text(struct phs_arena *arena, const ASN1_OCTET_STRING *ip) {
    char text[INET6_ADDRSTRLEN];
    int len = ASN1_STRING_length(ip), family = len == 4 ? AF_INET : AF_INET6;
    if (len != 4 && len != 16)
        return NULL;
    return inet_ntop(family, ASN1_STRING_get0_data(ip), text, sizeof text) ? phs_strdup(arena, text) : NULL;
}

void phs_cert_names(struct phs_arena *arena, X509 *leaf, struct phs_cert_facts *facts) {
    GENERAL_NAMES *names = X509_get_ext_d2i(leaf, NID_subject_alt_name, NULL, NULL);
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DNS)
            add_name(arena, facts,
                     safe_text(arena, ASN1_STRING_get0_data(name->d.dNSName), ASN1_STRING_length(name->d.dNSName)));
        else if (name->type == GEN_IPADD)
            add_name(arena, facts, ip_text(arena, name->d.iPAddress));
    }
    GENERAL_NAMES_free(names);
    for (size_t i = 0; i < facts->names.n; i++) {
        facts->wildcard |= facts->names.at[i][0] == '*';
        facts->international |= strncmp(facts->names.at[i], "xn--", 4) == 0 || strstr(facts->names.at[i], ".xn--") != NULL;
    }
    if (facts->names.n)
        return;
    phs_cert_accuse(facts, PHS_CERT_NO_NAMES);
    add_name(arena, facts, entry_text(arena, X509_get_subject_name(leaf), NID_commonName));
}

/* RFC 9525: the common name does not count, and a star stands for a whole label. */
void phs_cert_host(X509 *leaf, const struct phs_tls_address *address, struct phs_cert_facts *facts) {
    bool same = address->is_ip
                    ? X509_check_ip_asc(leaf, address->host, 0) == 1
                    : X509_check_host(leaf, address->host, 0,
                                      X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, NULL) == 1;
    facts->name_matches.is = same ? PHS_YES : PHS_NO;
    if (!same)
        phs_cert_accuse(facts, PHS_CERT_NAME_MISMATCH);
}
