/* What is looked up for each word of a text, in native code.
 *
 * Four types that do what those of the same names in plain.py do, with the same results to
 * the last bit. A word that any table knows has a number, the same for all tables; a word
 * without one (0) is in none, so that most look-ups end before they begin.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- Arrays that grow ---- */

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

/* ---- Maps from numbers to numbers; neither is ever 0 ---- */

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

/* ---- The numbers of words ---- */

static PyObject *numbers;    /* from words to their numbers */
static uint32_t edge, blank; /* of "^", beyond a sentence, and of "" */

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

/* ---- Reading: the words of a stretch of text ---- */

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

/* ---- Memory: chunks of text, and the words they were cut into ---- */

/* Chunks that are remembered, and the longest of them, as in plain.py. */
enum { REMEMBERED = 1 << 15, LONGEST = 32 };

typedef struct {
    Word word;
    double vague, paper, rated;
    PyObject *text, *folded;
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
        Py_DECREF(self->lexemes.items[n].folded);
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

/* A lexeme as `Vocabulary` gives it; the strings are borrowed. */
static int
lexeme_from(PyObject *given, Lexeme *lexeme)
{
    PyObject *ending;
    Py_ssize_t begin, end;
    unsigned int marks;
    if (!PyTuple_Check(given)) {
        PyErr_SetString(PyExc_TypeError, "a lexeme is a tuple");
        return -1;
    }
    if (!PyArg_ParseTuple(given, "UUUnnIddd", &lexeme->text, &lexeme->folded, &ending, &begin,
                          &end, &marks, &lexeme->vague, &lexeme->paper, &lexeme->rated)) {
        return -1;
    }
    int64_t word = number_of(lexeme->text), last = number_of(ending);
    int64_t folded = lexeme->vague ? numbered(lexeme->folded) : number_of(lexeme->folded);
    if (word < 0 || folded < 0 || last < 0) {
        return -1;
    }
    lexeme->word = (Word){(uint32_t)word,  (uint32_t)folded, (uint32_t)last,
                          (uint32_t)marks, (uint32_t)begin,  (uint32_t)(end - begin)};
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
        Py_INCREF(lexeme.folded);
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

/* What is being put together to a reading; it owns the strings, and has a folded one of
 * numbers alone. */
typedef struct {
    Word word;
    double vague;
    PyObject *text, *folded;
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
        found->folded = lexeme->word.marks & NUMERAL ? Py_NewRef(lexeme->folded) : NULL;
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
        Found *found = &all->found.items[--all->found.used];
        Py_XDECREF(found->text);
        Py_XDECREF(found->folded);
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
    PyObject *chunk = PyUnicode_Substring(source->text, begin, end);
    PyObject *pieces = chunk ? PyObject_CallOneArg(self->cut, chunk) : NULL;
    int failed = -1, hyphenated = 0;
    if (pieces == NULL) {
        goto done;
    }
    if (!PyList_Check(pieces) || PyList_GET_SIZE(pieces) > UINT16_MAX * (Py_ssize_t)LONGEST) {
        PyErr_SetString(PyExc_TypeError, "a chunk is cut into a list of lexemes");
        goto done;
    }
    for (Py_ssize_t at = begin; at < end && !hyphenated; at++) {
        hyphenated = character(source, at) == '-';
    }
    all->hyphenated |= hyphenated;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(pieces); i++) {
        Lexeme lexeme;
        if (lexeme_from(PyList_GET_ITEM(pieces, i), &lexeme) < 0
            || gather(all, &lexeme, 1, offset) < 0) {
            goto done;
        }
    }
    failed = 0;
    if (end - begin <= LONGEST) {
        failed = memory_add(self, hash, source->kind, source->data + begin * source->kind,
                            (size_t)(end - begin), hyphenated, pieces);
    }
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
            PyObject *folded = found->folded ? found->folded : Py_NewRef(found->text);
            PyList_SET_ITEM(reading->folded, i, folded);
            found->folded = NULL; /* the list owns it now */
        }
        PyList_SET_ITEM(reading->words, i, found->text);
        found->text = NULL;
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

/* ---- Walker: the phrases of a trie in a reading ---- */

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
        Py_ssize_t at = PyLong_AsSsize_t(PyList_GET_ITEM(places, i));
        if (at < 0 || at >= Py_SIZE(reading)) {
            if (!PyErr_Occurred()) {
                PyErr_Format(PyExc_IndexError, "no word %zd among %zd", at, Py_SIZE(reading));
            }
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
    if (n != 2 || !Py_IS_TYPE(args[0], &ReadingType) || !PyList_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "a reading and a list of places are needed");
        return NULL;
    }
    const Reading *reading = (const Reading *)args[0];
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
        }
    }
    Py_XDECREF(items);
    if (number < 0 || PyErr_Occurred()) {
        return -1;
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
            return -1;
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
    if (self == NULL || nodes == NULL || !PyList_Check(nodes) || firsts == NULL
        || anchors == NULL || add_nodes(self, &known, nodes) < 0
        || add_firsts(self, &known, firsts) < 0 || add_anchors(self, anchors) < 0) {
        Py_CLEAR(self);
    }
    else {
        int64_t number = number_of(any_number);
        self->digits = number > 0 ? map_get(&self->firsts, (uint64_t)number) : 0;
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

/* ---- Scorer: what the heads of a panel make of a candidate in a reading ---- */

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
    memcpy(scores, self->biases.items, n * sizeof *scores);
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
    if (n != 2 || !Py_IS_TYPE(args[0], &ReadingType) || !PyList_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "a reading and a list of places are needed");
        return NULL;
    }
    const Reading *reading = (const Reading *)args[0];
    PyObject *found = PyList_New(0);
    for (Py_ssize_t i = 0; found != NULL && i < PyList_GET_SIZE(args[1]); i++) {
        Py_ssize_t at = PyLong_AsSsize_t(PyList_GET_ITEM(args[1], i));
        if (at < 0 || at >= Py_SIZE(reading)) {
            if (!PyErr_Occurred()) {
                PyErr_Format(PyExc_IndexError, "no word %zd among %zd", at, Py_SIZE(reading));
            }
            goto failed;
        }
        PyObject *word = PyList_GET_ITEM(reading->folded, at);
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

/* ---- The module ---- */

static struct PyModuleDef native = {
    PyModuleDef_HEAD_INIT,
    .m_name = "certainty._native",
    .m_doc = "What is looked up for each word of a text; `plain` does the same without.",
    .m_size = -1,
};

/* The number of a word that every table shares; 0 with an error set. */
static uint32_t
shared(const char *text)
{
    PyObject *word = PyUnicode_FromString(text);
    int64_t number = word ? numbered(word) : -1;
    Py_XDECREF(word);
    return number < 0 ? 0 : (uint32_t)number;
}

PyMODINIT_FUNC
PyInit__native(void)
{
    for (Py_UCS4 each = 0; each < 256; each++) {
        spaces[each] = Py_UNICODE_ISSPACE(each) != 0;
    }
    if (numbers == NULL) {
        PyObject *word = PyUnicode_FromString("certainty");
        seed = word ? PyObject_Hash(word) : -1;
        Py_XDECREF(word);
        numbers = PyDict_New();
        if (seed == -1 || numbers == NULL || !(edge = shared("^")) || !(blank = shared(""))) {
            return NULL;
        }
    }
    PyObject *module = PyModule_Create(&native);
    if (module == NULL || PyModule_AddType(module, &ReadingType) < 0
        || PyModule_AddType(module, &MemoryType) < 0
        || PyModule_AddType(module, &WalkerType) < 0
        || PyModule_AddType(module, &ScorerType) < 0) {
        Py_XDECREF(module);
        return NULL;
    }
    return module;
}
