/* SPDX-License-Identifier: Apache-2.0 */
/* Every version of every file comes here, so what is looked at of most is its first line. */
#include "collect/git/documents.h"

#include <ctype.h>
#include <strings.h>

enum {
    HEAD = 16 << 10,
    LONGEST_HEADER = 4 << 10,
    FEWEST_CELLS = 3,
    SHORTEST = 32,
    STATEMENT = 300,
    NOTE_HEAD = 600,
    FEWEST_SETTINGS = 2
};

static bool speaks(struct phs_slice bytes) {
    return phs_health_speaks_of_patients(bytes);
}

static struct phs_slice first(struct phs_slice bytes, size_t n) {
    return phs_slice_n(bytes.ptr, bytes.len < n ? bytes.len : n);
}

static bool is_table(struct phs_slice bytes) {
    static const char marks[] = ",\t|;";
    struct phs_slice line = first(bytes, LONGEST_HEADER);
    const char *stop = memchr(line.ptr, '\n', line.len);
    if (!stop)
        return false;
    line.len = (size_t)(stop - line.ptr);
    for (const char *mark = marks; *mark; mark++) {
        size_t cells = 1;
        for (const char *at = line.ptr; (at = memchr(at, *mark, (size_t)(stop - at))) != NULL; at++)
            cells++;
        if (cells >= FEWEST_CELLS)
            return speaks(line);
    }
    return false;
}

/* Rows of a table whose name or columns speak of patients. */
static bool has_rows(struct phs_slice bytes, const char *word) {
    const char *end = bytes.ptr + bytes.len, *at = bytes.ptr;
    while ((at = memmem(at, (size_t)(end - at), word, strlen(word))) != NULL) {
        at += strlen(word);
        if (speaks(phs_slice_n(at, (size_t)(end - at) < STATEMENT ? (size_t)(end - at) : STATEMENT)))
            return true;
    }
    return false;
}

static bool is_sql(struct phs_slice bytes) {
    static const char *const starts[] = {"-- ",     "--\n",  "INSERT ", "COPY ", "SET ",
                                         "CREATE ", "DROP ", "BEGIN",   "USE ",  "LOCK "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncasecmp(bytes.ptr, starts[i], strlen(starts[i])) == 0)
            return has_rows(bytes, "INSERT") || has_rows(bytes, "insert") || has_rows(bytes, "COPY ");
    return false;
}

static bool is_markup(struct phs_slice head) {
    return phs_slice_find(head, PHS_SLICE("urn:hl7-org:v3")) != (size_t)-1 ||
           phs_slice_find(head, PHS_SLICE("http://hl7.org/fhir")) != (size_t)-1;
}

/* messages.properties: words for people, whose path is not known here. */
static bool has_settings(struct phs_slice head) {
    size_t n = 0;
    for (size_t i = 1; i < head.len; i++)
        n += head.ptr[i] == '=' && isalnum((unsigned char)head.ptr[i - 1]);
    return n >= FEWEST_SETTINGS;
}

/* Whether one of the words that begin with a letter stands there. */
static bool holds(struct phs_slice head, char letter, const char *const *words, size_t n) {
    const char *end = head.ptr + head.len, *at = head.ptr;
    for (; (at = memchr(at, letter, (size_t)(end - at))) != NULL; at++)
        for (size_t i = 0; i < n; i++)
            if (phs_slice_starts(phs_slice_n(at, (size_t)(end - at)), words[i]))
                return true;
    return false;
}

static bool has_label(struct phs_slice head) {
    static const char *const of_birth[] = {"DOB", "D.O.B", "Date of Birth", "Date of birth", "DATE OF BIRTH"};
    static const char *const number[] = {"MRN"};
    static const char *const patient[] = {"Patient:", "PATIENT:", "Patient Name", "PATIENT NAME", "Patient name"};
    return holds(head, 'D', of_birth, sizeof of_birth / sizeof *of_birth) || holds(head, 'M', number, 1) ||
           holds(head, 'P', patient, sizeof patient / sizeof *patient);
}

/* Within the first lines of a note stand labels that only records have; a program's lines end and open otherwise. */
bool phs_documents_is_note(struct phs_slice bytes) {
    struct phs_slice head = first(bytes, NOTE_HEAD);
    if (head.len == 0 || (!isalnum((unsigned char)head.ptr[0]) && !strchr("#*-=+|[", head.ptr[0])))
        return false;
    return has_label(head) && !memchr(head.ptr, '{', head.len) && !memchr(head.ptr, ';', head.len) &&
           !memchr(head.ptr, '\0', head.len) && !has_settings(head);
}

static bool is_card(struct phs_slice head) {
    return memcmp(head.ptr, "BEGIN:VC", 8) == 0 || memcmp(head.ptr, "dn: ", 4) == 0;
}

/* "[INFO] ..." and "[![Build Status]" begin as a list does, and go on as none. */
static bool is_json(struct phs_slice head) {
    char open = head.ptr[0];
    size_t i = 1;
    while (i < head.len && isspace((unsigned char)head.ptr[i]))
        i++;
    char next = i < head.len ? head.ptr[i] : '\0';
    return open == '{' ? next == '"' || next == '}' || next == '{'
                       : open == '[' && (strchr("{[\"]-", next) || isdigit((unsigned char)next));
}

const char *phs_documents_format(struct phs_slice bytes) {
    if (bytes.len < SHORTEST)
        return NULL;
    if (bytes.len > 132 && memcmp(bytes.ptr + 128, "DICM", 4) == 0)
        return "";
    struct phs_slice head = first(bytes, HEAD);
    while (head.len && (isspace((unsigned char)head.ptr[0]) || (unsigned char)head.ptr[0] >= 0xEF || head.ptr[0] == '\v' ||
                        head.ptr[0] == '\xBB' || head.ptr[0] == '\xBF'))
        head = phs_slice_n(head.ptr + 1, head.len - 1);
    if (head.len < SHORTEST / 2)
        return NULL;
    if (memcmp(head.ptr, "MSH", 3) == 0 || memcmp(head.ptr, "ISA", 3) == 0 || memcmp(head.ptr, "FHS", 3) == 0)
        return "";
    if (is_json(head))
        return phs_slice_find(head, PHS_SLICE("\"resourceType\"")) != (size_t)-1 || speaks(head) ? "x.json" : NULL;
    if (head.ptr[0] == '<')
        return is_markup(head) ? "" : NULL;
    if (is_card(head))
        return speaks(head) ? "x.txt" : NULL;
    if (is_table(head))
        return "x.csv";
    if (is_sql(bytes))
        return "x.sql";
    return phs_documents_is_note(head) ? "x.txt" : NULL;
}

static struct phs_health_sight *sight_of(struct phs_arena *arena, struct phs_file_look *look,
                                         const struct phs_health_sight *like) {
    for (size_t i = 0; i < look->sights.n; i++)
        if (strcmp(look->sights.at[i].category, like->category) == 0)
            return &look->sights.at[i];
    struct phs_health_sight sight = *like;
    sight.count = 0;
    PHS_PUSH(arena, look->sights, sight);
    return &look->sights.at[look->sights.n - 1];
}

bool phs_documents_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_file_look *look) {
    struct phs_health health;
    if (!phs_health_read(arena, path && *path ? path : NULL, bytes, &health))
        return false;
    look->format = health.format;
    look->limited |= health.limited;
    for (size_t i = 0; i < health.sights.n; i++) {
        const struct phs_health_sight *each = &health.sights.at[i];
        if (each->judged != PHS_MATCH_REAL)
            continue;
        struct phs_health_sight *sight = sight_of(arena, look, each);
        if (each->grade > sight->grade) {
            sight->grade = each->grade;
            sight->line = each->line;
        }
        sight->count += each->count;
    }
    return look->sights.n == 0;
}
