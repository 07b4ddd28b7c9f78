"""Turns codes of the shared vocabulary into the words that sites write, where they write the same words.

Words that only one site uses stand in that site's own module.
"""

CATEGORIES = {
    "groceries": ("boodschappen",),
    "meal": ("maaltijd", "koken"),
    "household": ("huishouden", "schoonmaken"),
    "escort_to_care": ("begeleiding naar zorg", "mee naar huisarts"),
    "walk": ("wandelen",),
    "company": ("gezelschap", "koffie drinken"),
    "administration": ("administratie", "formulieren"),
    "garden_and_odd_jobs": ("tuin en klussen", "klusjes"),
    "activity": ("activiteit",),
    "carer_support": ("mantelzorgondersteuning",),
    "language_buddy": ("taalmaatje", "taal"),
    "other": ("overig",),
}
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def euros(amount: float) -> str:
    """`€ 4.687,50`."""
    return "€ " + f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
