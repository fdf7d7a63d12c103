from ingest.intake.naming import names_apart


def test_files_of_one_name_get_a_number() -> None:
    assert names_apart([("a.csv", None), ("b.csv", None), ("a.csv", None)]) == ["a.csv", "b.csv", "a.csv (2)"]


def test_a_content_that_was_taken_in_before_keeps_its_number() -> None:
    assert names_apart([("a.csv", "a.csv (2)")]) == ["a.csv (2)"]
    assert names_apart([("a.csv", "a.csv (2)"), ("a.csv", "a.csv")]) == ["a.csv (2)", "a.csv"]


def test_a_new_file_takes_the_first_free_number() -> None:
    names = names_apart([("a.csv", None), ("a.csv", "a.csv"), ("a.csv", "a.csv (2)")])

    assert names == ["a.csv (3)", "a.csv", "a.csv (2)"]


def test_a_correction_takes_the_number_of_what_it_corrects() -> None:
    assert names_apart([("a.csv", "a.csv (2)"), ("a.csv", None)]) == ["a.csv (2)", "a.csv"]


def test_one_content_twice_in_a_call_gets_two_names() -> None:
    assert names_apart([("a.csv", "a.csv"), ("a.csv", "a.csv")]) == ["a.csv", "a.csv (2)"]


def test_a_content_that_came_under_another_name_has_its_own_now() -> None:
    assert names_apart([("a.csv", "b.csv"), ("b.csv", None)]) == ["a.csv", "b.csv"]
