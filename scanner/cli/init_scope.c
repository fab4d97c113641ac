/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope.yaml as a person wants to find it: short, every guess marked with the place it rests on, the rest as comments to
 * fill in. */
#include <ctype.h>

#include "base/escape.h"
#include "base/path.h"
#include "cli/init.h"

void phs_init_quoted(struct phs_buf *out, const char *text) {
    phs_buf_putc(out, '"');
    phs_escape_json(out, phs_slice(text));
    phs_buf_putc(out, '"');
}

void phs_init_comment(struct phs_buf *out, const char *text) {
    phs_escape_terminal(out, phs_slice(text));
}

const char *phs_init_path(const struct phs_init *init, const char *path) {
    return *init->before ? phs_path_join(init->arena, init->before, strcmp(path, ".") == 0 ? "" : path) : path;
}

/* "ca" is CA; the name of a state stays as it is. */
static char *upper(char *state) {
    for (char *c = state; strlen(state) == 2 && *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return state;
}

static void put_organization(const struct phs_init *init, struct phs_buf *out) {
    const struct phs_init_answers *answers = &init->answers;
    phs_buf_puts(out, "organization:\n  name: ");
    phs_init_quoted(out, answers->name ? answers->name : init->seen->title);
    phs_buf_puts(out, answers->name ? "\n" : "   # guess: the name of the folder\n");
    if (answers->role)
        phs_buf_printf(out, "  role: %s\n", answers->role);
    else
        phs_buf_puts(out, "  # role: business_associate   # or covered_entity, subcontractor, hybrid_entity\n");
    struct phs_slice rest = phs_slice(answers->states ? answers->states : ""), state;
    phs_buf_puts(out, answers->states
                          ? "  states: ["
                          : "  # states: [CA, NY]   # where patients are: state law and breach notices depend on it");
    for (bool first = true; phs_slice_cut(&rest, ',', &state); first = false) {
        phs_buf_puts(out, first ? "" : ", ");
        phs_init_quoted(out, upper(phs_slice_dup(init->arena, phs_slice_trim(state))));
    }
    phs_buf_puts(out, answers->states ? "]\n" : "\n");
    if (answers->security_official) {
        phs_buf_puts(out, "  security_official: ");
        phs_init_quoted(out, answers->security_official);
        phs_buf_putc(out, '\n');
    } else {
        phs_buf_puts(out, "  # security_official: NAME   # 164.308(a)(2) asks for one\n");
    }
}

static void put_roots(const struct phs_init *init, struct phs_buf *out) {
    if (init->seen->roots.n == 0) {
        phs_buf_puts(out, "  # infrastructure: [infra]   # folders with Terraform; none was seen\n");
        return;
    }
    phs_buf_puts(out, "  infrastructure:\n");
    for (size_t i = 0; i < init->seen->roots.n; i++) {
        const struct phs_seen_root *root = &init->seen->roots.at[i];
        phs_buf_puts(out, "    - {path: ");
        phs_init_quoted(out, phs_init_path(init, root->path));
        if (root->environment)
            phs_buf_printf(out, ", environment: %s", root->environment);
        if (root->var_file) {
            phs_buf_puts(out, ", var_files: [");
            phs_init_quoted(out, root->var_file);
            phs_buf_putc(out, ']');
        }
        phs_buf_puts(out, "}   # seen: ");
        phs_init_comment(out, root->where);
        phs_buf_puts(out, root->environment ? "; guess: the environment\n" : "\n");
    }
}

static void put_repository(const struct phs_init *init, struct phs_buf *out) {
    const struct phs_surroundings *seen = init->seen;
    if (!seen->has_source && !seen->manifests && seen->roots.n)
        return;
    if (!seen->has_source && !seen->manifests) {
        phs_buf_puts(out, "  # repositories: [src]   # source code, Kubernetes manifests, Dockerfiles; none was seen\n");
        return;
    }
    phs_buf_puts(out, "  repositories:\n    - ");
    phs_init_quoted(out, phs_init_path(init, "."));
    phs_buf_puts(out, "   # source code");
    if (seen->manifests)
        phs_buf_printf(out, ", and %zu resource%s of Kubernetes, Dockerfiles and Compose", seen->manifests,
                       seen->manifests == 1 ? "" : "s");
    phs_buf_putc(out, '\n');
    for (size_t i = 0; i < seen->services.n && i < 40; i++) {
        phs_buf_puts(out, "      # seen: the service ");
        phs_init_comment(out, seen->services.at[i].name);
        phs_buf_puts(out, ", ");
        phs_init_comment(out, seen->services.at[i].where);
        phs_buf_putc(out, '\n');
    }
    if (seen->services.n > 40)
        phs_buf_printf(out, "      # and %zu more services\n", seen->services.n - 40);
}

static void put_endpoints(const struct phs_init *init, struct phs_buf *out) {
    const struct phs_surroundings *seen = init->seen;
    phs_buf_puts(out, "  # endpoints:   # opens a connection to each: name only what is yours\n");
    for (size_t i = 0; i < seen->addresses.n && i < 40; i++) {
        phs_buf_puts(out, "  #   - {address: ");
        phs_init_comment(out, seen->addresses.at[i].address);
        phs_buf_puts(out, ":443, owned: true}   # seen: ");
        phs_init_comment(out, seen->addresses.at[i].where);
        phs_buf_putc(out, '\n');
    }
    if (seen->addresses.n == 0)
        phs_buf_puts(out, "  #   - {address: api.example.com:443, owned: true}\n");
    for (size_t i = 0; i < seen->address_names.n && i < 10; i++) {
        phs_buf_puts(out, "  #   what is behind ");
        phs_init_comment(out, seen->address_names.at[i].address);
        phs_buf_puts(out, " (");
        phs_init_comment(out, seen->address_names.at[i].where);
        phs_buf_puts(out, ")?\n");
    }
}

static void put_inventory(const struct phs_init *init, struct phs_buf *out, enum phs_target_kind kind, const char *key,
                          const char *starter, const char *about) {
    bool any = false;
    for (size_t i = 0; i < init->seen->inventories.n; i++) {
        const struct phs_seen_inventory *inventory = &init->seen->inventories.at[i];
        if (inventory->kind != kind)
            continue;
        if (!any)
            phs_buf_printf(out, "  %s:   # %s\n", key, about);
        any = true;
        phs_buf_puts(out, "    - ");
        phs_init_quoted(out, phs_init_path(init, inventory->path));
        phs_buf_puts(out, "   # guess: ");
        phs_init_comment(out, inventory->why);
        phs_buf_putc(out, '\n');
    }
    if (!any && init->answers.asked && starter)
        phs_buf_printf(out, "  %s: [%s]   # %s\n", key, starter, about);
    else if (!any)
        phs_buf_printf(out, "  # %s: [%s.csv]   # %s\n", key, key, about);
}

static void put_targets(const struct phs_init *init, struct phs_buf *out) {
    phs_buf_puts(out, "\n# What to look at. Paths are relative to this file.\ntargets:\n");
    put_roots(init, out);
    put_repository(init, out);
    put_inventory(init, out, PHS_TARGET_VENDORS, "vendors", "vendors.csv", "who receives PHI from you, and the agreements");
    put_inventory(init, out, PHS_TARGET_CUSTOMERS, "customers", NULL, "whose business associate you are");
    put_inventory(init, out, PHS_TARGET_ASSETS, "assets", "assets.csv",
                  "laptops, phones, imaging, paper, software as a service");
    put_endpoints(init, out);
}

static void put_file_key(const struct phs_init *init, struct phs_buf *out, const char *key, const char *path) {
    phs_buf_printf(out, "%s: ", key);
    phs_init_quoted(out, phs_init_path(init, path));
    phs_buf_putc(out, '\n');
}

void phs_init_scope(const struct phs_init *init, struct phs_buf *out) {
    phs_buf_puts(
        out,
        "# phiscope.yaml: what phiscope looks at, and what only people know. Written by phiscope init.\n"
        "# \"guess\" and \"seen\" say where a line comes from: confirm it or change it. Lines behind # are for you to fill "
        "in.\n");
    put_organization(init, out);
    put_targets(init, out);
    phs_init_phi(init, out);
    phs_buf_puts(out, "\n# What no scanner sees, stated by a person with a date and evidence.\n");
    if (init->seen->attestations)
        put_file_key(init, out, "attestations", init->seen->attestations);
    else
        phs_buf_puts(out, init->answers.asked ? "attestations: attestations.yaml\n" : "# attestations: attestations.yaml\n");
    phs_buf_puts(out, "# What you live with: finding, reason, approver, expiry.\n");
    if (init->seen->exceptions)
        put_file_key(init, out, "exceptions", init->seen->exceptions);
    else
        phs_buf_puts(out, "# exceptions: exceptions.yaml\n");
    phs_buf_puts(out, "\ngate: {fail_on: high, new_only: true, unknown: report}\n");
}
