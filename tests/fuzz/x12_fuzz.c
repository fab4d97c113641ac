/* SPDX-License-Identifier: Apache-2.0 */
/* Segments of X12 behind an envelope whose separators the first two bytes choose. */
#include "tests/fuzz/health_sights.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char head[] =
        "ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*RECEIVER       *240412*1200*^*00501*000000905*0*P*:~"
        "ST*837*0001~NM1*IL*1*A*B~";
    enum { HEAD = sizeof head - 1 };
    char *bytes = behind_head(head, HEAD, data, size);
    if (size > 1 && data[0] == '|')
        for (size_t i = 0; i < HEAD; i++)
            bytes[i] = bytes[i] == '*' ? '|' : bytes[i] == '~' && data[1] == '\n' ? '\n' : bytes[i];
    read_and_hold(bytes, HEAD + size);
    free(bytes);
    return 0;
}
