"""What an attendance office knows: records and rules, from the standard library alone.

Nothing here opens a file, asks the clock, or knows of SQL or Qt. The words, as the office uses
them and as the code names them:

* **roll**: the admission register; the pupils of the school with their dates.
* **register**: the attendance register; two sessions a day, one mark a session.
* **session**: the morning (AM) or afternoon (PM) half of a school day.
* **mark**: one line of the register: a pupil, a session, a code.
* **code**: the national letter for what a mark means on its date.
* **possible session**: one that counts in a pupil's figures.
* **school week**: Monday to Sunday with at least one session for the pupil.
* **late book**, **sign-out book**, **leave request**, **decision**, **case file**, **letter book**:
  the other books of the office.
* **pattern**: the sessions of every week in which a pupil is not expected here, for a time.
* **pre-marked**: derived from a pattern until the register is handed in; then it is ink.
* **strip**: a decision on leave as the register is written, one symbol a weekday session.
* **set apart**: a day a religious body keeps; R, and not for the head to refuse.
* **policy**: the school's own numbers, with the dates from which they hold.
* **threshold**: a count at which the policy or the law asks for something; **met** when it is
  reached, **ready** when nothing is in the way of what it asks for.
* **ladder**, **step**, **stage**: what a policy asks for, one after the other; people take them.
* **review**: a list of pupils a policy looks at again and again.
* **referral pack**: what an authority asks for of one child and one parent; a **gap** is what it
  lacks, mended or looked at.
* **stationery**: what every letter has at its head, and how letters go out.
* **act**: one thing a person did, written as one transaction and stamped once.
* **line**: one entry of an act in a book, named by the act and its place in it.
* **amendment**: a line that corrects another and says why.
* **standing**: what nobody has corrected; what screens, letters and figures see.
* **pencil**: what is being typed; safe on disk, freely changed.
* **ink**: what is written; never changed, only corrected.
* **standing line**: a pupil's year as a register page keeps it, one symbol a session.
* **procedure**: one act of the clerk's, with its checks.
* **desk**: one machine's copy of the books; a place with a name, whose **number** is drawn anew
  for every copy.
* **joining file**: what makes another machine a desk: the books, sealed under a code said aloud.
* **clash**: what desks wrote differently while apart, listed until a person decides; each desk's
  value is a **side** of it, and nothing that is **in dispute** is rested on.
* **bundle**: entries on their way to other desks, as a file; **apart**: entries that came and do
  not count until a person looks.
* **sealed**: of confidential lines, at a desk where nobody may read them: kept and handed on, and
  opened elsewhere.
"""

from __future__ import annotations
