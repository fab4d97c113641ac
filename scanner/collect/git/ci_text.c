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

/* What a pipe leads into: "sh", "sudo -E bash", "env X=1 /bin/zsh". */
static bool is_shell(struct phs_slice command) {
    struct phs_slice word;
    for (command = phs_slice_trim(command); command.len > 0; command = phs_slice_trim(command)) {
        size_t n = 0;
        while (n < command.len && !strchr(" \t;&|)\"'", command.ptr[n]))
            n++;
        word = phs_slice_n(command.ptr, n);
        command = phs_slice_n(command.ptr + n, command.len - n);
        const char *slash = n ? memrchr(word.ptr, '/', n) : NULL;
        if (slash)
            word = phs_slice_n(slash + 1, n - (size_t)(slash + 1 - word.ptr));
        if (n == 0 || phs_word_listed("sh|bash|zsh|dash|ksh|python|python3|ruby|perl|node|pwsh|iex|Invoke-Expression", word))
            return n > 0;
        if (!phs_word_listed("sudo|env|command|exec", word) && word.len && word.ptr[0] != '-' &&
            !memchr(word.ptr, '=', word.len))
            return false;
    }
    return false;
}

/* "curl ... | sh", "bash <(curl ...)", "sh -c "$(curl ...)"", "iex (irm ...)" on one line. */
bool phs_ci_pipes_into_shell(struct phs_slice line) {
    if (holds_any(line,
                  "bash <(curl|bash <(wget|sh <(curl|sh <(wget|source <(curl|source <(wget|. <(curl|-c \"$(curl|-c \"$(wget|"
                  "-c \"`curl|-c $(curl|eval \"$(curl|eval $(curl|eval \"$(wget|iex (irm |iex (iwr |iex ((New-Object|"
                  "iex \"& { $(irm|Invoke-Expression (Invoke-WebRequest|Invoke-Expression (Invoke-RestMethod"))
        return true;
    if (!holds_any(line, "curl |wget |irm |iwr |Invoke-RestMethod |Invoke-WebRequest "))
        return false;
    for (size_t i = 0; i + 1 < line.len; i++)
        if (line.ptr[i] == '|' && line.ptr[i + 1] != '|' && (i == 0 || line.ptr[i - 1] != '|') &&
            is_shell(phs_slice_n(line.ptr + i + 1, line.len - i - 1)))
            return true;
    return false;
}

bool phs_ci_takes_pull_request(struct phs_slice script) {
    if (holds_any(script, "gh pr checkout|hub pr checkout"))
        return true;
    return holds_any(script, "git checkout |git pull |git clone |git switch |git merge |git worktree add|git reset --hard") &&
           (holds_any(script, "pull_request.head|github.head_ref|workflow_run.head") ||
            (holds_any(script, " pull/|:pull/|/pull/") && holds_any(script, "/head|/merge")));
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

/* $NAME or ${NAME} of one of the names. */
static bool is_of(struct phs_slice text, const struct phs_slice *names, size_t n, struct phs_slice *ret_name) {
    bool braced = text.len > 1 && text.ptr[1] == '{';
    struct phs_slice inner = phs_slice_n(text.ptr + 1 + braced, text.len - 1 - braced);
    inner.len = name_length(inner);
    for (size_t i = 0; i < n; i++)
        if (inner.len && phs_slice_eq(inner, names[i])) {
            *ret_name = names[i];
            return true;
        }
    return false;
}

/* Behind a pipe it is printed all the same, in another spelling that nothing masks. */
static bool is_spelt_otherwise(struct phs_slice line) {
    const char *bar = memrchr(line.ptr, '|', line.len);
    struct phs_slice last = phs_slice_trim(phs_slice_n(bar + 1, line.len - (size_t)(bar + 1 - line.ptr))), word = last;
    word.len = name_length(last);
    return phs_word_listed("base64|rev|xxd|od|hexdump|fold", word);
}

/* Everything that the step was given. */
static bool prints_all(struct phs_slice line) {
    line = phs_slice_trim(line);
    return phs_word_listed("printenv|env|env -0|export -p|Get-ChildItem env:|gci env:|dir env:", line) ||
           phs_slice_starts(line, "printenv |") || phs_slice_starts(line, "env | sort");
}

bool phs_ci_prints_secret(struct phs_slice line, const struct phs_slice *names, size_t n, struct phs_slice *ret_name) {
    if (n > 0 && prints_all(line) && !memchr(line.ptr, '>', line.len)) {
        *ret_name = names[0];
        return true;
    }
    if (!is_print(line) || holds_any(line, ">|::add-mask::|task.setsecret") ||
        (memchr(line.ptr, '|', line.len) && !is_spelt_otherwise(line)))
        return false;
    if (phs_slice_is(phs_slice_trim(line), "cat .env")) {
        *ret_name = PHS_SLICE(".env");
        return true;
    }
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '$' && (i == 0 || line.ptr[i - 1] != '\\') &&
            (reference(phs_slice_n(line.ptr + i, line.len - i), ret_name) ||
             is_of(phs_slice_n(line.ptr + i, line.len - i), names, n, ret_name)))
            return true;
    return false;
}

/* github['event'].issue["title"] as github.event.issue.title */
static struct phs_slice dotted(struct phs_slice expression, char ret_text[LONGEST_NAME * 4]) {
    size_t n = 0;
    for (size_t i = 0; i < expression.len && n + 1 < LONGEST_NAME * 4; i++) {
        char c = expression.ptr[i];
        bool opens = c == '[' && i + 1 < expression.len && strchr("'\"", expression.ptr[i + 1]);
        if (opens)
            ret_text[n++] = '.';
        else if (!strchr("'\"]", c))
            ret_text[n++] = c;
        i += opens;
    }
    return phs_slice_n(ret_text, n);
}

/* What people wrote, whole: toJSON(github.event). */
static bool is_whole_event(struct phs_slice expression) {
    return holds_any(expression, "toJSON(|toJson(|tojson(") &&
           holds_any(expression,
                     "(github)|(github.event)|(github.event.issue)|(github.event.pull_request)|(github.event.comment)|"
                     "(github.event.head_commit)|(github.event.commits)|(github.event.review)|"
                     "(github.event.discussion)|(github.event.workflow_run)");
}

static bool is_untrusted_github(struct phs_slice written) {
    char text[LONGEST_NAME * 4];
    struct phs_slice expression = dotted(written, text);
    if (is_whole_event(expression) ||
        (phs_ci_holds(expression, "github.event.pages") && phs_ci_holds(expression, ".page_name")) ||
        (phs_ci_holds(expression, "github.event.workflow_run.pull_requests") && phs_ci_holds(expression, ".head.ref")))
        return true;
    return holds_any(expression,
                     "github.event.issue.title|github.event.issue.body|github.event.pull_request.title|"
                     "github.event.pull_request.body|github.event.comment.body|github.event.review.body|"
                     "github.event.review_comment.body|github.event.discussion.title|github.event.discussion.body|"
                     "github.event.head_commit.message|github.event.head_commit.author|github.event.pull_request.head.ref|"
                     "github.event.pull_request.head.label|github.event.pull_request.head.repo.default_branch|"
                     "github.event.workflow_run.display_title|github.event.workflow_run.head_commit.author|"
                     "github.event.head_commit.committer|"
                     "github.event.pull_request.head.repo.description|github.event.workflow_run.head_repository.description|"
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
