/* SPDX-License-Identifier: Apache-2.0 */
/* Results: streamed to standard output, or held back until they are whole and then written in one go. */
#include "cli/output.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/say.h"

#define MAX_FILE ((size_t)2 * 1024 * 1024 * 1024)

void phs_output_open(struct phs_output *output, const char *file) {
    output->file = file && strcmp(file, "-") != 0 ? file : NULL;
    if (output->file)
        phs_buf_init(&output->buf, MAX_FILE);
    else
        phs_buf_init_file(&output->buf, stdout);
}

static bool close_stream(struct phs_output *output) {
    phs_buf_done(&output->buf);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    phs_say("the result could not be written to standard output: %s.", strerror(errno));
    return false;
}

bool phs_output_close(struct phs_output *output) {
    if (!output->file)
        return close_stream(output);
    struct phs_err err = {0};
    enum phs_code code = PHS_OK;
    if (output->buf.failed)
        code = phs_fail(&err, PHS_E_LIMIT, "%s was not written: the result is larger than 2 GiB.", output->file);
    else
        code = phs_file_write(output->file, phs_slice_n(phs_buf_text(&output->buf), output->buf.len), false, &err);
    phs_buf_done(&output->buf);
    if (code != PHS_OK)
        phs_say("%s", err.text);
    return code == PHS_OK;
}

bool phs_output_has_color(const struct phs_output *output) {
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    return !output->file && isatty(STDOUT_FILENO) && !(none && *none) && term && strcmp(term, "dumb") != 0;
}
