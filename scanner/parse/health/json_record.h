/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: members of the object under way, and whose they are. */
#ifndef PHS_PARSE_HEALTH_JSON_RECORD_H
#define PHS_PARSE_HEALTH_JSON_RECORD_H

#include "parse/health/record.h"

enum { PHS_JSON_DEEPEST = 64, PHS_JSON_NEAREST = 3 };

/* Where an object and what it nests become a record of its own: the elements of the outermost list. */
struct phs_json_object {
    bool list;
    struct phs_slice key;
    uint32_t tag; /* of the DICOM element that it holds (PS3.18 F.2), or 0 */
    bool day;     /* whose value representation is a day's */
};

struct phs_json_member {
    struct phs_slice key, value;
    uint32_t line;
    const char *guess;                         /* json_record.c: its category by key and shape, NULL: none */
    struct phs_slice within[PHS_JSON_NEAREST]; /* keys of the objects that it stands in, the nearest first */
};

struct phs_json_objects {
    struct phs_json_object at[PHS_JSON_DEEPEST];
    size_t depth;
    PHS_VEC(const struct phs_health_column *) columns; /* of the record under way */
    struct phs_slice label;                            /* {"key": "patient_mrn", "value": ...}, {"type": "MRN", ...} */
    PHS_VEC(struct phs_json_member) members;           /* of the record under way whose keys are no columns */
    size_t counted, turns;                             /* records of lists in the object under way; who spoke in a dialogue */
    bool speaks, titled;                               /* the text is about patients; so is every record of it */
    PHS_VEC(struct phs_json_member) spoken;
    bool pair;           /* the object under way was such a pair: its neighbours belong to the same record */
    uint32_t keys, told; /* of the element under way, whatever their order; of the last one that counted */
    bool worn;           /* a field holds the number of a device that only patients have */
    bool patient, image; /* a field or an object of it says so; elements of an image */
};

/* json.c: whatever is made of objects and members. own: the key stands at this value, not at one of a list before it. */
void phs_json_open(struct phs_json_objects *objects, struct phs_slice key, bool list);
void phs_json_member(struct phs_health_reader *reader, struct phs_json_objects *objects, struct phs_slice key, bool own,
                     struct phs_slice value, uint32_t line);
void phs_json_close(struct phs_health_reader *reader, struct phs_json_objects *objects);

/* json_record.c: the record under way ends; root: of the outermost object. */
void phs_json_end_record(struct phs_health_reader *reader, struct phs_json_objects *objects, bool root);

/* json_worn.c: {"user": "marta@...", "pump_serial": "T2-0988417"}: whoever has it is treated with it. */
bool phs_json_is_worn(const struct phs_health_reader *reader, struct phs_slice key, struct phs_slice value);
bool phs_json_is_wearer(const struct phs_health_reader *reader, const struct phs_json_objects *objects);
void phs_json_take_wearer(struct phs_health_reader *reader, const struct phs_json_objects *objects);

/* json_messages.c: {"to": "+16196478719", "body": "Hi Paulette, reminder of your visit ..."} */
bool phs_json_is_message(const struct phs_json_objects *objects);
void phs_json_take_message(struct phs_health_reader *reader, const struct phs_json_objects *objects);
/* {"role": "user", "text": "..."}: who speaks, and what is said; at the end of the text, all of it. */
void phs_json_listen(struct phs_health_reader *reader, struct phs_json_objects *objects, struct phs_slice key,
                     struct phs_slice value, uint32_t line);
void phs_json_take_dialogue(struct phs_health_reader *reader, const struct phs_json_objects *objects);

#endif
