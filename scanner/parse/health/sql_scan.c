/* SPDX-License-Identifier: Apache-2.0 */
/* Words, names and values of statements. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/sql.h"

enum { LONGEST_NAME = 128 };

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

/* What neither ends a string nor a line; false: at the end. */
static bool pass_plain(struct phs_sql_dump *dump) {
    const char *at = dump->at, *end = dump->end;
    while (at < end && *at != '\'' && *at != '\\' && *at != '\n')
        at++;
    dump->at = at;
    return at < end;
}

struct phs_slice phs_sql_take_value(struct phs_sql_dump *dump) {
    phs_sql_skip_space(dump);
    const char *start = dump->at;
    if (dump->at < dump->end && (*dump->at == 'N' || *dump->at == 'E') && dump->at + 1 < dump->end && dump->at[1] == '\'')
        start = ++dump->at;
    if (dump->at >= dump->end || *dump->at != '\'') {
        const char *at = dump->at, *end = dump->end;
        uint32_t line = dump->line;
        for (size_t depth = 0; at < end && (depth > 0 || (*at != ',' && *at != ')')); at++) {
            depth += *at == '(';
            depth -= *at == ')';
            line += *at == '\n';
        }
        dump->at = at;
        dump->line = line;
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
