/* SPDX-License-Identifier: Apache-2.0 */
/* Where in an instruction of many lines a word of it stands: a finding tells the line that somebody has to change. */
#include "collect/docker/parts.h"

struct phs_place phs_docker_place_of(const struct phs_dockerfile_instruction *instruction, struct phs_slice word) {
    struct phs_place place = instruction->place;
    size_t at = word.len ? phs_slice_find(instruction->raw, word) : (size_t)-1, begin = 0;
    uint32_t lines = 0;
    if (at == (size_t)-1)
        return place;
    for (size_t i = 0; i < at; i++)
        if (instruction->raw.ptr[i] == '\n') {
            lines++;
            begin = i + 1;
        }
    if (lines == 0)
        return place;
    place.line += lines;
    place.end_line = place.line;
    place.column = (uint32_t)(at - begin + 1);
    place.end_column = place.column + (uint32_t)word.len;
    return place;
}
