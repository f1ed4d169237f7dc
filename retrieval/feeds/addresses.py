"""Where feeds come from: a file, a folder of files, an http(s) address that the operator names."""

import email.message
import re
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from domain.errors import FeedError
from retrieval.feeds.detect import SUFFIXES, suffix_of
from retrieval.feeds.files import magic
from retrieval.feeds.jsonld import MAX_PAGE

MAX_DOWNLOAD = 2 << 30
# For each connection and each pause between two blocks; and for all of one download.
TIMEOUT_S = 30.0
WHOLE_TIMEOUT_S = 1_800.0
MAX_REDIRECTS = 5
_LOOKED_AT = 4_096
_TYPES = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/ld+json": ".jsonld",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/yaml": ".yaml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "text/html": ".html",
    "application/vnd.apache.parquet": ".parquet",
}


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One feed: its name for people (no passwords), and the file that holds it."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Feeds:
    """What an address holds: feeds in order, and names of files beside them that are none."""

    feeds: tuple[FeedFile, ...]
    passed_over: tuple[str, ...] = ()


def is_address(text: str) -> bool:
    """Whether this is an http(s) address rather than a path."""
    return bool(re.match(r"https?://", text, re.IGNORECASE))


def find_feeds(address: str, downloads: Path) -> Feeds:
    """The feeds at a path or an address; what has to be downloaded goes into a folder. `FeedError` if there is none."""
    if is_address(address):
        return Feeds((download(address, downloads),))
    path = Path(address)
    if path.is_dir():
        return _in_folder(path)
    if not path.is_file():
        raise FeedError(f"{address}: no such file or folder: check the path.")
    return Feeds((FeedFile(str(path), path),))


def _in_folder(folder: Path) -> Feeds:
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    known = [path for path in files if _is_feed(path)]
    if not known:
        raise FeedError(f"{folder}: no feeds in this folder: their names end in {', '.join(SUFFIXES)} (or with .gz).")
    passed_over = tuple(path.name for path in files if path not in known)
    return Feeds(tuple(FeedFile(str(path), path) for path in known), passed_over)


def _is_feed(path: Path) -> bool:
    """By its name; texts must be tables besides, and pages must say something of a product."""
    suffix = suffix_of(path)
    if suffix == ".txt":
        return b"\t" in magic(path, _LOOKED_AT)
    if suffix in (".html", ".htm"):
        page = magic(path, MAX_PAGE)
        return b"ld+json" in page and b"Product" in page
    return suffix in SUFFIXES


def download(address: str, folder: Path, *, limit: int = MAX_DOWNLOAD, timeout_s: float = TIMEOUT_S) -> FeedFile:
    """The feed at an address as a file of a folder. `FeedError` if it does not answer with a feed in time, or if it is
    larger than `limit` bytes."""
    shown = without_password(address)
    timeout = httpx.Timeout(timeout_s)
    try:
        with (
            httpx.Client(timeout=timeout, follow_redirects=True, max_redirects=MAX_REDIRECTS) as client,
            client.stream("GET", address, headers={"User-Agent": "warmstart", "Accept": "*/*"}) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise FeedError(f"{shown}: the server answers {answer.status_code}: check the address in a browser.")
            path = folder / _file_name(answer)
            _save(answer, path, shown, limit)
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        why = str(exc) or type(exc).__name__
        raise FeedError(f"{shown}: cannot be downloaded ({why}): check the address and the connection.") from exc
    return FeedFile(shown, path)


def _save(answer: httpx.Response, path: Path, shown: str, limit: int) -> None:
    read, latest = 0, time.monotonic() + WHOLE_TIMEOUT_S
    with path.open("wb") as file:
        for block in answer.iter_bytes():
            read += len(block)
            if read > limit:
                raise FeedError(f"{shown}: larger than {limit:,} bytes: split the feed, or download it yourself.")
            if time.monotonic() > latest:
                raise FeedError(f"{shown}: not done after {WHOLE_TIMEOUT_S:.0f} s: download it yourself.")
            file.write(block)


def _file_name(answer: httpx.Response) -> str:
    """The name that the answer gives the file, else that of its address, with the suffix of its content type if it has
    none that says what it is."""
    header = email.message.Message()
    header["Content-Disposition"] = answer.headers.get("content-disposition", "")
    named = header.get_filename() or unquote(PurePosixPath(answer.url.path).name) or answer.url.host
    name = re.sub(r"[^\w.-]+", "_", PurePosixPath(named.replace("\\", "/")).name).lstrip(".")[-100:] or "feed"
    if suffix_of(Path(name)) in SUFFIXES:
        return name
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
    return name + _TYPES.get(kind, "")


def without_password(address: str) -> str:
    """The address as it may be shown: without user, password and query, which may hold a key."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
