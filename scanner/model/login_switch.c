/* SPDX-License-Identifier: Apache-2.0 */
/* The switches, each as the image's documentation has it. */
#include "model/login_switch.h"

#include "base/slice.h"

static bool is_yes(struct phs_slice value) {
    static const char *const no[] = {"", "0", "no", "false", "off"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (phs_slice_ieq(value, phs_slice(no[i])))
            return false;
    return true;
}

bool phs_switches_login_off(struct phs_slice name, struct phs_slice value) {
    static const struct {
        const char *name, *value; /* NULL: anything that says yes */
    } rows[] = {
        {"POSTGRES_HOST_AUTH_METHOD", "trust"},
        {"MYSQL_ALLOW_EMPTY_PASSWORD", NULL},
        {"MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", NULL},
        {"MARIADB_ALLOW_EMPTY_PASSWORD", NULL},
        {"ALLOW_EMPTY_PASSWORD", NULL},
        {"ALLOW_ANONYMOUS_LOGIN", NULL},
        {"xpack.security.enabled", "false"},
        {"XPACK_SECURITY_ENABLED", "false"},
        {"plugins.security.disabled", "true"},
        {"DISABLE_SECURITY_PLUGIN", "true"},
        {"NEO4J_AUTH", "none"},
        {"NEO4J_dbms_security_auth__enabled", "false"},
        {"ME_CONFIG_BASICAUTH", "false"},
        {"COUCHBASE_ALLOW_ANONYMOUS", NULL},
        {"GF_AUTH_ANONYMOUS_ENABLED", "true"},
        {"AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED", "true"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_is(name, rows[i].name))
            return rows[i].value ? phs_slice_ieq(value, phs_slice(rows[i].value)) : is_yes(value);
    return false;
}
