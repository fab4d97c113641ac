/* SPDX-License-Identifier: Apache-2.0 */
/* One YAML document, from libyaml's events to a value tree. The stream around it is yaml.c's. */
#ifndef PHS_PARSE_YAML_BUILD_H
#define PHS_PARSE_YAML_BUILD_H

#include "parse/yaml.h"

struct phs_yaml_piece {
    struct phs_slice text;
    uint32_t lines_before; /* lines of the stream in front of the piece */
};

/* The piece holds at most one document. Fills document; options are complete (no zeros). */
void phs_yaml_build(struct phs_arena *arena, const struct phs_source *source, struct phs_yaml_piece piece,
                    const struct phs_yaml_options *options, struct phs_yaml_document *document);

#endif
