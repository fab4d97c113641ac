/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a text speaks of patients at all: asked of every text that may be a note or a table, so at the speed of memory. */
#include <ctype.h>
#include <pthread.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "parse/health/record.h"

/* "dob", "pat_dob", "patientDob" and "dobText"; not some letters of a key. */
static bool stands_alone(struct phs_slice bytes, size_t at, size_t n) {
    unsigned char before = at ? (unsigned char)bytes.ptr[at - 1] : ' ', first = (unsigned char)bytes.ptr[at],
                  last = (unsigned char)bytes.ptr[at + n - 1],
                  after = at + n < bytes.len ? (unsigned char)bytes.ptr[at + n] : ' ';
    return (!isalnum(before) || (isupper(first) && islower(before))) && (!isalnum(after) || (islower(last) && isupper(after)));
}

static bool begins_with(struct phs_slice bytes, size_t at, const char *lower_word) {
    size_t k = 0, i = at;
    for (; lower_word[k] && i < bytes.len; k++) {
        if (lower_word[k] == ' ' && (isalpha((unsigned char)bytes.ptr[i]) || strchr("_-.", bytes.ptr[i]))) {
            i += !isalpha((unsigned char)bytes.ptr[i]); /* "memberId", "member_id" */
            continue;
        }
        if ((bytes.ptr[i] | 0x20) != lower_word[k])
            break;
        i++;
    }
    return !lower_word[k] && (k > 4 || stands_alone(bytes, at, k));
}

enum { LETTERS = 'w' - 'a' + 1, MOST_WORDS = 8, THREE_BITS = 15, BUCKETS = 8 };

static const char *const patient_words[LETTERS][MOST_WORDS] = {
    ['a' - 'a'] = {"autops", "allerg", "admission", "adm date", "asthma"},
    ['b' - 'a'] = {"birth", "benefic", "biops"},
    ['c' - 'a'] = {"clinic", "consultation", "cardiolog", "chest pain", "colonosc"},
    ['d' - 'a'] = {"dob", "diagnosi", "deceden", "dialysis", "d.o.b", "doctor", "diabet", "discharge"},
    ['e' - 'a'] = {"enrollee", "ehr"},
    ['g' - 'a'] = {"geburtsdat", "glucose"},
    ['h' - 'a'] = {"hicn", "hospital", "hypertens", "health plan", "hospice"},
    ['i' - 'a'] = {"insured", "immuniz"},
    ['m' - 'a'] = {"mrn", "medic", "member id", "mr#", "mammogra", "member:", "mychart"},
    ['n' - 'a'] = {"next of kin", "npi", "nurs", "nhs n", "nursing"},
    ['p' - 'a'] = {"patient", "pt name", "prescri", "physician", "pharmac", "prenatal", "proband", "prior auth"},
    ['s' - 'a'] = {"ssn", "social sec", "subscriber id", "surger"},
    ['t' - 'a'] = {"therapist", "treatment", "transplant"},
    ['v' - 'a'] = {"vaccin"},
    ['w' - 'a'] = {"wound car"}};

/* Of three bytes from a place: five bits each, so that the case does not count. */
static unsigned three_of(const char *at) {
    return ((unsigned)at[0] & 31) << 10 | ((unsigned)at[1] & 31) << 5 | ((unsigned)at[2] & 31);
}

/* Which words begin with which three bytes, a bit each: most places of a text fail by them. Where a word has a space there may
 * be anything. */
static uint64_t beginnings[(1u << THREE_BITS) / 64];

/* The same for many places at once: by half of a byte, the buckets of words that have such a byte there. */
static struct { uint8_t low[3][16], high[3][16]; } halves;

static void add_half(const char *word, size_t at, uint8_t bucket) {
    for (unsigned c = 0; c < 256; c++)
        if (word[at] == ' ' || (c | 0x20) == (unsigned char)word[at]) {
            halves.low[at][c & 15] |= bucket;
            halves.high[at][c >> 4] |= bucket;
        }
}

static void add_beginning(const char *word, uint8_t bucket) {
    unsigned three = three_of(word);
    for (unsigned other = 0; other < 32; other++) {
        unsigned one = word[1] == ' ' ? (three & ~(31u << 5)) | other << 5 : word[2] == ' ' ? (three & ~31u) | other : three;
        beginnings[one / 64] |= (uint64_t)1 << (one % 64);
    }
    for (size_t at = 0; at < 3; at++)
        add_half(word, at, bucket);
}

static void add_beginnings(void) {
    for (size_t c = 0; c < LETTERS; c++)
        for (size_t k = 0; k < MOST_WORDS && patient_words[c][k]; k++)
            add_beginning(patient_words[c][k], (uint8_t)(1u << (c % BUCKETS)));
}

static bool says_at(struct phs_slice bytes, size_t i) {
    unsigned three = three_of(bytes.ptr + i);
    if (!(beginnings[three / 64] >> (three % 64) & 1))
        return false;
    unsigned c = (unsigned)(bytes.ptr[i] | 0x20) - 'a';
    for (size_t k = 0; c < LETTERS && k < MOST_WORDS && patient_words[c][k]; k++)
        if (begins_with(bytes, i, patient_words[c][k]))
            return true;
    return false;
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static inline __m256i buckets_at(const char *at, size_t i) {
    const __m256i half = _mm256_set1_epi8(15), bytes = _mm256_loadu_si256((const __m256i_u *)(at + i));
    const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i_u *)halves.low[i]));
    const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i_u *)halves.high[i]));
    return _mm256_and_si256(_mm256_shuffle_epi8(low, _mm256_and_si256(bytes, half)),
                            _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)));
}

/* Moves *i on past the places of whole blocks; true: a word stands at one of them. */
__attribute__((target("avx2"))) static bool says_in_blocks(struct phs_slice bytes, size_t *i) {
    for (; *i + 34 <= bytes.len; *i += 32) {
        const char *at = bytes.ptr + *i;
        __m256i all = _mm256_and_si256(_mm256_and_si256(buckets_at(at, 0), buckets_at(at, 1)), buckets_at(at, 2));
        uint32_t places = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
        for (; places; places &= places - 1)
            if (says_at(bytes, *i + (unsigned)__builtin_ctz(places)))
                return true;
    }
    return false;
}
#endif

bool phs_health_speaks_of_patients(struct phs_slice bytes) {
    static pthread_once_t added = PTHREAD_ONCE_INIT;
    size_t i = 0;
    pthread_once(&added, add_beginnings);
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2") && says_in_blocks(bytes, &i))
        return true;
#endif
    for (; i + 3 <= bytes.len; i++)
        if (says_at(bytes, i))
            return true;
    return false;
}
