/* SPDX-License-Identifier: Apache-2.0 */
/* A server's answer, whole and in pieces: both must be read alike. The first byte says which hello it answers and how it is
 * cut; 255, that they are messages which were sealed. */
#include <stdlib.h>

#include "parse/tls/flight.h"
#include "parse/tls/message.h"
#include "parse/tls/suite.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 64 << 10 };

static enum phs_flight_state feed(struct phs_flight_reader *reader, const uint8_t *data, size_t size, size_t step) {
    for (size_t at = 0; at < size; at += step) {
        size_t n = size - at < step ? size - at : step;
        uint8_t *piece = malloc(n); /* so that reading past a piece shows */
        memcpy(piece, data + at, n);
        phs_flight_feed(reader, piece, n);
        free(piece);
    }
    return reader->flight.state;
}

static void touch(const struct phs_tls_flight *flight) {
    struct phs_slice list = flight->certificates, der;
    unsigned sum = 0;
    while (phs_tls_certificate_next(&list, flight->extended, &der))
        for (size_t i = 0; i < der.len; i++)
            sum += (uint8_t)der.ptr[i];
    for (size_t i = 0; i < flight->dh_prime.len; i++)
        sum += (uint8_t)flight->dh_prime.ptr[i];
    for (size_t i = 0; i < flight->staple.len; i++)
        sum += (uint8_t)flight->staple.ptr[i];
    if (sum == 0x7fffffff || strlen(flight->alpn) >= sizeof flight->alpn || flight->dh_bits > 8 * flight->dh_prime.len)
        __builtin_trap();
    if (flight->state == PHS_FLIGHT_CHOSEN && !flight->has_hello)
        __builtin_trap();
    if (flight->state == PHS_FLIGHT_BROKEN && !flight->why)
        __builtin_trap();
}

/* Messages of TLS 1.3 as they are once they were opened: one after another, each with its type and length. */
static void read_sealed(const uint8_t *data, size_t size) {
    struct phs_tls_flight flight = {.opens = true, .has_hello = true, .version = PHS_TLS13};
    while (size >= 4 && !flight.done) {
        size_t length = (size_t)data[1] << 16 | (size_t)data[2] << 8 | data[3];
        if (length > size - 4)
            break;
        if (!phs_tls_message_read(&flight, data[0], phs_slice_n((const char *)data + 4, length)))
            break;
        data += 4 + length;
        size -= 4 + length;
    }
    touch(&flight);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_flight_reader whole, pieces;
    if (size < 2 || size > MOST_BYTES)
        return 0;
    if (data[0] == 0xff)
        read_sealed(data + 1, size - 1);
    bool ssl2 = data[0] & 1;
    phs_flight_init(&whole, ssl2);
    phs_flight_init(&pieces, ssl2);
    enum phs_flight_state once = feed(&whole, data + 1, size - 1, size);
    enum phs_flight_state often = feed(&pieces, data + 1, size - 1, 1 + (data[0] >> 1));
    if (once != often || whole.flight.suite != pieces.flight.suite ||
        whole.flight.certificates.len != pieces.flight.certificates.len)
        __builtin_trap();
    touch(&whole.flight);
    touch(&pieces.flight);
    phs_flight_done(&whole);
    phs_flight_done(&pieces);
    return 0;
}
