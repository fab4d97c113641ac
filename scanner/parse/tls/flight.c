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

void phs_flight_done(struct phs_flight_reader *reader) {
    phs_buf_done(&reader->in);
    phs_buf_done(&reader->messages);
}

static enum phs_flight_state broken(struct phs_flight_reader *reader, const char *why) {
    const bool not_tls = reader->flight.not_tls;
    reader->flight = (struct phs_tls_flight){.state = PHS_FLIGHT_BROKEN, .why = why, .not_tls = not_tls};
    return PHS_FLIGHT_BROKEN;
}

static bool read_messages(struct phs_flight_reader *reader) {
    struct phs_tls_flight *flight = &reader->flight;
    const struct phs_tls_flight blank = {.warned = flight->warned};
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

static enum phs_flight_state take_record(struct phs_flight_reader *reader, unsigned type, struct phs_slice body) {
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
    return take_record(reader, type, body);
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
