"""The invented brands, with the countries their things come from."""

from collections.abc import Mapping

BRANDS: Mapping[str, tuple[str, ...]] = {
    "Ashmere & Pike": ("England",),
    "Clatterby": ("China",),
    "Corravale": ("Portugal",),
    "Dunlark": ("Germany", "England"),
    "Fennaby": ("Portugal", "England"),
    "Hobbin & Daughter": ("England",),
    "Inkerby": ("England",),
    "Marrowby Press": ("England",),
    "Nettlecroft": ("England",),
    "Oddfathom": ("Germany", "China"),
    "Ostler & Wren": ("England",),
    "Quernstone": ("Germany",),
    "Ruddlefox": ("England", "Germany"),
    "Skerryhook": ("Scotland", "Portugal"),
    "Tarnwick": ("Portugal", "Scotland"),
    "Tibblewood": ("Wales", "Latvia"),
    # Home and kitchen.
    "Hearthlow": ("Germany", "China"),
    "Pannerby": ("England", "Italy"),
    "Lintwhistle": ("Portugal", "Turkey"),
    "Ellerglass": ("Czech Republic",),
    "Sweepstow": ("China", "Poland"),
    # Sport.
    "Fellrake": ("England", "Taiwan"),
    "Paceworth": ("Vietnam", "China"),
    "Spindrake": ("Taiwan", "Germany"),
    "Boldmarsh": ("England", "Pakistan"),
    # Beauty and care.
    "Hedgebalm": ("England", "Wales"),
    "Saltmarrow": ("Scotland",),
    "Quillanby": ("Germany", "China"),
    "Murmelle": ("France", "Italy"),
    # Electronics.
    "Pyewick Audio": ("England", "China"),
    "Tannerlow": ("China", "Taiwan"),
    "Voltmere": ("China", "Vietnam"),
    "Glimmerack": ("Japan", "Thailand"),
    # Pets.
    "Muddlepaw": ("England", "Poland"),
    "Burrowick": ("Germany", "Poland"),
    "Tabbyholt": ("England", "Netherlands"),
    # Fashion.
    "Loomhurst": ("Portugal", "Turkey"),
    "Cardersby": ("Scotland", "Ireland"),
    "Treadgarth": ("Portugal", "Spain"),
    "Osmerelle": ("England", "Italy"),
    "Gantrymoor": ("Vietnam", "Portugal"),
    # Food and drink.
    "Crumbwell": ("England",),
    "Peatbarrow": ("Scotland",),
    "Hivelow": ("England", "Wales"),
    "Tallowbean": ("England",),
    # Tools.
    "Gritshaw": ("England", "Germany"),
    "Awlsworth": ("Sweden", "Taiwan"),
}
