"""The school's badge from a stranger's file: a small picture and nothing else comes out.

Seen red with the file's bytes kept as they are, which carry where a photograph was taken, and
without the limit of dots.
"""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from officeapp.documents.letter import draw_letters
from officeapp.domain.letter_paper import Letterhead
from officeapp.exchange.logos import HIGH, WIDE, NotALogoError, read_logo
from tests.documents.test_letter import a_letter


def a_picture(path, size=(900, 300), kind="PNG", **how):
    Image.effect_noise(size, 40).convert("RGB").save(path, kind, **how)
    return path


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_a_small_jpeg_of_the_same_shape(tmp_path, kind):
    logo = read_logo(a_picture(tmp_path / "badge", kind=kind))
    with Image.open(io.BytesIO(logo)) as found:
        assert (found.format, found.size) == ("JPEG", (WIDE, WIDE // 3))
        assert found.height <= HIGH


def test_what_is_see_through_is_white_paper(tmp_path):
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(tmp_path / "badge.png")
    with Image.open(io.BytesIO(read_logo(tmp_path / "badge.png"))) as found:
        assert found.convert("RGB").getpixel((20, 20)) == (255, 255, 255)


def test_where_a_photograph_was_taken_is_left_behind(tmp_path):
    """Planted: the file kept as it is: red."""
    told = Image.Exif()
    told[0x010E] = "taken at 53.5 N 2.4 W"
    path = a_picture(tmp_path / "badge.jpg", kind="JPEG", exif=told)
    assert b"taken at" in path.read_bytes()
    assert b"taken at" not in read_logo(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"<svg/>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 90,
        b"\xff\xd8\xff" * 9,
    ],
)
def test_what_is_no_picture_is_refused_in_words(tmp_path, content):
    path = tmp_path / "badge.png"
    path.write_bytes(content)
    with pytest.raises(NotALogoError, match=r"choose a PNG or JPEG under 5 MB\.$"):
        read_logo(path)


def test_a_picture_cut_short_is_refused(tmp_path):
    path = a_picture(tmp_path / "badge.png")
    path.write_bytes(path.read_bytes()[:2_000])
    with pytest.raises(NotALogoError):
        read_logo(path)


def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn(tmp_path):
    """Planted: `read_logo` without its limit of dots: red."""
    Image.new("1", (9_000, 9_000)).save(tmp_path / "badge.png")
    assert (tmp_path / "badge.png").stat().st_size < 50_000
    with pytest.raises(NotALogoError, match="too many dots"):
        read_logo(tmp_path / "badge.png")


def test_a_file_that_is_too_large_or_not_there_is_refused(tmp_path):
    (tmp_path / "badge.png").write_bytes(b"\0" * 5_000_001)
    with pytest.raises(NotALogoError, match="larger than 5 MB"):
        read_logo(tmp_path / "badge.png")
    with pytest.raises(NotALogoError, match=r"gone\.png"):
        read_logo(tmp_path / "gone.png")


def test_letters_carry_the_badge_once_and_stay_small(tmp_path):
    logo = read_logo(a_picture(tmp_path / "badge.png", (1_200, 600)))
    one = draw_letters([a_letter()], Letterhead("Moorside", "Moorside Lane", logo))
    ten = draw_letters([a_letter()] * 10, Letterhead("Moorside", "Moorside Lane", logo))
    assert one.count(b"/DCTDecode") == ten.count(b"/DCTDecode") == 1
    assert len(ten) < len(one) + 10 * 6_000
    assert len(pypdfium2.PdfDocument(ten)) == 10
