"""The simulator's version and the hash of everything it is made of. A change of either re-runs every row.

`python -m bench.shopper` prints the hash of the files as they are; a test compares it with the one written here.
"""

import hashlib
from pathlib import Path

VERSION = "1"
HASH = "cad30329d265aa4e"
FOLDER = Path(__file__).parent


def parts() -> list[Path]:
    """The files that make the shopper what she is: code, words, people. Not this one, which holds the hash."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix in {".py", ".toml"} and path.name not in _ABOUT)


_ABOUT = frozenset({"frozen.py", "__init__.py", "__main__.py"})


def content_hash() -> str:
    """SHA-256 over names and bytes of all parts, the first 16 hexadecimal digits."""
    whole = hashlib.sha256()
    for path in parts():
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def stamp() -> str:
    """What every report names: "simulator 1 (0123456789abcdef)"; a changed simulator says so."""
    found = content_hash()
    changed = "" if found == HASH else f", CHANGED since it was frozen as {HASH}"
    return f"simulator {VERSION} ({found}{changed})"
