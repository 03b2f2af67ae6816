"""Tables in Markdown: their form, and rows that do not fit."""

import pytest

from dossier import markdown


def test_columns_whose_head_ends_with_a_colon_are_aligned_to_the_right():
    written = markdown.table(("A", "B:", "C: D"), [("x", "1", "y:"), ("", "2", "a\nb")])
    assert written == "| A | B | C: D |\n|---|---:|---|\n| x | 1 | y: |\n|  | 2 | a\nb |"


def test_a_table_without_rows_is_its_head():
    assert markdown.table(("A",), iter(())) == "| A |\n|---|"


@pytest.mark.parametrize("row", [("x",), ("x", "y", "z")])
def test_a_row_has_as_many_cells_as_there_are_columns(row):
    with pytest.raises(ValueError, match=r"zip\(\)"):
        markdown.table(("A", "B"), [row])
