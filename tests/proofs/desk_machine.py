"""Random schedules of several desks, as Hypothesis draws them and makes them short."""

from __future__ import annotations

import random
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from typing_extensions import override

from tests.desks import NOW
from tests.proofs import desk_truths as truths
from tests.proofs.desk_deeds import CODES, amend, change_child, decide, mark, tie_anew
from tests.proofs.desk_world import DESKS, EVERY_FILE, World

desk = st.integers(0, DESKS - 1)
few = st.integers(0, 11)
pair = st.integers(0, 1)
files = st.integers(1, EVERY_FILE)
code = st.sampled_from(CODES)
month = st.integers(-2 * 24 * 60, 30 * 24 * 60)  # minutes


class Writers(RuleBasedStateMachine):
    """Desks that write of the same things while apart, and meet."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @rule(who=few, when=pair, codes=st.lists(code, min_size=2, max_size=DESKS))
    def correct_one_mark_apart(self, who, when, codes):
        for desk, code in enumerate(codes):
            self.world.at(desk, partial(amend, who=who, when=when, code=code))

    @rule(which=pair, tie=st.booleans(), said=st.lists(st.tuples(few, few), min_size=2, max_size=3))
    def change_one_card_apart(self, which, tie, said):
        for desk, (field, value) in enumerate(said):
            self.world.edit(desk, which, field, value, tie=tie)

    @rule(which=pair, grants=st.lists(st.tuples(desk, st.booleans()), min_size=1, max_size=3))
    def decide_on_leave(self, which, grants):
        for desk, grant in grants:
            self.world.at(desk, partial(decide, which=which, grant=grant))

    @rule(desk=desk, which=few, side=few)
    def decide_a_clash(self, desk, which, side):
        self.world.settle(desk, which, side)

    @rule(desk=desk, other=desk)
    def meet(self, desk, other):
        self.world.exchange(desk)
        self.world.carry(desk, other, EVERY_FILE)
        self.world.exchange(other)

    @override
    def teardown(self):
        world = self.world
        try:
            world.share_fully()
            for desk in world.desks:
                desk.clock.now = NOW
            truths.all_are_the_same(world)
            truths.nothing_is_lost(world)
            truths.real_clashes_are_listed(world)
            truths.fields_are_those_that_were_said(world)
            truths.taken_off_is_only_what_was_seen(world)
            truths.any_order_gives_the_same(world, random.Random(len(world.written)))  # noqa: S311
        finally:
            world.close()


class Restores(Writers):
    """Desks whose files fail, and are put back as they were or as another's was."""

    @rule(desk=desk, who=few, codes=st.tuples(code, code))
    def lose_a_morning(self, desk, who, codes):
        self.world.back_up(desk)
        self.world.at(desk, partial(amend, who=who, when=0, code=codes[0]))
        self.world.restore(desk, -1)
        self.world.at(desk, partial(amend, who=who, when=0, code=codes[1]))

    @rule(desk=desk, what=st.sampled_from(("back up", "restore", "fail")), how=st.integers(0, 5000))
    def get_into_trouble(self, desk, what, how):
        if what == "back up":
            self.world.back_up(desk)
        elif what == "restore":
            self.world.restore(desk, how)
        else:
            self.world.interrupted(desk, 10 + how)


class Desks(Restores):
    """Desks that write, meet, repeat, lose, fail and restore, whatever their clocks say."""

    @rule(desk=desk, who=few, when=few, code=st.sampled_from(("/", "N", "M")))
    def take_a_register(self, desk, who, when, code):
        self.world.at(desk, lambda office: mark(office, who, when, code))

    @rule(desk=desk, who=few, when=few, code=code)
    def correct_marks(self, desk, who, when, code):
        self.world.at(desk, lambda office: amend(office, who, when, code))

    @rule(desk=desk, which=few, tie=st.booleans(), field=few, value=few)
    def change_a_card(self, desk, which, tie, field, value):
        self.world.edit(desk, which, field, value, tie=tie)

    @rule(desk=desk, which=few, value=few)
    def change_a_list(self, desk, which, value):
        if value % 3:
            self.world.at(desk, lambda office: change_child(office, which, value))
        else:
            self.world.at(desk, lambda office: tie_anew(office, which))

    @rule(desk=desk, most=st.one_of(st.none(), few))
    def exchange(self, desk, most):
        self.world.exchange(desk, most)

    @rule(desk=desk, other=desk, files=files, harm=st.one_of(st.just(0), st.integers(1, 3000)))
    def carry_some(self, desk, other, files, harm):
        self.world.carry(desk, other, files, harm)

    @rule(desk=desk, minutes=month, offset=st.sampled_from((0, 60, -300, 540)))
    def set_the_clock(self, desk, minutes, offset):
        self.world.set_clock(desk, minutes, offset)

    @rule(desk=desk, who=st.integers(0, 2), grant=st.booleans(), value=few)
    def share_fully_then_edit(self, desk, who, grant, value):
        truths.a_later_edit_stands(self.world, desk, who, grant=grant, value=value)
