/* SPDX-License-Identifier: Apache-2.0 */
/* Which expressions need to be tried nowhere but at their words: a yes that is wrong loses matches. */
#include "parse/match/leading.h"

#include <criterion/criterion.h>

struct row {
    const char *scenario, *regex;
    const char *words[8];
    bool leads;
};

static const struct row rows[] = {
    {"a word and more", "ghp_[A-Za-z0-9]{36}", {"ghp_"}, true},
    {"another case", "(?i)API[_-]?Key\\s?=", {"apikey", "api_key", "api-key"}, true},
    {"one way to begin is no word", "(?i)api[_ -]?key\\s?=", {"apikey", "api_key", "api-key"}, false},
    {"a branch that is no word", "(?:secret|token|auth)=", {"secret", "token"}, false},
    {"a branch of the whole", "secret=\\w+|x{3}", {"secret"}, false},
    {"the word may stand later", "\\w{0,30}key=", {"key="}, false},
    {"anything before it", ".?token", {"token"}, false},
    {"a class that is not told", "[^a]token", {"token"}, false},
    {"it may be left out", "(?:token)?[0-9]{8}", {"token"}, false},
    {"it stands once at least", "(?:tok){1,3}en", {"tok"}, true},
    {"it stands as often as one likes", "a*bcd", {"bcd"}, false},
    {"every member of a class", "nf[coub]_x", {"nfc_", "nfo_", "nfu_", "nfb_"}, true},
    {"one member is missing", "nf[coub]_x", {"nfc_", "nfo_", "nfu_"}, false},
    {"a digit is any digit", "AC[0-9]{3}", {"ac0"}, true},
    {"a letter is no digit", "AC[0-9a]{3}", {"ac0"}, false},
    {"what stands before is no part", "(?<![A-Za-z0-9])\\bsk_live_", {"sk_live_"}, true},
    {"what follows completes it", "auth(?=[\"'_])\\w+", {"auth\"", "auth'", "auth_"}, true},
    {"what follows does not", "auth(?=[\"'_:])\\w+", {"auth\"", "auth'", "auth_"}, false},
    {"what may not follow says nothing", "tok(?!en)[a-z]", {"toke"}, false},
    {"a space of any kind", "new\\spdo", {"new pdo"}, false},
    {"brackets in a class", "(?:[)(]abc|abc)d", {"abc"}, false},
    {"a bracket that is none", "tok\\)(?:a\\)|b)", {"tok)"}, true},
    {"a reference", "(a)\\1\\1", {"aaa"}, false},
    {"a match that begins later than it seems", "tok\\Ken", {"tok"}, true},
    {"the same before the word is whole", "to\\Kken", {"token"}, false},
    {"a hexadecimal escape", "\\x74oken", {"token"}, false},
    {"quoted text", "\\Qtok\\Een", {"token"}, false},
    {"extended syntax", "(?x) token", {"token"}, false},
    {"a condition", "(?(?=a)abc|abc)", {"abc"}, false},
    {"nothing", "", {"token"}, false},
    {"brackets that stay open", "((((", {"token"}, false},
    {"too many ways", "[a-z]{6}token", {"token"}, false},
    {"repeated without an end", "(?:(?:(?:^)*)*)*x", {"token"}, false},
};

Test(leading, is_certain_only_where_every_way_to_begin_is_a_word) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = 0;
        while (n < 8 && rows[i].words[n])
            n++;
        cr_expect(phs_leads_with_words(rows[i].regex, rows[i].words, n) == rows[i].leads, "%s", rows[i].scenario);
    }
}

Test(leading, is_told_in_one_case_only_where_the_expression_has_one) {
    static const struct row spelled[] = {
        {"as it is spelled", "AKIA[0-9A-Z]{16}", {"AKIA"}, true},
        {"spelled otherwise", "AKIA[0-9A-Z]{16}", {"akia"}, false},
        {"in any case", "(?i)AKIA[0-9A-Z]{16}", {"AKIA"}, false},
        {"any case within a group", "(?i:AKIA)[0-9A-Z]{16}", {"AKIA"}, false},
        {"any case behind the word", "AKIA(?i)[0-9a-z]{16}", {"AKIA"}, true},
        {"one case again, which is not understood and costs time alone", "(?-i:AKIA)[0-9A-Z]{16}", {"AKIA"}, false},
        {"a class of both", "[Aa]KIA", {"AKIA"}, false},
        {"a class of both, and both words", "[Aa]KIA", {"AKIA", "aKIA"}, true},
        {"a digit is any digit still", "SK[0-9a]", {"SK0", "SKa"}, true},
    };
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
        size_t n = 0;
        while (n < 8 && spelled[i].words[n])
            n++;
        cr_expect_eq(phs_leads_as_spelled(spelled[i].regex, spelled[i].words, n), spelled[i].leads, "%s", spelled[i].scenario);
    }
}
