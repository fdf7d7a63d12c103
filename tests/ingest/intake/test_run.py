from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from ingest import crm_accounts
from ingest.intake.contract import ReadOptions, RowResult, SourceFile, Table
from ingest.intake.mapping import parse_profile
from ingest.intake.reading import each_row
from ingest.intake.run import ImportSettings, Report, ingest_files
from ingest.intake.screening import SALT, Blocklist, person_hashes
from orbit.book import Book
from orbit.errors import BadFile, OrbitError, UsageError
from orbit.model import EntityId, EntityKind, Outcome, Person, RecordKey, Ref
from orbit.store.base import Member, Store
from orbit.store.sqlite import open_sqlite
from tests.ingest.intake.made import DAY, PEOPLE, given, read_person, zipped

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LIST = "name,email\nIda,ida@example.com\nBo,bo@example.com\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_sqlite(tmp_path / "orbit.db", create=True)
    yield store
    store.close()


def take(store: Store, *files: str | bytes | SourceFile, **changes: Any) -> Report:
    given_files = [file if isinstance(file, SourceFile) else given(file) for file in files]
    return ingest_files(store, PEOPLE, given_files, ImportSettings(at=NOW, **changes))


def names(store: Store) -> list[str]:
    return [stored.record.name for stored in store.records(EntityKind.PERSON)]


def counts(report: Report) -> dict[str, int]:
    return {outcome.value: count for outcome, count in report.outcomes.items() if count}


def refusal(store: Store, *files: str | bytes | SourceFile, **changes: Any) -> str:
    with pytest.raises(BadFile) as caught:
        take(store, *files, **changes)
    return str(caught.value)


def test_rows_become_records_and_are_accounted_for(store: Store) -> None:
    report = take(store, LIST + "Cy,cy at example\n")

    assert names(store) == ["Ida", "Bo"]
    assert counts(report) == {"created": 2, "rejected": 1}
    assert report.account_is_exact()
    assert [(row.file, row.line, row.column) for row in report.rejects] == [("people.csv", 4, "email")]


def test_the_import_is_written_down(store: Store) -> None:
    report = take(store, LIST)

    [log] = store.imports()
    assert (log.source, log.file, log.rows, log.at) == ("people", "people.csv", 2, NOW)
    assert log.sha256 == report.files[0].sha256
    assert dict(log.outcomes) == {Outcome.CREATED: 2}


def test_the_same_file_again_changes_nothing_and_says_so(store: Store) -> None:
    take(store, LIST)
    before = store.revision()

    again = take(store, given(LIST, observed_on=DAY + timedelta(days=9)))

    assert counts(again) == {"unchanged": 2}
    assert again.files[0].imported_before
    assert again.files[0].observed_on == DAY
    assert store.revision() == before


def test_a_later_file_updates_what_it_tells_anew(store: Store) -> None:
    take(store, LIST)

    report = take(
        store, given("name,email\nIda,ida.berg@example.com\nBo,bo@example.com\n", observed_on=date(2026, 12, 1))
    )

    assert counts(report) == {"updated": 1, "unchanged": 1}


ACCOUNTS = "account_name,kind,arr\nSnowpeak,customer,{}\n"


def take_accounts(store: Store, content: str, name: str = "accounts.csv") -> Report:
    return ingest_files(store, crm_accounts.SOURCE, [given(content, name)], ImportSettings(at=NOW))


def arr(store: Store) -> float | None:
    with store.writing() as batch:
        batch.assign(
            EntityKind.COMPANY, [Member(row.seq, EntityId("snowpeak")) for row in store.records(EntityKind.COMPANY)]
        )
    view = Book.load(store).account(EntityId("snowpeak"), DAY)
    return view.arr if view else None


def test_a_file_that_is_corrected_on_its_day_wins_over_what_it_told_before(store: Store) -> None:
    take_accounts(store, ACCOUNTS.format(100))

    for corrected in (90, 110, 80, 120):
        report = take_accounts(store, ACCOUNTS.format(corrected))

        assert (counts(report), arr(store)) == ({"updated": 1}, corrected)


def test_the_file_before_its_correction_again_changes_nothing(store: Store) -> None:
    for told in (100, 90, 110):
        take_accounts(store, ACCOUNTS.format(told))
    before, revision = arr(store), store.revision()

    again = take_accounts(store, ACCOUNTS.format(100))

    assert (counts(again), again.files[0].imported_before) == ({"unchanged": 1}, True)
    assert (before, arr(store), store.revision()) == (110, 110, revision)


def test_a_correction_under_another_name_is_one_once_it_has_the_name_of_the_file(store: Store) -> None:
    take_accounts(store, ACCOUNTS.format(100))
    take_accounts(store, ACCOUNTS.format(90), "accounts-fixed.csv")

    take_accounts(store, ACCOUNTS.format(90))

    assert arr(store) == 90


@pytest.mark.parametrize("place", range(3))
def test_files_of_one_name_again_beside_a_new_one_of_that_name_change_nothing(store: Store, place: int) -> None:
    old = [f"name,email\nIda,{who}@example.com\n" for who in ("ida", "i.berg")]
    take(store, *old)
    ida = list(store.records(EntityKind.PERSON))

    report = take(store, *old[:place], "name\nBo\n", *old[place:])

    assert counts(report) == {"unchanged": 2, "created": 1}
    assert list(store.records(EntityKind.PERSON))[:1] == ida


def test_a_row_that_repeats_an_earlier_one_is_unchanged(store: Store) -> None:
    assert counts(take(store, "name\nIda\nIda\n")) == {"created": 1, "unchanged": 1}


def test_a_dry_run_tells_the_same_and_writes_nothing(store: Store) -> None:
    take(store, given("name\nIda\n", observed_on=date(2026, 11, 1)))
    before = store.revision()

    report = take(store, LIST, dry_run=True)

    assert counts(report) == {"created": 1, "updated": 1}
    assert report.dry_run
    assert (store.revision(), names(store), len(store.imports())) == (before, ["Ida"], 1)


def test_all_files_of_a_call_are_taken_in_or_none(store: Store) -> None:
    text = refusal(store, given(LIST, "good.csv"), given("name,email\nCy,x\n", "bad.csv"))

    assert text.startswith("bad.csv: none of its 1 rows can be used. The first: bad.csv:2: email: ")
    assert (names(store), store.imports()) == ([], [])


def test_files_of_one_name_are_accounted_for_apart(store: Store) -> None:
    report = take(store, "name\nIda\n", "name\nBo\nCy\n")

    assert [(file.file, file.rows) for file in report.files] == [("people.csv", 1), ("people.csv (2)", 2)]


def test_too_many_bad_rows_stop_the_import_before_anything_is_kept(store: Store) -> None:
    bad = "name,email\n" + "Ida,\n" * 16 + "Bo,x\n" * 5

    assert "5 of its 21 rows cannot be used, more than 20%" in refusal(store, bad)
    assert counts(take(store, bad, max_bad_share=0.5))["rejected"] == 5


def test_a_few_bad_rows_of_a_short_file_do_not_stop_it(store: Store) -> None:
    assert counts(take(store, "name,email\nIda,\n" + "Bo,x\n" * 19)) == {"created": 1, "rejected": 19}


def test_a_dry_run_lists_the_bad_rows_that_would_stop_the_import(store: Store) -> None:
    report = take(store, "name,email\nBo,x\n", dry_run=True)

    assert len(report.rejects) == 1
    assert report.files[0].problem is not None
    assert "none of its 1 rows can be used" in report.files[0].problem


def test_no_message_about_a_file_repeats_what_its_rows_hold(store: Store) -> None:
    assert "Bo" not in refusal(store, "name,email\nBo Secret,secret at example\n").replace("people.csv", "")


def test_blocked_people_are_counted_and_never_kept(store: Store) -> None:
    report = take(store, LIST, blocklist=Blocklist(emails=frozenset({"ida@example.com"})))

    assert counts(report) == {"created": 1, "blocked": 1}
    assert names(store) == ["Bo"]


def test_erased_people_do_not_come_back(store: Store) -> None:
    ida = Person(RecordKey("x", "1"), "Ida", Ref("x", "a.csv"), DAY, ("ida@example.com",))
    with store.writing() as batch:
        batch.set_meta(SALT, "pepper")
        batch.suppress(person_hashes(ida, (), "pepper"), at=NOW)

    report = take(store, LIST)

    assert counts(report) == {"created": 1, "suppressed": 1}
    assert names(store) == ["Bo"]


def test_an_archive_is_one_file_of_the_report(store: Store) -> None:
    packed = given(zipped({"a.csv": "name\nIda\n", "b.csv": "name\nBo\nCy\n"}), "export.zip")

    report = take(store, packed)

    assert [(file.file, file.shapes, file.rows) for file in report.files] == [("export.zip", ("list", "list"), 3)]
    assert [log.file for log in store.imports()] == ["export.zip"]
    assert report.files[0].observed_on == date(2026, 11, 19)


def test_the_guesses_of_an_archive_name_the_file_that_they_are_about(store: Store) -> None:
    packed = given(zipped({"a.csv": "name\nIda\n", "b.csv": "name\n,\nBo\n", "c.txt": ""}), "export.zip")

    told = {guess.what: guess.value for guess in take(store, packed).files[0].guesses}

    assert told["a.csv: header"] == "line 1"
    assert told["b.csv: blank rows"] == "1"
    assert (told["day of the export"], told["files not read"]) == ("2026-11-19", "c.txt")


def test_a_mapped_file_is_taken_in(store: Store) -> None:
    profile = parse_profile('source = "people"\n[columns]\n"Contact" = "name"\n', "mine.toml")

    take(store, "Contact;Phone\nIda;1\n", mapping=profile)

    assert names(store) == ["Ida"]


def test_what_was_passed_over_is_told_with_the_guesses(store: Store) -> None:
    told = {guess.what: guess.value for guess in take(store, "name,email\n,\nIda\n").files[0].guesses}

    assert (told["blank rows"], told["short rows"], told["encoding"]) == ("1", "1", "UTF-8")


def test_progress_tells_how_many_rows_are_done(store: Store) -> None:
    steps: list[int] = []

    take(store, "name\n" + "".join(f"P{n}\n" for n in range(1200)), progress=steps.append)

    assert steps == [500, 500, 200]


def test_an_interrupted_import_leaves_nothing_behind_and_can_be_run_again(store: Store) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(store, LIST, progress=interrupt)

    assert (names(store), store.imports(), store.check()) == ([], [], [])
    assert counts(take(store, LIST)) == {"created": 2}


def test_a_reader_that_loses_rows_is_found_out(store: Store) -> None:
    def lose_one(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
        results = each_row(tables, options, {"list": read_person})
        next(results)
        yield from results

    with pytest.raises(OrbitError, match="2 rows went into the people reader and 1 came out"):
        ingest_files(store, replace(PEOPLE, read=lose_one), [given(LIST)], ImportSettings(at=NOW))


def test_a_reader_that_leaves_a_table_unread_is_found_out(store: Store) -> None:
    with pytest.raises(OrbitError, match="2 rows went into the people reader and 0 came out"):
        ingest_files(store, replace(PEOPLE, read=lambda *_: iter(())), [given(LIST)], ImportSettings(at=NOW))


def test_no_file_is_a_wrong_call(store: Store) -> None:
    with pytest.raises(UsageError, match="name at least one file"):
        take(store)


def test_a_document_without_elements_is_taken_in_with_no_rows(store: Store) -> None:
    assert take(store, '{"people": []}').rows == 0


def test_every_string_that_others_choke_on_goes_in_and_comes_out_unchanged(store: Store) -> None:
    strings = ["'; DROP TABLE person; --", "=1+1", "\u202eevil", "Zoë", "😀", "NULL", "<script>", "a" * 2000]
    quoted = "".join('"' + text + '"\n' for text in strings)

    take(store, "name\n" + quoted, max_bad_share=1)

    assert names(store) == [text for text in strings if text != "NULL"]


chaos = st.text(alphabet='ab@.,"\n\r \0ü', max_size=120)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@examples(st.lists(chaos, min_size=1, max_size=2))
def test_whatever_is_in_the_files_every_row_has_one_outcome(store: Store, bodies: list[str]) -> None:
    try:
        report = take(store, *("name,email\n" + body for body in bodies), dry_run=True)
    except BadFile:
        return

    assert report.account_is_exact()
    assert report.rows == sum(counts(report).values())


def test_the_file_of_the_store_holds_nothing_of_a_dry_run(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "orbit.db", create=True)
    take(store, "name\nCanary Quisling\n", dry_run=True)
    store.close()

    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"Canary Quisling" not in files
