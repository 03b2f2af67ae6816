"""Pictures for the night: what could be read on white can be read on the dark ground, in the same colour."""

import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from dossier import paths
from dossier.charts.colours import COLOURS
from dossier.charts.publishing import NARROW
from dossier.site import figures, pictures

WHITE = np.ones((1, 3))
GROUND = np.array([[int(pictures.DARK_GROUND[i : i + 2], 16) / 255 for i in (1, 3, 5)]])


def rgb(colour):
    return np.array([[int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]])


def contrast(one, other):
    low, high = sorted((pictures.luminance(one)[0], pictures.luminance(other)[0]))
    return (high + 0.05) / (low + 0.05)


def hue(colour):
    return np.arctan2(*pictures.to_oklab(colour)[0, :0:-1])


def test_white_becomes_the_ground_and_black_nearly_white():
    assert np.allclose(pictures.dark_of(WHITE), GROUND, atol=0.002)
    assert contrast(pictures.dark_of(np.zeros((1, 3))), GROUND) == pytest.approx(pictures.MOST_CONTRAST, 0.01)


def test_no_colour_stands_out_less_at_night():
    steps = np.linspace(0, 1, 9)
    day = np.array(np.meshgrid(steps, steps, steps)).reshape(3, -1).T
    night = pictures.dark_of(day)
    assert ((night >= 0) & (night <= 1)).all()
    by_day = 1.05 / (pictures.luminance(day) + 0.05)
    by_night = (pictures.luminance(night) + 0.05) / (pictures.luminance(GROUND) + 0.05)
    assert (by_night >= np.minimum(by_day, pictures.MOST_CONTRAST) * 0.99).all()


@pytest.mark.parametrize("entity", COLOURS)
def test_an_entity_keeps_its_hue(entity):
    day = rgb(COLOURS[entity])
    if np.hypot(*pictures.to_oklab(day)[0, 1:]) < pictures.PALE:
        pytest.skip("a grey has no hue")
    turned = (hue(pictures.dark_of(day)) - hue(day) + np.pi) % (2 * np.pi) - np.pi
    assert abs(turned) < np.radians(4)


def test_lighter_stays_nearer_to_the_ground():
    greys = np.linspace(1, 0.2, 9)[:, None].repeat(3, axis=1)
    night = pictures.luminance(pictures.dark_of(greys))
    assert (np.diff(night) > 0).all()


@pytest.fixture
def drawn(tmp_path):
    image = Image.new("RGB", (1408, 704), "white")
    image.paste("#c8372d", (100, 100, 600, 300))
    image.quantize(8).save(tmp_path / "r1-one.png")
    return tmp_path / "r1-one.png"


def test_each_picture_is_written_for_both_schemes_at_each_width_without_loss(drawn, tmp_path):
    pictures.make_all([drawn], tmp_path / "built", tmp_path / "kept")
    picture = pictures.measure(drawn)
    for scheme in pictures.SCHEMES:
        for width in picture.widths:
            with Image.open(tmp_path / "built" / picture.name(scheme, width)) as made:
                assert made.size == (width, picture.height_at(width))
                assert made.format == "WEBP"
                corner = made.convert("RGB").getpixel((1, 1))
            ground = (255,) * 3 if scheme == "light" else tuple(np.round(GROUND[0] * 255).astype(int))
            # A thumbnail may lose what no eye sees.
            spread = 0 if width in pictures.WIDTHS else 3
            assert max(abs(a - b) for a, b in zip(corner, map(int, ground), strict=True)) <= spread
    with Image.open(drawn) as before, Image.open(tmp_path / "built" / picture.name("light", 1408)) as after:
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


@pytest.mark.parametrize("scheme", pictures.SCHEMES)
def test_the_colour_of_a_single_mark_is_kept_at_every_width_without_loss(scheme, tmp_path):
    """Each of the five shocks has a colour of its own, and one diamond of it."""
    published = paths.figures_dir() / "r1-five-shocks.png"
    pictures.make_all([published], tmp_path / "held", tmp_path / "kept")
    widest, half = (
        Image.open(tmp_path / "held" / f"r1-five-shocks-{width}-{scheme}.webp").convert("RGB")
        for width in pictures.WIDTHS
    )
    colours = widest.getcolors(1 << 16)
    marks = {colour for count, colour in colours if count > 500 and max(colour) - min(colour) > 60}
    assert len(marks) >= 4
    assert marks <= {colour for _, colour in half.getcolors(1 << 16)}
    assert half.getpixel((0, 0)) == widest.getpixel((0, 0)), "the ground is the page's"


def test_a_second_build_converts_nothing_and_forgets_what_is_gone(drawn, tmp_path, monkeypatch):
    pictures.make_all([drawn], tmp_path / "one", tmp_path / "kept")
    (tmp_path / "kept" / "old-1408-dark.webp").write_bytes(b"")
    monkeypatch.setattr(pictures, "_converted", lambda image: pytest.fail("converted again"))
    pictures.make_all([drawn], tmp_path / "two", tmp_path / "kept")
    assert len(list((tmp_path / "kept").iterdir())) == 8
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_the_same_picture_gives_the_same_bytes(drawn):
    twice = [pictures._converted(Image.open(drawn), pictures.measure(drawn).widths) for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_page_names_the_pictures_for_phones_that_are_made(tmp_path):
    shown = figures.figure("r1-is-strength-claims")
    drawn = [shown.file("png"), shown.file(NARROW)]
    pictures.make_all(drawn, tmp_path / "_images", tmp_path / "kept")
    page = BeautifulSoup(figures.opened(shown, "chapters/a.html"), "html.parser")
    named = [choice.split()[0] for each in page.select("[srcset]") for choice in each["srcset"].split(", ")]
    assert len(named) == 8
    assert all((tmp_path / "chapters" / address).resolve().exists() for address in named), named
    assert [each["media"] for each in page.select("picture > source")] == ["(max-width: 500px)"] * 2
    assert page.a["href"] == "../figures/r1-is-strength-claims.png"
    with Image.open(shown.file(NARROW)) as slim:
        assert slim.width == max(pictures.NARROW_WIDTHS), "no picture is enlarged"
