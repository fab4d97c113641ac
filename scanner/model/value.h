/* SPDX-License-Identifier: Apache-2.0 */
/* The value tree: what every parser of configuration produces and every check asks. Immutable once handed on; lives in an
 * arena. */
#ifndef PHS_MODEL_VALUE_H
#define PHS_MODEL_VALUE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json_writer.h"
#include "base/map.h"

/* Where something stands. Lines and columns count from 1; columns count Unicode scalars; 0 means not known.
 * An inventory row has line = row and column = column number in the sheet. */
enum phs_source_kind { PHS_SOURCE_FILE, PHS_SOURCE_COMMIT, PHS_SOURCE_URL, PHS_SOURCE_ROW };

struct phs_source {
    enum phs_source_kind kind;
    const char *path;   /* as a person would type it from the scan's folder: "infra/main.tf", or a URL */
    const char *commit; /* PHS_SOURCE_COMMIT: the commit id */
    const char *sheet;  /* PHS_SOURCE_ROW: sheet name, or NULL */
    const char *member; /* of a file or commit: what in a container it is, whose lines count (of a table its rows); or NULL */
};

struct phs_place {
    const struct phs_source *source;             /* NULL: nowhere in particular */
    uint32_t line, column, end_line, end_column; /* end is exclusive in the column */
};

enum phs_kind { PHS_NULL, PHS_BOOL, PHS_NUMBER, PHS_STRING, PHS_LIST, PHS_MAP, PHS_UNKNOWN };

/* Why a value could not be known. Coverage and reports count by these words (phs_reason_name). */
enum phs_reason {
    PHS_WHY_VARIABLE,    /* a variable without default and without value */
    PHS_WHY_DATA,        /* a data source that only the provider can answer */
    PHS_WHY_COMPUTED,    /* an attribute that exists only after apply (id, arn, endpoint) */
    PHS_WHY_MODULE,      /* a module that is not on disk */
    PHS_WHY_FUNCTION,    /* a function that we do not evaluate */
    PHS_WHY_UNSUPPORTED, /* a construct that we do not evaluate */
    PHS_WHY_ERROR,       /* the expression is wrong: bad index, type mismatch */
    PHS_WHY_LIMIT,       /* a bound of ours was reached */
    PHS_WHY_UNREAD,      /* the file or system that would say it was not read */
    PHS_WHY_CYCLE,       /* it depends on itself */
    PHS_WHY_SENSITIVE,   /* known to the source, withheld on purpose */
    PHS_WHY_COUNT
};

enum {
    PHS_VALUE_BLOCKS = 1,    /* a list of maps that was written as nested blocks, not as an argument */
    PHS_VALUE_SENSITIVE = 2, /* never printed */
    PHS_VALUE_QUOTED = 4,    /* a scalar that stood in quotes: not retyped */
    PHS_VALUE_NOT_NULL = 8,  /* an unknown that cannot be null when it is known (template, exported id) */
    PHS_VALUE_DEFAULT = 16,  /* not written; a provider's documented default */
    PHS_VALUE_JSON = 32,     /* a map or list standing for its JSON text, because parts of the text are unknown */
    PHS_VALUE_OPEN = 64,     /* inside evaluation only: a map with more keys than are known; the entry with the empty key is the
                                unknown that the others have (a whole resource) */
    PHS_VALUE_SET = 128,     /* a list that is a set: in order, without doubles, its elements are their own keys */
    PHS_VALUE_WORD = 256,    /* one of our own words (a state, a kind): says nothing about a person and may be printed */
};

struct phs_value;

struct phs_entry {
    struct phs_slice key;
    struct phs_place key_place;
    const struct phs_value *value; /* never NULL */
};

/* What is known of a value that is not known as a whole. */
struct phs_hint {
    struct phs_slice prefix, suffix; /* how its text begins and ends; both may be empty */
    struct phs_slice outline;        /* the text (before base64) with ${} for each part that is not known; may be empty */
    const struct phs_value *const *choices; /* it is one of these, each known as a whole; NULL: nobody knows */
    size_t choice_count;
};

struct phs_value {
    enum phs_kind kind;
    unsigned flags;
    struct phs_place place;
    union {
        struct {
            bool boolean;
            const char *because; /* of a conclusion: one clause for a person, no value of anybody in it; NULL when written */
        };
        struct {
            double value;
            struct phs_slice text; /* as written, so that 12345678901234567890 keeps its digits; may be empty */
        } number;
        struct phs_slice string; /* valid UTF-8 without a promise about NUL inside */
        struct {
            const struct phs_value **at;
            size_t n;
        } list;
        struct {
            struct phs_entry *at; /* in written order; keys are unique */
            size_t n;
        } map;
        struct {
            enum phs_reason reason;
            const char *why;             /* one clause for a person: "variable kms_key has no value" */
            const char *ref;             /* address of the resource whose attribute this would be ("aws_kms_key.k"), or NULL */
            const char *attribute;       /* the attribute of ref: "arn", or NULL */
            const struct phs_hint *hint; /* or NULL; what is made of the value has none */
        } unknown;
    };
};

/* Constructors. Strings and keys are not copied. */
const struct phs_value *phs_value_null(struct phs_arena *arena, struct phs_place place);
const struct phs_value *phs_value_bool(struct phs_arena *arena, bool value, struct phs_place place);
const struct phs_value *phs_value_number(struct phs_arena *arena, double value, struct phs_place place);
const struct phs_value *phs_value_string(struct phs_arena *arena, struct phs_slice text, struct phs_place place);
const struct phs_value *phs_value_text(struct phs_arena *arena, const char *text); /* a string from nowhere */
const struct phs_value *phs_value_unknown(struct phs_arena *arena, enum phs_reason reason, const char *why,
                                          struct phs_place place);
/* The clause made as printf makes it, cut behind 399 bytes: texts of somebody else may be in it. */
const struct phs_value *phs_value_because(struct phs_arena *arena, enum phs_reason reason, struct phs_place place,
                                          const char *format, ...) __attribute__((format(printf, 4, 5)));
const struct phs_value *phs_value_because_v(struct phs_arena *arena, enum phs_reason reason, struct phs_place place,
                                            const char *format, va_list args) __attribute__((format(printf, 4, 0)));
/* A list of the n items; the array is copied. */
const struct phs_value *phs_value_list(struct phs_arena *arena, const struct phs_value *const *items, size_t n,
                                       struct phs_place place);
/* A map under construction; phs_map_value_done hands it on. Setting a key again replaces its value. */
struct phs_map_builder {
    struct phs_arena *arena;
    PHS_VEC(struct phs_entry) entries;
    struct phs_map index; /* used above 16 entries */
    bool indexed;
};
void phs_map_builder_init(struct phs_map_builder *builder, struct phs_arena *arena);
/* False when the key was there before (its value is replaced). */
bool phs_map_builder_set(struct phs_map_builder *builder, struct phs_slice key, struct phs_place key_place,
                         const struct phs_value *value);
/* Under the place of the value; nothing for NULL. */
void phs_map_builder_put(struct phs_map_builder *builder, const char *key, const struct phs_value *value);
const struct phs_value *phs_map_builder_get(const struct phs_map_builder *builder, struct phs_slice key);
const struct phs_value *phs_map_builder_done(struct phs_map_builder *builder, struct phs_place place);
/* The map with one entry more or with another value at the key; of what is no map, a map of that entry alone. */
const struct phs_value *phs_value_with(struct phs_arena *arena, const struct phs_value *map, struct phs_slice key,
                                       const struct phs_value *value);

/* Questions. NULL is a missing value and is accepted everywhere. */
bool phs_is(const struct phs_value *value, enum phs_kind kind);
/* There, and not null. */
bool phs_is_set(const struct phs_value *value);
/* Value of a map's key; NULL when absent or no map. */
const struct phs_value *phs_get(const struct phs_value *map, const char *key);
const struct phs_value *phs_get_slice(const struct phs_value *map, struct phs_slice key);
/* "a.b.0.c": map keys and list indices; through a one-block list without an index too. NULL when absent. Meets an unknown on
 * the way: returns that unknown. */
const struct phs_value *phs_get_path(const struct phs_value *value, const char *path);
/* The string, or fallback (also for other kinds). */
struct phs_slice phs_text(const struct phs_value *value);
const char *phs_text_or(struct phs_arena *arena, const struct phs_value *value, const char *fallback);
/* Strict: PHS_BOOL only. */
bool phs_is_true(const struct phs_value *value);
/* Anything unknown in it, at any depth; the first such. */
const struct phs_value *phs_find_unknown(const struct phs_value *value);
/* Anything in it must not be shown, or it is too large to tell: a text made of it would lose the mark. */
bool phs_holds_withheld(const struct phs_value *value);
/* An unknown whose hint shows that it is not this text (a known one). */
bool phs_hint_rules_out(const struct phs_value *unknown, struct phs_slice text);
/* Deep equality; numbers by value, maps without order. Unknown equals nothing. */
bool phs_value_equal(const struct phs_value *a, const struct phs_value *b);
/* Text of a scalar as Terraform's tostring() gives it (true, 10, 1.5); NULL for other kinds. */
const char *phs_scalar_text(struct phs_arena *arena, const struct phs_value *value);
/* "variable", "data source", "computed" ...: stable words for counting. */
const char *phs_reason_name(enum phs_reason reason);
/* JSON; unknown as {"unknown": reason, "why": ...}, sensitive as {"withheld": true}. */
void phs_value_write_json(struct phs_json *json, const struct phs_value *value);
/* "infra/main.tf:3:1", "vendors.xlsx Sheet1 row 3", a URL; "" for no place. */
const char *phs_place_text(struct phs_arena *arena, struct phs_place place);

#endif
