"""Addresses of products and pictures: only what is safe to put into a page, and an own page for products that have
none."""

from urllib.parse import quote, urlencode, urlsplit


def product_link(url: str | None, item_id: str, shop: str) -> str:
    """The product's own page, or the page that warmstart keeps for it."""
    return url if url and is_safe(url) else f"/products/{quote(item_id, safe='')}?{urlencode({'shop': shop})}"


def picture_link(url: str | None) -> str | None:
    """The picture's address; `None` if there is none that a page may load."""
    return url if url and is_safe(url) else None


def is_safe(url: str) -> bool:
    """Whether an address is http(s) with a host, or a path on this server; `javascript:`, `data:` and `//host` are
    not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    return url.startswith("/") and not url.startswith(("//", "/\\")) and not any(sign in url for sign in "\r\n\t")


def picture_host(url: str | None) -> str | None:
    """The origin (`https://host[:port]`) that a picture's address asks; `None` for paths on this server."""
    if not url or not is_safe(url):
        return None
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.scheme else None
