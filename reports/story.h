/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces that all explanations are made of; between the explain_*.c files. */
#ifndef PHS_REPORTS_STORY_H
#define PHS_REPORTS_STORY_H

#include "reports/explain.h"

/* "aws.s3.x  S3 buckets ..." */
void phs_story_title(struct phs_story *story, const char *id, const char *title);
/* "why" in a column and wrapped text beside it; nothing for NULL or "". */
void phs_story_field(struct phs_story *story, const char *label, const char *text);
/* A heading with an empty line above. */
void phs_story_part(struct phs_story *story, const char *heading);
/* "  id  text", wrapped. */
void phs_story_item(struct phs_story *story, const char *id, const char *text);
/* The controls of a safeguard, one line a framework. */
void phs_story_controls(struct phs_story *story, const struct phs_safeguard *safeguard);

#endif
