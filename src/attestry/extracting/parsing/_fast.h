/* What the parser's compiled parts share: words as numbers, features as hashes, the parser's state.
 *
 * Everything here has a twin in atoms.py and twin.py that must give the same integers: a change here is a change there,
 * and new weights. All arithmetic is on unsigned 32-bit integers and wraps.
 */
#ifndef ATTESTRY_FAST_H
#define ATTESTRY_FAST_H

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#define SOON(place) __builtin_prefetch(place)
#else
#define SOON(place) ((void)(place))
#endif

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__)
#define WIDELY __attribute__((target_clones("avx2", "default")))     /* also compiled for wider registers, chosen when loaded */
#else
#define WIDELY
#endif

enum { SUFFIXES = 4, MOST_TEMPLATES = 160, MOST_ATOMS = 4, MOST_CLASSES = 256, NONE = -1 };

typedef struct {            /* one token as the features see it: hashes, then the numbers of the clusters its word is in */
    uint32_t word, suffix[SUFFIXES], first, opening, shape, form, broad, narrow;
} Word;

/* Feature templates, those of most atoms first: what the hash of each begins with, and the places of its atoms in their
 * array. Of *count* templates the first more[k] have more than k atoms. */
typedef struct {
    int count, more[MOST_ATOMS];
    uint32_t seed[MOST_TEMPLATES];
    int32_t atom[MOST_ATOMS][MOST_TEMPLATES];
} Templates;

/* What the parser must know of a tag, as bits: see atoms.py. */
enum { COMMA = 1, QUOTE = 2, FINITE = 4, COORDINATOR = 8 };

typedef struct {            /* a sentence in the parser; node number `count` is ROOT, after the last token */
    int count, capacity;
    Word *words;
    int32_t *tags;
    int32_t *stack, depth, next;
    int32_t *heads, *labels;
    int32_t *left, *left2, *right, *right2, *lefts, *rights;   /* outermost and next children, number of children */
    uint64_t *left_set, *right_set;                            /* labels of the children as bits */
    int32_t *commas, *quotes, *finites, *coordinators;         /* how many before each place */
} State;

enum { SHIFT = 0, LEFT = 1, RIGHT = 2 };

/* Places in the arrays of atoms; atoms.py holds the same names in the same order. */
enum { TAG_ATOMS = 40, PARSE_ATOMS = 96 };

int read_words(State *state, PyObject *texts, PyObject *words, PyObject *clusters);      /* -1 with a Python exception set */
int read_templates(Templates *templates, const uint8_t *bytes, Py_ssize_t length, int atoms);
int tag_features(const Templates *templates, const State *state, int at, int before, int before2, uint32_t *features);
void count_marks(State *state, const uint8_t *marks);
void begin(State *state);
int forced(const State *state);                                      /* SHIFT or RIGHT where nothing else may be done, else NONE */
int parse_features(const Templates *templates, const State *state, uint32_t *features);
void apply(State *state, int action, int label);
void finish(State *state, int root);
void release(State *state);

int add_learning(PyObject *module);
int add_tree(PyObject *module);

#endif
