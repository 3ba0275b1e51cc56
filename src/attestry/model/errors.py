"""Every exception that attestry raises on purpose.

    AttestryError
    ├── WrongCall          the caller asked for what cannot be: where, what was found, what was expected, the mend
    │   ├── NoCase             the folder is not a case
    │   ├── NotFound           an id, a path or a name that nothing in the case bears
    │   ├── Ambiguous          a shortened id that several things bear
    │   └── UnitsDiffer        two quantities of different units were compared
    ├── PackFault          a pack that cannot be read as written: file, entry, key, what was found, what was expected
    ├── Unreadable         bytes that no reader can make a document of; turned into a Problem where the place is known
    ├── LedgerFault        the log, a checkpoint or an original does not hold what its digest says
    ├── Unsupported        a report sentence without a claim that verifies; the build stops
    └── HouseFault         a bug in attestry itself

Material that could not be read is no exception but a `Problem`, a value that travels on and is kept.
"""


class AttestryError(Exception):
    """Whatever attestry raises on purpose; its text is one line for a person."""


class WrongCall(AttestryError):
    """The caller asked for what cannot be."""


class NoCase(WrongCall):
    """The folder is not a case."""


class NotFound(WrongCall):
    """Nothing in the case bears this id, path or name."""


class Ambiguous(WrongCall):
    """Several things in the case bear this shortened id."""


class UnitsDiffer(WrongCall):
    """Two quantities of different units were compared."""


class PackFault(AttestryError):
    """A pack that cannot be read as written."""


class Unreadable(AttestryError):
    """Bytes that no reader can make a document of."""


class LedgerFault(AttestryError):
    """The log, a checkpoint or an original does not hold what its digest says."""


class Unsupported(AttestryError):
    """A report sentence without a claim that verifies."""


class HouseFault(AttestryError):
    """A bug in attestry itself."""
