/* SPDX-License-Identifier: Apache-2.0 */
/* The file of statements: read, and grown at its end. */
#include "base/file.h"
#include "base/json_writer.h"
#include "cli/attest.h"
#include "parse/yaml.h"

enum { MOST_BYTES = 16 * 1024 * 1024 };

static const struct phs_value *list_of(const struct phs_value *root) {
    if (phs_is(root, PHS_LIST))
        return root;
    const struct phs_value *list = phs_get(root, "attestations");
    return phs_is(list, PHS_LIST) ? list : phs_get(root, "answers");
}

static enum phs_code parse(struct phs_arena *arena, const char *path, struct phs_slice text, const struct phs_value **ret_list,
                           struct phs_err *err) {
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    const struct phs_value *root;
    source->path = phs_strdup(arena, path);
    enum phs_code code = phs_yaml_parse_one(arena, source, text, NULL, &root, err);
    if (code == PHS_OK)
        *ret_list = list_of(root);
    return code;
}

enum phs_code phs_statements_open(struct phs_arena *arena, const char *path, struct phs_statements *ret_statements,
                                  struct phs_err *err) {
    struct phs_statements statements = {.arena = arena, .path = path, .text = "", .indent = 2};
    struct phs_slice bytes;
    const struct phs_value *list;
    if (!phs_is_file(path)) {
        *ret_statements = statements;
        return PHS_OK;
    }
    if (phs_file_read(arena, path, MOST_BYTES, &bytes, err) != PHS_OK)
        return PHS_E_USAGE;
    struct phs_err why = {0};
    if (parse(arena, path, bytes, &list, &why) != PHS_OK || !phs_is(list, PHS_LIST))
        return phs_fail(err, PHS_E_USAGE, "%s is no YAML list of statements; name another file, and --import %s into it.", path,
                        path);
    statements.text = phs_slice_dup(arena, bytes);
    statements.count = list->list.n;
    if (list->list.n)
        statements.indent = list->list.at[0]->place.column > 2 ? (int)list->list.at[0]->place.column - 3 : 0;
    *ret_statements = statements;
    return PHS_OK;
}

static void put(struct phs_buf *out, int indent, const char *key, const char *text) {
    struct phs_json json;
    if (!text)
        return;
    phs_buf_printf(out, "%*s%s: ", indent, "", key);
    phs_json_init(&json, out, false);
    phs_json_string(&json, text);
    phs_buf_putc(out, '\n');
}

static void put_evidence(struct phs_buf *out, int indent, const struct phs_statement *statement) {
    struct phs_json json;
    if (!statement->evidence.n)
        return;
    phs_buf_printf(out, "%*sevidence: ", indent, "");
    phs_json_init(&json, out, false);
    phs_json_array(&json);
    for (size_t i = 0; i < statement->evidence.n; i++)
        phs_json_string(&json, statement->evidence.at[i]);
    phs_json_array_end(&json);
    phs_buf_putc(out, '\n');
}

static const char *grown(const struct phs_statements *statements, const struct phs_statement *statement) {
    struct phs_buf out;
    size_t n = strlen(statements->text);
    int indent = statements->indent + 2;
    phs_buf_init(&out, MOST_BYTES * 2);
    if (n == 0)
        phs_buf_puts(
            &out,
            "# What people state about safeguards that no scanner sees. The later of two statements counts.\nattestations:\n");
    phs_buf_puts(&out, statements->text);
    if (n && statements->text[n - 1] != '\n')
        phs_buf_putc(&out, '\n');
    phs_buf_printf(&out, "%*s- safeguard: %s\n", statements->indent, "", statement->safeguard);
    put(&out, indent, "system", statement->system);
    put(&out, indent, "answer", statement->answer);
    put(&out, indent, "reason", statement->reason);
    put(&out, indent, "statement", statement->statement);
    put_evidence(&out, indent, statement);
    put(&out, indent, "by", statement->by);
    put(&out, indent, "role", statement->role);
    put(&out, indent, "date", statement->date);
    put(&out, indent, "review_by", statement->review_by);
    const char *text = phs_strdup(statements->arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

/* What we wrote must be what will be read: one statement more, and it is this one. */
static bool reads_back(const struct phs_statements *statements, const char *text, const struct phs_statement *statement) {
    const struct phs_value *list;
    struct phs_err err = {0};
    return parse(statements->arena, statements->path, phs_slice(text), &list, &err) == PHS_OK && phs_is(list, PHS_LIST) &&
           list->list.n == statements->count + 1 &&
           phs_slice_is(phs_text(phs_get(list->list.at[statements->count], "safeguard")), statement->safeguard);
}

enum phs_code phs_statements_save(struct phs_statements *statements, const struct phs_statement *statement,
                                  struct phs_err *err) {
    const char *text = grown(statements, statement);
    if (!reads_back(statements, text, statement))
        return phs_fail(err, PHS_E_USAGE,
                        "%s does not end in its list of statements, so nothing can be added; name another file.",
                        statements->path);
    return phs_file_write(statements->path, phs_slice(text), false, err);
}

void phs_statements_keep(struct phs_statements *statements, const struct phs_statement *statement) {
    statements->text = grown(statements, statement);
    statements->count++;
}
