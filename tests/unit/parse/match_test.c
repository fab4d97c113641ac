/* SPDX-License-Identifier: Apache-2.0 */
/* The matching pass: windows, borders, hostile expressions; and each validator by a table. Values stand in pieces. */
#include <criterion/criterion.h>
#include <time.h>

#include "base/buf.h"
#include "parse/match/validators.h"

static struct phs_arena *arena;

static void open_arena(void) {
    arena = phs_arena_new();
}

static void close_arena(void) {
    phs_arena_free(arena);
}

TestSuite(match, .init = open_arena, .fini = close_arena);

static const char *const ab_words[] = {"tok_"}, *const near_words[] = {"label"}, *const digit_words[] = {"000-00"};

static const struct phs_match_rule rules[] = {
    {.id = "token", .regex = "\\b(tok_[a-z0-9]{8})\\b", .words = ab_words, .word_count = 1, .after = 24},
    {.id = "behind", .regex = "([0-9]{6})", .words = near_words, .word_count = 1, .after = 20},
    {.id = "digits", .regex = "(?<![0-9-])([0-9]{3}-[0-9]{2})(?![0-9-])", .words = digit_words, .word_count = 1, .after = 0},
    {.id = "ahead", .regex = "([0-9a-f]{8})tok_", .words = ab_words, .word_count = 1, .before = 8, .after = 0, .generic = true},
};

static struct phs_matches found;

static void run(const struct phs_match_rule *of, size_t n, struct phs_slice bytes) {
    struct phs_matcher *matcher;
    struct phs_err err = {0};
    cr_assert_eq(phs_matcher_new(arena, of, n, &matcher, &err), PHS_OK, "%s", err.text);
    phs_match_bytes(matcher, phs_match_scratch_new(arena, matcher), arena, bytes, &found);
}

/* "rule@line:start+length ..." */
static const char *told(void) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < found.items.n; i++)
        phs_buf_printf(&out, "%s%u@%u:%zu+%zu", i ? " " : "", found.items.at[i].rule, found.items.at[i].line,
                       found.items.at[i].start, found.items.at[i].end - found.items.at[i].start);
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

Test(match, finds_values_at_every_border) {
    static const struct {
        const char *scenario, *text, *expected;
    } rows[] = {
        {"nothing at all", "", ""},
        {"shorter than a word", "to", ""},
        {"a word and no more", "tok_", ""},
        {"the whole file", "tok_abcdefgh", "0@1:0+12"},
        {"at the very end", "\n\nx tok_abcdefgh", "0@3:4+12"},
        {"one byte short", "tok_abcdefg", ""},
        {"one byte long", "tok_abcdefghi", ""},
        {"two that touch by a comma", "tok_abcdefgh,tok_ijklmnop", "0@1:0+12 0@1:13+12"},
        {"a word inside a word", "tok_tok_abcdefgh", ""},
        {"case does not count for words, but for expressions", "TOK_abcdefgh", ""},
        {"within the distance", "label: 123456", "1@1:7+6"},
        {"where the distance cuts the value", "label                123456", ""},
        {"behind the distance", "label                      123456", ""},
        {"labels whose windows grow together", "label 123456 label 654321", "1@1:6+6 1@1:19+6"},
        {"a digit stands for any digit", "x 918-27 y", "2@1:2+6"},
        {"a longer number", "x 1918-27 y", ""},
        {"in front of the word", "0123abcdtok_", "3@1:0+8"},
        {"gives way to the one that names a vendor", "0123abcd.tok_abcdefgh", "0@1:9+12"},
        {"lines", "tok_abcdefgh\nx\r\ntok_abcdefgh\n", "0@1:0+12 0@3:16+12"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run(rules, sizeof rules / sizeof *rules, phs_slice(rows[i].text));
        cr_expect_str_eq(told(), rows[i].expected, "%s: %s", rows[i].scenario, told());
    }
}

Test(match, finds_a_value_wherever_it_stands_in_a_large_file) {
    char text[4200];
    for (size_t at = 0; at + 12 <= sizeof text; at += 7) {
        memset(text, ' ', sizeof text);
        memcpy(text + at, "tok_abcdefgh", 12);
        run(rules, 1, phs_slice_n(text, sizeof text));
        cr_expect(found.items.n == 1 && found.items.at[0].start == at, "at %zu", at);
    }
}

Test(match, begins_at_a_word_that_holds_another) {
    static const char *const words[] = {"-pass", "a/root-password"};
    struct phs_match_rule rule = {
        .id = "x", .regex = "(?:a/root-password|-pass) ([a-z0-9]{6})", .words = words, .word_count = 2, .after = 30};
    run(&rule, 1, PHS_SLICE("d-i a/root-password qz7kx2\n"));
    cr_expect_str_eq(told(), "0@1:20+6", "%s", told());
}

Test(match, reads_bytes_that_are_no_text) {
    char text[600];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 37);
    memcpy(text + 300, "\0\xff tok_abcdefgh \xfe\0", 18);
    run(rules, 4, phs_slice_n(text, sizeof text));
    cr_assert_eq(found.items.n, 1);
    cr_expect_eq(found.items.at[0].start, 303);
}

Test(match, stays_linear_where_a_file_repeats_a_word) {
    struct phs_buf text;
    struct timespec before, after;
    phs_buf_init(&text, 8 << 20);
    for (size_t i = 0; i < 1000000; i++)
        phs_buf_puts(&text, "tok_");
    clock_gettime(CLOCK_MONOTONIC, &before);
    run(rules, 4, phs_slice_n(text.ptr, text.len));
    clock_gettime(CLOCK_MONOTONIC, &after);
    cr_expect_eq(found.items.n, 0);
    cr_expect_lt(after.tv_sec - before.tv_sec, 5);
    phs_buf_done(&text);
}

Test(match, ends_an_expression_that_runs_away_and_says_so) {
    static const char *const words[] = {"aaa"};
    static const struct phs_match_rule hostile = {
        .id = "hostile", .regex = "(a+)+$", .words = words, .word_count = 1, .after = 10000};
    char text[2000];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '!';
    run(&hostile, 1, phs_slice_n(text, sizeof text));
    cr_expect_eq(found.items.n, 0);
    cr_expect(found.limited);
}

Test(match, keeps_of_generic_rules_only_what_looks_real) {
    struct phs_match_rule rule = {
        .id = "x", .regex = "tok_([a-z0-9-]+)", .words = ab_words, .word_count = 1, .after = 40, .secret = true};
    run(&rule, 1, PHS_SLICE("tok_q7zk2vx9 tok_your-key"));
    cr_expect_eq(found.items.n, 2);
    rule.generic = true;
    run(&rule, 1, PHS_SLICE("tok_q7zk2vx9 tok_your-key"));
    cr_expect_eq(found.items.n, 1);
}

Test(match, bounds_how_much_it_keeps) {
    struct phs_buf text;
    phs_buf_init(&text, 8 << 20);
    for (size_t i = 0; i < PHS_MATCH_MOST_PER_FILE + 10; i++)
        phs_buf_puts(&text, "tok_abcdefgh\n");
    run(rules, 4, phs_slice_n(text.ptr, text.len));
    cr_expect_eq(found.items.n, PHS_MATCH_MOST_PER_FILE);
    phs_buf_done(&text);
}

Test(match, refuses_rules_that_cannot_work) {
    static const char *const short_words[] = {"ab"};
    static const struct {
        const char *scenario;
        struct phs_match_rule rule;
        const char *expected;
    } rows[] = {
        {"no words", {.id = "x", .regex = "a"}, "no regex or no words"},
        {"no regex", {.id = "x", .words = ab_words, .word_count = 1}, "no regex or no words"},
        {"a short word", {.id = "x", .regex = "a", .words = short_words, .word_count = 1}, "3 to 64 bytes"},
        {"no such validator",
         {.id = "x", .regex = "a", .words = ab_words, .word_count = 1, .validator = "magic"},
         "there is not: magic"},
        {"no such filter",
         {.id = "x", .regex = "a", .words = ab_words, .word_count = 1, .filter = "named:magic"},
         "there is not: named:magic"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_matcher *matcher;
        struct phs_err err = {0};
        cr_expect_eq(phs_matcher_new(arena, &rows[i].rule, 1, &matcher, &err), PHS_E_INPUT, "%s", rows[i].scenario);
        cr_expect_not_null(strstr(err.text, rows[i].expected), "%s: %s", rows[i].scenario, err.text);
    }
    static const struct phs_match_rule broken = {.id = "x", .regex = "a(", .words = ab_words, .word_count = 1};
    struct phs_matcher *matcher;
    struct phs_err err = {0};
    cr_assert_eq(phs_matcher_new(arena, &broken, 1, &matcher, &err), PHS_OK);
    cr_expect_eq(phs_matcher_check(matcher, &err), PHS_E_INPUT);
    run(&broken, 1, PHS_SLICE("tok_abc"));
    cr_expect_eq(found.items.n, 0);
}

static void expect_judged(const char *validator, const char *value, enum phs_match_class expected) {
    struct phs_slice text = phs_slice(value);
    enum phs_match_class told_class = phs_match_validator(validator)(text, text);
    cr_expect_eq(told_class, expected, "%s %s: %s", validator, value, phs_match_class_name(told_class));
}

Test(match, validators_judge_numbers) {
    static const struct {
        const char *validator, *value;
        enum phs_match_class expected;
    } rows[] = {
        {"ssn", "536-22-8174", PHS_MATCH_REAL},
        {"ssn", "000-22-8174", PHS_MATCH_NONE},
        {"ssn", "536-00-8174", PHS_MATCH_NONE},
        {"ssn", "536-22-0000", PHS_MATCH_NONE},
        {"ssn", "666-22-8174", PHS_MATCH_SYNTHETIC},
        {"ssn", "900-22-8174", PHS_MATCH_SYNTHETIC},
        {"ssn", "999-22-8174", PHS_MATCH_SYNTHETIC},
        {"ssn", "899-22-8174", PHS_MATCH_REAL},
        {"ssn", "078-05-1120", PHS_MATCH_DOCUMENTED},
        {"ssn", "219-09-9999", PHS_MATCH_DOCUMENTED},
        {"ssn", "123-45-6789", PHS_MATCH_DOCUMENTED},
        {"ssn", "987-65-4325", PHS_MATCH_DOCUMENTED},
        {"ssn", "222-22-2222", PHS_MATCH_DOCUMENTED},
        {"ssn", "53622817", PHS_MATCH_NONE},
        {"itin", "912-78-4410", PHS_MATCH_REAL},
        {"itin", "912-66-4410", PHS_MATCH_NONE},
        {"itin", "912-93-4410", PHS_MATCH_NONE},
        {"itin", "812-78-4410", PHS_MATCH_NONE},
        {"npi", "1234567893", PHS_MATCH_DOCUMENTED},
        {"npi", "1234567890", PHS_MATCH_NONE},
        {"npi", "3234567893", PHS_MATCH_NONE},
        {"npi", "1111111111", PHS_MATCH_NONE},
        {"npi", "123456789", PHS_MATCH_NONE},
        {"mbi", "1EG4-TE5-MK73", PHS_MATCH_DOCUMENTED},
        {"mbi", "3HJ5QW8RK27", PHS_MATCH_REAL},
        {"mbi", "0HJ5QW8RK27", PHS_MATCH_NONE},
        {"mbi", "3SJ5QW8RK27", PHS_MATCH_NONE},
        {"mbi", "3HJ5QW8RK2", PHS_MATCH_NONE},
        {"mbi", "3HJ5QW8RK277", PHS_MATCH_NONE},
        {"mbi", "3HO5QW8RK27", PHS_MATCH_NONE},
        {"dea", "AB1234563", PHS_MATCH_DOCUMENTED},
        {"dea", "AB1234567", PHS_MATCH_NONE},
        {"dea", "AB1111111", PHS_MATCH_NONE},
        {"vin", "1HGCM82633A004352", PHS_MATCH_REAL},
        {"vin", "1M8GDM9AXKP042788", PHS_MATCH_REAL},
        {"vin", "1HGCM82643A004352", PHS_MATCH_NONE},
        {"vin", "1HGCM8263IA004352", PHS_MATCH_NONE},
        {"vin", "11111111111111111", PHS_MATCH_DOCUMENTED},
        {"aba", "021000021", PHS_MATCH_REAL},
        {"aba", "021000022", PHS_MATCH_NONE},
        {"aba", "000000000", PHS_MATCH_NONE},
        {"aba", "421000021", PHS_MATCH_NONE},
        {"luhn", "4539 1488 0343 6467", PHS_MATCH_REAL},
        {"luhn", "4539 1488 0343 6468", PHS_MATCH_NONE},
        {"luhn", "0000000000", PHS_MATCH_COMMON},
        {"number", "00471839", PHS_MATCH_REAL},
        {"number", "12345678", PHS_MATCH_SYNTHETIC},
        {"number", "00000001", PHS_MATCH_SYNTHETIC},
        {"number", "7777777", PHS_MATCH_SYNTHETIC},
        {"number", "1234", PHS_MATCH_NONE},
        {"date", "1964-03-17", PHS_MATCH_REAL},
        {"date", "3/17/1964", PHS_MATCH_REAL},
        {"date", "1970-01-01", PHS_MATCH_SYNTHETIC},
        {"date", "2964-03-17", PHS_MATCH_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_judged(rows[i].validator, rows[i].value, rows[i].expected);
}

Test(match, validators_judge_tokens) {
    static const struct {
        const char *validator, *value;
        enum phs_match_class expected;
    } rows[] = {
        {"aws-key-id",
         "AKIA"
         "Q3ZKF7XW2M5RB6TJ",
         PHS_MATCH_REAL},
        {"aws-key-id",
         "AKIA"
         "Q3ZKF7XW2M5RB6T",
         PHS_MATCH_NONE},
        {"aws-key-id",
         "AKIA"
         "AAAAAAAAAAAAAAAA",
         PHS_MATCH_COMMON},
        {"rare", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_REAL},
        {"rare", "thisIsNotATokenAtAll", PHS_MATCH_COMMON},
        {"rare", "aaaaaaaaaaaaaaaaaaaa", PHS_MATCH_COMMON},
        {"rare", "abcdefghijklmnopqrst", PHS_MATCH_COMMON},
        {"password", "postgres", PHS_MATCH_COMMON},
        {"password", "PassWord", PHS_MATCH_COMMON},
        {"password", "${DB_PASSWORD}", PHS_MATCH_PLACEHOLDER},
        {"password", "kV7pQz2mTr", PHS_MATCH_REAL},
        {"password", "12", PHS_MATCH_COMMON},
        {"jwt", "eyJhbGci.eyJzdWIi", PHS_MATCH_NONE},
        {"jwt", "notjson0.notjson0.notjson0", PHS_MATCH_NONE},
        {"key64", "dG9vIHNob3J0", PHS_MATCH_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_judged(rows[i].validator, rows[i].value, rows[i].expected);
}

static enum phs_match_class judged_in(const char *validator, const char *file, const char *value) {
    const char *at = strstr(file, value);
    cr_assert_not_null(at);
    return phs_match_validator(validator)(phs_slice_n(at, strlen(value)), phs_slice(file));
}

Test(match, validators_look_at_what_stands_around) {
    static const char hex[] = "9f3a61c0d27be845a1c96f0e38d2b741";
    cr_expect_eq(judged_in("hex", "key: 9f3a61c0d27be845a1c96f0e38d2b741", hex), PHS_MATCH_REAL);
    cr_expect_eq(judged_in("hex", "sha1 key: 9f3a61c0d27be845a1c96f0e38d2b741", hex), PHS_MATCH_NONE);
    cr_expect_eq(judged_in("assignment", "publicKey: q7Zk2Vx9LmP4sT8wRbY3", "q7Zk2Vx9LmP4sT8wRbY3"), PHS_MATCH_NONE);
    cr_expect_eq(judged_in("jwk", "{\"d\": \"q7Zk2Vx9LmP4sT8wRbY3\"}", "q7Zk2Vx9LmP4sT8wRbY3"), PHS_MATCH_NONE);
    cr_expect_eq(judged_in("ssn", "1.536-22-8174", "536-22-8174"), PHS_MATCH_NONE);
    cr_expect_eq(judged_in("ssn", "a 536-22-8174.", "536-22-8174"), PHS_MATCH_REAL);
    cr_expect_eq(judged_in("ssn", "536-22-8174.5", "536-22-8174"), PHS_MATCH_NONE);
    cr_expect_eq(judged_in("pem", "BEGIN\n...\nEND", "BEGIN"), PHS_MATCH_NONE);
}

Test(match, a_name_and_the_way_it_is_written_tell_a_secret_from_code) {
    static const struct {
        const char *validator, *file, *value;
        enum phs_match_class expected;
    } rows[] = {
        {"assignment", "publicKey: q7Zk2Vx9LmP4sT8wRbY3", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_NONE},
        {"assignment", "x: q7Zk2Vx9LmP4sT8wRbY3", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_NONE},
        {"assignment", "api_key: q7Zk2Vx9LmP4sT8wRbY3", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_REAL},
        {"assignment", "nextToken=q7Zk2Vx9LmP4sT8wRbY3", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_NONE},
        {"assignment", "token=services/notes/app/settings.py", "services/notes/app/settings.py", PHS_MATCH_NONE},
        {"assignment", "token = getUserAuthenticationToken", "getUserAuthenticationToken", PHS_MATCH_NONE},
        {"assignment", "secret: application.security.token", "application.security.token", PHS_MATCH_NONE},
        {"assignment", "token: your-api-key-goes-here-1a2b", "your-api-key-goes-here-1a2b", PHS_MATCH_NONE},
        {"assignment", "token: 1234567890123456", "1234567890123456", PHS_MATCH_NONE},
        {"assignment", "key: ctrl+shift+alt+k", "ctrl+shift+alt+k", PHS_MATCH_NONE},
        {"assignment", "key=\"5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24\"", "5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24", PHS_MATCH_NONE},
        {"assignment", "api_key=5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24", "5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24", PHS_MATCH_REAL},
        {"assigned-password", "password = \"kestrel917\"", "kestrel917", PHS_MATCH_REAL},
        {"assigned-password", "password = \"qzvkwmtr\"", "qzvkwmtr", PHS_MATCH_REAL},
        {"assigned-password", "password = \"swordfish\"", "swordfish", PHS_MATCH_REAL},
        {"assigned-password", "password = \"sword\"", "sword", PHS_MATCH_NONE},
        {"assigned-password", "password = \"Swordfish\"", "Swordfish", PHS_MATCH_NONE},
        {"assigned-password", "Pass 'swordfish' to register", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "\"db_password\": {\"swordfish\": \"x\"}", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "{\" pass\", \"47575c5a435b4251\"},", "47575c5a435b4251", PHS_MATCH_NONE},
        {"assignment", "{\"api_key\", \"05b89af8e7bb2cc79d28d79bec768b2b01e3e206\"}",
         "05b89af8e7bb2cc79d28d79bec768b2b01e3e206", PHS_MATCH_REAL},
        {"assigned-password", "db.password= swordfish\n", "swordfish", PHS_MATCH_REAL},
        {"assigned-password", "password: wachtwoord\n", "wachtwoord", PHS_MATCH_NONE},
        {"assigned-password", "password = \"textarea\"", "textarea", PHS_MATCH_NONE},
        {"assigned-password", "password = \"loginForm\"", "loginForm", PHS_MATCH_NONE},
        {"assigned-password", "password = \"getSwordfish\"", "getSwordfish", PHS_MATCH_NONE},
        {"assigned-password", "password = \"wrongfish\"", "wrongfish", PHS_MATCH_NONE},
        {"assigned-password", "password = \"sword.fish\"", "sword.fish", PHS_MATCH_NONE},
        {"assigned-password", "EXTRA_PASSWORD = \"swordfish\"", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "set(\"password\", \"swordfish\")", "swordfish", PHS_MATCH_REAL},
        {"assigned-password", "f(user, PASS, \"swordfish\")", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "[\"user\", \"password\", \"swordfish\"]", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "password = swordfish", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "db.password=swordfish", "swordfish", PHS_MATCH_REAL},
        {"assigned-password", "  password: swordfish\n", "swordfish", PHS_MATCH_REAL},
        {"assigned-password", "  password: swordfish, x\n", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "  password: sword_fish\n", "sword_fish", PHS_MATCH_NONE},
        {"assigned-password", "DB_PASSWORD=sword_fish\n", "sword_fish", PHS_MATCH_REAL},
        {"assigned-password", "SWORDFISH_PASSWORD=swordfish\n", "swordfish", PHS_MATCH_REAL},
        {"assigned-password", "var swordfish_password = 'swordfish'", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "  password: 839201\n", "839201", PHS_MATCH_REAL},
        {"assigned-password", "  password: 123456\n", "123456", PHS_MATCH_REAL},
        {"assigned-password", "user.password = '123456'", "123456", PHS_MATCH_REAL},
        {"assigned-password", "password_length: 123456\n", "123456", PHS_MATCH_NONE},
        {"assigned-password", "  password: admin\n", "admin", PHS_MATCH_REAL},
        {"assigned-password", "f({ password: 'admin', x })", "admin", PHS_MATCH_NONE},
        {"assigned-password", "{ host: 'db1', user: 'app', password: 'root' }", "root", PHS_MATCH_REAL},
        {"assigned-password", "{ username: 'jane', password: 'JanesSecret' }", "JanesSecret", PHS_MATCH_REAL},
        {"assigned-password", "{ username: 'Username', password: 'Password' }", "Password", PHS_MATCH_NONE},
        {"assigned-password", "{ username: 'u', password: 'newPassword' }", "newPassword", PHS_MATCH_NONE},
        {"assigned-password", "docker run -e MYSQL_PASSWORD=cherries mysql", "cherries", PHS_MATCH_REAL},
        {"assigned-password", "MYSQL_PASSWORD=mysql_password", "mysql_password", PHS_MATCH_NONE},
        {"assigned-password", "$db_pass = 'toor';", "toor", PHS_MATCH_REAL},
        {"assigned-password", "password: 'SuperSecretPassword'", "SuperSecretPassword", PHS_MATCH_REAL},
        {"told", "mysql -uroot -prootpassword shop", "rootpassword", PHS_MATCH_REAL},
        {"told", "the --password option tells", "option", PHS_MATCH_NONE},
        {"told", "tool --user bob --password sesame x", "sesame", PHS_MATCH_REAL},
        {"told", "are identified by name; then", "name", PHS_MATCH_NONE},
        {"told", "enable secret engine", "engine", PHS_MATCH_NONE},
        {"told", "postgres://root:root@db/x", "root", PHS_MATCH_REAL},
        {"told", "postgres://user:password@db/x", "password", PHS_MATCH_NONE},
        {"told", "mongo -p 27017", "27017", PHS_MATCH_NONE},
        {"told-argument", "new NetworkCredential('u', 'wonderland')", "wonderland", PHS_MATCH_REAL},
        {"told-argument", "$(x).bind('click', 'wonderland')", "wonderland", PHS_MATCH_NONE},
        {"told-argument", "{{ word | password_hash('sha512') }}", "sha512", PHS_MATCH_NONE},
        {"told-argument", "login('admin', 'admin')", "admin", PHS_MATCH_NONE},
        {"assignment", "JWT_SECRET = 'supersecretjwt'", "supersecretjwt", PHS_MATCH_REAL},
        {"assignment", "SECRET_KEY = 'you-will-never-find-out'", "you-will-never-find-out", PHS_MATCH_REAL},
        {"assignment", "SECRET_KEY = 'client_secret_key'", "client_secret_key", PHS_MATCH_NONE},
        {"assignment", "\"Key\": \"ThisIsMyOwnSecretKey\"", "ThisIsMyOwnSecretKey", PHS_MATCH_REAL},
        {"assigned-password", "route('reset-password', 'reset-password.tsx')", "reset-password.tsx", PHS_MATCH_NONE},
        {"assigned-password", "x in ('3.x_password', '3.x_oidc_token')", "3.x_oidc_token", PHS_MATCH_NONE},
        {"assigned-password", "DB_PASSWORD=${DB_PASSWORD:-goldfinch}", "goldfinch", PHS_MATCH_REAL},
        {"assigned-password", "<user username=\"carl\" password=\"root\"/>", "root", PHS_MATCH_REAL},
        {"assigned-password", "auth_password(\"jsmith\", \"x\")", "jsmith", PHS_MATCH_NONE},
        {"assigned-password", "AppAssembly=\"@tq84Kdvz\"", "@tq84Kdvz", PHS_MATCH_NONE},
        {"assignment", "SECRET_KEY_BASE: generate-with-openssl", "generate-with-openssl", PHS_MATCH_NONE},
        {"phrase", "secret: 'cat on keys'", "cat on keys", PHS_MATCH_REAL},
        {"phrase", "secret: 'Enter the secret'", "Enter the secret", PHS_MATCH_NONE},
        {"assigned-password", "DB_PASSWORD=admin\n", "admin", PHS_MATCH_REAL},
        {"assigned-password", "DB_PASSWORD=changeme\n", "changeme", PHS_MATCH_NONE},
        {"assigned-password", "f(user, PASS, \"admin\")", "admin", PHS_MATCH_NONE},
        {"assigned-password", "spring.datasource.password=notes_service_password\n", "notes_service_password", PHS_MATCH_REAL},
        {"assigned-password", "spring.datasource.password=database_password\n", "database_password", PHS_MATCH_NONE},
        {"assigned-password", "password = notes_service_password\n", "notes_service_password", PHS_MATCH_NONE},
        {"assigned-password", "password_hint: swordfish\n", "swordfish", PHS_MATCH_NONE},
        {"assigned-password", "passwordToggleTint=\"@color/login_text1_c0lor\"", "@color/login_text1_c0lor", PHS_MATCH_NONE},
        {"assigned-password", "pwd = SecureRandom.base58", "SecureRandom.base58", PHS_MATCH_NONE},
        {"assignment", "secret = ctx.es512.jwk_key", "ctx.es512.jwk_key", PHS_MATCH_NONE},
        {"assignment", "credentials.json=\"my-project-45e35d85a593.json\"", "my-project-45e35d85a593.json", PHS_MATCH_NONE},
        {"assignment", "\"ChangeToken\": \"5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24\"", "5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24",
         PHS_MATCH_NONE},
        {"assignment", "\"api_token\": \"5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24\"", "5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24",
         PHS_MATCH_REAL},
        {"assignment", "jwt_secret: 'swordfishing'", "swordfishing", PHS_MATCH_REAL},
        {"assignment", "secret: 'swordfishing'", "swordfishing", PHS_MATCH_NONE},
        {"assigned-password", "password = \"Contrase\303\261a\"", "Contrase\303\261a", PHS_MATCH_NONE},
        {"assigned-password", "password_url = \"kestrel917\"", "kestrel917", PHS_MATCH_NONE},
        {"assigned-password", "bypass = \"kestrel917\"", "kestrel917", PHS_MATCH_NONE},
        {"assigned-password", "login(password=pw1, x)", "pw1", PHS_MATCH_NONE},
        {"assigned-password", "password = other_value", "other_value", PHS_MATCH_NONE},
        {"assigned-password", "password = \"test123\"", "test123", PHS_MATCH_NONE},
        {"assigned-password", "password = \"r3dwoodGrove\"", "r3dwoodGrove", PHS_MATCH_REAL},
        {"assigned-password", "password=l1lacStream\n", "l1lacStream", PHS_MATCH_REAL},
        {"assigned-password", "connect(password=v1olet)", "v1olet", PHS_MATCH_NONE},
        {"assigned-password", "connect(\"host=db password=l1lacStream\")", "l1lacStream", PHS_MATCH_REAL},
        {"assigned-password", "tool --password=l1lacStream x", "l1lacStream", PHS_MATCH_REAL},
        {"assigned-password", "<password>h4rpSeal</password>", "h4rpSeal", PHS_MATCH_REAL},
        {"assigned-password", "`adminPassword`, `httpProxy` and `ntpq`", "httpProxy", PHS_MATCH_NONE},
        {"assigned-password", "password = \"oauth2Client\"", "oauth2Client", PHS_MATCH_NONE},
        {"assigned-password", "password = \"step1Confirm\"", "step1Confirm", PHS_MATCH_NONE},
        {"assigned-password", "password = \"Lagoon-finch7\"", "Lagoon-finch7", PHS_MATCH_REAL},
        {"assignment", "jwt_secret = \"gl4cier-Point\"", "gl4cier-Point", PHS_MATCH_REAL},
        {"assignment", "secret = \"prod/cl4ims/db\"", "prod/cl4ims/db", PHS_MATCH_NONE},
        {"assignment", "stripe_key = \"pk_live_P2n0Aykr18Fdq4jbZGC8YPgs\"", "pk_live_P2n0Aykr18Fdq4jbZGC8YPgs", PHS_MATCH_NONE},
        {"key-argument", "cookieParser('keyboard-otter-92')", "keyboard-otter-92", PHS_MATCH_REAL},
        {"key-argument", "createHmac(alg, 'sha256')", "sha256", PHS_MATCH_NONE},
        {"key-argument", "sign(x, 'your-256-bit-secret')", "your-256-bit-secret", PHS_MATCH_NONE},
        {"bare-key", "key = \"d2WD7kZ63UnYMaO8\"", "d2WD7kZ63UnYMaO8", PHS_MATCH_REAL},
        {"bare-key", "PublicKey(key=\"d2WD7kZ63UnYMaO8\")", "d2WD7kZ63UnYMaO8", PHS_MATCH_NONE},
        {"bare-key", "key = \"user-profile-page2\"", "user-profile-page2", PHS_MATCH_NONE},
        {"bytes", "key = {252, 139, 32, 19, 191, 106, 95, 9, 200, 44, 76, 135}",
         "252, 139, 32, 19, 191, 106, 95, 9, 200, 44, 76, 135", PHS_MATCH_REAL},
        {"bytes", "key = {0xfc, 0x8b, 0x20, 0x13, 0xbf, 0x6a, 0x5f, 0x09, 0xc8, 0x2c, 0x4c, 0x87}",
         "0xfc, 0x8b, 0x20, 0x13, 0xbf, 0x6a, 0x5f, 0x09, 0xc8, 0x2c, 0x4c, 0x87", PHS_MATCH_REAL},
        {"bytes", "key = {200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211}",
         "200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211", PHS_MATCH_NONE},
        {"bytes", "key = {999, 139, 32, 19, 191, 106, 95, 9, 200, 44, 76, 135}",
         "999, 139, 32, 19, 191, 106, 95, 9, 200, 44, 76, 135", PHS_MATCH_NONE},
        {"assigned-password", "password = \"%s\"", "%s", PHS_MATCH_NONE},
        {"assigned-password", "CACHE_PASSWORD = \"kestrel917\"", "kestrel917", PHS_MATCH_REAL},
        {"assignment", "cache_key = \"q7Zk2Vx9LmP4sT8wRbY3\"", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_NONE},
        {"assignment", "nextPageToken = \"q7Zk2Vx9LmP4sT8wRbY3\"", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_NONE},
        {"assignment", "NEXTAUTH_SECRET=q7Zk2Vx9LmP4sT8wRbY3", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_REAL},
        {"assignment", "primary_access_key = \"q7Zk2Vx9LmP4sT8wRbY3\"", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_REAL},
        {"assigned-password", "@password = @auth_string", "@auth_string", PHS_MATCH_NONE},
        {"assigned-password", "go('password', 'r=ab,s=abcd,i=5')", "r=ab,s=abcd,i=5", PHS_MATCH_NONE},
        {"assigned-password", "password = 'q=7,zK!x'", "q=7,zK!x", PHS_MATCH_REAL},
        {"assignment", "\"access_token\": \"2022-08-25T09:26:05Z\"", "2022-08-25T09:26:05Z", PHS_MATCH_NONE},
        {"assigned-password", "password = \"tCm%sQI6!\"", "tCm%sQI6!", PHS_MATCH_REAL},
        {"assigned-password", "password = \"host%s/1a2b\"", "host%s/1a2b", PHS_MATCH_NONE},
        {"assigned-password", "password = \"qzvkwt!\"", "qzvkwt!", PHS_MATCH_REAL},
        {"assigned-password", "password = \"Welcome!\"", "Welcome!", PHS_MATCH_NONE},
        {"assigned-password", "\"Passport\", \"value\": \"X6407885X\"", "X6407885X", PHS_MATCH_NONE},
        {"assigned-password", "['adminpwd_4', ['Adminpwd']]", "Adminpwd", PHS_MATCH_NONE},
        {"assigned-password", "password = \"/$pw81x\"", "/$pw81x", PHS_MATCH_NONE},
        {"assigned-password", "DbPassword:\n  Type: String\n  NoEcho: true\n  Default: kestrel917", "kestrel917",
         PHS_MATCH_REAL},
        {"assigned-password", "Password:\n  Type: String\n  NoEcho: true\n  Value: kestrel917", "kestrel917", PHS_MATCH_NONE},
        {"assignment", "client_secret = \"xqzvkwtmrp\"", "xqzvkwtmrp", PHS_MATCH_REAL},
        {"assignment", "client_secret = \"authorizationHeader\"", "authorizationHeader", PHS_MATCH_NONE},
        {"assignment", "key = \"xqzvkwtmrp\"", "xqzvkwtmrp", PHS_MATCH_NONE},
        {"assignment", "cookieKeys: [\"q7Zk2Vx9LmP4sT8wRbY3\"]", "q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_REAL},
        {"assignment", "secret = \"00112233445566778899aabbccddeeff\"", "00112233445566778899aabbccddeeff", PHS_MATCH_NONE},
        {"assignment", "secret = \"f0e0d1f0e0d0c0b0a0908070605\"", "f0e0d1f0e0d0c0b0a0908070605", PHS_MATCH_REAL},
        {"assignment", "<UserSecretsId>5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24</", "5d1c0b7e-93fa-4c68-8e2b-a7f3016c9d24",
         PHS_MATCH_NONE},
        {"typed", "login(\"a\", \"5vlf5r696x\")", "5vlf5r696x", PHS_MATCH_REAL},
        {"typed", "login(\"a\", \"wrong-password\")", "wrong-password", PHS_MATCH_NONE},
        {"basic", "Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA==", PHS_MATCH_COMMON},
        {"basic", "Basic authentication", "authentication", PHS_MATCH_NONE},
        {"basic", "Basic dXNlckBob3N0OnBhc3NAaG9zdA==", "dXNlckBob3N0OnBhc3NAaG9zdA==", PHS_MATCH_PLACEHOLDER},
        {"pem64", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t", PHS_MATCH_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum phs_match_class told = judged_in(rows[i].validator, rows[i].file, rows[i].value);
        cr_expect_eq(told, rows[i].expected, "%s %s: %s", rows[i].validator, rows[i].file, phs_match_class_name(told));
    }
}

Test(match, tells_what_says_itself_that_it_is_none) {
    static const struct {
        const char *value;
        enum phs_match_class expected;
    } rows[] = {
        {"AKIAIOSFODNN7"
         "EXAMPLE",
         PHS_MATCH_DOCUMENTED},
        {"your_api_key", PHS_MATCH_PLACEHOLDER},
        {"<token>", PHS_MATCH_PLACEHOLDER},
        {"${TOKEN}", PHS_MATCH_PLACEHOLDER},
        {"{{ token }}", PHS_MATCH_PLACEHOLDER},
        {"ghp_xxxxxxxxxxxxxxxxxx", PHS_MATCH_PLACEHOLDER},
        {"%TOKEN%", PHS_MATCH_PLACEHOLDER},
        {"********", PHS_MATCH_PLACEHOLDER},
        {"k3y0000000z", PHS_MATCH_COMMON},
        {"zabcdefgz", PHS_MATCH_COMMON},
        {"q7Zk2Vx9LmP4sT8wRbY3", PHS_MATCH_REAL},
        {"", PHS_MATCH_REAL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_match_placeholder(phs_slice(rows[i].value)), rows[i].expected, "%s", rows[i].value);
}
