from __future__ import annotations

import ast
import re

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont

from officeapp import paths
from officeapp.gui import theme as t

GROUNDS = ("paper", "page", "wash", "hover")
PACKAGE = paths.resource("icons").parent.parent / "officeapp"
FAMILIES = sorted(set(t.FAMILY.values()) | {"unmarked", "good", "refused", "note"})


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def tokens(request):
    return t.read_tokens(request.param)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "muted", "accent"])
def test_text_is_readable_on_every_ground(tokens, text, ground):
    assert contrast(tokens.value(text), tokens.value(ground)) >= 4.5


@pytest.mark.parametrize("family", FAMILIES)
def test_a_mark_is_readable_on_its_wash(tokens, family):
    fill = tokens.value(f"{family}.fill")
    ground = tokens.value("paper") if len(fill) > 7 else fill
    assert contrast(tokens.value(f"{family}.text"), ground) >= 4.5


@pytest.mark.parametrize("ground", ["rail", "rail_on"])
@pytest.mark.parametrize("text", ["rail_text", "rail_faded"])
def test_the_rail_is_readable(tokens, text, ground):
    assert contrast(tokens.value(text), tokens.value(ground)) >= 4.5


def test_the_primary_button_is_readable(tokens):
    assert contrast(tokens.value("on_accent"), tokens.value("accent")) >= 4.5


def test_the_focus_ring_stands_out(tokens):
    assert contrast(tokens.value("focus"), tokens.value("paper")) >= 3


def test_both_themes_have_the_same_names_and_roles():
    light, dark = t.read_tokens("light"), t.read_tokens("dark")
    assert light.colours.keys() == dark.colours.keys()
    assert light.roles == dark.roles


def test_every_role_names_a_colour(tokens):
    assert set(tokens.roles.values()) <= tokens.colours.keys()


def test_the_style_sheet_asks_only_for_colours_there_are(tokens):
    sheet = t.style_sheet(tokens)
    assert "$" not in sheet
    assert not re.search(r"#[0-9a-f]{6}", paths.resource("theme/office.qss").read_text("utf-8"))


def test_the_persons_choice_is_kept(theme, settings):
    theme.choose(t.Choice.DARK)
    assert theme.is_dark
    assert theme.colour("paper").name() == t.read_tokens("dark").value("paper")
    assert str(settings.value(t.CHOICE_KEY)) == "dark"


def test_whoever_paints_hears_of_other_colours(theme, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.choose(t.Choice.DARK)


def icons_used():
    """Return every name given to `icon(...)` or `icon=` in the window's code."""
    for file in PACKAGE.rglob("gui/**/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "icon":
                named = [a for a in node.args[:1] if isinstance(a, ast.Constant)]
                yield from (argument.value for argument in named if isinstance(argument.value, str))


@pytest.mark.parametrize("name", sorted(set(icons_used())))
def test_every_icon_asked_for_is_drawn(theme, name):
    assert not theme.icon(name).pixmap(20, 20).isNull()


def test_every_place_has_an_icon(theme):
    from officeapp.gui.places import PLACES

    assert all(not theme.icon(entry.icon).pixmap(20, 20).isNull() for entry in PLACES)


def test_an_icon_has_the_colour_of_its_role(theme):
    image = theme.icon("plus", "late.text").pixmap(40, 40).toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {theme.colour("late.text").name()}


def test_the_bundled_typefaces_are_the_ones_in_use(theme):
    assert set(t.FAMILIES) <= set(QFontDatabase.families())
    raw = QRawFont.fromFont(t.text_font())
    assert raw.familyName() == t.FAMILIES[0]


@pytest.mark.parametrize(
    "letters", ["Łukasz Święcicki", "Siân Ŵyn", "Çelik Şule", "/ \\ I l 1 O 0"]
)
def test_the_first_typeface_has_the_letters_of_most_names(theme, letters):
    raw = QRawFont.fromFont(t.text_font())
    assert all(raw.supportsCharacter(ord(letter)) for letter in letters if letter != " ")


def test_the_second_typeface_has_the_rarer_ones(theme):
    font = t.text_font()
    font.setFamilies([t.FAMILIES[1]])
    raw = QRawFont.fromFont(font)
    assert all(raw.supportsCharacter(ord(letter)) for letter in "NguyễnỌlá́")
