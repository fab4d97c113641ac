/* SPDX-License-Identifier: Apache-2.0 */
/* systems and flows of a first scope. Where the scan finds PHI by itself nothing is declared for it; where it finds none, the
 * application is taken to handle PHI until somebody says otherwise, because a first report about nothing helps nobody. */
#include "cli/init.h"
#include "model/run.h"

enum { MOST_FLOWS = 20, MOST_SHOWN = 30 };

static void name_line(struct phs_buf *out, const char *before, const char *name, const char *after) {
    phs_buf_puts(out, before);
    phs_init_quoted(out, name);
    phs_buf_puts(out, after);
}

/* What the map already knows, as lines to complete. */
static void put_known(const struct phs_init *init, struct phs_buf *out) {
    phs_buf_puts(out, "  # A scan finds these by itself. Declare one to say what it holds, how much, and whose it is:\n"
                      "  systems:\n");
    for (size_t i = 0; i < init->map->systems.n && i < MOST_SHOWN; i++) {
        const struct phs_system *system = init->map->systems.at[i];
        if (system->members.n == 0 || system->kind == PHS_SYSTEM_THIRD_PARTY)
            continue; /* vendors belong into the vendor list */
        phs_buf_puts(out, "    # - {name: ");
        phs_init_comment(out, system->name);
        phs_buf_puts(out, ", match: ['");
        phs_init_comment(out, system->members.at[0]->address);
        phs_buf_puts(out, "'], categories: [name, mrn], records: 1000}");
        if (system->beliefs.n) {
            phs_buf_puts(out, "   # guess: ");
            phs_init_comment(out, system->beliefs.at[0].reason);
        }
        phs_buf_putc(out, '\n');
    }
}

/* One for all of them: a register that says the same of ten services is read by nobody. */
static bool put_application(const struct phs_init *init, struct phs_buf *out) {
    size_t n = init->seen->services.n;
    if (n == 0)
        return false;
    phs_buf_puts(out, "  # guess: no store with PHI was recognised, so the application as a whole is taken to handle it.\n"
                      "  # Say what it holds; name services one by one where they differ; delete it where there is no PHI.\n"
                      "  systems:\n");
    name_line(out, "    - name: ", init->seen->title, "   # seen: ");
    phs_init_comment(out, init->seen->services.at[0].where);
    if (n > 1)
        phs_buf_printf(out, " and %zu more", n - 1);
    phs_buf_puts(
        out, "\n      kind: service\n      # categories: [name, mrn, diagnosis]\n      # records: 1000\n      # owner: NAME\n");
    return true;
}

/* Kinds of vendors that are handed content. Payments and hosting have rules of their own and stay comments. */
static bool receives_content(const struct phs_seen_vendor *vendor) {
    static const char *const kinds[] = {"AI model host", "communication", "customer support", "analytics",
                                        "monitoring",    "data platform", "marketing",        "sales and marketing"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (vendor->category && strcmp(vendor->category, kinds[i]) == 0)
            return true;
    return vendor->model_host;
}

static const char *vendor_ref(const struct phs_init *init, const struct phs_seen_vendor *vendor) {
    return vendor->service ? phs_printf(init->arena, "vendor:%s/%s", vendor->vendor, vendor->service)
                           : phs_printf(init->arena, "vendor:%s", vendor->vendor);
}

static void put_flow(const struct phs_init *init, struct phs_buf *out, const char *before, const char *from,
                     const struct phs_seen_vendor *vendor) {
    name_line(out, before, from, ", to: ");
    name_line(out, "", vendor_ref(init, vendor), "}   # guess: ");
    phs_init_comment(out, vendor->where);
    phs_buf_putc(out, '\n');
}

static bool is_active(const struct phs_seen_vendor *vendor, bool declares) {
    return declares && !vendor->in_flow && receives_content(vendor);
}

/* What the scan sees by itself, to be put on the list; then vendors of whom nobody knows. */
static size_t put_seen_flows(const struct phs_init *init, struct phs_buf *out) {
    size_t shown = 0;
    for (size_t i = 0; init->map && i < init->map->flows.n && shown < MOST_SHOWN; i++) {
        const struct phs_flow *flow = init->map->flows.at[i];
        if (!flow->vendor_name)
            continue;
        if (shown++ == 0)
            phs_buf_puts(out, "  # A scan sees these flows. Put on the list those that are meant, with purpose and redaction:\n"
                              "  flows:\n");
        name_line(out, "    # - {from: ", flow->from_name, ", to: ");
        name_line(out, "",
                  flow->service ? phs_printf(init->arena, "vendor:%s/%s", flow->vendor_name, flow->service)
                                : phs_printf(init->arena, "vendor:%s", flow->vendor_name),
                  ", purpose: , redaction: none}");
        if (flow->place.source) {
            phs_buf_puts(out, "   # seen: ");
            phs_init_comment(out, flow->place.source->path);
            phs_buf_printf(out, ":%u", flow->place.line);
        }
        phs_buf_putc(out, '\n');
    }
    return shown;
}

static void put_other_vendors(const struct phs_init *init, struct phs_buf *out, const char *from, bool declares, bool listed) {
    listed |= put_seen_flows(init, out) > 0;
    for (size_t i = 0, shown = 0; i < init->seen->vendors.n && shown < MOST_SHOWN; i++) {
        const struct phs_seen_vendor *vendor = &init->seen->vendors.at[i];
        if (is_active(vendor, declares) || vendor->in_flow)
            continue;
        if (shown++ == 0)
            phs_buf_printf(out, "  # Also used. Does patient data go there?\n%s", listed ? "" : "  flows:\n");
        listed = true;
        put_flow(init, out, "    # - {from: ", from, vendor);
    }
    if (!listed)
        phs_buf_puts(out, "  flows:\n    # - {from: portal, to: \"vendor:OpenAI/API Platform\", purpose: drafting notes, "
                          "redaction: none}\n");
}

static void put_flows(const struct phs_init *init, struct phs_buf *out, const char *from, bool declares) {
    size_t active = 0;
    for (size_t i = 0; i < init->seen->vendors.n; i++)
        active += is_active(&init->seen->vendors.at[i], declares);
    if (active)
        phs_buf_puts(
            out, "  # guess: these vendors are used, so patient data may reach them. Add purpose and redaction, or delete.\n"
                 "  flows:\n");
    for (size_t i = 0, shown = 0; i < init->seen->vendors.n && shown < MOST_FLOWS; i++)
        if (is_active(&init->seen->vendors.at[i], declares)) {
            put_flow(init, out, "    - {from: ", from, &init->seen->vendors.at[i]);
            shown++;
        }
    put_other_vendors(init, out, from, declares, active > 0);
}

/* From the answers: everything goes through the office. */
static void put_office_flow(const struct phs_init *init, struct phs_buf *out, const char *vendor, const char *purpose) {
    name_line(out, "    - {from: \"The office\", to: ", phs_printf(init->arena, "vendor:%s", vendor), "");
    phs_buf_printf(out, "%s%s}\n", purpose ? ", purpose: " : "", purpose ? purpose : "");
}

static void put_office(const struct phs_init *init, struct phs_buf *out) {
    const struct phs_init_answers *answers = &init->answers;
    if (!answers->charts && answers->companies.n == 0) {
        phs_buf_puts(out, "  flows:\n    # - {from: \"The office\", to: \"vendor:NAME\", purpose: billing}\n");
        return;
    }
    phs_buf_puts(out, "  flows:\n");
    if (answers->charts)
        put_office_flow(init, out, answers->charts, "keeping the charts");
    for (size_t i = 0; i < answers->companies.n; i++)
        put_office_flow(init, out, answers->companies.at[i], NULL);
}

void phs_init_phi(const struct phs_init *init, struct phs_buf *out) {
    phs_buf_puts(out, "\n# Where patient information is and where it goes, as far as only people know.\nphi:\n");
    if (init->answers.asked) {
        phs_buf_puts(out, "  systems: []\n");
        put_office(init, out);
        return;
    }
    bool known = init->map && init->map->systems.n > 0;
    const char *from = init->seen->title;
    bool declares = false;
    if (known)
        put_known(init, out);
    else
        declares = put_application(init, out);
    if (!known && !declares)
        phs_buf_puts(
            out, "  # systems: [{name: Patient database, match: [aws_db_instance.patients], categories: [name, mrn], records: "
                 "1000}]\n  systems: []\n");
    put_flows(init, out, from, declares);
}
