/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes of a part in the order in which they stand. */
#include "parse/xlsx_own.h"

#include "parse/xml_text.h"

enum { LONGEST_TEXT = 1 << 20 };

struct phs_xlsx_own *phs_xlsx_own_new(void) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_xlsx_own *own = PHS_NEW(arena, struct phs_xlsx_own);
    own->arena = arena;
    phs_buf_init(&own->text, LONGEST_TEXT);
    return own;
}

void phs_xlsx_own_start(struct phs_xlsx_own *own, struct phs_slice bytes) {
    own->scan = (struct phs_xml_scan){.at = bytes.ptr, .end = bytes.ptr ? bytes.ptr + bytes.len : bytes.ptr, .line = 1};
    own->token = PHS_XML_END;
}

void phs_xlsx_own_free(struct phs_xlsx_own *own) {
    phs_buf_done(&own->text);
    phs_arena_free(own->arena);
}

bool phs_xlsx_own_next(struct phs_xlsx_own *own) {
    own->token = phs_xml_next(&own->scan);
    own->attribute = 0;
    return own->token != PHS_XML_END;
}

bool phs_xlsx_own_at(const struct phs_xlsx_own *own, const char *element) {
    return own->token == PHS_XML_OPEN && phs_slice_is(own->scan.name, element);
}

bool phs_xlsx_own_at_end(const struct phs_xlsx_own *own, const char *element) {
    bool ends = own->token == PHS_XML_CLOSE || (own->token == PHS_XML_OPEN && own->scan.closed);
    return ends && phs_slice_is(own->scan.name, element);
}

bool phs_xlsx_own_attribute(struct phs_xlsx_own *own, const char **ret_name, const char **ret_value, bool *ret_prefixed) {
    if (own->attribute == own->scan.attributes)
        return false;
    const struct phs_xml_attribute *attribute = &own->scan.attribute[own->attribute++];
    phs_buf_clear(&own->text);
    phs_buf_slice(&own->text, attribute->name);
    phs_buf_putc(&own->text, '\0');
    phs_xml_text_add(&own->text, attribute->value);
    const char *text = phs_buf_text(&own->text);
    *ret_name = text;
    *ret_value = own->text.len > attribute->name.len ? text + attribute->name.len + 1 : "";
    *ret_prefixed = attribute->name.ptr[-1] == ':'; /* something stands before every name of an attribute */
    return true;
}

const char *phs_xlsx_own_text(struct phs_xlsx_own *own) {
    if (own->token != PHS_XML_TEXT)
        return NULL;
    phs_buf_clear(&own->text);
    phs_xml_text_add(&own->text, own->scan.text);
    return phs_buf_text(&own->text);
}
