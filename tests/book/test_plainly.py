"""Every verdict, likelihood and confidence has its plain words."""

import pytest

from dossier.book import plainly
from dossier.scales import CONFIDENCES, LIKELIHOODS, NO_LIKELIHOOD, VERDICTS
from dossier.verdicts.scale import Verdict


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("likelihood", [*LIKELIHOODS, NO_LIKELIHOOD])
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_each_combination_reads_as_short_sentences(verdict, likelihood, confidence):
    told = plainly.sentences(
        Verdict("rule", "A statement", verdict, likelihood, "why", confidence=confidence)
    )
    assert told.endswith(".")
    # What cannot be told, nobody is sure of.
    assert told.count(". ") == (1 if verdict == "untestable" else 2)
    assert all(part[0].isupper() for part in told.split(". "))
