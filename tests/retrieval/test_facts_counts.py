"""Counts, devices, certificates and care read of sentences written for these tests."""

import pytest

from tests.retrieval.test_facts import ages, facts_of, values_of


@pytest.mark.parametrize(
    ("title", "description", "relation", "value"),
    [
        ("Puzzle, 500 pieces", "", "number_of_pieces", {"500"}),
        ("20pcs street lights", "", "number_of_pieces", {"20"}),
        ("Vases", "An enchanting set of five glass vases.", "number_of_pieces", {"5"}),
        ("Dividers", "This set of 5-tab dividers is great.", "number_of_pieces", set()),
        ("Puzzle (Pack of 08)", "", "pack_size", {"8"}),
        ("Folders, 100 per Box", "", "pack_size", {"100"}),
        ("Pens, Black, 3-Count", "", "pack_size", {"3"}),
        ("Staples, 210/Strip, 3,750/Box", "", "pack_size", {"3750"}),
        ("Labels, white, 800 Labels", "", "pack_size", {"800"}),
        ('4 x "I LOVE PIANO" BADGES', "", "pack_size", {"4"}),
        ("Markers", "Pack contains 12 markers.", "pack_size", {"12"}),
        ("Pouches - Pack of 200 Sheets", "200 Pack of 3 Mil pouches.", "pack_size", {"200"}),
        ("Card case, holds 200 cards", "", "pack_size", set()),
        ("Shelf for 12 packs", "", "pack_size", set()),
        ("HP 74 Black Ink Cartridges", "", "pack_size", set()),
        ("Notebook, 100 Sheets", "", "number_of_sheets", {"100"}),
        ("Journal", "The journal has 240 pages.", "number_of_pages", {"240"}),
        ("Ink cartridge", "Yield: 200 pages per cartridge.", "number_of_pages", set()),
        ("Game", "For 2 to 4 players.", "number_of_players", {"2-4"}),
        ("Game", "For 2 or more players.", "number_of_players", {"2+"}),
    ],
)
def test_counts_say_of_what(title: str, description: str, relation: str, value: set[str]) -> None:
    assert values_of(relation, title, description) == value


def test_a_model_number_after_the_brand_is_no_count() -> None:
    assert values_of("pack_size", "Avery 11315 Preprinted Dividers", brand="Avery") == set()
    assert values_of("pack_size", "Crayola 12 Coloured Pencils", brand="Crayola") == {"12"}


def test_players_of_a_key_are_written_one_way() -> None:
    information = "Item Weight9 g Number of Game Players2 to 4 Assembly RequiredNo"
    (fact,) = facts_of("number_of_players", "Game", "", information)
    assert (fact.value, fact.number) == ("2-4", 2)


@pytest.mark.parametrize(
    ("title", "description", "devices"),
    [
        ("Labels", "Compatible with all Dymo LabelWriter models.", {"dymo labelwriter"}),
        ("Labels for laser printers, white", "", {"laser printers"}),
        (
            "Ink",
            "Works with: HP Deskjet D2530, D2545. HP ENVY 100, 110.",
            {"hp deskjet d2530", "hp deskjet d2545", "hp envy 100", "hp envy 110"},
        ),
        (
            "Toner replacement for Brother TN660 TN630 (black)",
            "",
            {"brother tn660", "brother tn630"},
        ),
        ("Staples", "They fit all standard staplers although ours are best.", {"standard staplers"}),
        ("Bag", "It fits easily into a backpack and works with kids.", set()),
        ("Engine", "It is not compatible with wooden railways.", set()),
        ("Ink", "Designed to work with your printer.", set()),
        ("Pouches", "Compatible with all thermal laminators and comes with a warranty.", {"thermal laminators"}),
        ("Refill for Ballpoint Pens, Fine Point, Blue Pack of 6", "", {"ballpoint pens"}),
    ],
)
def test_devices_are_listed_by_their_whole_names(title: str, description: str, devices: set[str]) -> None:
    assert values_of("compatible_with", title, description) == devices


@pytest.mark.parametrize(
    ("description", "certificates"),
    [
        ("It conforms to EN 71 and is CE marked.", {"en71", "ce"}),
        ("FSC certified paper.", {"fsc"}),
        ("Conforms to ASTM D 4236.", {"astm d-4236"}),
        ("Tested based on ASTM D3654.", set()),
        ("It is not CE marked.", set()),
        ("A nice place in ice and spice.", set()),
    ],
)
def test_certificates_are_read_by_their_marks(description: str, certificates: set[str]) -> None:
    assert values_of("certificate", "Thing", description) == certificates


@pytest.mark.parametrize(
    ("description", "relation"),
    [
        ("Hand wash only.", "hand_wash"),
        ("Machine washable.", "machine_washable"),
        ("It is wipe clean.", "wipe_clean"),
        ("Microwave safe.", "microwave_safe"),
        ("BPA-free.", "bpa_free"),
    ],
)
def test_care_is_a_property(description: str, relation: str) -> None:
    assert values_of(relation, "Bowl", description) == {"yes"}


def test_care_of_a_key_is_kept_in_its_own_words_if_it_is_about_care() -> None:
    information = "Item Weight9 g Material Care Instructions{} Assembly RequiredNo"
    assert values_of("care", "Bowl", "", information.format("Surface wipeable only")) == {"surface wipeable only"}
    assert not values_of("care", "Bowl", "", information.format("Air dried clay"))


@pytest.mark.parametrize(
    ("title", "description", "colours"),
    [
        ("Clips, flat, clear, 4 clips", "", {"clear"}),
        ("Notebook kit, camel (passport)", "", {"camel", "brown"}),
        (
            "Folders",
            "Assorted colours include blue, dark green, orange and yellow.",
            {"blue", "green", "orange", "yellow"},
        ),
        ("Vase", "A vase in a teal-blue hue.", {"teal", "blue"}),
        ("Chair", "A cream leather chair.", {"cream", "white"}),
        ("Invitations", "Midnight black invitations.", {"black"}),
        ("Table cover", "Made of green felt.", {"green"}),
        ("Belt and shirt", "This brown belt is paired with a white shirt.", {"brown"}),
        ("Ship", "The ship that the US Navy built.", set()),
    ],
)
def test_colours_of_lists_and_materials_are_the_products_and_those_of_companions_are_not(
    title: str, description: str, colours: set[str]
) -> None:
    assert values_of("colour", title, description) == colours


@pytest.mark.parametrize(
    ("title", "description", "materials"),
    [
        ("Metal monitor stand", "", {"metal"}),
        ("Binder with metal rings", "", set()),
        ("Binder", "It is stronger than a binder made of vinyl.", set()),
        ("Silk infusion shampoo", "", set()),
        ("Paste for wood", "", set()),
        ("Steel rings binder", "", set()),
        ("Felt tip pens", "", set()),
        ("Flat iron", "", set()),
        ("Glue", "It bonds to wood and glass.", set()),
        ("Case, polypropylene, blue", "", {"plastic"}),
        ("Pen holder", "Material(s): Vinyl.", {"vinyl", "plastic"}),
    ],
)
def test_materials_of_parts_targets_and_promises_stay_out(title: str, description: str, materials: set[str]) -> None:
    assert values_of("material", title, description) == materials


def test_a_forms_material_that_no_lexicon_knows_stands_as_written() -> None:
    assert values_of("material", "Toy", "", "Item Weight9 g Material Type(s)Jacquard Assembly RequiredNo") == {
        "jacquard"
    }


def test_the_upper_age_column_is_read_as_one() -> None:
    assert ages("Thing", age_from_years="3", age_to_years="8") == (36, 96)
    assert ages("Thing", age_to_years="8") == (None, 96)
    assert ages("Thing", max_age_months="18") == (None, 18)


def test_a_guarantee_and_a_planners_months_are_no_ages() -> None:
    assert ages("Pen", "Guaranteed for 2 years from the date of purchase.") == (None, None)
    assert ages("Planner", "It keeps you organised for 15 months.") == (None, None)


def test_a_cream_that_recharges_the_skin_has_no_battery() -> None:
    assert not values_of("power", "Night cream", "Recharging care for tired skin.")
