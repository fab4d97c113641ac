/* SPDX-License-Identifier: Apache-2.0 */
/* Records into messages. Slices of the flight point into the buffer of messages: whenever that moves, all are read anew. */
#include "parse/tls/flight.h"

#include "parse/tls/cursor.h"
#include "parse/tls/message.h"

enum {
    CHANGE_CIPHER = 20,
    ALERT = 21,
    HANDSHAKE = 22,
    APPLICATION = 23,
    HEARTBEAT = 24,
    LARGEST_RECORD = 16384 + 2048,
    WARNING = 1,
    MOST_MESSAGES = 64
};

void phs_flight_init(struct phs_flight_reader *reader, bool ssl2) {
    *reader = (struct phs_flight_reader){.ssl2 = ssl2};
    phs_buf_init(&reader->in, PHS_FLIGHT_MOST_BYTES);
    phs_buf_init(&reader->messages, PHS_FLIGHT_MOST_BYTES);
}

void phs_flight_init_open(struct phs_flight_reader *reader, struct phs_slice hello) {
    enum { RECORD_HEAD = 5 };
    phs_flight_init(reader, false);
    reader->flight.opens = true;
    phs_buf_init(&reader->asked, PHS_FLIGHT_MOST_BYTES);
    if (hello.len > RECORD_HEAD)
        phs_buf_add(&reader->asked, hello.ptr + RECORD_HEAD, hello.len - RECORD_HEAD);
}

void phs_flight_done(struct phs_flight_reader *reader) {
    if (reader->flight.opens)
        phs_buf_done(&reader->asked);
    if (reader->sealed)
        explicit_bzero(reader->sealed, sizeof *reader->sealed);
    free(reader->sealed);
    phs_buf_done(&reader->in);
    phs_buf_done(&reader->messages);
}

static enum phs_flight_state broken(struct phs_flight_reader *reader, const char *why) {
    const bool not_tls = reader->flight.not_tls;
    reader->flight =
        (struct phs_tls_flight){.state = PHS_FLIGHT_BROKEN, .why = why, .not_tls = not_tls, .opens = reader->flight.opens};
    return PHS_FLIGHT_BROKEN;
}

static bool read_messages(struct phs_flight_reader *reader) {
    struct phs_tls_flight *flight = &reader->flight;
    const struct phs_tls_flight blank = {.warned = flight->warned, .opens = flight->opens};
    struct phs_cursor cursor = phs_cursor(phs_slice_n(reader->messages.ptr, reader->messages.len));
    *flight = blank;
    reader->read = 0;
    for (int n = 0; !flight->done && phs_cursor_left(&cursor) >= 4; n++) {
        unsigned type = phs_cursor_number(&cursor, 1);
        size_t length = phs_cursor_number(&cursor, 3);
        if (length > PHS_FLIGHT_MOST_MESSAGE || n == MOST_MESSAGES) {
            flight->why =
                n == MOST_MESSAGES ? "it sends more messages than any" : "it announces a message that is longer than any";
            return false;
        }
        if (phs_cursor_left(&cursor) < length)
            break;
        if (!phs_tls_message_read(flight, type, phs_cursor_bytes(&cursor, length)))
            return false;
        reader->read = reader->messages.len - phs_cursor_left(&cursor);
    }
    return true;
}

/* Whether bytes of messages hold one more whole message than was read before: so a long one that dribbles in is not read anew
 * with every record. */
static bool has_whole_message(const struct phs_flight_reader *reader) {
    if (reader->messages.len - reader->read < 4)
        return false;
    struct phs_cursor cursor =
        phs_cursor(phs_slice_n(reader->messages.ptr + reader->read, reader->messages.len - reader->read));
    phs_cursor_number(&cursor, 1);
    size_t length = phs_cursor_number(&cursor, 3);
    return length > PHS_FLIGHT_MOST_MESSAGE || phs_cursor_left(&cursor) >= length;
}

static enum phs_flight_state take_handshake(struct phs_flight_reader *reader, struct phs_slice body) {
    const char *before = reader->messages.ptr;
    phs_buf_slice(&reader->messages, body);
    if (reader->messages.failed)
        return broken(reader, "its answer is longer than any");
    if (!has_whole_message(reader) && reader->messages.ptr == before)
        return PHS_FLIGHT_MORE;
    if (!read_messages(reader))
        return broken(reader, reader->flight.why);
    return reader->flight.state = reader->flight.done ? PHS_FLIGHT_CHOSEN : PHS_FLIGHT_MORE;
}

static enum phs_flight_state take_alert(struct phs_flight_reader *reader, struct phs_slice body) {
    if (body.len < 2)
        return broken(reader, "its alert is cut short");
    if (body.ptr[0] == WARNING && body.ptr[1] != 0) {
        reader->flight.warned = (uint8_t)body.ptr[1]; /* "unrecognized name": the handshake goes on */
        return PHS_FLIGHT_MORE;
    }
    reader->flight.alert_level = (uint8_t)body.ptr[0];
    reader->flight.alert = (uint8_t)body.ptr[1];
    return reader->flight.state = PHS_FLIGHT_ALERT;
}

static bool is_sealed(const struct phs_tls_flight *flight) {
    return flight->opens && flight->has_hello && flight->version == PHS_TLS13;
}

/* The messages so far are the server's hello alone. */
static bool begin_opening(struct phs_flight_reader *reader) {
    const struct phs_tls_flight *flight = &reader->flight;
    const struct phs_buf *said = &reader->messages, *asked = &reader->asked;
    if (flight->suite != PHS_SEALED_SUITE || flight->group != PHS_SEALED_GROUP || said->len != reader->read)
        return false;
    reader->sealed = calloc(1, sizeof *reader->sealed);
    return reader->sealed && phs_sealed_begin(reader->sealed, phs_slice_n(asked->ptr ? asked->ptr : "", asked->len),
                                              phs_slice_n(said->ptr, said->len), flight->share);
}

static enum phs_flight_state take_sealed(struct phs_flight_reader *reader, struct phs_slice head, struct phs_slice body) {
    uint8_t plain[LARGEST_RECORD];
    size_t length;
    unsigned type;
    if (!reader->sealed && !begin_opening(reader))
        return broken(reader, "it chose what was not offered");
    if (!phs_sealed_open(reader->sealed, head, body, plain, &length, &type))
        return broken(reader, "what it seals does not open");
    struct phs_slice content = phs_slice_n((const char *)plain, length);
    if (type == HANDSHAKE)
        return take_handshake(reader, content);
    return type == ALERT ? take_alert(reader, content) : broken(reader, "it sends data before the handshake is done");
}

static enum phs_flight_state take_record(struct phs_flight_reader *reader, unsigned type, struct phs_slice head,
                                         struct phs_slice body) {
    if (is_sealed(&reader->flight)) {
        if (type == APPLICATION)
            return take_sealed(reader, head, body);
        if (type == HANDSHAKE)
            return broken(reader, "it goes on in clear where TLS 1.3 seals");
        if (type == CHANGE_CIPHER)
            return PHS_FLIGHT_MORE; /* RFC 8446, D.4 */
    }
    switch (type) {
    case HANDSHAKE:
        return take_handshake(reader, body);
    case ALERT:
        return take_alert(reader, body);
    case CHANGE_CIPHER: /* behind a hello: a session is resumed and the rest is encrypted; else RFC 8446, D.4 */
        return reader->flight.state = reader->flight.has_hello ? PHS_FLIGHT_CHOSEN : PHS_FLIGHT_MORE;
    default:
        return broken(reader, "it sends data before the handshake is done");
    }
}

static bool is_record_type(unsigned type) {
    return type >= CHANGE_CIPHER && type <= HEARTBEAT;
}

static enum phs_flight_state take_ssl2(struct phs_flight_reader *reader, struct phs_cursor cursor) {
    unsigned first = *cursor.at;
    bool padded = !(first & 0x80);
    size_t length = phs_cursor_number(&cursor, 2) & (padded ? 0x3fff : 0x7fff);
    size_t padding = padded ? phs_cursor_number(&cursor, 1) : 0;
    if (cursor.failed || phs_cursor_left(&cursor) < length)
        return PHS_FLIGHT_MORE;
    if (length < padding)
        return broken(reader, "its answer is no hello of SSLv2");
    struct phs_slice body = phs_cursor_bytes(&cursor, length - padding);
    if (!phs_ssl2_message_read(&reader->flight, body))
        return broken(reader, reader->flight.why);
    return reader->flight.state = PHS_FLIGHT_CHOSEN;
}

/* The next whole record of what came; MORE and no progress when there is none. */
static enum phs_flight_state take_next(struct phs_flight_reader *reader, bool *ret_progress) {
    struct phs_cursor cursor = phs_cursor(phs_slice_n(reader->in.ptr + reader->taken, reader->in.len - reader->taken));
    *ret_progress = false;
    if (phs_cursor_left(&cursor) < 1)
        return PHS_FLIGHT_MORE;
    if (reader->ssl2 && reader->taken == 0 && !is_record_type(*cursor.at))
        return take_ssl2(reader, cursor);
    if (!is_record_type(*cursor.at) || (phs_cursor_left(&cursor) >= 2 && cursor.at[1] != 3)) {
        reader->flight.not_tls = reader->taken == 0;
        return broken(reader,
                      reader->taken == 0 ? "it answers a TLS handshake with something else" : "its answer makes no sense");
    }
    struct phs_slice head = phs_slice_n((const char *)cursor.at, 5);
    unsigned type = phs_cursor_number(&cursor, 1);
    phs_cursor_number(&cursor, 2);
    size_t length = phs_cursor_number(&cursor, 2);
    if (!cursor.failed && length > LARGEST_RECORD)
        return broken(reader, "it announces a record that is longer than any");
    struct phs_slice body = phs_cursor_bytes(&cursor, length);
    if (cursor.failed)
        return PHS_FLIGHT_MORE;
    *ret_progress = true;
    reader->taken += 5 + length;
    return take_record(reader, type, head, body);
}

enum phs_flight_state phs_flight_feed(struct phs_flight_reader *reader, const void *bytes, size_t len) {
    bool progress = true;
    if (reader->flight.state != PHS_FLIGHT_MORE || len == 0)
        return reader->flight.state;
    reader->total += len;
    phs_buf_add(&reader->in, bytes, len);
    if (reader->in.failed)
        return broken(reader, "its answer is longer than any");
    while (progress && reader->flight.state == PHS_FLIGHT_MORE)
        take_next(reader, &progress);
    return reader->flight.state;
}
