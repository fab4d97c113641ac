/* SPDX-License-Identifier: Apache-2.0 */
/* Text and attributes of XML with what stands for characters replaced: the five names that need no declaration, and numbers. */
#ifndef PHS_PARSE_XML_TEXT_H
#define PHS_PARSE_XML_TEXT_H

#include "base/buf.h"

/* Everything else behind an ampersand stays as it is. */
void phs_xml_text_add(struct phs_buf *out, struct phs_slice raw);

#endif
