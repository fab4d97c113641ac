/* SPDX-License-Identifier: Apache-2.0 */
/* One clause about what decided. Values are named only where they cannot be a secret or an identifier. */
#include "base/buf.h"
#include "judge/policy/node.h"

static bool has_word(struct phs_slice path, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= path.len; i++) {
        size_t k = 0;
        while (k < n && (path.ptr[i + k] | 0x20) == word[k])
            k++;
        if (k == n)
            return true;
    }
    return false;
}

/* Attribute names below which values may be credentials or personal. */
static bool sounds_secret(const char *path) {
    static const char *const words[] = {
        "passw",    "passphrase", "secret",    "token",       "credential", "private",   "api_key",     "apikey", "access_key",
        "auth_key", "connection", "user_data", "environment", "env.",       "variables", "custom_data", "sas_",   "master_user",
        "username", "email",      "phone",     "ssn",         "mrn",        "patient",   "signature",   "cert"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(phs_slice(path), words[i]))
            return true;
    return false;
}

/* [a-z0-9_.:-]{1,32} that begins with a letter and has at most four digits: words of an enumeration, no identifiers. */
static bool is_plain_word(struct phs_slice text) {
    size_t digits = 0;
    if (text.len == 0 || text.len > 32 || text.ptr[0] < 'a' || text.ptr[0] > 'z')
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool digit = c >= '0' && c <= '9';
        digits += digit;
        if (!digit && !(c >= 'a' && c <= 'z') && !strchr("_.:-", c))
            return false;
    }
    return digits <= 4;
}

static bool is_own_value(struct eval *eval, const struct node *leaf, const struct phs_value *value) {
    for (size_t i = 0; i < leaf->operand.n; i++)
        if (phs_same(eval, value, leaf->operand.items[i]) == SAYS_YES)
            return true;
    return false;
}

static bool may_show(struct eval *eval, const struct node *leaf, const struct phs_value *value) {
    if (!value || (value->flags & PHS_VALUE_SENSITIVE))
        return false;
    if (value->kind == PHS_BOOL || (value->flags & PHS_VALUE_WORD))
        return true;
    if (value->kind != PHS_NUMBER && value->kind != PHS_STRING)
        return false;
    if (is_own_value(eval, leaf, value))
        return true;
    if (sounds_secret(leaf->path.text))
        return false;
    return value->kind == PHS_NUMBER || is_plain_word(value->string);
}

/* Where a bracket of a JSONPath ends; quotes inside are passed over. */
static const char *after_bracket(const char *c) {
    char quote = 0;
    int depth = 0;
    for (; *c; c++) {
        if (quote)
            quote = *c == quote ? 0 : quote;
        else if (*c == '\'' || *c == '"')
            quote = *c;
        else
            depth += *c == '[' ? 1 : *c == ']' ? -1 : 0;
        if (!depth)
            return c + 1;
    }
    return c;
}

/* policy.Statement[?(@.Effect == 'Allow')].Action[*] is policy.Statement.Action to a reader: filters and stars go, keys stay.
 */
static const char *name_of(struct eval *eval, const struct node *leaf) {
    if (!leaf->jsonpath)
        return phs_printf(eval->arena, "%.160s", leaf->path.text);
    char *name = phs_strdup(eval->arena, leaf->path.text), *to = name;
    for (const char *c = leaf->path.text; *c;) {
        bool goes = *c == '[' && (c[1] == '?' || c[1] == '*');
        if (goes)
            c = after_bracket(c);
        else
            *to++ = *c++;
    }
    *to = '\0';
    return phs_printf(eval->arena, "%.160s", name);
}

enum { LONGEST_OPERAND = 64 };

/* The operator's own words with the policy's value in the place of %s. */
static const char *phrase(struct eval *eval, const struct node *leaf, bool holds) {
    const char *words = holds ? leaf->op->yes : leaf->op->no;
    const char *gap = strstr(words, "%s");
    if (!gap)
        return words;
    return phs_printf(eval->arena, "%.*s%s%s", (int)(gap - words), words, leaf->operand.shown, gap + 2);
}

static const char *known_clause(struct eval *eval, const struct opinion *opinion, const struct phs_value *value) {
    const struct node *leaf = opinion->leaf;
    bool holds = (opinion->truth == SAYS_YES) != leaf->op->negative;
    const char *name = name_of(eval, leaf);
    if (!value)
        return phs_printf(eval->arena, "%s is not set", name);
    if (phs_is(value, PHS_BOOL) && value->because)
        return phs_printf(eval->arena, "%.600s", value->because);
    if (phs_is(value, PHS_BOOL) || (may_show(eval, leaf, value) && leaf->op->wants != WANTS_NOTHING)) {
        struct phs_slice shown = phs_canonical(eval, value);
        return phs_printf(eval->arena, "%s is %.*s", name, (int)(shown.len > 80 ? 80 : shown.len), shown.ptr);
    }
    /* Nobody reads a long pattern; what it means stands in the check's own prose. */
    if (strlen(leaf->operand.shown) > LONGEST_OPERAND)
        return phs_printf(eval->arena, "%s has a value that this check %s", name,
                          opinion->truth == SAYS_YES ? "accepts" : "refuses");
    return phs_printf(eval->arena, "%s %s", name, phrase(eval, leaf, holds));
}

const char *phs_clause(struct eval *eval, const struct opinion *opinion) {
    if (opinion->text)
        return opinion->text;
    if (!opinion->leaf)
        return "nothing speaks against it";
    const struct node *leaf = opinion->leaf;
    if (opinion->foreign_type)
        return "a condition of the policy is about other types";
    if (leaf->kind == NODE_RESOURCE)
        return leaf->allows == (opinion->truth == SAYS_YES) ? "its type is listed" : "its type is not listed";
    if (leaf->kind != NODE_ATTRIBUTE)
        return "its type decides";
    if (opinion->truth == SAYS_MAYBE && opinion->why && strncmp(leaf->path.text, "concluded.", 10) == 0)
        return phs_printf(eval->arena, "%.400s", opinion->why);
    if (opinion->truth == SAYS_MAYBE)
        return phs_printf(eval->arena, "%s is not known: %.200s", name_of(eval, leaf),
                          opinion->why ? opinion->why : "no reason");
    eval->steps = 0;
    return known_clause(eval, opinion, phs_view(eval, opinion->value));
}
