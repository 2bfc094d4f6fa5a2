/* What is looked up for each word of a text, in native code.
 *
 * Four types that do what those of the same names in plain.py do, with the same results to
 * the last bit. A word that any table knows has a number, the same for all tables; a word
 * without one (0) is in none, so that most look-ups end before they begin.
 */

#include "reader.h"
#include "scorer_type.h"
#include "walker_type.h"

/* The collector of garbage need not look at what can be in no cycle. */
static PyObject *
untrack(PyObject *Py_UNUSED(module), PyObject *thing)
{
    if (PyObject_IS_GC(thing)) {
        PyObject_GC_UnTrack(thing);
    }
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"untrack", untrack, METH_O, NULL},
    {NULL},
};

static struct PyModuleDef native = {
    PyModuleDef_HEAD_INIT,
    .m_name = "certainty._native",
    .m_doc = "What is looked up for each word of a text; `plain` does the same without.",
    .m_size = -1,
    .m_methods = functions,
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
        zero = PyUnicode_FromString("0");
        if (seed == -1 || zero == NULL || numbers == NULL || !(edge = shared("^"))
            || !(blank = shared(""))) {
            Py_CLEAR(zero);
            Py_CLEAR(numbers);
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
