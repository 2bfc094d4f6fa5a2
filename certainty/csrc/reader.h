/* Memory: reads texts chunk by chunk. */

#ifndef CERTAINTY_READER_H
#define CERTAINTY_READER_H

#include "memory.h"

/* What is being put together to a reading; it owns the strings. */
typedef struct {
    Word word;
    double vague;
    PyObject *text;
} Found;

enum { FEW = 64 };

typedef struct {
    ARRAY(Found) found;
    Found few[FEW]; /* holds the words of most sentences */
    double paper, rated;
    uint32_t marks;
    int hyphenated;
} Gathered;

static int
gather(Gathered *all, const Lexeme *lexemes, size_t n, size_t offset)
{
    for (size_t i = 0; i < n; i++) {
        const Lexeme *lexeme = &lexemes[i];
        if (all->found.used == all->found.room && all->found.items == all->few) {
            Found *items = malloc(2 * sizeof all->few);
            if (items == NULL) {
                PyErr_NoMemory();
                return -1;
            }
            all->found.items = memcpy(items, all->few, sizeof all->few);
            all->found.room = 2 * FEW;
        }
        if (GROW(all->found) < 0) {
            return -1;
        }
        Found *found = &all->found.items[all->found.used++];
        found->word = lexeme->word;
        found->word.start += (uint32_t)offset;
        found->vague = lexeme->vague;
        found->text = Py_NewRef(lexeme->text);
        all->marks |= lexeme->word.marks;
        all->paper += lexeme->paper;
        all->rated += lexeme->rated;
    }
    return 0;
}

static void
begin(Gathered *all)
{
    all->found.items = all->few;
    all->found.used = 0;
    all->found.room = FEW;
    all->paper = all->rated = 0.0;
    all->marks = 0;
    all->hyphenated = 0;
}

/* Let go of all that was gathered, and begin anew. */
static void
drop(Gathered *all)
{
    while (all->found.used) {
        Py_XDECREF(all->found.items[--all->found.used].text);
    }
    if (all->found.items != all->few) {
        free(all->found.items);
    }
    begin(all);
}

/* Cut a chunk that is not known, gather its words, and remember it unless it is long. */
static int
gather_new(Memory *self, Gathered *all, const Source *source, Py_ssize_t begin, Py_ssize_t end,
           uint32_t hash, size_t offset)
{
    if (self->cut == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "a memory that was collected cannot read");
        return -1;
    }
    PyObject *chunk = PyUnicode_Substring(source->text, begin, end);
    PyObject *pieces = chunk ? PyObject_CallOneArg(self->cut, chunk) : NULL;
    int failed = -1, hyphenated = 0;
    if (pieces == NULL) {
        goto done;
    }
    int is_short = end - begin <= LONGEST;
    if (!PyList_Check(pieces) || (is_short && PyList_GET_SIZE(pieces) > UINT16_MAX)) {
        PyErr_SetString(PyExc_TypeError, "a chunk is cut into a list of lexemes");
        goto done;
    }
    for (Py_ssize_t at = begin; at < end && !hyphenated; at++) {
        hyphenated = character(source, at) == '-';
    }
    all->hyphenated |= hyphenated;
    if (is_short) {
        failed = memory_add(self, hash, source->kind, source->data + begin * source->kind,
                            (size_t)(end - begin), hyphenated, pieces);
        if (failed == 0) {
            const Chunk *known = &self->chunks.items[self->chunks.used - 1];
            failed = gather(all, self->lexemes.items + known->first, known->count, offset);
        }
        goto done;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(pieces); i++) {
        Lexeme lexeme;
        if (lexeme_from(PyList_GET_ITEM(pieces, i), &lexeme) < 0
            || gather(all, &lexeme, 1, offset) < 0) {
            goto done;
        }
    }
    failed = 0;
done:
    Py_XDECREF(chunk);
    Py_XDECREF(pieces);
    return failed;
}

static int
gather_chunk(Memory *self, Gathered *all, const Source *source, Py_ssize_t begin,
             Py_ssize_t end, Py_ssize_t start)
{
    size_t length = (size_t)(end - begin), offset = (size_t)(begin - start);
    uint32_t hash = 0;
    if (length <= LONGEST) {
        const unsigned char *data = source->data + begin * source->kind;
        hash = hash_of(data, length * source->kind);
        Entry *entry = entry_of(self, hash, source->kind, data, length);
        if (entry->chunk) {
            const Chunk *chunk = &self->chunks.items[entry->chunk - 1];
            all->hyphenated |= chunk->hyphenated;
            return gather(all, self->lexemes.items + chunk->first, chunk->count, offset);
        }
    }
    return gather_new(self, all, source, begin, end, hash, offset);
}

/* Whether a word is broken at the end of a line after the character before ``at``. */
static int
is_broken(const Source *source, Py_ssize_t at, Py_ssize_t end)
{
    if (at >= end || character(source, at - 1) != '-') {
        return 0;
    }
    Py_UCS4 next = character(source, at);
    return next == '\n'
           || (next == '\r' && at + 1 < end && character(source, at + 1) == '\n');
}

static int
gather_all(Memory *self, Gathered *all, const Source *source, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t last = end;
    while (last > start && is_space(character(source, last - 1))) {
        last--;
    }
    Py_ssize_t first = skip_to(source, 0, start, last), stop;
    for (Py_ssize_t at = first; at < last; at = skip_to(source, 0, stop, last)) {
        stop = skip_to(source, 1, at, last);
        if (is_broken(source, stop, last)) { /* then all is one chunk */
            drop(all);
            return gather_chunk(self, all, source, first, last, start);
        }
        if (gather_chunk(self, all, source, at, stop, start) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The sum over the words, each counted once, of their weights for being vague. */
static double
vagueness(const Gathered *all)
{
    double vague = 0.0;
    readings++;
    for (size_t i = 0; i < all->found.used; i++) {
        const Found *found = &all->found.items[i];
        if (found->vague && counted.items[found->word.folded] != readings) {
            counted.items[found->word.folded] = readings;
            vague += found->vague;
        }
    }
    return vague;
}

static Reading *
reading_of(Gathered *all, Py_ssize_t start)
{
    Py_ssize_t n = (Py_ssize_t)all->found.used;
    Reading *reading = PyObject_NewVar(Reading, &ReadingType, n);
    if (reading == NULL) {
        return NULL;
    }
    reading->folded = NULL;
    reading->words = PyList_New(n);
    if (all->marks & NUMERAL) {
        reading->folded = PyList_New(n);
    }
    else {
        reading->folded = Py_XNewRef(reading->words);
    }
    if (reading->words == NULL || reading->folded == NULL) {
        Py_DECREF(reading);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        Found *found = &all->found.items[i];
        reading->at[i] = found->word;
        if (reading->folded != reading->words) {
            PyObject *folded = found->word.marks & NUMERAL ? zero : found->text;
            PyList_SET_ITEM(reading->folded, i, Py_NewRef(folded));
        }
        PyList_SET_ITEM(reading->words, i, found->text);
        found->text = NULL; /* the list owns it now */
    }
    reading->start = start;
    reading->marks = (long)all->marks;
    reading->paper = all->paper;
    reading->rated = all->rated;
    reading->vague = vagueness(all);
    reading->hyphenated = (char)all->hyphenated;
    return reading;
}

static PyObject *
memory_read(Memory *self, PyObject *const *args, Py_ssize_t n)
{
    Py_ssize_t start, end;
    if (n != 3 || !PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "a text and two offsets are needed");
        return NULL;
    }
    if (two_places(args + 1, 2, &start, &end) < 0) {
        return NULL;
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(args[0]);
    if (start < 0 || start > end || end > length || end - start > INT32_MAX) {
        return PyErr_Format(PyExc_IndexError, "no stretch from %zd to %zd in a text of %zd",
                            start, end, length);
    }
    Source source = {args[0], PyUnicode_DATA(args[0]), PyUnicode_KIND(args[0])};
    if (self->tables_made != tables_made) {
        memory_forget(self);
        self->tables_made = tables_made;
    }
    Gathered all;
    begin(&all);
    Reading *reading = NULL;
    if (gather_all(self, &all, &source, start, end) == 0) {
        reading = reading_of(&all, start);
    }
    drop(&all);
    return (PyObject *)reading;
}

static PyObject *
memory_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(keywords))
{
    PyObject *cut;
    if (!PyArg_ParseTuple(args, "O:Memory", &cut)) {
        return NULL;
    }
    Memory *self = (Memory *)type->tp_alloc(type, 0); /* filled with zeros */
    if (self == NULL) {
        return NULL;
    }
    self->cut = Py_NewRef(cut);
    self->room = 1024;
    self->entries = calloc(self->room, sizeof(Entry));
    if (self->entries == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static int
memory_traverse(Memory *self, visitproc visit, void *arg)
{
    Py_VISIT(self->cut);
    return 0;
}

static int
memory_clear(Memory *self)
{
    Py_CLEAR(self->cut);
    return 0;
}

static void
memory_dealloc(Memory *self)
{
    PyObject_GC_UnTrack(self);
    memory_clear(self);
    if (self->entries != NULL) {
        memory_forget(self);
    }
    free(self->entries);
    free(self->chunks.items);
    free(self->lexemes.items);
    free(self->texts.items);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef memory_methods[] = {
    {"read", (PyCFunction)(void (*)(void))memory_read, METH_FASTCALL, NULL},
    {NULL},
};

static PyTypeObject MemoryType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "certainty._native.Memory",
    .tp_basicsize = sizeof(Memory),
    .tp_dealloc = (destructor)memory_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)memory_traverse,
    .tp_clear = (inquiry)memory_clear,
    .tp_methods = memory_methods,
    .tp_new = memory_new,
};

#endif
