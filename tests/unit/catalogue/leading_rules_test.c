/* SPDX-License-Identifier: Apache-2.0 */
/* Which patterns are tried at their words alone. One that stops leading finds the same and costs many times as much, so each
 * that does not lead is named here: a change of the list is a decision. */
#include <criterion/criterion.h>

#include "catalogue/pattern_rule.h"
#include "collect/git/rules.h"
#include "parse/match/leading.h"
#include "support/catalogue.h"

/* By bytes. Most begin with what stands before the word, or with a value that no word begins. */
static const char *const not_leading[] = {
    "airtable-token",
    "aws-secret-access-key",
    "azure-app-configuration",
    "azure-client-secret",
    "azure-communication-key",
    "azure-devops-token",
    "azure-identifiable-key",
    "azure-sas-token",
    "azure-storage-account-key",
    "bank-routing",
    "basic-credentials",
    "bearer-token",
    "birth-date-labelled",
    "char-array-password",
    "cloudflare-api-token",
    "connection-string",
    "curl-user",
    "database-url",
    "dea-number",
    "discord-bot-token",
    "discord-webhook",
    "driver-address",
    "environment-instruction",
    "figma-oauth",
    "hl7-diagnosis",
    "hl7-patient",
    "hl7-result",
    "honeycomb-ingest-key",
    "icd10-diagnosis",
    "json-web-token",
    "key-argument",
    "mailchimp-api-key",
    "mailgun-private-key",
    "maxmind-license-key",
    "medical-record-number",
    "medicare-beneficiary",
    "medicare-claim-number",
    "member-number-labelled",
    "new-relic-license-key",
    "npm-legacy-token",
    "npmrc-auth-token",
    "openai-api-key",
    "pgpass",
    "phrase-key",
    "phrase-signing-key",
    "private-key",
    "prose-password",
    "pushbullet-token",
    "sql-insert",
    "sql-user-hash",
    "table-password",
    "teams-webhook",
    "telegram-bot-token",
    "terraform-cloud-token",
    "twilio-api-key",
    "twitter-bearer-token",
    "url-password",
    "vehicle-vin",
};

enum { NAMED = sizeof not_leading / sizeof *not_leading };

static bool is_named(const char *id, bool *seen) {
    for (size_t i = 0; i < NAMED; i++)
        if (strcmp(id, not_leading[i]) == 0)
            return seen[i] = true;
    return false;
}

Test(leading_rules, are_all_but_those_that_are_named) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_rules rules;
    bool seen[NAMED] = {false};
    size_t leading = 0;
    phs_rules_init(&rules, arena, built_in_catalogue(arena));
    for (size_t i = 0; i < rules.n; i++) {
        struct phs_match_rule rule = phs_pattern_rule(arena, rules.patterns[i]);
        bool leads = phs_leads_with_words(rule.regex, rule.words, rule.word_count);
        leading += leads;
        cr_expect_neq(leads, is_named(rules.patterns[i]->id, seen), "%s %s", rules.patterns[i]->id,
                      leads ? "leads and is named as if it did not"
                            : "leads no more: it is tried wherever one of its words is near");
    }
    for (size_t i = 0; i < NAMED; i++)
        cr_expect(seen[i], "%s is no pattern", not_leading[i]);
    cr_expect_gt(leading * 100, rules.n * 80, "%zu of %zu lead", leading, rules.n);
    phs_arena_free(arena);
}
