/* SPDX-License-Identifier: Apache-2.0 */
/* A value as JSON on one line, for a test to compare or to hand on. */
#ifndef TESTS_SUPPORT_JSON_TEXT_H
#define TESTS_SUPPORT_JSON_TEXT_H

#include "base/buf.h"
#include "model/value.h"

static inline const char *json_text(struct phs_arena *where, const struct phs_value *value) {
    struct phs_buf buf;
    struct phs_json json;
    phs_buf_init(&buf, 1 << 20);
    phs_json_init(&json, &buf, false);
    phs_value_write_json(&json, value);
    const char *text = phs_strdup(where, phs_buf_text(&buf));
    phs_buf_done(&buf);
    return text;
}

#endif
