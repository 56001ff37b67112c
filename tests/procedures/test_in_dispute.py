"""Nothing rests on what two desks disagree on: no step, letter, certificate or pack.

Seen red with: `Known.clashes` left empty; a letter sent once somebody had looked at it; a
certificate that asks for its marks only and not for the child's name.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from officeapp.books.figures import in_dispute
from officeapp.books.thresholds import Watch
from officeapp.domain.certificate import CertificateGapsError
from officeapp.domain.conscience import Choice, Doubt, Looked
from officeapp.domain.pack_gaps import PackGapsError
from officeapp.domain.policies import Need
from officeapp.domain.school_year import Span
from officeapp.gui.register.figures import sum_of
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.certificate import certificate, require_whole
from officeapp.procedures.draft_letters import Wanted, draft_letter, looked_at
from officeapp.procedures.in_dispute import InDisputeError
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.issue_packs import issue_packs
from officeapp.procedures.keep_roll import change_pupil
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_open_clash import keep_side
from officeapp.terminal.commands import run
from tests.builders import take
from tests.desks import AM, DAY, NOW, PM, desks, mark, pupils, share_all, the_class
from tests.leave_builders import a_parent

WEEKS = [DAY - dt.timedelta(days=back) for back in range(28) if (DAY.weekday() - back) % 7 < 5]


@pytest.fixture
def apart(tmp_path):
    """Return two desks that wrote a child's absence of one morning differently while apart."""
    with desks(tmp_path) as offices:
        here, _ = offices
        a_parent(here, pupils(here)[0], address="3 New Road")
        for day in WEEKS:
            for session in (AM, PM):
                if (day, session) != (DAY, AM):
                    take(here, the_class(here), day, session, "O..")
        share_all(offices)
        for office, code in zip(offices, "OU", strict=True):
            amend_mark(office, mark(office, 0), code, "looked up")
        share_all(offices)
        yield offices


def child(office):
    return pupils(office)[0]


def drafted(office, kind="formal"):
    given = Gathering(office, office.today())
    draft = draft_letter(office, Wanted(kind), child(office), given)
    return looked_at(office, draft, Looked(Choice.SEND, "the head said so"), given)


def rule(office, named):
    found = Watch(office, DAY).of(child(office))
    return next(one for one in found if one.rule.id == named)


@pytest.mark.parametrize("named", ["penalty-notice", "persistent"])
def test_a_threshold_is_met_and_not_ready_and_says_so(apart, named):
    here, _ = apart
    assert Need.SETTLED in rule(here, named).blocked_by
    assert in_dispute(here, Span(DAY, DAY), {child(here).id}) == 1
    assert "disagree on 1 session" in sum_of(here, child(here), 0, DAY).said
    (clash,) = office_clashes(here)
    keep_side(here, clash, clash.sides[0], "asked the family")
    assert Need.SETTLED not in rule(here, named).blocked_by
    assert in_dispute(here, Span(DAY, DAY), {child(here).id}) == 0


def test_a_letter_on_a_mark_in_dispute_waits_whoever_looked_at_it(apart):
    here, _ = apart
    draft = drafted(here)
    assert Doubt.CLASH in draft.doubts
    assert not draft.is_ready
    with pytest.raises(InDisputeError, match="disagree on Wed 18 Nov morning"):
        issue_letters(here, [draft], lambda *_: b"paper")
    (clash,) = office_clashes(here)
    keep_side(here, clash, clash.sides[0], "asked the family")
    assert Doubt.CLASH not in drafted(here).doubts


def test_a_letter_from_the_terminal_is_not_issued_and_says_why(apart, capsys, tmp_path):
    here, _ = apart
    upn, path = str(child(here).id), str(here.path)
    here.close()
    words = ["letters", path, "--kind", "formal", "--pupil", upn, "--out", str(tmp_path / "out")]
    assert run([*words, "--issue", "--by", "Petra Lindqvist", "--send", f"{upn}=seen"]) == 1
    assert "two desks disagree on something it rests on" in capsys.readouterr().err


def test_no_certificate_on_a_mark_or_a_name_in_dispute(apart):
    here, there = apart
    span = Span(DAY, DAY)
    with pytest.raises(CertificateGapsError, match="differently by two desks: Wed 18 Nov"):
        require_whole(here, certificate(here, child(here), span))
    (clash,) = office_clashes(here)
    keep_side(here, clash, clash.sides[0], "asked the family")
    share_all(apart)
    require_whole(here, certificate(here, child(here), span))
    for office, name in zip(apart, ("Zarah", "Zahra"), strict=True):
        change_pupil(office, replace(child(office), legal_forename=name))
    share_all(apart)
    with pytest.raises(InDisputeError, match="legal forename"):
        require_whole(there, certificate(there, child(there), span))


def test_no_pack_on_a_mark_or_details_in_dispute(apart):
    here, _ = apart
    for office, home in zip(apart, ("1 High Street", "2 Mill Lane"), strict=True):
        change_pupil(office, replace(child(office), address=home))
    share_all(apart)
    with pytest.raises(PackGapsError) as refused:
        issue_packs(here, child(here), lambda *_: b"paper", "the head said so")
    said = [gap.words for gap in refused.value.gaps]
    assert "on Wed 18 Nov 2026 morning two desks disagree" in said
    assert "two desks disagree on address" in said


def test_the_terminal_says_which_sessions_and_that_figures_count_one_in_dispute(apart, capsys):
    here, _ = apart
    path, upn = str(here.path), str(child(here).id)
    assert run(["thresholds", path, "--on", DAY.isoformat(), "--pupil", upn, "--json"]) == 0
    found = {row["rule"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["penalty-notice"]["clashing"] == [["2026-11-18", "AM"]]
    assert "clash" in found["penalty-notice"]["blocked_by"]
    assert run(["attendance", path, "--to", NOW.date().isoformat()]) == 0
    assert "Two desks disagree on 1 session of these" in capsys.readouterr().err
