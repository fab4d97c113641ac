/* SPDX-License-Identifier: Apache-2.0 */
/* What was said in commits, tags and notes: told with the commit and the line of its message, and nothing of prose or
 * signatures.
 */
#include "packing.h"
#include "committing.h"

TestSuite(message, .init = open_repository, .fini = close_repository, .timeout = 60);

static const char *ssn(void) {
    return phs_printf(arena, "%s%s", "536-44-", "8127");
}

static const char *commit_saying(const char *message) {
    said = message;
    put("README", phs_printf(arena, "%lld\n", (long long)now));
    return phs_strdup(arena, commit("HEAD"));
}

Test(message, a_secret_is_told_with_its_commit_and_line) {
    commit_saying("Start");
    const char *id = commit_saying(phs_printf(arena, "Try the deployment\n\nIt works with\n%s", token()));
    commit_saying("Go on");
    collect(PHS_HISTORY_DEFAULT);
    cr_assert_eq(count_of("secret_sighting"), 1);
    const struct phs_resource *found =
        resource("secret_sighting", phs_printf(arena, "secret:app/commit message of %s#github-token:history:1", id));
    cr_expect_str_eq(shown(found, "first_commit"), id);
    cr_expect_str_eq(shown(found, "first_seen"), "2023-11-16");
    cr_expect_str_eq(shown(found, "role"), "history");
    cr_expect_str_eq(shown(found, "file_role"), "message");
    cr_expect_str_eq(shown(found, "line"), "4");
    cr_expect_str_eq(phs_place_text(arena, found->place), phs_printf(arena, "%.12s:app/commit message:4", id));
    cr_expect_not_null(covered("3 messages of commits and tags were read too"));
    cr_expect_eq(history_coverage()->state, PHS_READ);
    cr_expect_null(strstr(everything(), "q7Zk2V"));
}

Test(message, a_patient_is_told_and_who_signed_it_off_is_none) {
    const char *id = commit_saying(phs_printf(arena,
                                              "Import fails\n\npatient ssn: %s\ndiagnosis code: E11.9\n\n"
                                              "Signed-off-by: Dwayne Mercer <dwayne.mercer@clinic-mail.org>\n",
                                              ssn()));
    collect(PHS_HISTORY_ALL);
    const struct phs_resource *found =
        resource("phi_sighting", phs_printf(arena, "phi:app/commit message of %s#ssn:history", id));
    cr_expect_str_eq(shown(found, "grade"), "phi");
    cr_expect_str_eq(shown(found, "shape"), "ddd-dd-dddd");
    cr_expect_eq(found->place.line, 3);
    cr_expect_null(strstr(everything(), "#email"));
    cr_expect_null(strstr(everything(), "8127"));
}

Test(message, prose_holds_no_secret_and_no_patient) {
    static const struct {
        const char *scenario, *message;
        size_t secrets;
    } rows[] = {
        {"a word that is passed", "When building we explicitly pass \"-std=gnu99\" to the compiler", 0},
        {"found by a program", "Resolve an issue identified by cppcheck", 0},
        {"its middle is left out", "$ curl --bearer ya29.AHES6ZqT...OMfsHYI --user x", 0},
        {"an example in base64", "=> Send header: authorization: Basic dXNlckBob3N0OnBhc3NAaG9zdA==", 0},
        {"signatures beside words of care",
         "Patient: diagnosis shows twice\n\nReported-by: Ann Lee <ann.lee@clinic-mail.org>\nCc: Bo Ek <bo@clinic-mail.org>", 0},
        {"a password that is set", "Rotate the database\n\nDB_PASSWORD=Vx9mQ2rTz7 until Monday", 1},
        {"credentials that somebody sent", "Proxy-Authorization: Basic Ymlwb3AtenVsdTpxb2J1M2ZpY29uMzg=", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        phs_graph_init(&graph, arena);
        const char *id = commit_saying(rows[i].message);
        collect(PHS_HISTORY_ALL);
        size_t secrets = 0;
        const struct phs_resource_list *all = phs_graph_of_type(&graph, "secret_sighting");
        for (size_t k = 0; k < all->items.n; k++)
            secrets += strstr(all->items.at[k]->address, id) != NULL;
        cr_expect(secrets == rows[i].secrets, "%s: %zu", rows[i].scenario, secrets);
        cr_expect_eq(count_of("phi_sighting"), 0, "%s", rows[i].scenario);
    }
}

Test(message, tags_and_notes_are_read) {
    git_oid commit_id, note, tag;
    git_signature *who;
    git_object *target;
    const char *id = commit_saying("Start");
    cr_assert_eq(git_oid_fromstr(&commit_id, id), 0);
    cr_assert_eq(git_signature_new(&who, "A", "a@b.test", now, 0), 0);
    cr_assert_eq(git_object_lookup(&target, repository, &commit_id, GIT_OBJECT_COMMIT), 0);
    cr_assert_eq(git_tag_create(&tag, repository, "v1", target, who, phs_printf(arena, "Release\n\n%s", token()), false), 0);
    cr_assert_eq(git_note_create(&note, repository, NULL, who, who, &commit_id,
                                 phs_printf(arena, "k = '%s%s'\n", "AKIA", "Q3ZKF7XW2M5RB6TJ"), false),
                 0);
    git_object_free(target);
    git_signature_free(who);
    collect(PHS_HISTORY_ALL);
    const char *tag_id = phs_strdup(arena, git_oid_tostr_s(&tag));
    const struct phs_resource *tagged =
        resource("secret_sighting", phs_printf(arena, "secret:app/tag message of %s#github-token:history:1", tag_id));
    cr_expect_str_eq(phs_place_text(arena, tagged->place), phs_printf(arena, "%.12s:app/tag message:3", tag_id));
    cr_expect_str_eq(shown(tagged, "first_commit"), "-");
    cr_expect_str_eq(shown(tagged, "first_seen"), "2023-11-15");
    const struct phs_resource *noted =
        resource("secret_sighting", phs_printf(arena, "secret:app/note about %s#aws-access-key-id:history:1", id));
    cr_expect_str_eq(shown(noted, "file_role"), "message");
    cr_expect_eq(noted->place.line, 1);
}

Test(message, a_value_that_a_file_has_is_told_of_the_file) {
    commit_saying("Start");
    put("src/keys.py", token());
    const char *id = commit_saying(phs_printf(arena, "Add the key\n\n%s", token()));
    collect(PHS_HISTORY_ALL);
    cr_expect_str_eq(shown(resource("secret_sighting", "secret:app/src/keys.py#github-token:1"), "first_commit"), id);
    cr_expect_eq(count_of("secret_sighting"), 1);
    phs_graph_init(&graph, arena);
    drop("src/keys.py");
    commit_saying("Take it away");
    collect(PHS_HISTORY_ALL);
    resource("secret_sighting", "secret:app/src/keys.py#github-token:history:1");
    cr_expect_eq(count_of("secret_sighting"), 1);
}

Test(message, of_a_commit_that_nothing_leads_to_is_counted_alone) {
    const char *first = commit_saying("Start");
    commit_saying(phs_printf(arena, "Oh\n\n%s", token()));
    git_oid id;
    git_reference *head, *moved;
    cr_assert_eq(git_oid_fromstr(&id, first), 0);
    cr_assert_eq(git_reference_lookup(&head, repository, "refs/heads/master"), 0);
    cr_assert_eq(git_reference_set_target(&moved, head, &id, NULL), 0);
    git_reference_free(head);
    git_reference_free(moved);
    git_reflog_delete(repository, "refs/heads/master");
    git_reflog_delete(repository, "HEAD");
    collect(PHS_HISTORY_ALL);
    cr_expect_eq(count_of("secret_sighting"), 0);
    cr_expect_not_null(covered("1 secrets stand only in objects that no branch"));
}

Test(message, from_memory_the_same_is_told) {
    const struct phs_memory memory = {.load = load, .save = save};
    commit_saying("Start");
    commit_saying(phs_printf(arena, "One\n\n%s", token()));
    commit_saying(phs_printf(arena, "Two\n\npatient ssn: %s\ndiagnosis code: E11.9\n", ssn()));
    cr_expect_str_eq(told(&memory), told(NULL), "the first time");
    cr_expect_str_eq(told(&memory), told(NULL), "the second time");
    cr_expect(saves == 1 && loads == 1);
    cr_expect_eq(phs_slice_find(remembered, PHS_SLICE("q7Zk2V")), (size_t)-1);
    put("late.py", token()); /* the value of a message that memory knows by a number alone */
    commit_saying(phs_printf(arena, "Three\n\nk = '%s%s'\n", "AKIA", "Q3ZKF7XW2M5RB6TJ"));
    cr_expect_str_eq(told(&memory), told(NULL), "after a commit");
    cr_expect_eq(saves, 2);
    commit_saying(phs_printf(arena, "Four\n\nk = '%s%s' again\n", "AKIA", "Q3ZKF7XW2M5RB6TJ"));
    cr_expect_str_eq(told(&memory), told(NULL), "after another");
}

Test(message, a_long_one_is_read_to_its_end) {
    enum { LINES = 200000 };
    struct phs_buf text;
    phs_buf_init(&text, 64 << 20);
    for (size_t i = 0; i < LINES; i++)
        phs_buf_puts(&text, "Nothing to see here, but a token and a password\n");
    phs_buf_puts(&text, token());
    phs_buf_putc(&text, '\0');
    const char *id = commit_saying(text.ptr);
    collect(PHS_HISTORY_ALL);
    const struct phs_resource *found =
        resource("secret_sighting", phs_printf(arena, "secret:app/commit message of %s#github-token:history:1", id));
    cr_expect_eq(found->place.line, LINES + 1);
    phs_buf_done(&text);
}

static void hex_name(const struct packing *packing, size_t number, char ret_hex[41]) {
    for (size_t i = 0; i < 20; i++)
        snprintf(ret_hex + 2 * i, 3, "%02x", packing->objects.at[number].name[i]);
}

/* Each of n tags names the one before it; the first names the last, or what is not there. */
static void pack_tags(const char *git_dir, size_t n, bool circle, const char *name) {
    struct packing packing;
    char hex[41];
    packing_init(&packing, arena);
    for (size_t i = 0; i < n; i++) {
        size_t target = i ? i - 1 : n - 1;
        uint8_t id[20] = {(uint8_t)(target * 37), (uint8_t)(target >> 8), (uint8_t)target};
        for (size_t k = 0; k < 20; k++)
            snprintf(hex + 2 * k, 3, "%02x", id[k]);
        if (i == 0 && !circle)
            memset(hex, 'e', 40);
        const char *bytes = phs_printf(arena, "object %s\ntype tag\ntag t%zu\ntagger A <a@b> 1700000000 +0000\n\n%s", hex, i,
                                       i + 1 == n ? token() : "nothing\n");
        packing_whole(&packing, 4, phs_slice(bytes), strlen(bytes));
    }
    hex_name(&packing, n - 1, hex);
    packing_write(&packing, git_dir, name);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/refs/tags/%s", git_dir, name), phs_slice(phs_printf(arena, "%s\n", hex)),
                                false, NULL),
                 PHS_OK);
}

Test(message, tags_that_circle_or_stand_on_each_other_without_end_are_bounded_and_told) {
    commit_saying("Start");
    pack_tags(phs_printf(arena, "%s/app/.git", folder), 3, true, "circle");
    collect(PHS_HISTORY_ALL);
    cr_expect_eq(count_of("secret_sighting"), 1, "the tag is there, wherever it leads");
    cr_expect_not_null(covered("a bound was reached before the end"));
    cr_expect_eq(history_coverage()->state, PHS_READ_PARTLY);
}

Test(message, tags_of_tags_are_followed) {
    commit_saying("Start");
    pack_tags(phs_printf(arena, "%s/app/.git", folder), 9, false, "tower");
    collect(PHS_HISTORY_ALL);
    cr_expect_eq(count_of("secret_sighting"), 1);
    cr_expect_null(covered("a bound was reached"));
}
