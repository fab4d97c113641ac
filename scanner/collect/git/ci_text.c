/* SPDX-License-Identifier: Apache-2.0 */
/* What names, values, images and single lines of a script say, whatever system runs them. */
#include <ctype.h>

#include "collect/git/ci.h"
#include "collect/git/look.h"
#include "collect/git/role.h"
#include "parse/match/validators.h"

enum { LONGEST_NAME = 100 };

bool phs_ci_holds(struct phs_slice text, const char *word) {
    return phs_slice_find(text, phs_slice(word)) != (size_t)-1;
}

static bool holds_any(struct phs_slice text, const char *words) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_find(text, each) != (size_t)-1)
            return true;
    return false;
}

static bool ends_in_any(struct phs_slice text, const char *words) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (text.len >= each.len && phs_slice_eq(phs_slice_n(text.ptr + text.len - each.len, each.len), each))
            return true;
    return false;
}

bool phs_ci_is_commit(struct phs_slice ref) {
    for (size_t i = 0; i < ref.len; i++)
        if (!isxdigit((unsigned char)ref.ptr[i]))
            return false;
    return ref.len == 40 || ref.len == 64;
}

const char *phs_ci_ref_kind(struct phs_slice ref) {
    if (phs_ci_is_commit(ref))
        return "sha";
    return ref.len > 0 && (isdigit((unsigned char)ref.ptr[0]) ||
                           (ref.ptr[0] == 'v' && ref.len > 1 && isdigit((unsigned char)ref.ptr[1])))
               ? "tag"
               : "branch";
}

bool phs_ci_is_version(struct phs_slice ref) {
    int dots = 0;
    for (size_t i = 0; i < ref.len; i++) {
        if (ref.ptr[i] == '.' && i > 0 && i + 1 < ref.len && isdigit((unsigned char)ref.ptr[i + 1]))
            dots++;
        else if (!isdigit((unsigned char)ref.ptr[i]))
            return false;
    }
    return dots == 2;
}

/* In capitals and underscores, or false: it is no name. */
static bool fold(struct phs_slice name, char ret_folded[LONGEST_NAME]) {
    if (name.len == 0 || name.len >= LONGEST_NAME)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!isalnum((unsigned char)c) && c != '_' && c != '-' && c != '.')
            return false;
        ret_folded[i] = c == '-' || c == '.' ? '_' : (char)toupper((unsigned char)c);
    }
    ret_folded[name.len] = '\0';
    return true;
}

bool phs_ci_is_secret_name(struct phs_slice name) {
    char folded[LONGEST_NAME];
    if (!fold(name, folded))
        return false;
    struct phs_slice text = phs_slice(folded);
    if (holds_any(text, "PUBLIC|CACHE|PROJECT_KEY|HOST_KEY|KEY_ID|SECRET_NAME|NO_PASSWORD|TOKENIZ") ||
        ends_in_any(text, "_URL|_URI|_FILE|_PATH|_NAME|_ARN|_LENGTH|_VERSION|_TYPE|_TTL|_DIR|_PREFIX|_EXPIRY|_REGION|_HOST|"
                          "_USER|_ENABLED|_REF|_REQUIRED|_STORE"))
        return false;
    return holds_any(text, "SECRET|TOKEN|PASSWORD|PASSWD|APIKEY|API_KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIAL") ||
           ends_in_any(text, "_KEY|_DSN|_PASS|_PAT");
}

bool phs_ci_is_of_the_job(struct phs_slice text) {
    char folded[LONGEST_NAME];
    return fold(text, folded) && holds_any(phs_slice(folded), "POSTGRES|MYSQL_|MARIADB|MONGO_INITDB|PGPASSWORD|MSSQL|"
                                                              "SA_PASSWORD|RABBITMQ_DEFAULT|TEST|DUMMY|FAKE|MOCK|LOCAL");
}

/* MAVEN_API_KEY: the name of the variable that has it. */
static bool is_name_of_variable(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isupper((unsigned char)value.ptr[i]) && value.ptr[i] != '_')
            return false;
    return true;
}

/* A path or an address says where something is. */
bool phs_ci_is_filled(struct phs_slice value) {
    value = phs_slice_trim(value);
    if (value.len < 6 || strchr("/.~", value.ptr[0]) || is_name_of_variable(value))
        return false;
    if (holds_any(value, "$|{{|<<|%(|vault:|://") || phs_ci_is_of_the_job(value))
        return false;
    return phs_match_placeholder(value) == PHS_MATCH_REAL && phs_match_validator("password")(value, value) == PHS_MATCH_REAL;
}

bool phs_ci_is_floating(struct phs_slice image) {
    struct phs_slice rest = phs_slice_trim(image), part, last = rest, name;
    if (rest.len == 0 || holds_any(rest, "$|{{|<<|@sha256:"))
        return false;
    while (phs_slice_cut(&rest, '/', &part))
        last = part;
    bool tagged = memchr(last.ptr, ':', last.len) != NULL;
    phs_slice_cut(&last, ':', &name);
    return !tagged || phs_slice_is(last, "") || phs_word_listed("latest|main|master|edge|nightly|dev|develop", last);
}

bool phs_ci_is_exposing(struct phs_slice path) {
    char text[LONGEST_NAME * 4];
    path = phs_slice_trim(path);
    if (path.len == 0 || path.len >= sizeof text || path.ptr[0] == '!')
        return false;
    memcpy(text, path.ptr, path.len);
    text[path.len] = '\0';
    if (phs_file_is_template(text))
        return false;
    return phs_file_kind_of(text) != PHS_FILE_PLAIN ||
           ends_in_any(path, ".tfplan|/tfplan|.pem|kubeconfig|/id_rsa|.tfvars|.kube|.aws|.ssh") || phs_slice_is(path, "tfplan");
}

/* "curl ... | sh" on one line. */
bool phs_ci_pipes_into_shell(struct phs_slice line) {
    static const char *const shells[] = {"| sh", "|sh", "| bash", "|bash", "| sudo sh", "| sudo bash", "| sudo -E bash"};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (phs_ci_holds(line, shells[i]))
            return holds_any(line, "curl |wget ");
    return false;
}

bool phs_ci_calls_cloud(struct phs_slice line) {
    static const char *const commands[] = {"aws ",      "gcloud ",    "az ",     "terraform apply", "tofu apply",
                                           "pulumi up", "cdk deploy", "gsutil ", "sam deploy",      "eksctl "};
    line = phs_slice_trim(line);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        size_t at = phs_slice_find(line, phs_slice(commands[i]));
        if (at == 0 || (at != (size_t)-1 && strchr(" ;&|(`", line.ptr[at - 1])))
            return true;
    }
    return false;
}

bool phs_ci_is_cloud_key(struct phs_slice name) {
    return phs_word_listed("AWS_SECRET_ACCESS_KEY|AZURE_CLIENT_SECRET|ARM_CLIENT_SECRET|GOOGLE_CREDENTIALS|"
                           "GOOGLE_APPLICATION_CREDENTIALS_JSON|GCP_SA_KEY|GCLOUD_SERVICE_KEY|AZURE_CREDENTIALS",
                           name);
}

static size_t name_length(struct phs_slice text) {
    size_t n = 0;
    while (n < text.len && (isalnum((unsigned char)text.ptr[n]) || text.ptr[n] == '_'))
        n++;
    return n;
}

/* $NAME, ${NAME}, $(NAME), $env:NAME, ${{ secrets.NAME }}; what only asks whether there is a value is no reference to it. */
static bool reference(struct phs_slice text, struct phs_slice *ret_name) {
    static const struct {
        const char *open, *close;
    } forms[] = {{"${{", "}"}, {"${", "}"}, {"$(", ")"}, {"$env:", ""}, {"$", ""}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!phs_slice_starts(text, forms[i].open))
            continue;
        size_t open = strlen(forms[i].open);
        struct phs_slice inner = phs_slice_n(text.ptr + open, text.len - open);
        if (i == 0) {
            inner = phs_slice_trim(inner);
            if (!phs_slice_starts(inner, "secrets."))
                return false;
            *ret_name = phs_slice_n(inner.ptr + 8, name_length(phs_slice_n(inner.ptr + 8, inner.len - 8)));
            return ret_name->len > 0;
        }
        *ret_name = phs_slice_n(inner.ptr, name_length(inner));
        return (!*forms[i].close || (ret_name->len < inner.len && inner.ptr[ret_name->len] == *forms[i].close)) &&
               phs_ci_is_secret_name(*ret_name);
    }
    return false;
}

static bool is_print(struct phs_slice line) {
    static const char *const words[] = {"echo ",         "printf ",      "print(",  "Write-Host ",
                                        "Write-Output ", "console.log(", "cat .env"};
    line = phs_slice_trim(line);
    if (line.len > 2 && line.ptr[0] == '-' && line.ptr[1] == ' ')
        line = phs_slice_n(line.ptr + 2, line.len - 2);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_starts(line, words[i]))
            return true;
    return false;
}

bool phs_ci_prints_secret(struct phs_slice line, struct phs_slice *ret_name) {
    if (!is_print(line) || holds_any(line, ">|::add-mask::|task.setsecret") || memchr(line.ptr, '|', line.len))
        return false;
    if (phs_slice_is(phs_slice_trim(line), "cat .env")) {
        *ret_name = PHS_SLICE(".env");
        return true;
    }
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '$' && (i == 0 || line.ptr[i - 1] != '\\') &&
            reference(phs_slice_n(line.ptr + i, line.len - i), ret_name))
            return true;
    return false;
}

static bool is_untrusted_github(struct phs_slice expression) {
    return holds_any(expression,
                     "github.event.issue.title|github.event.issue.body|github.event.pull_request.title|"
                     "github.event.pull_request.body|github.event.comment.body|github.event.review.body|"
                     "github.event.review_comment.body|github.event.discussion.title|github.event.discussion.body|"
                     "github.event.head_commit.message|github.event.head_commit.author|github.event.pull_request.head.ref|"
                     "github.event.pull_request.head.label|github.event.pull_request.head.repo.default_branch|"
                     "github.event.workflow_run.head_branch|github.event.workflow_run.head_commit.message|github.head_ref") ||
           (phs_ci_holds(expression, "github.event.commits") && holds_any(expression, ".message|.author"));
}

bool phs_ci_is_untrusted(const char *system, struct phs_slice expression) {
    if (strncmp(system, "github", 6) == 0)
        return is_untrusted_github(expression);
    if (strcmp(system, "azure") == 0)
        return phs_word_listed("Build.SourceVersionMessage|Build.SourceVersionAuthor|Build.SourceBranchName|"
                               "System.PullRequest.SourceBranch",
                               expression);
    if (strcmp(system, "circleci") == 0)
        return phs_word_listed("pipeline.git.branch|pipeline.git.tag", expression) ||
               phs_slice_starts(expression, "pipeline.trigger_parameters.") ||
               phs_slice_starts(expression, "pipeline.event.github.pull_request.title");
    return strcmp(system, "jenkins") == 0 &&
           holds_any(expression, "CHANGE_TITLE|CHANGE_BRANCH|CHANGE_AUTHOR|ghprbPullTitle|ghprbPullLongDescription|"
                                 "gitlabMergeRequestTitle|gitlabSourceBranch|BRANCH_NAME");
}
