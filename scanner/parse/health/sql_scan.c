/* SPDX-License-Identifier: Apache-2.0 */
/* Words, names and values of statements. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/sql.h"

enum { LONGEST_NAME = 128, LONGEST_INSIDE = 4000 };

bool phs_sql_take_word(struct phs_sql_dump *dump, const char *word) {
    size_t n = strlen(word);
    phs_sql_skip_space(dump);
    if ((size_t)(dump->end - dump->at) <= n || strncasecmp(dump->at, word, n) != 0 || isalnum((unsigned char)dump->at[n]))
        return false;
    dump->at += n;
    return true;
}

/* schema.`name`: the last part, without its quotes. */
struct phs_slice phs_sql_take_name(struct phs_sql_dump *dump) {
    struct phs_slice name = {0};
    phs_sql_skip_space(dump);
    for (;;) {
        char quote = dump->at < dump->end && (*dump->at == '"' || *dump->at == '`' || *dump->at == '[') ? *dump->at : 0;
        dump->at += quote != 0;
        const char *start = dump->at;
        while (dump->at < dump->end && dump->at - start < LONGEST_NAME &&
               (isalnum((unsigned char)*dump->at) || *dump->at == '_' || *dump->at == '$' || (quote && *dump->at == ' ')))
            dump->at++;
        name = phs_slice_n(start, (size_t)(dump->at - start));
        if (quote && dump->at < dump->end && (*dump->at == '"' || *dump->at == '`' || *dump->at == ']'))
            dump->at++;
        if (dump->at >= dump->end || *dump->at != '.')
            return name;
        dump->at++;
    }
}

/* What a string and what any other value stop at, to be looked at. */
enum { OF_STRINGS = 1, OF_OTHERS = 2 };

static const unsigned char stops[256] = {
    ['\''] = OF_STRINGS, ['\\'] = OF_STRINGS, ['\n'] = OF_STRINGS | OF_OTHERS,
    ['('] = OF_OTHERS,   [')'] = OF_OTHERS,   [','] = OF_OTHERS,
};

/* What neither ends a string nor a line; false: at the end. */
static bool pass_plain(struct phs_sql_dump *dump) {
    const char *at = dump->at, *end = dump->end;
    while (at < end && !(stops[(unsigned char)*at] & OF_STRINGS))
        at++;
    dump->at = at;
    return at < end;
}

/* A number, a word, a call with its arguments. */
static void pass_bare(struct phs_sql_dump *dump) {
    const char *at = dump->at, *end = dump->end;
    end = dump->inside && end - at > LONGEST_INSIDE ? at + LONGEST_INSIDE : end;
    for (size_t depth = 0; at < end; at++) {
        if (!(stops[(unsigned char)*at] & OF_OTHERS))
            continue;
        if (depth == 0 && (*at == ',' || *at == ')'))
            break;
        depth += *at == '(';
        depth -= *at == ')';
        dump->line += *at == '\n';
    }
    dump->at = at;
}

struct phs_slice phs_sql_take_value(struct phs_sql_dump *dump) {
    phs_sql_skip_space(dump);
    const char *start = dump->at;
    if (dump->at < dump->end && (*dump->at == 'N' || *dump->at == 'E') && dump->at + 1 < dump->end && dump->at[1] == '\'')
        start = ++dump->at;
    if (dump->at >= dump->end || *dump->at != '\'') {
        pass_bare(dump);
        return phs_slice_trim(phs_slice_n(start, (size_t)(dump->at - start)));
    }
    start = ++dump->at;
    while (pass_plain(dump) && !(*dump->at == '\'' && (dump->at + 1 == dump->end || dump->at[1] != '\''))) {
        if ((*dump->at == '\\' || *dump->at == '\'') && dump->at + 1 < dump->end)
            phs_sql_step(dump);
        phs_sql_step(dump);
    }
    struct phs_slice value = phs_slice_n(start, (size_t)(dump->at - start));
    dump->at += dump->at < dump->end;
    return value;
}
