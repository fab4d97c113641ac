/* SPDX-License-Identifier: Apache-2.0 */
/* The plugin contract, version 1: the only public header. A C check inside the tree and a plugin outside of it include this and
 * nothing else. Handles are opaque; everything is asked through one table of functions whose size and version the caller
 * checks. Texts that the host returns are UTF-8, NUL-terminated and live until the run ends; texts given to the host are
 * copied. Nothing here may be called from another thread than the one that called in. */
#ifndef PHISCOPE_CHECK_H
#define PHISCOPE_CHECK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PHS_API_VERSION 1u

struct phs_asking;     /* one check at work */
struct phs_collecting; /* one collector at work */
struct phs_resource;
struct phs_value;

/* Verdicts. Unknown and not applicable need a reason; a fail has one clause. */
#define PHS_ANSWER_PASS 0
#define PHS_ANSWER_FAIL 1
#define PHS_ANSWER_UNKNOWN 2
#define PHS_ANSWER_NOT_APPLICABLE 3

/* Kinds of value. */
#define PHS_TYPE_MISSING (-1)
#define PHS_TYPE_NULL 0
#define PHS_TYPE_BOOL 1
#define PHS_TYPE_NUMBER 2
#define PHS_TYPE_TEXT 3
#define PHS_TYPE_LIST 4
#define PHS_TYPE_MAP 5
#define PHS_TYPE_UNKNOWN 6

/* What a check may ask. The table only grows at its end; `size` is the size the host was built with, so a plugin that needs a
 * later function compares before it calls. */
struct phs_host {
    uint32_t size, version;

    /* Resources. name is for people; address is unique within root and environment. */
    const char *(*type)(const struct phs_resource *resource);
    const char *(*name)(const struct phs_resource *resource);
    const char *(*address)(const struct phs_resource *resource);
    const char *(*root)(const struct phs_resource *resource);
    const char *(*environment)(const struct phs_resource *resource);
    size_t (*count)(struct phs_asking *asking, const char *type);
    const struct phs_resource *(*at)(struct phs_asking *asking, const char *type, size_t index);

    /* Canonical attributes. path is dotted ("versioning.enabled", "ingress.0.protocol"); NULL when missing. A path that meets
     * an unknown on its way gives that unknown. */
    const struct phs_value *(*attribute)(const struct phs_resource *resource, const char *path);
    int (*kind)(const struct phs_value *value); /* PHS_TYPE_*; NULL is PHS_TYPE_MISSING */
    int (*boolean)(const struct phs_value *value);
    double (*number)(const struct phs_value *value);
    const char *(*text)(struct phs_asking *asking, const struct phs_value *value); /* "" for other kinds */
    size_t (*length)(const struct phs_value *value);                               /* of a list or map */
    const struct phs_value *(*item)(const struct phs_value *value, size_t index);  /* of a list or map */
    const char *(*key)(struct phs_asking *asking, const struct phs_value *map, size_t index);
    const char *(*why)(const struct phs_value *value); /* reason of an unknown, else "" */

    /* Links out of (incoming 0) or into (incoming 1) a resource. kind is "refers_to", "encrypted_with" ... */
    size_t (*link_count)(const struct phs_resource *resource, int incoming);
    const struct phs_resource *(*link)(const struct phs_resource *resource, int incoming, size_t index, const char **ret_kind);

    /* Name of the PHI system that the resource belongs to, or NULL. */
    const char *(*phi_system)(struct phs_asking *asking, const struct phs_resource *resource);

    /* Today by the one clock, YYYY-MM-DD, and whole days from one such date to another; INT32_MIN when either is no date. */
    const char *(*today)(struct phs_asking *asking);
    int32_t (*days_between)(const char *from, const char *to);

    /* The verdict on a resource: exactly one per call of judge(), about the resource it was called with. where (may be NULL) is
     * the value that decided: its place is shown. reason is shown to people and must hold no value that could be secret. */
    void (*answer)(struct phs_asking *asking, int verdict, const char *reason, const struct phs_value *where);
};

/* A check: a pure question about one resource at a time. It opens nothing, keeps nothing between calls, prints nothing. */
struct phs_check {
    uint32_t size, version;   /* sizeof(struct phs_check), PHS_API_VERSION */
    const char *id;           /* its path below checks/ with dots */
    const char *const *types; /* resource types it is asked about, NULL at the end */
    void (*judge)(const struct phs_host *host, struct phs_asking *asking, const struct phs_resource *resource);
    /* What the YAML file beside a built-in C check says; a plugin says it here. */
    const char *name, *severity, *safeguard, *why, *remedy;
};

/* What a collector may do: add resources. It declares file globs, receives bytes and opens nothing itself. */
struct phs_collector_host {
    uint32_t size, version;
    /* Adds a resource whose place is the file and line (from 1; 0: the file). Types of ours or any other. NULL when a bound was
     * reached. */
    struct phs_resource *(*add)(struct phs_collecting *collecting, const char *type, const char *address, uint32_t line);
    /* attributes as JSON text, which replace earlier ones; 0, or -1 when it is no JSON object. */
    int (*attributes)(struct phs_collecting *collecting, struct phs_resource *resource, const char *json, size_t length);
    /* A link that is resolved later: kind as in phs_host.link, target an address, an ARN or "vendor:NAME"; 0 or -1. */
    int (*link)(struct phs_collecting *collecting, struct phs_resource *resource, const char *kind, const char *target);
    /* One sentence about what could not be read in this file: it goes to coverage. */
    void (*problem)(struct phs_collecting *collecting, uint32_t line, const char *sentence);
};

struct phs_collector {
    uint32_t size, version; /* sizeof(struct phs_collector), PHS_API_VERSION */
    const char *name;
    const char *const *globs; /* "**" + "/Procfile", NULL at the end; against the path relative to the target */
    size_t max_bytes;         /* larger files go to coverage unread; 0: 8 MiB */
    /* 0 when the file was read, else not: say why through problem(). */
    int (*collect)(const struct phs_collector_host *host, struct phs_collecting *collecting, const char *path,
                   const void *bytes, size_t length);
};

/* A shared object exports one of these under the name phs_plugin. Lists end with NULL and may be NULL themselves. */
struct phs_plugin {
    uint32_t size, version; /* sizeof(struct phs_plugin), PHS_API_VERSION */
    const char *name;
    const struct phs_check *const *checks;
    const struct phs_collector *const *collectors;
};

#ifdef __cplusplus
}
#endif
#endif
