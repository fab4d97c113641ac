/* SPDX-License-Identifier: Apache-2.0 */
/* Cuts an attribute path at its dots; there is no quoting in the language. */
#include "judge/policy/node.h"

bool phs_path_split(const char *text, struct path *ret_path) {
    struct phs_slice rest = phs_slice(text), part;
    struct path path = {.text = text};
    if (rest.len == 0 || rest.len > PHS_POLICY_MAX_TEXT)
        return false;
    while (phs_slice_cut(&rest, '.', &part)) {
        if (path.n == PHS_POLICY_MAX_SEGMENTS)
            return false;
        path.has_star |= path.n > 0 && phs_slice_is(part, "*");
        path.segments[path.n++] = part;
    }
    *ret_path = path;
    return path.n > 0;
}
