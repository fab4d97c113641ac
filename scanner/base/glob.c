/* SPDX-License-Identifier: Apache-2.0 */
/* Globs over paths. Only the last star of each kind is ever tried again: an earlier one that took more could not help, because
 * what follows a star may begin as late as it likes. That keeps hostile patterns such as *a*a*a*a*b cheap. */
#include "base/slice.h"

struct retry {
    const char *pattern; /* NULL: none */
    const char *path;
};

/* Reads the class behind '[': whether c is in it, and where it ends. False when it is not closed and '[' is a plain byte. */
static bool class_holds(const char *pattern, unsigned char c, bool *ret_holds, const char **ret_end) {
    const char *p = pattern + 1;
    bool negated = *p == '!' || *p == '^', holds = false;
    p += negated;
    for (const char *begin = p; *p && (*p != ']' || p == begin); p++) {
        unsigned char low = (unsigned char)*p, high = low;
        if (p[1] == '-' && p[2] && p[2] != ']') {
            high = (unsigned char)p[2];
            p += 2;
        }
        holds = holds || (c >= low && c <= high);
    }
    if (*p != ']')
        return false;
    *ret_holds = holds != negated;
    *ret_end = p + 1;
    return true;
}

/* One byte of the path against one element that is no star; returns the next element or NULL. */
static const char *step(const char *pattern, char c) {
    bool holds;
    const char *end;
    if (*pattern == '?')
        return c != '/' ? pattern + 1 : NULL;
    if (*pattern == '[' && class_holds(pattern, (unsigned char)c, &holds, &end))
        return holds && c != '/' ? end : NULL;
    if (*pattern == '\\' && pattern[1])
        pattern++;
    return *pattern == c ? pattern + 1 : NULL;
}

/* Lets the star take one byte more. A "**" + "/" (its pattern stands behind the slash) ends behind a slash only. */
static bool take_more(struct retry *star, bool crosses, bool whole_components) {
    if (!star->pattern || !*star->path || (!crosses && *star->path == '/'))
        return false;
    if (!whole_components) {
        star->path++;
        return true;
    }
    const char *slash = strchr(star->path, '/');
    if (!slash)
        return false;
    star->path = slash + 1;
    return true;
}

bool phs_glob_match(const char *pattern, const char *path) {
    struct retry one = {0}, two = {0};
    bool whole = false;
    const char *begin = pattern;
    for (;;) {
        if (pattern[0] == '*' && pattern[1] == '*') {
            bool fresh = pattern == begin || pattern[-1] == '/';
            while (*pattern == '*')
                pattern++;
            whole = fresh && *pattern == '/';
            pattern += whole;
            two = (struct retry){pattern, path};
            one = (struct retry){0};
            continue;
        }
        if (*pattern == '*') {
            one = (struct retry){++pattern, path};
            continue;
        }
        if (!*pattern && !*path)
            return true;
        const char *next = *pattern && *path ? step(pattern, *path) : NULL;
        if (next) {
            pattern = next;
            path++;
        } else if (take_more(&one, false, false)) {
            pattern = one.pattern;
            path = one.path;
        } else if (take_more(&two, true, whole)) {
            pattern = two.pattern;
            path = two.path;
            one = (struct retry){0};
        } else {
            return false;
        }
    }
}
