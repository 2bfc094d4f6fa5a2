/* Maps from numbers to numbers; neither is ever 0. */

#ifndef CERTAINTY_MAPS_H
#define CERTAINTY_MAPS_H

#include "arrays.h"

typedef struct {
    uint64_t key, value;
} Slot;

/* The filter has a few bits for each slot, small enough to stay near at hand: most look-ups
 * find nothing, and a bit that is not set says so at once. */
typedef struct {
    Slot *slots;
    uint64_t *filter;
    size_t used, room; /* room is a power of two */
} Map;

enum { BITS = 4 };

static inline uint64_t
mix(uint64_t key)
{
    key *= UINT64_C(0x9E3779B97F4A7C15);
    return key ^ key >> 32;
}

static inline size_t
slot_of(const Map *map, uint64_t key, uint64_t mixed)
{
    size_t at = (size_t)mixed & (map->room - 1);
    while (map->slots[at].key && map->slots[at].key != key) {
        at = (at + 1) & (map->room - 1);
    }
    return at;
}

/* The word of the filter that a key has its bit in, and the bit. */
#define FILTER(map, mixed) (map)->filter[((mixed) >> 38) & ((map)->room * BITS / 64 - 1)]
#define BIT(mixed) (UINT64_C(1) << ((mixed) >> 32 & 63))

/* The value of a key, or 0. */
static inline uint64_t
map_get(const Map *map, uint64_t key)
{
    uint64_t mixed = mix(key);
    if (!map->room || !(FILTER(map, mixed) & BIT(mixed))) {
        return 0;
    }
    return map->slots[slot_of(map, key, mixed)].value;
}

static void
map_free(Map *map)
{
    free(map->slots);
    free(map->filter);
}

static void
map_set(Map *map, uint64_t key, uint64_t value)
{
    uint64_t mixed = mix(key);
    Slot *slot = &map->slots[slot_of(map, key, mixed)];
    map->used += !slot->key;
    *slot = (Slot){key, value};
    FILTER(map, mixed) |= BIT(mixed);
}

static int
map_put(Map *map, uint64_t key, uint64_t value)
{
    if (map->used * 2 >= map->room) {
        Map larger = {NULL, NULL, 0, map->room ? map->room * 2 : 64};
        larger.slots = calloc(larger.room, sizeof(Slot));
        larger.filter = calloc(larger.room * BITS / 64, sizeof(uint64_t));
        if (larger.slots == NULL || larger.filter == NULL) {
            map_free(&larger);
            PyErr_NoMemory();
            return -1;
        }
        for (size_t at = 0; at < map->room; at++) {
            if (map->slots[at].key) {
                map_set(&larger, map->slots[at].key, map->slots[at].value);
            }
        }
        map_free(map);
        *map = larger;
    }
    map_set(map, key, value);
    return 0;
}

/* A key of two numbers, and a value that is a stretch of an array. */
#define PAIR(first, second) ((uint64_t)(first) << 32 | (uint64_t)(second))
#define BEGIN(stretch) ((size_t)((stretch) >> 32))
#define COUNT(stretch) ((size_t)((stretch) & UINT32_MAX))

#endif
