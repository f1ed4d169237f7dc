"""Chinese: pairs of characters in place of words, Latin words and numbers as they are, and stop phrases.

Nothing marks where a Chinese word ends. Most words have two characters, so each two neighbours are taken as one
(character bigrams: as good as cutting into words for retrieval, without a dictionary; Nie et al., Information Retrieval
3, 2000). What carries no content is cut out first, so that no pair spans it.
"""

import re
import unicodedata

from retrieval.languages.english import English

# Latin words and numbers as English reads them, and runs of Chinese characters.
_LATIN = r"[a-z0-9]+(?:[.'][a-z0-9]+)*"
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇]+"
_RUN = re.compile(rf"{_LATIN}|{_HAN}")

# Phrases of asking, grammar and politeness: no product is found by them. Single characters stand only where they end or
# join what is said ("的"), not where they begin words ("有" in "有机").
STOP_PHRASES = tuple(
    sorted(
        """
        的 了 吗 呢 吧 啊 呀 嘛 哦 哈 我想要 我想买 我想找 我要买 我需要 我想 我要 我在找 我 想要 想买 想找 需要 你们
        你好 您好 您 请问 请 谢谢 有没有 有什么 有哪些 没有 什么 哪些 哪个 哪种 怎么 怎样 可以 能不能 能否 帮我 给我
        推荐 介绍 一下 看看 找找 一个 一款 一件 一些 一种 一双 一套 一台 一只 一把 这个 那个 这些 那些 这款 那款 适合
        用来 用于 比较 非常 特别 最好 或者 以及 还有 还是 但是 因为 所以 如果 就是 不要 不是 以内 以下 以上 不超过
        左右 大概 大约 价格 价钱 预算 多少钱 便宜点 商品 产品 东西 送给 送 给 和 与 或 在 是 也 都 很 就
        """.split(),
        key=len,
        reverse=True,
    )
)
_STOP = frozenset(STOP_PHRASES)
_STOPPED = re.compile("|".join(STOP_PHRASES))


class Chinese:
    """The `Language` port for Chinese; Latin words in it are read as English."""

    code = "zh"

    def __init__(self) -> None:
        self._latin = English()

    def tokens(self, text: str) -> list[str]:
        """Pairs of characters in order ("红色火车": 红色, 色火, 火车), stop phrases whole, Latin words and numbers as
        they are. A character that stands alone is a token of its own. Full-width letters and digits are made plain."""
        plain = unicodedata.normalize("NFKC", text).casefold()
        found: list[str] = []
        for run in _RUN.findall(plain):
            found += self._latin.tokens(run) if run.isascii() else _pairs(run)
        return found

    def stem(self, token: str) -> str:
        """Chinese words have one form; a Latin word has its English stem."""
        return self._latin.stem(token) if token.isascii() else token

    def is_stop_word(self, token: str) -> bool:
        """Whether the token carries no content of its own."""
        return token in _STOP or (token.isascii() and self._latin.is_stop_word(token))


def _pairs(run: str) -> list[str]:
    found: list[str] = []
    at = 0
    for stop in _STOPPED.finditer(run):
        found += [*_bigrams(run[at : stop.start()]), stop[0]]
        at = stop.end()
    return [*found, *_bigrams(run[at:])]


def _bigrams(piece: str) -> list[str]:
    return [piece] if len(piece) == 1 else [piece[at : at + 2] for at in range(len(piece) - 1)]
