/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files, bounded in, atomic out. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static enum phs_code cannot(struct phs_err *err, const char *verb, const char *path) {
    bool missing = errno == ENOENT || errno == ENOTDIR;
    return phs_fail(err, missing ? PHS_E_MISSING : PHS_E_IO, "%s: cannot be %s: %s", path, verb, strerror(errno));
}

bool phs_is_dir(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool phs_is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

struct filling {
    char *at;
    size_t len, cap;
};

static void make_room(struct phs_arena *arena, struct filling *into, size_t limit) {
    size_t cap = into->cap > limit / 2 ? limit + 1 : into->cap * 2;
    char *larger = phs_alloc(arena, cap + 1);
    memcpy(larger, into->at, into->len);
    into->at = larger;
    into->cap = cap;
}

static enum phs_code too_large(struct phs_err *err, const char *path, size_t limit) {
    bool even = limit >= 1024 * 1024 && limit % (1024 * 1024) == 0;
    return phs_fail(err, PHS_E_LIMIT, "%s: larger than %zu %s, the most that is read of such a file", path,
                    even ? limit / (1024 * 1024) : limit, even ? "MiB" : "bytes");
}

/* The size that stat gave is a first guess: files grow while they are read, and those under /proc say 0. */
static enum phs_code read_all(struct phs_arena *arena, int fd, const char *path, size_t guess, size_t limit,
                              struct phs_slice *ret_bytes, struct phs_err *err) {
    struct filling into = {.cap = guess < 512 ? 512 : guess + 1};
    if (into.cap > limit)
        into.cap = limit + 1;
    into.at = phs_alloc(arena, into.cap + 1);
    for (;;) {
        ssize_t n = read(fd, into.at + into.len, into.cap - into.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cannot(err, "read", path);
        if (n == 0)
            break;
        into.len += (size_t)n;
        if (into.len > limit)
            return too_large(err, path, limit);
        if (into.len == into.cap)
            make_room(arena, &into, limit);
    }
    into.at[into.len] = '\0';
    *ret_bytes = phs_slice_n(into.at, into.len);
    return PHS_OK;
}

static enum phs_code read_file(struct phs_arena *arena, const char *file, const char *path, size_t limit,
                               struct phs_slice *ret_bytes, struct phs_err *err) {
    struct stat status;
    if (limit > SIZE_MAX / 4)
        limit = SIZE_MAX / 4;
    /* Not blocking: opening a pipe that nobody writes to would wait for ever. */
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return cannot(err, "read", path);
    enum phs_code code;
    if (fstat(fd, &status) != 0)
        code = cannot(err, "read", path);
    else if (!S_ISREG(status.st_mode))
        code = phs_fail(err, PHS_E_INPUT, "%s: not a regular file", path);
    else if ((uintmax_t)status.st_size > limit)
        code = too_large(err, path, limit);
    else
        code = read_all(arena, fd, path, (size_t)status.st_size, limit, ret_bytes, err);
    close(fd);
    return code;
}

enum phs_code phs_file_read(struct phs_arena *arena, const char *path, size_t limit, struct phs_slice *ret_bytes,
                            struct phs_err *err) {
    return read_file(arena, path, path, limit, ret_bytes, err);
}

enum phs_code phs_file_read_in(struct phs_arena *arena, const char *folder, const char *path, size_t limit,
                               struct phs_slice *ret_bytes, struct phs_err *err) {
    return read_file(arena, phs_path_join(arena, folder, path), path, limit, ret_bytes, err);
}

static bool write_all(int fd, struct phs_slice bytes) {
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = phs_slice_n(bytes.ptr + n, bytes.len - (size_t)n);
    }
    return true;
}

/* A device or a pipe (also behind /dev/stdout) cannot be replaced by a rename. */
static bool is_stream(const char *path) {
    struct stat status;
    if (strncmp(path, "/dev/", 5) == 0)
        return true;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static enum phs_code write_stream(const char *path, struct phs_slice bytes, struct phs_err *err) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return cannot(err, "written", path);
    bool written = write_all(fd, bytes);
    enum phs_code code = written ? PHS_OK : cannot(err, "written", path);
    if (close(fd) != 0 && written)
        code = cannot(err, "written", path);
    return code;
}

/* A new file that nobody else had open, in the folder of path. */
static int open_temporary(struct phs_arena *arena, const char *path, mode_t mode, char **ret_name) {
    for (int attempt = 0; attempt < 16; attempt++) {
        uint64_t random;
        if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
            return -1;
        char *dir = phs_path_dir(arena, path);
        char *name = phs_printf(arena, "%s/.phiscope-%016" PRIx64 ".tmp", dir, random);
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (fd >= 0) {
            *ret_name = name;
            return fd;
        }
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

static enum phs_code replace(struct phs_arena *arena, const char *path, struct phs_slice bytes, bool secret,
                             struct phs_err *err) {
    char *name;
    int fd = open_temporary(arena, path, secret ? 0600 : 0666, &name);
    if (fd < 0)
        return cannot(err, "written", path);
    bool written = write_all(fd, bytes) && fsync(fd) == 0;
    int failure = errno;
    if (close(fd) != 0 && written) {
        failure = errno;
        written = false;
    }
    if (written && rename(name, path) == 0)
        return PHS_OK;
    if (written)
        failure = errno;
    unlink(name);
    errno = failure;
    return cannot(err, "written", path);
}

enum phs_code phs_file_write(const char *path, struct phs_slice bytes, bool secret, struct phs_err *err) {
    if (phs_is_dir(path))
        return phs_fail(err, PHS_E_INPUT, "%s: a folder, not a file", path);
    if (is_stream(path))
        return write_stream(path, bytes, err);
    struct phs_arena *scratch = phs_arena_new();
    enum phs_code code = replace(scratch, path, bytes, secret, err);
    phs_arena_free(scratch);
    return code;
}
