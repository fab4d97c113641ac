/* SPDX-License-Identifier: Apache-2.0 */
/* Libraries that a scan may never need are loaded by the first call into one of them; late.S holds what stands in for their
 * functions until then. */
#ifndef PHS_BASE_LATE_H
#define PHS_BASE_LATE_H

/* The function of that name in that library, which stays loaded. Ends the process with a sentence when it is not installed, as
 * the dynamic linker does for the others. For any thread. */
void *phs_late_find(const char *library, const char *function);

#endif
