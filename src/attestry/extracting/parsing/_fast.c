/* The parser's inner loop: words in, tags, heads and labels out. twin.py does the same in Python, number for number. */
#include "_fast.h"

typedef struct {            /* one linear model inside the weights file; the layout is told in weights.py */
    Templates templates;
    int classes, bits;
    const uint8_t *index, *rows;
    uint32_t length;
} Scorer;

typedef struct {
    Py_buffer file;
    Scorer tagger, parser;
    int parses;
    PyObject *tags, *labels;            /* tuples of str; the last label is that of the root */
    uint8_t marks[MOST_CLASSES];
    State state;
    const uint8_t *allowed;             /* for each word a set of tags in 8 bytes, the lowest first; 0 allows all. NULL allows all */
} Model;

static const char *MODEL = "attestry.parsing.model";

static uint32_t number_at(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void score(const Scorer *scorer, const uint32_t *features, int count, int32_t *scores)
{
    const uint8_t *from[MOST_TEMPLATES], *to[MOST_TEMPLATES];
    int shift = 32 - scorer->bits;
    for (int i = 0; i < count; i++) {
        const uint8_t *slot = scorer->index + (size_t)4 * (features[i] >> shift);
        uint32_t start = number_at(slot), end = number_at(slot + 4);
        from[i] = scorer->rows + start;
        to[i] = scorer->rows + (end <= scorer->length ? end : start);
        SOON(from[i]);
    }
    memset(scores, 0, (size_t)scorer->classes * sizeof *scores);
    for (int i = 0; i < count; i++) {
        uint8_t low = (uint8_t)features[i], high = (uint8_t)(features[i] >> 8);
        for (const uint8_t *row = from[i]; row + 3 <= to[i];) {
            int cells = row[2];
            if (row[0] == low && row[1] == high) {
                const uint8_t *class = row + 3;
                const int8_t *weight = (const int8_t *)class + cells;
                for (int j = 0; j < cells; j++) scores[class[j]] += weight[j];
                break;
            }
            row += 3 + 2 * cells;
        }
    }
}

static uint64_t allowed_at(const Model *model, int word)
{
    uint64_t set = 0;
    for (int i = 7; model->allowed && i >= 0; i--) set = set << 8 | model->allowed[8 * (size_t)word + i];
    return set;
}

/* The best class of those in the set; of all, where the set is empty or holds none. */
static int best_allowed(const int32_t *scores, int classes, uint64_t set)
{
    int best = -1;
    for (int j = 0; j < classes; j++) {
        if (set && (j > 63 || !(set >> j & 1))) continue;
        if (best < 0 || scores[j] > scores[best]) best = j;
    }
    return best >= 0 ? best : best_allowed(scores, classes, 0);
}

static void tag_words(Model *model)
{
    int32_t scores[MOST_CLASSES] = {0};
    uint32_t features[MOST_TEMPLATES];
    State *state = &model->state;
    int before = -1, before2 = -2;
    for (int i = 0; i < state->count; i++) {
        int count = tag_features(&model->tagger.templates, state, i, before, before2, features);
        score(&model->tagger, features, count, scores);
        int best = best_allowed(scores, model->tagger.classes, allowed_at(model, i));
        state->tags[i] = best;
        before2 = before;
        before = best;
    }
}

static void parse_words(Model *model)
{
    int32_t scores[MOST_CLASSES] = {0};
    uint32_t features[MOST_TEMPLATES];
    State *state = &model->state;
    int labels = (model->parser.classes - 1) / 2;
    count_marks(state, model->marks);
    begin(state);
    while (state->next < state->count || state->depth > 1) {
        int only = forced(state);
        if (only == SHIFT) { apply(state, SHIFT, 0); continue; }
        int count = parse_features(&model->parser.templates, state, features);
        score(&model->parser, features, count, scores);
        /* Classes: 0 shifts, then a left arc for each label, then a right arc for each. */
        int first = only == RIGHT ? 1 + labels : 0, last = state->depth > 1 ? 1 + 2 * labels : 1 + labels, best = first;
        for (int j = first + 1; j < last; j++) if (scores[j] > scores[best]) best = j;
        if (best == 0) apply(state, SHIFT, 0);
        else if (best <= labels) apply(state, LEFT, best - 1);
        else apply(state, RIGHT, best - 1 - labels);
    }
    finish(state, labels);
}

static void close_model(PyObject *capsule)
{
    Model *model = PyCapsule_GetPointer(capsule, MODEL);
    if (!model) return;
    PyBuffer_Release(&model->file);
    Py_XDECREF(model->tags);
    Py_XDECREF(model->labels);
    release(&model->state);
    free(model);
}

static int read_scorer(Scorer *scorer, PyObject *told, const Py_buffer *file, int atoms)
{
    const char *templates;
    Py_ssize_t length;
    unsigned int index, rows, size;
    if (!PyArg_ParseTuple(told, "y#iiIII", &templates, &length, &scorer->classes, &scorer->bits, &index, &rows, &size)) return -1;
    if (scorer->bits < 1 || scorer->bits > 24 || scorer->classes < 1 || scorer->classes > MOST_CLASSES
        || (uint64_t)index + 4 * (((uint64_t)1 << scorer->bits) + 1) > (uint64_t)file->len
        || (uint64_t)rows + size > (uint64_t)file->len) {
        PyErr_SetString(PyExc_ValueError, "weights: a section reaches past the end of the file");
        return -1;
    }
    scorer->index = (const uint8_t *)file->buf + index;
    scorer->rows = (const uint8_t *)file->buf + rows;
    scorer->length = size;
    return read_templates(&scorer->templates, (const uint8_t *)templates, length, atoms);
}

PyDoc_STRVAR(load_doc, "load(file, marks, tags, labels, tagger, parser) -> model\n\n"
    "tagger and parser: (templates, classes, bits, index offset, rows offset, rows length); parser may be None.");

static PyObject *load(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *file, *tags, *labels, *tagger, *parser;
    const char *marks;
    Py_ssize_t marked;
    if (!PyArg_ParseTuple(args, "Oy#O!O!O!O", &file, &marks, &marked, &PyTuple_Type, &tags, &PyTuple_Type, &labels,
                          &PyTuple_Type, &tagger, &parser)) return NULL;
    Model *model = calloc(1, sizeof *model);
    if (!model) return PyErr_NoMemory();
    if (PyObject_GetBuffer(file, &model->file, PyBUF_SIMPLE) < 0) { free(model); return NULL; }
    PyObject *capsule = PyCapsule_New(model, MODEL, close_model);
    if (!capsule) { PyBuffer_Release(&model->file); free(model); return NULL; }
    memcpy(model->marks, marks, (size_t)(marked < MOST_CLASSES ? marked : MOST_CLASSES));
    model->tags = Py_NewRef(tags);
    model->labels = Py_NewRef(labels);
    model->parses = parser != Py_None;
    if (read_scorer(&model->tagger, tagger, &model->file, TAG_ATOMS) < 0
        || (model->parses && read_scorer(&model->parser, parser, &model->file, PARSE_ATOMS) < 0)) goto lost;
    if (PyTuple_Size(tags) != model->tagger.classes
        || (model->parses && 2 * (PyTuple_Size(labels) - 1) + 1 != model->parser.classes)) {
        PyErr_SetString(PyExc_ValueError, "weights: another number of tags or labels than of classes");
        goto lost;
    }
    return capsule;
lost:
    Py_DECREF(capsule);
    return NULL;
}

static PyObject *names(PyObject *from, const int32_t *numbers, int count)
{
    PyObject *list = PyList_New(count);
    for (int i = 0; list && i < count; i++)
        PyList_SetItem(list, i, Py_NewRef(PyTuple_GetItem(from, numbers[i])));
    return list;
}

static Model *opened(PyObject *args, PyObject **texts, PyObject **words)
{
    PyObject *capsule;
    const char *allowed = NULL;
    Py_ssize_t length = 0;
    if (!PyArg_ParseTuple(args, "OOO|z#", &capsule, texts, words, &allowed, &length)) return NULL;
    Model *model = PyCapsule_GetPointer(capsule, MODEL);
    if (!model || read_words(&model->state, *texts, *words) < 0) return NULL;
    if (allowed && length != 8 * (Py_ssize_t)model->state.count) {
        PyErr_SetString(PyExc_ValueError, "allowed: 8 bytes for each word are expected");
        return NULL;
    }
    model->allowed = (const uint8_t *)allowed;
    return model;
}

PyDoc_STRVAR(tag_doc, "tag(model, texts, words, allowed=None) -> list of tags\n\n"
    "allowed: for each word the set of tags it may have, in 8 bytes, the lowest first; 0 allows all.");

static PyObject *tag(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *texts, *words;
    Model *model = opened(args, &texts, &words);
    if (!model) return NULL;
    tag_words(model);
    return names(model->tags, model->state.tags, model->state.count);
}

PyDoc_STRVAR(parse_doc, "parse(model, texts, words, allowed=None) -> (tags, heads, labels)\n\n"
    "heads are indexes, -1 for the one root; no words give three empty lists.");

static PyObject *parse(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *texts, *words;
    Model *model = opened(args, &texts, &words);
    if (!model) return NULL;
    if (!model->parses) { PyErr_SetString(PyExc_ValueError, "this model only tags"); return NULL; }
    State *state = &model->state;
    if (state->count) {
        tag_words(model);
        parse_words(model);
    }
    PyObject *heads = PyList_New(state->count);
    for (int i = 0; heads && i < state->count; i++)
        PyList_SetItem(heads, i, PyLong_FromLong(state->heads[i] == state->count ? -1 : state->heads[i]));
    PyObject *tags = names(model->tags, state->tags, state->count), *labels = names(model->labels, state->labels, state->count);
    if (!heads || !tags || !labels) {
        Py_XDECREF(heads); Py_XDECREF(tags); Py_XDECREF(labels);
        return NULL;
    }
    PyObject *found = PyTuple_Pack(3, tags, heads, labels);
    Py_DECREF(heads); Py_DECREF(tags); Py_DECREF(labels);
    return found;
}

static PyMethodDef METHODS[] = {
    {"load", load, METH_VARARGS, load_doc},
    {"tag", tag, METH_VARARGS, tag_doc},
    {"parse", parse, METH_VARARGS, parse_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "_fast", "The parser's inner loop, compiled.", -1, METHODS, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__fast(void)
{
    PyObject *module = PyModule_Create(&MODULE);
    if (module && add_learning(module) < 0) Py_CLEAR(module);
    return module;
}
