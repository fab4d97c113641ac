/* SPDX-License-Identifier: Apache-2.0 */
/* Attributes of tls_endpoint, as they are. Other types are left out: what they hold was not written to be shown. */
#include "reports/endpoints_json.h"

#include "base/json_writer.h"
#include "model/value.h"

void phs_endpoints_write_json(struct phs_buf *out, const struct phs_run *run) {
    const struct phs_resource_list *endpoints = phs_graph_of_type(run->graph, "tls_endpoint");
    struct phs_json json;
    phs_json_init(&json, out, true);
    phs_json_object(&json);
    phs_json_put(&json, "schema", "phiscope.resources/1");
    phs_json_key(&json, "resources");
    phs_json_array(&json);
    for (size_t i = 0; i < endpoints->items.n; i++) {
        phs_json_object(&json);
        phs_json_put(&json, "type", "tls_endpoint");
        phs_json_put(&json, "address", endpoints->items.at[i]->address);
        phs_json_key(&json, "attributes");
        phs_value_write_json(&json, endpoints->items.at[i]->attributes);
        phs_json_object_end(&json);
    }
    phs_json_array_end(&json);
    phs_json_object_end(&json);
    phs_buf_putc(out, '\n');
}
