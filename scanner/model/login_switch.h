/* SPDX-License-Identifier: Apache-2.0 */
/* Settings of the images of databases and their like that let everybody in who reaches them. */
#ifndef PHS_MODEL_LOGIN_SWITCH_H
#define PHS_MODEL_LOGIN_SWITCH_H

#include <stdbool.h>

#include "base/slice.h"

/* POSTGRES_HOST_AUTH_METHOD=trust, MYSQL_ALLOW_EMPTY_PASSWORD=yes ... by the image's own documentation. */
bool phs_switches_login_off(struct phs_slice name, struct phs_slice value);

#endif
