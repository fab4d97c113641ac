/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a reference to a container image, as the distribution reference grammar has them. */
#ifndef PHS_MODEL_IMAGE_H
#define PHS_MODEL_IMAGE_H

#include "model/value.h"

/* {reference, registry, name, tag, digest, pinned}: registry is docker.io and tag is latest where they are not written (marked
 * PHS_VALUE_DEFAULT); no default tag beside a digest. An unknown stays the unknown; what is no text gives NULL. */
const struct phs_value *phs_image_value(struct phs_arena *arena, const struct phs_value *reference);

#endif
