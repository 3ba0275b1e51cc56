/* The nodes of a tree: made in one go, and asked for their children by label more often than for anything else. See tree.py. */
#include "_fast.h"
#include <stddef.h>
#include "structmember.h"

typedef struct {
    PyObject_HEAD
    PyObject *index, *token, *text, *word, *tag, *label, *lemma, *head, *children;
} Node;

static PyTypeObject *node_type;

#define MEMBER(name) {#name, T_OBJECT_EX, offsetof(Node, name), 0, NULL}
static PyMemberDef MEMBERS[] = {
    MEMBER(index), MEMBER(token), MEMBER(text), MEMBER(word), MEMBER(tag), MEMBER(label), MEMBER(lemma), MEMBER(head),
    MEMBER(children), {NULL, 0, 0, 0, NULL},
};

static int traverse(PyObject *self, visitproc visit, void *arg)
{
    Node *node = (Node *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(node->index); Py_VISIT(node->token); Py_VISIT(node->text); Py_VISIT(node->word); Py_VISIT(node->tag);
    Py_VISIT(node->label); Py_VISIT(node->lemma); Py_VISIT(node->head); Py_VISIT(node->children);
    return 0;
}

static int clear(PyObject *self)
{
    Node *node = (Node *)self;
    Py_CLEAR(node->index); Py_CLEAR(node->token); Py_CLEAR(node->text); Py_CLEAR(node->word); Py_CLEAR(node->tag);
    Py_CLEAR(node->label); Py_CLEAR(node->lemma); Py_CLEAR(node->head); Py_CLEAR(node->children);
    return 0;
}

static void drop(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    clear(self);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

/* Whether a child bears one of the labels; -1 with an exception where it has none. */
static int bears(PyObject *child, PyObject *const *labels, Py_ssize_t count)
{
    PyObject *label = PyObject_TypeCheck(child, node_type) ? ((Node *)child)->label : NULL;
    if (!label) { PyErr_SetString(PyExc_TypeError, "children: nodes with labels were expected"); return -1; }
    for (Py_ssize_t i = 0; i < count; i++) {
        int same = label == labels[i] ? 1 : PyObject_RichCompareBool(label, labels[i], Py_EQ);
        if (same) return same;
    }
    return 0;
}

static PyObject *children_of(PyObject *self)
{
    PyObject *children = ((Node *)self)->children;
    if (!children || !PyTuple_Check(children)) { PyErr_SetString(PyExc_TypeError, "children: a tuple was expected"); return NULL; }
    return children;
}

PyDoc_STRVAR(child_doc, "The first child that bears one of the labels, or None.");

static PyObject *child(PyObject *self, PyObject *const *labels, Py_ssize_t count)
{
    PyObject *children = children_of(self);
    for (Py_ssize_t i = 0; children && i < PyTuple_Size(children); i++) {
        PyObject *one = PyTuple_GetItem(children, i);
        int found = bears(one, labels, count);
        if (found < 0) return NULL;
        if (found) return Py_NewRef(one);
    }
    return children ? Py_NewRef(Py_None) : NULL;
}

PyDoc_STRVAR(kids_doc, "The children that bear one of the labels, in order.");

static PyObject *kids(PyObject *self, PyObject *const *labels, Py_ssize_t count)
{
    PyObject *children = children_of(self), *found = children ? PyList_New(0) : NULL;
    for (Py_ssize_t i = 0; found && i < PyTuple_Size(children); i++) {
        PyObject *one = PyTuple_GetItem(children, i);
        int wanted = bears(one, labels, count);
        if (wanted < 0 || (wanted && PyList_Append(found, one) < 0)) { Py_DECREF(found); return NULL; }
    }
    if (!found) return NULL;
    PyObject *tuple = PyList_AsTuple(found);
    Py_DECREF(found);
    return tuple;
}

static PyMethodDef NODE_METHODS[] = {
    {"child", (PyCFunction)(void (*)(void))child, METH_FASTCALL, child_doc},
    {"kids", (PyCFunction)(void (*)(void))kids, METH_FASTCALL, kids_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot SLOTS[] = {
    {Py_tp_traverse, traverse}, {Py_tp_clear, clear}, {Py_tp_dealloc, drop},
    {Py_tp_members, MEMBERS}, {Py_tp_methods, NODE_METHODS}, {0, NULL},
};

static PyType_Spec NODE = {
    "attestry.extracting.parsing._fast.Node", sizeof(Node), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, SLOTS,
};

/* A node of *type* for a token, without head and children. */
static Node *made(PyTypeObject *type, Py_ssize_t index, PyObject *token, PyObject *tag, PyObject *label, PyObject *lemma)
{
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Node *node = (Node *)alloc(type, 0);
    if (!node) return NULL;
    node->index = PyLong_FromSsize_t(index);
    node->token = Py_NewRef(token);
    node->text = PyObject_GetAttrString(token, "text");
    node->word = PyObject_GetAttrString(token, "word");
    node->tag = Py_NewRef(tag);
    node->label = Py_NewRef(label);
    node->head = Py_NewRef(Py_None);
    node->lemma = node->word ? PyObject_CallFunctionObjArgs(lemma, node->word, tag, NULL) : NULL;
    if (!node->index || !node->text || !node->lemma) Py_CLEAR(node);
    return node;
}

/* Hang each node on its head: the heads' children are counted, then put where they belong. -1 with an exception. */
static int hang(PyObject *nodes, const Py_ssize_t *heads, Py_ssize_t count)
{
    Py_ssize_t *number = calloc((size_t)count + 1, sizeof *number);
    if (!number) { PyErr_NoMemory(); return -1; }
    for (Py_ssize_t i = 0; i < count; i++) if (heads[i] >= 0) number[heads[i]]++;
    int failed = 0;
    for (Py_ssize_t i = 0; i < count && !failed; i++) {
        PyObject *children = PyTuple_New(number[i]);
        ((Node *)PyTuple_GetItem(nodes, i))->children = children;
        failed = !children;
        number[i] = 0;
    }
    for (Py_ssize_t i = 0; i < count && !failed; i++) {
        if (heads[i] < 0) continue;
        Node *node = (Node *)PyTuple_GetItem(nodes, i), *head = (Node *)PyTuple_GetItem(nodes, heads[i]);
        PyObject *none = node->head;
        node->head = Py_NewRef((PyObject *)head);
        Py_DECREF(none);
        failed = PyTuple_SetItem(head->children, number[heads[i]]++, Py_NewRef((PyObject *)node)) < 0;
    }
    free(number);
    return failed ? -1 : 0;
}

PyDoc_STRVAR(nodes_doc, "nodes(type, tokens, tags, heads, labels, lemma) -> tuple of nodes\n\n"
    "type: a class made from Node; heads are indexes, -1 for a root; lemma(word, tag) gives the dictionary form.");

static PyObject *nodes(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *type, *tokens, *tags, *heads, *labels, *lemma;
    if (!PyArg_ParseTuple(args, "OOO!O!O!O", &type, &tokens, &PyList_Type, &tags, &PyList_Type, &heads, &PyList_Type, &labels, &lemma))
        return NULL;
    Py_ssize_t count = PySequence_Size(tokens);
    if (!PyType_Check(type) || !PyType_IsSubtype((PyTypeObject *)type, node_type) || count < 0
        || PyList_Size(tags) != count || PyList_Size(heads) != count || PyList_Size(labels) != count) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "nodes: a class of Node and as many tags, heads and labels as tokens");
        return NULL;
    }
    Py_ssize_t *numbers = calloc((size_t)count + 1, sizeof *numbers);
    PyObject *made_all = numbers ? PyTuple_New(count) : PyErr_NoMemory();
    for (Py_ssize_t i = 0; made_all && i < count; i++) {
        PyObject *token = PySequence_GetItem(tokens, i);
        Node *node = token ? made((PyTypeObject *)type, i, token, PyList_GetItem(tags, i), PyList_GetItem(labels, i), lemma) : NULL;
        Py_XDECREF(token);
        numbers[i] = node ? PyLong_AsSsize_t(PyList_GetItem(heads, i)) : -1;
        if (node && numbers[i] >= count) PyErr_SetString(PyExc_ValueError, "nodes: a head past the last token");
        if (!node || PyErr_Occurred()) { Py_XDECREF((PyObject *)node); Py_CLEAR(made_all); }
        else PyTuple_SetItem(made_all, i, (PyObject *)node);
    }
    if (made_all && hang(made_all, numbers, count) < 0) Py_CLEAR(made_all);
    free(numbers);
    return made_all;
}

static PyMethodDef METHODS[] = {{"nodes", nodes, METH_VARARGS, nodes_doc}, {NULL, NULL, 0, NULL}};

int add_tree(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&NODE);
    if (!type) return -1;
    node_type = (PyTypeObject *)type;
    return PyModule_AddFunctions(module, METHODS) < 0 ? -1 : PyModule_AddObjectRef(module, "Node", type);
}
