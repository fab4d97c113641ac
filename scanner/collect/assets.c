/* SPDX-License-Identifier: Apache-2.0 */
/* Asset inventories: one `asset` a row, its kind told from the word that the row uses. */
#include "collect/assets.h"

#include "collect/inventory.h"

static const struct phs_field fields[] = {
    {"id", PHS_FIELD_TEXT,
     "asset id|asset tag|tag|asset number|inventory number|serial|serial number|hostname|host name|computer name|device id"},
    {"name", PHS_FIELD_TEXT, "asset|asset name|device|device name|system|system name|description|model|make and model|item"},
    {"kind", PHS_FIELD_TEXT, "type|device type|asset type|category|class|form factor"},
    {"owner", PHS_FIELD_TEXT, "assigned to|user|assigned user|responsible|custodian|used by|employee"},
    {"location", PHS_FIELD_TEXT, "site|office|room|where|address"},
    {"vendor", PHS_FIELD_TEXT, "supplier|provider|hosted by|vendor name"},
    {"holds_phi", PHS_FIELD_BOOL,
     "phi|ephi|contains phi|contains ephi|has phi|has ephi|stores phi|stores ephi|holds ephi|phi on device|phi stored|phi?"},
    {"categories", PHS_FIELD_LIST, "phi categories|data categories|data types|types of data|data"},
    {"records", PHS_FIELD_NUMBER, "record count|number of records|patients|patient records|number of patients"},
    {"encrypted", PHS_FIELD_BOOL,
     "encryption|disk encrypted|disk encryption|full disk encryption|fde|encrypted at rest|bitlocker|filevault|drive "
     "encrypted"},
    {"key_outside", PHS_FIELD_BOOL, "key kept elsewhere|recovery key escrowed|key escrow|key held elsewhere"},
    {"screen_lock", PHS_FIELD_BOOL, "auto lock|automatic lock|automatic logoff|lock screen|auto logoff|screensaver lock"},
    {"backup", PHS_FIELD_BOOL, "backed up|backups|backup in place|is backed up"},
    {"disposal", PHS_FIELD_TEXT, "disposal method|disposed|end of life|retirement|sanitization"},
    {"os", PHS_FIELD_TEXT, "operating system|platform|os version"},
    {"updated", PHS_FIELD_DATE, "last updated|last patched|patched|last patch|patch date|last seen|last check in"},
    {"notes", PHS_FIELD_TEXT, "note|comment|comments|remarks"},
};

static const char *const lists[] = {"assets", "devices", "inventory", "systems", NULL};
static const struct phs_inventory_spec spec = {
    .kind = "assets", .noun = "asset", .fields = fields, .n = sizeof fields / sizeof fields[0], .keys = 2, .lists = lists};

struct kind_words {
    const char *kind, *words; /* squashed words, most telling first */
};

/* The order matters: "notebook computer" is a laptop before it is a workstation, "backup tape" is media, "fax machine" no
 * machine. */
static const struct kind_words kinds[] = {
    {"laptop", "laptop|notebook|macbook|chromebook|thinkpad"},
    {"imaging", "imaging|xray|ultrasound|mri|ctscanner|pacs|modality|dicom|dexa|panoramic"},
    {"fax", "fax"},
    {"tablet", "tablet|ipad"},
    {"phone", "phone|mobile|smartphone|iphone|android|voip"},
    {"media", "media|usb|tape|externaldrive|externaldisk|portabledrive|portabledisk|sdcard|dvd|harddrive|removable"},
    {"paper", "paper|chart|filecabinet|filingcabinet|printedrecords"},
    {"premises", "premises|office|building|clinic|room|suite|datacenter"},
    {"network", "network|router|switch|firewall|accesspoint|wifi|modem|vpn"},
    {"saas", "saas|cloud|hosted|ehr|emr|service|application|software|portal"},
    {"server", "server|nas|hypervisor|vmhost"},
    {"workstation", "workstation|desktop|pc|computer|imac|kiosk|terminal|thinclient|printer|copier"},
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A short word such as "fax" or "pc" stands alone in the text; in "upcoming" it means nothing. */
static bool has_word(struct phs_slice text, struct phs_slice word) {
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (phs_slice_ieq(phs_slice_n(text.ptr + i, word.len), word) && (i == 0 || !is_letter(text.ptr[i - 1])) &&
            (i + word.len == text.len || !is_letter(text.ptr[i + word.len])))
            return true;
    return false;
}

static const char *kind_in(struct phs_arena *arena, const char *text) {
    struct phs_slice squashed = phs_slice(phs_squash(arena, phs_slice(text)));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct phs_slice rest = phs_slice(kinds[i].words), word;
        while (phs_slice_cut(&rest, '|', &word))
            if (word.len <= 4 ? has_word(phs_slice(text), word) : phs_slice_find(squashed, word) != (size_t)-1)
                return kinds[i].kind;
    }
    return NULL;
}

/* The stated type; where there is none, what the name says. */
static const struct phs_value *kind_of(struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    struct phs_arena *arena = inventory->graph->arena;
    const char *stated = phs_inventory_text(inventory, row, "kind"), *name = phs_inventory_text(inventory, row, "name");
    const char *kind = stated ? kind_in(arena, stated) : NULL;
    if (!kind && name)
        kind = kind_in(arena, name);
    if (kind)
        return phs_value_text(arena, kind);
    phs_inventory_note(inventory, row->place, false, "what kind of asset this is cannot be told from its %s",
                       stated ? "type" : "name");
    return phs_value_unknown(arena, PHS_WHY_UNREAD, "the inventory does not say what kind of asset this is", row->place);
}

static void add_asset(struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    static const char *const copied[] = {"owner",    "location",  "vendor",      "holds_phi",   "categories",
                                         "records",  "encrypted", "key_outside", "screen_lock", "backup",
                                         "disposal", "os",        "updated",     "notes",       NULL};
    struct phs_graph *graph = inventory->graph;
    struct phs_map_builder map;
    const char *id = phs_inventory_text(inventory, row, "id"), *name = phs_inventory_text(inventory, row, "name");
    const char *key = id ? id : name;
    const char *address = phs_printf(graph->arena, "asset:%s", key);
    struct phs_resource *before = phs_graph_find(graph, inventory->path, "", address);
    if (before && id)
        phs_inventory_note(inventory, row->place, false, "the asset id stands already at %s; both are kept",
                           phs_place_text(graph->arena, before->place));
    struct phs_resource *asset = phs_graph_add(graph, inventory->path, "", "asset", address);
    phs_map_builder_init(&map, graph->arena);
    phs_map_builder_set(&map, PHS_SLICE("id"), row->place, phs_value_text(graph->arena, key));
    phs_map_builder_set(&map, PHS_SLICE("name"), row->place, phs_value_text(graph->arena, name ? name : id));
    phs_map_builder_set(&map, PHS_SLICE("kind"), row->place, kind_of(inventory, row));
    phs_inventory_copy(inventory, row, &map, copied);
    asset->attributes = asset->original = phs_map_builder_done(&map, row->place);
    asset->name = phs_strdup(graph->arena, name ? name : id);
    asset->collector = "assets";
    asset->directness = PHS_DECLARED;
    asset->place = row->place;
}

void phs_assets_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target) {
    struct phs_inventory inventory;
    if (!phs_inventory_read(&inventory, graph, &spec, scope->folder, target->path, target->mapping, target->place))
        return;
    for (size_t i = 0; i < inventory.rows.n; i++)
        add_asset(&inventory, &inventory.rows.at[i]);
    phs_inventory_done(&inventory, inventory.rows.n);
}
