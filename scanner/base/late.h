/* SPDX-License-Identifier: Apache-2.0 */
/* Libraries that a scan may never need are loaded by the first call into one of them; late.S holds what stands in for their
 * functions until then. */
#ifndef PHS_BASE_LATE_H
#define PHS_BASE_LATE_H

/* The function of that name in that library, which stays loaded. Ends the process with a sentence when it is not installed, as
 * the dynamic linker does for the others. For any thread. */
void *phs_late_find(const char *library, const char *function);

/* settle is called once, before the first function of OpenSSL, whoever calls it: at once where libraries are linked. From main,
 * before there are threads. */
void phs_late_openssl(void (*settle)(void));
/* The same moment, for who is about to load a library that uses OpenSSL. */
void phs_late_openssl_now(void);
/* Brings it in and settles nothing, for who waits for something else anyhow. Nothing where it is linked. */
void phs_late_openssl_load(void);

#endif
