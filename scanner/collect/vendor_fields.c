/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of vendor and customer inventories and the words that people write above them. */
#include "collect/vendor_fields.h"

#define CLAUSE_FIELDS                                                                                                          \
    {"BAA-1", PHS_FIELD_BOOL, "164.504(e)(2)(i)|permitted uses|permitted and required uses"},                                  \
        {"BAA-2", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(A)|no other use|no further use or disclosure"},                           \
        {"BAA-3", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(B)|safeguards clause|safeguards"},                                        \
        {"BAA-4", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(C)|reporting clause|breach reporting"},                                   \
        {"BAA-5", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(D)|subcontractor clause|subcontractor flow down"},                        \
        {"BAA-6", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(E)|access clause|individual access"},                                     \
        {"BAA-7", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(F)|amendment clause|amendment"},                                          \
        {"BAA-8", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(G)|accounting clause|accounting of disclosures"},                         \
        {"BAA-9", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(H)|delegated obligations"},                                               \
        {"BAA-10", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(I)|books and records|books to hhs"},                                     \
        {"BAA-11", PHS_FIELD_BOOL, "164.504(e)(2)(ii)(J)|return or destroy|return or destruction"}, {                          \
        "BAA-12", PHS_FIELD_BOOL, "164.504(e)(2)(iii)|termination clause"                                                      \
    }

#define AGREEMENT_FIELDS                                                                                                       \
    {"services", PHS_FIELD_LIST,                                                                                               \
     "service|product|products|service name|services used|services provided|services covered|covered services|scope"},         \
        {"kind", PHS_FIELD_TEXT, "agreement type|contract type|agreement kind|type of agreement"},                             \
        {"signed", PHS_FIELD_DATE_OR_BOOL,                                                                                     \
         "baa|baa signed|baa on file|baa in place|baa executed|baa status|has baa|baa date|signed date|date signed|signature " \
         "date|executed|executed on|agreement signed|"                                                                         \
         "agreement|business associate agreement"},                                                                            \
        {"effective", PHS_FIELD_DATE, "effective date|start date|baa effective|valid from|in effect from|contract start"},     \
        {"expires", PHS_FIELD_DATE,                                                                                            \
         "expiry|expiry date|expiration|expiration date|expires on|renewal|renewal date|end date|valid until|term "            \
         "end|contract end|baa expires|baa expiry|baa expiration"},                                                            \
        {"notice_hours", PHS_FIELD_NUMBER, "breach notice hours|notice hours|notification hours|breach notice (hours)"},       \
        {"notice_days", PHS_FIELD_NUMBER, "breach notice days|notice days|notification days|breach notice (days)"},            \
        {"zero_retention", PHS_FIELD_BOOL, "zdr|zero data retention|no retention"},                                            \
        {"document", PHS_FIELD_TEXT,                                                                                           \
         "file|link|contract|document link|agreement link|baa link|baa document|location of agreement"},                       \
        {"not_required", PHS_FIELD_TEXT,                                                                                       \
         "baa not required|reason not required|why no baa|no baa reason|exemption|baa exemption"},                             \
        {"clauses", PHS_FIELD_LIST, "baa clauses|contract clauses"}, CLAUSE_FIELDS

static const struct phs_field vendor_fields[] = {
    {"name", PHS_FIELD_TEXT,
     "vendor|vendor name|supplier|supplier name|third party|third party name|business associate|company|provider|subprocessor "
     "name|processor"},
    AGREEMENT_FIELDS,
    {"subprocessor", PHS_FIELD_BOOL, "is subprocessor|sub processor|subcontractor"},
    {"handles_phi", PHS_FIELD_BOOL,
     "phi|phi access|ephi|contains phi|contains ephi|handles ephi|receives phi|access to phi|phi shared|stores phi|processes "
     "phi|has phi"},
    {"categories", PHS_FIELD_LIST, "phi categories|data categories|data types|data shared|types of data|phi types|data"},
    {"records", PHS_FIELD_NUMBER, "record count|number of records|patients|patient records|number of patients"},
    {"website", PHS_FIELD_TEXT, "url|web site|homepage|site|domain"},
    {"owner", PHS_FIELD_TEXT, "vendor owner|business owner|responsible|internal owner|relationship owner|owned by"},
    {"notes", PHS_FIELD_TEXT, "note|comment|comments|remarks"},
};

static const struct phs_field customer_fields[] = {
    {"name", PHS_FIELD_TEXT,
     "customer|customer name|client|client name|covered "
     "entity|hospital|organization|organisation|account|company|partner|counterparty"},
    AGREEMENT_FIELDS,
    {"notes", PHS_FIELD_TEXT, "note|comment|comments|remarks"},
};

static const char *const vendor_lists[] = {"vendors", "suppliers", "agreements", "subprocessors", "third_parties", NULL};
static const char *const customer_lists[] = {"customers", "clients", "agreements", NULL};
static const char *const nests[] = {"agreement", "baa", "contract", "dpa", NULL};

const struct phs_inventory_spec phs_vendor_spec = {.kind = "vendors",
                                                   .noun = "vendor",
                                                   .fields = vendor_fields,
                                                   .n = sizeof vendor_fields / sizeof vendor_fields[0],
                                                   .keys = 1,
                                                   .lists = vendor_lists,
                                                   .nests = nests,
                                                   .repeats = "agreements"};
const struct phs_inventory_spec phs_customer_spec = {.kind = "customers",
                                                     .noun = "customer",
                                                     .fields = customer_fields,
                                                     .n = sizeof customer_fields / sizeof customer_fields[0],
                                                     .keys = 1,
                                                     .lists = customer_lists,
                                                     .nests = nests,
                                                     .repeats = "agreements"};
