/* SPDX-License-Identifier: Apache-2.0 */
/* checks/modules/<name>.yaml -> struct phs_module_info. The knowledge is Terraform's language; text that does not parse ends
 * the build. */
#include "catalogue/nouns.h"
#include "parse/hcl/hcl.h"

static void hold_to_the_language(struct phs_reading *reading, const struct phs_value *text) {
    struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = reading->document->path};
    if (!phs_is(text, PHS_STRING))
        return;
    const struct phs_hcl_file *file = phs_hcl_parse(reading->arena, &source, text->string, NULL);
    if (file->diags.errors)
        phs_reading_break(reading, text, "line %u of the knowledge: %s", file->diags.list.at[0].place.line,
                          file->diags.list.at[0].text);
}

void phs_read_module(struct phs_reading *reading) {
    const struct phs_value *file = reading->document->value;
    struct phs_module_info *module = PHS_NEW(reading->arena, struct phs_module_info);
    module->path = reading->document->path;
    module->file = file;
    module->place = file->place;
    module->documentation = phs_field_text(reading, file, "documentation", true);
    module->since = phs_field_text(reading, file, "since", false);
    module->before = phs_field_text(reading, file, "before", false);
    module->complete = phs_field_bool(reading, file, "complete");
    phs_field_texts(reading, file, "source", &module->sources);
    phs_field_known(reading, file, "source documentation since before complete knowledge examples");
    const char *knowledge = phs_field_text(reading, file, "knowledge", true);
    if (module->sources.n == 0)
        phs_reading_break(reading, file, "a module has a source");
    if (!reading->document->builtin || reading->document->packing)
        hold_to_the_language(reading, phs_get(file, "knowledge"));
    if (reading->broken)
        return;
    module->knowledge = phs_slice(knowledge);
    PHS_PUSH(reading->arena, reading->catalogue->modules, module);
}
