"""What an import says of itself."""

from coursesite.blog.importing.reporting import doubt_lines, left_lines

FORM = "A form was left out."


def test_what_is_so_of_many_is_one_line_that_names_them_all() -> None:
    doubts = [("One", FORM, 1), ("One", "It was private.", 1), ("Two", FORM, 2), ("Three", FORM, 1)]
    assert doubt_lines(doubts) == ["A form was left out (4 times): “One”, “Two”, “Three”.", "“One”: It was private."]


def test_what_is_so_of_two_stands_with_each_entry_by_entry() -> None:
    doubts = [("One", FORM, 1), ("Two", FORM, 2), ("One", "It was private.", 1)]
    assert doubt_lines(doubts) == [
        "“One”: A form was left out.",
        "“One”: It was private.",
        "“Two”: A form was left out. (2 times)",
    ]


def test_what_is_so_of_the_whole_file_comes_first() -> None:
    doubts = [("One", FORM, 1), ("", "Three dates came without a time zone: read as UTC.", 1)]
    assert doubt_lines(doubts)[0] == "Three dates came without a time zone: read as UTC."


def test_a_kind_keeps_its_own_letters() -> None:
    assert left_lines({"left": {"entry:MyPlugin": 1}}) == ["One entry of the kind “MyPlugin”."]
