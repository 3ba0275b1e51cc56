/* Averaged perceptrons for the tagger and the parser. training/learner.py does the same in Python, number for number.
 *
 * Weights and their averages are whole numbers: the average of a weight over t steps, times t, is t * weight - drift.
 */
#include "_fast.h"

typedef struct { int64_t drift; int32_t weight; int32_t class; } Cell;
typedef struct { uint32_t key; uint32_t seen; uint16_t count, room; Cell *cells; } Row;    /* an empty place has seen == 0 */

typedef struct {
    int parses, classes, labels;
    Templates templates;
    Row *rows;
    uint64_t places, held;
    uint32_t least;                     /* a feature seen less often than this is not learned; 0 while all are learned */
    int confined;                       /* only cells that are there already are learned */
    int64_t step;
    State *sentences;
    int32_t **gold_tags, **gold_heads, **gold_labels;
    int count;
    uint32_t chance;
    uint8_t marks[MOST_CLASSES];
} Learner;

static const uint32_t SEED = 2463534242u;
static const char *LEARNER = "attestry.parsing.learner";

static Row *place_of(Learner *learner, uint32_t key)
{
    uint64_t at = (key * 0x9E3779B1u) & (learner->places - 1);
    while (learner->rows[at].seen && learner->rows[at].key != key) at = (at + 1) & (learner->places - 1);
    return &learner->rows[at];
}

static int grow(Learner *learner)
{
    if (learner->held * 10 < learner->places * 6) return 0;
    Row *old = learner->rows;
    uint64_t before = learner->places;
    learner->places *= 2;
    learner->rows = calloc(learner->places, sizeof(Row));
    if (!learner->rows) { learner->rows = old; learner->places = before; PyErr_NoMemory(); return -1; }
    for (uint64_t i = 0; i < before; i++) if (old[i].seen) *place_of(learner, old[i].key) = old[i];
    free(old);
    return 0;
}

static int see(Learner *learner, const uint32_t *features, int count)
{
    for (int i = 0; i < count; i++) {
        if (grow(learner) < 0) return -1;
        Row *row = place_of(learner, features[i]);
        if (!row->seen) { row->key = features[i]; learner->held++; }
        row->seen++;
    }
    return 0;
}

static void score(Learner *learner, const uint32_t *features, int count, int32_t *scores)
{
    memset(scores, 0, (size_t)learner->classes * sizeof *scores);
    for (int i = 0; i < count; i++) SOON(&learner->rows[(features[i] * 0x9E3779B1u) & (learner->places - 1)]);
    for (int i = 0; i < count; i++) {
        const Row *row = place_of(learner, features[i]);
        for (int j = 0; j < row->count; j++) scores[row->cells[j].class] += row->cells[j].weight;
    }
}

static Cell *cell_of(Row *row, int class)
{
    /* The row's cell for this class, made where there is none; NULL with an exception where memory ends. */
    int j = 0;
    while (j < row->count && row->cells[j].class != class) j++;
    if (j == row->count) {
        if (row->count == row->room) {
            int room = row->room ? row->room * 2 : 2;
            Cell *more = realloc(row->cells, (size_t)room * sizeof *more);
            if (!more) { PyErr_NoMemory(); return NULL; }
            row->cells = more;
            row->room = (uint16_t)room;
        }
        row->cells[j] = (Cell){0, 0, class};
        row->count++;
    }
    return &row->cells[j];
}

static int change(Learner *learner, Row *row, int class, int by)
{
    if (learner->confined) {
        int j = 0;
        while (j < row->count && row->cells[j].class != class) j++;
        if (j == row->count) return 0;
    }
    Cell *cell = cell_of(row, class);
    if (!cell) return -1;
    cell->weight += by;
    cell->drift += by * learner->step;
    return 0;
}

static int learn(Learner *learner, const uint32_t *features, int count, int good, int bad)
{
    for (int i = 0; i < count; i++) {
        Row *row = place_of(learner, features[i]);
        if (learner->least) {
            if (row->seen < learner->least) continue;
        } else if (!row->seen) {
            if (grow(learner) < 0) return -1;
            row = place_of(learner, features[i]);
            row->key = features[i];
            row->seen = 1;
            learner->held++;
        }
        if (change(learner, row, good, 1) < 0 || change(learner, row, bad, -1) < 0) return -1;
    }
    return 0;
}

/* What each move loses of the gold tree that could still be had (Goldberg and Nivre 2013, arc-hybrid). */
static void costs(const State *state, const int32_t *gold, int *cost)
{
    int depth = state->depth, next = state->next, count = state->count, kids = 0;
    cost[SHIFT] = cost[LEFT] = cost[RIGHT] = 1 << 20;
    if (next < count) {
        cost[SHIFT] = 0;
        for (int i = 0; i < depth; i++) {
            int below = state->stack[i];
            if ((i < depth - 1 && gold[next] == below) || gold[below] == next) cost[SHIFT]++;
        }
    }
    if (!depth) return;
    int top = state->stack[depth - 1], second = depth > 1 ? state->stack[depth - 2] : NONE;
    for (int i = next; i < count; i++) kids += gold[i] == top;
    if (next < count) cost[LEFT] = kids + (second != NONE && gold[top] == second) + (gold[top] > next);
    if (second != NONE) cost[RIGHT] = kids + (gold[top] >= next);
}

static uint32_t drawn(Learner *learner)
{
    uint32_t chance = learner->chance;                  /* xorshift32 */
    chance ^= chance << 13; chance ^= chance >> 17; chance ^= chance << 5;
    return learner->chance = chance;
}

static long tag_lesson(Learner *learner, int number)
{
    State *state = &learner->sentences[number];
    const int32_t *gold = learner->gold_tags[number];
    uint32_t features[MOST_TEMPLATES];
    int32_t scores[MOST_CLASSES];
    int before = -1, before2 = -2;
    long wrong = 0;
    for (int i = 0; i < state->count; i++) {
        int count = tag_features(&learner->templates, state, i, before, before2, features), best = 0;
        score(learner, features, count, scores);
        for (int j = 1; j < learner->classes; j++) if (scores[j] > scores[best]) best = j;
        learner->step++;
        if (best != gold[i]) {
            wrong++;
            if (learn(learner, features, count, gold[i], best) < 0) return -1;
        }
        before2 = before;
        before = best;
    }
    return wrong;
}

static void act(State *state, int class, int labels)
{
    if (class == 0) apply(state, SHIFT, 0);
    else if (class <= labels) apply(state, LEFT, class - 1);
    else apply(state, RIGHT, class - 1 - labels);
}

static long parse_lesson(Learner *learner, int number, uint32_t explore, int counting)
{
    /* explore: how often of 1024 to go on with the move predicted, right or wrong. */
    State *state = &learner->sentences[number];
    const int32_t *gold = learner->gold_heads[number], *label = learner->gold_labels[number];
    uint32_t features[MOST_TEMPLATES];
    int32_t scores[MOST_CLASSES] = {0};
    int labels = learner->labels;
    long wrong = 0;
    begin(state);
    while (state->next < state->count || state->depth > 1) {
        int only = forced(state);
        if (only == SHIFT) { apply(state, SHIFT, 0); continue; }
        int cost[3];
        int count = parse_features(&learner->templates, state, features);
        if (counting) { if (see(learner, features, count) < 0) return -1; }
        else score(learner, features, count, scores);
        costs(state, gold, cost);
        int first = only == RIGHT ? 1 + labels : 0, last = state->depth > 1 ? 1 + 2 * labels : 1 + labels;
        int least = only == RIGHT ? cost[RIGHT] : cost[SHIFT];
        if (only == NONE && cost[LEFT] < least) least = cost[LEFT];
        if (state->depth > 1 && cost[RIGHT] < least) least = cost[RIGHT];
        int best = first, good = NONE;
        for (int j = first; j < last; j++) {
            if (scores[j] > scores[best]) best = j;
            int move = j == 0 ? SHIFT : j <= labels ? LEFT : RIGHT;
            if (cost[move] != least) continue;
            if (move != SHIFT) {            /* where the arc is the gold one, its label must be too */
                int child = state->stack[state->depth - 1];
                int head = move == LEFT ? state->next : state->stack[state->depth - 2];
                if (gold[child] == head && label[child] != (j - 1) % labels) continue;
            }
            /* While counting, all scores are nought: an arc is made as soon as it can be. */
            if (good == NONE || scores[j] > scores[good] || (counting && good == 0)) good = j;
        }
        if (counting) { act(state, good, labels); continue; }
        learner->step++;
        if (best != good) {
            wrong++;
            if (learn(learner, features, count, good, best) < 0) return -1;
        }
        act(state, (drawn(learner) >> 8) % 1024 < explore ? best : good, labels);
    }
    return wrong;
}

static void close_learner(PyObject *capsule)
{
    Learner *learner = PyCapsule_GetPointer(capsule, LEARNER);
    if (!learner) return;
    for (uint64_t i = 0; i < learner->places; i++) free(learner->rows[i].cells);
    for (int i = 0; i < learner->count; i++) {
        release(&learner->sentences[i]);
        free(learner->gold_tags[i]); free(learner->gold_heads[i]); free(learner->gold_labels[i]);
    }
    free(learner->rows); free(learner->sentences);
    free(learner->gold_tags); free(learner->gold_heads); free(learner->gold_labels);
    free(learner);
}

static int32_t *whole_numbers(PyObject *list, int count)
{
    if (!PyList_Check(list) || PyList_Size(list) != count) {
        PyErr_SetString(PyExc_TypeError, "a sentence: lists of one length were expected");
        return NULL;
    }
    int32_t *numbers = malloc(((size_t)count + 1) * sizeof *numbers);
    if (!numbers) { PyErr_NoMemory(); return NULL; }
    for (int i = 0; i < count; i++) numbers[i] = (int32_t)PyLong_AsLong(PyList_GetItem(list, i));
    if (PyErr_Occurred()) { free(numbers); return NULL; }
    return numbers;
}

PyDoc_STRVAR(learner_doc, "learner(templates, classes, parses, marks, sentences, clusters) -> learner\n\n"
    "A sentence: (texts, words, tags, heads, labels), the last three as numbers, the root's head being the sentence's length.\n"
    "For a tagger (parses 0) the classes are tags; for a parser 1 + 2 * the number of labels without the root's.");

static PyObject *new_learner(PyObject *self, PyObject *args)
{
    (void)self;
    const char *templates, *marks;
    Py_ssize_t length, marked;
    int classes, parses;
    PyObject *sentences, *clusters;
    if (!PyArg_ParseTuple(args, "y#iiy#O!O!", &templates, &length, &classes, &parses, &marks, &marked, &PyList_Type, &sentences,
                          &PyDict_Type, &clusters))
        return NULL;
    if (classes < 1 || classes > MOST_CLASSES) { PyErr_SetString(PyExc_ValueError, "1 to 256 classes were expected"); return NULL; }
    Learner *learner = calloc(1, sizeof *learner);
    if (!learner) return PyErr_NoMemory();
    PyObject *capsule = PyCapsule_New(learner, LEARNER, close_learner);
    if (!capsule) { free(learner); return NULL; }
    memcpy(learner->marks, marks, (size_t)(marked < MOST_CLASSES ? marked : MOST_CLASSES));
    learner->classes = classes;
    learner->parses = parses;
    learner->labels = (classes - 1) / 2;
    learner->chance = SEED;
    Py_ssize_t count = PyList_Size(sentences);
    learner->rows = calloc(1 << 16, sizeof(Row));
    learner->places = learner->rows ? 1 << 16 : 0;
    learner->sentences = calloc((size_t)count + 1, sizeof(State));
    learner->gold_tags = calloc((size_t)count + 1, sizeof(int32_t *));
    learner->gold_heads = calloc((size_t)count + 1, sizeof(int32_t *));
    learner->gold_labels = calloc((size_t)count + 1, sizeof(int32_t *));
    if (!learner->rows || !learner->sentences || !learner->gold_tags || !learner->gold_heads || !learner->gold_labels) {
        PyErr_NoMemory();
        goto lost;
    }
    if (read_templates(&learner->templates, (const uint8_t *)templates, length, parses ? PARSE_ATOMS : TAG_ATOMS) < 0) goto lost;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *texts, *words, *tags, *heads, *labels;
        State *state = &learner->sentences[i];
        if (!PyArg_ParseTuple(PyList_GetItem(sentences, i), "OOOOO", &texts, &words, &tags, &heads, &labels)) goto lost;
        learner->count = (int)i + 1;
        if (read_words(state, texts, words, clusters) < 0
            || !(learner->gold_tags[i] = whole_numbers(tags, state->count))
            || !(learner->gold_heads[i] = whole_numbers(heads, state->count))
            || !(learner->gold_labels[i] = whole_numbers(labels, state->count))) goto lost;
        if (!parses) continue;
        memcpy(state->tags, learner->gold_tags[i], (size_t)state->count * sizeof(int32_t));
        count_marks(state, learner->marks);
    }
    return capsule;
lost:
    Py_DECREF(capsule);
    return NULL;
}

PyDoc_STRVAR(count_doc, "count(learner, least) -> number of features seen along the gold trees; rarer ones than least are not learned");

static PyObject *count(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule;
    unsigned int least;
    if (!PyArg_ParseTuple(args, "OI", &capsule, &least)) return NULL;
    Learner *learner = PyCapsule_GetPointer(capsule, LEARNER);
    if (!learner) return NULL;
    for (int i = 0; i < learner->count; i++)
        if (learner->sentences[i].count && parse_lesson(learner, i, 0, 1) < 0) return NULL;
    learner->least = least;
    return PyLong_FromUnsignedLongLong(learner->held);
}

PyDoc_STRVAR(epoch_doc, "epoch(learner, order, explore) -> number of wrong decisions, the sentences being learned in this order");

static PyObject *epoch(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule, *order;
    unsigned int explore;
    if (!PyArg_ParseTuple(args, "OO!I", &capsule, &PyList_Type, &order, &explore)) return NULL;
    Learner *learner = PyCapsule_GetPointer(capsule, LEARNER);
    if (!learner) return NULL;
    long wrong = 0;
    for (Py_ssize_t i = 0; i < PyList_Size(order); i++) {
        long number = PyLong_AsLong(PyList_GetItem(order, i));
        if (number < 0 || number >= learner->count) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_IndexError, "order: the number of a sentence was expected");
            return NULL;
        }
        if (!learner->sentences[number].count) continue;
        long now = learner->parses ? parse_lesson(learner, (int)number, explore, 0) : tag_lesson(learner, (int)number);
        if (now < 0) return NULL;
        wrong += now;
    }
    return PyLong_FromLong(wrong);
}

PyDoc_STRVAR(confine_doc, "confine(learner, cells): begin anew, and learn these cells only; a cell is feature, class (u32 each, native order)");

static PyObject *confine(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule;
    const char *cells;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "Oy#", &capsule, &cells, &length)) return NULL;
    Learner *learner = PyCapsule_GetPointer(capsule, LEARNER);
    if (!learner) return NULL;
    for (uint64_t i = 0; i < learner->places; i++) free(learner->rows[i].cells);
    memset(learner->rows, 0, learner->places * sizeof(Row));
    learner->held = 0;
    learner->step = 0;
    learner->chance = SEED;
    for (Py_ssize_t i = 0; i + 8 <= length; i += 8) {
        uint32_t told[2];
        memcpy(told, cells + i, sizeof told);
        if (told[1] >= (uint32_t)learner->classes) { PyErr_SetString(PyExc_ValueError, "cells: an unknown class"); return NULL; }
        if (grow(learner) < 0) return NULL;
        Row *row = place_of(learner, told[0]);
        if (!row->seen) { row->key = told[0]; row->seen = 1; learner->held++; }
        if (!cell_of(row, (int)told[1])) return NULL;
    }
    learner->least = 1;
    learner->confined = 1;
    return Py_NewRef(Py_None);
}

PyDoc_STRVAR(learned_doc, "learned(learner) -> (cells, steps)\n\n"
    "A cell is 16 bytes in native order: feature, class (u32 each), weight times steps (i64); in no particular order.\n"
    "Cells whose average weight is nought are left out.");

static PyObject *learned(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *capsule;
    if (!PyArg_ParseTuple(args, "O", &capsule)) return NULL;
    Learner *learner = PyCapsule_GetPointer(capsule, LEARNER);
    if (!learner) return NULL;
    PyObject *made = NULL;
    char *bytes = NULL;
    for (int pass = 0; pass < 2; pass++) {
        size_t size = 0;
        for (uint64_t i = 0; i < learner->places; i++) {
            const Row *row = &learner->rows[i];
            for (int j = 0; j < row->count; j++) {
                int64_t sum = learner->step * row->cells[j].weight - row->cells[j].drift;
                if (!sum) continue;
                if (bytes) {
                    uint32_t told[2] = {row->key, (uint32_t)row->cells[j].class};
                    memcpy(bytes + size, told, sizeof told);
                    memcpy(bytes + size + sizeof told, &sum, sizeof sum);
                }
                size += 16;
            }
        }
        if (!pass) {
            made = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)size);
            if (!made) return NULL;
            bytes = PyBytes_AsString(made);
        }
    }
    PyObject *found = Py_BuildValue("OL", made, (long long)learner->step);
    Py_DECREF(made);
    return found;
}

static PyMethodDef LEARNING[] = {
    {"learner", new_learner, METH_VARARGS, learner_doc},
    {"count", count, METH_VARARGS, count_doc},
    {"epoch", epoch, METH_VARARGS, epoch_doc},
    {"confine", confine, METH_VARARGS, confine_doc},
    {"learned", learned, METH_VARARGS, learned_doc},
    {NULL, NULL, 0, NULL},
};

int add_learning(PyObject *module)
{
    return PyModule_AddFunctions(module, LEARNING);
}
