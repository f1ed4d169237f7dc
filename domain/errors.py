"""Every error warmstart raises on purpose.

```
WarmstartError
├── FeedError              a feed that cannot be read at all
├── RowRejected            one row of a feed that cannot become an item
├── NotFound
│   ├── UnknownShop
│   ├── UnknownSession
│   ├── UnknownItem
│   └── UnknownPreference
├── Conflict               somebody else saved first; load again and repeat
├── BadInput               an input that cannot be used as it is
├── SettingsError          a setting that is wrong or missing
├── IndexUnavailable       the vector index cannot be opened, or another process owns it
├── EncoderError           the encoder cannot be loaded, or did not answer
└── ModelUnavailable       the language model did not give a usable answer
```

A message says what, which value, and what to do.
"""


class WarmstartError(Exception):
    """The root: whatever is below it has a message that may be shown to the person who caused it."""


class FeedError(WarmstartError):
    """A feed of which nothing can be read."""


class RowRejected(WarmstartError):
    """One row that cannot become an item; the rest of the feed goes on.

    `line` is the row's first line in the file (from 1), `column` and `value` what is wrong, `fix` what to do.
    """

    def __init__(self, reason: str, *, line: int, column: str, value: str, fix: str) -> None:
        super().__init__(f"Line {line}: {reason} ({column}={value!r}): {fix}")
        self.reason = reason
        self.line = line
        self.column = column
        self.value = value
        self.fix = fix


class NotFound(WarmstartError):
    """Something asked for by name is not there."""


class UnknownShop(NotFound):
    """No shop of that name has been imported."""


class UnknownSession(NotFound):
    """No conversation with that id in this shop."""


class UnknownItem(NotFound):
    """No product with that id in this shop."""


class UnknownPreference(NotFound):
    """No wish with that id in this conversation."""


class Conflict(WarmstartError):
    """The conversation was saved by somebody else since it was loaded."""


class BadInput(WarmstartError):
    """An input that cannot be used; the message says what would be."""


class SettingsError(WarmstartError):
    """A setting that is wrong or missing."""


class IndexUnavailable(WarmstartError):
    """The vector index cannot be opened."""


class EncoderError(WarmstartError):
    """The sentence encoder cannot be loaded, or did not answer."""


class ModelUnavailable(WarmstartError):
    """The language model gave no usable answer; the built-in path takes over."""
