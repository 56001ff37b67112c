"""The forms of the policy: one number from a day on, and another profile from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit
from typing_extensions import override

from officeapp.books.policy import PROFILES, profile, threshold_law
from officeapp.domain.policy_settings import OPTIONAL, said, value_at
from officeapp.gui.school.form import Form
from officeapp.gui.widgets.day_field import DayField
from officeapp.procedures.keep_policy import change_number, choose_profile

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.policy_settings import PolicyChange, Setting
    from officeapp.gui.school.policy_lines import NumberLine
    from officeapp.gui.theme import Theme

STANDS = "What held before stays for the days before it."
MAY_BE_BLANK = "Leave it blank for none."


class NumberForm(Form):
    """One number of the policy, and the day from which it holds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "school.policy.form", "Save", parent)
        self._number = QLineEdit(self)
        self._first = DayField(self)
        self._key = ""
        self.grid.add("Number", self._number, "school.policy.number")
        self.grid.add("It holds from", self._first, "school.policy.first")
        self._setting: Setting | None = None

    def show_line(self, line: NumberLine, office: Office) -> None:
        """Fill the form with a number as it is, to hold from today or from its day to come."""
        self._setting = line.setting
        self._number.setText(line.change.value if line.change else said(line.setting.value))
        come = line.change.first if line.change and line.to_come else office.today()
        self._first.show_day(come)

    @override
    def focus_first(self) -> None:
        super().focus_first()
        self._number.selectAll()

    def about(self, line: NumberLine, office: Office) -> str:
        """Return what is said before it is written: the profile's number, and the law's limit."""
        setting = line.setting
        own = value_at(profile(office.policy.profile_on(office.today())), setting.key)
        limits = threshold_law().limits_on(office.today())
        parts = (
            f"The profile says {said(own) or 'none'}.",
            *(f"By law {limit.words}." for limit in limits if limit.key == setting.key),
            STANDS,
            MAY_BE_BLANK if setting.key in OPTIONAL else "",
        )
        return " ".join(part for part in parts if part)

    def write(self, office: Office) -> tuple[Setting, PolicyChange]:
        """Write the number; return what it is of and what was written.

        Raises:
            NotADayError: The day is none.
            OfficeError: The number cannot be so; the message says why.
        """
        assert self._setting is not None  # noqa: S101  # a form is shown for a number
        first = self._first.day()
        made = change_number(office, self._setting.key, self._number.text(), first)
        return self._setting, made


class ProfileForm(Form):
    """Another policy, and the day from which it is followed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "school.policy.profile-form", "Save", parent)
        self._profile = QComboBox(self)
        self._first = DayField(self)
        for name in PROFILES:
            self._profile.addItem(profile(name)["words"], name)
        self.grid.add("Policy", self._profile, "school.policy.profile", wide=True)
        self.grid.add("It is followed from", self._first, "school.policy.profile-first")
        self.say(
            "Numbers changed by the school stay with the policy they belong to, and come back "
            "with it."
        )

    def show_profile(self, name: str, day: dt.date) -> None:
        """Fill the form with the policy of a day."""
        self._profile.setCurrentIndex(max(0, self._profile.findData(name)))
        self._first.show_day(day)

    def write(self, office: Office) -> PolicyChange:
        """Write that the policy is followed.

        Raises:
            NotADayError: The day is none.
            NotAllowedError: The person signed in may not change the school.
        """
        first = self._first.day()
        return choose_profile(office, self._profile.currentData(), first)
