"""Plain English words that say nothing of a product: the closed list from which a spoken sentence may be made besides
facts.

What is missing is missing on purpose: "safe", "sturdy", "new", "large", "popular", "free", "today" and "left" are
claims.
"""

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
everyone more most less least much many few several enough rest else same such only just even also too very quite
rather really fairly again still already always ever often sometimes perhaps maybe probably certainly surely simply
well better best further first second third fourth fifth sixth last nearest closest top list yes ok okay oh ah
"""
# What a shop assistant says of the talk, not of a product.
_TALK = """
hello hi hey welcome thanks thank please sorry pleasure goodbye bye glad happy delighted course right understood gone
done alright great good nice lovely wonderful fine perfect perfectly ideal excellent brilliant splendid fantastic
super happily gladly nicely sure look looks looking looked find finds found finding see sees seen seeing show shows
shown showing start starts starting begin beginning go goes going come comes came coming take takes taken taking give
gives given get gets got bring brings keep kept leave leaves make makes making let tell tells told say says said
saying ask asks asked asking answer answers know knows known think thinks thought want wants wanted wanting need needs
needed wish wishes wished like likes liked love loves loved prefer prefers preferred hope hopes mind matter matters
care suit suits suited suitable fit fits fitting match matches matched matching meet meets met meeting work works help
helps helping try tries tried choose chose chosen pick picks picked choice choices option options idea ideas suggest
suggests suggestion suggestions recommend recommends recommended recommendation recommendations consider considering
compare compares compared comparing differ differs difference differences alike similar close closer change changed
changing drop dropped dropping add adding remove removed narrow refine undo undone back fresh question questions word
words description sentence detail details fact facts reason reasons thing things kind sort way bit lot spirit
something budget price prices priced cost costs spend spending money amount range limit person people someone product
products item items shop catalogue page card cards present gift gifts presents birthday christmas occasion treat
surprise fun enjoy enjoys enjoyed joy delight smile age ages aged year years month months old young older younger
little child children kid kids adult grown-up nephew niece son daughter brother sister mum mom mother dad father
parent parents friend husband wife partner grandson granddaughter grandchild grandma grandpa baby toddler boy girl
family colleague teacher himself herself themselves yourself myself mad fan fans interest interests interested into
favourite taste tastes mood here's below marked openly clearly decide decision place apart instead meantime meanwhile
until number side moment moments eye catch catches caught sounds sound seems seem feel feels might talk talking read
reading note noted program assistant conversation based mentioned described according rate rated hand play
playing plays playtime use uses used using made different end ends stay stays guess far pound pounds dollar dollars
euro euros yen stopping stop time times sense now wrong shop's unknown state states stated rank ranks quite after
earlier later once listed mention mentions language languages
press pressed
"""


def plain_words() -> frozenset[str]:
    """The list, in lower case."""
    return frozenset((_GRAMMAR + _TALK).split())
