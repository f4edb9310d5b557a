/* Kills a process at its n-th write to a record's files; loaded before the C library (LD_PRELOAD).
 *
 * OVATION_TEST_KILL_PATH: the beginning of the paths whose writes count.
 * OVATION_TEST_KILL_AT:   the number of the write, from 1, that is not survived.
 * OVATION_TEST_KILL_HALF: `1` when half of that write is done first.
 *
 * What changes a file is counted: writes, truncations, new names, removals. What was written stays in the
 * system's cache, as it does when a process dies.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long done;
static long last;
static int half;
static const char *beginning;

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("OVATION_TEST_KILL_AT");
    const char *halved = getenv("OVATION_TEST_KILL_HALF");
    beginning = getenv("OVATION_TEST_KILL_PATH");
    last = at ? atol(at) : 0;
    half = halved && *halved == '1';
}

static int counts(const char *path) {
    return beginning && *beginning && strncmp(path, beginning, strlen(beginning)) == 0;
}

/* Whether this is the write to die at. */
static int is_last(const char *path) {
    return counts(path) && atomic_fetch_add(&done, 1) + 1 == last;
}

static int is_last_of(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_last(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t (*next)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (is_last_of(fd)) {
        if (half) next(fd, bytes, count / 2);
        die();
    }
    return next(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t place) {
    ssize_t (*next)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    if (is_last_of(fd)) {
        if (half) next(fd, bytes, count / 2, place);
        die();
    }
    return next(fd, bytes, count, place);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t place) {
    return pwrite64(fd, bytes, count, place);
}

int ftruncate64(int fd, off64_t length) {
    int (*next)(int, off64_t) = dlsym(RTLD_NEXT, "ftruncate64");
    if (is_last_of(fd)) die();
    return next(fd, length);
}

int ftruncate(int fd, off_t length) {
    return ftruncate64(fd, length);
}

int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    if (is_last(from)) die();
    return next(from, to);
}

int unlink(const char *path) {
    int (*next)(const char *) = dlsym(RTLD_NEXT, "unlink");
    if (is_last(path)) die();
    return next(path);
}
