/* SPDX-License-Identifier: Apache-2.0 */
/* One file: its matches without their values, and whether it should be in a repository at all. */
#include "collect/git/look.h"

#include <ctype.h>
#include <stddef.h>
#include <sys/random.h>

#include "base/digest.h"
#include "base/path.h"
#include "collect/git/ci.h"
#include "collect/git/role.h"
#include "parse/charset.h"
#include "parse/container/container.h"
#include "parse/match/validators.h"

enum { BINARY_WITHIN = 8000, DUMP_ROWS = 100, LARGEST_POINTER = 32 << 10, STATE_HEAD = 400 };

static bool ends_in(const char *path, const char *suffixes) {
    struct phs_slice rest = phs_slice(suffixes), each, name = phs_slice(phs_path_base(path));
    while (phs_slice_cut(&rest, '|', &each))
        if (name.len > each.len && phs_slice_ieq(phs_slice_n(name.ptr + name.len - each.len, each.len), each))
            return true;
    return false;
}

/* At the root or in any folder. */
static bool lies_at(const char *path, const char *tail) {
    size_t n = strlen(path), m = strlen(tail);
    return n >= m && strcmp(path + n - m, tail) == 0 && (n == m || path[n - m - 1] == '/');
}

enum phs_file_kind phs_file_kind_of(const char *path) {
    struct phs_slice base = phs_slice(phs_path_base(path));
    if (ends_in(path, ".tfstate|.tfstate.backup"))
        return PHS_FILE_STATE;
    if (phs_slice_is(base, ".env") || phs_slice_starts(base, ".env.") || ends_in(path, ".env"))
        return PHS_FILE_ENV;
    if (ends_in(path,
                ".dump|.sql.gz|.sql.zip|.sql.bz2|.sql.xz|.sql.zst|.sql.lz4|.sql.7z|.sqlite|.sqlite3|.mdb|.accdb|.rdb|.bson|"
                ".bak|.mdf|.pgdump"))
        return PHS_FILE_DUMP;
    if (ends_in(path, ".p12|.pfx|.jks|.keystore|.kdbx|.bks"))
        return PHS_FILE_KEYSTORE;
    if (phs_word_listed(".netrc|_netrc|.pgpass|.git-credentials|.htpasswd|.my.cnf|.s3cfg|.dockercfg", base) ||
        ends_in(path, ".ovpn") || lies_at(path, ".kube/config") || lies_at(path, ".aws/credentials"))
        return PHS_FILE_CREDENTIALS;
    return PHS_FILE_PLAIN;
}

bool phs_look_is_binary(struct phs_slice bytes) {
    if (phs_slice_starts(bytes, "%PDF-")) /* its text is packed, and its first bytes may be plain */
        return true;
    return bytes.len > 0 && memchr(bytes.ptr, '\0', bytes.len < BINARY_WITHIN ? bytes.len : BINARY_WITHIN) != NULL;
}

bool phs_look_decode(struct phs_arena *arena, struct phs_slice bytes, struct phs_slice *ret_text) {
    bool big_endian;
    if (!phs_look_is_binary(bytes) || !phs_charset_is_utf16(bytes, &big_endian))
        return false;
    *ret_text = phs_charset_from_utf16(arena, bytes, big_endian);
    return true;
}

bool phs_look_is_pointer(struct phs_slice bytes) {
    return bytes.len < LARGEST_POINTER &&
           (phs_slice_starts(bytes, "version https://git-lfs.github.com/spec/") || phs_slice_starts(bytes, "/annex/objects/"));
}

/* d for a digit, A for a letter, separators as they are. */
static void shape_of(struct phs_slice value, char ret_shape[PHS_LONGEST_VALUE_SHAPE]) {
    size_t n = value.len < PHS_LONGEST_VALUE_SHAPE - 1 ? value.len : PHS_LONGEST_VALUE_SHAPE - 1;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        ret_shape[i] = isdigit(c) ? 'd' : isalpha(c) || c > 127 ? 'A' : c == '-' || c == '/' || c == '.' ? (char)c : ' ';
    }
    ret_shape[n] = '\0';
}

/* Only what every token of the kind begins with, and only where the value does begin with it. */
static void prefix_of(const struct phs_rules *rules, uint32_t rule, struct phs_slice value,
                      char ret_prefix[PHS_LONGEST_PREFIX + 1]) {
    size_t n = rules->public_prefix[rule];
    n = n > PHS_LONGEST_PREFIX ? PHS_LONGEST_PREFIX : n;
    if (n * 3 > value.len)
        n = 0;
    memcpy(ret_prefix, value.ptr, n);
    ret_prefix[n] = '\0';
}

static uint8_t value_key[32];

void phs_look_init(void) {
    if (getrandom(value_key, sizeof value_key, 0) != (ssize_t)sizeof value_key)
        phs_die("the system gives no random bytes");
}

void phs_look_number(struct phs_slice value, uint64_t ret_number[2]) {
    struct phs_sha256 sha;
    uint8_t digest[32];
    phs_sha256_init(&sha);
    phs_sha256_add(&sha, value_key, sizeof value_key);
    phs_sha256_add(&sha, value.ptr, value.len);
    phs_sha256_done(&sha, digest);
    memcpy(ret_number, digest, 16);
}

void phs_look_keep(const struct phs_rules *rules, struct phs_arena *kept, struct phs_slice bytes,
                   const struct phs_matches *found, struct phs_file_look *look) {
    look->limited |= found->limited;
    for (size_t i = 0; i < found->items.n; i++) {
        const struct phs_match *match = &found->items.at[i];
        struct phs_slice value = phs_slice_n(bytes.ptr + match->start, match->end - match->start);
        struct phs_hit hit = {.rule = match->rule,
                              .line = match->line,
                              .start = (uint32_t)match->start,
                              .length = (uint32_t)value.len,
                              .judged = match->judged,
                              .rare = match->rare};
        if (rules->secret[match->rule])
            phs_look_number(value, hit.value), prefix_of(rules, match->rule, value, hit.prefix);
        else
            shape_of(value, hit.shape);
        PHS_PUSH(kept, look->hits, hit);
    }
}

size_t phs_look_first(const void *items, size_t n, size_t size, size_t field, uint32_t least) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t number;
        memcpy(&number, (const char *)items + middle * size + field, sizeof number);
        if (number < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t first_hit_of(const struct phs_file_look *look, uint32_t member) {
    return phs_look_first(look->hits.at, look->hits.n, sizeof *look->hits.at, offsetof(struct phs_hit, member), member);
}

static size_t first_sight_of(const struct phs_file_look *look, uint32_t member) {
    return phs_look_first(look->sights.at, look->sights.n, sizeof *look->sights.at, offsetof(struct phs_health_sight, member),
                          member);
}

struct phs_file_look phs_look_member(const struct phs_file_look *look, uint32_t member) {
    struct phs_file_look view = *look;
    if (look->members.n == 0)
        return view;
    size_t hit = first_hit_of(look, member), sight = first_sight_of(look, member);
    view.hits.n = first_hit_of(look, member + 1) - hit;
    view.sights.n = first_sight_of(look, member + 1) - sight;
    if (view.hits.n)
        view.hits.at += hit;
    if (view.sights.n)
        view.sights.at += sight;
    if (member > 0 && member <= look->members.n)
        view.format = look->members.at[member - 1].format;
    return view;
}

const char *phs_look_member_name(struct phs_arena *arena, const char *path, const struct phs_file_look *look, uint32_t member) {
    return member > 0 && member <= look->members.n ? phs_contained_name(arena, path, look->members.at[member - 1].name) : NULL;
}

const char *phs_look_address(struct phs_arena *arena, const char *path, const struct phs_file_look *look, uint32_t member) {
    const char *name = phs_look_member_name(arena, path, look, member);
    return name ? phs_printf(arena, "%s!%s", path, name) : path;
}

static bool is_encrypted(struct phs_slice bytes) {
    return phs_slice_starts(bytes, "$ANSIBLE_VAULT;") || (bytes.len > 10 && memcmp(bytes.ptr, "\0GITCRYPT\0", 10) == 0) ||
           phs_slice_find(bytes, PHS_SLICE("ENC[AES256_GCM,")) != (size_t)-1;
}

static bool is_filled(struct phs_slice value) {
    value = phs_slice_trim(value);
    if (value.len > 1 && (value.ptr[0] == '"' || value.ptr[0] == '\''))
        value = phs_slice_n(value.ptr + 1, value.len - 2);
    return value.len >= 6 && phs_match_placeholder(value) == PHS_MATCH_REAL &&
           phs_match_validator("password")(value, value) == PHS_MATCH_REAL;
}

static bool is_secret_name(struct phs_slice name) {
    static const char *const words[] = {"SECRET", "TOKEN",        "PASSWORD",   "PASSWD", "_KEY",
                                        "APIKEY", "DATABASE_URL", "CREDENTIAL", "DSN"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_find(name, phs_slice(words[i])) != (size_t)-1)
            return phs_slice_find(name, PHS_SLICE("PUBLIC")) == (size_t)-1;
    return false;
}

static bool env_has_values(struct phs_slice bytes) {
    struct phs_slice rest = bytes, line;
    while (phs_slice_cut(&rest, '\n', &line)) {
        struct phs_slice value = line, name;
        if (line.len == 0 || line.ptr[0] == '#' || !memchr(line.ptr, '=', line.len) || !phs_slice_cut(&value, '=', &name))
            continue;
        if (is_secret_name(name) && is_filled(value))
            return true;
    }
    return false;
}

/* INSERT statements and COPY blocks of a dump; a migration with a few rows is none. */
static bool sql_is_dump(struct phs_slice bytes) {
    struct phs_slice rest = bytes, line;
    size_t rows = 0;
    bool copying = false;
    while (rows < DUMP_ROWS && phs_slice_cut(&rest, '\n', &line)) {
        if (copying)
            copying = !phs_slice_starts(line, "\\.");
        else
            copying = phs_slice_starts(line, "COPY ") && phs_slice_find(line, PHS_SLICE("FROM stdin")) != (size_t)-1;
        rows += copying || (line.len > 12 && phs_slice_ieq(phs_slice_n(line.ptr, 12), PHS_SLICE("INSERT INTO "))) ||
                (line.len > 2 && line.ptr[0] == '(' && (line.ptr[line.len - 1] == ',' || line.ptr[line.len - 1] == ';'));
    }
    return rows >= DUMP_ROWS;
}

/* Copies of databases and states whatever they are called. */
static bool begins_as_database(struct phs_slice bytes) {
    return (bytes.len > 16 && memcmp(bytes.ptr, "SQLite format 3", 16) == 0) || phs_slice_starts(bytes, "PGDMP");
}

static bool begins_as_state(struct phs_slice bytes) {
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < STATE_HEAD ? bytes.len : STATE_HEAD);
    return phs_slice_starts(bytes, "{") && phs_slice_find(head, PHS_SLICE("\"terraform_version\"")) != (size_t)-1 &&
           phs_slice_find(head, PHS_SLICE("\"lineage\"")) != (size_t)-1;
}

static void look_at_kind(struct phs_arena *kept, const char *path, struct phs_slice bytes, struct phs_file_look *look) {
    look->kind = phs_file_kind_of(path);
    look->encrypted = look->kind != PHS_FILE_PLAIN && is_encrypted(bytes);
    if (phs_look_is_pointer(bytes))
        look->kind = PHS_FILE_LFS;
    else if (look->kind == PHS_FILE_PLAIN && ((ends_in(path, ".sql") && sql_is_dump(bytes)) || begins_as_database(bytes)))
        look->kind = PHS_FILE_DUMP;
    else if (look->kind == PHS_FILE_PLAIN && begins_as_state(bytes))
        look->kind = PHS_FILE_STATE;
    look->has_values = look->kind == PHS_FILE_ENV ? env_has_values(bytes) : phs_slice_trim(bytes).len > 0;
    look->too_long = phs_ci_system_of(path) && bytes.len > PHS_LARGEST_PIPELINE;
    if (phs_ci_system_of(path) && !look->too_long)
        look->text = phs_slice_n(phs_slice_dup(kept, bytes), bytes.len);
}

/* A document about patients is read by its format; what patterns find in it comes on top. */
static void look_at_health(struct phs_arena *scratch, struct phs_arena *kept, const char *path, struct phs_slice bytes,
                           struct phs_file_look *look) {
    struct phs_health health;
    if (!phs_health_read(scratch, path, bytes, &health))
        return;
    look->format = health.format;
    look->limited |= health.limited;
    for (size_t i = 0; i < health.sights.n; i++)
        PHS_PUSH(kept, look->sights, health.sights.at[i]);
}

void phs_look_at(const struct phs_rules *rules, struct phs_match_scratch *matching, struct phs_arena *scratch,
                 struct phs_arena *kept, const char *path, struct phs_slice bytes, struct phs_file_look *ret_look) {
    struct phs_matches found;
    phs_look_decode(scratch, bytes, &bytes);
    *ret_look = (struct phs_file_look){.binary = phs_look_is_binary(bytes)};
    ret_look->unread = ret_look->binary ? phs_unread_kind(bytes) : PHS_UNREAD_OTHER;
    ret_look->container = ret_look->binary && phs_file_is_searched(path) && phs_container_kind(bytes) != PHS_CONTAINER_NONE;
    ret_look->size = (uint32_t)bytes.len;
    look_at_kind(kept, path, bytes, ret_look);
    if (ret_look->kind != PHS_FILE_LFS && phs_file_is_searched(path))
        look_at_health(scratch, kept, path, bytes, ret_look);
    if (ret_look->binary || ret_look->kind == PHS_FILE_LFS || !phs_file_is_searched(path))
        return;
    phs_match_bytes(rules->matcher, matching, scratch, bytes, &found);
    phs_look_keep(rules, kept, bytes, &found, ret_look);
}
