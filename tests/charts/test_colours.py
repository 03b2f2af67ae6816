import pytest

from dossier.charts import colours


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_is_that_of_the_web_guidelines(colour, ratio):
    assert colours.contrast_with_white(colour) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("entity", colours.COLOURS)
def test_every_name_written_in_its_colour_can_be_read(entity):
    assert colours.contrast_with_white(colours.for_text(colours.of(entity))) >= colours.LEGIBLE


def test_a_colour_dark_enough_stays_as_it_is():
    assert colours.for_text(colours.of("taliban")) == colours.of("taliban")
