/* Writes down, in order, all that is written to a file and synced, before it is. For LD_PRELOAD.
 *
 * WRITES_OF names the file (its log beside it ends in "-wal"), WRITES_TO where it is written down:
 * what (W write, T cut to a length, S synced), which (0 the file, 1 its log), offset, length, bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int which(int fd)
{
    char link[64], path[4096];
    const char *of = getenv("WRITES_OF");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (of == NULL || length < 0)
        return -1;
    path[length] = 0;
    if (strcmp(path, of) == 0)
        return 0;
    size_t whole = strlen(of);
    return strncmp(path, of, whole) == 0 && strcmp(path + whole, "-wal") == 0 ? 1 : -1;
}

static void note(char what, int file, int64_t offset, int64_t length, const void *bytes)
{
    static int log = -1;
    char head[18];
    if (log < 0)
        log = open(getenv("WRITES_TO"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    head[0] = what;
    head[1] = (char) file;
    memcpy(head + 2, &offset, 8);
    memcpy(head + 10, &length, 8);
    if (write(log, head, sizeof head) != sizeof head)
        abort();
    if (bytes != NULL && write(log, bytes, (size_t) length) != length)
        abort();
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset)
{
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    int file = which(fd);
    if (file >= 0)
        note('W', file, offset, (int64_t) length, bytes);
    return real(fd, bytes, length, offset);
}

int ftruncate64(int fd, off64_t length)
{
    int (*real)(int, off64_t) = dlsym(RTLD_NEXT, "ftruncate64");
    int file = which(fd);
    if (file >= 0)
        note('T', file, 0, length, NULL);
    return real(fd, length);
}

int fdatasync(int fd)
{
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int file = which(fd), done = real(fd);
    if (file >= 0)
        note('S', file, 0, 0, NULL);
    return done;
}
