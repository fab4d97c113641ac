/* SPDX-License-Identifier: Apache-2.0 */
/* One check file -> struct phs_check_info; also somebody's existing policy, which has no phiscope: block. */
#include "catalogue/nouns.h"
#include "catalogue/type_marks.h"

/* The policy language's words beyond ours; NONE, OFF and anything else mean that the policy has none. */
static bool read_severity(const struct phs_value *value, enum phs_severity *ret_severity) {
    struct phs_slice word = phs_slice_trim(phs_text(value));
    if (phs_slice_ieq(word, PHS_SLICE("MODERATE")))
        *ret_severity = PHS_SEV_MEDIUM;
    else if (phs_slice_ieq(word, PHS_SLICE("IMPORTANT")))
        *ret_severity = PHS_SEV_HIGH;
    else
        return phs_severity_parse(word, ret_severity);
    return true;
}

/* "aws/s3/x.yaml" -> "aws.s3.x" */
static char *id_of_path(struct phs_arena *arena, const char *below) {
    char *id = phs_strdup(arena, below);
    char *dot = strrchr(id, '.');
    if (dot && !strchr(dot, '/'))
        *dot = '\0';
    for (char *c = id; *c; c++)
        if (*c == '/')
            *c = '.';
    return id;
}

static void read_provider(struct phs_reading *reading, struct phs_check_info *check) {
    check->providers = phs_get_path(check->file, "scope.provider");
    struct phs_texts names = {0};
    phs_field_texts(reading, phs_get(check->file, "scope"), "provider", &names);
    check->provider = names.n ? names.at[0] : NULL;
}

/* A foreign policy without what it needs is skipped with a warning, as its own tool does; ours are held to more. */
static const char *needed(struct phs_reading *reading, const struct phs_check_info *check, const struct phs_value *metadata,
                          const char *key) {
    if (!check->foreign)
        return phs_field_text(reading, metadata, key, true);
    const char *text = phs_field_scalar(reading->arena, phs_get(metadata, key));
    if (!text || !*text) {
        phs_reading_warn(reading, check->file, "policy without %s is left out", key);
        reading->broken = true;
    }
    return text;
}

static void read_metadata(struct phs_reading *reading, struct phs_check_info *check) {
    const struct phs_value *metadata = phs_get(check->file, "metadata");
    check->id = needed(reading, check, metadata, "id");
    if (reading->broken)
        return;
    check->name = needed(reading, check, metadata, "name");
    if (reading->broken)
        return;
    check->category = needed(reading, check, metadata, "category");
    check->guideline = phs_field_scalar(reading->arena, phs_get(metadata, "guideline"));
    check->severity = PHS_SEV_MEDIUM;
    check->has_severity = read_severity(phs_get(metadata, "severity"), &check->severity);
    if (!check->foreign && !check->has_severity)
        phs_reading_break(reading, metadata, "severity is missing or unknown");
}

static void read_definition(struct phs_reading *reading, struct phs_check_info *check) {
    check->definition = phs_get(check->file, "definition");
    if (check->kind == PHS_CHECK_C) {
        if (check->definition)
            phs_reading_break(reading, check->definition, "a check with code: c has no definition");
        return;
    }
    if (phs_is(check->definition, PHS_MAP)) {
        check->type_marks = phs_definition_marks(check->definition);
        return;
    }
    const char *what = check->definition ? "definition is not one condition" : "definition is missing";
    if (check->foreign)
        phs_reading_warn(reading, check->file, "policy is left out: %s", what);
    else
        phs_reading_break(reading, check->file, "%s", what);
    reading->broken = true;
}

static void read_own_block(struct phs_reading *reading, struct phs_check_info *check, const struct phs_value *block) {
    phs_field_known(reading, check->file, "metadata scope phiscope definition examples");
    phs_field_known(reading, block, "why remedy safeguard specification absent code");
    check->why = phs_field_text(reading, block, "why", true);
    check->remedy = phs_field_text(reading, block, "remedy", true);
    phs_field_text(reading, block, "safeguard", true);
    check->specification = phs_field_text(reading, block, "specification", false);
    check->absent_is_unknown = phs_field_word(reading, block, "absent", false, "unknown") != NULL;
    const struct phs_value *examples = phs_get(check->file, "examples");
    if (examples && examples->kind != PHS_LIST)
        phs_reading_break(reading, examples, "examples is not a list");
    const char *code = phs_field_word(reading, block, "code", false, "c");
    check->kind = code ? PHS_CHECK_C : PHS_CHECK_DECLARATIVE;
}

static void check_id(struct phs_reading *reading, const struct phs_check_info *check) {
    const struct phs_document *document = reading->document;
    const char *expected = id_of_path(reading->arena, document->below);
    if (check->foreign || document->part > 0 || strcmp(expected, check->id) == 0)
        return;
    const struct phs_value *at = phs_get_path(check->file, "metadata.id");
    if (document->builtin)
        phs_reading_break(reading, at, "id is %s, its path says %s", check->id, expected);
    else
        phs_reading_warn(reading, at, "id is %s, its path says %s", check->id, expected);
}

void phs_read_check(struct phs_reading *reading) {
    const struct phs_value *file = reading->document->value, *block = phs_get(file, "phiscope");
    struct phs_check_info *check = PHS_NEW(reading->arena, struct phs_check_info);
    check->file = file;
    check->place = file->place;
    check->foreign = block == NULL;
    check->builtin = reading->document->builtin;
    if (block && block->kind != PHS_MAP)
        phs_reading_break(reading, block, "phiscope: is not a map");
    else if (block)
        read_own_block(reading, check, block);
    else if (reading->document->builtin)
        phs_reading_break(reading, file, "a built-in check has a phiscope: block");
    read_metadata(reading, check);
    if (!reading->broken)
        read_definition(reading, check);
    if (!reading->broken)
        read_provider(reading, check);
    if (!reading->broken)
        check_id(reading, check);
    if (!reading->broken && phs_claim(reading, &reading->catalogue->check_by_id, "check", check->id, check))
        PHS_PUSH(reading->arena, reading->catalogue->checks, check);
}
