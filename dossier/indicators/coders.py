"""The coders of the sheet of acts: what stands by the codes of each, and how far they agree."""

from __future__ import annotations

import pandas as pd

#: Columns that two coders filled in apart from each other.
CODED = ("kind", "form", "level", "present", "format", "topic", "effect")


def as_coded(acts: pd.DataFrame, codings: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Return the acts with one coder's codes in place of those that stand, where that coder coded them as acts.

    An act that stands in several records takes the codes of the first of them.

    Parameters
    ----------
    acts : pandas.DataFrame
        `evidence/acts`.
    codings : pandas.DataFrame
        `evidence/act_codings`.
    coder : str
        `first`, `second`, or `settled` for what stands.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({"act_id": ["T1", "T2"], **dict.fromkeys(CODED), "kind": "contact"})
    >>> codings = acts.assign(coder="second", kind="legitimation", is_act=["yes", "no"], record=["R1", "R2"])
    >>> as_coded(acts, codings, "second")[["act_id", "kind"]].to_numpy().tolist()
    [['T1', 'legitimation']]
    >>> as_coded(acts, codings, "settled")["kind"].tolist()
    ['contact', 'contact']
    """
    if coder == "settled":
        return acts
    theirs = codings[codings["coder"].eq(coder) & codings["is_act"].eq("yes")].dropna(subset="act_id")
    theirs = theirs.sort_values("record").drop_duplicates("act_id").set_index("act_id")[list(CODED)]
    changed = acts.set_index("act_id")
    changed.update(theirs)
    refused = codings[codings["coder"].eq(coder) & codings["is_act"].eq("no")]["act_id"].dropna()
    lost = set(refused) - set(theirs.index)
    return changed[~changed.index.isin(lost)].reset_index()[acts.columns.tolist()]


def kappa(first: pd.Series, second: pd.Series) -> float:
    """Return Cohen's kappa of two codings: agreement beyond what their own frequencies would give by chance.

    Parameters
    ----------
    first, second : pandas.Series
        Codes of the same records in the same order.

    Returns
    -------
    float
        1 where all agree; 0 where they agree as often as by chance.

    Examples
    --------
    >>> import pandas as pd
    >>> kappa(pd.Series(["a", "a", "b", "b"]), pd.Series(["a", "b", "b", "b"]))
    0.5
    """
    agreed = float((first.to_numpy() == second.to_numpy()).mean())
    one, other = first.value_counts(normalize=True), second.value_counts(normalize=True)
    by_chance = float((one * other.reindex(one.index, fill_value=0.0)).sum())
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def agreement(codings: pd.DataFrame, acts: pd.DataFrame, coder: str = "second") -> pd.DataFrame:
    """Compare one coder with the first, or the third with what stands.

    Parameters
    ----------
    codings : pandas.DataFrame
        `evidence/act_codings`.
    acts : pandas.DataFrame
        `evidence/acts`, with which the third coder is compared.
    coder : str
        `second` or `third`.

    Returns
    -------
    pandas.DataFrame
        Indexed by column: records, agreed (share), kappa. The last row, `dates`, tells in how many records that both
        date the spans of days meet; it has no kappa.

    Examples
    --------
    >>> import pandas as pd
    >>> days = {"date_from": pd.Timestamp("2015-01-01"), "date_to": pd.Timestamp("2015-01-31")}
    >>> both = pd.DataFrame({"record": [1, 2, 3, 4], "is_act": "yes", **dict.fromkeys(CODED), **days})
    >>> first = both.assign(coder="first", kind=["contact", "contact", "material", "material"])
    >>> second = both.assign(coder="second", kind=["contact", "material", "material", "material"])
    >>> agreement(pd.concat([first, second]), acts=both).loc["kind"].to_dict()
    {'records': 4.0, 'agreed': 0.75, 'kappa': 0.5}
    """
    chosen = codings[codings["coder"].eq(coder) & codings["is_act"].eq("yes")].set_index("record")
    if coder == "third":
        chosen = chosen.dropna(subset=["act_id"])
        base = acts.set_index("act_id").loc[chosen["act_id"]].set_axis(chosen.index)
    else:
        base = codings[codings["coder"].eq("first")].set_index("record").loc[chosen.index]
    rows = {}
    for column in CODED:
        coded = chosen[column].notna() & base[column].notna()
        one, other = base.loc[coded, column], chosen.loc[coded, column]
        if len(one):
            rows[column] = len(one), float((one == other).mean()), kappa(one, other)
    dated = chosen["date_from"].notna()
    meet = (base["date_from"] <= chosen["date_to"]) & (chosen["date_from"] <= base["date_to"])
    rows["dates"] = int(dated.sum()), float(meet[dated].mean()), float("nan")
    return pd.DataFrame.from_dict(rows, orient="index", columns=["records", "agreed", "kappa"]).rename_axis(
        "column"
    )
