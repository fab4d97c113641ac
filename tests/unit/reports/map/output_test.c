/* SPDX-License-Identifier: Apache-2.0 */
/* The map in its formats: well-formed whatever things are called, complete, the same twice. */
#include "unit/reports/map/made_run.h"

#include <libxml/parser.h>

#include "base/digest.h"
#include "parse/json.h"

static const char *const hostile[] = {
    "</title></svg><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "a & b ]]> <!-- --> <?xml?>",
    "%% end\n  subgraph x\nclick n0 href \"javascript:alert(1)\"",
    "quote \" back \\ slash \\\" ];} //",
    "\x01\x1b[31m \xff\xfe \xed\xa0\x80 \xe2\x80\xae rtl",
    "{{{script}}} {{>style.css}}",
    "=HYPERLINK(\"http://x\")",
    "a name that goes on and on without any end in sight, so that no box of any map could ever hold the whole of it",
    "Unbroken0123456789012345678901234567890123456789012345678901234567890123456789",
    "\xe6\x82\xa3\xe8\x80\x85\xe3\x83\x87\xe3\x83\xbc\xe3\x82\xbf\xe3\x83\x99\xe3\x83\xbc\xe3\x82\xb9",
    "",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

static struct made hostile_run(void) {
    struct made made = made_run(1);
    for (size_t i = 0; i < HOSTILE; i++) {
        struct phs_system *system = made_system(&made, hostile[i], (enum phs_system_kind)(i % PHS_SYSTEM_KIND_COUNT));
        system->owner = hostile[(i + 1) % HOSTILE];
        PHS_PUSH(made.arena, system->categories, hostile[(i + 2) % HOSTILE]);
        system->exposure = i % 2 ? PHS_PUBLIC_ANON : PHS_PUBLIC_AUTH;
        system->exposure_reason = hostile[i];
    }
    for (size_t i = 0; i < HOSTILE; i++) {
        struct phs_flow *flow = made_flow(&made, NULL, made.run->map->systems.at[i]);
        flow->from_name = hostile[i];
        flow->purpose = hostile[(i + 3) % HOSTILE];
    }
    return made;
}

enum format { SVG, HTML, MERMAID, DOT, JSON, CSV, FORMATS };

static const char *render(struct made *made, enum format format, enum phs_map_grouping grouping) {
    struct phs_buf out;
    struct phs_err err = {0};
    struct phs_map_options how = {.grouping = grouping};
    phs_buf_init(&out, 256 << 20);
    if (format == SVG)
        phs_map_draw_svg(&out, made->arena, made->run, &how);
    else if (format == HTML)
        cr_assert_eq(phs_map_draw_html(&out, made->arena, made->run, &how, &err), PHS_OK, "%s", err.text);
    else if (format == MERMAID)
        phs_map_draw_mermaid(&out, made->arena, made->run, &how);
    else if (format == DOT)
        phs_map_draw_dot(&out, made->arena, made->run, &how);
    else if (format == JSON)
        phs_map_draw_json(&out, made->arena, made->run, NULL);
    else
        phs_map_draw_csv(&out, made->arena, made->run);
    cr_assert_not(out.failed);
    const char *text = phs_strndup(made->arena, phs_buf_text(&out), out.len);
    phs_buf_done(&out);
    return text;
}

static size_t occurrences(const char *text, const char *word) {
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        n++;
    return n;
}

static void well_formed(const char *text) {
    xmlDocPtr document =
        xmlReadMemory(text, (int)strlen(text), "map.svg", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlError *error = xmlGetLastError();
    cr_assert_not_null(document, "%s", error && error->message ? error->message : "");
    xmlFreeDoc(document);
}

Test(map_output, svg_is_well_formed_whatever_things_are_called) {
    struct made made = hostile_run();
    for (int grouping = PHS_MAP_GROUP_AUTO; grouping <= PHS_MAP_GROUP_NEVER; grouping++) {
        const char *svg = render(&made, SVG, (enum phs_map_grouping)grouping);
        well_formed(svg);
        cr_assert_null(strstr(svg, "<script"));
        cr_assert_null(strstr(svg, "<img"));
        cr_assert_null(strstr(svg, "\xe2\x80\xae"));
    }
    phs_arena_free(made.arena);
}

Test(map_output, svg_tells_readers_of_the_screen_what_it_is) {
    struct made made = made_at_random(5, 20, 30);
    const char *svg = render(&made, SVG, PHS_MAP_GROUP_NEVER);
    struct phs_picture picture;
    phs_picture_build(&picture, made.arena, made.run);
    cr_assert_not_null(strstr(svg, "role=\"img\" aria-labelledby=\"map-title map-desc\""));
    cr_assert_not_null(strstr(svg, "<title id=\"map-title\">"));
    cr_assert_not_null(strstr(svg, "<desc id=\"map-desc\">"));
    cr_assert_eq(occurrences(svg, "<g class=\"m-node"), picture.nodes.n);
    cr_assert_eq(occurrences(svg, " id=\"map-e"), picture.edges.n, "an edge is lost");
    phs_arena_free(made.arena);
}

Test(map_output, page_holds_no_script_but_the_one_it_allows) {
    struct made made = hostile_run();
    const char *html = render(&made, HTML, PHS_MAP_GROUP_ALWAYS);
    cr_assert_eq(occurrences(html, "<script"), 1);
    cr_assert_eq(occurrences(html, "<img"), 0);
    cr_assert_null(strstr(html, "http://www.w3.org/1999"));
    const char *from = strstr(html, "<script>") + 8, *to = strstr(from, "</script>");
    uint8_t digest[32];
    phs_sha256_of(phs_slice_n(from, (size_t)(to - from)), digest);
    const char *hash = strstr(html, "'sha256-") + 8;
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t bit = 0; bit < 256; bit++) { /* the base64 text read back bit by bit */
        size_t value = (size_t)(strchr(digits, hash[bit / 6]) - digits);
        cr_assert_eq(value >> (5 - bit % 6) & 1, (size_t)digest[bit / 8] >> (7 - bit % 8) & 1, "bit %zu", bit);
    }
    phs_arena_free(made.arena);
}

/* Every link of the page leads to something, and every anchor is there once: boxes and lines open their row. */
Test(map_output, links_of_the_page_lead_somewhere) {
    struct made made = made_at_random(11, 90, 160);
    const char *html = render(&made, HTML, PHS_MAP_GROUP_AUTO);
    struct phs_map ids;
    phs_map_init(&ids, made.arena);
    size_t links = 0;
    for (const char *at = html; (at = strstr(at, " id=\"")); at += 5) {
        struct phs_slice id = phs_slice_n(at + 5, strcspn(at + 5, "\""));
        cr_assert_null(phs_map_put(&ids, id, made.arena), "%.*s twice", (int)id.len, id.ptr);
    }
    for (const char *at = html; (at = strstr(at, "href=\"#")); at += 7, links++) {
        struct phs_slice id = phs_slice_n(at + 7, strcspn(at + 7, "\""));
        cr_assert_not_null(phs_map_get(&ids, id), "nothing is called %.*s", (int)id.len, id.ptr);
    }
    cr_assert_gt(links, 200);
    phs_arena_free(made.arena);
}

Test(map_output, page_says_in_tables_all_that_it_draws) {
    struct made made = made_at_random(2, 60, 90);
    struct phs_picture picture;
    phs_picture_build(&picture, made.arena, made.run);
    const char *html = render(&made, HTML, PHS_MAP_GROUP_AUTO);
    for (size_t i = 0; i < picture.nodes.n; i++)
        cr_assert_not_null(strstr(html, phs_printf(made.arena, "<tr id=\"%s\">", picture.nodes.at[i].id)));
    for (size_t i = 0; i < picture.edges.n; i++)
        cr_assert_not_null(strstr(html, phs_printf(made.arena, "<tr id=\"%s\" data-kind=", picture.edges.at[i].id)));
    phs_arena_free(made.arena);
}

Test(map_output, text_formats_keep_names_out_of_the_syntax) {
    struct made made = hostile_run();
    const char *mermaid = render(&made, MERMAID, PHS_MAP_GROUP_NEVER), *dot = render(&made, DOT, PHS_MAP_GROUP_NEVER);
    struct phs_slice rest = phs_slice(mermaid), line;
    while (phs_slice_cut(&rest, '\n', &line)) {
        struct phs_slice text = phs_slice_trim(line);
        cr_assert(text.len == 0 || phs_slice_starts(text, "%%") || phs_slice_starts(text, "n") ||
                      phs_slice_starts(text, "subgraph lane") || phs_slice_is(text, "end") ||
                      phs_slice_is(text, "flowchart LR"),
                  "%.*s", (int)text.len, text.ptr);
        size_t quotes = 0;
        for (size_t i = 0; i < text.len; i++)
            quotes += text.ptr[i] == '"';
        cr_assert(quotes == 0 || quotes == 2, "%.*s", (int)text.len, text.ptr);
    }
    cr_assert_null(strstr(mermaid, "<script"));
    int quoted = 0;
    for (const char *at = dot; *at; at++) {
        if (quoted && *at == '\\' && at[1])
            at++;
        else if (*at == '"')
            quoted = !quoted;
        cr_assert(!(quoted && *at == '\n'), "a line ends within quotes");
    }
    cr_assert_eq(quoted, 0);
    phs_arena_free(made.arena);
}

Test(map_output, json_and_csv_hold_every_node_and_edge) {
    struct made made = hostile_run();
    struct phs_picture picture;
    phs_picture_build(&picture, made.arena, made.run);
    const struct phs_value *value;
    struct phs_err err = {0};
    const char *json = render(&made, JSON, PHS_MAP_GROUP_AUTO), *csv = render(&made, CSV, PHS_MAP_GROUP_AUTO);
    cr_assert_eq(phs_json_parse(made.arena, NULL, phs_slice(json), NULL, &value, &err), PHS_OK, "%s", err.text);
    cr_assert_eq(phs_get(value, "nodes")->list.n, picture.nodes.n);
    cr_assert_eq(phs_get(value, "edges")->list.n, picture.edges.n);
    cr_assert_eq(occurrences(csv, "\r\n"), 1 + picture.nodes.n + picture.edges.n);
    cr_assert_null(strstr(csv, ",=HYPERLINK"));
    cr_assert_null(strstr(csv, "\"=HYPERLINK"));
    phs_arena_free(made.arena);
}

Test(map_output, is_the_same_twice) {
    for (int format = SVG; format < FORMATS; format++) {
        struct made first = made_at_random(9, 70, 120), second = made_at_random(9, 70, 120);
        cr_assert_str_eq(render(&first, (enum format)format, PHS_MAP_GROUP_AUTO),
                         render(&second, (enum format)format, PHS_MAP_GROUP_AUTO));
        phs_arena_free(first.arena);
        phs_arena_free(second.arena);
    }
}

Test(map_output, says_so_when_nothing_is_known) {
    struct made made = made_run(1);
    for (int format = SVG; format < FORMATS; format++)
        cr_assert_gt(strlen(render(&made, (enum format)format, PHS_MAP_GROUP_ALWAYS)), 10);
    well_formed(render(&made, SVG, PHS_MAP_GROUP_AUTO));
    cr_assert_not_null(strstr(render(&made, HTML, PHS_MAP_GROUP_AUTO), "no proof that there is nothing"));
    made.run->map = NULL;
    well_formed(render(&made, SVG, PHS_MAP_GROUP_AUTO));
    phs_arena_free(made.arena);
}
