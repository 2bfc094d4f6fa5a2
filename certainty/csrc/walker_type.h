/* Walkers are made of tries. */

#ifndef CERTAINTY_WALKER_TYPE_H
#define CERTAINTY_WALKER_TYPE_H

#include "walker.h"

/* Set an error unless there is one; always -1. */
static int
not_a_trie(void)
{
    if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_TypeError, "a trie of another make");
    }
    return -1;
}

/* The whole number that an attribute is; sets an error where it is none. */
static int
whole(PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    long number = value ? PyLong_AsLong(value) : -1;
    Py_XDECREF(value);
    return (int)number;
}

/* The number of a node, NOTHING of None; sets an error where it is not known. */
static int
node_numbered(const Map *known, PyObject *node)
{
    uint64_t number = map_get(known, (uint64_t)(uintptr_t)node);
    if (!number && node != Py_None && !PyErr_Occurred()) {
        PyErr_SetString(PyExc_ValueError, "a node is not among those of the trie");
    }
    return (int)number - 1;
}

/* The number of the node that an attribute is. */
static int
node_at(const Map *known, PyObject *node, const char *name)
{
    PyObject *child = PyObject_GetAttrString(node, name);
    int number = child ? node_numbered(known, child) : NOTHING;
    Py_XDECREF(child);
    return number;
}

/* An attribute that is a dict of words; NULL with an error set. */
static PyObject *
words_at(PyObject *object, const char *name)
{
    PyObject *words = PyObject_GetAttrString(object, name);
    if (words != NULL && !PyDict_Check(words)) {
        PyErr_Format(PyExc_TypeError, "%s is no dict", name);
        Py_CLEAR(words);
    }
    return words;
}

/* Add the branches to some nodes, each with what it counts where the nodes are pairs. */
static int
add_branches(Walker *self, const Map *known, Map *map, int node, PyObject *word,
             PyObject *children)
{
    int64_t number = numbered(word);
    uint64_t begin = self->branches.used;
    PyObject *each, *items = PySequence_Fast(children, "nodes are a sequence");
    Py_ssize_t n = items ? PySequence_Fast_GET_SIZE(items) : 0;
    for (Py_ssize_t i = 0; i < n && number > 0; i++) {
        Branch branch = {0, 0};
        each = PySequence_Fast_GET_ITEM(items, i);
        if (GROW(self->branches) < 0
            || (PyTuple_Check(each) && !PyArg_ParseTuple(each, "Oi", &each, &branch.gain))) {
            number = -1;
        }
        else {
            branch.node = node_numbered(known, each);
            self->branches.items[self->branches.used++] = branch;
            number = branch.node == NOTHING ? -1 : number;
        }
    }
    Py_XDECREF(items);
    if (number < 0 || items == NULL) {
        return not_a_trie();
    }
    return map_put(map, PAIR(node, number), PAIR(begin, n));
}

/* Add the nodes behind words, and those behind alternatives and slots. */
static int
add_children(Walker *self, const Map *known, int at, PyObject *words, PyObject *listed)
{
    PyObject *word, *child;
    Py_ssize_t place = 0;
    while (PyDict_Next(words, &place, &word, &child)) {
        int64_t number = numbered(word);
        int next = node_numbered(known, child);
        if (number < 0 || PyErr_Occurred()
            || map_put(&self->words, PAIR(at, number), (uint64_t)next + 1) < 0) {
            return -1;
        }
    }
    place = 0;
    while (PyDict_Next(listed, &place, &word, &child)) {
        if (add_branches(self, known, &self->listed, at, word, child) < 0) {
            return -1;
        }
    }
    return 0;
}

static int
add_node(Walker *self, const Map *known, PyObject *node)
{
    if (GROW(self->nodes) < 0) {
        return -1;
    }
    int at = (int)self->nodes.used++, failed = -1;
    self->nodes.items[at] = (Node){whole(node, "value"), node_at(known, node, "adverb"),
                                   node_at(known, node, "number"), node_at(known, node, "any"),
                                   whole(node, "open")};
    PyObject *words = words_at(node, "words"), *listed = words_at(node, "listed");
    if (words != NULL && listed != NULL && !PyErr_Occurred()) {
        failed = add_children(self, known, at, words, listed);
    }
    Py_XDECREF(words);
    Py_XDECREF(listed);
    return failed;
}

static int
add_nodes(Walker *self, Map *known, PyObject *nodes)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(nodes); i++) {
        uint64_t node = (uint64_t)(uintptr_t)PyList_GET_ITEM(nodes, i);
        if (map_put(known, node, (uint64_t)i + 1) < 0) {
            return -1;
        }
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(nodes); i++) {
        if (add_node(self, known, PyList_GET_ITEM(nodes, i)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int
add_firsts(Walker *self, const Map *known, PyObject *firsts)
{
    PyObject *word, *nodes;
    Py_ssize_t place = 0;
    while (PyDict_Next(firsts, &place, &word, &nodes)) {
        if (add_branches(self, known, &self->firsts, 0, word, nodes) < 0) {
            return -1;
        }
    }
    return 0;
}

static int
add_anchor(Walker *self, PyObject *given)
{
    Anchor anchor = {whole(given, "behind"), whole(given, "apart")};
    PyObject *near = PyObject_GetAttrString(given, "near"), *word;
    PyObject *words = near ? PyObject_GetIter(near) : NULL;
    if (words != NULL && GROW(self->anchors) == 0) {
        self->anchors.items[self->anchors.used++] = anchor;
        while ((word = PyIter_Next(words)) != NULL) {
            int64_t number = numbered(word);
            Py_DECREF(word);
            if (number < 0 || map_put(&self->near, PAIR(self->anchors.used, number), 1) < 0) {
                break;
            }
        }
    }
    Py_XDECREF(words);
    Py_XDECREF(near);
    return PyErr_Occurred() ? -1 : 0;
}

static int
add_anchors(Walker *self, PyObject *anchored)
{
    PyObject *word, *anchors;
    Py_ssize_t place = 0;
    while (PyDict_Next(anchored, &place, &word, &anchors)) {
        int64_t number = numbered(word);
        uint64_t begin = self->anchors.used;
        if (number < 0 || !PyList_Check(anchors)) {
            return not_a_trie();
        }
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(anchors); i++) {
            if (add_anchor(self, PyList_GET_ITEM(anchors, i)) < 0) {
                return -1;
            }
        }
        uint64_t stretch = PAIR(begin, PyList_GET_SIZE(anchors));
        if (map_put(&self->anchored, (uint64_t)number, stretch) < 0) {
            return -1;
        }
    }
    return 0;
}

static PyObject *
walker_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(keywords))
{
    PyObject *trie, *any_number;
    if (!PyArg_ParseTuple(args, "OU:Walker", &trie, &any_number)) {
        return NULL;
    }
    Walker *self = (Walker *)type->tp_alloc(type, 0); /* filled with zeros */
    PyObject *nodes = PyObject_GetAttrString(trie, "nodes");
    PyObject *firsts = words_at(trie, "firsts"), *anchors = words_at(trie, "anchors");
    Map known = {NULL, NULL, 0, 0};
    int64_t number = numbered(any_number);
    if (self == NULL || number < 0 || nodes == NULL || !PyList_Check(nodes) || firsts == NULL
        || anchors == NULL || add_nodes(self, &known, nodes) < 0
        || add_firsts(self, &known, firsts) < 0 || add_anchors(self, anchors) < 0) {
        not_a_trie();
        Py_CLEAR(self);
    }
    else {
        self->digits = map_get(&self->firsts, (uint64_t)number);
        tables_made++;
    }
    Py_XDECREF(nodes);
    Py_XDECREF(firsts);
    Py_XDECREF(anchors);
    map_free(&known);
    return (PyObject *)self;
}

static void
walker_dealloc(Walker *self)
{
    free(self->nodes.items);
    free(self->branches.items);
    free(self->anchors.items);
    map_free(&self->words);
    map_free(&self->listed);
    map_free(&self->firsts);
    map_free(&self->anchored);
    map_free(&self->near);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef walker_methods[] = {
    {"find", (PyCFunction)(void (*)(void))walker_find, METH_FASTCALL, NULL},
    {NULL},
};

static PyTypeObject WalkerType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "certainty._native.Walker",
    .tp_basicsize = sizeof(Walker),
    .tp_dealloc = (destructor)walker_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = walker_methods,
    .tp_new = walker_new,
};

#endif
