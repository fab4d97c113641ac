/* SPDX-License-Identifier: Apache-2.0 */
/* Which settings look like secrets written out. */
#include "model/secretish.h"

#include <criterion/criterion.h>

Test(secretish, is_told_by_name_and_text) {
    static const struct {
        const char *scenario, *name, *text;
        bool expected;
    } rows[] = {
        {"a password", "DB_PASSWORD", "kestrel917", true},
        {"nothing", "DB_PASSWORD", "", false},
        {"a reference", "DB_PASSWORD", "${DB_PASSWORD}", false},
        {"a file with one", "DB_PASSWORD_FILE", "kestrel917", false},
        {"an address to connect to", "ZOOKEEPER_CONNECTION_STRING", "zookeeper:2181", false},
        {"a connection with a key", "STORAGE_CONNECTION_STRING", "AccountName=a;AccountKey=kestrel917", true},
        {"a connection with credentials", "MONGO_CONNECTION_STRING", "mongodb://a:kestrel917@db:27017", true},
        {"a mechanism", "LISTENER_TOKEN_SASL_ENABLED_MECHANISMS", "OAUTHBEARER", false},
        {"where credentials come from", "AUTH_CREDENTIALS_PROVIDER", "BASIC", false},
        {"of what kind one is", "STRATEGIES_ACCESS_TOKEN", "jwt", false},
        {"how long one lives", "TOKEN_TIME", "9000", false},
        {"whether an empty one will do", "ALLOW_EMPTY_PASSWORD", "maybe", false},
        {"what is left of a complaint", "POSTGRES_PASSWORD", "?", false},
        {"the name where the value goes", "administratorLoginPassword", "administrator-login-password", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_secretish(phs_slice(rows[i].name), phs_slice(rows[i].text)), rows[i].expected, "%s", rows[i].scenario);
}
