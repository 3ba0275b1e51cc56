"""The optional compiled part: without a compiler the pure-Python twin does the same work, more slowly."""

from setuptools import Extension, setup

PARSING = "src/attestry/extracting/parsing"

setup(
    ext_modules=[
        Extension(
            "attestry.extracting.parsing._fast",
            sources=[f"{PARSING}/_fast.c", f"{PARSING}/_words.c", f"{PARSING}/_learn.c", f"{PARSING}/_tree.c"],
            depends=[f"{PARSING}/_fast.h"],
            define_macros=[("Py_LIMITED_API", "0x030B0000")],
            py_limited_api=True,
            optional=True,
        ),
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
