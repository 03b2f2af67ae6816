"""Which pages a build writes: those that changed and those that show something of them, or all.

What a page shows of others (titles in the lists of pages, neighbours, numbers of figures, terms) is compared as a
whole with the last build's: if any of it moved, every page is written.
"""

from __future__ import annotations

import hashlib
import json
import os

from dossier.site import executing

#: Set by a build: `all` or `anew` to write every page, `changed` to write what changed.
PAGES = "DOSSIER_PAGES"


def setup(app) -> None:
    """Wire it into Sphinx."""
    app.connect("config-inited", use_executed, priority=100)
    app.dossier_all = os.environ.get(PAGES, "anew") != "changed"
    app.dossier_written = set()
    app.connect("env-get-outdated", reread)
    app.connect("env-purge-doc", forget)
    app.connect("doctree-read", note)
    # After Sphinx has numbered sections and figures anew.
    app.connect("env-get-updated", choose, priority=900)


def use_executed(app, config) -> None:
    """Have the book read the executed notebooks that `dossier.site.executing` keeps, brought up to date."""
    config.nb_execution_cache_path = str(executing.caches() / "notebooks")
    if PAGES not in os.environ:
        executing.execute(lambda line: print(line, flush=True))


def reread(app, env, added, changed, removed) -> list[str]:
    """Return the pages whose notebook was executed since they were read."""
    seen = getattr(env, "dossier_executions", {})
    return [page for page, digest in seen.items() if page in env.found_docs and digest != _execution(page)]


def forget(app, env, docname) -> None:
    """Forget a page that is read anew."""
    for known in ("dossier_executions", "dossier_lookers"):
        getattr(env, known, {}).pop(docname, None)


def note(app, doctree) -> None:
    """Note which execution a page shows, and whether it shows what other pages say."""
    from sphinx import addnodes

    from dossier.site.minutes import minutes

    env = app.env
    app.dossier_written.add(env.docname)
    env.dossier_executions = getattr(env, "dossier_executions", {}) | {env.docname: _execution(env.docname)}
    # Sphinx forgets the index entries of a page that is not written.
    if next(doctree.findall(minutes), None) or next(doctree.findall(addnodes.index), None):
        env.dossier_lookers = getattr(env, "dossier_lookers", {}) | {env.docname: True}


def choose(app, env) -> list[str]:
    """Return the pages to write beside those that were read."""
    around = _around(app)
    same = getattr(env, "dossier_around", None) == around
    env.dossier_around = around
    app.dossier_all = app.dossier_all or not same
    lookers = getattr(env, "dossier_lookers", {})
    app.dossier_written |= {*env.found_docs} if app.dossier_all else {*lookers}
    return sorted(app.dossier_written)


def is_written(app, page: str) -> bool:
    """Tell whether this build writes a page."""
    return page in app.env.found_docs and (app.dossier_all or page in app.dossier_written)


def _execution(page: str) -> str:
    try:
        return hashlib.sha256(executing.Chapter(page).record.read_bytes()).hexdigest()
    except OSError:
        return ""


def _around(app) -> str:
    """Return a hash of what any page may show of the others."""
    from dossier.site import figures
    from dossier.site.terms import GLOSSARY, REFERENCES

    env = app.env
    shown = {
        "titles": {page: title.astext() for page, title in env.titles.items()},
        "contents": {page: list(below) for page, below in env.toctree_includes.items()},
        "figures": [(key, place.chapter, place.in_cell) for key, place in figures.places(env).items()],
        "numbers": {page: str(numbers) for page, numbers in env.toc_fignumbers.items()},
        "labels": sorted(map(str, env.domaindata["std"]["labels"].items())),
        "cited": sorted({each.key for ref in env.get_domain("cite").citation_refs for each in ref.targets}),
        "lists": [_words(env, page) for page in (GLOSSARY, REFERENCES)],
    }
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _words(env, page: str) -> str:
    return env.get_doctree(page).astext() if page in env.found_docs else ""
