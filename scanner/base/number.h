/* SPDX-License-Identifier: Apache-2.0 */
/* Doubles as text, the same under every locale. Reading is phs_slice_number in slice.h. */
#ifndef PHS_BASE_NUMBER_H
#define PHS_BASE_NUMBER_H

/* Shortest text that reads back as the same double; whole numbers up to 2^53 without point or exponent. Finite only. */
void phs_number_format(double number, char ret_text[32]);

#endif
