"""From which hosts pages may load pictures: the configured ones, and those that the products themselves name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from agent.build import App
from agent.live import LiveShop
from ui.links import picture_host

# A feed whose pictures lie on more hosts than this keeps the most frequent ones: a header has to stay readable.
MAX_ORIGINS = 20


@dataclass(slots=True)
class PictureOrigins:
    """Origins (`https://host`) for the pages' policy. Looked up again only when a catalogue changed."""

    app: App
    _known: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)

    def __call__(self) -> Iterable[str]:
        """All origins now."""
        configured = {host if "://" in host else f"https://{host}" for host in self.app.settings.picture_hosts}
        return configured.union(*(self._of(name, live) for name, live in self.app.opened().items()))

    def _of(self, name: str, live: LiveShop) -> frozenset[str]:
        version, origins = self._known.get(name, (-1, frozenset()))
        if version != live.version:
            version = live.version
            counted = Counter(origin for url in live.pictures() if (origin := picture_host(url)))
            origins = frozenset(origin for origin, _ in counted.most_common(MAX_ORIGINS))
            self._known[name] = (version, origins)
        return origins
