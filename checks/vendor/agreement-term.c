/* SPDX-License-Identifier: Apache-2.0 */
/* How many days an agreement still runs: the policy language has no dates. */
#include "phiscope/check.h"

#include <stdio.h>
#include <strings.h>

enum { NOTICE_DAYS = 30 };

static int is_baa(const struct phs_host *host, struct phs_asking *asking, const struct phs_resource *agreement) {
    const char *kind = host->text(asking, host->attribute(agreement, "kind"));
    return *kind == '\0' || strcasecmp(kind, "baa") == 0;
}

static void judge_days(const struct phs_host *host, struct phs_asking *asking, int32_t days, const struct phs_value *where) {
    char reason[80];
    if (days == INT32_MIN) {
        host->answer(asking, PHS_ANSWER_UNKNOWN, "its expiry is no date", where);
    } else if (days < 0) {
        snprintf(reason, sizeof reason, "it ended %d days ago", -(int)days);
        host->answer(asking, PHS_ANSWER_FAIL, reason, where);
    } else if (days < NOTICE_DAYS) {
        snprintf(reason, sizeof reason, "it ends in %d days", (int)days);
        host->answer(asking, PHS_ANSWER_FAIL, reason, where);
    } else {
        host->answer(asking, PHS_ANSWER_PASS, NULL, where);
    }
}

static void judge(const struct phs_host *host, struct phs_asking *asking, const struct phs_resource *agreement) {
    const struct phs_value *expires = host->attribute(agreement, "expires");
    int kind = host->kind(expires);
    if (!is_baa(host, asking, agreement))
        host->answer(asking, PHS_ANSWER_NOT_APPLICABLE, "it is no business associate agreement", NULL);
    else if (kind == PHS_TYPE_MISSING || kind == PHS_TYPE_NULL)
        host->answer(asking, PHS_ANSWER_PASS, "it runs until one side ends it", NULL);
    else if (kind == PHS_TYPE_UNKNOWN)
        host->answer(asking, PHS_ANSWER_UNKNOWN, host->why(expires), expires);
    else
        judge_days(host, asking, host->days_between(host->today(asking), host->text(asking, expires)), expires);
}

static const char *const types[] = {"agreement", 0};

const struct phs_check phs_check_vendor_agreement_term = {
    .size = sizeof(struct phs_check),
    .version = PHS_API_VERSION,
    .id = "vendor.agreement-term",
    .types = types,
    .judge = judge,
};
