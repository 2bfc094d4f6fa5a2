/* The numbers of words: any word of any table has one, the same for all tables. */

#ifndef CERTAINTY_NUMBERS_H
#define CERTAINTY_NUMBERS_H

#include "arrays.h"

static PyObject *numbers;    /* from words to their numbers */
static PyObject *zero;       /* what words that are numbers are folded to */
static uint32_t edge, blank; /* of "^", beyond a sentence, and of "" */

/* Tables made so far. A word that was looked up before may have a number since. */
static uint64_t tables_made;

/* For each number the last reading that counted its word. */
static ARRAY(uint64_t) counted;
static uint64_t readings;

/* The number of a word, 0 where it has none; -1 with an error set. */
static int64_t
number_of(PyObject *word)
{
    PyObject *number = PyDict_GetItemWithError(numbers, word);
    if (number == NULL) {
        return PyErr_Occurred() ? -1 : 0;
    }
    return PyLong_AsLongLong(number);
}

/* The number of a word, a new one where it has none; -1 with an error set. */
static int64_t
numbered(PyObject *word)
{
    int64_t known = number_of(word);
    if (known) {
        return known;
    }
    if (counted.used == 0) {
        counted.used = 1; /* 0 is no number */
    }
    if (GROW(counted) < 0) {
        return -1;
    }
    PyObject *number = PyLong_FromSize_t(counted.used);
    if (number == NULL || PyDict_SetItem(numbers, word, number) < 0) {
        Py_XDECREF(number);
        return -1;
    }
    Py_DECREF(number);
    counted.items[counted.used] = 0;
    return (int64_t)counted.used++;
}

/* The marks of words that are asked for here, as in vocabulary.py. */
enum { NUMERAL = 256, ADVERB = 512, BREAK = 1024 };

#endif
