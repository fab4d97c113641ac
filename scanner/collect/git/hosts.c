/* SPDX-License-Identifier: Apache-2.0 */
/* Who hosts a repository: the hosts of its remotes. */
#include "collect/git/tree_parts.h"

/* "https://user:word@host:1/path", "ssh://host/path", "git@host:path"; a folder has none. Only the host is kept: people put
 * passwords in front of it. */
static struct phs_slice host_of(const char *url) {
    struct phs_slice rest = phs_slice(url), host;
    size_t scheme = phs_slice_find(rest, PHS_SLICE("://"));
    size_t colon = phs_slice_find(rest, PHS_SLICE(":")), slash = phs_slice_find(rest, PHS_SLICE("/"));
    if (scheme != (size_t)-1)
        rest = phs_slice_n(rest.ptr + scheme + 3, rest.len - scheme - 3);
    else if (colon == (size_t)-1 || colon < 2 || slash < colon)
        return phs_slice_n("", 0);
    if (!phs_slice_cut(&rest, '/', &host))
        return phs_slice_n("", 0);
    const char *at = memrchr(host.ptr, '@', host.len);
    if (at)
        host = phs_slice_n(at + 1, host.len - (size_t)(at + 1 - host.ptr));
    struct phs_slice name = host;
    phs_slice_cut(&name, ':', &host);
    return host;
}

static void add_host(struct phs_listing *listing, const char *url) {
    struct phs_slice host = url ? host_of(url) : phs_slice_n("", 0);
    bool known = host.len == 0;
    for (size_t k = 0; k < listing->tree->hosts.n; k++)
        known |= phs_slice_is(host, listing->tree->hosts.at[k]);
    if (!known)
        PHS_PUSH(listing->arena, listing->tree->hosts, phs_slice_dup(listing->arena, host));
}

/* From the configuration itself: git_remote_list of libgit2 1.5 leaks what its expression matched. */
void phs_listing_hosts(struct phs_listing *listing) {
    enum { MOST_REMOTES = 100 };
    git_config *config = NULL;
    git_config_iterator *entries = NULL;
    git_config_entry *entry;
    size_t remotes = 0;
    if (git_repository_config_snapshot(&config, listing->repository) == 0 && git_config_iterator_new(&entries, config) == 0)
        while (remotes < MOST_REMOTES && git_config_next(&entry, entries) == 0)
            if (strncmp(entry->name, "remote.", 7) == 0 && phs_slice_ends(phs_slice(entry->name), ".url")) {
                add_host(listing, entry->value);
                remotes++;
            }
    git_config_iterator_free(entries);
    git_config_free(config);
}
