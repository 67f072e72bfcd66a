// A disk that forgets and a disk that fails, put under a program by LD_PRELOAD.
//
//   DISK_FOLDER  the files below it are watched (but *-shm and *.lock, which no crash outlives)
//   DISK_LOG     where what each write destroys is noted, before the write: what power_loss.py rolls
//                back. A file's notes end at its fsync or fdatasync; those of its name at the fsync of
//                its folder. No watched file is really synced: a kill loses nothing that was written.
//   DISK_FAULTS  a file of one page, read at each call: "GENERATION CALL SUFFIX ERROR FIRST COUNT".
//                From the FIRST such CALL (write, read, sync, truncate, open) on a file whose name ends
//                with SUFFIX (* for all), COUNT of them (0: all that follow) fail with ERROR: EIO,
//                ENOSPC, SHORT (half is written), FLIP (a byte is read wrong). A new GENERATION counts
//                anew; "-" fails nothing.
//
// One note: a struct note, the name, the bytes destroyed. Notes are written under one lock together
// with what they are about, so that their order is the order of the disk.

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { most_files = 4096, note_write = 'W', note_sync = 'S', note_create = 'C', note_remove = 'R' };

struct note {
    uint32_t kind;
    uint32_t name_size;
    uint64_t offset;
    uint64_t length;     // of the write
    uint64_t old_size;   // of the file
    uint64_t destroyed;  // bytes that follow
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char *names[most_files];  // of watched descriptors
static char folder[PATH_MAX];
static const char *faults;
static int notes = -1;
static long generation, calls;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_pread)(int, void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_read)(int, void *, size_t);
static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_fallocate)(int, off_t, off_t);
static int (*real_unlink)(const char *);
static int (*real_link)(const char *, const char *);
static int (*real_rename)(const char *, const char *);

static void begin(void) {
    *(void **)&real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    *(void **)&real_pread = dlsym(RTLD_NEXT, "pread64");
    *(void **)&real_write = dlsym(RTLD_NEXT, "write");
    *(void **)&real_read = dlsym(RTLD_NEXT, "read");
    *(void **)&real_open = dlsym(RTLD_NEXT, "open64");
    *(void **)&real_openat = dlsym(RTLD_NEXT, "openat64");
    *(void **)&real_close = dlsym(RTLD_NEXT, "close");
    *(void **)&real_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **)&real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **)&real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    *(void **)&real_fallocate = dlsym(RTLD_NEXT, "posix_fallocate64");
    *(void **)&real_unlink = dlsym(RTLD_NEXT, "unlink");
    *(void **)&real_link = dlsym(RTLD_NEXT, "link");
    *(void **)&real_rename = dlsym(RTLD_NEXT, "rename");
    const char *wanted = getenv("DISK_FOLDER");
    if (wanted == NULL || realpath(wanted, folder) == NULL) folder[0] = '\0';
    const char *log = getenv("DISK_LOG");
    if (log != NULL) notes = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *control = getenv("DISK_FAULTS");
    const int file = control == NULL ? -1 : real_open(control, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        void *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
        if (page != MAP_FAILED) faults = page;
        real_close(file);
    }
}

static void ready(void) {
    pthread_once(&once, begin);
}

static int ends_with(const char *name, const char *suffix) {
    const size_t all = strlen(name), part = strlen(suffix);
    return all >= part && strcmp(name + all - part, suffix) == 0;
}

// The whole name of a file below the folder; 0 for any other.
static int watched(const char *path, char *name) {
    if (folder[0] == '\0' || path == NULL) return 0;
    if (path[0] == '/') {
        snprintf(name, PATH_MAX, "%s", path);
    } else {
        char here[PATH_MAX / 2];
        if (getcwd(here, sizeof here) == NULL) return 0;
        snprintf(name, PATH_MAX, "%s/%.2000s", here, path);
    }
    if (strncmp(name, folder, strlen(folder)) != 0) return 0;
    return !ends_with(name, "-shm") && !ends_with(name, ".lock");
}

static const char *name_of(int file) {
    return file >= 0 && file < most_files ? names[file] : NULL;
}

static uint64_t size_of(int file) {
    struct stat status;
    return fstat(file, &status) == 0 ? (uint64_t)status.st_size : 0;
}

// Under the lock.
static void note(uint32_t kind, const char *name, int file, uint64_t offset, uint64_t length) {
    if (notes < 0) return;
    const uint64_t old = file < 0 ? 0 : size_of(file);
    const uint64_t end = offset + length < old ? offset + length : old;
    struct note head = {kind, (uint32_t)strlen(name), offset, length, old,
                        end > offset ? end - offset : 0};
    char *bytes = malloc(sizeof head + head.name_size + head.destroyed);
    memcpy(bytes, &head, sizeof head);
    memcpy(bytes + sizeof head, name, head.name_size);
    char *image = bytes + sizeof head + head.name_size;
    for (uint64_t got = 0; got < head.destroyed;) {
        // A file opened for writing only is read through a descriptor of our own.
        ssize_t count = real_pread(file, image + got, head.destroyed - got, (off_t)(offset + got));
        if (count < 0 && errno == EBADF) {
            const int again = real_open(name, O_RDONLY | O_CLOEXEC);
            count = real_pread(again, image + got, head.destroyed - got, (off_t)(offset + got));
            real_close(again);
        }
        if (count <= 0) abort();
        got += (uint64_t)count;
    }
    const size_t size = sizeof head + head.name_size + head.destroyed;
    if (real_write(notes, bytes, size) != (ssize_t)size) abort();
    free(bytes);
}

struct fault {
    int error;  // 0: none
    int half, flip;
};

// Under the lock.
static struct fault fault_in(const char *call, const char *name) {
    struct fault none = {0, 0, 0};
    if (faults == NULL || faults[0] == '-' || faults[0] == '\0') return none;
    long wanted = 0, first = 0, count = 0;
    char which[16], suffix[64], error[16];
    if (sscanf(faults, "%ld %15s %63s %15s %ld %ld", &wanted, which, suffix, error, &first,
               &count) != 6)
        return none;
    if (wanted != generation) generation = wanted, calls = 0;
    if (strcmp(which, call) != 0 || (suffix[0] != '*' && !ends_with(name, suffix))) return none;
    ++calls;
    if (calls < first || (count > 0 && calls >= first + count)) return none;
    struct fault fault = {EIO, strcmp(error, "SHORT") == 0, strcmp(error, "FLIP") == 0};
    if (strcmp(error, "ENOSPC") == 0 || fault.half) fault.error = ENOSPC;
    return fault;
}

static ssize_t write_at(int file, const char *name, const void *bytes, size_t size, off_t offset) {
    pthread_mutex_lock(&lock);
    const struct fault fault = fault_in("write", name);
    ssize_t result = -1;
    if (fault.error != 0 && !(fault.half && size > 1)) {
        errno = fault.error;
    } else {
        const size_t part = fault.half ? size / 2 : size;
        note(note_write, name, file, (uint64_t)offset, part);
        result = real_pwrite(file, bytes, part, offset);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off_t offset) {
    ready();
    const char *name = name_of(file);
    if (name == NULL) return real_pwrite(file, bytes, size, offset);
    return write_at(file, name, bytes, size, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
    return pwrite64(file, bytes, size, offset);
}

static off_t place_of(int file) {
    const int appends = (fcntl(file, F_GETFL) & O_APPEND) != 0;
    return appends ? (off_t)size_of(file) : lseek(file, 0, SEEK_CUR);
}

ssize_t write(int file, const void *bytes, size_t size) {
    ready();
    const char *name = name_of(file);
    if (name == NULL) return real_write(file, bytes, size);
    const off_t place = place_of(file);
    const ssize_t result = write_at(file, name, bytes, size, place);
    if (result > 0) lseek(file, place + result, SEEK_SET);
    return result;
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    ssize_t all = 0;
    for (int i = 0; i < count; ++i) {
        const ssize_t result = write(file, parts[i].iov_base, parts[i].iov_len);
        if (result < 0) return all > 0 ? all : result;
        all += result;
        if ((size_t)result < parts[i].iov_len) break;
    }
    return all;
}

ssize_t pread64(int file, void *bytes, size_t size, off_t offset) {
    ready();
    const char *name = name_of(file);
    if (name == NULL) return real_pread(file, bytes, size, offset);
    pthread_mutex_lock(&lock);
    const struct fault fault = fault_in("read", name);
    pthread_mutex_unlock(&lock);
    if (fault.error != 0 && !fault.flip) {
        errno = fault.error;
        return -1;
    }
    const ssize_t result = real_pread(file, bytes, size, offset);
    if (fault.flip && result > 0) ((char *)bytes)[result / 2] ^= 0x10;
    return result;
}

ssize_t pread(int file, void *bytes, size_t size, off_t offset) {
    return pread64(file, bytes, size, offset);
}

// The name of a new descriptor; a file that was not there is noted.
static int opened(int file, const char *path, int flags, int was_there) {
    char name[PATH_MAX];
    if (file < 0 || file >= most_files || !watched(path, name)) return file;
    pthread_mutex_lock(&lock);
    free(names[file]);
    names[file] = strdup(name);
    if ((flags & O_CREAT) != 0 && !was_there) note(note_create, name, -1, 0, 0);
    pthread_mutex_unlock(&lock);
    return file;
}

static int may_open(const char *path, int flags) {
    char name[PATH_MAX];
    if (!watched(path, name)) return 1;
    pthread_mutex_lock(&lock);
    const struct fault fault = fault_in("open", name);
    // What the opening itself throws away.
    if (fault.error == 0 && (flags & O_TRUNC) != 0) {
        const int file = real_open(path, O_RDONLY | O_CLOEXEC);
        if (file >= 0) {
            note(note_write, name, file, 0, size_of(file));
            real_close(file);
        }
    }
    pthread_mutex_unlock(&lock);
    if (fault.error != 0) errno = fault.error;
    return fault.error == 0;
}

static int open_any(int at, const char *path, int flags, mode_t mode) {
    ready();
    if (!may_open(path, flags)) return -1;
    const int was_there = (flags & O_CREAT) != 0 && faccessat(at, path, F_OK, 0) == 0;
    return opened(real_openat(at, path, flags, mode), path, flags, was_there);
}

static mode_t mode_in(int flags, va_list rest) {
    return (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return open_any(AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return open_any(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_in(flags, rest);
    va_end(rest);
    return open_any(at, path, flags, mode);
}

int close(int file) {
    ready();
    if (name_of(file) != NULL) {
        pthread_mutex_lock(&lock);
        free(names[file]);
        names[file] = NULL;
        pthread_mutex_unlock(&lock);
    }
    return real_close(file);
}

static int synced(int file) {
    const char *name = name_of(file);
    pthread_mutex_lock(&lock);
    const struct fault fault = fault_in("sync", name);
    if (fault.error == 0) note(note_sync, name, -1, 0, 0);
    pthread_mutex_unlock(&lock);
    if (fault.error == 0) return 0;
    errno = fault.error;
    return -1;
}

int fsync(int file) {
    ready();
    return name_of(file) == NULL ? real_fsync(file) : synced(file);
}

int fdatasync(int file) {
    ready();
    return name_of(file) == NULL ? real_fdatasync(file) : synced(file);
}

int ftruncate64(int file, off_t size) {
    ready();
    const char *name = name_of(file);
    if (name == NULL) return real_ftruncate(file, size);
    pthread_mutex_lock(&lock);
    const struct fault fault = fault_in("truncate", name);
    int result = -1;
    if (fault.error != 0) {
        errno = fault.error;
    } else {
        const uint64_t old = size_of(file);
        const uint64_t cut = (uint64_t)size < old ? old - (uint64_t)size : 0;
        note(note_write, name, file, (uint64_t)size, cut);
        result = real_ftruncate(file, size);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int file, off_t size) {
    return ftruncate64(file, size);
}

int posix_fallocate64(int file, off_t offset, off_t size) {
    ready();
    const char *name = name_of(file);
    if (name == NULL) return real_fallocate(file, offset, size);
    pthread_mutex_lock(&lock);
    const struct fault fault = fault_in("write", name);
    pthread_mutex_unlock(&lock);
    return fault.error != 0 ? fault.error : real_fallocate(file, offset, size);
}

int posix_fallocate(int file, off_t offset, off_t size) {
    return posix_fallocate64(file, offset, size);
}

int unlink(const char *path) {
    ready();
    char name[PATH_MAX];
    if (!watched(path, name)) return real_unlink(path);
    pthread_mutex_lock(&lock);
    const int file = real_open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        note(note_remove, name, file, 0, size_of(file));
        real_close(file);
    }
    const int result = real_unlink(path);
    pthread_mutex_unlock(&lock);
    return result;
}

int link(const char *from, const char *to) {
    ready();
    char name[PATH_MAX];
    if (!watched(to, name)) return real_link(from, to);
    pthread_mutex_lock(&lock);
    note(note_create, name, -1, 0, 0);
    const int result = real_link(from, to);
    pthread_mutex_unlock(&lock);
    return result;
}

// A file put in another's place: the place is created anew, what stood there is gone.
int rename(const char *from, const char *to) {
    ready();
    char name[PATH_MAX];
    if (!watched(to, name)) return real_rename(from, to);
    pthread_mutex_lock(&lock);
    const int file = real_open(to, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        note(note_remove, name, file, 0, size_of(file));
        real_close(file);
    } else {
        note(note_create, name, -1, 0, 0);
    }
    const int result = real_rename(from, to);
    pthread_mutex_unlock(&lock);
    return result;
}
