/* SPDX-License-Identifier: Apache-2.0 */
/* Finds a function of a library that is loaded now. */
#include "base/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

void *phs_late_find(const char *library, const char *function) {
    void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL); /* counted: each function's first call asks again */
    void *found = handle ? dlsym(handle, function) : NULL;
    if (!found) {
        fprintf(stderr, "phiscope: a library that is needed here cannot be loaded: %s\n", dlerror());
        _Exit(1);
    }
    return found;
}
