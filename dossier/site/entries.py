"""A work as an entry of a bibliography: a sentence, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re

from dossier import cited
from dossier.cited import Author, Entry

#: What a work is in BibTeX, RIS and CSL, by its type in the Citation File Format; `chapter` is a page of the book.
KINDS = {
    "chapter": ("incollection", "CHAP", "chapter"),
    "art": ("misc", "ART", "graphic"),
    "article": ("article", "JOUR", "article-journal"),
    "audiovisual": ("misc", "ADVS", "motion_picture"),
    "bill": ("misc", "BILL", "bill"),
    "blog": ("misc", "BLOG", "post-weblog"),
    "book": ("book", "BOOK", "book"),
    "catalogue": ("misc", "CTLG", "document"),
    "conference": ("proceedings", "CONF", "book"),
    "conference-paper": ("inproceedings", "CPAPER", "paper-conference"),
    "data": ("misc", "DATA", "dataset"),
    "database": ("misc", "DBASE", "dataset"),
    "dictionary": ("book", "DICT", "book"),
    "edited-work": ("book", "EDBOOK", "book"),
    "encyclopedia": ("book", "ENCYC", "book"),
    "film-broadcast": ("misc", "MPCT", "broadcast"),
    "government-document": ("techreport", "GOVDOC", "report"),
    "grant": ("misc", "GRANT", "document"),
    "hearing": ("misc", "HEAR", "hearing"),
    "legal-case": ("misc", "CASE", "legal_case"),
    "legal-rule": ("misc", "LEGAL", "legislation"),
    "magazine-article": ("article", "MGZN", "article-magazine"),
    "manual": ("manual", "BOOK", "book"),
    "map": ("misc", "MAP", "map"),
    "multimedia": ("misc", "MULTI", "document"),
    "music": ("misc", "MUSIC", "musical_score"),
    "newspaper-article": ("article", "NEWS", "article-newspaper"),
    "pamphlet": ("booklet", "PAMP", "pamphlet"),
    "patent": ("misc", "PAT", "patent"),
    "personal-communication": ("misc", "PCOMM", "personal_communication"),
    "proceedings": ("proceedings", "CONF", "book"),
    "report": ("techreport", "RPRT", "report"),
    "serial": ("misc", "SER", "periodical"),
    "slides": ("misc", "SLIDE", "speech"),
    "sound-recording": ("misc", "SOUND", "song"),
    "standard": ("misc", "STAND", "standard"),
    "statute": ("misc", "STAT", "legislation"),
    "thesis": ("phdthesis", "THES", "thesis"),
    "unpublished": ("unpublished", "UNPB", "manuscript"),
    "video": ("misc", "VIDEO", "motion_picture"),
    "website": ("misc", "ELEC", "webpage"),
}
SOFTWARE, OTHER = ("misc", "COMP", "software"), ("misc", "GEN", "document")
#: Types of BibTeX of works that stand in others, and what it calls the other.
INSIDE = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
#: What BibTeX calls the house that issued a work, where not its publisher.
HOUSES = {
    "techreport": "institution",
    "phdthesis": "school",
    "manual": "organization",
    "misc": "howpublished",
    "booklet": "howpublished",
}
#: Signs that mean something else to TeX.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}
#: Fields of BibTeX that hold addresses, which are taken as they stand.
VERBATIM = ("doi", "url")
#: What BibTeX calls the book's language.
LANGUAGES = {"en": "english"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def kinds(entry: Entry) -> tuple[str, str, str]:
    """Return what a work is in BibTeX, RIS and CSL."""
    return KINDS.get(entry.kind, SOFTWARE if entry.kind.startswith("software") else OTHER)


def plain_text(entry: Entry) -> str:
    """Return an entry as a reader may paste it into a text."""
    dated, kind = cited.dated(entry.version, entry.dated), kinds(entry)[0]
    if kind in INSIDE and entry.container:
        within = entry.container if INSIDE[kind] == "journal" else f"In {entry.container}"
        volume = (
            f"{entry.volume}{f' ({entry.issue})' if entry.issue else ''}" if entry.volume else entry.issue
        )
        inside = " ".join(filter(None, (within, volume)))
        said = [f"“{_stopped(entry.title)}”", _listed(inside, _pages(entry), dated)]
    else:
        # The authors of the book are its publishers too, and need not be said twice.
        house = entry.publisher if entry.publisher != cited.by(entry.authors) else ""
        said = [entry.title, _listed(entry.place, house, dated)]
        said[1] = said[1][:1].upper() + said[1][1:]
    doi = f"https://doi.org/{entry.doi}" if entry.doi else ""
    parts = [cited.by(entry.authors), *said, entry.note, doi, entry.url]
    return " ".join(_stopped(part) for part in parts if part)


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _pages(entry: Entry) -> str:
    return (f"pp. {entry.pages}" if "–" in entry.pages else f"p. {entry.pages}") if entry.pages else ""


def _stopped(words: str) -> str:
    """Return words with a full stop, where nothing else ends them."""
    return words if words.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{words}."


def bibtex(entry: Entry, key: str) -> str:
    """Return an entry in fields that BibTeX and biblatex know.

    Pybtex would write signs of TeX into addresses too, and stops at a brace in a title.
    """
    kind = kinds(entry)[0]
    year, month = (*map(str, entry.day), "", "")[:2]
    container = entry.container if kind in INSIDE else ""
    fields = {
        "author": " and ".join(map(_bibtex_name, entry.authors)),
        "editor": " and ".join(map(_bibtex_name, entry.editors)),
        # Braces keep capitals as they are.
        "title": f"{{{_tex(entry.title)}}}",
        INSIDE.get(kind, "booktitle"): f"{{{_tex(container)}}}" if container else "",
        "series": _tex(entry.series if kind in INSIDE else entry.container),
        "volume": _tex(entry.volume),
        "number": _tex(entry.issue),
        "pages": _tex(entry.pages).replace("–", "--"),
        "edition": _tex(entry.edition),
        HOUSES.get(kind, "publisher"): _tex(entry.publisher),
        "address": _tex(entry.place),
        "year": year,
        "isbn": entry.isbn,
        "issn": entry.issn,
        "note": _tex(_note(entry)),
        "language": LANGUAGES.get(entry.language, entry.language),
        "doi": entry.doi,
        "url": entry.url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    # A month's name is a word of BibTeX, which a style writes out in its own way.
    lines += [f"  month = {MONTHS[int(month) - 1]}"] if month else []
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _note(entry: Entry) -> str:
    """Return version and note: most styles of BibTeX, and RIS, know no version."""
    return "; ".join(filter(None, (f"Version {entry.version}" if entry.version else "", entry.note)))


def _bibtex_name(author: Author) -> str:
    """Return a name as BibTeX parts it: `van Ek, Jr., Ada`; what is no person's, or has one part, in one piece."""
    if author.whole or not author.given:
        return f"{{{_tex(author.written)}}}"
    parts = (author.surname, author.suffix, author.given)
    return ", ".join(_in_one_piece(_tex(part)) for part in parts if part)


def _in_one_piece(part: str) -> str:
    """Return a part of a name, in braces where BibTeX would see another part or another author in it."""
    return f"{{{part}}}" if re.search(r",|\band\b", part, flags=re.IGNORECASE) else part


def _tex(words: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in words)


def ris(entry: Entry, key: str) -> str:
    """Return an entry as a RIS record: two letters, two spaces, a hyphen, a space; lines end in CR LF."""
    first, _, last = entry.pages.partition("–")
    tags = [
        ("TY", kinds(entry)[1]),
        ("ID", key),
        *(("AU", _ris_name(author)) for author in entry.authors),
        *(("ED", _ris_name(editor)) for editor in entry.editors),
        ("TI", entry.title),
        ("T2", entry.container),
        ("T3", entry.series),
        ("VL", entry.volume),
        ("IS", entry.issue),
        ("SP", first),
        ("EP", last),
        ("PY", f"{entry.day[0]:04}" if entry.day else ""),
        # The year, month and day; what is not known stays empty between the slashes.
        ("DA", "/".join(f"{part:02}" for part in entry.day)),
        ("ET", entry.edition or entry.version),
        ("PB", entry.publisher),
        ("CY", entry.place),
        ("SN", entry.isbn or entry.issn),
        ("LA", entry.language),
        ("N1", _note(entry)),
        ("DO", entry.doi),
        ("UR", entry.url),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value) + "ER  - \r\n"


def _ris_name(author: Author) -> str:
    """Return a name as RIS has it: `van Ek, Ada, Jr.`."""
    if author.suffix and not author.whole:
        return f"{author.surname}, {author.given}, {author.suffix}"
    return author.whole or _listed(author.surname, author.given)


def csl_json(entry: Entry, key: str) -> str:
    """Return an entry as CSL-JSON, the form that Zotero, Pandoc and citeproc read."""
    item = {
        "id": key,
        "type": kinds(entry)[2],
        "title": entry.title,
        "container-title": entry.container,
        "collection-title": entry.series,
        "author": [_csl_name(author) for author in entry.authors],
        "editor": [_csl_name(editor) for editor in entry.editors],
        "issued": {"date-parts": [list(entry.day)]} if entry.day else {},
        "version": entry.version,
        "edition": entry.edition,
        "volume": entry.volume,
        "issue": entry.issue,
        "page": entry.pages.replace("–", "-"),
        "publisher": entry.publisher,
        "publisher-place": entry.place,
        "ISBN": entry.isbn,
        "ISSN": entry.issn,
        "language": entry.language,
        "note": entry.note,
        "DOI": entry.doi,
        "URL": entry.url,
    }
    item = {name: value for name, value in item.items() if value}
    return json.dumps([item], indent=1, ensure_ascii=False) + "\n"


def _csl_name(author: Author) -> dict[str, str]:
    if author.whole:
        return {"literal": author.whole}
    # The format does not say whether a particle is dropped where names are sorted; to keep it loses nothing.
    name = {
        "family": author.family or author.particle,
        "given": author.given,
        "non-dropping-particle": author.particle if author.family else "",
        "suffix": author.suffix,
    }
    return {part: said for part, said in name.items() if said}


#: Each form that programs read: name, ending, how it is written.
FORMS = (("BibTeX", "bib", bibtex), ("RIS", "ris", ris), ("CSL-JSON", "json", csl_json))
