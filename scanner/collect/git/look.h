/* SPDX-License-Identifier: Apache-2.0 */
/* What the bytes of one file show: values that patterns recognised, and facts about the file itself. Pure. */
#ifndef PHS_COLLECT_GIT_LOOK_H
#define PHS_COLLECT_GIT_LOOK_H

#include "collect/git/binary.h"
#include "collect/git/rules.h"
#include "parse/health/health.h"

enum { PHS_LONGEST_PREFIX = 32, PHS_LONGEST_VALUE_SHAPE = 24, PHS_MOST_OF_A_RULE = 500 };

/* Of a value its place and what may be told of it; no character but a secret's public prefix. */
struct phs_hit {
    uint32_t rule, line, start, length;
    uint32_t member;   /* of a container, from 1; its text is the one that line and start count in; 0: the bytes themselves */
    uint64_t value[2]; /* of a secret: the same for the same value while the program runs, and never written anywhere */
    enum phs_match_class judged;
    bool rare;                           /* of a generic secret: made by chance */
    char prefix[PHS_LONGEST_PREFIX + 1]; /* of a secret */
    char shape[PHS_LONGEST_VALUE_SHAPE]; /* of an identifier: "ddd-dd-dddd" */
};

enum phs_file_kind {
    PHS_FILE_PLAIN,
    PHS_FILE_LFS,         /* a pointer of Git LFS or git-annex: the content lies elsewhere */
    PHS_FILE_STATE,       /* Terraform state */
    PHS_FILE_ENV,         /* settings of an environment */
    PHS_FILE_DUMP,        /* a copy of a database */
    PHS_FILE_KEYSTORE,    /* keys in a container */
    PHS_FILE_CREDENTIALS, /* by its name holds passwords: .netrc, .pgpass */
};

/* What is in a container. */
struct phs_look_member {
    const char *name;   /* see phs_contained_name */
    const char *format; /* as of a file */
};

struct phs_file_look {
    PHS_VEC(struct phs_hit) hits;            /* by member, then line */
    const char *format;                      /* of a document about patients, or NULL; static */
    PHS_VEC(struct phs_health_sight) sights; /* what such a document says, by member, then line */
    PHS_VEC(struct phs_look_member) members; /* of a container that was opened: number 1 is the first */
    bool limited, binary;
    bool container;         /* of a kind that is opened */
    uint32_t size;          /* of a container, packed */
    enum phs_unread unread; /* of a binary one */
    enum phs_file_kind kind;
    bool has_values;       /* settings with a value for something secret; rows; credentials that are not empty */
    bool encrypted;        /* by sops, Ansible vault or git-crypt */
    struct phs_slice text; /* kept for what is parsed later (CI workflows); else empty */
    bool too_long;         /* to be kept so */
};

/* A key that is new in every process, for phs_hit.value. Before the first look; not for two threads at once. */
void phs_look_init(void);

/* phs_hit.value of a secret. */
void phs_look_number(struct phs_slice value, uint64_t ret_number[2]);

/* Whether the bytes are no text. */
bool phs_look_is_binary(struct phs_slice bytes);

/* Whether they only say where the content lies: PHS_FILE_LFS. */
bool phs_look_is_pointer(struct phs_slice bytes);

/* Text of UTF-16 in UTF-8, which is what is looked at and what places of hits count in; false: it is none. */
bool phs_look_decode(struct phs_arena *arena, struct phs_slice bytes, struct phs_slice *ret_text);

/* Of n items of size bytes in the order of a number at field: the first whose number is at least least; n: none. */
size_t phs_look_first(const void *items, size_t n, size_t size, size_t field, uint32_t least);

/* What it says of one member, or with 0 of the bytes themselves. */
struct phs_file_look phs_look_member(const struct phs_file_look *look, uint32_t member);
/* How a member is told: "visits.csv"; NULL for 0. path: of the container. */
const char *phs_look_member_name(struct phs_arena *arena, const char *path, const struct phs_file_look *look, uint32_t member);
/* For addresses: "data/all.zip!visits.csv"; the path itself for 0. */
const char *phs_look_address(struct phs_arena *arena, const char *path, const struct phs_file_look *look, uint32_t member);

/* Keeps of what was found in bytes what may be kept. */
void phs_look_keep(const struct phs_rules *rules, struct phs_arena *kept, struct phs_slice bytes,
                   const struct phs_matches *found, struct phs_file_look *look);

/* From the name alone: whether it is worth a fact although it may be binary. */
enum phs_file_kind phs_file_kind_of(const char *path);

/* What is kept lives in kept; bytes may go. */
void phs_look_at(const struct phs_rules *rules, struct phs_match_scratch *matching, struct phs_arena *scratch,
                 struct phs_arena *kept, const char *path, struct phs_slice bytes, struct phs_file_look *ret_look);

#endif
