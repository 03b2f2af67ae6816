"""`make refresh`: fetch, stage, show what changes, and with the reader's word put it in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier import paths, words
from dossier.errors import DossierError
from dossier.refresh import accepting, account, changes
from dossier.refresh.fetching import USUAL, Limits, Progress, cache_folder, fetch
from dossier.refresh.releases import Release
from dossier.refresh.staging import stage

#: Gives, for a release, what is told of its bytes as they come.
Watch = Callable[[Release], Progress]


@dataclass(frozen=True)
class Found:
    """What a refresh found.

    Parameters
    ----------
    lines : tuple of str
        What changes.
    failed : mapping
        Release or table that could not be taken, to why not.
    """

    lines: tuple[str, ...]
    failed: Mapping[str, DossierError]


def refresh(
    wanted: Sequence[Release],
    watch: Watch,
    accept: bool = False,
    verdicts: bool = True,
    limits: Limits = USUAL,
) -> Found:
    """Fetch releases and tell what they change.

    Parameters
    ----------
    wanted : sequence of Release
        What to fetch.
    watch : callable
        Gives what is told of the bytes of a release as they come.
    accept : bool
        Whether to put the newer tables in place. Nothing is, if a release or a table failed.
    verdicts : bool
        Whether to work out verdicts, answers and titles, which takes minutes.
    limits : Limits
        What a fetch may take.

    Raises
    ------
    DossierError
        If accepting failed.
    """
    accepting.recover()
    known = accepting.state()
    files, failed = {}, {}
    for release in wanted:
        try:
            files[release.id] = fetch(release, cache_folder(), watch(release), limits)
        except DossierError as failure:
            failed[release.id] = failure
    staged = stage(files, {release.id: release for release in wanted}, paths.work_dir() / "refresh")
    failed |= staged.refused
    lines = [str(change) for change in changes.of_tables(staged.tables, staged.data)]
    if verdicts and staged.tables:
        lines += _said(staged.tables, staged.data)
    if accept and not failed and staged.tables:
        accepting.put_in_place(staged.data, known)
    return Found(tuple(lines), failed)


def _said(tables: Sequence[str], data: Path) -> list[str]:
    before = account.of_data(paths.data_dir())
    before["titles"] = account.published()
    return changes.of_accounts(before, account.of_data(data, account.touched(tables)))


def not_accepted(failed: Mapping[str, DossierError]) -> DossierError:
    """Return what to say where something failed and a reader accepts, or nothing is left to show."""
    return DossierError(
        words.listing(failed),
        "not taken, so nothing was put in place",
        "releases that can be fetched and read",
        "Name others with --only, or try again later.",
    )
