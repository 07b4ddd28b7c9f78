"""Programmes that were given a new number are the same programme, and their students go on with the same study."""

from tests.spec.tables import measured

RATE = "diploma_rate_starters"
INTERN = "wie|role|target_level|started_on|ended_on|status\nAns|intern|mbo2|2015-03-02|2015-05-29|graduated"
STUDY = "student_key|enrolment_no|trajectory_id|crebo|level|enrolled_from|enrolled_until|planned_until|exit_reason"


def studies(text: str) -> list[tuple[object, ...]]:
    found = measured(trajectory=INTERN, enrolment=f"{STUDY}\n{text}")
    query = (
        "select programme_line, enrolled_from::varchar, enrolled_until::varchar from core.study order by enrolled_from"
    )
    return found.table("core.study", query)


def test_codes_that_succeeded_each_other_are_one_line_named_by_the_newest() -> None:
    lines = dict(measured().table("core.programme_line", "select crebo, programme_line from core.programme_line"))
    assert lines["91420"] == lines["95769"] == "25251"
    assert lines["90440"] == lines["97390"] == "23110"
    assert lines["92640"] == "25498"


def test_an_enrolment_that_goes_on_under_a_new_number_is_one_study() -> None:
    assert studies(
        "a|1|Ans|92640|mbo2|2014-08-01|2015-07-31|-|other\na|2|Ans|25498|mbo2|2015-08-01|2016-07-31|-|diploma"
    ) == [("25498", "2014-08-01", "2016-07-31")]


def test_a_summer_of_92_days_between_them_is_no_end_and_93_is() -> None:
    first = "a|1|Ans|92640|mbo2|2014-08-01|2015-07-31|-|other\n"
    assert len(studies(first + "a|2|Ans|25498|mbo2|2015-07-31 + 92|-|-|-")) == 1
    assert len(studies(first + "a|2|Ans|25498|mbo2|2015-07-31 + 93|-|-|-")) == 2


def test_another_programme_or_one_after_a_diploma_is_another_study() -> None:
    assert len(studies("a|1|Ans|92640|mbo2|2014-08-01|2015-07-31|-|other\na|2|Ans|25491|mbo3|2015-08-01|-|-|-")) == 2
    assert len(studies("a|1|Ans|92640|mbo2|2014-08-01|2015-07-31|-|diploma\na|2|Ans|25498|mbo2|2015-08-01|-|-|-")) == 2


def test_an_intern_is_judged_by_the_end_of_the_study_also_when_it_was_renumbered() -> None:
    renumbered = f"""
        {STUDY}
        a | 1 | Ans | 92640 | mbo2 | 2014-08-01 | 2015-07-31 | 2015-07-31 | other
        a | 2 | Ans | 25498 | mbo2 | 2015-08-01 | -          | 2016-07-31 | -
        """
    assert measured(as_of="2017-01-29", trajectory=INTERN, enrolment=renumbered).triple(RATE, role="intern") == (
        0,
        0,
        1,
    )
    assert measured(as_of="2017-01-30", trajectory=INTERN, enrolment=renumbered).triple(RATE, role="intern") == (
        0,
        1,
        0,
    )


def test_work_of_an_intern_is_looked_for_after_the_studies_and_not_after_the_placement() -> None:
    found = measured(
        trajectory=INTERN,
        enrolment=f"{STUDY}\na|1|Ans|25498|mbo2|2014-08-01|2016-07-31|2016-07-31|diploma",
        employment="contract_id|trajectory_id|started_on|ended_on\nc|Ans|2016-08-15|-",
    )
    assert found.triple("work_rate_starters", role="intern") == (1, 1, 0)
