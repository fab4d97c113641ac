/* SPDX-License-Identifier: Apache-2.0 */
/* Dialogues in lines: SMTP (RFC 3207), LMTP, IMAP (RFC 9051), POP3 (RFC 2595), FTP (RFC 4217), NNTP (RFC 4642), ManageSieve
 * (RFC 5804). A reply is taken as a whole before anything is answered; what servers list decides what is asked. */
#include <ctype.h>

#include "parse/starttls_parts.h"

enum { GREETING, LIST, GO };

static const char no_such_server[] = "it answered as no server of its protocol does";

static void say(struct phs_starttls *d, const char *line) {
    phs_starttls_say(d, line, strlen(line));
    phs_starttls_say(d, "\r\n", 2);
}

static bool unclear(struct phs_starttls *d, struct phs_slice line) {
    bool is_code = line.len >= 3 && isdigit((unsigned char)line.ptr[0]) && isdigit((unsigned char)line.ptr[1]) &&
                   isdigit((unsigned char)line.ptr[2]);
    return phs_starttls_end(d, PHS_STARTTLS_UNCLEAR,
                            is_code ? phs_printf(d->arena, "it answered with code %.3s", line.ptr) : no_such_server);
}

static bool not_offered(struct phs_starttls *d, const char *farewell) {
    say(d, farewell);
    return phs_starttls_end(d, PHS_STARTTLS_NOT_OFFERED, "it does not offer to encrypt");
}

static bool refused(struct phs_starttls *d) {
    return phs_starttls_end(d, PHS_STARTTLS_REFUSED, "it offers to encrypt and would not when asked");
}

static bool ready(struct phs_starttls *d) {
    return phs_starttls_end(d, PHS_STARTTLS_READY, "");
}

static bool ask(struct phs_starttls *d, int state, const char *line) {
    d->state = state;
    say(d, line);
    return true;
}

static bool istarts(struct phs_slice line, const char *prefix) {
    size_t n = strlen(prefix);
    return line.len >= n && phs_slice_ieq(phs_slice_n(line.ptr, n), phs_slice(prefix));
}

/* word stands in line between blanks, quotes, '=' or brackets. */
static bool holds(struct phs_slice line, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= line.len; i++) {
        bool begins = i == 0 || strchr(" \"=[", line.ptr[i - 1]), ends = i + n == line.len || strchr(" \"]=", line.ptr[i + n]);
        if (begins && ends && phs_slice_ieq(phs_slice_n(line.ptr + i, n), phs_slice(word)))
            return true;
    }
    return false;
}

static bool takes_passwords(struct phs_slice line) {
    return holds(line, "PLAIN") || holds(line, "LOGIN");
}

/* The code of a line "250-..." or "250 ..."; 0 for none. */
static int code_of(struct phs_slice line, bool *ret_last) {
    int code = 0;
    if (line.len < 3 || (line.len > 3 && line.ptr[3] != ' ' && line.ptr[3] != '-'))
        return 0;
    for (size_t i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)line.ptr[i]))
            return 0;
        code = code * 10 + (line.ptr[i] - '0');
    }
    *ret_last = line.len == 3 || line.ptr[3] == ' ';
    return code;
}

/* Lines of SMTP and FTP; at the end of a reply its code, 0 while it goes on, -1 for what is no reply. In FTP the lines in
 * between need no code. */
static int reply(struct phs_starttls *d, struct phs_slice line) {
    bool last = false;
    int code = code_of(line, &last), before = d->code;
    if (d->kind == PHS_STARTTLS_FTP && before && (code != before || !last))
        return 0;
    if (!code || (before && code != before))
        return -1;
    d->code = last ? 0 : code;
    return last ? code : 0;
}

static void note_smtp_line(struct phs_starttls *d, struct phs_slice line) {
    struct phs_slice word = line.len > 4 ? phs_slice_n(line.ptr + 4, line.len - 4) : PHS_SLICE("");
    d->offers |= phs_slice_ieq(phs_slice_trim(word), PHS_SLICE("STARTTLS"));
    if ((istarts(word, "AUTH ") || istarts(word, "AUTH=")) && takes_passwords(word))
        d->clear_login = PHS_YES;
}

static bool smtp(struct phs_starttls *d, struct phs_slice line) {
    int code = reply(d, line);
    bool ehlo = d->state == LIST;
    if (ehlo)
        note_smtp_line(d, line);
    if (code == 0)
        return true;
    if (d->state == GREETING && code == 220) {
        d->clear_login = PHS_NO;
        return ask(d, LIST, d->kind == PHS_STARTTLS_LMTP ? "LHLO phiscope.invalid" : "EHLO phiscope.invalid");
    }
    if (ehlo && code == 250)
        return d->offers ? ask(d, GO, "STARTTLS") : not_offered(d, "QUIT");
    if (ehlo && (code == 500 || code == 502)) /* a server that knows no extensions knows no STARTTLS */
        return not_offered(d, "QUIT");
    if (d->state == GO && code > 0)
        return code == 220 ? ready(d) : refused(d);
    return unclear(d, line);
}

static bool ftp(struct phs_starttls *d, struct phs_slice line) {
    int code = reply(d, line);
    if (code == 0)
        return true;
    if (d->state == GREETING && code == 220)
        return ask(d, GO, "AUTH TLS");
    if (d->state == GO && code == 234)
        return ready(d);
    if (d->state == GO && code >= 500 && code < 600)
        return not_offered(d, "QUIT");
    if (d->state == GO && code != 421 && code >= 400)
        return refused(d);
    return unclear(d, line);
}

/* After a tag: 1 for OK, 0 for NO and BAD, -1 for another line. */
static int tagged(struct phs_slice line, const char *tag) {
    size_t n = strlen(tag);
    if (!istarts(line, tag) || line.len <= n || line.ptr[n] != ' ')
        return -1;
    struct phs_slice rest = phs_slice_n(line.ptr + n + 1, line.len - n - 1);
    return istarts(rest, "OK") && (rest.len == 2 || rest.ptr[2] == ' ');
}

static bool imap(struct phs_starttls *d, struct phs_slice line) {
    int end = tagged(line, d->state == GO ? "p2" : "p1");
    if (d->state == GREETING)
        return istarts(line, "* OK") ? ask(d, LIST, "p1 CAPABILITY") : unclear(d, line);
    if (istarts(line, "* BYE"))
        return unclear(d, line);
    if (d->state == LIST && istarts(line, "* CAPABILITY ")) {
        d->offers |= holds(line, "STARTTLS");
        d->clear_login = holds(line, "LOGINDISABLED") ? PHS_NO : PHS_YES;
    }
    if (end < 0)
        return istarts(line, "* ") ? true : unclear(d, line);
    if (d->state == GO)
        return end ? ready(d) : refused(d);
    if (!end)
        return unclear(d, line);
    return d->offers ? ask(d, GO, "p2 STARTTLS") : not_offered(d, "p2 LOGOUT");
}

static bool pop3_list(struct phs_starttls *d, struct phs_slice line) {
    if (!d->code) { /* the line that says whether a list follows */
        d->code = 1;
        return istarts(line, "+OK") ? true : ask(d, GO, "STLS"); /* no CAPA is no answer to STLS */
    }
    if (phs_slice_is(line, "."))
        return d->offers ? ask(d, GO, "STLS") : not_offered(d, "QUIT");
    d->offers |= phs_slice_ieq(phs_slice_trim(line), PHS_SLICE("STLS"));
    if (d->clear_login == PHS_MAYBE)
        d->clear_login = PHS_NO;
    if (phs_slice_ieq(phs_slice_trim(line), PHS_SLICE("USER")) || (istarts(line, "SASL ") && takes_passwords(line)))
        d->clear_login = PHS_YES;
    return true;
}

static bool pop3(struct phs_starttls *d, struct phs_slice line) {
    if (d->state == LIST)
        return pop3_list(d, line);
    if (d->state == GREETING)
        return istarts(line, "+OK") ? ask(d, LIST, "CAPA") : unclear(d, line);
    if (istarts(line, "-ERR"))
        return d->offers ? refused(d) : not_offered(d, "QUIT");
    return istarts(line, "+OK") ? ready(d) : unclear(d, line);
}

static bool nntp_list(struct phs_starttls *d, struct phs_slice line) {
    bool last = false;
    int code = d->code ? 0 : code_of(line, &last);
    if (!d->code && code != 101)
        return code == 500 || code == 480 ? ask(d, GO, "STARTTLS") : unclear(d, line);
    if (!d->code) {
        d->code = 1;
        d->clear_login = PHS_NO;
        return true;
    }
    if (phs_slice_is(line, "."))
        return d->offers ? ask(d, GO, "STARTTLS") : not_offered(d, "QUIT");
    d->offers |= phs_slice_ieq(phs_slice_trim(line), PHS_SLICE("STARTTLS"));
    if (istarts(line, "AUTHINFO") && holds(line, "USER"))
        d->clear_login = PHS_YES;
    return true;
}

static bool nntp(struct phs_starttls *d, struct phs_slice line) {
    bool last = false;
    if (d->state == LIST)
        return nntp_list(d, line);
    int code = code_of(line, &last);
    if (d->state == GREETING)
        return code == 200 || code == 201 ? ask(d, LIST, "CAPABILITIES") : unclear(d, line);
    if (code == 382)
        return ready(d);
    if (code < 400 || code == 400)
        return unclear(d, line);
    return d->offers ? refused(d) : not_offered(d, "QUIT");
}

static bool sieve(struct phs_starttls *d, struct phs_slice line) {
    bool ok = istarts(line, "OK") && (line.len == 2 || strchr(" \"(", line.ptr[2]));
    bool no = istarts(line, "NO") && (line.len == 2 || strchr(" \"(", line.ptr[2]));
    if (istarts(line, "BYE") || (d->state == GREETING && no))
        return unclear(d, line);
    if (d->state == GO)
        return ok ? ready(d) : no ? refused(d) : unclear(d, line);
    if (ok)
        return d->offers ? ask(d, GO, "STARTTLS") : not_offered(d, "LOGOUT");
    if (!istarts(line, "\""))
        return unclear(d, line);
    if (d->clear_login == PHS_MAYBE)
        d->clear_login = PHS_NO;
    d->offers |= istarts(line, "\"STARTTLS\"");
    if (istarts(line, "\"SASL\"") && takes_passwords(line))
        d->clear_login = PHS_YES;
    return true;
}

bool phs_starttls_lines(struct phs_starttls *d) {
    static bool (*const dialogues[PHS_STARTTLS_KINDS])(struct phs_starttls *, struct phs_slice) = {
        [PHS_STARTTLS_SMTP] = smtp, [PHS_STARTTLS_LMTP] = smtp, [PHS_STARTTLS_IMAP] = imap,  [PHS_STARTTLS_POP3] = pop3,
        [PHS_STARTTLS_FTP] = ftp,   [PHS_STARTTLS_NNTP] = nntp, [PHS_STARTTLS_SIEVE] = sieve};
    struct phs_slice rest = phs_starttls_pending(d);
    const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
    struct phs_slice line = phs_slice_n(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
    if (line.len > PHS_STARTTLS_LONGEST_LINE)
        return phs_starttls_end(d, PHS_STARTTLS_UNCLEAR, "it sent a line that no server of its protocol sends");
    if (!end)
        return false;
    d->at += line.len + 1;
    while (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return dialogues[d->kind](d, line);
}
