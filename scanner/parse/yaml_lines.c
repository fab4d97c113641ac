/* SPDX-License-Identifier: Apache-2.0 */
/* Line arithmetic over a YAML text. */
#include "parse/yaml_lines.h"

#include "base/escape.h"

bool phs_yaml_cut_line(struct phs_slice *rest, struct phs_slice *ret_line) {
    if (rest->len == 0)
        return false;
    size_t len = 0;
    while (len < rest->len && rest->ptr[len] != '\n' && rest->ptr[len] != '\r')
        len++;
    bool crlf = rest->len - len > 1 && rest->ptr[len] == '\r' && rest->ptr[len + 1] == '\n';
    len += len == rest->len ? 0 : crlf ? 2 : 1;
    *ret_line = phs_slice_n(rest->ptr, len);
    *rest = phs_slice_n(rest->ptr + len, rest->len - len);
    return true;
}

static struct phs_slice from(const struct phs_yaml_lines *lines, size_t offset) {
    return phs_slice_n(lines->text.ptr + offset, lines->text.len - offset);
}

static void go_to(struct phs_yaml_lines *lines, size_t line) {
    struct phs_slice cut;
    if (lines->line > line)
        lines->line = lines->offset = 0;
    for (struct phs_slice rest = from(lines, lines->offset); lines->line < line && phs_yaml_cut_line(&rest, &cut);
         lines->line++)
        lines->offset += cut.len;
}

static struct phs_slice without_break(struct phs_slice line) {
    while (line.len > 0 && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
        line.len--;
    return line;
}

void phs_yaml_last_text(struct phs_yaml_lines *lines, size_t first, size_t before, size_t *ret_line, size_t *ret_column) {
    struct phs_slice cut;
    go_to(lines, first);
    struct phs_slice rest = from(lines, lines->offset);
    size_t line = lines->line;
    *ret_line = first;
    *ret_column = 0;
    for (; line < before && phs_yaml_cut_line(&rest, &cut); line++) {
        struct phs_slice text = without_break(cut);
        if (phs_slice_trim(text).len == 0 && line > first)
            continue;
        *ret_line = line;
        *ret_column = phs_utf8_length(text);
    }
}

static size_t comment_start(struct phs_slice line) {
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '#' && (i == 0 || line.ptr[i - 1] == ' ' || line.ptr[i - 1] == '\t'))
            return i;
    return line.len;
}

bool phs_yaml_find_template(struct phs_slice text, size_t *ret_line, size_t *ret_column) {
    struct phs_slice line;
    for (size_t number = 0; phs_yaml_cut_line(&text, &line); number++) {
        line.len = comment_start(line);
        for (size_t i = 0; i + 1 < line.len; i++) {
            if (line.ptr[i] != '{' || (line.ptr[i + 1] != '{' && line.ptr[i + 1] != '%'))
                continue;
            *ret_line = number;
            *ret_column = phs_utf8_length(phs_slice_n(line.ptr, i));
            return true;
        }
    }
    return false;
}
