"""What of a child's leave is printed in the child's record."""

from __future__ import annotations

from dataclasses import replace

from officeapp.procedures.ask_leave import change_request
from officeapp.procedures.change_leave import withdraw_leave
from officeapp.procedures.decide_leave import for_all, supersede_leave
from officeapp.procedures.follow_leave import note_leave_enquiry
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.keep_roll import change_pupil
from officeapp.procedures.pupil_record import pupil_record
from officeapp.procedures.record_discretion import NAMES_ANOTHER
from tests.leave_builders import NO, YES, a_child, asked, decided


def leave_of(office, child):
    """Return the rows of a child's leave in the record, each as one text."""
    record = pupil_record(office, child.id, "The mother")
    return [" | ".join(r) for one in record.sections if "Leave" in one.title for r in one.rows]


def test_refusals_changes_and_withdrawals_are_all_in_the_record(office):
    _, child = a_child(office)
    request = decided(office, child, ruling=NO)
    supersede_leave(office, request, for_all(request, YES), "the family appealed")
    note_leave_enquiry(office, request, "rang the aunt")
    withdraw_leave(office, asked(office, child), "not going")
    rows = "\n".join(leave_of(office, child))
    for words in ("no exceptional circumstances", "G", "the family appealed", "rang the aunt"):
        assert words in rows
    assert "withdrawn" in rows


def test_a_purpose_that_names_a_brother_is_left_out(office):
    """Seen red with the purpose printed as it was written."""
    _, child = a_child(office)
    _, brother = a_child(office, "4 Ash")
    change_pupil(office, replace(office.roll.pupil(brother.id), legal_forename="Ottokar"))
    join_family(office, child.id, brother.id)
    request = asked(office, child, purpose="Ottokar sings in Riga")
    change_request(office, replace(request, destination="Riga"), "told us")
    rows = "\n".join(leave_of(office, child))
    assert "Ottokar" not in rows
    assert NAMES_ANOTHER in rows
