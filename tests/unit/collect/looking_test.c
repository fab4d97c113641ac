/* SPDX-License-Identifier: Apache-2.0 */
/* What names and headers say about a folder that nobody has described yet. */
#include <criterion/criterion.h>

#include "collect/looking_around.h"
#include "support/catalogue.h"

Test(looking, guesses_an_environment_from_whole_words_only) {
    static const struct {
        const char *scenario, *path, *want;
    } cases[] = {
        {"a word inside another one", "product.tfvars", NULL},
        {"a word inside another one", "developer-portal.tfvars", NULL},
        {"a word behind another one", "livestock", NULL},
        {"nothing", "main.tfvars", NULL},
        {"empty", "", NULL},
        {"short form", "prod.tfvars", "production"},
        {"with a region", "us-east-1-PROD.tfvars", "production"},
        {"a folder", "environments/staging/terraform.tfvars", "staging"},
        {"underscores", "my_dev_box.tfvars", "development"},
        {"a later match", "latest-test.tfvars", "test"},
    };
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = phs_environment_of_name(arena, cases[i].path);
        cr_expect((!got && !cases[i].want) || (got && cases[i].want && strcmp(got, cases[i].want) == 0), "%s: %s gives %s",
                  cases[i].scenario, cases[i].path, got ? got : "nothing");
    }
    phs_arena_free(arena);
}

Test(looking, knows_vendors_by_the_names_of_variables) {
    static const struct {
        const char *scenario, *name, *want;
    } cases[] = {
        {"nobody", "DATABASE_URL", NULL},
        {"a word that is too short", "A_B", NULL},
        {"underscores alone", "____", NULL},
        {"a vendor", "OPENAI_API_KEY", "OpenAI"},
        {"two words", "NEW_RELIC_LICENSE_KEY", "New Relic"},
        {"the longest name wins", "AZURE_OPENAI_ENDPOINT", "Microsoft"},
        {"behind a framework's word", "NEXT_PUBLIC_SENTRY_DSN", "Sentry"},
        {"not in the middle", "MY_OPENAI_KEY", NULL},
    };
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct phs_vendor_info *got = phs_vendor_of_variable(arena, catalogue, phs_slice(cases[i].name));
        cr_expect((!got && !cases[i].want) || (got && cases[i].want && strcmp(got->name, cases[i].want) == 0),
                  "%s: %s gives %s", cases[i].scenario, cases[i].name, got ? got->name : "nobody");
    }
    phs_arena_free(arena);
}

Test(looking, tells_inventories_from_other_tables) {
    static const struct {
        const char *scenario, *text;
        bool want;
        enum phs_target_kind kind;
    } cases[] = {
        {"empty", "", false, 0},
        {"patients, not vendors", "mrn,name,dob\n1,A,2000-01-01\n", false, 0},
        {"one telling column is not enough", "vendor,price\nA,1\n", false, 0},
        {"a word inside a longer one", "vendored,signedness\nA,1\n", false, 0},
        {"sentences are no header",
         "\"The vendor shall sign a business associate agreement before any disclosure is made\",x\n", false, 0},
        {"an open quote", "\"vendor,baa\n", false, 0},
        {"vendors", "Vendor,BAA signed\nA,2026-01-01\n", true, PHS_TARGET_VENDORS},
        {"under a title", "List of 2026;;\n;;\nSupplier;Contract;Owner\nA;B;C\n", true, PHS_TARGET_VENDORS},
        {"customers", "Customer\tAgreement signed\nA\tyes\n", true, PHS_TARGET_CUSTOMERS},
        {"assets", "Asset tag,Type,Encrypted?\nL1,Laptop,yes\n", true, PHS_TARGET_ASSETS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct phs_arena *arena = phs_arena_new();
        enum phs_target_kind kind = PHS_TARGET_RESOURCES;
        const char *why = NULL;
        bool got = phs_looks_like_inventory(arena, "list.csv", phs_slice(cases[i].text), &kind, &why);
        cr_expect_eq(got, cases[i].want, "%s", cases[i].scenario);
        if (got)
            cr_expect(kind == cases[i].kind && why && *why, "%s: kind %d", cases[i].scenario, (int)kind);
        phs_arena_free(arena);
    }
}
