/* SPDX-License-Identifier: Apache-2.0 */
/* File and path functions. What they read may be hostile: size, number and place of the files are bounded. */
#include <limits.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/escape.h"
#include "base/file.h"
#include "collect/terraform/readfile.h"

enum { MAX_FILE = 8 * 1024 * 1024, MAX_TEMPLATE_DEPTH = 8, MAX_FILESET = 20000, MAX_OUTLINE = 65536 };

static const char *real(struct phs_arena *arena, const char *path) {
    char *found = realpath(path, NULL);
    const char *copy = found ? phs_strdup(arena, found) : NULL;
    free(found);
    return copy;
}

static bool below(const char *path, const char *folder) {
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0' || (n == 1 && folder[0] == '/'));
}

/* Where name would lie, links not looked at. */
static const char *lexical(struct phs_arena *arena, const char *cwd, const char *name) {
    return phs_path_clean(arena, name[0] == '/' ? name : phs_printf(arena, "%s/%s", cwd, name));
}

const char *phs_tf_inside(const struct phs_tf_args *args, struct phs_slice name, bool *ret_outside) {
    const struct phs_tf_host *host = args->host;
    *ret_outside = !host->top || name.len >= PATH_MAX || memchr(name.ptr ? name.ptr : "", 0, name.len) != NULL;
    if (*ret_outside)
        return NULL;
    const char *top = real(args->arena, host->top), *cwd = real(args->arena, host->cwd);
    *ret_outside = !top || !cwd;
    if (*ret_outside)
        return NULL;
    const char *path = lexical(args->arena, cwd, phs_slice_dup(args->arena, name));
    const char *found = real(args->arena, path);
    *ret_outside = !below(found ? found : path, top);
    return *ret_outside ? NULL : found;
}

bool phs_tf_read(const struct phs_tf_args *args, struct phs_slice name, struct phs_slice *ret_bytes,
                 const struct phs_value **ret_bad) {
    bool outside;
    struct phs_err err = {0};
    const char *path = phs_tf_inside(args, name, &outside);
    if (outside) {
        *ret_bad = phs_tf_unknown(args, PHS_WHY_UNREAD, "a file outside the scanned folder is not read");
        return false;
    }
    if (!path) {
        *ret_bad = phs_tf_error(args, "there is no such file");
        return false;
    }
    size_t limit = args->host->bytes_left < MAX_FILE ? args->host->bytes_left : MAX_FILE;
    enum phs_code code = phs_file_read(args->arena, path, limit, ret_bytes, &err);
    if (code == PHS_OK) {
        args->host->bytes_left -= ret_bytes->len;
        return true;
    }
    *ret_bad = code == PHS_E_LIMIT ? phs_tf_unknown(args, PHS_WHY_LIMIT, "the files that expressions read are too large")
                                   : phs_tf_unknown(args, PHS_WHY_UNREAD, "a file that an expression names cannot be read");
    return false;
}

static const struct phs_value *call_file(const struct phs_tf_args *args) {
    struct phs_slice name, bytes;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &name, &bad) || !phs_tf_read(args, name, &bytes, &bad))
        return bad;
    return phs_utf8_valid(bytes, NULL) ? phs_tf_string(args, bytes) : phs_tf_error(args, "the file is no UTF-8 text");
}

static const struct phs_value *call_filebase64(const struct phs_tf_args *args) {
    struct phs_slice name, bytes;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &name, &bad) || !phs_tf_read(args, name, &bytes, &bad))
        return bad;
    return phs_tf_string(args, phs_base64_encode(args->arena, bytes));
}

static const struct phs_value *call_fileexists(const struct phs_tf_args *args) {
    struct phs_slice name;
    const struct phs_value *bad;
    bool outside;
    if (!phs_tf_arg_string(args, 0, &name, &bad))
        return bad;
    const char *path = phs_tf_inside(args, name, &outside);
    if (outside)
        return phs_tf_unknown(args, PHS_WHY_UNREAD, "a file outside the scanned folder is not looked at");
    return phs_tf_bool(args, path && phs_is_file(path));
}

/* {a,b} in a fileset pattern becomes several patterns. */
static void expand_braces(struct phs_arena *arena, const char *pattern, const char **list, size_t *n, size_t max) {
    const char *open = strchr(pattern, '{'), *close = open ? strchr(open, '}') : NULL;
    if (!close) {
        if (*n < max)
            list[(*n)++] = pattern;
        return;
    }
    struct phs_slice rest = phs_slice_n(open + 1, (size_t)(close - open - 1)), part;
    while (*n < max && phs_slice_cut(&rest, ',', &part))
        expand_braces(arena,
                      phs_printf(arena, "%.*s%.*s%s", (int)(open - pattern), pattern, (int)part.len, part.ptr, close + 1), list,
                      n, max);
}

static bool matches_one(const char *const *patterns, size_t n, const char *path) {
    for (size_t i = 0; i < n; i++)
        if (phs_glob_match(patterns[i], path) || (strncmp(patterns[i], "**/", 3) == 0 && phs_glob_match(patterns[i] + 3, path)))
            return true;
    return false;
}

static bool enters(void *user, const char *path) {
    (void)user;
    return strstr(path, ".terraform") == NULL;
}

static const struct phs_value *call_fileset(const struct phs_tf_args *args) {
    struct phs_slice folder, pattern;
    const struct phs_value *bad;
    bool outside;
    if (!phs_tf_arg_string(args, 0, &folder, &bad) || !phs_tf_arg_string(args, 1, &pattern, &bad))
        return bad;
    const char *path = phs_tf_inside(args, folder, &outside);
    if (outside)
        return phs_tf_unknown(args, PHS_WHY_UNREAD, "a folder outside the scanned one is not looked at");
    if (!path || !phs_is_dir(path))
        return phs_tf_set_of(args->arena, NULL, 0, args->place);
    struct phs_walk walk = {0};
    struct phs_walk_options options = {.max_files = MAX_FILESET, .enter = enters};
    if (phs_walk(args->arena, path, &options, &walk, NULL) != PHS_OK)
        return phs_tf_unknown(args, PHS_WHY_LIMIT, "a folder that an expression lists is too large");
    const char *patterns[16];
    size_t count = 0;
    expand_braces(args->arena, phs_slice_dup(args->arena, pattern), patterns, &count, 16);
    PHS_VEC(const struct phs_value *) found = {0};
    for (size_t i = 0; i < walk.files.n; i++)
        if (matches_one(patterns, count, walk.files.at[i].path))
            PHS_PUSH(args->arena, found, phs_tf_string(args, phs_slice(walk.files.at[i].path)));
    return phs_tf_set_of(args->arena, found.at, found.n, args->place);
}

/* Whatever the variables are, what stands in the template itself stands in the result. */
static const struct phs_value *outlined(const struct phs_tf_args *args, const struct phs_value *unknown,
                                        struct phs_slice text) {
    struct phs_value *copy = PHS_NEW(args->arena, struct phs_value);
    struct phs_hint *hint = PHS_NEW(args->arena, struct phs_hint);
    if (unknown->kind != PHS_UNKNOWN || text.len > MAX_OUTLINE)
        return unknown;
    hint->outline = text;
    *copy = *unknown;
    copy->unknown.hint = hint;
    return copy;
}

static const struct phs_value *render(const struct phs_tf_args *args, struct phs_slice text, const char *path) {
    if (!args->host->render)
        return phs_tf_unknown(args, PHS_WHY_UNSUPPORTED, "templates are not evaluated here");
    if (args->at[1]->kind == PHS_UNKNOWN)
        return outlined(args, phs_tf_because(args, args->at[1]), text);
    if (args->at[1]->kind != PHS_MAP)
        return phs_tf_error(args, "the variables must be a map");
    if (args->host->depth >= MAX_TEMPLATE_DEPTH)
        return phs_tf_unknown(args, PHS_WHY_LIMIT, "templates are nested too deep");
    args->host->depth++;
    const struct phs_value *result = args->host->render(args->host->user, text, path, args->at[1], args->place);
    args->host->depth--;
    return result;
}

static const struct phs_value *call_templatefile(const struct phs_tf_args *args) {
    struct phs_slice name, bytes;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &name, &bad) || !phs_tf_read(args, name, &bytes, &bad))
        return bad;
    if (!phs_utf8_valid(bytes, NULL))
        return phs_tf_error(args, "the file is no UTF-8 text");
    const char *path = phs_path_join(args->arena, args->host->cwd, phs_slice_dup(args->arena, name));
    return render(args, bytes, phs_path_clean(args->arena, path));
}

static const struct phs_value *call_templatestring(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    return phs_tf_arg_string(args, 0, &text, &bad) ? render(args, text, "template") : bad;
}

static const struct phs_value *call_basename(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    if (text.len == 0)
        return phs_tf_string(args, PHS_SLICE("."));
    while (text.len > 1 && text.ptr[text.len - 1] == '/')
        text.len--;
    const char *copy = phs_slice_dup(args->arena, text);
    return phs_tf_string(args, phs_slice(text.len > 1 ? phs_path_base(copy) : copy));
}

static const struct phs_value *call_dirname(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != '/')
        at--;
    const char *folder = phs_strndup(args->arena, text.ptr, at);
    if (at == 0)
        return phs_tf_string(args, PHS_SLICE("."));
    return phs_tf_string(args, phs_slice(at == 1 ? "/" : phs_path_clean(args->arena, folder)));
}

static const struct phs_value *call_abspath(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    const char *cwd = args->host->cwd ? real(args->arena, args->host->cwd) : NULL;
    if (!cwd)
        return phs_tf_unknown(args, PHS_WHY_UNREAD, "the folder is not known");
    return phs_tf_string(
        args, phs_slice(phs_path_clean(args->arena, phs_path_join(args->arena, cwd, phs_slice_dup(args->arena, text)))));
}

static const struct phs_value *call_pathexpand(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    if (phs_slice_starts(text, "~"))
        return phs_tf_unknown(args, PHS_WHY_UNREAD, "the home folder of whoever applies is not known");
    return phs_tf_string(args, text);
}

const struct phs_tf_function phs_tf_file_functions[] = {
    {"abspath", 1, 1, 0, call_abspath},
    {"basename", 1, 1, 0, call_basename},
    {"dirname", 1, 1, 0, call_dirname},
    {"file", 1, 1, 0, call_file},
    {"filebase64", 1, 1, 0, call_filebase64},
    {"fileexists", 1, 1, 0, call_fileexists},
    {"fileset", 2, 2, 0, call_fileset},
    {"pathexpand", 1, 1, 0, call_pathexpand},
    {"templatefile", 2, 2, PHS_TF_OWN, call_templatefile},
    {"templatestring", 2, 2, PHS_TF_OWN, call_templatestring},
    {0},
};
