"""Parquet: rows in batches, however large the file is."""

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from domain.errors import FeedError
from retrieval.feeds.files import MAX_UNPACKED
from retrieval.feeds.rows import MAX_COLUMNS, Rejected, Row, cells_of, reject

_BATCH = 500


def read_parquet(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per record, numbered from 1; what cannot be read from some place on is one reject."""
    import pyarrow as pa  # half a second that other formats should not pay
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(path)
    except (OSError, pa.ArrowException) as exc:
        raise FeedError(f"{path}: not Parquet, or cut off ({_short(exc)}).") from exc
    with file:
        _check(path, file.metadata)
        number = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH):
                for record in batch.to_pylist():
                    number += 1
                    yield Row(number, cells_of({name: _plain(value) for name, value in record.items()}))
        except (OSError, ValueError, OverflowError, pa.ArrowException) as exc:
            fix = f"write the file again: of its {file.metadata.num_rows:,} rows {number:,} could be read"
            yield reject(number + 1, f"cannot be read from here on ({_short(exc)})", fix=fix)


def _check(path: Path, metadata: object) -> None:
    columns, groups = metadata.num_columns, range(metadata.num_row_groups)  # type: ignore[attr-defined]
    size = sum(metadata.row_group(group).total_byte_size for group in groups)  # type: ignore[attr-defined]
    if size > MAX_UNPACKED:
        raise FeedError(f"{path}: larger than {MAX_UNPACKED >> 30} GiB unpacked: split it.")
    if columns > MAX_COLUMNS:
        raise FeedError(f"{path}: {columns} columns; at most {MAX_COLUMNS} can be read.")


def _plain(value: object) -> object:
    """Numbers as a person writes them: pandas makes floats of whole numbers, and 32 bits hold 0.1 as 0.100000001."""
    match value:
        case float():
            if not math.isfinite(value):
                return None
            return str(int(value)) if value.is_integer() and abs(value) < 2**53 else f"{value:.9g}"
        case date():
            return value.isoformat()
        case bytes():
            return None
        case list():
            return [_plain(one) for one in value]
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
    return value


def _short(exc: BaseException) -> str:
    return " ".join(str(exc).split())[:200]
