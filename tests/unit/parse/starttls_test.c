/* SPDX-License-Identifier: Apache-2.0 */
/* Dialogues before TLS: what is said, what the server's answers add up to, and what no honest server sends. */
#include <criterion/criterion.h>

#include "parse/starttls.h"

static struct phs_arena *arena;

static void open_arena(void) {
    arena = phs_arena_new();
}

static void close_arena(void) {
    phs_arena_free(arena);
}

TestSuite(starttls, .init = open_arena, .fini = close_arena);

#define MORE PHS_STARTTLS_MORE
#define READY PHS_STARTTLS_READY
#define NONE PHS_STARTTLS_NOT_OFFERED
#define REFUSED PHS_STARTTLS_REFUSED
#define UNCLEAR PHS_STARTTLS_UNCLEAR
#define POSTGRES_ASKS "\0\0\0\x08\x04\xd2\x16\x2f"
#define LDAP_ASKS                                                                                                              \
    "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"                                                                                     \
    "1.3.6.1.4.1.1466.20037"
#define MYSQL_GREETS(capabilities)                                                                                             \
    "\x1c\0\0\0\x0a"                                                                                                           \
    "8.0.36\0"                                                                                                                 \
    "\1\0\0\0"                                                                                                                 \
    "abcdefgh\0" capabilities "\x21\2\0\0\0"
#define MYSQL_ASKS "\x20\0\0\1\1\x8a\0\0\0\0\0\1\x21\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define XMPP_OPENS(space, to)                                                                                                  \
    "<?xml version='1.0'?><stream:stream xmlns='jabber:" space "' xmlns:stream='http://etherx.jabber.org/streams'" to          \
    " version='1.0'>"
#define TEXT(literal)                                                                                                          \
    { literal, sizeof(literal) - 1 }

struct row {
    const char *scenario;
    enum phs_starttls_kind kind;
    struct phs_slice server, client; /* all that either says */
    enum phs_starttls_step end;
    enum phs_tri clear_login;
};

static const struct row rows[] = {
    {"mail server", PHS_STARTTLS_SMTP, TEXT("220 mx\r\n250-mx\r\n250-AUTH CRAM-MD5\r\n250 STARTTLS\r\n220 go\r\n"),
     TEXT("EHLO phiscope.invalid\r\nSTARTTLS\r\n"), READY, PHS_NO},
    {"mail server that takes passwords in clear", PHS_STARTTLS_SMTP,
     TEXT("220-mx\r\n220 waits\r\n250-mx\r\n250-starttls\r\n250 AUTH PLAIN LOGIN\r\n220 go\r\n"),
     TEXT("EHLO phiscope.invalid\r\nSTARTTLS\r\n"), READY, PHS_YES},
    {"mail server without", PHS_STARTTLS_SMTP, TEXT("220 mx\r\n250-mx\r\n250 8BITMIME\r\n"),
     TEXT("EHLO phiscope.invalid\r\nQUIT\r\n"), NONE, PHS_NO},
    {"STARTTLS inside another word", PHS_STARTTLS_SMTP, TEXT("220 mx\r\n250-XSTARTTLS\r\n250 STARTTLSX\r\n"),
     TEXT("EHLO phiscope.invalid\r\nQUIT\r\n"), NONE, PHS_NO},
    {"mail server of 1989", PHS_STARTTLS_SMTP, TEXT("220 mx\r\n500 what\r\n"), TEXT("EHLO phiscope.invalid\r\nQUIT\r\n"), NONE,
     PHS_NO},
    {"mail server that is busy", PHS_STARTTLS_SMTP, TEXT("421 later\r\n"), TEXT(""), UNCLEAR, PHS_MAYBE},
    {"mail server that lost its key", PHS_STARTTLS_SMTP, TEXT("220 mx\r\n250 STARTTLS\r\n454 not now\r\n"),
     TEXT("EHLO phiscope.invalid\r\nSTARTTLS\r\n"), REFUSED, PHS_MAYBE},
    {"code that changes inside a reply", PHS_STARTTLS_SMTP, TEXT("220 mx\r\n250-mx\r\n550 no\r\n"),
     TEXT("EHLO phiscope.invalid\r\n"), UNCLEAR, PHS_MAYBE},
    {"line behind the word to go", PHS_STARTTLS_SMTP, TEXT("220 mx\r\n250 STARTTLS\r\n220 go\r\n250 injected\r\n"),
     TEXT("EHLO phiscope.invalid\r\nSTARTTLS\r\n"), UNCLEAR, PHS_MAYBE},
    {"web server", PHS_STARTTLS_SMTP, TEXT("HTTP/1.1 400 Bad Request\r\n"), TEXT(""), UNCLEAR, PHS_MAYBE},
    {"delivery", PHS_STARTTLS_LMTP, TEXT("220 lda\r\n250 STARTTLS\r\n220 go\r\n"),
     TEXT("LHLO phiscope.invalid\r\nSTARTTLS\r\n"), READY, PHS_NO},
    {"mailbox", PHS_STARTTLS_IMAP, TEXT("* OK hi\r\n* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\np1 OK\r\np2 ok go\r\n"),
     TEXT("p1 CAPABILITY\r\np2 STARTTLS\r\n"), READY, PHS_NO},
    {"mailbox that takes passwords in clear", PHS_STARTTLS_IMAP,
     TEXT("* OK hi\r\n* CAPABILITY IMAP4rev1 STARTTLS\r\nP1 OK\r\n* 3 EXISTS\r\np2 OK\r\n"),
     TEXT("p1 CAPABILITY\r\np2 STARTTLS\r\n"), READY, PHS_YES},
    {"mailbox without", PHS_STARTTLS_IMAP, TEXT("* OK hi\r\n* CAPABILITY IMAP4rev1\r\np1 OK\r\n"),
     TEXT("p1 CAPABILITY\r\np2 LOGOUT\r\n"), NONE, PHS_YES},
    {"mailbox that refuses", PHS_STARTTLS_IMAP, TEXT("* OK hi\r\n* CAPABILITY STARTTLS\r\np1 OK\r\np2 NO no\r\n"),
     TEXT("p1 CAPABILITY\r\np2 STARTTLS\r\n"), REFUSED, PHS_MAYBE},
    {"mailbox that hangs up", PHS_STARTTLS_IMAP, TEXT("* BYE\r\n"), TEXT(""), UNCLEAR, PHS_MAYBE},
    {"mailbox of somebody who is logged in", PHS_STARTTLS_IMAP, TEXT("* PREAUTH\r\n"), TEXT(""), UNCLEAR, PHS_MAYBE},
    {"post office", PHS_STARTTLS_POP3, TEXT("+OK\r\n+OK list\r\nSTLS\r\nSASL SCRAM-SHA-256\r\n.\r\n+OK go\r\n"),
     TEXT("CAPA\r\nSTLS\r\n"), READY, PHS_NO},
    {"post office without a list", PHS_STARTTLS_POP3, TEXT("+OK\r\n-ERR\r\n+OK go\r\n"), TEXT("CAPA\r\nSTLS\r\n"), READY,
     PHS_MAYBE},
    {"post office without", PHS_STARTTLS_POP3, TEXT("+OK\r\n+OK\r\nUSER\r\n.\r\n"), TEXT("CAPA\r\nQUIT\r\n"), NONE, PHS_YES},
    {"post office without either", PHS_STARTTLS_POP3, TEXT("+OK\r\n-ERR\r\n-ERR\r\n"), TEXT("CAPA\r\nSTLS\r\nQUIT\r\n"), NONE,
     PHS_MAYBE},
    {"post office that refuses", PHS_STARTTLS_POP3, TEXT("+OK\r\n+OK\r\nSTLS\r\n.\r\n-ERR\r\n"), TEXT("CAPA\r\nSTLS\r\n"),
     REFUSED, PHS_MAYBE},
    {"files", PHS_STARTTLS_FTP, TEXT("220-hi\r\n hello there\r\n230 not the end\r\n220 end\r\n234 go\r\n"),
     TEXT("AUTH TLS\r\n"), READY, PHS_MAYBE},
    {"files without", PHS_STARTTLS_FTP, TEXT("220 hi\r\n502 no\r\n"), TEXT("AUTH TLS\r\nQUIT\r\n"), NONE, PHS_MAYBE},
    {"files that refuse", PHS_STARTTLS_FTP, TEXT("220 hi\r\n431 no key\r\n"), TEXT("AUTH TLS\r\n"), REFUSED, PHS_MAYBE},
    {"files for few", PHS_STARTTLS_FTP, TEXT("220 hi\r\n421 too many\r\n"), TEXT("AUTH TLS\r\n"), UNCLEAR, PHS_MAYBE},
    {"news", PHS_STARTTLS_NNTP, TEXT("201 hi\r\n101 list\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n382 go\r\n"),
     TEXT("CAPABILITIES\r\nSTARTTLS\r\n"), READY, PHS_NO},
    {"news without", PHS_STARTTLS_NNTP, TEXT("200 hi\r\n101 list\r\nAUTHINFO USER\r\n.\r\n"), TEXT("CAPABILITIES\r\nQUIT\r\n"),
     NONE, PHS_YES},
    {"old news", PHS_STARTTLS_NNTP, TEXT("200 hi\r\n500 what\r\n500 what\r\n"), TEXT("CAPABILITIES\r\nSTARTTLS\r\nQUIT\r\n"),
     NONE, PHS_MAYBE},
    {"news that refuse", PHS_STARTTLS_NNTP, TEXT("200 hi\r\n101\r\nSTARTTLS\r\n.\r\n580 no\r\n"),
     TEXT("CAPABILITIES\r\nSTARTTLS\r\n"), REFUSED, PHS_MAYBE},
    {"filters", PHS_STARTTLS_SIEVE, TEXT("\"SIEVE\" \"fileinto\"\r\n\"SASL\" \"\"\r\n\"STARTTLS\"\r\nOK \"hi\"\r\nOK\r\n"),
     TEXT("STARTTLS\r\n"), READY, PHS_NO},
    {"filters without", PHS_STARTTLS_SIEVE, TEXT("\"SASL\" \"PLAIN\"\r\nOK\r\n"), TEXT("LOGOUT\r\n"), NONE, PHS_YES},
    {"filters that refuse", PHS_STARTTLS_SIEVE, TEXT("\"STARTTLS\"\r\nOK\r\nNO \"no\"\r\n"), TEXT("STARTTLS\r\n"), REFUSED,
     PHS_MAYBE},
    {"database", PHS_STARTTLS_POSTGRES, TEXT("S"), TEXT(POSTGRES_ASKS), READY, PHS_MAYBE},
    {"database without", PHS_STARTTLS_POSTGRES, TEXT("N"), TEXT(POSTGRES_ASKS), NONE, PHS_MAYBE},
    {"database with an error", PHS_STARTTLS_POSTGRES, TEXT("E\0\0\0"), TEXT(POSTGRES_ASKS), UNCLEAR, PHS_MAYBE},
    {"database with an answer too many", PHS_STARTTLS_POSTGRES, TEXT("SR"), TEXT(POSTGRES_ASKS), UNCLEAR, PHS_MAYBE},
    {"mysql", PHS_STARTTLS_MYSQL, TEXT(MYSQL_GREETS("\xff\xff")), TEXT(MYSQL_ASKS), READY, PHS_MAYBE},
    {"mysql without", PHS_STARTTLS_MYSQL, TEXT(MYSQL_GREETS("\xff\xf7")), TEXT(""), NONE, PHS_MAYBE},
    {"mysql that knows us not", PHS_STARTTLS_MYSQL, TEXT("\5\0\0\0\xff\x6a\4no"), TEXT(""), UNCLEAR, PHS_MAYBE},
    {"mysql of 1998", PHS_STARTTLS_MYSQL,
     TEXT("\3\0\0\0\x09"
          "a\0"),
     TEXT(""), UNCLEAR, PHS_MAYBE},
    {"mysql greeting that ends early", PHS_STARTTLS_MYSQL,
     TEXT("\4\0\0\0\x0a"
          "8\0\1"),
     TEXT(""), UNCLEAR, PHS_MAYBE},
    {"directory", PHS_STARTTLS_LDAP, TEXT("\x30\x0c\2\1\1\x78\7\x0a\1\0\4\0\4\0"), TEXT(LDAP_ASKS), READY, PHS_MAYBE},
    {"directory with long lengths", PHS_STARTTLS_LDAP, TEXT("\x30\x84\0\0\0\x10\2\1\1\x78\x84\0\0\0\7\x0a\1\0\4\0\4\0"),
     TEXT(LDAP_ASKS), READY, PHS_MAYBE},
    {"directory without", PHS_STARTTLS_LDAP, TEXT("\x30\x0c\2\1\1\x78\7\x0a\1\2\4\0\4\0"), TEXT(LDAP_ASKS), NONE, PHS_MAYBE},
    {"directory that is busy", PHS_STARTTLS_LDAP, TEXT("\x30\x0c\2\1\1\x78\7\x0a\1\x34\4\0\4\0"), TEXT(LDAP_ASKS), REFUSED,
     PHS_MAYBE},
    {"directory with an endless message", PHS_STARTTLS_LDAP, TEXT("\x30\x84\x7f\xff\xff\xff"), TEXT(LDAP_ASKS), UNCLEAR,
     PHS_MAYBE},
    {"directory with another answer", PHS_STARTTLS_LDAP, TEXT("\x30\x0c\2\1\1\x61\7\x0a\1\0\4\0\4\0"), TEXT(LDAP_ASKS), UNCLEAR,
     PHS_MAYBE},
    {"chat", PHS_STARTTLS_XMPP,
     TEXT("<?xml version='1.0'?><stream:stream id='1'><stream:features><starttls xmlns='urn'><required/></starttls>"
          "</stream:features><proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
     TEXT(XMPP_OPENS("client", " to='chat.example'") "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"), READY, PHS_NO},
    {"chat between servers", PHS_STARTTLS_XMPP_SERVER,
     TEXT("<stream:stream><stream:features><starttls/><mechanisms><mechanism>PLAIN</mechanism></mechanisms></stream:features>\n"
          "<proceed xmlns='x'></proceed>"),
     TEXT(XMPP_OPENS("server", " to='chat.example'") "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"), READY, PHS_YES},
    {"chat without", PHS_STARTTLS_XMPP, TEXT("<stream:stream><stream:features/>"),
     TEXT(XMPP_OPENS("client", " to='chat.example'") "</stream:stream>"), NONE, PHS_NO},
    {"chat for others", PHS_STARTTLS_XMPP, TEXT("<stream:stream><stream:error><host-unknown/></stream:error></stream:stream>"),
     TEXT(XMPP_OPENS("client", " to='chat.example'")), UNCLEAR, PHS_MAYBE},
    {"chat that refuses", PHS_STARTTLS_XMPP, TEXT("<stream:features><starttls/></stream:features><failure/></stream:stream>"),
     TEXT(XMPP_OPENS("client", " to='chat.example'") "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"), REFUSED,
     PHS_MAYBE},
    {"no chat", PHS_STARTTLS_XMPP, TEXT("SSH-2.0"), TEXT(XMPP_OPENS("client", " to='chat.example'")), UNCLEAR, PHS_MAYBE},
    {"silence", PHS_STARTTLS_SMTP, TEXT(""), TEXT(""), MORE, PHS_MAYBE},
    {"TLS at once", PHS_STARTTLS_NONE, TEXT(""), TEXT(""), READY, PHS_MAYBE},
};

/* Feeds in pieces of so many bytes and compares what was said in all. */
static void converse(const struct row *row, size_t piece) {
    struct phs_starttls *dialogue = phs_starttls_new(arena, row->kind, "chat.example");
    struct phs_starttls_turn turn = phs_starttls_feed(dialogue, PHS_SLICE(""));
    char said[2048];
    size_t n = 0;
    for (size_t at = 0;; at += piece) {
        cr_assert_leq(n + turn.send.len, sizeof said, "%s", row->scenario);
        memcpy(said + n, turn.send.ptr, turn.send.len);
        n += turn.send.len;
        if (at >= row->server.len)
            break;
        turn = phs_starttls_feed(
            dialogue, phs_slice_n(row->server.ptr + at, row->server.len - at < piece ? row->server.len - at : piece));
    }
    cr_expect_eq(turn.step, row->end, "%s in pieces of %zu: step %d: %s", row->scenario, piece, (int)turn.step, turn.why);
    cr_expect(phs_slice_eq(phs_slice_n(said, n), row->client), "%s in pieces of %zu: said %.*s", row->scenario, piece, (int)n,
              said);
    cr_expect_eq((*turn.why != '\0'), turn.step != MORE && turn.step != READY, "%s: %s", row->scenario, turn.why);
    cr_expect_eq(phs_starttls_clear_login(dialogue), row->clear_login, "%s: clear login", row->scenario);
}

/* A server that speaks in one go gives the same end as one that hesitates, but for what it says behind the word to go. */
Test(starttls, ends_as_the_server_says_whatever_the_pieces) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        converse(&rows[i], 4096);
        if (rows[i].end != UNCLEAR)
            converse(&rows[i], 1);
        if (rows[i].end != UNCLEAR)
            converse(&rows[i], 7);
    }
}

Test(starttls, ends_a_server_that_never_stops) {
    for (unsigned kind = PHS_STARTTLS_SMTP; kind < PHS_STARTTLS_KINDS; kind++) {
        static const char *const fillers[] = {"220-mx\r\n", "aaaaaaaa", "* OK\r\n", "\"A\"\r\n", "<a>", "\x30\x84\0\0"};
        for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++) {
            struct phs_starttls *dialogue = phs_starttls_new(arena, (enum phs_starttls_kind)kind, NULL);
            struct phs_starttls_turn turn = phs_starttls_feed(dialogue, PHS_SLICE(""));
            for (unsigned i = 0; i < PHS_STARTTLS_MOST && turn.step == MORE; i++)
                turn = phs_starttls_feed(dialogue, phs_slice(fillers[f]));
            cr_expect_neq(turn.step, MORE, "%s: %s", phs_starttls_word((enum phs_starttls_kind)kind), fillers[f]);
        }
    }
}

Test(starttls, repeats_its_end) {
    struct phs_starttls *dialogue = phs_starttls_new(arena, PHS_STARTTLS_POSTGRES, NULL);
    phs_starttls_feed(dialogue, PHS_SLICE(""));
    cr_expect_eq(phs_starttls_feed(dialogue, PHS_SLICE("N")).step, NONE);
    struct phs_starttls_turn again = phs_starttls_feed(dialogue, PHS_SLICE("S"));
    cr_expect_eq(again.step, NONE);
    cr_expect_eq(again.send.len, 0);
}

Test(starttls, says_no_name_that_would_break_out_of_its_quotes) {
    static const char *const names[] = {"a'/><evil/>", "a b", "", "a\"b", "[::1]", "a<b"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct phs_starttls *dialogue = phs_starttls_new(arena, PHS_STARTTLS_XMPP, names[i]);
        struct phs_slice said = phs_starttls_feed(dialogue, PHS_SLICE("")).send;
        cr_expect(phs_slice_eq(said, PHS_SLICE(XMPP_OPENS("client", ""))), "%s: %.*s", names[i], (int)said.len, said.ptr);
    }
}
