/* SPDX-License-Identifier: Apache-2.0 */
/* Identifiers and metadata of OSCAL documents. */
#include <openssl/evp.h>

#include "base/clock.h"
#include "base/digest.h"
#include "reports/oscal/parts.h"

/* SHA-1 because version 5 is defined with it; nothing is protected by it. The namespace is that of DNS (RFC 9562, section 6.6).
 */
const char *phs_oscal_uuid(struct phs_oscal *oscal, const char *kind, const char *key) {
    static const uint8_t dns[16] = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                    0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
    const char *name = phs_printf(oscal->arena, "phiscope/%s/%s", kind, key);
    uint8_t digest[EVP_MAX_MD_SIZE];
    char hex[33];
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha1(), NULL) || !EVP_DigestUpdate(ctx, dns, sizeof dns) ||
        !EVP_DigestUpdate(ctx, name, strlen(name)) || !EVP_DigestFinal_ex(ctx, digest, NULL))
        phs_out_of_memory();
    EVP_MD_CTX_free(ctx);
    digest[6] = (uint8_t)((digest[6] & 0x0f) | 0x50);
    digest[8] = (uint8_t)((digest[8] & 0x3f) | 0x80);
    phs_hex(digest, 16, hex);
    return phs_printf(oscal->arena, "%.8s-%.4s-%.4s-%.4s-%s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

const char *phs_oscal_token(struct phs_oscal *oscal, const char *framework, const char *id) {
    char *text = phs_strdup(oscal->arena, phs_printf(oscal->arena, "%s-%s", framework, id));
    size_t n = 0;
    for (const char *at = text; *at; at++) {
        bool plain =
            (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || strchr(".-_", *at);
        if (*at != ')')
            text[n++] = plain ? *at : *at == '(' ? '.' : '_';
    }
    text[n] = '\0';
    return text;
}

void phs_oscal_line(struct phs_oscal *oscal, const char *key, const char *text) {
    const char *told = phs_withheld_text(oscal->withheld, text);
    struct phs_slice line = phs_slice_trim(phs_slice(told ? told : ""));
    char *copy = phs_strndup(oscal->arena, line.ptr, line.len);
    for (char *at = copy; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = ' ';
    phs_json_put(&oscal->json, key, *copy ? copy : "not stated");
}

void phs_oscal_prop(struct phs_oscal *oscal, const char *name, const char *value) {
    if (!value || !*value)
        return;
    phs_json_object(&oscal->json);
    phs_json_put(&oscal->json, "name", name);
    phs_json_put(&oscal->json, "ns", "https://phiscope.invalid/ns/oscal");
    phs_oscal_line(oscal, "value", value);
    phs_json_object_end(&oscal->json);
}

static void put_metadata(struct phs_oscal *oscal, const char *title) {
    struct phs_json *json = &oscal->json;
    const char *organization = oscal->run->scope->organization.name;
    phs_json_key(json, "metadata");
    phs_json_object(json);
    phs_oscal_line(oscal, "title", organization ? phs_printf(oscal->arena, "%s: %s", title, organization) : title);
    phs_json_put(json, "last-modified", oscal->when);
    phs_oscal_line(oscal, "version", oscal->run->id);
    phs_json_put(json, "oscal-version", "1.2.1");
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "phiscope-version", oscal->run->version);
    phs_oscal_prop(oscal, "rule-set-sha256", oscal->run->catalogue_sha256);
    phs_oscal_prop(oscal, "weights-sha256", oscal->run->weights_sha256);
    phs_oscal_prop(oscal, "state", oscal->run->approved_by ? "approved" : "draft");
    phs_oscal_prop(oscal, "audience", oscal->audience);
    phs_json_array_end(json);
    phs_json_object_end(json);
}

void phs_oscal_start(struct phs_oscal *oscal, const struct phs_run *run, const struct phs_catalogue *catalogue,
                     enum phs_audience audience) {
    bool auditor = audience == PHS_AUDIENCE_AUDITOR;
    *oscal = (struct phs_oscal){.arena = phs_arena_new(), .run = run, .catalogue = catalogue};
    oscal->audience = auditor ? "auditor" : "internal";
    oscal->withheld = auditor ? phs_withheld_of(oscal->arena, run) : NULL;
}

void phs_oscal_open(struct phs_oscal *oscal, const char *root, const char *key, const char *title) {
    phs_time_format(oscal->run->started, oscal->when);
    phs_json_object(&oscal->json);
    phs_json_key(&oscal->json, root);
    phs_json_object(&oscal->json);
    phs_json_put(&oscal->json, "uuid",
                 phs_oscal_uuid(oscal, root, oscal->withheld ? phs_printf(oscal->arena, "%s for the auditor", key) : key));
    put_metadata(oscal, title);
}

void phs_oscal_close(struct phs_oscal *oscal) {
    phs_json_object_end(&oscal->json);
    phs_json_object_end(&oscal->json);
    phs_buf_putc(oscal->json.out, '\n');
}

void phs_oscal_local_definitions(struct phs_oscal *oscal) {
    struct phs_json *json = &oscal->json;
    const char *tool = phs_oscal_uuid(oscal, "tool", "phiscope");
    phs_json_key(json, "local-definitions");
    phs_json_object(json);
    phs_json_key(json, "assessment-assets");
    phs_json_object(json);
    phs_json_key(json, "components");
    phs_json_array(json);
    phs_json_object(json);
    phs_json_put(json, "uuid", tool);
    phs_json_put(json, "type", "software");
    phs_json_put(json, "title", "phiscope");
    phs_json_put(json, "description", "Reads configuration, code and statements, and judges them by rules.");
    phs_json_key(json, "status");
    phs_json_object(json);
    phs_json_put(json, "state", "operational");
    phs_json_object_end(json);
    phs_json_object_end(json);
    phs_json_array_end(json);
    phs_json_key(json, "assessment-platforms");
    phs_json_array(json);
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(oscal, "platform", oscal->run->version));
    phs_oscal_line(oscal, "title", phs_printf(oscal->arena, "phiscope %s", oscal->run->version));
    phs_json_object_end(json);
    phs_json_array_end(json);
    phs_json_object_end(json);
    phs_json_object_end(json);
}

/* Name alone: where the folder lies is nobody's business. */
static const char *scope_name(const struct phs_run *run) {
    const char *slash = run->scope->file ? strrchr(run->scope->file, '/') : NULL;
    return slash ? slash + 1 : run->scope->file;
}

const char *phs_oscal_scope_uuid(struct phs_oscal *oscal) {
    const char *name = scope_name(oscal->run);
    return phs_oscal_uuid(oscal, "scope", name ? name : "command line");
}

static void put_scope_link(struct phs_oscal *oscal, const char *name) {
    struct phs_json *json = &oscal->json;
    phs_json_key(json, "rlinks");
    phs_json_array(json);
    phs_json_object(json);
    phs_json_put(json, "href", name);
    for (size_t i = 0; i < oscal->run->evidence_files.n; i++) {
        const struct phs_evidence_file *file = &oscal->run->evidence_files.at[i];
        if (file->not_hashed || strcmp(file->path, name) != 0)
            continue;
        phs_json_key(json, "hashes");
        phs_json_array(json);
        phs_json_object(json);
        phs_json_put(json, "algorithm", "SHA-256");
        phs_json_put(json, "value", file->sha256);
        phs_json_object_end(json);
        phs_json_array_end(json);
    }
    phs_json_object_end(json);
    phs_json_array_end(json);
}

void phs_oscal_back_matter(struct phs_oscal *oscal) {
    struct phs_json *json = &oscal->json;
    const char *name = scope_name(oscal->run);
    phs_json_key(json, "back-matter");
    phs_json_object(json);
    phs_json_key(json, "resources");
    phs_json_array(json);
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_scope_uuid(oscal));
    phs_json_put(json, "title", "Scope of the run");
    phs_json_put(json, "description",
                 name ? "There is no OSCAL assessment plan: the scope file says what was to be looked at."
                      : "There is no OSCAL assessment plan and no scope file: the command line said what was to be looked at.");
    if (name)
        put_scope_link(oscal, name);
    phs_json_object_end(json);
    phs_json_array_end(json);
    phs_json_object_end(json);
}

void phs_oscal_origin(struct phs_oscal *oscal) {
    struct phs_json *json = &oscal->json;
    phs_json_object(json);
    phs_json_key(json, "actors");
    phs_json_array(json);
    phs_json_object(json);
    phs_json_put(json, "type", "tool");
    phs_json_put(json, "actor-uuid", phs_oscal_uuid(oscal, "tool", "phiscope"));
    phs_json_object_end(json);
    phs_json_array_end(json);
    phs_json_object_end(json);
}

void phs_oscal_origins(struct phs_oscal *oscal) {
    phs_json_key(&oscal->json, "origins");
    phs_json_array(&oscal->json);
    phs_oscal_origin(oscal);
    phs_json_array_end(&oscal->json);
}
