// The C library shows these only to sources that ask for GNU extensions, which a module's header cannot.
// A set is `count` bytes, a bit for each core.
int thread_set_cores(int thread, unsigned long count, const void *set) __asm__("sched_setaffinity");
int thread_get_cores(int thread, unsigned long count, void *set) __asm__("sched_getaffinity");
