"""Feeds from folders and from http addresses: a real server, a limit, a timeout."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from domain.errors import FeedError
from retrieval.feeds import find_feeds, read_feed
from retrieval.feeds.addresses import download, without_password
from tests.feeds.writers import csv_feed, jsonld_page, merchant_xml, records

FEED = csv_feed(records(3)).whole


@dataclass(slots=True)
class Site:
    """What a server has: pages by path as (status, headers, body); `asked` are the paths that were asked for."""

    pages: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[str] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(site: Site) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path == "/silent":
                site.silent.wait(10)
                return
            status, headers, body = site.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        site.silent.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "headers", "body", "name"),
    [
        ("/export.csv", {}, FEED, "export.csv"),
        ("/export?key=secret", {"Content-Type": "text/csv; charset=utf-8"}, FEED, "export.csv"),
        ("/x.csv.gz", {"Content-Type": "application/gzip"}, gzip.compress(FEED), "x.csv.gz"),
        ("/zipped", {"Content-Encoding": "gzip", "Content-Type": "text/csv"}, gzip.compress(FEED), "zipped.csv"),
        ("/d", {"Content-Disposition": 'attachment; filename="../../shop feed.csv"'}, FEED, "shop_feed.csv"),
        ("/nameless", {}, merchant_xml(records(3)).whole, "nameless"),
        ("/", {"Content-Type": "text/xml"}, merchant_xml(records(3)).whole, "127.0.0.1.xml"),
    ],
)
def test_an_address_is_downloaded_and_read(
    path: str, headers: dict[str, str], body: bytes, name: str, tmp_path: Path
) -> None:
    with serving(Site({path: (200, headers, body)})) as url:
        (feed,) = find_feeds(url + path, tmp_path).feeds
        assert feed.path == tmp_path / name
        assert "secret" not in feed.name
        assert len(list(read_feed(feed.path, shop="s"))) == 3


def test_a_redirect_is_followed_a_few_times(tmp_path: Path) -> None:
    pages = {
        "/old": (302, {"Location": "/new.csv"}, b""),
        "/new.csv": (200, {}, FEED),
        "/loop": (302, {"Location": "/loop"}, b""),
    }
    with serving(Site(pages)) as url:
        assert find_feeds(f"{url}/old", tmp_path).feeds[0].path.name == "new.csv"
        with pytest.raises(FeedError, match="cannot be downloaded"):
            find_feeds(f"{url}/loop", tmp_path)


def test_a_redirect_to_another_kind_of_address_is_refused(tmp_path: Path) -> None:
    with (
        serving(Site({"/f": (302, {"Location": "file:///etc/passwd"}, b"")})) as url,
        pytest.raises(FeedError, match="cannot be downloaded"),
    ):
        find_feeds(f"{url}/f", tmp_path)


def test_what_is_too_large_is_refused_even_if_it_is_packed(tmp_path: Path) -> None:
    pages = {
        "/plain": (200, {}, b"x" * 200_000),
        "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 5_000_000)),
    }
    with serving(Site(pages)) as url:
        for path in pages:
            with pytest.raises(FeedError, match="larger than 100,000 bytes"):
                download(url + path, tmp_path, limit=100_000)


def test_a_server_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    with serving(Site({})) as url, pytest.raises(FeedError, match="cannot be downloaded"):
        download(f"{url}/silent", tmp_path, timeout_s=0.2)


def test_a_server_that_refuses_is_told_with_its_answer(tmp_path: Path) -> None:
    with serving(Site({})) as url, pytest.raises(FeedError, match="the server answers 404"):
        find_feeds(f"{url}/gone.csv", tmp_path)
    with pytest.raises(FeedError, match="cannot be downloaded"):
        find_feeds("http://127.0.0.1:9/feed.csv", tmp_path)


def test_messages_do_not_tell_passwords_and_keys() -> None:
    shown = without_password("https://me:secret@shop.example:8443/feed.csv?token=hidden")
    assert shown == "https://shop.example:8443/feed.csv"


def test_a_context_of_json_ld_is_never_fetched(tmp_path: Path) -> None:
    site = Site({})
    with serving(site) as url:
        node = {"@context": f"{url}/context.jsonld", "@type": "Product", "sku": "1", "name": "Tern", "url": f"{url}/p"}
        path = tmp_path / "feed.json"
        path.write_text(json.dumps([node]), encoding="utf-8")
        assert len(list(read_feed(path, shop="s"))) == 1
    assert site.asked == []


def test_a_folder_gives_its_feeds_in_order_and_names_what_is_none(tmp_path: Path) -> None:
    for name in ("b.csv", "a.xml", "c.json.gz", ".hidden.csv", "photo.jpg", "README"):
        (tmp_path / name).write_bytes(FEED)
    (tmp_path / "inner").mkdir()
    found = find_feeds(str(tmp_path), tmp_path)
    assert [feed.path.name for feed in found.feeds] == ["a.xml", "b.csv", "c.json.gz"]
    assert found.passed_over == ("README", "photo.jpg")


def test_texts_that_are_no_tables_and_pages_without_products_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "read me.txt").write_text("Our feeds, as of today", encoding="utf-8")
    (tmp_path / "feed.txt").write_text("id\ttitle\n1\tStool\n", encoding="utf-8")
    (tmp_path / "about.html").write_text("<html><body>About us</body></html>", encoding="utf-8")
    (tmp_path / "stool.html").write_bytes(jsonld_page(records(1)).whole)
    found = find_feeds(str(tmp_path), tmp_path)
    assert [feed.path.name for feed in found.feeds] == ["feed.txt", "stool.html"]
    assert found.passed_over == ("about.html", "read me.txt")


def test_a_folder_without_feeds_and_a_path_that_is_not_there_are_errors(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(FeedError, match="no feeds in this folder"):
        find_feeds(str(tmp_path), tmp_path)
    with pytest.raises(FeedError, match="no such file or folder"):
        find_feeds(str(tmp_path / "gone.csv"), tmp_path)
