/* The parser's inner loop: words in, tags, heads and labels out. twin.py does the same in Python, number for number. */
#include "_fast.h"

/* A row with more cells than SPARSE is laid out for all classes, a multiple of WIDE, and added as one vector. */
enum { SPARSE = 16, WIDE = 32, MOST_ROWS = 0xFFFFFF };

typedef struct {            /* a feature; where its weights lie; how many cells it has, 0 if every class has one */
    uint32_t feature, at : 24, cells : 8;
} Row;

/* One linear model, unpacked from the weights file, whose layout is told in weights.py.
 *
 * A row lies at the place that its feature's upper bits say, or at the first free one after it. Four features in ten have
 * no row: their search ends at the tips, which are small enough to stay in the cache. */
typedef struct {
    Templates templates;
    int classes, stride, shift;         /* stride: classes rounded up to WIDE */
    uint32_t told, last;                /* the bits of a feature that the file tells; the last place for a row */
    uint8_t *tips;                      /* some bits of the feature at each place, 0 where the place is free */
    Row *rows;
    int8_t *cells, *whole;              /* class and weight of each cell; the weights of all classes of each whole row */
} Scorer;

typedef struct {
    Scorer tagger, parser;
    int parses;
    PyObject *clusters;                 /* dict of word to clusters: see read_clusters */
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

static uint8_t tip_of(uint32_t feature) { return (uint8_t)(feature | 1); }

/* From *place* on, the first that is free or may hold the feature's row. */
static uint32_t likely(const Scorer *scorer, uint32_t feature, uint32_t place)
{
    uint8_t tip = tip_of(feature);
    while (scorer->tips[place] && scorer->tips[place] != tip) place = (place + 1) & scorer->last;
    return place;
}

/* The place of the feature's row, or the free one where it would lie. */
static uint32_t place_of(const Scorer *scorer, uint32_t feature)
{
    uint32_t place = likely(scorer, feature, feature >> scorer->shift);
    while (scorer->tips[place] && scorer->rows[place].feature != feature)
        place = likely(scorer, feature, (place + 1) & scorer->last);
    return place;
}

/* 160 templates of weights from -128 to 127 stay within 16 bits. */
WIDELY static void add_whole(int16_t *restrict sums, const int8_t *const *rows, int count, int stride)
{
    const int16_t *end = sums + stride;
    for (int i = 0; i < count; i++) {
        const int8_t *restrict row = rows[i];
        for (int16_t *restrict sum = sums; sum < end; sum += WIDE, row += WIDE)
            for (size_t k = 0; k < WIDE; k++) sum[k] = (int16_t)(sum[k] + row[k]);
    }
}

static void score(const Scorer *scorer, const uint32_t *features, int count, int16_t *sums)
{
    const int8_t *whole[MOST_TEMPLATES];
    const Row *found[MOST_TEMPLATES];
    uint32_t met[MOST_TEMPLATES], at[MOST_TEMPLATES];
    int some = 0, wholes = 0, few = 0;
    for (int i = 0; i < count; i++) SOON(scorer->tips + (features[i] >> scorer->shift));
    for (int i = 0; i < count; i++) {       /* no jump depends on what is found: it could not be foretold */
        met[some] = features[i] & scorer->told;
        at[some] = likely(scorer, met[some], met[some] >> scorer->shift);
        SOON(scorer->rows + at[some]);
        some += scorer->tips[at[some]] != 0;
    }
    for (int i = 0; i < some; i++) {
        const Row *row = scorer->rows + at[i];
        if (row->feature != met[i]) {
            uint32_t place = place_of(scorer, met[i]);
            if (!scorer->tips[place]) continue;
            row = scorer->rows + place;
        }
        int all = row->cells == 0;
        const int8_t *weights = all ? scorer->whole + row->at * (size_t)scorer->stride : scorer->cells + row->at;
        SOON(weights);
        whole[wholes] = weights;
        found[few] = row;
        wholes += all;
        few += !all;
    }
    memset(sums, 0, (size_t)scorer->stride * sizeof *sums);
    for (int i = 0; i < few; i++) {
        const int8_t *cell = scorer->cells + found[i]->at, *end = cell + 2 * found[i]->cells;
        for (; cell < end; cell += 2) sums[(uint8_t)cell[0]] = (int16_t)(sums[(uint8_t)cell[0]] + cell[1]);
    }
    add_whole(sums, whole, wholes, scorer->stride);
}

static uint64_t allowed_at(const Model *model, int word)
{
    uint64_t set = 0;
    for (int i = 7; model->allowed && i >= 0; i--) set = set << 8 | model->allowed[8 * (size_t)word + i];
    return set;
}

/* The best class of those in the set; of all, where the set is empty or holds none. */
static int best_allowed(const int16_t *scores, int classes, uint64_t set)
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
    int16_t scores[MOST_CLASSES];
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
    int16_t scores[MOST_CLASSES];
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

static void forget(Scorer *scorer)
{
    free(scorer->tips); free(scorer->rows); free(scorer->cells); free(scorer->whole);
}

static void close_model(PyObject *capsule)
{
    Model *model = PyCapsule_GetPointer(capsule, MODEL);
    if (!model) return;
    Py_XDECREF(model->clusters);
    Py_XDECREF(model->tags);
    Py_XDECREF(model->labels);
    release(&model->state);
    forget(&model->tagger);
    forget(&model->parser);
    free(model);
}

typedef struct { const uint8_t *index, *rows; uint32_t length; int bits; } Section;     /* of the weights file */
typedef struct { size_t rows, wholes, cells; } Room;

static int is_whole(const uint8_t *row) { return row[2] == 0 || row[2] > SPARSE; }

/* Put the row of *feature* where it is found again; of two for one feature the first stays. */
static void put(Scorer *scorer, uint32_t feature, const uint8_t *row, Room *used)
{
    uint32_t place = place_of(scorer, feature);
    if (scorer->tips[place]) return;
    int cells = row[2], whole = is_whole(row);
    const uint8_t *class = row + 3, *weight = class + cells;
    scorer->tips[place] = tip_of(feature);
    scorer->rows[place] = (Row){feature, (uint32_t)(whole ? used->wholes : used->cells), whole ? 0 : (uint32_t)cells};
    for (int j = 0; j < cells; j++) {
        if (whole) scorer->whole[used->wholes * (size_t)scorer->stride + class[j]] = (int8_t)weight[j];
        else { scorer->cells[used->cells++] = (int8_t)class[j]; scorer->cells[used->cells++] = (int8_t)weight[j]; }
    }
    used->wholes += (size_t)whole;
}

/* Go through the rows of a section; put each where *into* is given, else count them. -1 where one is not as it should be. */
static int walk(const Section *from, int classes, Scorer *into, Room *used)
{
    for (uint32_t bucket = 0; bucket >> from->bits == 0; bucket++) {
        uint32_t at = number_at(from->index + 4 * (size_t)bucket), end = number_at(from->index + 4 * (size_t)bucket + 4);
        if (at > end || end > from->length) return -1;
        for (uint32_t size; at < end; at += size) {
            const uint8_t *row = from->rows + at;
            size = end - at < 3 ? end : 3 + 2 * (uint32_t)row[2];
            if (size > end - at) return -1;
            for (int j = 0; j < row[2]; j++) if (row[3 + j] >= classes) return -1;
            if (into) put(into, bucket << (32 - from->bits) | row[0] | (uint32_t)row[1] << 8, row, used);
            else { used->rows++; used->wholes += (size_t)is_whole(row); used->cells += is_whole(row) ? 0 : 2 * (size_t)row[2]; }
        }
    }
    return 0;
}

static int unpack(Scorer *scorer, const Section *from)
{
    Room room = {0}, used = {0};
    if (walk(from, scorer->classes, NULL, &room) < 0 || room.cells > MOST_ROWS || room.wholes > MOST_ROWS) {
        PyErr_SetString(PyExc_ValueError, "weights: rows that reach past their bucket, or classes that there are not");
        return -1;
    }
    int bits = 4;
    while (((size_t)1 << bits) < room.rows + room.rows / 2) bits++;
    scorer->shift = 32 - bits;
    scorer->last = ((uint32_t)1 << bits) - 1;
    scorer->told = ~(uint32_t)0 << (32 - from->bits) | 0xFFFF;
    scorer->tips = calloc((size_t)scorer->last + 1, 1);
    scorer->rows = calloc((size_t)scorer->last + 1, sizeof *scorer->rows);
    scorer->cells = malloc(room.cells + 1);
    scorer->whole = calloc((room.wholes + 1) * (size_t)scorer->stride, 1);
    if (!scorer->tips || !scorer->rows || !scorer->cells || !scorer->whole) { PyErr_NoMemory(); return -1; }
    return walk(from, scorer->classes, scorer, &used);
}

static int read_scorer(Scorer *scorer, PyObject *told, const Py_buffer *file, int atoms)
{
    const char *templates;
    Py_ssize_t length;
    unsigned int index, rows, size;
    int bits;
    if (!PyArg_ParseTuple(told, "y#iiIII", &templates, &length, &scorer->classes, &bits, &index, &rows, &size)) return -1;
    if (bits < 1 || bits > 24 || scorer->classes < 1 || scorer->classes > MOST_CLASSES
        || (uint64_t)index + 4 * (((uint64_t)1 << bits) + 1) > (uint64_t)file->len
        || (uint64_t)rows + size > (uint64_t)file->len) {
        PyErr_SetString(PyExc_ValueError, "weights: a section reaches past the end of the file");
        return -1;
    }
    scorer->stride = (scorer->classes + WIDE - 1) / WIDE * WIDE;
    const uint8_t *bytes = file->buf;
    Section from = {bytes + index, bytes + rows, size, bits};
    if (unpack(scorer, &from) < 0) return -1;
    return read_templates(&scorer->templates, (const uint8_t *)templates, length, atoms);
}

PyDoc_STRVAR(load_doc, "load(file, marks, tags, labels, tagger, parser, clusters) -> model\n\n"
    "tagger and parser: (templates, classes, bits, index offset, rows offset, rows length); parser may be None.\n"
    "clusters: dict of word to its broad cluster times 65,536 and its narrow one, from 1; 0 is none.");

static PyObject *load(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *file, *tags, *labels, *tagger, *parser, *clusters;
    const char *marks;
    Py_ssize_t marked;
    if (!PyArg_ParseTuple(args, "Oy#O!O!O!OO!", &file, &marks, &marked, &PyTuple_Type, &tags, &PyTuple_Type, &labels,
                          &PyTuple_Type, &tagger, &parser, &PyDict_Type, &clusters)) return NULL;
    Model *model = calloc(1, sizeof *model);
    if (!model) return PyErr_NoMemory();
    PyObject *capsule = PyCapsule_New(model, MODEL, close_model);
    if (!capsule) { free(model); return NULL; }
    memcpy(model->marks, marks, (size_t)(marked < MOST_CLASSES ? marked : MOST_CLASSES));
    model->clusters = Py_NewRef(clusters);
    model->tags = Py_NewRef(tags);
    model->labels = Py_NewRef(labels);
    model->parses = parser != Py_None;
    Py_buffer bytes;
    if (PyObject_GetBuffer(file, &bytes, PyBUF_SIMPLE) < 0) goto lost;
    int read = read_scorer(&model->tagger, tagger, &bytes, TAG_ATOMS);
    if (read == 0 && model->parses) read = read_scorer(&model->parser, parser, &bytes, PARSE_ATOMS);
    PyBuffer_Release(&bytes);
    if (read < 0) goto lost;
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
    if (!model || read_words(&model->state, *texts, *words, model->clusters) < 0) return NULL;
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
    if (module && (add_learning(module) < 0 || add_tree(module) < 0)) Py_CLEAR(module);
    return module;
}
