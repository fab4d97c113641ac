/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of git/ share. */
#ifndef PHS_COLLECT_GIT_PARTS_H
#define PHS_COLLECT_GIT_PARTS_H

#include "collect/git/look.h"
#include "collect/git/tree.h"
#include "model/run.h"

enum phs_seen { PHS_NOT_LOOKED_AT, PHS_LOOKED_AT, PHS_OVER_SIZE, PHS_NOT_THERE };

struct phs_seen_file {
    const char *path;
    enum phs_seen seen;
    struct phs_file_look look;
    uint32_t member; /* of a container, when look is of it alone */
};

struct phs_past;

/* A repository under way: its files in the order of their paths. */
struct phs_git_scan {
    struct phs_graph *graph;
    const struct phs_rules *rules;
    const struct phs_tree *tree;
    const char *root, *environment; /* of every resource */
    struct phs_resource *repository;
    struct phs_seen_file *files;
    size_t n;
    const struct phs_memory *memory; /* or NULL */
    const char *rules_digest;        /* of the rules and the program */
    bool whole_blobs;                /* search every version in full */
    const struct phs_past *past;     /* NULL: history was not read */
    size_t real_secrets;             /* outside of tests and documentation */
};

/* A resource of the file, belonging to the repository; attributes are the caller's. */
struct phs_resource *phs_git_add(struct phs_git_scan *scan, const char *type, const char *address, const char *name,
                                 const struct phs_source *source, uint32_t line);
const struct phs_source *phs_git_source(struct phs_git_scan *scan, const char *path);
/* With the member of a container that it is. */
const struct phs_source *phs_git_source_of(struct phs_git_scan *scan, const struct phs_seen_file *file);
void phs_git_finish(struct phs_resource *resource, struct phs_map_builder *attributes);

void phs_git_set_text(struct phs_map_builder *map, const char *key, const char *text); /* NULL: not set */
void phs_git_set_bool(struct phs_map_builder *map, const char *key, bool value);
void phs_git_set_number(struct phs_map_builder *map, const char *key, double value);

/* coverage.c */
void phs_git_cover(const struct phs_git_scan *scan, const struct phs_target *target);
/* sightings.c */
/* What a hit is worth among the others of its file: health and an identifier in one record are PHI. */
enum phs_grade phs_git_grade(const struct phs_rules *rules, const struct phs_file_look *look, size_t index);
/* What a secret is worth in a file of that path, of the tree as of the past. */
enum phs_match_class phs_git_judged(const struct phs_git_scan *scan, const struct phs_hit *hit, const char *path);
void phs_git_secrets(struct phs_git_scan *scan, const struct phs_seen_file *file);
/* records.c */
/* Which category of a file speaks for it: the least. The gravest, then what says most about who it is; what is about health
 * alone is no finding, so that a name beside it must not be told with it. */
size_t phs_git_rank(const char *category, enum phs_grade grade);
void phs_git_identifiers(struct phs_git_scan *scan, const struct phs_seen_file *file);
/* facts.c: repository_file, and the attributes of git_repository. */
void phs_git_file_facts(struct phs_git_scan *scan, const struct phs_seen_file *file);
void phs_git_repository_facts(struct phs_git_scan *scan);
bool phs_git_has_file(const struct phs_git_scan *scan, const char *path); /* of the tree */
/* manifests.c: dependency_manifest, and the attributes of git_repository about them. */
void phs_git_manifests(struct phs_git_scan *scan, struct phs_map_builder *map);
/* workflow.c, gitlab.c */
void phs_git_workflow(struct phs_git_scan *scan, const struct phs_seen_file *file);

#endif
