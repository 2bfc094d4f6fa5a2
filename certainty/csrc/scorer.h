/* Scorer: what the heads of a panel make of a candidate in a reading. */

#ifndef CERTAINTY_SCORER_H
#define CERTAINTY_SCORER_H

#include "maps.h"
#include "reading.h"

/* How many families of features there are, as in features.py; the last of OWN is the form. */
enum { ANY = 4, OWN = 7, KIND = 4, FORM = OWN - 1 };

typedef struct {
    uint32_t head;
    double weight;
} Hit;

typedef struct {
    PyObject_HEAD
    PyObject *own, *kinds; /* from a candidate, or its kind, to the first of its tables */
    ARRAY(double) biases;
    ARRAY(Hit) hits;
    Map weights; /* table, from 1 on, and word or form: hits */
    Map forms;   /* form so far and next word: form */
    uint32_t tables;
} Scorer;

static inline void
weigh(const Scorer *self, double *scores, uint32_t table, uint32_t number)
{
    if (!number) {
        return;
    }
    uint64_t stretch = map_get(&self->weights, PAIR(table, number));
    const Hit *hit = self->hits.items + BEGIN(stretch);
    for (size_t i = 0; i < COUNT(stretch); i++) {
        scores[hit[i].head] += hit[i].weight;
    }
}

/* The first of the tables of a candidate or kind, 0 where there is none; -1 with an error. */
static int64_t
tables_of(PyObject *first, PyObject *name)
{
    PyObject *table = PyDict_GetItemWithError(first, name);
    if (table == NULL) {
        return PyErr_Occurred() ? -1 : 0;
    }
    return PyLong_AsLongLong(table);
}

static uint32_t
form_of(const Scorer *self, const Reading *reading, Py_ssize_t first, Py_ssize_t last)
{
    uint32_t form = 0;
    for (Py_ssize_t at = first; at < last; at++) {
        uint32_t word = reading->at[at].folded;
        form = word ? (uint32_t)map_get(&self->forms, PAIR(form, word)) : 0;
        if (!form) {
            return 0;
        }
    }
    return form;
}

/* The scores of the words ``first`` to ``last`` (exclusive), a list of numbers. */
static PyObject *
judged(const Scorer *self, const Reading *reading, Py_ssize_t first, Py_ssize_t last,
       PyObject *name, PyObject *kind_name)
{
    Py_ssize_t size = Py_SIZE(reading);
    if (first < 0 || first >= last || last > size) {
        return PyErr_Format(PyExc_IndexError, "no words %zd to %zd among %zd", first, last,
                            size);
    }
    int64_t own = tables_of(self->own, name);
    int64_t kind = kind_name ? tables_of(self->kinds, kind_name) : 0;
    if (own < 0 || kind < 0) {
        return NULL;
    }
    const Word *words = reading->at;
    uint32_t next = last < size ? words[last].folded : edge;
    uint32_t next2 = last + 1 < size ? words[last + 1].folded : edge;
    uint32_t before = first ? words[first - 1].folded : edge;
    uint32_t before2 = first > 1 ? words[first - 2].folded : edge;
    uint32_t ending = last < size ? words[last].ending : edge;
    double few[16], *scores = few;
    size_t n = self->biases.used;
    if (n > sizeof few / sizeof *few && (scores = malloc(n * sizeof *scores)) == NULL) {
        return PyErr_NoMemory();
    }
    for (size_t i = 0; i < n; i++) {
        scores[i] = self->biases.items[i];
    }
    const uint32_t any[ANY] = {next, next2, before, before2};
    for (uint32_t i = 0; i < ANY; i++) {
        weigh(self, scores, 1 + i, any[i]);
    }
    if (own) {
        const uint32_t known[OWN] = {blank,  next,   next2, before, before2,
                                     ending, form_of(self, reading, first, last)};
        for (uint32_t i = 0; i < OWN; i++) {
            weigh(self, scores, (uint32_t)own + i, known[i]);
        }
    }
    if (kind) {
        const uint32_t known[KIND] = {blank, next, before, ending};
        for (uint32_t i = 0; i < KIND; i++) {
            weigh(self, scores, (uint32_t)kind + i, known[i]);
        }
    }
    PyObject *list = PyList_New((Py_ssize_t)n);
    for (size_t i = 0; list != NULL && i < n; i++) {
        PyObject *score = PyFloat_FromDouble(scores[i]);
        if (score == NULL) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)i, score);
    }
    if (scores != few) {
        free(scores);
    }
    return list;
}

static PyObject *
scorer_judge(Scorer *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t first, last;
    if (n != 5 || !Py_IS_TYPE(args[0], &ReadingType)) {
        PyErr_SetString(PyExc_TypeError, "a reading, two places, an id and a kind are needed");
        return NULL;
    }
    if (two_places(args + 1, 2, &first, &last) < 0) {
        return NULL;
    }
    return judged(self, (const Reading *)args[0], first, last, args[3], args[4]);
}

static PyObject *
scorer_judge_words(Scorer *self, PyObject *const *args, Py_ssize_t n)
{
    const Reading *reading = reading_with_places(args, n);
    PyObject *found = reading ? PyList_New(0) : NULL;
    for (Py_ssize_t i = 0; found != NULL && i < PyList_GET_SIZE(args[1]); i++) {
        Py_ssize_t at = place_of(reading, args[1], i);
        if (at < 0) {
            goto failed;
        }
        PyObject *word = PyList_GetItem(reading->folded, at);
        if (word == NULL) {
            goto failed;
        }
        int64_t own = tables_of(self->own, word);
        if (own == 0) {
            continue;
        }
        PyObject *scores = own < 0 ? NULL : judged(self, reading, at, at + 1, word, NULL);
        PyObject *place = PyLong_FromSsize_t(at);
        PyObject *pair = scores && place ? PyTuple_Pack(2, place, scores) : NULL;
        Py_XDECREF(scores);
        Py_XDECREF(place);
        if (pair == NULL || PyList_Append(found, pair) < 0) {
            Py_XDECREF(pair);
            goto failed;
        }
        Py_DECREF(pair);
    }
    return found;
failed:
    Py_DECREF(found);
    return NULL;
}

#endif
