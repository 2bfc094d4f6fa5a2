/* Scorers are made of panels. */

#ifndef CERTAINTY_SCORER_TYPE_H
#define CERTAINTY_SCORER_TYPE_H

#include "scorer.h"

/* The number of a form, each of whose words leads on from the one before; -1 with an error. */
static int64_t
form_numbered(Scorer *self, PyObject *words)
{
    PyObject *each = PyUnicode_Split(words, NULL, -1);
    uint64_t form = 0;
    for (Py_ssize_t i = 0; each != NULL && i < PyList_GET_SIZE(each); i++) {
        int64_t word = numbered(PyList_GET_ITEM(each, i));
        uint64_t next = word < 0 ? 0 : map_get(&self->forms, PAIR(form, word));
        if (word >= 0 && !next) {
            next = self->forms.used + 1;
            word = map_put(&self->forms, PAIR(form, word), next);
        }
        if (word < 0) {
            Py_CLEAR(each);
            break;
        }
        form = next;
    }
    if (each == NULL) {
        return -1;
    }
    Py_DECREF(each);
    return (int64_t)form;
}

/* Add a table of weights: from words, or forms, to pairs of a head and its weight. */
static int
add_table(Scorer *self, PyObject *table, int of_forms)
{
    PyObject *key, *pairs;
    Py_ssize_t place = 0;
    self->tables++;
    while (PyDict_Next(table, &place, &key, &pairs)) {
        uint64_t begin = self->hits.used;
        if (!PyUnicode_Check(key) || !PyList_Check(pairs)) {
            PyErr_SetString(PyExc_TypeError, "a table leads from words to lists");
            return -1;
        }
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(pairs); i++) {
            Hit hit;
            if (GROW(self->hits) < 0
                || !PyArg_ParseTuple(PyList_GET_ITEM(pairs, i), "Id", &hit.head,
                                     &hit.weight)) {
                return -1;
            }
            if (hit.head >= self->biases.used) {
                return PyErr_Format(PyExc_IndexError, "there is no head %u", hit.head), -1;
            }
            self->hits.items[self->hits.used++] = hit;
        }
        int64_t number = of_forms ? form_numbered(self, key) : numbered(key);
        if (number < 0
            || (number && map_put(&self->weights, PAIR(self->tables, number),
                                  PAIR(begin, PyList_GET_SIZE(pairs))) < 0)) {
            return -1;
        }
    }
    return 0;
}

static int
add_tables(Scorer *self, PyObject *tables, Py_ssize_t wanted, Py_ssize_t of_forms)
{
    if (!PyList_Check(tables) || PyList_GET_SIZE(tables) != wanted) {
        PyErr_Format(PyExc_ValueError, "%zd tables are needed", wanted);
        return -1;
    }
    for (Py_ssize_t i = 0; i < wanted; i++) {
        PyObject *table = PyList_GET_ITEM(tables, i);
        if (!PyDict_Check(table)) {
            PyErr_SetString(PyExc_TypeError, "a table is a dict");
            return -1;
        }
        if (add_table(self, table, i == of_forms) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Add the tables of all owners; the dict says where those of each begin. NULL with an error. */
static PyObject *
add_owners(Scorer *self, PyObject *owners, Py_ssize_t wanted, Py_ssize_t of_forms)
{
    PyObject *firsts = PyDict_New(), *owner, *tables;
    Py_ssize_t place = 0;
    while (firsts != NULL && PyDict_Next(owners, &place, &owner, &tables)) {
        PyObject *first = PyLong_FromSize_t((size_t)self->tables + 1);
        if (first == NULL || PyDict_SetItem(firsts, owner, first) < 0
            || add_tables(self, tables, wanted, of_forms) < 0) {
            Py_CLEAR(firsts);
        }
        Py_XDECREF(first);
    }
    return firsts;
}

static PyObject *
scorer_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(keywords))
{
    PyObject *panel, *biases, *any, *own, *kinds;
    if (!PyArg_ParseTuple(args, "O:Scorer", &panel)) {
        return NULL;
    }
    Scorer *self = (Scorer *)type->tp_alloc(type, 0); /* filled with zeros */
    PyObject *flat = self ? PyObject_CallMethod(panel, "tables", NULL) : NULL;
    if (flat == NULL
        || !PyArg_ParseTuple(flat, "O!O!O!O!", &PyList_Type, &biases, &PyList_Type, &any,
                             &PyDict_Type, &own, &PyDict_Type, &kinds)) {
        goto failed;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(biases); i++) {
        double bias = PyFloat_AsDouble(PyList_GET_ITEM(biases, i));
        if (PyErr_Occurred() || GROW(self->biases) < 0) {
            goto failed;
        }
        self->biases.items[self->biases.used++] = bias;
    }
    if (add_tables(self, any, ANY, -1) < 0
        || (self->own = add_owners(self, own, OWN, FORM)) == NULL
        || (self->kinds = add_owners(self, kinds, KIND, -1)) == NULL) {
        goto failed;
    }
    tables_made++;
    Py_DECREF(flat);
    return (PyObject *)self;
failed:
    Py_XDECREF(flat);
    Py_XDECREF(self);
    return NULL;
}

static void
scorer_dealloc(Scorer *self)
{
    Py_XDECREF(self->own);
    Py_XDECREF(self->kinds);
    free(self->biases.items);
    free(self->hits.items);
    map_free(&self->weights);
    map_free(&self->forms);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef scorer_methods[] = {
    {"judge", (PyCFunction)(void (*)(void))scorer_judge, METH_FASTCALL, NULL},
    {"judge_words", (PyCFunction)(void (*)(void))scorer_judge_words, METH_FASTCALL, NULL},
    {NULL},
};

static PyTypeObject ScorerType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "certainty._native.Scorer",
    .tp_basicsize = sizeof(Scorer),
    .tp_dealloc = (destructor)scorer_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = scorer_methods,
    .tp_new = scorer_new,
};

#endif
