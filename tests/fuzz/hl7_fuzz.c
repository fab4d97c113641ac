/* SPDX-License-Identifier: Apache-2.0 */
/* Segments of HL7 v2 behind a header whose separators the first two bytes choose. */
#include "tests/fuzz/health_sights.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char head[] = "MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5\r";
    enum { HEAD = sizeof head - 1 };
    char *bytes = behind_head(head, HEAD, data, size);
    if (size > 1 && data[0] > ' ' && data[0] < 127 && data[0] != data[1])
        bytes[3] = bytes[8] = (char)data[0];
    read_and_hold(bytes, HEAD + size);
    free(bytes);
    return 0;
}
