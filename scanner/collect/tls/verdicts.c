/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from all that was found: parts put together to versions, and the named weaknesses. A weakness is absent only
 * when what it needs was refused; where something could not be asked it is open. */
#include "collect/tls/plan.h"

static const char *const open_default = "it was not asked";

static struct phs_tls_answer yes_or(bool found, const char *unsure) {
    return found    ? (struct phs_tls_answer){PHS_YES, NULL}
           : unsure ? (struct phs_tls_answer){PHS_MAYBE, unsure}
                    : (struct phs_tls_answer){PHS_NO, NULL};
}

static void add_name(struct phs_arena *arena, struct phs_tls_list *list, const char *name) {
    for (size_t i = 0; i < list->names.n; i++)
        if (strcmp(list->names.at[i], name) == 0)
            return;
    PHS_PUSH(arena, list->names, name);
}

static const char *suite_name(struct phs_arena *arena, uint16_t id) {
    const struct phs_tls_suite *suite = phs_tls_suite_find(id);
    return suite ? suite->name : phs_printf(arena, "0x%04X", id);
}

static const char *code_name(struct phs_arena *arena, const char *name, uint16_t id) {
    return name ? name : phs_printf(arena, "0x%04X", id);
}

static void add_part(struct phs_arena *arena, struct phs_tls_version_facts *version, const struct phs_part *part) {
    for (size_t i = 0; i < part->suites.n; i++)
        add_name(arena, &version->suites, suite_name(arena, part->suites.at[i]));
    for (size_t i = 0; i < part->groups.n; i++)
        add_name(arena, &version->groups, code_name(arena, phs_tls_group_name(part->groups.at[i]), part->groups.at[i]));
    for (size_t i = 0; i < part->sigalgs.n; i++)
        add_name(arena, &version->sigalgs, code_name(arena, phs_tls_sigalg_name(part->sigalgs.at[i]), part->sigalgs.at[i]));
    if (part->accepted && !version->suite) {
        version->suite = part->first_suite;
        version->group = part->first_group;
    }
    if (part->accepted && (version->accepted.is != PHS_YES || !version->evidence.hello))
        version->evidence = part->chosen;
    if (part->accepted)
        version->accepted = (struct phs_tls_answer){PHS_YES, NULL};
    else if (!version->evidence.answer)
        version->evidence = part->refused;
    if (part->ordered)
        version->server_order = part->server_order;
}

struct unsure {
    const char *suites, *groups, *sigalgs;
    bool any, sought_groups, sought_sigalgs;
};

static struct unsure unsure_of(const struct phs_plan *plan, enum phs_tls_version version) {
    struct unsure unsure = {0};
    for (size_t i = 0; i < plan->parts.n; i++) {
        const struct phs_part *part = plan->parts.at[i];
        if (part->version != version)
            continue;
        unsure.any = true;
        unsure.sought_groups |= part->sought_groups;
        unsure.sought_sigalgs |= part->sought_sigalgs;
        unsure.suites = unsure.suites ? unsure.suites : part->unsure_suites;
        unsure.groups = unsure.groups ? unsure.groups : part->unsure_groups;
        unsure.sigalgs = unsure.sigalgs ? unsure.sigalgs : part->unsure_sigalgs;
        if (!part->done && !unsure.suites)
            unsure.suites = open_default;
    }
    return unsure;
}

/* What was merged has the same suites in another order; the names that TLS 1.2 knows of finite fields come behind its curves.
 */
static void put_in_order(struct phs_endpoint *endpoint, enum phs_tls_version which) {
    struct phs_tls_version_facts *version = &endpoint->facts->versions[which];
    const struct phs_plan *plan = endpoint->plan;
    const struct phs_found *merged = &plan->merged[which];
    version->order_known = merged->n > 0 && merged->n == version->suites.names.n;
    for (size_t i = 0; version->order_known && i < merged->n; i++)
        version->suites.names.at[i] = suite_name(endpoint->arena, merged->at[i]);
    for (size_t i = 0; which == PHS_TLS_1_2 && i < plan->fields.n; i++)
        add_name(endpoint->arena, &version->groups,
                 code_name(endpoint->arena, phs_tls_group_name(plan->fields.at[i]), plan->fields.at[i]));
}

static void put_together(struct phs_endpoint *endpoint, enum phs_tls_version which) {
    struct phs_tls_version_facts *version = &endpoint->facts->versions[which];
    struct phs_plan *plan = endpoint->plan;
    struct unsure unsure = unsure_of(plan, which);
    if (!unsure.any)
        return;
    for (size_t i = 0; i < plan->parts.n; i++)
        if (plan->parts.at[i]->version == which)
            add_part(endpoint->arena, version, plan->parts.at[i]);
    put_in_order(endpoint, which);
    if (version->accepted.is != PHS_YES)
        version->accepted = yes_or(false, unsure.suites);
    if (version->accepted.is != PHS_YES) {
        version->suites.all = version->groups.all = version->sigalgs.all = version->accepted;
        return;
    }
    version->suites.all =
        unsure.suites ? (struct phs_tls_answer){PHS_MAYBE, unsure.suites} : (struct phs_tls_answer){PHS_YES, NULL};
    version->groups.all = !unsure.sought_groups ? (struct phs_tls_answer){PHS_NO, NULL} : yes_or(!unsure.groups, unsure.groups);
    if (unsure.sought_sigalgs)
        version->sigalgs.all = yes_or(!unsure.sigalgs, unsure.sigalgs);
    else if (which != PHS_TLS_1_3)
        version->sigalgs.all = (struct phs_tls_answer){PHS_NO, NULL};
}

/* Any suite with the traits in versions from lowest to highest. */
static struct phs_tls_answer any_suite(const struct phs_endpoint *endpoint, uint32_t traits, bool all_traits,
                                       enum phs_tls_version lowest, enum phs_tls_version highest) {
    const char *unsure = NULL;
    for (unsigned v = lowest; v <= highest; v++) {
        const struct phs_tls_version_facts *version = &endpoint->facts->versions[v];
        if (version->accepted.is == PHS_MAYBE && !unsure)
            unsure = version->accepted.reason;
        if (version->accepted.is == PHS_YES && version->suites.all.is == PHS_MAYBE && !unsure)
            unsure = version->suites.all.reason;
    }
    for (size_t i = 0; i < endpoint->plan->parts.n; i++) {
        const struct phs_part *part = endpoint->plan->parts.at[i];
        for (size_t k = 0; k < part->suites.n && part->version >= lowest && part->version <= highest; k++) {
            const struct phs_tls_suite *suite = phs_tls_suite_find(part->suites.at[k]);
            uint32_t common = suite ? suite->traits & traits : 0;
            if (all_traits ? common == traits : common != 0)
                return (struct phs_tls_answer){PHS_YES, NULL};
        }
    }
    return yes_or(false, unsure);
}

static struct phs_tls_answer logjam(const struct phs_endpoint *endpoint) {
    enum { EXPORT_DH = PHS_SUITE_EXPORT | PHS_SUITE_DHE, WEAK_BITS = 1024 };
    if (endpoint->facts->dh_bits && endpoint->facts->dh_bits <= WEAK_BITS)
        return (struct phs_tls_answer){PHS_YES, NULL};
    return any_suite(endpoint, EXPORT_DH, true, PHS_SSL_3, PHS_TLS_1_2);
}

/* POODLE needs SSLv3 and a suite in CBC mode. */
static struct phs_tls_answer poodle(const struct phs_endpoint *endpoint) {
    const struct phs_tls_answer ssl3 = endpoint->facts->versions[PHS_SSL_3].accepted;
    return ssl3.is == PHS_YES ? any_suite(endpoint, PHS_SUITE_CBC, false, PHS_SSL_3, PHS_SSL_3) : ssl3;
}

static void set(struct phs_tls_facts *facts, enum phs_tls_weakness weakness, struct phs_tls_answer answer) {
    facts->weaknesses[weakness] = answer;
    facts->has_weakness[weakness] = true;
}

static void derive(struct phs_endpoint *endpoint) {
    enum {
        SMALL_BLOCKS = PHS_SUITE_DES | PHS_SUITE_TRIPLE_DES | PHS_SUITE_IDEA | PHS_SUITE_RC2,
        RSA_EXPORT = PHS_SUITE_EXPORT | PHS_SUITE_RSA_KX
    };
    struct phs_tls_facts *facts = endpoint->facts;
    set(facts, PHS_WEAK_DROWN, facts->versions[PHS_SSL_2].accepted);
    set(facts, PHS_WEAK_POODLE, poodle(endpoint));
    set(facts, PHS_WEAK_FREAK, any_suite(endpoint, RSA_EXPORT, true, PHS_SSL_3, PHS_TLS_1_2));
    set(facts, PHS_WEAK_LOGJAM, logjam(endpoint));
    set(facts, PHS_WEAK_SWEET32, any_suite(endpoint, SMALL_BLOCKS, false, PHS_SSL_3, PHS_TLS_1_2));
    set(facts, PHS_WEAK_RC4, any_suite(endpoint, PHS_SUITE_RC4, false, PHS_SSL_3, PHS_TLS_1_2));
    set(facts, PHS_WEAK_BEAST, any_suite(endpoint, PHS_SUITE_CBC, false, PHS_SSL_3, PHS_TLS_1_0));
    set(facts, PHS_WEAK_LUCKY13, any_suite(endpoint, PHS_SUITE_CBC, false, PHS_SSL_3, PHS_TLS_1_2));
    if (facts->has_trait[PHS_TRAIT_COMPRESSION])
        set(facts, PHS_WEAK_CRIME, facts->traits[PHS_TRAIT_COMPRESSION]);
    facts->null_or_anonymous = any_suite(endpoint, PHS_SUITE_NO_CIPHER | PHS_SUITE_ANON, false, PHS_SSL_3, PHS_TLS_1_2);
    facts->key_transport = any_suite(endpoint, PHS_SUITE_RSA_KX, false, PHS_SSL_3, PHS_TLS_1_2);
}

static void trait(struct phs_tls_facts *facts, enum phs_tls_trait which, bool is) {
    facts->traits[which] = (struct phs_tls_answer){is ? PHS_YES : PHS_NO, NULL};
    facts->has_trait[which] = true;
}

/* Why nobody knows whether a version below TLS 1.3 is accepted, or NULL when it is known. */
static const char *why_older_is_open(const struct phs_tls_facts *facts) {
    for (int v = PHS_TLS_1_2; v >= PHS_TLS_1_0; v--)
        if (facts->versions[v].accepted.is == PHS_MAYBE)
            return facts->versions[v].accepted.reason;
    return NULL;
}

/* Nobody said hello in a version that has echoes: there is none, or it was not heard. */
static void traits_unheard(struct phs_endpoint *endpoint) {
    static const enum phs_tls_trait echoes[] = {PHS_TRAIT_COMPRESSION, PHS_TRAIT_HEARTBEAT, PHS_TRAIT_EXTENDED_MASTER_SECRET,
                                                PHS_TRAIT_SECURE_RENEGOTIATION};
    struct phs_tls_facts *facts = endpoint->facts;
    const char *why = why_older_is_open(facts);
    bool old = false;
    for (unsigned v = PHS_TLS_1_0; v <= PHS_TLS_1_2; v++)
        old |= facts->versions[v].accepted.is == PHS_YES;
    if (old && !why)
        why = endpoint->dead ? endpoint->dead : open_default;
    for (size_t i = 0; why && i < sizeof echoes / sizeof *echoes; i++) {
        facts->traits[echoes[i]] = yes_or(false, why);
        facts->has_trait[echoes[i]] = true;
    }
    if (!why && facts->versions[PHS_TLS_1_3].accepted.is == PHS_YES)
        trait(facts, PHS_TRAIT_COMPRESSION, false);
}

/* Sessions are asked about in whole handshakes, and this machine's library has none for servers of SSL 3.0 and for some others.
 * A server that gives no id cannot be asked for one. */
static void sessions_unheard(struct phs_endpoint *endpoint) {
    static const char cannot[] = "this machine's TLS library finishes no handshake with it";
    struct phs_tls_facts *facts = endpoint->facts;
    bool old = false;
    for (unsigned v = PHS_SSL_3; v <= PHS_TLS_1_2; v++)
        old |= facts->versions[v].accepted.is == PHS_YES;
    if (!facts->enumerated || !old || facts->has_trait[PHS_TRAIT_SESSION_ID])
        return;
    const char *why = endpoint->plan->gives_ids ? cannot : NULL;
    facts->traits[PHS_TRAIT_SESSION_ID] = yes_or(false, why);
    facts->has_trait[PHS_TRAIT_SESSION_ID] = true;
    if (facts->has_trait[PHS_TRAIT_RESUMPTION])
        return;
    facts->traits[PHS_TRAIT_RESUMPTION] = yes_or(false, endpoint->plan->echoes & PHS_ECHO_TICKET ? cannot : why);
    facts->has_trait[PHS_TRAIT_RESUMPTION] = true;
}

/* Echoes are of TLS 1.2 and below. EtM is answered only beside a suite in CBC mode. */
static void traits(struct phs_endpoint *endpoint) {
    struct phs_tls_facts *facts = endpoint->facts;
    const struct phs_plan *plan = endpoint->plan;
    if (!plan->heard_echoes) {
        traits_unheard(endpoint);
        return;
    }
    trait(facts, PHS_TRAIT_COMPRESSION, plan->deflates);
    trait(facts, PHS_TRAIT_HEARTBEAT, plan->echoes & PHS_ECHO_HEARTBEAT);
    trait(facts, PHS_TRAIT_EXTENDED_MASTER_SECRET, plan->echoes & PHS_ECHO_EMS);
    trait(facts, PHS_TRAIT_SECURE_RENEGOTIATION, plan->echoes & PHS_ECHO_RENEGOTIATION);
    trait(facts, PHS_TRAIT_SESSION_TICKET, plan->echoes & PHS_ECHO_TICKET);
    trait(facts, PHS_TRAIT_SCT_IN_HANDSHAKE, plan->echoes & PHS_ECHO_SCT);
    if (any_suite(endpoint, PHS_SUITE_CBC, false, PHS_SSL_3, PHS_TLS_1_2).is == PHS_YES)
        trait(facts, PHS_TRAIT_ENCRYPT_THEN_MAC, plan->echoes & PHS_ECHO_ETM);
}

static void post_quantum(struct phs_endpoint *endpoint) {
    struct phs_tls_facts *facts = endpoint->facts;
    const struct phs_tls_version_facts *tls13 = &facts->versions[PHS_TLS_1_3];
    bool found = false;
    for (size_t i = 0; i < endpoint->plan->parts.n; i++)
        for (size_t k = 0; k < endpoint->plan->parts.at[i]->groups.n; k++)
            found |= phs_tls_group_is_post_quantum(endpoint->plan->parts.at[i]->groups.at[k]);
    facts->has_trait[PHS_TRAIT_POST_QUANTUM] = true;
    facts->traits[PHS_TRAIT_POST_QUANTUM] =
        tls13->accepted.is == PHS_YES ? yes_or(found, tls13->groups.all.is == PHS_MAYBE ? tls13->groups.all.reason : NULL)
                                      : tls13->accepted;
}

/* An attack that was to be tried and was not is an open question. */
static void attacks(struct phs_endpoint *endpoint) {
    const char *why = endpoint->dead ? endpoint->dead : endpoint->facts->partly ? endpoint->facts->partly : open_default;
    for (unsigned i = PHS_WEAK_DEEP; i < PHS_WEAKNESSES; i++)
        if (endpoint->mode == PHS_TLS_DEEP && !endpoint->facts->has_weakness[i])
            set(endpoint->facts, (enum phs_tls_weakness)i, yes_or(false, why));
}

/* Of suites with a certificate none was seen: in TLS 1.3 it is for those alone who can finish the handshake. */
static const char *why_no_certificate(const struct phs_endpoint *endpoint) {
    if (!endpoint->plan->vouched)
        return NULL; /* nobody vouches for an anonymous key exchange */
    return endpoint->facts->versions[PHS_TLS_1_3].accepted.is == PHS_YES
               ? "TLS 1.3 shows it to whoever finishes the handshake, and this machine's TLS library could not"
               : "no handshake showed one that can be read";
}

static void certificates(struct phs_endpoint *endpoint) {
    struct phs_tls_facts *facts = endpoint->facts;
    for (int i = 0; i < PHS_SLOTS; i++)
        if (endpoint->plan->shown[i])
            PHS_PUSH(endpoint->arena, facts->certificates, endpoint->plan->shown[i]);
    facts->certificate = endpoint->plan->shown[PHS_SLOT_FIRST];
    if (!facts->certificate)
        facts->certificate_reason = why_no_certificate(endpoint);
    if (!facts->partly)
        facts->partly = facts->certificate_reason;
}

void phs_verdicts(struct phs_endpoint *endpoint) {
    struct phs_tls_facts *facts = endpoint->facts;
    for (unsigned i = PHS_SSL_3; i < PHS_TLS_VERSIONS; i++)
        put_together(endpoint, (enum phs_tls_version)i);
    phs_consistency_conclude(endpoint);
    certificates(endpoint);
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++)
        facts->handshake |= facts->versions[i].accepted.is == PHS_YES;
    if (!facts->handshake)
        return;
    facts->tls = (struct phs_tls_answer){PHS_YES, NULL};
    facts->unread = NULL;
    traits(endpoint);
    sessions_unheard(endpoint);
    if (!facts->enumerated)
        return;
    derive(endpoint);
    attacks(endpoint);
    post_quantum(endpoint);
}
