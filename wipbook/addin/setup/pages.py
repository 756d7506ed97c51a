"""The documentation as pages that a browser opens from a folder: no network, no script."""

from __future__ import annotations

import html
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:16px/1.5 "Segoe UI",sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1d2733}}
table{{border-collapse:collapse}}td,th{{border:1px solid #c7d0d9;padding:.3em .6em;text-align:left;vertical-align:top}}
code,pre{{font-family:Consolas,monospace;background:#f2f5f7}}pre{{padding:.7em;overflow:auto}}img{{max-width:100%}}</style>
{body}</html>
"""


def write_pages(docs: Path, out: Path) -> None:
    """Every page of ``docs`` and the README above it (as ``index.html``), with the pictures they show, into ``out``.

    A link to a file that does not ship becomes its text.
    """
    pages = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md"))}
    pages["../README.md"] = docs.parent / "README.md"
    pictures: set[str] = set()
    for name, path in pages.items():
        target = out / _html(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        target.write_text(_page(text, name, set(pages), docs, pictures), "utf-8", newline="\n")
    for picture in sorted(pictures):
        (out / picture).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(docs / picture, out / picture)


def _page(text: str, name: str, pages: set[str], docs: Path, pictures: set[str]) -> str:
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _anchor(tokens[at + 1].content))
        for inner in token.children or []:
            _point(inner, name, pages, docs, pictures)
    title = next((tokens[at + 1].content for at, one in enumerate(tokens) if one.type == "heading_open"), name)
    return _PAGE.format(title=html.escape(title), body=reader.renderer.render(tokens, reader.options, {}))


def _point(token: Token, name: str, pages: set[str], docs: Path, pictures: set[str]) -> None:
    """Point a link or a picture to where its target is among the pages that ship."""
    attribute = {"link_open": "href", "image": "src"}.get(token.type)
    if attribute is None:
        return
    to = str(token.attrGet(attribute))
    if re.match(r"[a-z]+:", to) or to.startswith("#"):
        return
    path, _, anchor = to.partition("#")
    found = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
    found = found.removeprefix(f"../{docs.name}/")  # of the README's, which stands among the pages
    here = posixpath.dirname(_html(name)) or "."
    if found in pages:
        token.attrSet(attribute, posixpath.relpath(_html(found), here) + (f"#{anchor}" if anchor else ""))
    elif not found.startswith("..") and (docs / found).is_file():
        pictures.add(found)
        token.attrSet(attribute, posixpath.relpath(found, here))
    else:
        token.attrs.pop(attribute)


def _html(name: str) -> str:
    return "index.html" if name == "../README.md" else name.removesuffix(".md") + ".html"


def _anchor(heading: str) -> str:
    """As links to headings are written.

    >>> _anchor("Where `things` live, today")
    'where-things-live-today'
    """
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())
