"""What travels over HTTP, as pydantic models: requests are strict, answers carry exactly the contract's names.

The only way from the domain to JSON: prices are decimal strings, and no score or probability leaves the server.
"""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.errors import BadInput
from domain.inputs import Answer, CardAction, CardActionType, Edit, Input, Picture, RepAction, Undo, Words
from domain.items import Fact, Item
from domain.meaning import Meaning
from domain.money import Money
from domain.session import Recommendation, Reply, Session, Turn, Variant
from domain.wishes import Op, Preference, Wish
from ui.links import picture_link, product_link

ShortText = Annotated[str, Field(max_length=200)]
ItemId = Annotated[str, Field(min_length=1, max_length=200)]


class Request(BaseModel):
    """A body that a client sends: unknown fields are refused, so that a typo is not silently ignored."""

    model_config = ConfigDict(extra="forbid")


# -- requests
# -----------------------------------------------------------------------------------------------------------


class OpenSession(Request):
    """A new conversation; `shop` is the server's default one if it is left out."""

    user_id: ShortText | None = None
    locale: Annotated[str, Field(min_length=2, max_length=35)] = "en-GB"
    shop: ShortText | None = None


class GivenAnswer(Request):
    """A click on one answer of a question; an empty value is "I don't mind"."""

    attribute: Annotated[str, Field(min_length=1, max_length=200)]
    value: ShortText


class GivenAction(Request):
    """A press on shown products (none: on the whole list)."""

    type: CardActionType
    item_ids: Annotated[list[ItemId], Field(max_length=50)] = []


class TakeTurn(Request):
    """One input: exactly one of the fields. `image` is base64, never an address."""

    text: str | None = None
    image: str | None = None
    answer: GivenAnswer | None = None
    action: GivenAction | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [name for name in ("text", "image", "answer", "action") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"give exactly one of text, image, answer and action (given: {', '.join(given) or 'none'})"
            )
        if self.text is not None and not self.text.strip():
            raise ValueError("text is empty: say what is looked for")
        return self

    def input(self) -> Input:
        """The input it stands for; `BadInput` for a picture that is no base64."""
        if self.text is not None:
            return Words(self.text)
        if self.image is not None:
            return Picture(_picture(self.image))
        if self.answer is not None:
            return Answer(self.answer.attribute, self.answer.value)
        assert self.action is not None  # one of the four is given
        return CardAction(self.action.type, tuple(self.action.item_ids))


def _picture(text: str) -> bytes:
    try:
        return base64.b64decode(text.partition("base64,")[2] or text, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise BadInput("image is not base64: send the bytes of the picture, never its address.") from exc


class PostEvent(Request):
    """Something the shopper did with a product."""

    item_id: ItemId
    type: Literal["view", "click", "like", "dislike", "add_to_cart", "purchase"]
    turn_id: ShortText | None = None


class PatchPreference(Request):
    """Another value for a preference ("40" for a price, "blue" for a colour)."""

    value: Annotated[str, Field(min_length=1, max_length=200)]


class GivenPreference(Request):
    """A wish of a stateless request. A `price` is in major units of `currency`, an `age` in years."""

    attribute: Annotated[str, Field(min_length=1, max_length=200)]
    op: Op
    value: str | float
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    strength: Annotated[float, Field(ge=-1, le=1)] = 1.0
    hard: bool = False


class GetRecommendations(Request):
    """What to recommend for, without a conversation. `exclude` names items or groups."""

    text: Annotated[str, Field(max_length=4_000)] = ""
    preferences: Annotated[list[GivenPreference], Field(max_length=50)] = []
    liked: Annotated[list[ItemId], Field(max_length=200)] = []
    disliked: Annotated[list[ItemId], Field(max_length=200)] = []
    exclude: Annotated[list[ItemId], Field(max_length=5_000)] = []
    k: Annotated[int, Field(ge=1, le=100)] = 10
    shop: ShortText | None = None


# -- answers
# ------------------------------------------------------------------------------------------------------------


class SessionOpened(BaseModel):
    """A new conversation."""

    session_id: str
    greeting: str


class WirePrice(BaseModel):
    """A price in major units as a decimal string; `max_amount` where it is a range, `list_amount` the price before a
    sale that holds."""

    amount: str
    max_amount: str | None = None
    list_amount: str | None = None
    currency: str


class WireVariant(BaseModel):
    """One way to buy a product."""

    item_id: str
    options: dict[str, str]
    price: WirePrice | None
    in_stock: bool | None


class WireReason(BaseModel):
    """A fact that speaks for a product."""

    text: str
    fact_id: str
    relation: str
    value: str
    source: str


class WireRecommendation(BaseModel):
    """A product as it was shown. `note` says why it is shown although not everything about it is known; empty if all
    is."""

    item_id: str
    group_id: str
    title: str
    price: WirePrice | None
    variants: list[WireVariant]
    url: str | None
    image_url: str | None
    in_stock: bool | None
    rating: float | None
    rating_count: int | None
    rank: int
    new: bool
    note: str
    reasons: list[WireReason]


class WireOption(BaseModel):
    """An answer to click. `within`: how many of the `count` are of the kind that is looked for."""

    value: str
    label: str
    count: int
    within: int | None = None


class WireQuestion(BaseModel):
    """A question with its answers."""

    attribute: str
    text: str
    options: list[WireOption]


class WireCritique(BaseModel):
    """A change to what is shown, to click: send its `text` as the next turn's text."""

    attribute: str
    text: str
    count: int


class WirePreference(BaseModel):
    """What the shopper is believed to want. `values` are the alternatives that `value` joins."""

    id: str
    attribute: str
    op: Op
    value: str
    values: list[str]
    strength: float
    hard: bool
    turn_id: str
    text: str


class WireEngine(BaseModel):
    """Who did what in a turn."""

    understood_by: str
    spoken_by: str
    scorer: str
    degraded: bool


class WireInput(BaseModel):
    """What came in, in the shape in which it was sent (one field besides `speaker` and `at`)."""

    speaker: str
    at: datetime
    text: str | None = None
    picture: bool | None = None
    answer: GivenAnswer | None = None
    action: GivenAction | None = None
    edit: dict[str, str | None] | None = None
    undo: bool | None = None
    rep: dict[str, str] | None = None


class WireTurn(BaseModel):
    """The contract's Turn. `input` stands in the turns of a whole session."""

    turn_id: str
    session_id: str
    speaker: str
    reply: str
    action: str
    topic: str
    question: WireQuestion | None
    recommendations: list[WireRecommendation]
    preferences: list[WirePreference]
    critiques: list[WireCritique]
    engine: WireEngine
    timings_ms: dict[str, float]
    input: WireInput | None = None


class WireSession(BaseModel):
    """A whole conversation."""

    session_id: str
    shop: str
    user_id: str | None
    locale: str
    created_at: datetime
    turns: list[WireTurn]


class WireMeaning(BaseModel):
    """How an input was understood: the first event of a streamed turn."""

    act: str
    wishes: list[str]
    not_understood: list[str]
    understood_by: str


class WireFact(BaseModel):
    """One thing known of a product, with its source."""

    fact_id: str
    relation: str
    value: str
    text: str
    source: str
    confidence: float
    number: float | None
    unit: str | None


class WireItem(BaseModel):
    """A product."""

    item_id: str
    group_id: str
    title: str
    description: str
    brand: str | None
    category: list[str]
    price: WirePrice | None
    stock: int | None
    in_stock: bool | None
    rating: float | None
    rating_count: int | None
    url: str | None
    image_url: str | None
    options: dict[str, str]
    facts: list[WireFact]


class Recommendations(BaseModel):
    """The answer to a stateless request."""

    recommendations: list[WireRecommendation]


class Items(BaseModel):
    """A page of products; `total` counts all that match."""

    items: list[WireItem]
    total: int


class Imported(BaseModel):
    """What an import did; `rejects` are the rows that could not become products."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: int = 0
    rejects: list[dict[str, str | int]] = []


# -- domain to wire
# -----------------------------------------------------------------------------------------------------


def wire_turn(reply: Reply, shop: str) -> WireTurn:
    """A reply as the contract's Turn."""
    question = reply.question
    engine, timings = reply.engine, reply.timings_ms
    return WireTurn(
        turn_id=reply.turn_id,
        session_id=reply.session_id,
        speaker=reply.speaker,
        reply=reply.text,
        action=reply.action.value,
        topic=reply.topic,
        question=None
        if question is None
        else WireQuestion(
            attribute=question.attribute,
            text=question.text,
            options=[
                WireOption(value=one.value, label=one.label, count=one.count, within=one.within)
                for one in question.options
            ],
        ),
        recommendations=[wire_recommendation(card, shop) for card in reply.recommendations],
        preferences=[wire_preference(preference) for preference in reply.preferences],
        critiques=[WireCritique(attribute=one.attribute, text=one.text, count=one.count) for one in reply.critiques],
        engine=WireEngine(
            understood_by=engine.understood_by,
            spoken_by=engine.spoken_by,
            scorer=engine.scorer,
            degraded=engine.degraded,
        ),
        timings_ms={name: getattr(timings, name) for name in timings.__slots__},
    )


def wire_recommendation(card: Recommendation, shop: str) -> WireRecommendation:
    """A card, without its probability."""
    return WireRecommendation(
        item_id=card.item_id,
        group_id=card.group_id,
        title=card.title,
        price=wire_price(card.price, card.price_max, before=card.list_price),
        variants=[_variant(variant) for variant in card.variants],
        url=product_link(card.url, card.item_id, shop),
        image_url=picture_link(card.image_url),
        in_stock=card.in_stock,
        rating=card.rating,
        rating_count=card.rating_count,
        rank=card.rank,
        new=card.new,
        note=card.extra,
        reasons=[_reason(fact) for fact in card.reasons],
    )


def wire_price(price: Money | None, highest: Money | None = None, *, before: Money | None = None) -> WirePrice | None:
    """A price or a range of prices, with the price before a sale; `None` if it is not known."""
    if price is None:
        return None
    top = None if highest is None or highest == price else highest.amount
    was = before.amount if before else None
    return WirePrice(amount=price.amount, max_amount=top, list_amount=was, currency=price.currency)


def _variant(variant: Variant) -> WireVariant:
    return WireVariant(
        item_id=variant.item_id,
        options=dict(variant.options),
        price=wire_price(variant.price),
        in_stock=variant.in_stock,
    )


def _reason(fact: Fact) -> WireReason:
    return WireReason(
        text=fact.text, fact_id=fact.fact_id, relation=fact.relation, value=fact.value, source=fact.source
    )


def wire_preference(preference: Preference) -> WirePreference:
    """A preference; its value is in the units a shopper uses (pounds, years)."""
    wish = preference.wish
    return WirePreference(
        id=preference.preference_id,
        attribute=wish.attribute,
        op=wish.op,
        value=wish_value(wish),
        values=list(wish.values) or [wish_value(wish)],
        strength=wish.strength,
        hard=wish.hard,
        turn_id=preference.turn_id,
        text=wish.text,
    )


def wish_value(wish: Wish) -> str:
    """The value of a wish as a client can send it back: `25.00`, `6`, `red or blue`."""
    if wish.values or wish.number is None:
        return wish.value
    if wish.attribute == "price" and wish.unit:
        return Money(int(wish.number), wish.unit).amount
    number = wish.number / 12 if wish.unit == "month" else wish.number
    return f"{number:.10g}"


def wire_session(session: Session) -> WireSession:
    """A whole conversation, every turn of it with its input."""
    return WireSession(
        session_id=session.session_id,
        shop=session.shop,
        user_id=session.user_id,
        locale=session.locale,
        created_at=session.created_at,
        turns=[whole_turn(turn, session.shop) for turn in session.turns],
    )


def whole_turn(turn: Turn, shop: str) -> WireTurn:
    """A turn with what came in."""
    return wire_turn(turn.reply, shop).model_copy(update={"input": _input(turn)})


def _input(turn: Turn) -> WireInput:
    known = WireInput(speaker=turn.speaker.value, at=turn.at)
    return known.model_copy(update=_said(turn.input))


def _said(said: Input) -> dict[str, object]:
    match said:
        case Words(text=text):
            return {"text": text}
        case Picture():
            return {"picture": True}
        case Answer(attribute=attribute, value=value):
            return {"answer": GivenAnswer(attribute=attribute, value=value)}
        case CardAction(action=action, item_ids=item_ids):
            return {"action": GivenAction(type=action, item_ids=list(item_ids))}
        case Edit(preference_id=preference_id, value=value):
            return {"edit": {"preference_id": preference_id, "value": value}}
        case Undo():
            return {"undo": True}
        case RepAction(action=action, text=text):
            return {"rep": {"action": action.value, "text": text}}


def wire_meaning(meaning: Meaning) -> WireMeaning:
    """How an input was understood."""
    return WireMeaning(
        act=meaning.act.value,
        wishes=[wish.text or f"{wish.attribute}: {wish_value(wish)}" for wish in meaning.wishes],
        not_understood=list(meaning.not_understood),
        understood_by=meaning.understood_by,
    )


def wire_item(item: Item) -> WireItem:
    """A product with its facts and their sources."""
    return WireItem(
        item_id=item.item_id,
        group_id=item.group_id,
        title=item.title,
        description=item.description,
        brand=item.brand,
        category=list(item.category),
        price=wire_price(item.price, item.price_max, before=item.list_price),
        stock=item.stock,
        in_stock=item.in_stock,
        rating=item.rating,
        rating_count=item.rating_count,
        url=product_link(item.url, item.item_id, item.shop),
        image_url=picture_link(item.image_url),
        options=dict(item.options),
        facts=[_fact(fact) for fact in (*item.column_facts(), *item.facts)],
    )


def _fact(fact: Fact) -> WireFact:
    return WireFact(
        fact_id=fact.fact_id,
        relation=fact.relation,
        value=fact.value,
        text=fact.text,
        source=fact.source,
        confidence=fact.confidence,
        number=fact.number,
        unit=fact.unit,
    )


def wish_of(given: GivenPreference, currency: str) -> Wish:
    """A wish of a stateless request in the domain's units; `BadInput` if a price or an age is no number."""
    unit = {"price": given.currency or currency, "age": "month"}.get(given.attribute)
    number = _number(given, unit)
    values = () if number is not None else (str(given.value),)
    return Wish(
        given.attribute,
        given.op,
        values,
        number,
        unit,
        given.strength,
        given.hard,
        text=f"{given.attribute}: {given.value}",
    )


def _number(given: GivenPreference, unit: str | None) -> float | None:
    if unit is None and given.op not in (Op.MIN, Op.MAX):
        return None
    try:
        number = float(given.value)
    except ValueError as exc:
        raise BadInput(f"{given.attribute} {given.op.value} {given.value!r}: the value must be a number.") from exc
    if given.attribute == "price":
        return float(Money.of(str(given.value), unit or "").minor)
    return number * 12 if unit == "month" else number
