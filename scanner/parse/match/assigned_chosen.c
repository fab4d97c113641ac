/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords that are plain words: nothing in them tells, so the name must say password and nothing more, the place must be one
 * where a value is set, and the word none that programs write behind such a name. */
#include <ctype.h>

#include "parse/match/assigned.h"

enum { SHORTEST_WORD = 6, SHORTEST_JOINED = 8 };

/* Kinds, methods, states, parts of a form: what is said of a password. */
static bool is_said_of_one(struct phs_slice value) {
    return phs_slice_is_listed(
        value,
        "string|text|textarea|varchar|nvarchar|integer|number|object|array|boolean|required|optional|hidden|disabled|enabled|"
        "always|never|prompt|prompted|manual|plain|plaintext|cleartext|inherit|inherited|unset|empty|blank|encrypted|hashed|"
        "bcrypt|argon|argon2|scrypt|pbkdf2|crypt|shadow|digest|bearer|oauth|login|logout|signin|signup|submit|button|input|"
        "field|label|errors|valid|values|random|generate|generated|automatic|nullable|unique|primary|column|table|query|where|"
        "public|private|protected|static|return|function|struct|import|options|option|config|configured|setting|settings|props|"
        "params|request|response|session|cookie|header|headers|payload|schema|entity|address|account|accounts|profile|register|"
        "verify|confirm|confirmed|update|updated|create|created|delete|deleted|remove|removed|change|changed|expired|expires|"
        "contrase\xc3\xb1"
        "a|wachtwoord|passwort|kennwort|senha|contrasena|motdepasse|lozinka|salasana|parola|heslo|haslo|jelszo|losenord|"
        "adgangskode|"
        "passord|geslo|parole|sifre|katasandi|clave|"
        "active|inactive|locked|unlock|unlocked|success|failed|failure|missing|unknown|undefined|ignore|ignored|filtered|"
        "stdout|keychain|keyring|stored|memory|remote|internal|external|length|pattern|regexp|format|strong|medium|simple|"
        "complex|policy|visible|masked|shield|window|dialog|screen|router|provider|handler|helper|component|widget|element|"
        "control|checkbox|select|switch|toggle|kerberos|pubkey|publickey|external|interactive|credentials|anonymous|sensitive|"
        "protect|secure|manager|server|client|whatever|something|nothing|either|author|authors|reserved|deprecated|normal|"
        "before|after|single|double|single-user|system|sysadmin|redirect|warning|danger|primary-key|unchanged|repeat|"
        "ignorecase|securestring|securetext|secureobject|specialize|oobesystem|windowspe|auditsystem|audituser|generalize|"
        "offlineservicing|notset|not-set|not_set|sshpublickey|ssh-key|implicit|ascii|subscription");
}

/* "emailField", "getSecretly", "loginForm", "incorrect": the names of things beside one, and what is wrong on purpose. */
static bool is_part_of_program(struct phs_slice value) {
    static const char *const ends[] = {"Field",  "Input",  "Label",   "Text",     "Box",     "Form",    "Button",
                                       "View",   "Error",  "Hash",    "Param",    "Type",    "Value",   "Name",
                                       "Group",  "Panel",  "Model",   "Message",  "Action",  "Reset",   "Length",
                                       "Policy", "Column", "Control", "Required", "Changed", "Template"};
    static const char *const holds[] = {"wrong",    "incorrect", "invalid",   "validat", "config", "param",
                                        "variable", "encrypt",   "decrypt",   "hashed",  "forgot", "expire",
                                        "attrib",   "argument",  "authentic", "session", "oauth",  "confirm"};
    static const char *const leads[] = {"get", "set", "is", "has", "on", "use", "show", "with", "check", "handle", "should"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (value.len > n && memcmp(value.ptr + value.len - n, ends[i], n) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        size_t n = strlen(leads[i]);
        if (value.len > n && memcmp(value.ptr, leads[i], n) == 0 && isupper((unsigned char)value.ptr[n]))
            return true;
    }
    return phs_slice_holds_any(value, holds, sizeof holds / sizeof *holds);
}

bool phs_value_is_said(struct phs_slice value) {
    return is_said_of_one(value) || is_part_of_program(value);
}

/* Letters with at most - _ ! between and behind them, and digits behind them. A capital before small letters is a caption, or
 * the same in another language; dots and slashes join the names of other things. */
static bool is_word(struct phs_slice value, const struct phs_wording *wording) {
    bool caption = wording->upper == 1 && isupper((unsigned char)value.ptr[0]) && wording->digits == 0;
    if (value.len < SHORTEST_WORD || wording->letters < 4 || caption || wording->lower == 0)
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (!isalnum((unsigned char)value.ptr[i]) && !strchr("-_!", value.ptr[i]))
            return false;
    return wording->marks == 0 || value.len >= SHORTEST_JOINED;
}

/* DB_PASSWORD, spring.datasource.password, key-store-password: of the environment and of configurations. A program's own names
 * are written so too, where they are constants. */
bool phs_naming_is_of_environment(const struct phs_naming *naming) {
    size_t lower = 0, joints = 0;
    for (size_t i = 0; i < naming->name.len; i++) {
        lower += islower((unsigned char)naming->name.ptr[i]) != 0;
        joints += strchr("_.-", naming->name.ptr[i]) != NULL;
    }
    if (lower == 0 && naming->name.len > naming->word.len && naming->word.len >= 4)
        return true;
    return joints > 0 && (lower == 0 || memchr(naming->name.ptr, '.', naming->name.len) != NULL ||
                          memchr(naming->name.ptr, '-', naming->name.len) != NULL);
}

/* db_pass, rootPassword, mqttPassword: of something that is logged in to. */
static bool is_of_service(const struct phs_naming *naming) {
    static const char *const services[] = {"db",     "database", "sql",    "root",    "admin",   "redis",    "mongo",
                                           "rabbit", "mqtt",     "smtp",   "mail",    "ftp",     "ldap",     "wifi",
                                           "ssh",    "sudo",     "become", "ansible", "store",   "postgres", "bind",
                                           "proxy",  "kafka",    "nexus",  "key",     "jenkins", "ota"};
    struct phs_slice head = phs_slice_n(naming->name.ptr, (size_t)(naming->word.ptr - naming->name.ptr));
    return phs_slice_holds_any(head, services, sizeof services / sizeof *services);
}

/* PREFERENCE_PASSCODE, EXTRA_PASSWORD, ERROR_BAD_PASSWORD: what a program calls a thing by. */
static bool is_name_of_name(const struct phs_naming *naming) {
    static const char *const kinds[] = {"PREF",   "EXTRA_", "KEY_",  "FIELD",    "PARAM", "ARG_",  "COLUMN",
                                        "ATTR",   "PROP",   "ERROR", "PROPERTY", "SCOPE", "EVENT", "LABEL",
                                        "ACTION", "GRANT",  "STATE", "TAG_",     "COL_"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_starts(naming->name, kinds[i]))
            return true;
    return false;
}

static bool is_text(const struct phs_naming *naming) {
    char after = naming->name.ptr[naming->name.len];
    return after == '"' || after == '\'';
}

/* "password", "word", "more": an item of a list, behind which another one stands; a description of several words is none. */
static bool is_followed_by_text(struct phs_slice value, struct phs_slice file) {
    const char *end = value.ptr + value.len + 1, *limit = file.ptr + file.len;
    if (end >= limit || *end != ',')
        return false;
    for (end++; end < limit && strchr(" \n\t", *end); end++)
        continue;
    if (end >= limit || !strchr("\"'", *end))
        return false;
    for (char quote = *end++; end < limit && *end != quote && *end != '\n'; end++)
        if (*end == ' ')
            return false;
    return true;
}

/* set("password", "word") and {password, "word"}: what stands behind a comma elsewhere has nothing to do with the name before.
 */
static bool is_argument_of(const struct phs_naming *naming, struct phs_slice value, struct phs_slice file) {
    enum { SELECTOR = 24 }; /* fill('#user input[name="password"]', 'x') */
    const char *name = naming->name.ptr;
    for (; name > file.ptr && naming->name.ptr - name < SELECTOR && !strchr(" ,({\n", name[-1]); name--)
        if (name[-1] == '[' && strchr("\"'", *name))
            return false;
    if (name - file.ptr > 1 && name[-1] == '(')
        return (isalnum((unsigned char)name[-2]) || name[-2] == '_') && !(is_text(naming) && is_followed_by_text(value, file));
    return name > file.ptr && name[-1] == '{';
}

/* 'password' === kind: of the word itself. */
static bool is_compared(const struct phs_naming *naming) {
    const char *at = naming->name.ptr + naming->name.len;
    if (*at != '"' && *at != '\'')
        return false;
    while (*++at == ' ')
        continue;
    return (*at == '=' || *at == '!') && at[1] == '=';
}

/* ["vcs_username", "vcs_password", "tfvc_project"]: a list of names. */
bool phs_value_is_of_list(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    const char *at = naming->name.ptr;
    if (!is_text(naming) || at - file.ptr < 3 || !phs_place_is_behind_comma(value, file))
        return false;
    struct phs_wording wording = phs_wording_of(value);
    if (wording.digits || wording.upper || wording.marks != wording.joints)
        return false;
    for (at -= 2; at > file.ptr && strchr(" \n\t", *at); at--)
        continue;
    return *at == '[' || (*at == ',' && at > file.ptr && strchr("\"'", at[-1]));
}

/* {"word": ...} names a part of it, and Pass 'word' to something is said to a reader. */
static bool is_key_or_prose(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    const char *end = value.ptr + value.len + 1, *limit = file.ptr + file.len, *name = naming->name.ptr + naming->name.len;
    while (end < limit && *end == ' ')
        end++;
    if (is_compared(naming))
        return true;
    if (end < limit && (*end == ':' || (*end == '=' && end + 1 < limit && end[1] == '>')))
        return true;
    return phs_slice_ieq(naming->name, phs_slice("pass")) && value.ptr - name == 2 && name[0] == ' ';
}

static bool ends_in_own_word(struct phs_slice value);

bool phs_value_names_setting(struct phs_slice value, const struct phs_naming *naming) {
    struct phs_slice name = phs_slice_n(value.ptr, value.len - (value.ptr[value.len - 1] == '!'));
    if (!islower((unsigned char)value.ptr[0]) || !ends_in_own_word(name) || phs_naming_is_of_environment(naming))
        return false;
    struct phs_wording wording = phs_wording_of(name);
    return wording.letters == name.len && wording.words > 1;
}

/* name=word or name: word, and nothing else on the line; around = no spaces, which programs put there. */
static bool is_set_bare(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming, bool joined) {
    char before = value.ptr > file.ptr ? value.ptr[-1] : '\0';
    const char *sign = value.ptr - 1;
    while (sign > file.ptr && *sign == ' ')
        sign--;
    if (!phs_place_is_setting(value, file) || phs_value_names_setting(value, naming))
        return false;
    if (isupper((unsigned char)value.ptr[0]) && !phs_naming_is_of_environment(naming))
        return false;
    if (before == ' ' && *sign == '=' && sign > file.ptr && sign[-1] != ' ')
        return phs_naming_is_of_environment(naming);
    return before == '=' ? !joined || phs_naming_is_of_environment(naming)
                         : before == ' ' && *sign == ':' && (!joined || phs_naming_is_of_environment(naming));
}

/* Quoted, or bare in a setting; not the name of another thing. */
static bool is_set(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming, bool joined) {
    return phs_place_is_quoted(value, file)
               ? !is_name_of_name(naming) && !phs_naming_holds(naming, value) && !is_key_or_prose(value, file, naming)
               : is_set_bare(value, file, naming, joined);
}

/* What products come with counts where it is set for one of them: "password: admin" may be anybody's, DB_PASSWORD=admin is not.
 */
bool phs_value_is_well_known(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    bool typed = phs_slice_is_listed(value, "qwerty|letmein|password1|password123|hunter2|abc123|123456|1234567|12345678|"
                                            "123456789|1234567890|123123|admin123|root123|passw0rd|111111|000000|iloveyou");
    bool shipped = phs_slice_is_listed(
        value, "admin|postgres|mysql|mongo|redis|rabbitmq|guest|toor|docker|changeit|welcome|"
               "minioadmin|elastic|administrator|root|1234|12345|demo|vagrant|tomcat|tiger|oracle|raspberry|jenkins|grafana");
    bool named = naming->password && naming->tail.len == 0;
    bool alone = naming->name.len == naming->word.len;
    bool placed = phs_naming_is_of_environment(naming) || is_of_service(naming) ||
                  (alone && (typed || phs_place_is_setting(value, file) || phs_place_is_markup(value, file)));
    return (typed || shipped) && named && placed && is_set(value, file, naming, false) &&
           !(phs_place_is_behind_comma(value, file) && !is_argument_of(naming, value, file));
}

/* PGPASSWORD=word, -e MYSQL_PWD=word: in capitals, with nothing around the sign. */
static bool is_environment_set(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    const char *name = naming->name.ptr, *end = value.ptr + value.len;
    for (size_t i = 0; i < naming->name.len; i++)
        if (islower((unsigned char)naming->name.ptr[i]))
            return false;
    const char *sign = naming->name.ptr + naming->name.len;
    bool begins = name == file.ptr || strchr(" \t\n\"'", name[-1]) != NULL;
    bool ends = end == file.ptr + file.len || strchr(" \t\r\n\"'\\", *end) != NULL;
    return begins && ends && naming->name.len >= 5 && sign < value.ptr && *sign == '=' && value.ptr - sign <= 2;
}

/* user=x&password=y, -o user=x,password=y */
static bool is_parameter(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    const char *name = naming->name.ptr, *sign = name + naming->name.len;
    return name > file.ptr && strchr("&?,;", name[-1]) && sign + 1 == value.ptr && *sign == '=';
}

/* {"user": "x", "password": "y"}: of JSON, where nothing is code. */
static bool is_json(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    const char *name = naming->name.ptr, *end = name + naming->name.len;
    return name > file.ptr && name[-1] == '"' && *end == '"' && value.ptr[-1] == '"' && strchr(": ", end[1]) != NULL;
}

/* name: word, name="word", name=word: where a value can only be a literal one. */
static bool is_literal(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    if (phs_place_is_quoted(value, file))
        return !is_name_of_name(naming) && !phs_naming_holds(naming, value) && !is_key_or_prose(value, file, naming) &&
               !(phs_place_is_behind_comma(value, file) && !is_argument_of(naming, value, file));
    struct phs_wording wording = phs_wording_of(value);
    bool short_word = wording.letters == value.len && value.len < SHORTEST_WORD && !phs_value_is_trivial(value);
    return (is_set_bare(value, file, naming, wording.joints > 0 && !is_of_service(naming)) && !short_word) ||
           phs_place_is_in_section(value, file) || phs_place_is_option(value, file) || phs_place_is_fallback(value, file) ||
           is_parameter(value, file, naming) || is_environment_set(value, file, naming) ||
           phs_place_is_within_string(value, file);
}

bool phs_value_is_named_alike(struct phs_slice value, const struct phs_naming *naming) {
    size_t i = 0, k = 0;
    while (i < value.len || k < naming->name.len) {
        if (i < value.len && !isalnum((unsigned char)value.ptr[i]))
            i++;
        else if (k < naming->name.len && !isalnum((unsigned char)naming->name.ptr[k]))
            k++;
        else if (i == value.len || k == naming->name.len ||
                 tolower((unsigned char)value.ptr[i++]) != tolower((unsigned char)naming->name.ptr[k++]))
            return false;
    }
    return true;
}

/* "user-secret" and "db_password", not "secret_sauce". */
static bool ends_in_own_word(struct phs_slice value) {
    static const char *const words[] = {"password", "passwd", "pass",        "pwd",  "secret",
                                        "token",    "key",    "credentials", "name", "id"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (value.len >= n && phs_slice_ieq(phs_slice_n(value.ptr + value.len - n, n), phs_slice(words[i])))
            return true;
    }
    return false;
}

/* "newPassword" and "user-secret" are names of one; "SuperSecretPassword" and "secret123" are none. */
static bool says_only_itself(struct phs_slice value, const struct phs_wording *wording) {
    if (!phs_value_says_itself(value))
        return false;
    bool camel = wording->words > 1 && wording->marks == 0 && !isupper((unsigned char)value.ptr[0]);
    if (wording->digits == 0 && memchr(value.ptr, '.', value.len) && ends_in_own_word(value))
        return true;
    return phs_value_is_label(value) || (wording->digits == 0 && (camel || (wording->marks > 0 && ends_in_own_word(value))));
}

bool phs_value_is_given(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    if (!naming->password || naming->tail.len > 0 || !is_literal(value, file, naming) || !phs_value_is_tellable(value) ||
        phs_value_is_named_alike(value, naming))
        return false;
    struct phs_wording wording = phs_wording_of(value);
    bool camel = wording.words > 1 && wording.marks == 0 && islower((unsigned char)value.ptr[0]);
    bool path = memchr(value.ptr, '.', value.len) && wording.marks == wording.joints; /* "authentik.stages.password" */
    if (says_only_itself(value, &wording) && (camel || path || !phs_naming_is_of_environment(naming)))
        return false;
    if (phs_naming_is_of_environment(naming) || is_of_service(naming) || is_environment_set(value, file, naming))
        return true;
    if (phs_value_is_trivial(value))
        return phs_place_names_host(value, file) ||
               ((phs_place_is_setting(value, file) || phs_place_is_markup(value, file) || is_json(value, file, naming)) &&
                phs_place_names_user(value, file));
    return phs_place_names_user(value, file);
}

/* spring.datasource.password=notes_service_password: it says what it is, and is one. */
static bool is_named_after_service(struct phs_slice value, const struct phs_wording *wording, const struct phs_naming *naming) {
    enum { LONG = 12, PARTS = 2 };
    return value.len >= LONG && wording->joints >= PARTS && phs_naming_is_of_environment(naming) &&
           !phs_naming_holds(naming, value);
}

/* "pwd12", "pass123": a word for passwords and a number. */
static bool is_lazy(struct phs_slice value) {
    size_t n = value.len;
    while (n > 0 && isdigit((unsigned char)value.ptr[n - 1]))
        n--;
    return phs_slice_is_listed(phs_slice_n(value.ptr, n),
                               "pwd|pass|passwd|password|secret|admin|root|qwerty|abc|hello|welcome|login");
}

bool phs_value_is_chosen(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    static const char again[] = "confirmation|confirm|_confirmation|_confirm|confirmed|repeat|again|2";
    struct phs_wording wording = phs_wording_of(value);
    bool whole = naming->tail.len == 0 || phs_slice_is_listed(naming->tail, again), joined = wording.joints > 0;
    if (naming->password && whole && wording.digits == value.len && value.len >= SHORTEST_WORD)
        return is_set_bare(value, file, naming, false) && phs_value_distinct(value) >= 4;
    if (!naming->password || !whole || !is_word(value, &wording) || phs_value_is_said(value) ||
        (says_only_itself(value, &wording) && !is_named_after_service(value, &wording, naming)) ||
        phs_value_distinct(value) < 4 || (phs_place_is_behind_comma(value, file) && !is_argument_of(naming, value, file)))
        return false;
    bool lazy = wording.digits >= 2 && phs_place_is_quoted(value, file) && is_lazy(value);
    if (phs_value_is_numbered(value) && !lazy && (wording.digits < 3 || value.len < SHORTEST_JOINED))
        return false;
    return is_set(value, file, naming, joined);
}
