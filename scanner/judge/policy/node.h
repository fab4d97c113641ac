/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of the declarative engine: the compiled tree and the three-valued answers of its parts. */
#ifndef PHS_JUDGE_POLICY_NODE_H
#define PHS_JUDGE_POLICY_NODE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "judge/policy/policy.h"

/* Kleene's logic, and SAYS_NOTHING for a part that has no bearing on a resource. */
enum truth { SAYS_NO, SAYS_YES, SAYS_MAYBE, SAYS_NOTHING };
enum truth phs_truth_not(enum truth a);
enum truth phs_truth_and(enum truth a, enum truth b); /* SAYS_NOTHING is neutral */
enum truth phs_truth_or(enum truth a, enum truth b);

enum {
    PHS_POLICY_MAX_DEPTH = 32,
    PHS_POLICY_MAX_NODES = 2000,
    PHS_POLICY_MAX_SEGMENTS = 64,
    PHS_POLICY_MAX_TEXT = 4096,
    PHS_POLICY_MAX_STEPS = 200000, /* values looked at for one condition and resource */
};

/* Which resources a condition is about. */
struct types {
    bool all;      /* every configured resource, data source, module call and provider block */
    bool taggable; /* of those that prefixes or all admit, only what can carry tags */
    bool foreign;  /* of a policy without a phiscope: block: names are as the format has them */
    PHS_VEC(const char *) names;
    PHS_VEC(const char *) prefixes; /* of a provider: "aws_" */
};

/* An attribute path cut at its dots. */
struct path {
    const char *text;
    struct phs_slice segments[PHS_POLICY_MAX_SEGMENTS];
    size_t n;
    bool has_star;
};

struct network {
    bool v6;
    uint8_t low[16], high[16];
};

struct span {
    double low, high;
};

/* A policy's value, prepared for its operator. */
struct operand {
    const struct phs_value *value;        /* NULL when the policy gives none */
    const struct phs_value *const *items; /* a list's elements, or the value itself */
    const struct phs_value *self[1];
    size_t n;
    bool is_list, is_number;
    double number;
    pcre2_code *regex;
    PHS_VEC(struct network) networks;
    PHS_VEC(struct span) spans;
    const char *fault; /* why no attribute can be compared with it, or NULL */
    const char *shown; /* for clauses */
};

struct eval;
struct op;
typedef enum truth (*operator_test)(struct eval *eval, const struct op *op, const struct operand *operand,
                                    const struct phs_value *value);

enum operand_kind { WANTS_NOTHING, WANTS_VALUE, WANTS_STRING, WANTS_INTEGER, WANTS_REGEX, WANTS_NETWORKS, WANTS_SPANS };
enum relation { EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL };

struct op {
    const char *name;
    operator_test test; /* of the positive form */
    bool negative;
    bool takes_unknown; /* the test is asked about an unknown value itself */
    bool every;         /* wildcards: every match must satisfy, not any */
    enum operand_kind wants;
    int detail;           /* enum relation or what the test takes */
    const char *yes, *no; /* clause when the positive form holds or not; %s is the policy's value */
};
const struct op *phs_operator_find(const char *name);

enum node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_ATTRIBUTE, NODE_CONNECTION, NODE_FILTER, NODE_RESOURCE };
enum connection_kind { CONNECTED, NOT_CONNECTED, ONE_CONNECTED };

struct jsonpath;

struct node {
    enum node_kind kind;
    struct node **children;
    size_t n;
    bool has_connection; /* list algebra instead of one resource at a time */
    struct types types;  /* leaves: theirs; composites: of everything below */
    struct types cut;    /* composites with connections: what their graph is cut to */
    struct phs_place place;
    /* attribute and filter */
    const struct op *op;
    struct operand operand;
    struct path path;
    struct jsonpath *jsonpath; /* NULL: a plain path */
    /* connection */
    enum connection_kind connection;
    struct types connected;
    /* resource */
    bool allows;
};

struct phs_policy {
    const struct phs_check_info *check;
    struct node *root;
    bool foreign;
    bool passes_on_missing;
};

/* How attributes are read. */
enum dialect {
    DIALECT_NATIVE,    /* canonical attributes */
    DIALECT_TERRAFORM, /* as written; one-element lists collapse where Terraform policies expect it */
    DIALECT_INDEXED,   /* as written; CloudFormation, ARM, Kubernetes: lists are indexed at every depth */
};

/* One judging of one policy. */
struct eval {
    const struct phs_policy *policy;
    struct phs_policy_desk *desk;
    struct phs_arena *arena;
    enum dialect dialect;
    size_t steps;
    /* Set by whoever says maybe. */
    const char *word, *why;
};

/* What one part says about one resource, and what made it say so. */
struct opinion {
    enum truth truth;
    const struct node *leaf;       /* NULL: text says it all */
    const struct phs_value *value; /* the value that decided, NULL when missing */
    const char *text;              /* whole clause, or NULL: made from leaf and value */
    const char *word, *why;        /* SAYS_MAYBE */
    struct phs_place place;
    bool foreign_type; /* the condition is about other types */
};

struct phs_policy_desk {
    struct phs_arena *arena;
    const struct phs_graph *graph;
    struct phs_map written; /* type as written, where it differs -> struct resources * */
    struct phs_map texts;   /* address of a string value -> struct parsed_text * */
    uint32_t *local;        /* resource index -> position in the current board + 1 */
    size_t local_count;
};

/* compile */
enum phs_code phs_types_read(struct phs_arena *arena, const struct phs_value *value, const struct phs_check_info *check,
                             struct types *ret_types);
void phs_types_join(struct phs_arena *arena, struct types *into, const struct types *from);
bool phs_types_empty(const struct types *types);
bool phs_types_match(const struct types *types, const struct phs_resource *resource);
bool phs_type_is_managed(const char *type); /* a resource block of a provider: no data source, module, provider, none of ours */
bool phs_type_is_configured(const char *type); /* anything a configuration declares: not our own nouns */
bool phs_type_taggable(const char *type);
void phs_operand_prepare(struct phs_arena *arena, const struct op *op, const struct phs_value *value,
                         struct operand *ret_operand);
bool phs_path_split(const char *text, struct path *ret_path);

struct resources {
    PHS_VEC(struct phs_resource *) items;
};
void phs_types_list(struct phs_arena *arena, const struct phs_policy_desk *desk, const struct types *types,
                    struct resources *ret_resources);

/* values */
const struct phs_value *phs_view(const struct eval *eval, const struct phs_value *value); /* NULL for what counts as missing */
const struct phs_value *phs_root_of(struct eval *eval, const struct phs_resource *resource); /* also sets the dialect */
const struct phs_value *phs_text_as_json(struct eval *eval, const struct phs_value *text, bool loose); /* NULL: is none */
struct phs_slice phs_canonical(struct eval *eval, const struct phs_value *value); /* scalars; containers in Python notation */
enum truth phs_same(struct eval *eval, const struct phs_value *a, const struct phs_value *b);
enum truth phs_doubt(struct eval *eval, const char *word, const char *why); /* remembers why, SAYS_MAYBE */
enum truth phs_doubt_value(struct eval *eval, const struct phs_value *unknown);
bool phs_spend(struct eval *eval); /* false when the budget of steps is used up */
bool phs_finite_number(const struct phs_value *value, double *ret_number);
bool phs_network_read(struct phs_slice text, struct network *ret_network);
bool phs_span_read(struct phs_slice text, struct span *ret_span);
pcre2_code *phs_regex_compile(struct phs_slice pattern, bool anchored, const char **ret_fault);
enum truth phs_regex_test(struct eval *eval, const pcre2_code *code, struct phs_slice subject);
/* Whether no text that begins with prefix matches; false where that cannot be told. */
bool phs_regex_excludes(const pcre2_code *code, struct phs_slice prefix);

/* answers */
enum truth phs_operator_ask(struct eval *eval, const struct node *leaf, const struct phs_value *value);
struct opinion phs_condition_ask(struct eval *eval, const struct node *leaf, const struct phs_resource *resource);
struct opinion phs_node_ask(struct eval *eval, const struct node *node, const struct phs_resource *resource);
bool phs_filter_admits(struct eval *eval, const struct node *filter, const struct phs_resource *resource);
void phs_connection_judge(struct eval *eval, const struct node *root,
                          void (*emit)(void *user, struct phs_resource *resource, const struct opinion *opinion), void *user);
const char *phs_clause(struct eval *eval, const struct opinion *opinion);

#endif
