/* SPDX-License-Identifier: Apache-2.0 */
/* What tells a value from something that only has its shape. Named in checks/patterns/; pure, and none keeps a byte. */
#ifndef PHS_PARSE_MATCH_VALIDATORS_H
#define PHS_PARSE_MATCH_VALIDATORS_H

#include "parse/match/match.h"

/* value lies within file: validators that need its surroundings look at the bytes around. */
typedef enum phs_match_class (*phs_validator)(struct phs_slice value, struct phs_slice file);
phs_validator phs_match_validator(const char *name); /* NULL: there is no such one */
/* Whether what it calls real needs no look for placeholders any more. */
bool phs_match_validator_decides(const char *name);

/* Numbers (numbers.c). */
enum phs_match_class phs_validate_luhn(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_npi(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_mbi(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_ssn(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_itin(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_der(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_dea(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_vin(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_aba(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_number(struct phs_slice value, struct phs_slice file); /* a record or member number */
enum phs_match_class phs_validate_date(struct phs_slice value, struct phs_slice file);   /* of birth: a day of the past */

/* Tokens (tokens.c). */
enum phs_match_class phs_validate_aws_key_id(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_jwt(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_pem(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_key64(struct phs_slice value, struct phs_slice file); /* 64 bytes in base64 */
enum phs_match_class phs_validate_uuid(struct phs_slice value, struct phs_slice file);  /* a UUID, or else rare */
enum phs_match_class phs_validate_rare(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_hex(struct phs_slice value, struct phs_slice file); /* rare, and no checksum by its context */
enum phs_match_class phs_validate_basic(struct phs_slice value, struct phs_slice file); /* user:password in base64 */
enum phs_match_class phs_validate_pem64(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_jwk(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_password(struct phs_slice value, struct phs_slice file);

/* Values that only their name tells (assigned.c). */
enum phs_match_class phs_validate_assignment(struct phs_slice value, struct phs_slice file); /* a key, made by chance */
enum phs_match_class phs_validate_assigned_password(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_typed(struct phs_slice value, struct phs_slice file); /* the argument of a login */
/* The same where the place leaves no doubt: plain words too (assigned_told.c). */
enum phs_match_class phs_validate_told(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_told_argument(struct phs_slice value,
                                                struct phs_slice file);                   /* the name of the call counts */
enum phs_match_class phs_validate_written(struct phs_slice value, struct phs_slice file); /* in a sentence */

enum phs_match_class phs_validate_phrase(struct phs_slice value, struct phs_slice file);       /* a secret of several words */
enum phs_match_class phs_validate_key_argument(struct phs_slice value, struct phs_slice file); /* of a cipher or signature */
enum phs_match_class phs_validate_bare_key(struct phs_slice value, struct phs_slice file);
enum phs_match_class phs_validate_bytes(struct phs_slice value, struct phs_slice file); /* a key as a list of numbers */

/* Values that the name of their column tells (columns.c). */
enum phs_match_class phs_validate_cell(struct phs_slice value, struct phs_slice file); /* of CSV and of tables in texts */
enum phs_match_class phs_validate_row(struct phs_slice value, struct phs_slice file);  /* of an INSERT */

/* Says itself that it is none: "your-key-here", "xxxx", "${TOKEN}", "<token>" (placeholder); "...EXAMPLE..." (documented); a
 * run or a sequence (common); else real. */
enum phs_match_class phs_match_placeholder(struct phs_slice value);
/* How unlike words and counting a value is, of letters and digits: random tokens have 60 and more, names and sentences 40 and
 * less. Entropy alone cannot tell "getUserAuthenticationToken" from a key. */
int phs_match_rarity(struct phs_slice value);
/* Whether words have b behind a; both are ASCII letters. */
bool phs_match_letters_follow(unsigned char a, unsigned char b);

#endif
