"""UN General Debate Corpus: how often each state's yearly speech names Afghanistan and what it joins to it."""

from __future__ import annotations

from dossier.ingest.reading import WHOLE, like
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.tables.speech import SPEECH_TERMS, WINDOW_TERMS

#: Speakers that are not states.
NOT_STATES = {"EU"}
SPEAKER = like("[A-Z]{3}|EU", "a code of three letters or EU")
#: Last debate at which the corpus' code RUS stands for the Soviet Union.
LAST_SOVIET_DEBATE = 1991


@derives(
    "diplomacy/general_debate_terms",
    {"ungdc-afghanistan": "UN General Debate Corpus, V13"},
    kept="Counts of words in every state's speech since 1979, for the whole speech and for the Afghan window: "
    "each sentence that names Afghanistan, Kabul or the Taliban with one sentence either side. The European "
    "Union is left out; the Soviet Union, which the corpus codes as Russia, is a speaker of its own to 1991.",
)
def general_debate_terms(sources: Sources):
    """Counts of words by speaker and year."""
    window = {f"win_{name}": f"window_{name}" for name in WINDOW_TERMS}
    names = {"iso3": "speaker", "n_words": "words", "win_words": "window_words", **window}
    columns = ["iso3", "year", "n_words", *SPEECH_TERMS, "win_words", "afghan_sentences", *window]
    cells = dict.fromkeys(columns, WHOLE) | {"iso3": SPEAKER}
    raw = sources.csv("ungdc-afghanistan", "ungdc_term_counts_1979_2024.csv.gz", columns, cells=cells)
    frame = raw[~raw["iso3"].isin(NOT_STATES)].rename(columns=names)
    soviet = frame["speaker"].eq("RUS") & frame["year"].le(LAST_SOVIET_DEBATE)
    frame = frame.assign(speaker=frame["speaker"].mask(soviet, "SUN"))
    return frame.sort_values(["speaker", "year"], ignore_index=True)
