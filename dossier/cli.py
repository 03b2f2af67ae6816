"""The command line: `python -m dossier …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from dossier import catalogue, checks, declarations, locked, offline, paths, placing, words
from dossier.errors import DossierError, of_the_disk
from dossier.refresh import accepting

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Derive, check and build the dossier.")
# One message a line, whatever the terminal's width: messages are also read by tools.
say = Console(stderr=True, soft_wrap=True, highlight=False)


@app.command()
def ingest(
    sources: Annotated[Path, typer.Option(help="Folder with one folder a dataset, each with a SOURCE.toml.")],
    table: Annotated[list[str] | None, typer.Option(help="Derive only this table; may be repeated.")] = None,
):
    """Derive the tidy tables in data/ from publishers' files."""
    from dossier.ingest.recipes import derive_all, recipes
    from dossier.ingest.sources import Sources

    for name in table or []:
        catalogue.table(name)
    total = len(table or recipes())
    with Progress(console=say) as progress:
        task = progress.add_task("deriving tables", total=total)
        for card in derive_all(Sources(sources), table):
            progress.update(task, advance=1, description=card.table)
    say.print(f"{total} tables in {paths.shown(paths.data_dir())}/")


@app.command()
def refresh(
    only: Annotated[list[str] | None, typer.Option(help="Fetch only this release; may be repeated.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Put the newer tables in place.")] = False,
    verdicts: Annotated[bool, typer.Option(help="Also work out verdicts, answers and titles.")] = True,
):
    """Fetch newer releases from their publishers and show what they change; nothing changes without --accept."""
    from dossier.refresh.releases import by_hand, chosen, releases
    from dossier.refresh.run import not_accepted
    from dossier.refresh.run import refresh as fetch_and_compare

    wanted = chosen(releases(), only or [])
    with Progress(console=say) as progress:

        def watch(release):
            task = progress.add_task(f"{release.id} from {release.host}", total=release.bytes or None)
            return lambda come, whole: progress.update(task, completed=come, total=whole or None)

        found = fetch_and_compare(wanted, watch, accept, verdicts)
    failures = dict.fromkeys(f"not taken: {failure}" for failure in found.failed.values())
    for line in [*found.lines, *failures, *([] if only else by_hand())]:
        say.print(line, markup=False)
    if found.failed and (accept or not found.lines):
        raise not_accepted(found.failed)
    say.print("the newer tables are in place" if accept else "nothing was changed; --accept puts it in place")


@app.command()
def check():
    """Load every table against its card and contract."""
    checks.check_tables()
    say.print(f"{len(catalogue.names())} tables agree with their cards and contracts")


@app.command()
def seal(
    table: Annotated[str | None, typer.Argument(help="A table; without one only the data package.")] = None,
):
    """Accept a table as it lies on disk: check it and write its hash into its card and the data package."""
    if table:
        catalogue.seal(table)
    else:
        catalogue.seal_package()
    say.print(f"{table or 'data package'} sealed")


@app.command()
def declare():
    """Record battery, drivers and grids as they stand in the rules; a change needs its line of deviation."""
    changed = declarations.declare()
    say.print(f"recorded: {words.listing(changed)}")


@app.command()
def build(
    target: Annotated[Path, typer.Option(help="Where to build.")] = paths.ROOT / "_build",
    scheduler: Annotated[
        str,
        typer.Option(
            envvar=offline.SCHEDULER,
            help="Where grids, permutations and simulations run: serial, processes, or a Dask scheduler at "
            "tcp://host:port. The results are the same.",
        ),
    ] = "serial",
    draft: Annotated[
        bool,
        typer.Option(
            "--draft", help="Mark paragraphs that no longer fit their verdicts, and do not stop at them."
        ),
    ] = False,
):
    """Build the book; the last good one stays where it is if the build fails."""
    from dossier.inference.dispatch import appoint
    from dossier.site.build import build as build_book

    appoint(scheduler)
    page = build_book(target, lambda line: say.print(line, markup=False), draft)
    say.print(f"The book is at {page.resolve().as_uri()}", style="bold green")


@app.command()
def take_along(
    target: Annotated[Path, typer.Option(help="Where the book was built.")] = paths.ROOT / "_build",
):
    """Make PDF, EPUB and zip files from the built book; needs the environment that tests run in."""
    from dossier.site.take_along import take_along as make

    folder = make(target, lambda line: say.print(line, markup=False))
    say.print(f"The files are in {paths.shown(folder)}/, and linked in the built book", style="bold green")


@app.command()
def licences():
    """List the licence of every locked package, as its own metadata names it."""
    say.print(f"{locked.list_licences()} packages in {locked.LICENCES}")


@app.command()
def verify(
    manifest: Annotated[Path, typer.Argument(help="The manifest of a published book.")] = paths.ROOT
    / "_build"
    / "html"
    / "manifest.csv",
    kept: Annotated[
        Path | None,
        typer.Option(
            help="Take over what a build worked out for all chapters (_build/kept): less of a test."
        ),
    ] = None,
):
    """Build the book anew from a clean copy and compare every byte with a manifest; exit status 1 if any differs."""
    from dossier.site.verifying import verify as compare

    found = compare(manifest, lambda line: say.print(line, markup=False), kept)
    for line in found.lines:
        say.print(line, markup=False)
    if found.lines:
        say.print(f"{len(found.lines)} files differ from {paths.shown(manifest)}", style="bold red")
        raise typer.Exit(1)
    say.print(f"Every byte is the same. Tree hash: {found.manifest.hash}", style="bold green")


def main():
    """Run a command; a failure that the reader can mend is one message and exit status 1."""
    try:
        placing.recover()
        accepting.recover()
        app()
    except DossierError as failure:
        _end(failure)
    except OSError as refused:
        failure = of_the_disk(refused)
        if failure is None:
            raise
        _end(failure)


def _end(failure: DossierError) -> NoReturn:
    say.print(f"error: {failure}", style="bold red", markup=False)
    raise SystemExit(1) from None
