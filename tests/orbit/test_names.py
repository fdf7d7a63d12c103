"""Names and identifiers meet when they are the same, and only then."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.names import (
    company_core,
    compatible_cores,
    email_address,
    folded,
    is_no_company,
    is_role_mailbox,
    is_shared_domain,
    linkedin_company_slug,
    linkedin_slug,
    person_name,
    same_first_name,
    same_last_name,
    spelt_by_slug,
    system_id,
    unaccented,
    web_domain,
)

slugs = st.text(st.characters(categories=["Ll", "Nd"], include_characters="-_"), min_size=1, max_size=30)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_folding_takes_away_case_blanks_and_what_nobody_sees() -> None:
    assert folded("  \uff21CME\u200b\u00ad \t Straße\x00 ") == "acme strasse"


def test_accents_and_special_letters_become_plain() -> None:
    assert unaccented("Łukasz Ångström Çelik Øre") == "lukasz angstrom celik ore"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/in/Ana-Ruiz-1b/",
        "http://de.linkedin.com/in/ana-ruiz-1b?trk=x",
        "linkedin.com/in/ana-ruiz-1b",
        "www.linkedin.com/in/ana-ruiz-1b/details/experience",
        " HTTPS://LINKEDIN.COM/IN/ANA-RUIZ-1B#top ",
        "https://www.linkedin.com/in/ana%2Druiz%2D1b",
    ],
)
def test_every_spelling_of_a_profile_address_is_one_slug(address: str) -> None:
    assert linkedin_slug(address) == "ana-ruiz-1b"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/pub/ana-ruiz/1/2b/3c",
        "https://www.linkedin.com/sales/lead/ACwAAAF1,NAME_SEARCH",
        "https://www.linkedin.com/in/ACwAABcdEfGhIjKlMnOpQrStUvWxYz0123456",
        "https://www.linkedin.com/company/acme",
        "https://notlinkedin.com/in/ana",
        "https://linkedin.com.evil.example/in/ana",
        "https://linkedin.com@evil.example/in/ana",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/in/a%2Fb",
        "https://www.linkedin.com/in/%ff",
        "ana-ruiz",
        "",
    ],
)
def test_what_is_no_profile_address_has_no_slug(address: str) -> None:
    assert linkedin_slug(address) is None


@given(slugs)
def test_a_slug_survives_being_made_an_address_again(slug: str) -> None:
    once = linkedin_slug(f"https://www.linkedin.com/in/{slug}")

    assert once is None or linkedin_slug(f"linkedin.com/in/{once}/") == once


def test_company_pages_have_a_slug_of_their_own() -> None:
    assert linkedin_company_slug("https://www.linkedin.com/company/Acme-Inc/about/") == "acme-inc"
    assert linkedin_company_slug("https://www.linkedin.com/in/ana") is None


def test_an_address_is_lower_cased_and_freed_of_blanks() -> None:
    assert email_address(" Ana.Ruiz+crm@Acme.Example ") == "ana.ruiz+crm@acme.example"


@pytest.mark.parametrize(
    "text",
    [
        "a@b)c@d.example",
        "Ana <ana@acme.example>",
        "ana@acme",
        "ana..ruiz@acme.example",
        "ana@-acme.example",
        "ana@acme.example, bo@acme.example",
        "an\u00e1@acme.example",
        "ana@acme.example\u200b",
        "ana@acme.c0m",
        f"{'a' * 65}@acme.example",
        "@acme.example",
        "",
    ],
)
def test_what_is_not_exactly_one_address_is_none(text: str) -> None:
    assert email_address(text) is None


@given(st.text(max_size=40))
def test_an_address_is_ascii_with_one_at_sign_and_stays_itself(text: str) -> None:
    found = email_address(text)

    assert found is None or (found.isascii() and found.count("@") == 1 and email_address(found) == found)


@pytest.mark.parametrize("email", ["info@acme.example", "no-reply@acme.example", "Sales.1@acme.example"])
def test_a_desk_is_no_person(email: str) -> None:
    assert is_role_mailbox(email)


def test_a_persons_mailbox_is_no_desk() -> None:
    assert not is_role_mailbox("ana.ruiz@acme.example")


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("https://www.Acme.example/about?x=1", "acme.example"),
        ("mail.eu.acme.example", "acme.example"),
        ("ana@acme.example", "acme.example"),
        ("http://user:secret@acme.example:8080/", "acme.example"),
        ("acme.example.", "acme.example"),
        ("https://shop.acme.co.uk/", "acme.co.uk"),
        ("acme.com", "acme.com"),
        ("acme.myshopify.com", "acme.myshopify.com"),
        ("bücher.de", "xn--bcher-kva.de"),
        ("co.uk", None),
        ("localhost", None),
        ("10.0.0.1", None),
        ("notes.txt", None),
        ("Acme", None),
        ("acme.com and bolt.com", None),
        ("", None),
    ],
)
def test_a_domain_is_the_part_that_somebody_registered(text: str, domain: str | None) -> None:
    assert web_domain(text) == domain


def test_plain_domains_do_not_load_the_suffix_list() -> None:
    program = (
        "import sys; from orbit.names import web_domain; web_domain('www.acme.com'); print('tldextract' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_freemail_and_site_builders_belong_to_nobody() -> None:
    shared = ["gmail.com", "yahoo.co.uk", "gmx.net", "linkedin.com", "bit.ly", "github.io"]

    assert all(is_shared_domain(domain) for domain in shared)
    assert not is_shared_domain("acme.example")


def test_both_lengths_of_a_salesforce_id_are_one() -> None:
    assert system_id("Salesforce:-:account:001A0000012abcDIAQ") == system_id("salesforce:-:account:001A0000012abcD")
    assert system_id("hubspot:-:company:123") == "hubspot:-:company:123"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz",
        "ANA RUIZ",
        "Ruiz, Ana",
        "Dr. Ana Ruiz",
        "Ana Ruiz, MBA",
        "Ana M. Ruiz PhD",
        "Ana (Anita) Ruiz",
        "\U0001f680 Ana Ruíz",
    ],
)
def test_titles_credentials_and_order_do_not_change_a_name(text: str) -> None:
    assert person_name(text).key == "ana ruiz"


def test_a_name_is_shown_as_it_was_written() -> None:
    name = person_name("Prof. Jürgen von der Lühe")

    assert (name.first, name.last) == ("Jürgen", "von der Lühe")


def test_particles_belong_to_the_last_name() -> None:
    assert person_name("Jan van der Berg").lasts == person_name("van der Berg, Jan").lasts == ("vanderberg",)


def test_short_credentials_are_not_taken_for_last_names_nor_the_other_way_round() -> None:
    assert person_name("Jack Ma").last == "Ma"
    assert person_name("Jane Doe MD").last == "Doe"


def test_a_father_and_a_son_keep_their_generation() -> None:
    assert person_name("John Smith Jr.").generation == "jr"
    assert person_name("Smith, John III").generation == "iii"


@given(st.text(max_size=60))
def test_any_text_is_taken_apart_without_complaint(text: str) -> None:
    name = person_name(text)

    assert len(name.firsts) <= 2
    assert all(name.firsts) or name.firsts == ()


@pytest.mark.parametrize(
    ("left", "right"), [("Bob", "Robert"), ("J.", "John"), ("José", "Jose"), ("Jürgen", "Juergen"), ("Mike", "Michael")]
)
def test_first_names_of_one_person_agree(left: str, right: str) -> None:
    assert same_first_name(left, right)
    assert same_first_name(right, left)


@pytest.mark.parametrize(("left", "right"), [("Bob", "Rob"), ("Alexander", "Alexandra"), ("Ana", "Anna"), ("", "Ana")])
def test_short_forms_do_not_chain(left: str, right: str) -> None:
    assert not same_first_name(left, right)


def test_umlauts_meet_both_ways_of_writing_them() -> None:
    umlaut, spelt, bare = (person_name(f"Eva {last}") for last in ("Müller", "Mueller", "Muller"))

    assert same_last_name(umlaut, spelt)
    assert same_last_name(umlaut, bare)
    assert not same_last_name(spelt, bare)


def test_a_slug_spells_out_a_last_name_that_was_cut_short() -> None:
    cut = person_name("Ana R.")
    spelt = spelt_by_slug(cut, "ana-ruiz-1b2c3")

    assert spelt is not None
    assert spelt.key == "ana ruiz"
    assert spelt_by_slug(cut, "bo-ruiz") is None
    assert spelt_by_slug(person_name("Ana Ruiz"), "ana-ruiz") is None


@pytest.mark.parametrize(
    "name",
    [
        "Acme",
        "ACME, Inc.",
        "Acme L.L.C.",
        "Acme GmbH & Co. KG",
        "Acme Sp. z o.o.",
        "The Acme Co., Ltd.",
        "Acme | We are hiring!",
        "Acme • Better boxes",
        "Acme (formerly Bolt)",
        "Acme, f/k/a Bolt",
        "Acme (Germany)",
        "Ácmé\u200b S.A. de C.V.",
    ],
)
def test_spellings_of_one_company_have_one_core(name: str) -> None:
    assert company_core(name) == "acme"


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("A-B-C Company", "abc company"),
        ("Plan A", "plan a"),
        ("& Co.", "company"),
        ("Baker & Co.", "baker and company"),
        ("Baker & Co. Ltd", "baker and company"),
        ("AS Roma", "as roma"),
        ("SE Labs", "se labs"),
        ("The Company", "the company"),
        ("Ford Motor Company", "ford motor"),
        ("LLC", "llc"),
        ("Acme (Robotics)", "acme robotics"),
        ("International Business Machines (IBM)", "international business machines"),
        ("Buy Now Pay Later", "buy now pay later"),
        ("東京電力", "東京電力"),
    ],
)
def test_traps_in_company_names_keep_what_is_distinctive(name: str, core: str) -> None:
    assert company_core(name) == core


@given(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5),
    st.sampled_from(["Inc", "& Co.", "GmbH", "(UK)"]),
)
def test_a_core_is_never_empty(name: str, ending: str) -> None:
    assert company_core(name)
    assert company_core(f"{name} {ending}")
    assert company_core(ending)


@pytest.mark.parametrize(
    "name",
    [
        "Self-employed",
        "freelance",
        "Stealth AI Startup",
        "Confidential",
        "Retired",
        "N/A",
        "-",
        "Selbstständig",
        "Open to work",
    ],
)
def test_placeholders_are_no_company(name: str) -> None:
    assert is_no_company(name)


@pytest.mark.parametrize(
    "name", ["Acme", "Stealth Communications", "Seeking Alpha", "Looking Glass", "Retired Greyhounds Ltd"]
)
def test_companies_that_sound_like_placeholders_are_companies(name: str) -> None:
    assert not is_no_company(name)


def test_a_longer_name_goes_on_where_the_shorter_ends() -> None:
    assert compatible_cores("acme", "acme software")
    assert not compatible_cores("acme", "acmex")
    assert not compatible_cores("software", "acme software")


@pytest.mark.parametrize(
    ("left", "right"), [("fund vii", "fund viii"), ("fund", "fund vii"), ("acme", "acme 2"), ("acme", "acme france")]
)
def test_numbers_and_places_set_companies_apart(left: str, right: str) -> None:
    assert not compatible_cores(left, right)
