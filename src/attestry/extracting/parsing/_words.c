/* Words, features and the parser's moves: the part that running and learning share. */
#include "_fast.h"

enum { BEYOND = 0xFFFD };       /* the cluster of what is no word: numbers of clusters are smaller */

static inline uint32_t mixed(uint32_t hash, uint32_t atom)
{
    hash = (hash ^ atom) * 0x9E3779B1u;
    return hash ^ (hash >> 15);
}

static inline uint32_t closed(uint32_t hash)
{
    hash *= 0x85EBCA6Bu;
    return hash ^ (hash >> 13);
}

/* FNV-1a over whole code points. */
static uint32_t hashed(const Py_UCS4 *letters, Py_ssize_t count, uint32_t seed)
{
    uint32_t hash = 2166136261u ^ seed;
    for (Py_ssize_t i = 0; i < count; i++)
        hash = (hash ^ letters[i]) * 16777619u;
    return mixed(hash, seed);
}

static Py_UCS4 kind_of(Py_UCS4 letter)
{
    if (letter >= 'A' && letter <= 'Z') return 'X';
    if (letter >= 'a' && letter <= 'z') return 'x';
    if (letter >= '0' && letter <= '9') return 'd';
    if (letter < 128) return letter;
    if (letter >= 0x2010 && letter <= 0x2015) return '-';
    if (letter >= 0x2018 && letter <= 0x201B) return '\'';
    if ((letter >= 0x201C && letter <= 0x201F) || letter == 0xAB || letter == 0xBB) return '"';
    return 'u';
}

/* "!year" for four bare digits, "!num" for other digits with their separators, NULL for all else. */
static const char *number(const Py_UCS4 *letters, Py_ssize_t count)
{
    Py_ssize_t digits = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_UCS4 c = letters[i];
        if (c >= '0' && c <= '9') digits++;
        else if (c != ',' && c != '.' && c != ':' && c != '-') return NULL;
    }
    if (!digits) return NULL;
    return digits == 4 && count == 4 ? "!year" : "!num";
}

static int is_shouted(PyObject *texts, PyObject *words, Py_ssize_t count)
{
    /* A sentence in capitals: four or more words of which none has a small letter. */
    Py_ssize_t capitals = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *text = PyList_GetItem(texts, i), *word = PyList_GetItem(words, i);
        int same = PyUnicode_Compare(text, word) == 0;
        Py_UCS4 first = PyUnicode_GetLength(word) ? PyUnicode_ReadChar(word, 0) : 0;
        if (!(first >= 'a' && first <= 'z')) continue;
        if (same) return 0;
        Py_ssize_t length = PyUnicode_GetLength(text);
        for (Py_ssize_t j = 0; j < length; j++) {
            Py_UCS4 c = PyUnicode_ReadChar(text, j);
            if (c >= 'a' && c <= 'z') return 0;
        }
        capitals++;
    }
    return capitals >= 4;
}

static int read_word(Word *made, PyObject *text, PyObject *word, int shouted)
{
    Py_UCS4 narrow[128], *letters = narrow;
    Py_ssize_t count = PyUnicode_GetLength(word), length = PyUnicode_GetLength(text);
    Py_ssize_t room = (count > length ? count : length) + 8;
    if (room > 128) {
        letters = malloc((size_t)room * sizeof(Py_UCS4));
        if (!letters) { PyErr_NoMemory(); return -1; }
    }
    if (!PyUnicode_AsUCS4(shouted ? word : text, letters, room, 0)) goto lost;
    Py_ssize_t drawn = shouted ? count : length;
    Py_UCS4 before = 0, before2 = 0;
    uint32_t shape = 2166136261u;
    int upper = 0, lower = 0, leading = 0;
    for (Py_ssize_t i = 0; i < drawn; i++) {
        Py_UCS4 kind = kind_of(letters[i]);
        if (kind == 'X') { upper++; if (!i) leading = 1; }
        if (kind == 'x') lower++;
        if (kind == before && kind == before2) continue;
        shape = (shape ^ kind) * 16777619u;
        before2 = before;
        before = kind;
    }
    uint32_t cased = !upper ? 0 : !lower ? (upper > 1 ? 3 : 2) : leading && upper == 1 ? 1 : 4;
    if (!PyUnicode_AsUCS4(word, letters, room, 0)) goto lost;
    const char *figure = number(letters, count);
    if (figure) {
        count = (Py_ssize_t)strlen(figure);
        for (Py_ssize_t i = 0; i < count; i++) letters[i] = (Py_UCS4)figure[i];
    }
    made->word = hashed(letters, count, 0);
    for (int k = 1; k <= SUFFIXES; k++)
        made->suffix[k - 1] = k >= count ? hashed(letters, count, (uint32_t)k) : hashed(letters + count - k, k, (uint32_t)k);
    made->first = hashed(letters, count < 1 ? count : 1, 11);
    made->opening = hashed(letters, count < 3 ? count : 3, 13);
    made->shape = mixed(shape, 17);
    made->form = mixed(made->word, cased);
    if (letters != narrow) free(letters);
    return 0;
lost:
    if (letters != narrow) free(letters);
    return -1;
}

static int make_room(State *state, int count)
{
    if (count + 1 <= state->capacity) return 0;
    int room = state->capacity ? count + count / 2 + 64 : count + 1;     /* what grows once will grow again */
#define ROOM(field) do { void *more = realloc(state->field, (size_t)room * sizeof *state->field); \
        if (!more) { PyErr_NoMemory(); return -1; } state->field = more; } while (0)
    ROOM(words); ROOM(tags); ROOM(stack); ROOM(heads); ROOM(labels);
    ROOM(left); ROOM(left2); ROOM(right); ROOM(right2); ROOM(lefts); ROOM(rights);
    ROOM(left_set); ROOM(right_set); ROOM(commas); ROOM(quotes); ROOM(finites); ROOM(coordinators);
#undef ROOM
    state->capacity = room;
    return 0;
}

void release(State *state)
{
    free(state->words); free(state->tags); free(state->stack); free(state->heads); free(state->labels);
    free(state->left); free(state->left2); free(state->right); free(state->right2); free(state->lefts); free(state->rights);
    free(state->left_set); free(state->right_set);
    free(state->commas); free(state->quotes); free(state->finites); free(state->coordinators);
    memset(state, 0, sizeof *state);
}

/* What *clusters*, a dict, tells of a word: the broad cluster in the upper 16 bits, the narrow one in the lower; 0 is none. */
static void read_clusters(Word *made, PyObject *word, PyObject *clusters)
{
    PyObject *told = PyDict_GetItem(clusters, word);
    unsigned long both = told ? PyLong_AsUnsignedLong(told) : 0;
    made->broad = (uint32_t)(both >> 16 & 0xFFFF);
    made->narrow = (uint32_t)(both & 0xFFFF);
}

int read_words(State *state, PyObject *texts, PyObject *words, PyObject *clusters)
{
    if (!PyList_Check(texts) || !PyList_Check(words) || PyList_Size(texts) != PyList_Size(words)) {
        PyErr_SetString(PyExc_TypeError, "texts and words: two lists of str of one length were expected");
        return -1;
    }
    Py_ssize_t count = PyList_Size(texts);
    if (count > 1000000) {
        PyErr_SetString(PyExc_ValueError, "a sentence of more than 1,000,000 tokens; cut it first");
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++)
        if (!PyUnicode_Check(PyList_GetItem(texts, i)) || !PyUnicode_Check(PyList_GetItem(words, i))) {
            PyErr_SetString(PyExc_TypeError, "texts and words: lists of str were expected");
            return -1;
        }
    if (make_room(state, (int)count) < 0) return -1;
    state->count = (int)count;
    int shouted = is_shouted(texts, words, count);
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *word = PyList_GetItem(words, i);
        if (read_word(&state->words[i], PyList_GetItem(texts, i), word, shouted) < 0) return -1;
        read_clusters(&state->words[i], word, clusters);
    }
    return 0;
}

int read_templates(Templates *templates, const uint8_t *bytes, Py_ssize_t length, int atoms)
{
    /* Each template: its number of atoms, then their places. */
    memset(templates, 0, sizeof *templates);
    for (int wanted = MOST_ATOMS; wanted >= 0; wanted--) {
        uint32_t number = 1;
        for (Py_ssize_t at = 0; at < length; at += 1 + bytes[at], number++) {
            int arity = bytes[at];
            if (arity > MOST_ATOMS || at + 1 + arity > length || number > MOST_TEMPLATES) goto refused;
            if (arity != wanted) continue;
            for (int k = 0; k < arity; k++) {
                if (bytes[at + 1 + k] >= atoms) goto refused;
                templates->atom[k][templates->count] = bytes[at + 1 + k];
                templates->more[k]++;
            }
            templates->seed[templates->count++] = number * 0x27D4EB2Fu;
        }
    }
    return 0;
refused:
    PyErr_SetString(PyExc_ValueError, "templates: at most 160 of at most 4 known atoms each were expected");
    return -1;
}

WIDELY static int fill(const Templates *restrict templates, const uint32_t *restrict atoms, uint32_t *restrict features)
{
    int count = templates->count;
    memcpy(features, templates->seed, (size_t)count * sizeof *features);
    for (int k = 0; k < MOST_ATOMS; k++) {
        const int32_t *restrict place = templates->atom[k];
        for (int i = 0, more = templates->more[k]; i < more; i++) features[i] = mixed(features[i], atoms[place[i]]);
    }
    for (int i = 0; i < count; i++) features[i] = closed(features[i]);
    return count;
}

int tag_features(const Templates *templates, const State *state, int at, int before, int before2, uint32_t *features)
{
    static const Word outside = {1, {2, 3, 4, 5}, 6, 7, 8, 9, BEYOND, BEYOND};
    uint32_t atoms[TAG_ATOMS] = {0};
    int count = state->count;
#define WORD(i) ((i) < 0 || (i) >= count ? &outside : &state->words[i])
    const Word *word = WORD(at), *back = WORD(at - 1), *back2 = WORD(at - 2), *on = WORD(at + 1), *on2 = WORD(at + 2);
#undef WORD
    uint32_t *a = atoms;
    *a++ = word->word; *a++ = word->form;
    for (int k = 0; k < SUFFIXES; k++) *a++ = word->suffix[k];
    *a++ = word->first; *a++ = word->opening; *a++ = word->shape;
    *a++ = at == 0;
    *a++ = (uint32_t)(before + 2); *a++ = (uint32_t)(before2 + 2);
    *a++ = back->word; *a++ = back->suffix[2]; *a++ = back->shape;
    *a++ = back2->word;
    *a++ = on->word; *a++ = on->suffix[1]; *a++ = on->suffix[2]; *a++ = on->shape; *a++ = on->form;
    *a++ = on2->word; *a++ = on2->suffix[2];
    *a++ = word->broad; *a++ = word->narrow; *a++ = back->broad; *a++ = back->narrow; *a++ = on->broad; *a++ = on->narrow;
    return fill(templates, atoms, features);
}

void count_marks(State *state, const uint8_t *marks)
{
    int commas = 0, quotes = 0, finites = 0, coordinators = 0;
    for (int i = 0; i <= state->count; i++) {
        state->commas[i] = commas; state->quotes[i] = quotes;
        state->finites[i] = finites; state->coordinators[i] = coordinators;
        if (i == state->count) break;
        uint8_t mark = marks[state->tags[i]];
        commas += (mark & COMMA) != 0; quotes += (mark & QUOTE) != 0;
        finites += (mark & FINITE) != 0; coordinators += (mark & COORDINATOR) != 0;
    }
}

void begin(State *state)
{
    state->depth = state->next = 0;
    for (int i = 0; i <= state->count; i++) {
        state->heads[i] = state->left[i] = state->left2[i] = state->right[i] = state->right2[i] = NONE;
        state->labels[i] = state->lefts[i] = state->rights[i] = 0;
        state->left_set[i] = state->right_set[i] = 0;
    }
}

int forced(const State *state)
{
    if (state->next == state->count) return RIGHT;
    return state->depth ? NONE : SHIFT;
}

static uint32_t folded(uint64_t set)
{
    return (uint32_t)(set ^ (set >> 32) * 0x9E3779B1u);
}

static uint32_t between(const State *state, int start, int end)
{
    /* What lies strictly between two tokens: finite verbs, commas, a lone quotation mark, a coordinator. */
    if (start < 0 || end < 0) return 99;
    int first = start + 1;
    int finites = state->finites[end] - state->finites[first], commas = state->commas[end] - state->commas[first];
    int quotes = state->quotes[end] - state->quotes[first];
    int coordinators = state->coordinators[end] - state->coordinators[first];
    if (finites > 2) finites = 2;
    if (commas > 2) commas = 2;
    return (uint32_t)(finites * 16 + commas * 4 + (quotes & 1) * 2 + (coordinators > 0));
}

static uint32_t distance(int start, int end)
{
    if (start < 0 || end < 0) return 0;
    int far = end - start;
    return (uint32_t)(far < 5 ? far : far < 10 ? 5 : 10);
}

int parse_features(const Templates *templates, const State *state, uint32_t *features)
{
    uint32_t atoms[PARSE_ATOMS] = {0};
    int count = state->count, depth = state->depth, next = state->next;
    int s0 = depth > 0 ? state->stack[depth - 1] : NONE, s1 = depth > 1 ? state->stack[depth - 2] : NONE;
    int s2 = depth > 2 ? state->stack[depth - 3] : NONE;
    int b0 = next, b1 = next + 1 <= count ? next + 1 : NONE, b2 = next + 2 <= count ? next + 2 : NONE;
    int b3 = next + 3 <= count ? next + 3 : NONE;
#define OF(field, i) ((i) < 0 ? NONE : state->field[i])
    int places[] = {s0, s1, s2, b0, b1, b2, b3, OF(left, s0), OF(left2, s0), OF(right, s0), OF(right2, s0), OF(left, b0),
                    OF(left2, b0), OF(left, s1), OF(right, s1), OF(right2, s1), OF(right, s2)};
    uint32_t *a = atoms;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int place = places[i];
        if (place < 0) { *a++ = 7; *a++ = 201; *a++ = 203; }
        else if (place == count) { *a++ = 9; *a++ = 202; *a++ = 203; }
        else { *a++ = state->words[place].word; *a++ = (uint32_t)state->tags[place]; *a++ = (uint32_t)state->labels[place] + 1; }
    }
    *a++ = distance(s0, b0); *a++ = distance(s1, s0);
    *a++ = between(state, s0, b0); *a++ = between(state, s1, s0);
#define FEW(field, i) ((i) < 0 ? 0 : (uint32_t)(state->field[i] < 3 ? state->field[i] : 3))
    *a++ = FEW(lefts, s0); *a++ = FEW(rights, s0); *a++ = FEW(lefts, b0); *a++ = FEW(lefts, s1); *a++ = FEW(rights, s1);
#define SET(field, i) ((i) < 0 ? 0 : folded(state->field[i]))
    *a++ = SET(left_set, s0); *a++ = SET(right_set, s0); *a++ = SET(left_set, b0);
    *a++ = SET(left_set, s1); *a++ = SET(right_set, s1);
#define IN(i) ((i) >= 0 && (i) < count)
    *a++ = IN(s0) ? state->words[s0].suffix[2] : 0; *a++ = IN(b0) ? state->words[b0].suffix[2] : 0;
    *a++ = IN(s1) ? state->words[s1].suffix[2] : 0;
    *a++ = IN(s0) ? state->words[s0].shape : 0; *a++ = IN(b0) ? state->words[b0].shape : 0;
    int kin[] = {s0, b0, s1, b1, OF(left, b0)};
    for (size_t i = 0; i < sizeof kin / sizeof *kin; i++) {
        *a++ = IN(kin[i]) ? state->words[kin[i]].broad : BEYOND;
        *a++ = IN(kin[i]) ? state->words[kin[i]].narrow : BEYOND;
    }
    return fill(templates, atoms, features);
}

static void attach(State *state, int child, int head, int label)
{
    state->heads[child] = head;
    state->labels[child] = label;
    if (child < head) {
        state->left2[head] = state->left[head];
        state->left[head] = child;
        state->lefts[head]++;
        state->left_set[head] |= (uint64_t)1 << (label & 63);
    } else {
        state->right2[head] = state->right[head];
        state->right[head] = child;
        state->rights[head]++;
        state->right_set[head] |= (uint64_t)1 << (label & 63);
    }
}

void apply(State *state, int action, int label)
{
    if (action == SHIFT) { state->stack[state->depth++] = state->next++; return; }
    int child = state->stack[--state->depth];
    attach(state, child, action == LEFT ? state->next : state->stack[state->depth - 1], label);
}

void finish(State *state, int root)
{
    /* One token is left on the stack: it hangs on ROOT. */
    attach(state, state->stack[--state->depth], state->count, root);
}
