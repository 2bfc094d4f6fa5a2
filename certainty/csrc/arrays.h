/* Arrays that grow. */

#ifndef CERTAINTY_ARRAYS_H
#define CERTAINTY_ARRAYS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>


/* Make room for one more item; 0, or -1 with an error set. */
static int
grow(void **items, size_t *room, size_t used, size_t size)
{
    if (used < *room) {
        return 0;
    }
    size_t wanted = *room ? *room * 2 : 16;
    void *grown = realloc(*items, wanted * size);
    if (grown == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    *items = grown;
    *room = wanted;
    return 0;
}

#define GROW(array) grow((void **)&(array).items, &(array).room, (array).used, sizeof *(array).items)
#define ARRAY(type) struct { type *items; size_t used, room; }

#endif
