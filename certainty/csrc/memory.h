/* What chunks of text were cut into, remembered. */

#ifndef CERTAINTY_MEMORY_H
#define CERTAINTY_MEMORY_H

#include "reading.h"

/* Chunks that are remembered, and the longest of them. */
enum { REMEMBERED = 40000, LONGEST = 32 };

typedef struct {
    Word word;
    double vague, paper, rated;
    PyObject *text;
} Lexeme;

/* The characters of most chunks stand in them, near at hand, those of longer ones apart. */
typedef struct {
    uint32_t first; /* of its lexemes */
    uint16_t count;
    uint8_t kind, length, hyphenated;
    uint32_t apart; /* where they stand */
    unsigned char text[16];
} Chunk;

typedef struct {
    uint32_t hash, chunk; /* the number of a chunk, from 1 on */
} Entry;

typedef struct {
    PyObject_HEAD
    PyObject *cut;
    uint64_t tables_made; /* when it began to remember */
    Entry *entries;
    size_t room; /* a power of two */
    ARRAY(Chunk) chunks;
    ARRAY(Lexeme) lexemes;
    ARRAY(unsigned char) texts;
} Memory;

/* A stretch of the characters of a string. */
typedef struct {
    PyObject *text;
    const unsigned char *data;
    int kind;
} Source;

static Py_UCS4
character(const Source *source, Py_ssize_t at)
{
    return PyUnicode_READ(source->kind, source->data, at);
}

/* Which of the first 256 characters are white space. */
static unsigned char spaces[256];

static inline int
is_space(Py_UCS4 character)
{
    return character < 256 ? spaces[character] : Py_UNICODE_ISSPACE(character);
}

/* The first place from ``at`` on whose character is, or is not, white space. */
static inline Py_ssize_t
skip_to(const Source *source, int wanted, Py_ssize_t at, Py_ssize_t end)
{
    if (source->kind == PyUnicode_1BYTE_KIND) {
        while (at < end && spaces[source->data[at]] != wanted) {
            at++;
        }
        return at;
    }
    while (at < end && is_space(character(source, at)) != wanted) {
        at++;
    }
    return at;
}

static Py_hash_t seed; /* differs between processes, so that no text can plan for it */

static uint32_t
hash_of(const unsigned char *data, size_t size)
{
    const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = (uint64_t)seed ^ size * factor, eight;
    for (; size >= 8; data += 8, size -= 8) {
        memcpy(&eight, data, 8);
        hash = (hash ^ eight) * factor;
        hash ^= hash >> 32;
    }
    eight = 0;
    memcpy(&eight, data, size);
    hash = (hash ^ eight) * factor;
    return (uint32_t)(hash >> 32);
}

static void
memory_forget(Memory *self)
{
    size_t n = self->lexemes.used;
    self->chunks.used = self->lexemes.used = self->texts.used = 0;
    memset(self->entries, 0, self->room * sizeof(Entry));
    while (n--) {
        Py_DECREF(self->lexemes.items[n].text);
    }
}

/* Where a chunk has its entry, or would have. */
static Entry *
entry_of(const Memory *self, uint32_t hash, int kind, const unsigned char *data, size_t length)
{
    for (size_t at = hash & (self->room - 1);; at = (at + 1) & (self->room - 1)) {
        Entry *entry = &self->entries[at];
        if (!entry->chunk) {
            return entry;
        }
        if (entry->hash == hash) {
            const Chunk *chunk = &self->chunks.items[entry->chunk - 1];
            size_t size = length * (size_t)kind;
            const unsigned char *text = chunk->text;
            if (size > sizeof chunk->text) {
                text = self->texts.items + chunk->apart;
            }
            if (chunk->length == length && chunk->kind == kind
                && memcmp(text, data, size) == 0) {
                return entry;
            }
        }
    }
}

static int
memory_widen(Memory *self)
{
    size_t room = self->room * 2;
    Entry *entries = calloc(room, sizeof(Entry));
    if (entries == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t i = 0; i < self->room; i++) {
        if (self->entries[i].chunk) {
            size_t at = self->entries[i].hash & (room - 1);
            while (entries[at].chunk) {
                at = (at + 1) & (room - 1);
            }
            entries[at] = self->entries[i];
        }
    }
    free(self->entries);
    self->entries = entries;
    self->room = room;
    return 0;
}

/* A lexeme as `Vocabulary` gives it; the string is borrowed. */
static int
lexeme_from(PyObject *given, Lexeme *lexeme)
{
    PyObject *folded, *ending;
    Py_ssize_t begin, end;
    unsigned int marks;
    if (!PyTuple_Check(given)) {
        PyErr_SetString(PyExc_TypeError, "a lexeme is a tuple");
        return -1;
    }
    if (!PyArg_ParseTuple(given, "UUUnnIddd", &lexeme->text, &folded, &ending, &begin, &end,
                          &marks, &lexeme->vague, &lexeme->paper, &lexeme->rated)) {
        return -1;
    }
    int64_t word = number_of(lexeme->text), last = number_of(ending);
    int64_t plain = lexeme->vague ? numbered(folded) : number_of(folded);
    if (word < 0 || plain < 0 || last < 0) {
        return -1;
    }
    lexeme->word = (Word){(uint32_t)word,  (uint32_t)plain, (uint32_t)last,
                          (uint32_t)marks, (uint32_t)begin, (uint32_t)(end - begin)};
    return 0;
}

/* Remember what a chunk was cut into. */
static int
memory_add(Memory *self, uint32_t hash, int kind, const unsigned char *data, size_t length,
           int hyphenated, PyObject *pieces)
{
    if (self->chunks.used >= REMEMBERED) {
        memory_forget(self);
    }
    if (self->chunks.used * 2 >= self->room && memory_widen(self) < 0) {
        return -1;
    }
    size_t size = length * (size_t)kind;
    Chunk chunk = {(uint32_t)self->lexemes.used, 0,  (uint8_t)kind, (uint8_t)length,
                   (uint8_t)hyphenated, (uint32_t)self->texts.used, {0}};
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(pieces); i++, chunk.count++) {
        Lexeme lexeme;
        if (GROW(self->lexemes) < 0 || lexeme_from(PyList_GET_ITEM(pieces, i), &lexeme) < 0) {
            return -1;
        }
        Py_INCREF(lexeme.text);
        self->lexemes.items[self->lexemes.used++] = lexeme;
    }
    if (size <= sizeof chunk.text) {
        memcpy(chunk.text, data, size);
        size = 0;
    }
    for (size_t i = 0; i < size; i++) {
        if (GROW(self->texts) < 0) {
            return -1;
        }
        self->texts.items[self->texts.used++] = data[i];
    }
    if (GROW(self->chunks) < 0) {
        return -1;
    }
    self->chunks.items[self->chunks.used++] = chunk;
    *entry_of(self, hash, kind, data, length) = (Entry){hash, (uint32_t)self->chunks.used};
    return 0;
}

#endif
