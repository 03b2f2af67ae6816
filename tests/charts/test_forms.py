"""Forms draw a figure from a series and a file of words."""

import pandas as pd
import pytest

from dossier.charts import figure as declared
from dossier.charts import forms
from dossier.errors import FigureError

WORDS = """# China met them more often than Russia

Meetings

caption: Most with {{ bars[0] }}.

alt: Bars: {{ bars | listing }}.

columns:
- counterpart
- meetings
"""
MET = pd.Series({"CHN": 215, "RUS": 69}, name="meetings").rename_axis("counterpart")


def drawn(met, tmp_path, monkeypatch):
    monkeypatch.setattr(declared, "FOLDER", tmp_path)
    (tmp_path / "r3-met.md").write_text(WORDS, encoding="utf-8")
    return forms.by_state("r3-met", met, met["CHN"] > met["RUS"], ("diplomacy/taliban_meetings",))


def test_states_are_drawn_named_and_described(tmp_path, monkeypatch):
    exhibit = drawn(MET, tmp_path, monkeypatch)
    assert exhibit.alt == "Bars: China 215 and Russia 69."
    assert exhibit.data.to_numpy().tolist() == [["CHN", 215], ["RUS", 69]]
    assert exhibit.fields["meetings"].meaning == "Meetings that the Taliban announced"
    assert [bar.get_width() for bar in exhibit.figure.axes[0].patches] == [69, 215]


def test_a_title_that_no_longer_holds_stops_by_name(tmp_path, monkeypatch):
    with pytest.raises(FigureError, match=r"more often than Russia.*the data do not"):
        drawn(MET.iloc[::-1].set_axis(MET.index), tmp_path, monkeypatch)
