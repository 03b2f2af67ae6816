"""The scales of the book: verdict, likelihood and confidence, and the rank of a source."""

#: From best to worst for the statement; `untestable` stands apart.
VERDICTS = ("supported", "mostly supported", "mixed", "mostly unsupported", "refuted", "untestable")
#: Words of ICD 203, from least to most likely.
LIKELIHOODS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
#: What stands in place of a likelihood where there is none to state.
NO_LIKELIHOOD = "none stated"
#: Whether a likelihood can be stated and, where not, why; what the tests do not settle has none either.
LIKELIHOOD_ASKED = {
    "yes": "the tests do not settle it",
    "definition": "a question of definition",
    "half-known": "known to be true in part",
}
CONFIDENCES = ("high", "moderate", "low")
#: What a source is, from best to worst; `data/evidence/codebook.md` says what each means.
RANKS = ("official", "agency", "press", "secondary", "weak")
