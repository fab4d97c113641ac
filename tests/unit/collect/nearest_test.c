/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/nearest.h"

#include <criterion/criterion.h>

Test(nearest, knows_slips_of_the_hand_and_beginnings) {
    static const char *const words[] = {"repositories", "scan", "aws.s3.encryption-at-rest", "aws.ec2.copy-encryption", NULL};
    static const struct {
        const char *scenario, *word, *want;
    } rows[] = {
        {"nothing", "", NULL},
        {"two letters begin too much", "re", NULL},
        {"the beginning", "repos", "repositories"},
        {"the beginning in capitals", "REPOS", "repositories"},
        {"a beginning before what looks alike", "aws.s3.encryption", "aws.s3.encryption-at-rest"},
        {"one letter too many", "scann", "scan"},
        {"two letters the wrong way round", "sacn", "scan"},
        {"nothing like it", "report", NULL},
        {"longer than every word", "repositoriesrepositoriesrepositoriesrepositoriesrepositoriesrepositories", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = phs_nearest(phs_slice(rows[i].word), words);
        cr_expect((!got && !rows[i].want) || (got && rows[i].want && strcmp(got, rows[i].want) == 0), "%s: %s",
                  rows[i].scenario, got ? got : "nothing");
    }
}
