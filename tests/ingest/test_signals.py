import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from ingest.intake.contract import Accepted, Guess, ReadOptions, Rejected, RowResult, SourceFile
from ingest.intake.reading import open_tables
from ingest.signals import SOURCE
from orbit.errors import BadFile
from orbit.model import Company, RecordKey, Ref, Signal, SignalKind

FIXTURES = Path(__file__).parent / "fixtures" / "signals"
SUBMISSIONS = Path(__file__).parents[3] / "shared" / "data" / "edgar" / "company_submission.json"
SEEN = date(2026, 11, 20)


def opened(name: str, open_file: Callable[[], BinaryIO], size: int, seen: date = SEEN) -> list[RowResult]:
    file = SourceFile(name, open_file, size, seen)
    return list(SOURCE.read(list(open_tables(file, SOURCE)), ReadOptions()))


def notes(name: str) -> list[Guess]:
    path = FIXTURES / name
    [table] = open_tables(SourceFile(name, lambda: path.open("rb"), path.stat().st_size, SEEN), SOURCE)
    list(SOURCE.read([table], ReadOptions()))
    return table.notes


def taken(name: str, seen: date = SEEN) -> list[RowResult]:
    path = FIXTURES / name
    return opened(name, lambda: path.open("rb"), path.stat().st_size, seen)


def accepted(results: list[RowResult]) -> list[Accepted]:
    return [result for result in results if isinstance(result, Accepted)]


def rejected(name: str) -> list[tuple[int, str]]:
    return [(result.line, result.column) for result in taken(name) if isinstance(result, Rejected)]


def signals(results: list[RowResult]) -> list[Signal]:
    return [item for result in accepted(results) for item in result.items if isinstance(item, Signal)]


def key(text: str) -> RecordKey:
    return RecordKey("signals", text)


def test_a_row_of_the_template_is_a_signal_and_its_company() -> None:
    ref = Ref("signals", "signals.csv", 2, "https://snowpeak.example/careers")

    first = accepted(taken("signals.csv"))[0]

    assert first.items == (
        Signal(
            company=key("domain/snowpeak.example"),
            kind=SignalKind.HIRING,
            id="S-1",
            title="Three AE roles posted",
            on=date(2026, 11, 12),
            ref=ref,
            strength=0.8,
        ),
        Company(key("domain/snowpeak.example"), "Snowpeak", ref, SEEN, domains=("snowpeak.example",)),
    )


def test_a_signal_without_an_id_is_numbered_by_what_it_says() -> None:
    second = signals(taken("signals.csv"))[1]

    assert second.id == "name/kelpworks/leadership_change/2026-10-01/new cfo named"
    assert (second.kind, second.strength) == (SignalKind.LEADERSHIP_CHANGE, 1.0)


def test_bad_rows_of_the_template_name_their_column() -> None:
    assert rejected("signals.csv") == [
        (4, "kind"),
        (5, "occurred_on"),
        (6, "strength"),
        (7, "title"),
        (8, "domain"),
    ]


@pytest.mark.parametrize(
    ("name", "column", "fix"),
    [
        ("signals.csv", "occurred_on", "write it as YYYY-MM-DD"),
        ("signals.csv", "domain", "write it like snowpeak.example, or leave it empty"),
        ("edgar.json", "filingDate", "mend the date"),
    ],
)
def test_a_needed_date_is_not_told_to_be_left_out(name: str, column: str, fix: str) -> None:
    [row] = [result for result in taken(name) if isinstance(result, Rejected) and result.column == column]

    assert row.fix == fix


def test_a_greenhouse_posting_is_dated_by_its_first_day_and_prospect_posts_do_not_count() -> None:
    ref = Ref("signals", "snowpeak.example.json", 1, "https://boards.greenhouse.io/snowpeak/jobs/4011223")

    results = taken("snowpeak.example.json")

    assert [result.items for result in accepted(results)] == [
        (
            Signal(
                company=key("domain/snowpeak.example"),
                kind=SignalKind.HIRING,
                id="greenhouse:4011223",
                title="Account Executive role posted (Oslo)",
                on=date(2026, 11, 12),
                ref=ref,
            ),
            Company(key("domain/snowpeak.example"), "Snowpeak", ref, SEEN, domains=("snowpeak.example",)),
        )
    ]


def test_a_lever_posting_is_dated_in_milliseconds_and_its_company_named_by_the_file() -> None:
    ref = Ref("signals", "nordlys-as.json", 1, "https://jobs.lever.co/nordlys/5b1f-lever-1")

    assert [result.items for result in accepted(taken("nordlys-as.json"))] == [
        (
            Signal(
                company=key("name/nordlys as"),
                kind=SignalKind.HIRING,
                id="lever:5b1f-lever-1",
                title="Head of RevOps role posted (Bergen)",
                on=date(2026, 11, 12),
                ref=ref,
            ),
            Company(key("name/nordlys as"), "nordlys as", ref, SEEN),
        )
    ]


def test_an_ashby_posting_counts_unless_it_is_unlisted() -> None:
    told = [(signal.id, signal.title, signal.on) for signal in signals(taken("kelpworks.example.json"))]

    assert told == [("ashby:ab12", "Enterprise AE role posted (Remote)", date(2026, 11, 3))]


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("snowpeak.example.json", Guess("postings not read", "1", "they are hidden or for no role")),
        ("kelpworks.example.json", Guess("postings not read", "1", "they are hidden or for no role")),
        ("edgar.json", Guess("filings not read", "2", "they are no 8-K with item 5.02 or 2.05")),
    ],
)
def test_what_is_no_row_of_a_feed_is_counted_in_a_note(name: str, left_out: Guess) -> None:
    assert notes(name) == [left_out]


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("snowpeak.example.json", [(2, "first_published")]),
        ("nordlys-as.json", [(2, "text")]),
        ("kelpworks.example.json", [(2, "publishedAt")]),
        ("funding_rounds.csv", [(4, "announced_on")]),
        ("rounds_export.csv", [(4, "announced_on")]),
        ("edgar.json", [(3, "filingDate")]),
    ],
)
def test_a_bad_row_of_each_feed_names_its_field(name: str, bad: list[tuple[int, str]]) -> None:
    assert rejected(name) == bad


def test_a_funding_round_is_a_signal_on_the_day_of_its_announcement() -> None:
    ref = Ref("signals", "funding_rounds.csv", 2)

    first = accepted(taken("funding_rounds.csv"))[0]

    assert first.items == (
        Signal(
            company=key("mention/org-1"),
            kind=SignalKind.FUNDING,
            id="crunchbase:rnd-1",
            title="Series B: EUR 12,000,000 raised",
            on=date(2024, 5, 14),
            ref=ref,
        ),
        Company(key("mention/org-1"), "Snowpeak", ref, SEEN, ids=("crunchbase:-:organization:org-1",)),
    )


def test_a_round_known_to_the_year_counts_from_the_last_day_that_it_can_mean() -> None:
    second = signals(taken("funding_rounds.csv"))[1]

    assert (second.title, second.on) == ("Seed: USD 500,000 raised in 2013", date(2013, 12, 31))


def test_a_round_of_the_running_year_counts_from_the_day_of_the_file() -> None:
    second = signals(taken("funding_rounds.csv", date(2013, 6, 1)))[1]

    assert second.on == date(2013, 6, 1)


def test_an_exported_round_links_to_its_page() -> None:
    url = "https://www.crunchbase.com/funding_round/kelpworks-seed--22bb"

    second = signals(taken("rounds_export.csv"))[1]

    assert second.ref == Ref("signals", "rounds_export.csv", 3, url)
    assert (second.id, second.title, second.on) == (f"crunchbase:{url}", "Seed raised in 2021", date(2021, 12, 31))


def test_a_filing_with_two_telling_items_is_two_signals_on_the_day_of_the_filing() -> None:
    url = "https://www.sec.gov/Archives/edgar/data/9990001/000999000126000005/restructuring.htm"
    ref = Ref("signals", "edgar.json", 1, url)
    company = key("cik/9990001")

    first = accepted(taken("edgar.json"))[0]

    assert first.items == (
        Signal(
            company=company,
            kind=SignalKind.LEADERSHIP_CHANGE,
            id="0009990001-26-000005",
            title="Change of directors or officers (8-K)",
            on=date(2026, 11, 6),
            ref=ref,
        ),
        Signal(
            company=company,
            kind=SignalKind.REORG,
            id="0009990001-26-000005/2.05",
            title="Restructuring or exit costs (8-K)",
            on=date(2026, 11, 6),
            ref=ref,
        ),
        Company(
            key=company,
            name="Snowpeak Holdings, Inc.",
            ref=ref,
            seen_on=SEEN,
            domains=("snowpeak.example",),
            ids=("edgar:-:company:9990001",),
            industry="Services-Prepackaged Software",
        ),
    )


def test_an_event_before_its_filing_is_told_in_the_title_and_nobody_knew_it_earlier() -> None:
    amendment = signals(taken("edgar.json"))[2]

    assert amendment.on == date(2026, 9, 28)
    assert amendment.title == "Change of directors or officers on 2026-09-25 (8-K/A)"
    assert amendment.ref.url is not None
    assert amendment.ref.url.endswith("/000999000126000003/0009990001-26-000003-index.htm")


def test_column_arrays_of_different_lengths_are_refused_as_a_whole() -> None:
    document = json.loads((FIXTURES / "edgar.json").read_bytes())
    document["filings"]["recent"]["items"].pop()
    content = json.dumps(document).encode()

    with pytest.raises(BadFile, match=r"lists of one length"):
        opened("edgar.json", lambda: BytesIO(content), len(content))


@pytest.mark.skipif(not SUBMISSIONS.exists(), reason="the real EDGAR answer is not beside this checkout")
def test_a_real_edgar_answer_gives_every_change_of_leaders_with_its_dates_and_numbers() -> None:
    recent: dict[str, list[Any]] = json.loads(SUBMISSIONS.read_bytes())["filings"]["recent"]
    columns = ("form", "items", "accessionNumber", "filingDate", "reportDate", "primaryDocument")
    expected = {
        number: (filed, happened, f"{number.replace('-', '')}/{document}")
        for form, items, number, filed, happened, document in zip(*(recent[name] for name in columns), strict=True)
        if form.startswith("8-K") and "5.02" in items.split(",")
    }

    told = signals(opened("company_submission.json", lambda: SUBMISSIONS.open("rb"), SUBMISSIONS.stat().st_size))

    assert len(told) == len(expected) == 22
    assert {signal.kind for signal in told} == {SignalKind.LEADERSHIP_CHANGE}
    assert {signal.company for signal in told} == {key("cik/1318605")}
    for signal in told:
        filed, happened, address = expected[signal.id]
        assert signal.on == date.fromisoformat(filed)
        assert (happened in signal.title) == (happened != filed)
        assert signal.ref.url == f"https://www.sec.gov/Archives/edgar/data/1318605/{address}"


def test_a_signal_always_comes_with_the_record_of_its_company() -> None:
    for path in sorted(FIXTURES.iterdir()):
        for result in accepted(taken(path.name)):
            companies = {item.key for item in result.items if isinstance(item, Company)}

            assert {item.company for item in result.items if isinstance(item, Signal)} == companies
