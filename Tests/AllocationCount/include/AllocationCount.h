#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/// How often the calling thread has asked for memory since it began.
uint64_t allocation_count(void);

/// Whether calls are counted: not under a sanitizer, which has an allocator of its own.
bool allocation_count_works(void);

#endif
