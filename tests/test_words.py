"""How numbers are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import entities, words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (words.count(12345.4), "12,345"),
        (words.spelled(0), "no"),
        (words.spelled(12), "twelve"),
        (words.spelled(13), "13"),
        (words.spelled(3, first=True), "Three"),
        (words.spelled(1300, first=True), "1,300"),
        (words.percent(0.125), "12%"),
        (words.percent(0.004), "under 1%"),
        (words.percent(0.0004, 1), "under 0.1%"),
        (words.percent(0), "0%"),
        (words.decimal(1234.56), "1,234.6"),
        (words.date("2015-01-26"), "26 January 2015"),
        (words.month("2015-01"), "January 2015"),
        (words.years(2015, 2015), "2015"),
        (words.years(2015, 2019), "2015-2019"),
        (words.moment("2015"), "2015"),
        (words.moment("2015-01"), "January 2015"),
        (words.moment("2015-01-26"), "26 January 2015"),
        (words.period("2015-01-26", None), "26 January 2015"),
        (words.period("1997", "1998"), "1997 to 1998"),
        (words.period("2013", "2014", span=True), "between 2013 and 2014"),
        (words.runs([1996]), "1996"),
        (words.runs([1996, 1997, 1998, 2003]), "1996-1998 and 2003"),
        (words.listing([]), "none"),
        (words.listing(["a"]), "a"),
        (words.listing(["a", "b", "c"]), "a, b and c"),
        (entities.name("RUS"), "Russia"),
        (entities.name("SUN"), "Soviet Union"),
        (entities.in_sentence("USA"), "the United States"),
        (entities.in_sentence("CHN"), "China"),
        (entities.name("northern-alliance"), "Northern Alliance"),
    ],
)
def test_it_is_written_as_the_book_writes_it(written, expected):
    assert written == expected


@given(st.floats(0.0001, 1))
def test_a_share_above_nought_is_never_written_as_nought(share):
    assert words.percent(share) != "0%"


def test_every_code_has_a_name():
    assert all(entities.name(code) for code in entities.actors())
    with pytest.raises(KeyError, match="neither an ISO 3166"):
        entities.name("XXX")
