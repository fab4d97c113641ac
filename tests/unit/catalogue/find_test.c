/* SPDX-License-Identifier: Apache-2.0 */
/* Who a host, an import or a name in an inventory belongs to. */
#include <criterion/criterion.h>

#include "catalogue/catalogue.h"
#include "support/catalogue.h"

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;

static void load(void) {
    arena = phs_arena_new();
    catalogue = built_in_catalogue(arena);
}

static void unload(void) {
    phs_arena_free(arena);
}

TestSuite(find, .init = load, .fini = unload);

static const struct {
    const char *scenario, *text, *vendor, *service;
    bool model_host;
} hosts[] = {
    {"nothing", "", NULL, NULL, false},
    {"a dot", ".", NULL, NULL, false},
    {"a bare suffix", ".openai.azure.com", NULL, NULL, false},
    {"a path", "api.openai.com/v1", NULL, NULL, false},
    {"a look-alike in front", "notopenai.com", NULL, NULL, false},
    {"a look-alike behind", "api.openai.com.evil.example", NULL, NULL, false},
    {"an exact host", "api.openai.com", "OpenAI", "API Platform", true},
    {"any case and a last dot", "API.OpenAI.com.", "OpenAI", "API Platform", true},
    {"the product, not the API", "chatgpt.com", "OpenAI", "ChatGPT Free, Plus, Pro, Team, Business (self-serve)", true},
    {"below a domain", "files.anthropic.com", "Anthropic", NULL, true},
    {"a service below a star", "acme.openai.azure.com", "Microsoft", "Azure OpenAI", true},
    {"the star needs something", "openai.azure.com", "Microsoft", NULL, false},
    {"a star inside", "bedrock-runtime.us-east-1.amazonaws.com", "Amazon Web Services", "Amazon Bedrock", true},
    {"another service of the same vendor", "s3.us-east-1.amazonaws.com", "Amazon Web Services", NULL, false},
    {"a star as part of a label", "us-central1-aiplatform.googleapis.com", "Google Cloud", "Vertex AI", true},
    {"the consumer API of the same company", "generativelanguage.googleapis.com", "Google Cloud",
     "Gemini API (Google AI Studio)", true},
    {"from the table alone", "cdn.33across.com", "33Across", NULL, false},
    {"nobody", "db.internal.example", NULL, NULL, false},
};

Test(find, a_host_reaches_its_vendor_and_service) {
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct phs_reach reach = {0};
        bool found = phs_catalogue_reach_host(catalogue, phs_slice(hosts[i].text), &reach);
        cr_assert(found == (hosts[i].vendor != NULL), "%s", hosts[i].scenario);
        if (!found)
            continue;
        cr_expect_str_eq(reach.vendor->name, hosts[i].vendor, "%s", hosts[i].scenario);
        cr_expect(hosts[i].service ? reach.service && strcmp(reach.service->name, hosts[i].service) == 0 : !reach.service, "%s",
                  hosts[i].scenario);
        cr_expect(reach.model_host == hosts[i].model_host, "%s", hosts[i].scenario);
    }
}

Test(find, a_host_of_any_length_is_answered) {
    char *text = phs_alloc(arena, 100000);
    memset(text, 'a', 99999);
    struct phs_reach reach;
    cr_expect_not(phs_catalogue_reach_host(catalogue, phs_slice(text), &reach));
    cr_expect_not(phs_catalogue_reach_import(catalogue, phs_slice(text), &reach));
    cr_expect_null(phs_catalogue_vendor(catalogue, text));
}

static const struct {
    const char *scenario, *text, *vendor, *service;
} imports[] = {
    {"nothing", "", NULL, NULL},
    {"a package", "openai", "OpenAI", "API Platform"},
    {"a module of it", "openai.types.chat", "OpenAI", "API Platform"},
    {"a scoped package", "@anthropic-ai/sdk", "Anthropic", "Claude API (HIPAA-ready)"},
    {"a file of a scoped package", "@anthropic-ai/sdk/resources", "Anthropic", "Claude API (HIPAA-ready)"},
    {"a scope alone", "@anthropic-ai", NULL, NULL},
    {"a service's own client", "@aws-sdk/client-bedrock-runtime", "Amazon Web Services", "Amazon Bedrock"},
    {"a cloud SDK", "boto3", "Amazon Web Services", NULL},
    {"the longest match", "google.cloud.aiplatform.models", "Google Cloud", "Vertex AI"},
    {"and the shorter one", "google.cloud.storage", "Google Cloud", NULL},
    {"a name that only begins alike", "openai_mock", NULL, NULL},
};

Test(find, an_import_reaches_its_vendor_and_service) {
    for (size_t i = 0; i < sizeof imports / sizeof *imports; i++) {
        struct phs_reach reach = {0};
        bool found = phs_catalogue_reach_import(catalogue, phs_slice(imports[i].text), &reach);
        cr_assert(found == (imports[i].vendor != NULL), "%s", imports[i].scenario);
        if (!found)
            continue;
        cr_expect_str_eq(reach.vendor->name, imports[i].vendor, "%s", imports[i].scenario);
        cr_expect(imports[i].service ? reach.service && strcmp(reach.service->name, imports[i].service) == 0 : !reach.service,
                  "%s", imports[i].scenario);
    }
}

Test(find, a_vendor_answers_to_its_aliases_in_any_case) {
    cr_expect_str_eq(phs_catalogue_vendor(catalogue, " aws ")->name, "Amazon Web Services");
    cr_expect_str_eq(phs_catalogue_vendor(catalogue, "Facebook")->name, "Meta");
    cr_expect_str_eq(phs_catalogue_vendor(catalogue, "MICROSOFT 365")->name, "Microsoft");
    cr_expect_null(phs_catalogue_vendor(catalogue, ""));
    cr_expect_null(phs_catalogue_vendor(catalogue, "Nobody Inc."));
}

Test(find, a_service_answers_to_what_contracts_call_it) {
    const struct phs_vendor_info *openai = phs_catalogue_vendor(catalogue, "OpenAI");
    const struct phs_vendor_service *service = phs_catalogue_service(openai, phs_slice(" api "));
    cr_assert(service != NULL);
    cr_expect_str_eq(service->name, "API Platform");
    cr_expect(phs_catalogue_service(openai, phs_slice("API platform")) == service);
    cr_expect_null(phs_catalogue_service(openai, phs_slice("")));
    cr_expect_null(phs_catalogue_service(openai, phs_slice("Fax")));
    cr_expect_null(phs_catalogue_service(NULL, phs_slice("API")));
}
