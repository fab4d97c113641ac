/* SPDX-License-Identifier: Apache-2.0 */
/* Pulling events, and telling what is wrong with a document. */
#include "parse/yaml_events.h"

#include "base/escape.h"
#include "parse/fail.h"
#include "parse/yaml_lines.h"

void phs_yaml_events_init(struct phs_yaml_events *events, const struct phs_source *source, struct phs_yaml_piece piece) {
    *events = (struct phs_yaml_events){.source = source, .piece = piece};
    if (!yaml_parser_initialize(&events->parser))
        phs_out_of_memory();
    yaml_parser_set_encoding(&events->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&events->parser, (const unsigned char *)piece.text.ptr, piece.text.len);
}

void phs_yaml_events_done(struct phs_yaml_events *events) {
    yaml_parser_delete(&events->parser);
}

uint32_t phs_yaml_line(const struct phs_yaml_events *events, size_t line) {
    return phs_place_count(events->piece.lines_before + line + 1);
}

struct phs_place phs_yaml_place(const struct phs_yaml_events *events, yaml_mark_t start, yaml_mark_t end) {
    return (struct phs_place){events->source, phs_yaml_line(events, start.line), phs_place_count(start.column + 1),
                              phs_yaml_line(events, end.line), phs_place_count(end.column + 1)};
}

/* Fails at a line and column counted from 0 inside the piece. */
bool phs_yaml_fail(struct phs_yaml_events *events, enum phs_code code, size_t line, size_t column, const char *sentence) {
    yaml_mark_t mark = {0, line, column};
    events->fault = phs_yaml_place(events, mark, mark);
    phs_parse_fail(&events->err, code, events->source, events->fault.line, events->fault.column, "%s", sentence);
    return false;
}

bool phs_yaml_fail_syntax(struct phs_yaml_events *events, yaml_mark_t mark, const char *sentence) {
    size_t line, column;
    if (phs_yaml_find_template(events->piece.text, &line, &column))
        return phs_yaml_fail(events, PHS_E_INPUT, line, column,
                             "this is a template, to be rendered before it can be read as YAML");
    return phs_yaml_fail(events, PHS_E_INPUT, mark.line, mark.column, sentence);
}

bool phs_yaml_over_limit(struct phs_yaml_events *events, yaml_mark_t mark, const char *what, size_t limit) {
    char sentence[96];
    snprintf(sentence, sizeof sentence, "%s %zu", what, limit);
    return phs_yaml_fail(events, PHS_E_LIMIT, mark.line, mark.column, sentence);
}

/* The reader's errors carry a byte offset instead of a mark. */
static yaml_mark_t mark_of_offset(const struct phs_yaml_events *events, size_t offset) {
    struct phs_slice rest = events->piece.text, line = {0};
    yaml_mark_t mark = {0};
    size_t start = 0;
    for (; phs_yaml_cut_line(&rest, &line) && start + line.len <= offset; mark.line++)
        start += line.len;
    if (offset > start)
        mark.column = phs_utf8_length(phs_slice_n(events->piece.text.ptr + start, offset - start));
    return mark;
}

/* Tabs look like spaces in an editor, and nothing else that is wrong there can be seen before they are gone. */
static bool is_indented_by_tab(const struct phs_yaml_events *events, size_t line_number) {
    struct phs_slice rest = events->piece.text, line = {0};
    for (size_t i = 0; i <= line_number; i++)
        if (!phs_yaml_cut_line(&rest, &line))
            return false;
    size_t n = 0;
    while (n < line.len && line.ptr[n] == ' ')
        n++;
    return n < line.len && line.ptr[n] == '\t';
}

static bool fail_parser(struct phs_yaml_events *events) {
    const yaml_parser_t *parser = &events->parser;
    char sentence[320];
    const char *problem = parser->problem ? parser->problem : "the parser gave up";
    if (parser->error == YAML_SCANNER_ERROR && is_indented_by_tab(events, parser->problem_mark.line))
        return phs_yaml_fail_syntax(events, parser->problem_mark, "this line is indented by a tab; YAML takes only spaces");
    if (strstr(problem, "UTF-8"))
        problem = "this byte is no UTF-8 text";
    if (parser->error == YAML_READER_ERROR)
        return phs_yaml_fail_syntax(events, mark_of_offset(events, parser->problem_offset), problem);
    if (parser->context)
        snprintf(sentence, sizeof sentence, "%s, %s that begins on line %u", problem, parser->context,
                 phs_yaml_line(events, parser->context_mark.line));
    else
        snprintf(sentence, sizeof sentence, "%s", problem);
    return phs_yaml_fail_syntax(events, parser->problem_mark, sentence);
}

bool phs_yaml_next(struct phs_yaml_events *events, yaml_event_t *ret_event) {
    return yaml_parser_parse(&events->parser, ret_event) ? true : fail_parser(events);
}
