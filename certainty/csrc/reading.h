/* Reading: the words of a stretch of text. */

#ifndef CERTAINTY_READING_H
#define CERTAINTY_READING_H

#include "numbers.h"

typedef struct {
    uint32_t number, folded, ending; /* of the word, without its number, of its ending */
    uint32_t marks;
    uint32_t start, length; /* from the start of the stretch, in characters */
} Word;

typedef struct {
    PyObject_VAR_HEAD
    PyObject *words, *folded;
    double paper, rated, vague;
    long marks;
    char hyphenated;
    Py_ssize_t start;
    Word at[1];
} Reading;

static PyTypeObject ReadingType;

static void
reading_dealloc(Reading *self)
{
    Py_XDECREF(self->words);
    Py_XDECREF(self->folded);
    PyObject_Free(self);
}

static PyObject *
reading_where(Reading *self, PyObject *mark)
{
    unsigned long wanted = PyLong_AsUnsignedLong(mark);
    if (wanted == (unsigned long)-1 && PyErr_Occurred()) {
        return NULL;
    }
    PyObject *found = PyList_New(0);
    if (found == NULL || !(self->marks & wanted)) {
        return found;
    }
    for (Py_ssize_t i = 0; i < Py_SIZE(self); i++) {
        if (self->at[i].marks & wanted) {
            PyObject *place = PyLong_FromSsize_t(i);
            if (place == NULL || PyList_Append(found, place) < 0) {
                Py_XDECREF(place);
                Py_DECREF(found);
                return NULL;
            }
            Py_DECREF(place);
        }
    }
    return found;
}

static Py_ssize_t
start_of(const Reading *self, Py_ssize_t word)
{
    return self->start + self->at[word].start;
}

static Py_ssize_t
end_of(const Reading *self, Py_ssize_t word)
{
    return start_of(self, word) + self->at[word].length;
}

/* A tuple of two or three whole numbers. */
static PyObject *
tuple_of(Py_ssize_t n, Py_ssize_t first, Py_ssize_t second, Py_ssize_t third)
{
    Py_ssize_t each[3] = {first, second, third};
    PyObject *tuple = PyTuple_New(n);
    for (Py_ssize_t i = 0; tuple != NULL && i < n; i++) {
        PyObject *place = PyLong_FromSsize_t(each[i]);
        if (place == NULL) {
            Py_CLEAR(tuple);
            break;
        }
        PyTuple_SET_ITEM(tuple, i, place);
    }
    return tuple;
}

static int
two_places(PyObject *const *args, Py_ssize_t n, Py_ssize_t *first, Py_ssize_t *last)
{
    if (n != 2) {
        PyErr_Format(PyExc_TypeError, "two places are needed, not %zd", n);
        return -1;
    }
    *first = PyLong_AsSsize_t(args[0]);
    *last = PyLong_AsSsize_t(args[1]);
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *
reading_slice(Reading *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t first, last;
    if (two_places(args, n, &first, &last) < 0) {
        return NULL;
    }
    if (first < 0 || first >= Py_SIZE(self) || last < 1 || last > Py_SIZE(self)) {
        return PyErr_Format(PyExc_IndexError, "no words %zd to %zd among %zd", first, last,
                            Py_SIZE(self));
    }
    return tuple_of(2, start_of(self, first), end_of(self, last - 1), 0);
}

static PyObject *
reading_all(Reading *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *places = PyList_New(Py_SIZE(self));
    for (Py_ssize_t i = 0; places != NULL && i < Py_SIZE(self); i++) {
        PyObject *place = tuple_of(2, start_of(self, i), end_of(self, i), 0);
        if (place == NULL) {
            Py_CLEAR(places);
            break;
        }
        PyList_SET_ITEM(places, i, place);
    }
    return places;
}

/* How many words begin before an offset. */
static Py_ssize_t
begun(const Reading *self, Py_ssize_t offset)
{
    Py_ssize_t low = 0, high = Py_SIZE(self);
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (start_of(self, middle) < offset) {
            low = middle + 1;
        }
        else {
            high = middle;
        }
    }
    return low;
}

static PyObject *
reading_within(Reading *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t start, end;
    if (two_places(args, n, &start, &end) < 0) {
        return NULL;
    }
    Py_ssize_t first = begun(self, start + 1), last = begun(self, end);
    if (first && end_of(self, first - 1) > start) {
        first--;
    }
    return tuple_of(2, first, last, 0);
}

/* The reading that is the first of two arguments, a list of places the other; or NULL. */
static const Reading *
reading_with_places(PyObject *const *args, Py_ssize_t n)
{
    if (n != 2 || !Py_IS_TYPE(args[0], &ReadingType) || !PyList_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "a reading and a list of places are needed");
        return NULL;
    }
    return (const Reading *)args[0];
}

/* The place of a word that stands in a list; -1 with an error set. */
static Py_ssize_t
place_of(const Reading *self, PyObject *places, Py_ssize_t i)
{
    Py_ssize_t at = PyLong_AsSsize_t(PyList_GET_ITEM(places, i));
    if ((at < 0 || at >= Py_SIZE(self)) && !PyErr_Occurred()) {
        PyErr_Format(PyExc_IndexError, "no word %zd among %zd", at, Py_SIZE(self));
        return -1;
    }
    return at;
}

static PyMemberDef reading_members[] = {
    {"words", T_OBJECT, offsetof(Reading, words), READONLY, NULL},
    {"folded", T_OBJECT, offsetof(Reading, folded), READONLY, NULL},
    {"marks", T_LONG, offsetof(Reading, marks), READONLY, NULL},
    {"paper", T_DOUBLE, offsetof(Reading, paper), READONLY, NULL},
    {"rated", T_DOUBLE, offsetof(Reading, rated), READONLY, NULL},
    {"vague", T_DOUBLE, offsetof(Reading, vague), READONLY, NULL},
    {"hyphenated", T_BOOL, offsetof(Reading, hyphenated), READONLY, NULL},
    {NULL},
};

static PyMethodDef reading_methods[] = {
    {"where", (PyCFunction)reading_where, METH_O, NULL},
    {"slice", (PyCFunction)(void (*)(void))reading_slice, METH_FASTCALL, NULL},
    {"within", (PyCFunction)(void (*)(void))reading_within, METH_FASTCALL, NULL},
    {"all", (PyCFunction)reading_all, METH_NOARGS, NULL},
    {NULL},
};

static PyTypeObject ReadingType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "certainty._native.Reading",
    .tp_basicsize = offsetof(Reading, at),
    .tp_itemsize = sizeof(Word),
    .tp_dealloc = (destructor)reading_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_members = reading_members,
    .tp_methods = reading_methods,
};

#endif
