/* What the processor can do and Swift has no word for. */

/* Asks for a line of memory ahead of its use, without waiting for it. Any address will do. */
static inline void intrinsics_prefetch(const void *address) {
    __builtin_prefetch(address, 0, 3);
}
