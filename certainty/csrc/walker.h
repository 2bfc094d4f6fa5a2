/* Walker: the phrases of a trie in a reading. */

#ifndef CERTAINTY_WALKER_H
#define CERTAINTY_WALKER_H

#include "maps.h"
#include "reading.h"

enum { NOTHING = -1 };

typedef struct {
    int value, adverb, number, any; /* NOTHING where there is none */
    int open;                       /* whether there is more than words to look at */
} Node;

typedef struct {
    int behind, apart;
} Anchor;

typedef struct {
    int node, gain;
} Branch;

typedef struct {
    PyObject_HEAD
    ARRAY(Node) nodes;
    ARRAY(Branch) branches; /* behind alternatives and slots, and at the first words */
    ARRAY(Anchor) anchors;
    Map words;    /* node and word: the next node, from 1 on */
    Map listed;   /* node and word: branches */
    Map firsts;   /* first word: branches */
    Map anchored; /* word: anchors */
    Map near;     /* anchor, from 1 on, and companion: 1 */
    uint64_t digits; /* branches at any number */
} Walker;

/* Where a walk stands: the next node and word, and how many literal words led there. */
typedef struct {
    int node;
    Py_ssize_t at;
    int literals;
} Step;

typedef ARRAY(Step) Steps;
typedef ARRAY(Py_ssize_t) Offsets;

static int
push(Steps *waiting, int node, Py_ssize_t at, int literals)
{
    if (GROW(*waiting) < 0) {
        return -1;
    }
    waiting->items[waiting->used++] = (Step){node, at, literals};
    return 0;
}

/* The longest phrase from the waiting steps on: where it ends, and its value or NOTHING. */
static int
walk(const Walker *self, const Reading *reading, Steps *waiting, Py_ssize_t *end, int *value)
{
    Py_ssize_t best = 0, size = Py_SIZE(reading);
    int most = 0;
    *value = NOTHING;
    while (waiting->used) {
        Step step = waiting->items[--waiting->used];
        for (;;) {
            const Node *node = &self->nodes.items[step.node];
            if (node->value != NOTHING
                && (step.at > best
                    || (step.at == best
                        && (step.literals > most
                            || (step.literals == most && node->value < *value))))) {
                best = step.at;
                most = step.literals;
                *value = node->value;
            }
            if (step.at == size) {
                break;
            }
            const Word *word = &reading->at[step.at++];
            uint64_t key = PAIR(step.node, word->number);
            if (node->open) {
                uint64_t listed = word->number ? map_get(&self->listed, key) : 0;
                const Branch *branch = self->branches.items + BEGIN(listed);
                for (size_t i = 0; i < COUNT(listed); i++) {
                    if (push(waiting, branch[i].node, step.at,
                             step.literals + branch[i].gain) < 0) {
                        return -1;
                    }
                }
                if ((node->adverb != NOTHING && word->marks & ADVERB
                     && push(waiting, node->adverb, step.at, step.literals) < 0)
                    || (node->any != NOTHING && !(word->marks & BREAK)
                        && push(waiting, node->any, step.at, step.literals) < 0)
                    || (node->number != NOTHING && word->marks & NUMERAL
                        && push(waiting, node->number, step.at, step.literals) < 0)) {
                    return -1;
                }
            }
            uint64_t next = word->number ? map_get(&self->words, key) : 0;
            if (!next) {
                break;
            }
            step.node = (int)(next - 1);
            step.literals++;
        }
    }
    *end = best;
    return 0;
}

static int
ascending(const void *one, const void *other)
{
    Py_ssize_t a = *(const Py_ssize_t *)one, b = *(const Py_ssize_t *)other;
    return (a > b) - (a < b);
}

/* Where a phrase may begin, by its anchor and the anchor's companion; in order. */
static int
openings(const Walker *self, const Reading *reading, PyObject *places, Offsets *found)
{
    int in_order = 1;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(places); i++) {
        Py_ssize_t at = place_of(reading, places, i);
        if (at < 0) {
            return -1;
        }
        uint32_t number = reading->at[at].number;
        uint64_t anchored = number ? map_get(&self->anchored, number) : 0;
        for (size_t k = BEGIN(anchored); k < BEGIN(anchored) + COUNT(anchored); k++) {
            const Anchor *anchor = &self->anchors.items[k];
            Py_ssize_t other = at + anchor->apart;
            if (other < 0 || other >= Py_SIZE(reading) || anchor->behind > at) {
                continue;
            }
            uint32_t companion = reading->at[other].number;
            if (!companion || !map_get(&self->near, PAIR(k + 1, companion))) {
                continue;
            }
            Py_ssize_t first = at - anchor->behind;
            if (GROW(*found) < 0) {
                return -1;
            }
            in_order &= !found->used || found->items[found->used - 1] <= first;
            found->items[found->used++] = first;
        }
    }
    if (!in_order) {
        qsort(found->items, found->used, sizeof *found->items, ascending);
    }
    return 0;
}

static PyObject *
walker_find(Walker *self, PyObject *const *args, Py_ssize_t n)
{
    const Reading *reading = reading_with_places(args, n);
    if (reading == NULL) {
        return NULL;
    }
    Offsets starts = {NULL, 0, 0};
    Steps waiting = {NULL, 0, 0};
    PyObject *found = PyList_New(0);
    if (found == NULL || openings(self, reading, args[1], &starts) < 0) {
        goto failed;
    }
    for (size_t i = 0; i < starts.used; i++) {
        Py_ssize_t first = starts.items[i], end;
        if (i && starts.items[i - 1] == first) {
            continue;
        }
        const Word *word = &reading->at[first];
        uint64_t behind = word->number ? map_get(&self->firsts, word->number) : 0;
        if (!behind && word->marks & NUMERAL) {
            behind = self->digits;
        }
        int value;
        for (size_t k = BEGIN(behind); k < BEGIN(behind) + COUNT(behind); k++) {
            if (push(&waiting, self->branches.items[k].node, first + 1, 0) < 0) {
                goto failed;
            }
        }
        if (walk(self, reading, &waiting, &end, &value) < 0) {
            goto failed;
        }
        if (value != NOTHING) {
            PyObject *match = tuple_of(3, first, end, value);
            if (match == NULL || PyList_Append(found, match) < 0) {
                Py_XDECREF(match);
                goto failed;
            }
            Py_DECREF(match);
        }
    }
    free(starts.items);
    free(waiting.items);
    return found;
failed:
    Py_XDECREF(found);
    free(starts.items);
    free(waiting.items);
    return NULL;
}

#endif
