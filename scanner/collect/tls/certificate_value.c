/* SPDX-License-Identifier: Apache-2.0 */
/* A certificate as attributes. Texts of strangers were made safe where they were read; words are ours. */
#include "collect/tls/certificate_value.h"

#include "base/clock.h"

enum { DAY = 86400 };

static const struct phs_place nowhere = {0};

static void put(struct phs_map_builder *map, const char *key, const struct phs_value *value) {
    if (value)
        phs_map_builder_set(map, phs_slice(key), nowhere, value);
}

static void put_bool(struct phs_arena *arena, struct phs_map_builder *map, const char *key, bool value) {
    put(map, key, phs_value_bool(arena, value, nowhere));
}

static void put_number(struct phs_arena *arena, struct phs_map_builder *map, const char *key, double value) {
    put(map, key, phs_value_number(arena, value, nowhere));
}

static void put_text(struct phs_arena *arena, struct phs_map_builder *map, const char *key, const char *value) {
    put(map, key, value ? phs_value_text(arena, phs_strdup(arena, value)) : NULL);
}

static const struct phs_value *word(struct phs_arena *arena, const char *value) {
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *phs_value_text(arena, phs_strdup(arena, value));
    copy->flags |= PHS_VALUE_WORD;
    return copy;
}

static void put_word(struct phs_arena *arena, struct phs_map_builder *map, const char *key, const char *value) {
    put(map, key, value ? word(arena, value) : NULL);
}

static void put_date(struct phs_arena *arena, struct phs_map_builder *map, const char *key, int64_t when) {
    char day[11];
    phs_date_format(when, day);
    put_text(arena, map, key, day);
}

static void put_unread(struct phs_arena *arena, struct phs_map_builder *map, const char *key, const char *why) {
    put(map, key, phs_value_unknown(arena, PHS_WHY_UNREAD, phs_strdup(arena, why ? why : "it was not read"), nowhere));
}

static void put_answer(struct phs_arena *arena, struct phs_map_builder *map, const char *key, struct phs_tls_answer answer) {
    if (answer.is == PHS_MAYBE)
        put_unread(arena, map, key, answer.reason);
    else
        put_bool(arena, map, key, answer.is == PHS_YES);
}

static const struct phs_value *names(struct phs_arena *arena, const struct phs_cert_facts *facts) {
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < facts->names.n; i++)
        PHS_PUSH(arena, items, phs_value_text(arena, phs_strdup(arena, facts->names.at[i])));
    return phs_value_list(arena, items.at, items.n, nowhere);
}

static const struct phs_value *problem_words(struct phs_arena *arena, unsigned bits) {
    PHS_VEC(const struct phs_value *) items = {0};
    for (unsigned i = 0; i < PHS_CERT_PROBLEMS; i++)
        if (bits & (1u << i))
            PHS_PUSH(arena, items, word(arena, phs_cert_problem_word((enum phs_cert_problem)i)));
    return phs_value_list(arena, items.at, items.n, nowhere);
}

static const struct phs_value *key(struct phs_arena *arena, const struct phs_cert_facts *facts) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put_word(arena, &map, "type", facts->key_type);
    put_number(arena, &map, "bits", facts->key_bits);
    put_text(arena, &map, "curve", facts->curve);
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *revocation(struct phs_arena *arena, const struct phs_cert_facts *facts) {
    static const char *const statuses[] = {[PHS_REVOCATION_GOOD] = "good", [PHS_REVOCATION_REVOKED] = "revoked"};
    const struct phs_staple_facts *staple = &facts->staple;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put_bool(arena, &map, "stapled", staple->present);
    if (staple->status == PHS_REVOCATION_UNKNOWN) {
        put_unread(arena, &map, "status", staple->reason);
        return phs_map_builder_done(&map, nowhere);
    }
    put_word(arena, &map, "status", statuses[staple->status]);
    put_word(arena, &map, "signed_by", staple->signed_by_delegate ? "delegate" : "issuer");
    put_date(arena, &map, "this_update", staple->this_update);
    if (staple->next_update)
        put_date(arena, &map, "next_update", staple->next_update);
    return phs_map_builder_done(&map, nowhere);
}

/* The lists that browsers ship come without a licence to do so. */
static struct phs_tls_answer signatures(const struct phs_sct_facts *scts) {
    const char *why = !scts->judged
                          ? "no list of the logs' keys was named (ct_logs), and none comes with this program or the system"
                      : scts->unbound ? "its issuer was not sent, and its key was signed, too"
                                      : "the list of logs names none that signed it";
    return (struct phs_tls_answer){scts->wrong ? PHS_NO : scts->verified ? PHS_YES : PHS_MAYBE, why};
}

static const struct phs_value *receipts(struct phs_arena *arena, const struct phs_sct_facts *scts) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put_number(arena, &map, "embedded", (double)scts->embedded);
    put_number(arena, &map, "by_tls", (double)scts->by_tls);
    put_number(arena, &map, "by_staple", (double)scts->by_staple);
    put_number(arena, &map, "count", (double)(scts->embedded + scts->by_tls + scts->by_staple));
    put_number(arena, &map, "logs", (double)scts->logs);
    put_bool(arena, &map, "malformed", scts->malformed);
    if (scts->judged) {
        put_number(arena, &map, "verified", (double)scts->verified);
        put_number(arena, &map, "wrong", (double)scts->wrong);
        put_number(arena, &map, "unlisted", (double)scts->unlisted);
    }
    if (scts->embedded + scts->by_tls + scts->by_staple)
        put_answer(arena, &map, "signatures", signatures(scts));
    return phs_map_builder_done(&map, nowhere);
}

static void put_dates(struct phs_arena *arena, struct phs_map_builder *map, const struct phs_cert_facts *facts, int64_t now) {
    if (!facts->has_dates)
        return;
    put_date(arena, map, "not_before", facts->not_before);
    put_date(arena, map, "not_after", facts->not_after);
    put_number(arena, map, "days_left", (double)phs_days_between(now, facts->not_after));
    put_number(arena, map, "days", (double)((facts->not_after - facts->not_before) / DAY));
}

static void put_uses(struct phs_arena *arena, struct phs_map_builder *map, const struct phs_cert_facts *facts) {
    put_bool(arena, map, "for_servers", facts->for_servers);
    put_bool(arena, map, "names_ocsp", facts->names_ocsp);
    put_bool(arena, map, "names_crl", facts->names_crl);
    put_bool(arena, map, "must_staple", facts->must_staple);
    put_bool(arena, map, "wildcard", facts->wildcard);
    put_bool(arena, map, "international", facts->international);
    put_bool(arena, map, "public_authority", facts->by_public_authority);
}

const struct phs_value *phs_cert_value(struct phs_arena *arena, const struct phs_cert_facts *facts, unsigned problems,
                                       int64_t now) {
    struct phs_map_builder map;
    if (!facts)
        return NULL;
    phs_map_builder_init(&map, arena);
    put_word(arena, &map, "shown_as", facts->shown_as);
    put(&map, "subject_names", names(arena, facts));
    put_text(arena, &map, "issuer", facts->issuer);
    put_text(arena, &map, "fingerprint", *facts->fingerprint ? facts->fingerprint : NULL);
    put_dates(arena, &map, facts, now);
    put(&map, "key", key(arena, facts));
    put_word(arena, &map, "signature", facts->signature);
    put_word(arena, &map, "weakest_digest", facts->weakest_signature);
    put_number(arena, &map, "chain_length", (double)facts->chain_length);
    put_answer(arena, &map, "trusted", facts->trusted);
    put_answer(arena, &map, "name_matches", facts->name_matches);
    put_uses(arena, &map, facts);
    put(&map, "revocation", revocation(arena, facts));
    put(&map, "receipts", receipts(arena, &facts->scts));
    put(&map, "problems", problem_words(arena, problems));
    return phs_map_builder_done(&map, nowhere);
}
