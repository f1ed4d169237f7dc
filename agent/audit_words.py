"""Plain English words that say nothing of a product: the closed list from which a spoken sentence may be made besides
facts.

What is missing is missing on purpose: "safe", "sturdy", "new", "large", "popular", "free", "today" and "left" are
claims.
"""

import re
from collections.abc import Mapping
from functools import cache

# Grammar.
_GRAMMAR = """
a an the this that these those it its they them their theirs he him his she her hers we us our ours you your yours i
me my mine who whom whose which what when where why how whether there here and or but nor so yet if then than as
because since while until unless although though however for of in on at to from by with about into onto over under
above below between among through during before after within toward towards per via up down around near out off beside
besides next together apart along is are was were be been being am do does did done doing have has had having can
could will would shall should may might must isn't aren't wasn't don't doesn't didn't can't couldn't won't wouldn't
haven't hasn't it's that's there's here's what's who's i'm i'd i've i'll you're you'd you've you'll we're we'd we've
we'll they're they'd they've they'll let's he's she's cannot not no none nothing never neither n't without one ones
another other others each every either both all any anything anyone anybody some something someone somebody everything
everyone more most less least much many several enough rest else same such only just even also too very quite
rather really fairly again still already always ever often sometimes perhaps maybe probably certainly surely simply
well best further first second third fourth fifth sixth nearest closest list yes ok okay oh ah better
"""
# What a shop assistant says of the talk, not of a product.
_TALK = """
hello hi hey welcome thanks thank please sorry pleasure goodbye bye glad happy delighted course right understood gone
done alright great good nice lovely wonderful fine perfect perfectly ideal excellent brilliant splendid fantastic
super happily gladly nicely sure look looks looking looked find finds found finding see sees seen seeing show shows
shown showing start starts starting begin beginning go goes going come comes came coming take takes taken taking give
gives given get gets got bring brings keep kept leave leaves make makes making let tell tells told say says said
saying ask asks asked asking answer answers know knows known think thinks thought want wants wanted wanting need needs
needed wish wishes wished like likes liked love prefer prefers preferred hope hopes mind matter matters care suit
suits suited suitable fit fits fitting match matches matched matching meet meets met meeting work works help helps
helping try tries tried choose chose chosen pick picks picked choice choices option options idea ideas suggest
suggests suggestion suggestions recommend recommends recommended recommendation recommendations consider considering
compare compares compared comparing differ differs difference differences alike similar close closer change changed
changing drop dropped dropping add adding remove removed narrow refine undo undone back fresh question questions word
words description sentence detail details fact facts reason reasons thing things kind sort way bit lot spirit
something budget price prices priced cost costs spend spending money amount range limit someone product products item
items catalogue page cards treat surprise fun enjoy enjoys enjoyed joy delight smile age ages aged year years month
months himself herself themselves yourself myself mad interest interests interested into taste
tastes mood here's below marked openly clearly decide decision place apart instead meantime meanwhile until side
moment moments eye catch catches caught sounds sound seems seem feel feels might talk talking read reading note noted
conversation based mentioned according rate rated play use uses used using made different end ends stay stays guess
far pound pounds dollar dollars euro euros yen stopping stop time times sense now wrong unknown state states stated
rank ranks quite after earlier later once listed mention mentions language languages press pressed
"""
# How one speaks about facts, prices and choosing; names of attributes, of which the value is the claim.
_ABOUT_FACTS = """
worth news sadly unfortunately luckily meant intended otherwise scales likely possible possibly actually basically
especially mainly mostly overall general honest honestly frankly personally afraid admit opinion view impression
advice tip hint mean means meaning call called name named names title titles begins head heads follow follows
following places placed stands stand standing sit sits total sum pay pays paying buys buy buying figure figures
amounts roughly almost nearly exactly barely comparison against versus sides charming delightful pleasing attractive
appealing beautiful pretty cute impressive interesting decent fair sensible reasonable obvious glance turn turns
turned count counts counted might've could've should've would've whichever whatever whoever wherever whenever reach
reaches reached check checked checking notice noticed remember remembered explain explains explained describe
describes happens happen happened believe believes believed suppose seemed appears appear appeared wonder wondering
curious browse browsing right-hand that'd who'd it'd there'd there'll it'll that'll what'd how's where's maker brand
brands material materials colour colours color colors size sizes weight weights height heights width widths length
lengths depth depths design designs category categories department feature features property properties
"""
# Everyday English that says nothing of a thing: how one thinks, weighs, sums up and turns to the next point.
_EVERYDAY = """
accordingly additional additionally admittedly aim aimed aims allow allows alone alternative alternatively
alternatives ambition answered answering anyhow anyway anyways anywhere appeal appeals approach area arguably argue
aspect assume attention aware away basis bear bearing became become becomes becoming begun behind belong belongs bet
beyond bill bother boxes brief briefly brilliantly bringing broadly calls candidate candidates carefully case cases
cause certain chances character chat chats claim colourwise commonly compromise concern concerned concerning conclude
conclusion connection consequently contender contenders contrast conversely correct correctly criteria criterion
currently dare data debate decided deciding definite definitely depend depending depends described deserve deserves
deserving desire despite dig direct direction directly doubt due earn earned earns earth easily effect element
elsewhere encourage ended entire entirely entries entry equal equally essentially eventually evidently exact example
excellently except exception excited exciting expect expected express extent face fall falls fancy feeling felt fill
final finally firstly focus forget forgotten form former forth forward frank front fully furthermore gather generally
goal grab grabs grateful guesses guessing guest guests guided habit hear heard hence hereby herein herewith hesitate
highlight hopefully hunch imagine immediately importance important incidentally indeed info information informed
initial inspire instance instinct intend intends introduce introducing issue job join judge judging keen keeping
kindly knowledge lack landed lands latter leads leaning lets level likewise liking link lists logical lookup luck
lucky main manage manner measure measured measures measuring memory merely message messages middle minute miss missing
moderate moreover motion move moves moving namely narrowed narrowing naturally nearby neatly necessarily necessary
needless needn't nevertheless nod nods nonetheless normally notch notes noting obviously odd offhand ongoing opposite
ought outcome outright overview own pace pair paired pairing part particular particularly particulars partly parts
pass passing past path pause phrase phrases picking plainly plan plans pleased pleases plus point pointed pointer
pointing points position positive possibility potential precise precisely preference preferences presented presenting
presumably previous previously pricewise pricing probable problem proceed process promising proper properly proposal
propose proposed proves purpose purposes put puts putting quote quoted quoting raise react reads realise reality
recall recap reckon refer reference regard regarding regardless regards relate relation relative relatively relevant
remark remind reminder replies reply report request requested requesting requests require requires respect respond
response rested rests result results rightly rule ruled satisfied satisfy saw scene search searched searching secondly
section select selected selecting selection sentences separate separately seriously sets setting settle settled share
shared shares shortlist shortlisted shout sign silly similarly situation slight slightly soon sooner sorted sorts
sought speak speaking speaks spec specific specifically specification specifications specs splendidly split spoke
spoken spot spots stage standpoint starter statement stating status step steps stood stops story straightforward
strike strikes struck subject summarise summary summed summing sums supposed surprised surprising suspect talked
target task tempt tempted tempting tempts tend tends term terms text theme thereby therefore thirdly thoughts
throughout throw throws thus tick ticked ticking ticks tie till tips tone topic trick truly truth turning twice type
types ultimately understand understandably understanding undoubtedly unlikely unmistakably unsure update upon usual
usually vary viable views visit wait waiting warmly ways whereas whereby wherein whereupon whole wholly willing win
wise wisely wishlist wondered wonderfully worked world worry worthwhile write writing written
"""
# Whom a thing is for, and when: claims of a product ("for babies"), unless facts or the shopper say so.
PEOPLE = frozenset(
    """
present gift gifts presents birthday christmas occasion child children kid kids adult grown-up nephew niece son
daughter brother sister mum mom mother dad father parent parents friend husband wife partner grandson granddaughter
grandchild grandma grandpa baby toddler boy girl family colleague teacher person people
""".split()
)
# Phrases of the talk whose words would be claims of a product.
_OF_THE_TALK = re.compile(
    r"\bleft (?:it|that|them) out\b|\blooking for today\b|\bsee orders\b|\btalk to a person\b|"
    r"\bwho(?: or what)? it's for\b|"
    r"\bthe person it's for\b|\bask for a person\b|\bthe shop's assistant\b|\ba program rather than a person\b|"
    r"\bthe shop knows\b|\b(?:my|your|his|her|their) favourites?\b|\bat the top\b|\ba colleague\b|"
    r"\bthe last one\b(?= (?:you|i) )|"
    r"\bif you (?:would |'d )?like to spend less\b|\b(?:on|at) the other hand\b|\bat the moment\b|"
    r"\ba little (?:more|less|different)\b|\ba few (?:ideas|options|suggestions)\b|"
    r"\bhere are a few\b|(?<=\bitem )number\b|\bin the shop's words\b"
)
# Words for what is measured, with the relations that state it.
MEASURES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("weigh", "weighs", "weighing", "weight", "heavy"), ("weight", "item_weight")),
    **dict.fromkeys(("high", "tall", "height"), ("height",)),
    **dict.fromkeys(("wide", "width", "across", "broad"), ("width", "diameter")),
    **dict.fromkeys(("long", "length"), ("length",)),
    **dict.fromkeys(("deep", "depth"), ("depth",)),
    **dict.fromkeys(("thick", "thickness"), ("thickness",)),
    **dict.fromkeys(("hold", "holds", "holding", "capacity", "volume"), ("capacity", "volume")),
    **dict.fromkeys(("carry", "carries"), ("max_load",)),
    "diameter": ("diameter",),
    **dict.fromkeys(
        ("measures", "measuring"), ("height", "width", "length", "depth", "dimensions", "size", "diameter")
    ),
}


@cache
def plain_words() -> frozenset[str]:
    """The list, in lower case."""
    return frozenset((_GRAMMAR + _TALK + _ABOUT_FACTS + _EVERYDAY).split())


@cache
def grammar() -> frozenset[str]:
    """The words that carry no content at all."""
    return frozenset(_GRAMMAR.split())


@cache
def of_the_talk() -> re.Pattern[str]:
    """Phrases that speak of the conversation, and may be left out of the reading."""
    return _OF_THE_TALK
