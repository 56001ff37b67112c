"""Random schedules of several desks, as Hypothesis draws them and makes them short."""

from __future__ import annotations

import random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from typing_extensions import override

from tests.desks import NOW
from tests.proofs import desk_truths as truths
from tests.proofs.desk_deeds import CODES, amend, change_child, decide, mark, tie_anew
from tests.proofs.desk_world import DESKS, World

desk = st.integers(0, DESKS - 1)
few = st.integers(0, 11)
code = st.sampled_from(CODES)
month = st.integers(-2 * 24 * 60, 30 * 24 * 60)  # minutes


class Desks(RuleBasedStateMachine):
    """Desks that write, meet, repeat, lose, fail and restore, whatever their clocks say."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @rule(desk=desk, who=few, when=few, code=st.sampled_from(("/", "N", "M")))
    def take_a_register(self, desk, who, when, code):
        self.world.at(desk, lambda office: mark(office, who, when, code))

    @rule(desk=desk, who=few, when=few, code=code)
    def correct_marks(self, desk, who, when, code):
        self.world.at(desk, lambda office: amend(office, who, when, code))

    @rule(desk=desk, which=few, field=few, value=few)
    def change_a_card(self, desk, which, field, value):
        self.world.edit(desk, which, field, value)

    @rule(desk=desk, which=few, value=few)
    def change_a_list(self, desk, which, value):
        if value % 4:
            self.world.at(desk, lambda office: change_child(office, which, value))
        else:
            self.world.at(desk, lambda office: tie_anew(office, which))

    @rule(desk=desk, which=few, grant=st.booleans())
    def decide_on_leave(self, desk, which, grant):
        self.world.at(desk, lambda office: decide(office, which, grant=grant))

    @rule(desk=desk, which=few, side=few)
    def decide_a_clash(self, desk, which, side):
        self.world.settle(desk, which, side)

    @rule(desk=desk)
    def exchange(self, desk):
        self.world.exchange(desk)

    @rule(desk=desk, most=few)
    def exchange_cut_off(self, desk, most):
        self.world.exchange(desk, most)

    @rule(desk=desk, after=st.integers(10, 5000))
    def fail_in_mid_exchange(self, desk, after):
        self.world.interrupted(desk, after)

    @rule(desk=desk, other=desk, files=st.integers(1, 65535))
    def carry_some(self, desk, other, files):
        self.world.carry(desk, other, files)

    @rule(desk=desk, other=desk)
    def carry_all_and_exchange(self, desk, other):
        self.world.exchange(desk)
        self.world.carry(desk, other, 65535)
        self.world.exchange(other)

    @rule(desk=desk, other=desk, files=st.integers(1, 65535), harm=st.integers(1, 3000))
    def carry_and_harm(self, desk, other, files, harm):
        self.world.carry(desk, other, files, harm)

    @rule(desk=desk)
    def back_up(self, desk):
        self.world.back_up(desk)

    @rule(desk=desk, which=few)
    def restore(self, desk, which):
        self.world.restore(desk, which)

    @rule(desk=desk, minutes=month, offset=st.sampled_from((0, 60, -300, 540)))
    def set_the_clock(self, desk, minutes, offset):
        self.world.set_clock(desk, minutes, offset)

    @rule(desk=desk, who=st.integers(0, 2), grant=st.booleans(), value=few)
    def share_fully_then_edit(self, desk, who, grant, value):
        truths.a_later_edit_stands(self.world, desk, who, grant=grant, value=value)

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
