"""Chinese: pairs of characters in place of words, Latin words and numbers as they are, and stop phrases.

Nothing marks where a Chinese word ends. Most words have two characters, so each two neighbours are taken as one
(character bigrams: as good as cutting into words for retrieval, without a dictionary; Nie et al., Information Retrieval
3, 2000). What carries no content is cut out first, so that no pair spans it.
"""

import re
import unicodedata
from collections.abc import Sequence

from domain.meaning import Act
from retrieval.languages.chinese_numbers import ages, amounts, plain
from retrieval.languages.english import English
from retrieval.languages.spoken import Amount, Denial, Span

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
        左右 随便 大概 大约 价格 价钱 预算 多少钱 便宜点 商品 产品 东西 送给 送 给 和 与 或 在 是 也 都 很 就
        """.split(),
        key=len,
        reverse=True,
    )
)
_STOP = frozenset(STOP_PHRASES)
_STOPPED = re.compile("|".join(STOP_PHRASES))


# Whole messages that say nothing of what is wanted.
_ACTS = (
    (Act.GREET, r"(?:你好|您好|嗨|哈喽|早上好|下午好|晚上好)+"),
    (Act.THANK, r"(?:好的)?(?:谢谢|多谢|谢了)(?:你|您)?|好的"),
    (Act.DONT_MIND, r"(?:我)?(?:都可以|都行|随便|无所谓|没关系|没有要求|不介意)"),
    (
        Act.SHOW_OTHERS,
        r"(?:再)?(?:换一批|换一些|看看别的|看看其他的?|还有(?:别的|其他的?)吗?|还有吗|别的呢?|其他的呢?)",
    ),
    (Act.START_OVER, r"(?:我们?)?(?:重新开始|从头开始|重来|重新来)(?:吧)?"),
    (Act.UNDO, r"撤销|撤回|取消上一步"),
    (Act.HANDOFF, r"(?:我要|我想|请)?(?:转|找|联系|和|跟)?(?:人工|客服|真人)(?:客服|服务|聊|谈)?"),
    (Act.WHY, r"为什么(?:推荐(?:这个|这些)?)?|为啥"),
    (Act.HELP, r"(?:你)?(?:能做什么|会做什么)|帮助"),
)
_WHOLE = tuple((act, re.compile(rf"[\W_]*(?:{said})[\W_]*(?:吗|呢|吧|啊|呀|了)?[\W_]*")) for act, said in _ACTS)
_END = r"(?=$|[^\w]|但|不过|而且|最好|预算|价格|以及|还要|要|给|想)"
_DENIED = re.compile(
    rf"(?:请)?(?:不想要|不需要|不要|不喜欢|不含|不带|别要|别给我|讨厌|除了)(?:任何|有|是|太)?(?P<what>[\w]{{1,8}}?)"
    rf"(?:的|制的?|做的|以外的?|之外的?|材质的?|款式?的?)?{_END}"
)
_ALLERGY = re.compile(r"对(?P<what>\w{1,6}?)过敏")
_LISTED = re.compile(r"[和或与、]")


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

    def plain(self, text: str) -> str:
        """Full-width letters, digits and signs made plain."""
        return plain(text)

    def act(self, text: str) -> Act | None:
        """What a whole message does that says nothing of what is wanted."""
        return next((act for act, said in _WHOLE if said.fullmatch(text)), None)

    def amounts(self, text: str, *, expects_price: bool) -> Sequence[Amount]:
        """The prices that are said."""
        return amounts(text, expects_price=expects_price)

    def ages(self, text: str) -> Sequence[tuple[float, Span]]:
        """Ages in months."""
        return ages(text)

    def denials(self, text: str) -> Sequence[Denial]:
        """What is ruled out: 不要红色和蓝色的 are two."""
        return [
            Denial(what, match.span(), safety)
            for pattern, safety in ((_DENIED, False), (_ALLERGY, True))
            for match in pattern.finditer(text)
            for what in _LISTED.split(match["what"])
            if what
        ]

    def phrases(self, text: str) -> Sequence[str]:
        """Runs without stop phrases, Latin words without stop words."""
        found: list[str] = []
        for run in _RUN.findall(self.plain(text)):
            words = self._latin.tokens(run) if run.isascii() else _STOPPED.split(run)
            found += [word for word in words if word and not self.is_stop_word(word)]
        return found

    def stem(self, token: str) -> str:
        """Chinese words have one form; a Latin word has its English stem."""
        return self._latin.stem(token) if token.isascii() else token

    def is_word(self, token: str) -> bool:
        """Whether it is one: characters are never misspelt here, Latin words are read as English."""
        return not token.isascii() or self._latin.is_word(token)

    def may_name_thing(self, token: str) -> bool:
        """Of Latin words alone: two characters are often no word at all."""
        return token.isascii() and self._latin.may_name_thing(token)

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
