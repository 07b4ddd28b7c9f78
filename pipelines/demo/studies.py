"""Turns participants and interns into what their schools know of them: agreements, diplomas, who left early.

Everything is invented. A school knows its own students and dates; it knows the site's number of a person only sometimes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.demo.exports import steady
from pipelines.demo.facts import Person, Placement, Trajectory, stream

# Length of a study in years, and the codes under which it was registered before and from August 2015 on.
YEARS = {"zorghulp": 1, "entree_care": 1, "helping_care_welfare": 2, "carer": 3, "social_work": 3, "vmbo_care": 2}
CREBOS = {
    "zorghulp": ("95769", "25251"), "entree_care": ("97390", "23110"), "helping_care_welfare": ("92640", "25498"),
    "carer": ("95530", "25491"), "social_work": ("92661", "25478"), "vmbo_care": ("", ""),
}  # fmt: skip
LEVELS = {"zorghulp": 1, "entree_care": 1, "helping_care_welfare": 2, "carer": 3, "social_work": 3, "vmbo_care": 0}
RENUMBERED_ON = date(2015, 8, 1)


@dataclass(frozen=True, slots=True)
class Study:
    """One agreement of a student with a school; `left_on` is set when it ended without a diploma."""

    student: str
    trajectory: str
    person: Person
    programme: str
    level: int
    crebo: str
    path: str
    placed_from: date
    placed_until: date
    enrolled_from: date
    planned_until: date
    diploma_on: date | None
    left_on: date | None
    qualified: bool
    moved: bool

    @property
    def ended_on(self) -> date | None:
        """The last day of the agreement, once there is one."""
        return self.diploma_on or self.left_on

    def known_on(self, day: date) -> "Study":
        """The same agreement as the school knew it on that day."""
        return replace(
            self,
            diploma_on=self.diploma_on if self.diploma_on and self.diploma_on <= day else None,
            left_on=self.left_on if self.left_on and self.left_on <= day else None,
        )


def of_participants(
    seed: int, school: str, participants: Sequence[Trajectory], first_student: int, day: date, goes_on: float = 0.0
) -> list[Study]:
    """Agreements of adults: they run with the trajectory, and the exam board is sometimes a week later than the party.

    `goes_on`: the chance that a graduate with a job learns on at work, one level higher, under a second agreement.
    """
    studies = []
    for place, one in enumerate(participants):
        rng = stream(seed, school, one.number)
        diploma = one.diploma_on
        if diploma and rng.random() < 0.02:
            diploma += timedelta(days=rng.randint(3, 10))
        study = Study(
            student=f"{first_student + place * 7}",
            trajectory="" if rng.random() < 0.04 else one.number,
            person=one.person,
            programme=one.programme,
            level=one.level,
            crebo=CREBOS[one.programme][one.started_on >= RENUMBERED_ON],
            path="BOL" if rng.random() < 0.8 else "BBL",
            placed_from=one.started_on,
            placed_until=one.planned_end_on,
            enrolled_from=one.started_on,
            planned_until=one.planned_end_on,
            diploma_on=diploma,
            left_on=None if diploma else one.ended_on,
            qualified=False,
            moved=one.stop_reason in ("moved", "moved_abroad"),
        )
        if one.started_on <= day:
            studies.append(study.known_on(day))
        if diploma and one.job and stream(seed, school, one.number, "next").random() < goes_on:
            following = _at_work(seed, school, study, diploma)
            studies += [following.known_on(day)] if following.enrolled_from <= day else []
    return studies


def _at_work(seed: int, school: str, study: Study, diploma: date) -> Study:
    """The next level from the next September, learning on the job; most get that diploma as well."""
    rng = stream(seed, school, study.student, "at work")
    programme = "helping_care_welfare" if study.level == 1 else "carer"
    begins = date(diploma.year + (diploma >= date(diploma.year, 8, 20)), 9, 1)
    planned = date(begins.year + YEARS[programme], 7, 31)
    passes = rng.random() < 0.7
    return replace(
        study,
        programme=programme,
        level=LEVELS[programme],
        crebo=CREBOS[programme][begins >= RENUMBERED_ON],
        path="BBL",
        enrolled_from=begins,
        planned_until=planned,
        diploma_on=planned - timedelta(days=rng.randint(8, 45)) if passes else None,
        left_on=None if passes else begins + timedelta(days=rng.randint(60, 400)),
        moved=False,
    )


def of_interns(
    seed: int, school: str, names: Iterable[str], placements: Sequence[Placement], first_student: int, day: date
) -> list[Study]:
    """Agreements of the interns whom a site counts under one of a school's `names`."""
    spelt = tuple(names)
    mine = [one for one in placements if one.school in spelt]
    studies = [_of_intern(seed, school, one, f"{first_student + place * 3}") for place, one in enumerate(mine)]
    return [one.known_on(day) for one in studies if one.placed_from <= day]


def _of_intern(seed: int, school: str, one: Placement, student: str) -> Study:
    """A placement lies somewhere in a study; most end with a diploma before the summer, some a year late."""
    rng = stream(seed, school, one.number)
    years = YEARS[one.programme]
    school_year = one.started_on.year - (one.started_on.month < 8)
    enrolled = date(school_year - rng.randrange(years), 8, 1)
    planned = date(enrolled.year + years, 7, 31)
    diploma = left = None
    draw = rng.random()
    if draw < 0.84:
        late = 365 if draw < 0.08 else 0
        diploma = planned + timedelta(days=late - rng.randint(8, 45))
    else:
        last = max(one.started_on + timedelta(days=40), enrolled + timedelta(days=60))
        left = min(last + timedelta(days=rng.randint(0, 300)), planned)
    return Study(
        student=student,
        trajectory="" if rng.random() < 0.05 else one.number,
        person=one.person,
        programme=one.programme,
        level=LEVELS[one.programme],
        crebo=CREBOS[one.programme][enrolled >= RENUMBERED_ON],
        path="BOL" if rng.random() < 0.9 else "BBL",
        placed_from=one.started_on,
        placed_until=one.planned_end_on,
        enrolled_from=enrolled,
        planned_until=planned,
        diploma_on=diploma,
        left_on=left,
        qualified=left is not None and LEVELS[one.programme] > 2 and steady(one.number, "qualified") % 3 == 0,
        moved=left is not None and one.stop_reason == "moved",
    )


def school_year_of(day: date) -> tuple[int, int]:
    """The two years of the school year that a day lies in."""
    first = day.year - (day.month < 8)
    return first, first + 1


def delivered_on(as_of: date) -> date:
    """The newest day, up to the as-of date, on which schools deliver: 15 March and 15 October."""
    days = [date(year, month, 15) for year in (as_of.year - 1, as_of.year) for month in (3, 10)]
    return max(day for day in days if day <= as_of)


def learns_at_the_second_school(one: Trajectory) -> bool:
    """Two schools train the participants of one town: a third of those at level 2 go to the smaller one."""
    return one.level == 2 and steady(one.number, "school") % 3 == 0
