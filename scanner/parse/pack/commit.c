/* SPDX-License-Identifier: Apache-2.0 */
/* Header lines up to the first empty one; of the message only where it begins, and which of its lines are signatures. */
#include "parse/pack/commit.h"

#include <ctype.h>

enum { MOST_HEADERS = 4096, LONGEST_DATE = 12, LONGEST_TRAILER_KEY = 40 };

static bool cut_id(struct phs_slice line, const char *key, struct phs_oid *ret_oid) {
    size_t n = strlen(key);
    return phs_slice_starts(line, key) && phs_oid_parse(phs_slice_n(line.ptr + n, line.len - n), ret_oid);
}

/* "committer NAME <MAIL> SECONDS ZONE": the seconds stand behind the last '>'. */
static int64_t date_of(struct phs_slice line) {
    const char *mail = line.len ? memrchr(line.ptr, '>', line.len) : NULL;
    int64_t seconds = 0;
    if (!mail)
        return 0;
    struct phs_slice rest = phs_slice_trim(phs_slice_n(mail + 1, line.len - (size_t)(mail + 1 - line.ptr)));
    for (size_t i = 0; i < rest.len && i < LONGEST_DATE && rest.ptr[i] >= '0' && rest.ptr[i] <= '9'; i++)
        seconds = seconds * 10 + (rest.ptr[i] - '0');
    return seconds;
}

static void add_parent(struct phs_commit *commit, const struct phs_oid *parent) {
    if (commit->parent_count == PHS_COMMIT_MOST_PARENTS)
        commit->more_parents = true;
    else
        commit->parents[commit->parent_count++] = *parent;
}

bool phs_commit_parse(struct phs_slice bytes, struct phs_commit *ret_commit) {
    struct phs_slice line;
    struct phs_oid parent;
    ret_commit->parent_count = 0;
    ret_commit->more_parents = false;
    ret_commit->committed = 0;
    if (!phs_slice_cut(&bytes, '\n', &line) || !cut_id(line, "tree ", &ret_commit->tree))
        return false;
    for (int i = 0; i < MOST_HEADERS && phs_slice_cut(&bytes, '\n', &line) && line.len > 0; i++) {
        if (cut_id(line, "parent ", &parent)) {
            add_parent(ret_commit, &parent);
        } else if (phs_slice_starts(line, "committer ")) {
            ret_commit->committed = date_of(line);
            break;
        }
    }
    return true;
}

bool phs_tag_parse(struct phs_slice bytes, struct phs_tag *ret_tag) {
    struct phs_slice line;
    ret_tag->tagged = 0;
    if (!phs_slice_cut(&bytes, '\n', &line) || !cut_id(line, "object ", &ret_tag->target))
        return false;
    for (int i = 0; i < MOST_HEADERS && phs_slice_cut(&bytes, '\n', &line) && line.len > 0; i++)
        if (phs_slice_starts(line, "tagger ")) {
            ret_tag->tagged = date_of(line);
            break;
        }
    return true;
}

size_t phs_message_start(struct phs_slice bytes) {
    const char *gap = bytes.len ? memmem(bytes.ptr, bytes.len, "\n\n", 2) : NULL;
    return gap ? (size_t)(gap - bytes.ptr) + 2 : bytes.len;
}

bool phs_message_line_names(struct phs_slice line) {
    line = phs_slice_trim(line);
    const char *colon = line.len ? memchr(line.ptr, ':', line.len - 1) : NULL;
    if (!colon || colon == line.ptr || colon - line.ptr > LONGEST_TRAILER_KEY || !phs_slice_starts(phs_slice_n(colon, 2), ": "))
        return false;
    for (const char *at = line.ptr; at < colon; at++)
        if (!isalpha((unsigned char)*at) && *at != '-' && *at != ' ')
            return false;
    struct phs_slice rest = phs_slice_n(colon, line.len - (size_t)(colon - line.ptr));
    const char *open = memchr(rest.ptr, '<', rest.len);
    return open && memchr(open, '@', (size_t)(rest.ptr + rest.len - open)) != NULL;
}
