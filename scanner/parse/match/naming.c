/* SPDX-License-Identifier: Apache-2.0 */
/* The name that a value stands under, found by looking back from it. */
#include <ctype.h>

#include "parse/match/validators.h"
#include "parse/match/wording.h"

enum { LOOK_BACK = 160, LOOK_BACK_FAR = 240, MOST_LINES = 1, MOST_LINES_FAR = 6, LONGEST_NAME = 96 };

/* The longest first where one begins another. */
static const struct {
    const char *word;
    bool password;
} words[] = {
    {"passphrase", true},
    {"passcode", true},
    {"password", true},
    {"passwort", true},
    {"passwrd", true},
    {"passwd", true},
    {"passw", true},
    {"pswd", true},
    {"pwd", true},
    {"pass", true},
    {"psw", true},
    {"_pw", true},
    {"pw", true},
    {"userpw", true},
    {"identified", true},
    {"secret", false},
    {"token", false},
    {"apikey", false},
    {"api_key", false},
    {"api-key", false},
    {"credential", false},
    {"authkey", false},
    {"auth", false},
    {"salt", false},
    {"nonce", false},
    {"pepper", false},
    {"seed", false},
    {"key", false},
    {"cred", false},
    {"_psk", true},
    {"stapsk", true},
    {"senha", true},
    {"contrasena", true},
    {"contrase\xc3\xb1"
     "a",
     true},
    {"kennwort", true},
    {"wachtwoord", true},
};

static bool is_name_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.';
}

/* By what words begin with: five bits of a character, the same for a letter in either case. */
static uint32_t first_letters(void) {
    uint32_t letters = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        letters |= UINT32_C(1) << (words[i].word[0] & 31);
    return letters;
}

static size_t word_at(const char *at, const char *end, uint32_t letters, bool *ret_password) {
    if (!(letters >> (*at & 31) & 1))
        return 0;
    char first = (char)tolower((unsigned char)*at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t k = 0;
        if (words[i].word[0] != first)
            continue;
        while (at + k < end && words[i].word[k] && tolower((unsigned char)at[k]) == words[i].word[k])
            k++;
        if (!words[i].word[k]) {
            *ret_password = words[i].password;
            return k;
        }
    }
    return 0;
}

static void set_name(struct phs_naming *naming, const char *low, const char *word, size_t n, const char *high) {
    const char *start = word, *end = word + n;
    while (start > low && is_name_byte(start[-1]) && word - start < LONGEST_NAME)
        start--;
    while (end < high && is_name_byte(*end) && end - word < LONGEST_NAME)
        end++;
    naming->name = phs_slice_n(start, (size_t)(end - start));
    naming->word = phs_slice_n(word, n);
    naming->tail = phs_slice_n(word + n, (size_t)(end - word) - n);
}

/* default: value, some lines below the name of a parameter. */
static bool is_default(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr;
    while (at > file.ptr && at[-1] != '\n' && value.ptr - at < LONGEST_NAME)
        at--;
    struct phs_slice said = phs_slice_trim(phs_slice_n(at, (size_t)(value.ptr - at)));
    if (said.len && *said.ptr == '"')
        said = phs_slice_n(said.ptr + 1, said.len - 1);
    return (said.len > 7 && phs_slice_ieq(phs_slice_n(said.ptr, 7), phs_slice("default"))) ||
           (said.len > 7 && phs_slice_ieq(phs_slice_n(said.ptr, 7), phs_slice("example")));
}

/* <wsse:Password Type="PasswordText">: of the text of an element, the name of the element comes first. */
static bool element_of(struct phs_slice value, struct phs_slice file, struct phs_naming *ret_naming) {
    const char *open = value.ptr;
    while (open > file.ptr && value.ptr - open < LOOK_BACK && *open != '<')
        open--;
    if (value.ptr == file.ptr || value.ptr[-1] != '>' || *open != '<')
        return false;
    const char *end = open + 1;
    while (end < value.ptr && (is_name_byte(*end) || *end == ':'))
        end++;
    uint32_t letters = first_letters();
    for (const char *at = open + 1; at < end; at++) {
        size_t n = word_at(at, end, letters, &ret_naming->password);
        if (n) {
            set_name(ret_naming, open + 1, at, n, end);
            return true;
        }
    }
    return false;
}

bool phs_naming_of(struct phs_slice value, struct phs_slice file, struct phs_naming *ret_naming) {
    const char *low = value.ptr, *at;
    size_t lines = 0;
    uint32_t letters = first_letters();
    bool far = is_default(value, file);
    if (element_of(value, file, ret_naming))
        return true;
    ptrdiff_t reach = far ? LOOK_BACK_FAR : LOOK_BACK;
    while (low > file.ptr && value.ptr - low < reach && lines <= (far ? MOST_LINES_FAR : MOST_LINES))
        lines += *--low == '\n';
    for (at = value.ptr; at > low;) {
        size_t n = word_at(--at, value.ptr, letters, &ret_naming->password);
        if (n == 0)
            continue;
        /* A word may stand in a longer one that began before: "key" of "api_key", "pass" of "userpassword". */
        for (const char *back = at; back > low && is_name_byte(back[-1]) && at - back < LONGEST_NAME;) {
            bool password;
            size_t longer = word_at(--back, value.ptr, letters, &password);
            if (longer && back + longer >= at && (size_t)(back + longer - at) <= n) {
                n = (size_t)(at + n - back) > longer ? (size_t)(at + n - back) : longer;
                at = back;
                ret_naming->password = password;
            }
        }
        set_name(ret_naming, low, at, n, value.ptr);
        /* What types into a field says nothing of what the field is. */
        if (!ret_naming->password &&
            (phs_slice_ends_word(ret_naming->name, "sendkeys") || phs_slice_ends_word(ret_naming->name, "send_keys")))
            continue;
        return true;
    }
    return false;
}

bool phs_naming_holds(const struct phs_naming *naming, struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    for (size_t i = 0; wording.letters == value.len && i + value.len <= naming->name.len; i++)
        if (phs_slice_ieq(phs_slice_n(naming->name.ptr + i, value.len), value))
            return true;
    return false;
}
