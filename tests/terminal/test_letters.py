"""Letters and certificates from the terminal: drafts that say so, issues that are numbered.

Seen red with a flagged letter issued unseen.
"""

from __future__ import annotations

import json
import re

import pypdfium2
import pytest

from officeapp.domain.cases import CaseCard
from officeapp.domain.stationery import Stationery
from officeapp.procedures.keep_case import change_card
from officeapp.procedures.keep_stationery import keep_stationery
from officeapp.procedures.keep_wording import Speech, keep_wording
from tests.conftest import MONDAY
from tests.letter_builders import a_family_class, a_parent, siblings


@pytest.fixture
def school(office):
    """Return the file of a class of two, the first with two parents at two addresses."""
    pupils = a_family_class(office, weeks=3)
    a_parent(office, pupils[0], "Robin")
    change_card(office, CaseCard(pupils[1].id, medical_plan="Inhaler"))
    office.close()
    return office.path, [str(pupil.id) for pupil in pupils]


def texts(folder):
    return {
        path.name: pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
        for path in sorted(folder.glob("*.pdf"))
    }


def test_without_issue_every_page_says_draft_and_no_number_is_given(school, ask, tmp_path):
    path, _ = school
    code, _, said = ask("letters", path, "--kind", "concern", "--all", "--out", tmp_path / "out",
                        "--on", "2026-11-20")  # fmt: skip
    assert code == 0, said
    found = texts(tmp_path / "out")
    assert len(found) == 3
    assert all("DRAFT: NOT SENT" in text and "A26-" not in text for text in found.values())


def test_each_parent_has_a_file_of_their_own_with_their_address_alone(school, ask, tmp_path):
    path, (first, _) = school
    words = ("--kind", "concern", "--pupil", first, "--on", "2026-11-20")
    assert (
        ask(
            "letters", path, *words, "--out", tmp_path / "out", "--send", f"{first}=seen", "--issue"
        )[0]
        == 0
    )
    found = list(texts(tmp_path / "out").values())
    assert ["Robin Street" in text for text in found].count(True) == 1
    assert ["Dana0 Street" in text for text in found].count(True) == 1
    assert all("A26-0001" in text for text in found)


def test_nothing_flagged_is_issued_unseen(school, ask, tmp_path):
    path, (_, second) = school
    words = ("--kind", "concern", "--pupil", second, "--on", "2026-11-20", "--issue", "--json")
    code, out, said = ask("letters", path, *words, "--out", tmp_path / "out")
    assert code == 1
    assert "there is a medical plan" in said
    assert json.loads(out)[0]["number"] == ""
    why = f"{second}=the nurse knows"
    code, out, _ = ask("letters", path, *words, "--out", tmp_path / "out", "--adapt", why)
    assert (code, json.loads(out)[0]["kind"]) == (0, "support")


def test_a_fact_that_is_not_known_is_asked_for_by_name(school, ask, tmp_path):
    path, (first, _) = school
    words = ("letters", path, "--kind", "meeting", "--pupil", first, "--out", tmp_path / "out")
    code, _, said = ask(*words)
    assert code == 1
    assert "meeting day" in said
    facts = ("meeting_day=Monday", "meeting_at=9.00", "meeting_place=in school")
    typed = [word for fact in facts for word in ("--fact", fact)]
    assert ask(*words, *typed)[0] == 0


def test_a_certificate_with_gaps_is_refused_with_the_list(school, ask, tmp_path):
    path, (first, _) = school
    paper = tmp_path / "c.pdf"
    words = ("certificate", path, "--pupil", first, "--out", paper, "--from", "2026-11-16")
    code, _, said = ask(*words, "--to", "2026-11-20")
    assert code == 1
    assert "without a mark: Fri 20 Nov all day" in said
    assert not paper.exists()
    assert ask(*words, "--to", "2026-11-19", "--issue")[0] == 0
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    assert f"{MONDAY:%a} 16 Nov 2026" in text


def test_brothers_and_sisters_have_one_letter_and_one_number(office, ask, tmp_path):
    first, second = siblings(office)
    keep_stationery(office, Stationery(siblings=True))
    office.close()
    words = ("--kind", "half-term", "--all", "--issue", "--json", "--on", "2026-11-20")
    code, out, said = ask("letters", office.path, *words, "--out", tmp_path / "out")
    assert code == 0, said
    assert {row["number"] for row in json.loads(out)} == {"T26-0001"}
    [text] = texts(tmp_path / "out").values()
    assert all(f"{one.forename}, 3 Oak: in school for" in text for one in (first, second))


@pytest.mark.parametrize(("words", "said"), [((), "Szanowna Pani"), (("--english",), "Dear Ms")])
def test_a_family_is_written_to_in_its_language_or_in_english(office, ask, tmp_path, words, said):
    first, _ = a_family_class(office, weeks=3)
    change_card(office, CaseCard(first.id, language="Polish"))
    speech = Speech("Polish", "Szanowna Pani", "Z poważaniem")
    keep_wording(office, "term", "{child}: obecność", "Piszemy o {forename}.", speech=speech)
    office.close()
    asked = ("--kind", "term", "--pupil", str(first.id), "--on", "2026-11-20", *words)
    ask("letters", office.path, *asked, "--out", tmp_path / "out")
    [text] = texts(tmp_path / "out").values()
    assert said in text


def test_what_is_printed_in_latin_letters_is_said(office, ask, tmp_path):
    first, _ = a_family_class(office, weeks=3)
    a_parent(office, first, "李明")
    office.close()
    words = ("--kind", "term", "--pupil", str(first.id), "--on", "2026-11-20")
    _, _, said = ask("letters", office.path, *words, "--out", tmp_path / "out")
    assert "李明 as LiMing" in said


@pytest.mark.parametrize(
    ("kind", "since"), [("half-term", "2026-11-02"), ("concern", "2026-08-01")]
)
def test_every_figure_is_that_of_the_attendance_command_to_the_day_before(
    office, ask, tmp_path, kind, since
):
    """Planted: figures counted to the letter's own day: red."""
    a_family_class(office, pupils=3, codes="OLI", weeks=3)
    office.close()
    out = tmp_path / "out"
    ask("letters", office.path, "--kind", kind, "--all", "--out", out, "--on", "2026-11-19")
    _, said, _ = ask("attendance", office.path, "--from", since, "--to", "2026-11-18", "--json")
    names = ("possible", "attended", "late", "authorised", "unauthorised", "shown")
    counted = {row["name"]: tuple(str(row[name]) for name in names) for row in json.loads(said)}
    found = {}
    for name, text in texts(out).items():
        [who] = [one for one in counted if one.replace(",", "") in name]
        found[who] = re.findall(
            r"(?:Sessions this .*|Attended|Late|.*uthorised|Attendance)\s+([\d.]+%?)", text
        )
    assert {who: tuple(numbers) for who, numbers in found.items()} == counted
