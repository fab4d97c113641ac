/* SPDX-License-Identifier: Apache-2.0 */
/* Short dialogs with servers that may be slow, rude or endless: lines and their number are bounded, the wire has a deadline. A
 * refusal for a reason of its own (too busy, not for you) is no "not offered". */
#include "collect/tls/starttls.h"

#include <ctype.h>

enum { MOST_LINES = 200, LONGEST_LINE = 2048 };

struct dialog {
    struct phs_wire *wire;
    char bytes[4096], line[LONGEST_LINE + 1];
    size_t n, at;
    int lines;
};

/* The next line without its end; what is longer than a line is cut. False at an end. */
static bool next_line(struct dialog *dialog) {
    size_t length = 0;
    if (++dialog->lines > MOST_LINES)
        return false;
    for (;;) {
        if (dialog->at == dialog->n) {
            dialog->at = 0;
            dialog->n = phs_wire_receive(dialog->wire, dialog->bytes, sizeof dialog->bytes);
            if (dialog->n == 0)
                return false;
        }
        char c = dialog->bytes[dialog->at++];
        if (c == '\n')
            break;
        if (length < LONGEST_LINE && c != '\0')
            dialog->line[length++] = c;
    }
    if (length && dialog->line[length - 1] == '\r')
        length--;
    dialog->line[length] = '\0';
    return true;
}

static bool say(struct dialog *dialog, const char *text) {
    return phs_wire_send(dialog->wire, text, strlen(text));
}

static bool begins(const struct dialog *dialog, const char *prefix) {
    return phs_slice_ieq(phs_slice_n(dialog->line, strnlen(dialog->line, strlen(prefix))), phs_slice(prefix));
}

static bool is_word(const char *at, const char *word) {
    size_t n = strlen(word);
    return phs_slice_ieq(phs_slice_n(at, strnlen(at, n)), phs_slice(word)) && !isalnum((unsigned char)at[n]);
}

static bool holds_word(const struct dialog *dialog, const char *word) {
    for (const char *at = dialog->line; *at; at++)
        if ((at == dialog->line || !isalnum((unsigned char)at[-1])) && is_word(at, word))
            return true;
    return false;
}

/* An SMTP reply: code and a minus but for its last line. 0 at an end; ret_word tells whether a line is the word. */
static int smtp_reply(struct dialog *dialog, const char *word, bool *ret_word) {
    int code = 0;
    while (next_line(dialog)) {
        const char *line = dialog->line;
        if (!isdigit((unsigned char)line[0]) || !isdigit((unsigned char)line[1]) || !isdigit((unsigned char)line[2]))
            return 0;
        code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
        if (line[3] && is_word(line + 4, word))
            *ret_word = true;
        if (line[3] != '-')
            return code;
    }
    return 0;
}

static enum phs_start_end smtp(struct dialog *dialog) {
    bool offered = false, ignored = false;
    if (smtp_reply(dialog, "-", &ignored) != 220 || !say(dialog, "EHLO phiscope.invalid\r\n"))
        return PHS_START_UNCLEAR;
    int code = smtp_reply(dialog, "STARTTLS", &offered);
    if (code != 250)
        return PHS_START_UNCLEAR;
    if (!offered) {
        say(dialog, "QUIT\r\n");
        return PHS_START_NOT_OFFERED;
    }
    return say(dialog, "STARTTLS\r\n") && smtp_reply(dialog, "-", &ignored) == 220 ? PHS_START_GO : PHS_START_UNCLEAR;
}

/* Lines up to the tagged one; 1 for OK, 0 for NO and BAD, -1 at an end. */
static int imap_reply(struct dialog *dialog, const char *tag, bool *ret_offered) {
    while (next_line(dialog)) {
        if (begins(dialog, "* CAPABILITY") && holds_word(dialog, "STARTTLS"))
            *ret_offered = true;
        if (begins(dialog, tag) && dialog->line[strlen(tag)] == ' ')
            return is_word(dialog->line + strlen(tag) + 1, "OK");
    }
    return -1;
}

static enum phs_start_end imap(struct dialog *dialog) {
    bool offered = false;
    if (!next_line(dialog) || !begins(dialog, "* OK") || !say(dialog, "p1 CAPABILITY\r\n") ||
        imap_reply(dialog, "p1", &offered) != 1)
        return PHS_START_UNCLEAR;
    if (!offered) {
        say(dialog, "p2 LOGOUT\r\n");
        return PHS_START_NOT_OFFERED;
    }
    return say(dialog, "p2 STARTTLS\r\n") && imap_reply(dialog, "p2", &offered) == 1 ? PHS_START_GO : PHS_START_UNCLEAR;
}

static enum phs_start_end pop3(struct dialog *dialog) {
    if (!next_line(dialog) || !begins(dialog, "+OK") || !say(dialog, "STLS\r\n") || !next_line(dialog))
        return PHS_START_UNCLEAR;
    if (begins(dialog, "-ERR"))
        say(dialog, "QUIT\r\n");
    return begins(dialog, "+OK") ? PHS_START_GO : begins(dialog, "-ERR") ? PHS_START_NOT_OFFERED : PHS_START_UNCLEAR;
}

/* SSLRequest of the frontend protocol: one byte comes back. */
static enum phs_start_end postgres(struct dialog *dialog) {
    static const unsigned char request[] = {0, 0, 0, 8, 4, 210, 22, 47};
    char answer;
    if (!phs_wire_send(dialog->wire, request, sizeof request) || phs_wire_receive(dialog->wire, &answer, 1) != 1)
        return PHS_START_UNCLEAR;
    return answer == 'S' ? PHS_START_GO : answer == 'N' ? PHS_START_NOT_OFFERED : PHS_START_UNCLEAR;
}

enum phs_start_end phs_starttls(struct phs_wire *wire, enum phs_start_word word, const char **ret_why) {
    static enum phs_start_end (*const dialogs[])(struct dialog *) = {
        [PHS_START_SMTP] = smtp, [PHS_START_IMAP] = imap, [PHS_START_POP3] = pop3, [PHS_START_POSTGRES] = postgres};
    struct dialog dialog = {.wire = wire};
    if (word == PHS_START_NONE)
        return PHS_START_GO;
    enum phs_start_end end = dialogs[word](&dialog);
    wire->received = 0; /* TLS begins here */
    if (end == PHS_START_NOT_OFFERED)
        *ret_why = "it does not offer to encrypt";
    else if (end == PHS_START_UNCLEAR)
        *ret_why = wire->end == PHS_WIRE_OPEN ? "it answered as no server of its protocol does" : phs_wire_end_words(wire->end);
    return end;
}
