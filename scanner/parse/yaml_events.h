/* SPDX-License-Identifier: Apache-2.0 */
/* libyaml's events of one piece of a stream, and its errors as sentences with places in the stream. */
#ifndef PHS_PARSE_YAML_EVENTS_H
#define PHS_PARSE_YAML_EVENTS_H

#include <yaml.h>

#include "base/err.h"
#include "parse/yaml_build.h"

struct phs_yaml_events {
    const struct phs_source *source;
    struct phs_yaml_piece piece;
    yaml_parser_t parser;
    struct phs_err err; /* what went wrong first, and where */
    struct phs_place fault;
};

void phs_yaml_events_init(struct phs_yaml_events *events, const struct phs_source *source, struct phs_yaml_piece piece);
void phs_yaml_events_done(struct phs_yaml_events *events);

/* The caller deletes the event. False after it wrote err. */
bool phs_yaml_next(struct phs_yaml_events *events, yaml_event_t *ret_event);

/* Lines and columns of marks count from 0 inside the piece; these count as a place does. */
uint32_t phs_yaml_line(const struct phs_yaml_events *events, size_t line);
struct phs_place phs_yaml_place(const struct phs_yaml_events *events, yaml_mark_t start, yaml_mark_t end);

/* Each writes err and returns false. */
bool phs_yaml_fail(struct phs_yaml_events *events, enum phs_code code, size_t line, size_t column, const char *sentence);
/* A broken document with "{{" in it is a Helm or Jinja template: said instead, since the sentence would lead astray. */
bool phs_yaml_fail_syntax(struct phs_yaml_events *events, yaml_mark_t mark, const char *sentence);
/* "what limit" */
bool phs_yaml_over_limit(struct phs_yaml_events *events, yaml_mark_t mark, const char *what, size_t limit);

#endif
