"""Put brothers and sisters on one letter, where the kind has a wording for it.

They are joined only where everybody who gets the one letter gets the other, at the same address: a
parent of one child never learns of another from it. A child whose letter somebody must look at, or
for whom something is not known, has a letter of their own; so has every formal letter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.letter_facts import and_listed
from officeapp.domain.letters import Formality
from officeapp.procedures.draft_letters import OfChild

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.letters import Template
    from officeapp.procedures.draft_letters import Draft


def join_siblings(office: Office, drafts: Iterable[Draft]) -> list[Draft]:
    """Return drafts with those of brothers and sisters put together, in the order of the first."""
    groups: dict[Hashable, list[Draft]] = {}
    wordings: dict[Hashable, Template] = {}
    for place, draft in enumerate(drafts):
        template = _family_wording(office, draft)
        key = _shared(draft) if template else place
        groups.setdefault(key, []).append(draft)
        if template:
            wordings[key] = template
    return [
        _joined(wordings[key], group) if len(group) > 1 else group[0]
        for key, group in groups.items()
    ]


def _family_wording(office: Office, draft: Draft) -> Template | None:
    """Return the wording for several children; None where a draft stays as it is."""
    template = draft.template
    apart = draft.others or draft.step or draft.mends or draft.doubts or draft.looked
    if apart or not template.family or template.formality is Formality.FORMAL or not draft.to.to:
        return None
    if _is_reworded(office, draft):
        return None
    family = office.letters.in_language(office.letters.template(template.family), template.language)
    return family if family.language == template.language else None


def _is_reworded(office: Office, draft: Draft) -> bool:
    whole = office.letters.in_language(
        office.letters.template(draft.template.kind), draft.template.language
    )
    return (whole.subject, whole.body) != (draft.template.subject, draft.template.body)


def _shared(draft: Draft) -> Hashable:
    """Return what letters must have in common to become one."""
    facts = draft.sheet.facts
    days = draft.day, facts.get("since", ""), facts.get("figures_to", "")
    typed = tuple(sorted(draft.wanted.typed.items()))
    return draft.template.kind, draft.template.language, draft.to, days, typed, draft.by_household


def _joined(template: Template, drafts: Sequence[Draft]) -> Draft:
    first, *rest = drafts
    names = and_listed([draft.pupil.called for draft in drafts])
    sheet = replace(first.sheet, facts={**first.sheet.facts, "children": names})
    return replace(
        first,
        template=template,
        sheet=sheet,
        others=tuple(OfChild(one.pupil, one.sheet) for one in rest),
        large=any(one.large for one in drafts),
    )
