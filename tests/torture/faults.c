/* Lets the n-th change of files under a folder fail, or kills the process there.
 *
 * Loaded with LD_PRELOAD it stands before libc's functions that change files: what Python, SQLite
 * and Chroma do to their files passes through here. Every change under the folder is a moment and
 * has a number, from 0; `faults_arm` says what happens at one of them. Linux only.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WATCH, NO_SPACE, IO_ERROR, SHORT, KILL_WITHIN, KILL_AFTER };

/* What a moment is: a write, which may be torn; another change; one that only gives space back. */
enum { TORN = 'w', WHOLE = 'c', FREES = 'f' };

enum { NOTED = 1 << 16 };

static char folder[PATH_MAX];
static size_t folder_length;
static int kind = WATCH;
static long moment = -1;
static int lasting;
static long seen;
static char kinds[NOTED + 1];
static int fired;

/* Watch what happens under `path` from now on; `at` is the moment at which `what` happens, and
 * after which errors go on if `from_then_on`. */
void faults_arm(const char *path, int what, long at, int from_then_on) {
    snprintf(folder, sizeof folder, "%s/", path);
    kind = what;
    moment = at;
    lasting = from_then_on;
    seen = 0;
    memset(kinds, 0, sizeof kinds);
    fired = 0;
    folder_length = strlen(folder);
}

/* Let everything pass again. */
void faults_disarm(void) { folder_length = 0; }

/* One letter for each moment so far. */
const char *faults_kinds(void) { return kinds; }

int faults_fired(void) { return fired; }

static int is_under(const char *path) {
    return folder_length && path && !strncmp(path, folder, folder_length);
}

static int fd_is_under(int fd) {
    char link[64], path[PATH_MAX];
    if (!folder_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int error = errno;
    ssize_t length = readlink(link, path, sizeof path - 2);
    errno = error;
    if (length <= 0) return 0;
    path[length] = '/'; /* the folder itself counts: it is synced */
    path[length + 1] = 0;
    return is_under(path);
}

static int at_is_under(int directory, const char *path) {
    return path && path[0] != '/' && directory != AT_FDCWD ? fd_is_under(directory)
                                                           : is_under(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* What happens at a moment, which is of a kind: WATCH for nothing. */
static int now(char is) {
    long number = __atomic_fetch_add(&seen, 1, __ATOMIC_SEQ_CST);
    int what = kind;
    if (number < NOTED) kinds[number] = is;
    if (number < moment || moment < 0 || (number > moment && !lasting)) return WATCH;
    if (number > moment && what == SHORT) what = NO_SPACE;
    if (is == FREES && what == NO_SPACE) return WATCH;
    if (is != TORN && (what == SHORT || what == KILL_WITHIN)) return WATCH;
    __atomic_store_n(&fired, 1, __ATOMIC_SEQ_CST);
    return what;
}

static int fails(int what) {
    if (what == NO_SPACE) errno = ENOSPC;
    if (what == IO_ERROR) errno = EIO;
    return what == NO_SPACE || what == IO_ERROR;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* A change that happens as a whole: `under` tells whether it counts. */
#define CHANGE(under, is, result, failure, call) \
    do { \
        if (!(under)) return call; \
        int what = now(is); \
        if (fails(what)) return failure; \
        result done = call; \
        if (what == KILL_AFTER) die(); \
        return done; \
    } while (0)

/* A write of `size` bytes, of which a part may be written. */
#define WRITE(fd, size, call, part) \
    do { \
        if (!fd_is_under(fd)) return call; \
        int what = now(TORN); \
        if (fails(what)) return -1; \
        int torn = (what == SHORT || what == KILL_WITHIN) && (size) > 1; \
        ssize_t done = torn ? part : call; \
        if (what == KILL_WITHIN || what == KILL_AFTER) die(); \
        return done; \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    WRITE(fd, size, real(fd, bytes, size), real(fd, bytes, size / 2));
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    REAL(pwrite);
    WRITE(fd, size, real(fd, bytes, size, at), real(fd, bytes, size / 2, at));
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    REAL(pwrite64);
    WRITE(fd, size, real(fd, bytes, size, at), real(fd, bytes, size / 2, at));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    WRITE(fd, (size_t)count, real(fd, parts, count), real(fd, parts, count / 2));
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
    REAL(pwritev);
    WRITE(fd, (size_t)count, real(fd, parts, count, at), real(fd, parts, count / 2, at));
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
    REAL(pwritev64);
    WRITE(fd, (size_t)count, real(fd, parts, count, at), real(fd, parts, count / 2, at));
}

ssize_t sendfile(int to, int from, off_t *at, size_t size) {
    REAL(sendfile);
    WRITE(to, size, real(to, from, at, size), real(to, from, at, size / 2));
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    REAL(sendfile64);
    WRITE(to, size, real(to, from, at, size), real(to, from, at, size / 2));
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t size,
                        unsigned flags) {
    REAL(copy_file_range);
    WRITE(to, size, real(from, at, to, there, size, flags),
          real(from, at, to, there, size / 2, flags));
}

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file) {
    REAL(fwrite);
    CHANGE(fd_is_under(fileno(file)), WHOLE, size_t, 0, real(bytes, size, count, file));
}

int fflush(FILE *file) {
    REAL(fflush);
    CHANGE(file && fd_is_under(fileno(file)), WHOLE, int, EOF, real(file));
}

int fsync(int fd) {
    REAL(fsync);
    CHANGE(fd_is_under(fd), WHOLE, int, -1, real(fd));
}

int fdatasync(int fd) {
    REAL(fdatasync);
    CHANGE(fd_is_under(fd), WHOLE, int, -1, real(fd));
}

int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    CHANGE(fd_is_under(fd), WHOLE, int, -1, real(fd, size));
}

int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    CHANGE(fd_is_under(fd), WHOLE, int, -1, real(fd, size));
}

int fallocate(int fd, int mode, off_t at, off_t size) {
    REAL(fallocate);
    CHANGE(fd_is_under(fd), WHOLE, int, -1, real(fd, mode, at, size));
}

int rename(const char *from, const char *to) {
    REAL(rename);
    CHANGE(is_under(from) || is_under(to), WHOLE, int, -1, real(from, to));
}

int renameat(int there, const char *from, int here, const char *to) {
    REAL(renameat);
    CHANGE(at_is_under(there, from) || at_is_under(here, to), WHOLE, int, -1,
          real(there, from, here, to));
}

int link(const char *from, const char *to) {
    REAL(link);
    CHANGE(is_under(from) || is_under(to), WHOLE, int, -1, real(from, to));
}

int unlink(const char *path) {
    REAL(unlink);
    CHANGE(is_under(path), FREES, int, -1, real(path));
}

int unlinkat(int directory, const char *path, int flags) {
    REAL(unlinkat);
    CHANGE(at_is_under(directory, path), FREES, int, -1, real(directory, path, flags));
}

int rmdir(const char *path) {
    REAL(rmdir);
    CHANGE(is_under(path), FREES, int, -1, real(path));
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    CHANGE(is_under(path), WHOLE, int, -1, real(path, mode));
}

int chmod(const char *path, mode_t mode) {
    REAL(chmod);
    CHANGE(is_under(path), FREES, int, -1, real(path, mode));
}

/* Opening counts where it makes or empties a file. */
#define OPEN(under, flags, call) \
    do { \
        mode_t mode = 0; \
        if ((flags) & (O_CREAT | O_TMPFILE)) { \
            va_list more; \
            va_start(more, flags); \
            mode = va_arg(more, mode_t); \
            va_end(more); \
        } \
        CHANGE(((flags) & (O_CREAT | O_TRUNC)) && (under), WHOLE, int, -1, call); \
    } while (0)

static int is_new(int directory, const char *path, int flags) {
    if (flags & O_TRUNC) return 1;
    int error = errno;
    int missing = faccessat(directory, path, F_OK, 0);
    errno = error;
    return missing;
}

int open(const char *path, int flags, ...) {
    REAL(open);
    OPEN(is_under(path) && is_new(AT_FDCWD, path, flags), flags, real(path, flags, mode));
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    OPEN(is_under(path) && is_new(AT_FDCWD, path, flags), flags, real(path, flags, mode));
}

int openat(int directory, const char *path, int flags, ...) {
    REAL(openat);
    OPEN(at_is_under(directory, path) && is_new(directory, path, flags), flags,
         real(directory, path, flags, mode));
}

int openat64(int directory, const char *path, int flags, ...) {
    REAL(openat64);
    OPEN(at_is_under(directory, path) && is_new(directory, path, flags), flags,
         real(directory, path, flags, mode));
}

FILE *fopen(const char *path, const char *mode) {
    REAL(fopen);
    CHANGE(mode[0] != 'r' && is_under(path), WHOLE, FILE *, NULL, real(path, mode));
}

FILE *fopen64(const char *path, const char *mode) {
    REAL(fopen64);
    CHANGE(mode[0] != 'r' && is_under(path), WHOLE, FILE *, NULL, real(path, mode));
}
