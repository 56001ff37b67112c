"""What versions of a card that desks wrote apart come to: P5, P6 and P12, field by field.

Seen red with: a disputed field settled by a change of another field; the dispute dropped when one
of the two desks changes the field again; the later value shown of a field that protects a child; a
removal that wins over a change it had not seen.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.joined_cards import TAKEN_OFF, Version, joined
from officeapp.domain.record import ActId, LineId
from officeapp.domain.safer import SAFER

FIRST = {"phone": "1", "email": "a", "barred": False, TAKEN_OFF: False}
NAMES = ("phone", "email")
STEPS = st.one_of(
    st.tuples(st.just("say"), st.integers(0, 3), st.sampled_from(NAMES), st.sampled_from("123")),
    st.tuples(st.just("bar"), st.integers(0, 3), st.just("barred"), st.booleans()),
    st.tuples(st.just("share"), st.integers(0, 3), st.integers(0, 3), st.just("")),
)


def line(number: int) -> LineId:
    return LineId(ActId(number), 1)


def version(number: int, corrects=(), decides=(), **said) -> Version:
    lines = tuple(map(line, corrects))
    return Version(line(number), {**FIRST, **said}, lines, frozenset(decides))


class Desks:
    """Four desks that change one card, and who knew what when they did: the oracle."""

    def __init__(self, steps) -> None:
        self.versions = [version(0)]
        self.known = [{0} for _ in range(4)]
        self.said: list[tuple[int, str, object, set[int]]] = [
            (0, name, value, set()) for name, value in FIRST.items() if name != TAKEN_OFF
        ]
        for way, desk, other, value in steps:
            if way == "share":
                self.known[other] |= self.known[desk]
            else:
                self.say(desk, other, value)

    def say(self, desk, name, value):
        mine = [self.versions[number] for number in sorted(self.known[desk])]
        corrected = {one for each in mine for one in each.corrects}
        stand = tuple(one.line for one in mine if one.line not in corrected)
        shown = joined(mine, shown={"barred": any}).fields
        if shown[name] == value:
            return
        number = len(self.versions)
        self.versions.append(Version(line(number), {**shown, name: value}, stand))
        self.said.append((number, name, value, set(self.known[desk])))
        self.known[desk].add(number)

    def last_said(self, name):
        """Return what was said last of a field, by whoever no later one knew."""
        mine = [one for one in self.said if one[1] == name]
        return [
            (number, value)
            for number, _, value, _ in mine
            if not any(number in known for _, _, _, known in mine)
        ]


@given(st.lists(STEPS, max_size=25))
def test_what_two_desks_said_differently_of_one_field_is_disputed_and_nothing_else(steps):
    desks = Desks(steps)
    found = joined(desks.versions, shown={"barred": any})
    for name in (*NAMES, "barred"):
        last = desks.last_said(name)
        assert (name in found.disputed) == (len({value for _, value in last}) > 1)
        if name in found.disputed:
            assert found.disputed[name].said == tuple(line(number) for number, _ in last)


@given(st.lists(STEPS, max_size=25))
def test_until_it_is_decided_the_safer_value_is_shown_else_the_later(steps):
    desks = Desks(steps)
    found = joined(desks.versions, shown={"barred": any})
    assert found.fields["barred"] == any(value for _, value in desks.last_said("barred"))
    for name in NAMES:
        assert found.fields[name] == desks.last_said(name)[-1][1]


def test_a_change_of_another_field_does_not_decide_a_dispute():
    versions = [version(0), version(1, [0], phone="2"), version(2, [0], phone="3")]
    versions.append(version(3, [1, 2], phone="3", email="b"))
    found = joined(versions)
    assert found.stands == 1
    assert found.disputed["phone"].said == (line(1), line(2))
    assert found.disputed["phone"].before == line(0)


def test_a_decision_for_what_is_shown_decides_it():
    versions = [version(0), version(1, [0], phone="2"), version(2, [0], phone="3")]
    decided = version(3, [1, 2], ["phone"], phone="3")
    assert joined([*versions, decided]).disputed == {}
    apart = version(4, [1, 2], ["phone"], phone="2")
    assert joined([*versions, decided, apart]).disputed["phone"].said == (line(3), line(4))


def test_a_third_desk_that_saw_one_of_two_keeps_it_disputed():
    versions = [version(0), version(1, [0], phone="2"), version(2, [0], phone="3")]
    versions.append(version(3, [1], phone="1"))  # back to what stood before
    assert joined(versions).disputed["phone"].said == (line(2), line(3))


def test_taking_off_a_list_does_not_win_over_a_change_it_had_not_seen():
    removed, barred = version(1, [0], gone=True), version(2, [0], barred=True)
    for pair in ([removed, barred], [barred, version(3, [0], gone=True)]):
        found = joined([version(0), *pair], {TAKEN_OFF: False}, {"barred": any})
        assert not found.fields[TAKEN_OFF]
        assert found.fields["barred"]
        assert list(found.disputed) == [TAKEN_OFF]
    seen = version(3, [2], gone=True, barred=True)
    assert joined([version(0), barred, seen]).fields[TAKEN_OFF]


def test_two_cards_begun_apart_for_one_child_keep_what_each_says():
    blank = {"phone": "", "email": "", "barred": False, TAKEN_OFF: False}
    one, other = version(1, phone="2", email=""), version(2, phone="", email="b")
    found = joined([one, other], blank)
    assert (found.fields["phone"], found.fields["email"]) == ("2", "b")
    assert found.disputed == {}


def test_the_safer_of_two_values_is_written_down_for_each_field_that_protects_a_child():
    shown = {f"{book}.{name}": pick for book, ways in SAFER.items() for name, pick in ways.items()}
    assert shown["contact.do_not_contact"]([True, False]) is True
    assert shown["contact.address_withheld"]([True, False]) is True
    assert shown["tie.not_released"]([True, False]) is True
    assert shown["tie.may_collect"]([False, True]) is False
    assert shown["tie.parental_responsibility"]([False, True]) is False
    assert shown["pupil.medical"](["nuts", ""]) == "nuts"
    assert shown["pupil.medical"](["nuts", "bees"]) == "nuts / bees"
