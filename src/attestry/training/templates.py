"""The feature templates of the tagger and the parser; the names are those of `extracting.parsing.atoms`.

`s0.w b0l.w` and its kin decide where a phrase hangs: b0l is mostly its preposition or conjunction.
"""

TAGGER = """
always, word, form, s1, s2, s3, s4, first, opening, shape initial
t1, t2, t1 t2, t1 word, t1 s3
back.word, back.s3, back.shape, back2.word
on.word, on.s3, on.shape, on2.word, on.form
word on.word, back.word word, t1 on.word, on.s2 s2
broad, narrow, t1 narrow, on.broad, on.narrow, back.broad, back.narrow, broad on.broad, back.broad broad, t1 broad on.broad
"""

PARSER = """
always, s0.w, s0.t, s0.w s0.t, b0.w, b0.t, b0.w b0.t, b1.w, b1.t, b1.w b1.t, b2.w, b2.t, s1.w, s1.t, s1.w s1.t
s0.w s0.t b0.w b0.t, s0.w s0.t b0.w, s0.w b0.w b0.t, s0.w s0.t b0.t, s0.t b0.w b0.t, s0.w b0.w, s0.t b0.t
b0.t b1.t, b0.t b1.t b2.t, s0.t b0.t b1.t, s1.t s0.t b0.t
s0.w s0.t s1.w s1.t, s0.w s1.w, s0.t s1.t, s0.w s0.t s1.t, s0.t s1.w s1.t, s2.t s1.t s0.t
s0.t s0l.t b0.t, s0.t s0r.t b0.t, s0.t b0.t b0l.t, s1.t s1r.t s0.t, s1.t s0.t s0l.t, s1.t s0.t s0r.t, s1.t s1l.t s0.t
s0.w near, s0.t near, b0.w near, b0.t near, s0.t b0.t near, s0.w b0.w near
s0.w s0.lefts, s0.t s0.lefts, s0.w s0.rights, s0.t s0.rights, b0.w b0.lefts, b0.t b0.lefts
s0l.w, s0l.t, s0l.l, s0r.w, s0r.t, s0r.l, b0l.w, b0l.t, b0l.l, s0k.l, s0q.l, b0k.l, s0k.t, s0q.t
s0.w s0l.l s0k.l, s0.t s0r.l s0q.l, s0.w s0r.l b0.t, b0.t b0l.l s0.t, s0.w s0r.l, s0.w s0l.l, s1.w s1r.l, s1.t s1r.l s0.t
s1.w s0.t b0.t, s1.t s0.w b0.t, s1.t s0.t b0.w, s1.w s0.w b0.t, s1.t s0.t b0.t b1.t, s1.w s1r.l s0.t s0.w
s0.s3 b0.t near, b0.s3 s0.t near
s0.t b0.t between, s1.t s0.t behind, s1.t s0.t b0.t between, s1.t s0.t far
s0.t s0.leftset, s0.t s0.rightset, b0.t b0.leftset, s1.t s1.rightset, s1.t s1.leftset
s0.t s0.rightset b0.t, s1.t s1.rightset s0.t, s0.t s0.leftset b0.t, s1.t s0.leftset s0.t
s1.w s0.w b0.w, s1.w b0.w b1.w, s0.w b0.w b1.w, s1.t b0.w b1.t, s0.t b0.t b1.t b2.t
s0.w b0l.w, s1.w b0l.w, s0.w b0l.w b0.w, s1.w b0l.w b0.w, s1.w s0.w b0l.w
s1.t s0.w b0l.w, s1.w s0.t b0l.w, s1.t s0.t b0l.w b0.t, s0.t b0l.w b0.t
s0.shape b0.shape, s0.shape, s2.w s1.t s0.t, s2.t s1.t s0.t b0.t
s0.narrow, b0.narrow, s0.broad b0.broad, s0.narrow b0.t, s0.t b0.narrow, s1.narrow s0.t, s1.t s0.narrow, s1.broad s0.broad
s1.narrow s0.narrow, s0.narrow b0.narrow, s0.broad b0l.w b0.broad, s1.broad b0l.w b0.broad, s0.narrow b0l.w, s1.narrow b0l.w
s1.broad s0.broad b0.broad, s0.narrow s0r.l, s0.narrow s0l.l, s1.narrow s1r.l, b0.narrow b0l.l, b1.narrow
"""
