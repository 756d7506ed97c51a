"""Which encoding a text file is in: its mark, the mapping, UTF-8, and only then what its letters look like.

A detector sees bytes and their statistics, which short exports hardly have: of ten such files one took five wrongly.
Its answer is one candidate of several here. What a candidate makes of the bytes is judged by what people write: words
of one script whose accented letters one language has, currency signs beside figures, no signs in the middle of words.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from wipbook.commands.data.import_.errors import SourceUnreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-15", "iso8859-2", "cp850", "cp437", "cp852",
    "cp866", "koi8-r", "mac-roman", "shift_jis", "gb18030", "big5", "euc-kr",
)
"""In the order in which equals are taken: what Windows programs write comes first."""
_LANGUAGES = (
    "äöüßÄÖÜẞ", "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ", "áéíñóúüÁÉÍÑÓÚÜ", "àáâãçéêíóôõúüÀÁÂÃÇÉÊÍÓÔÕÚÜ", "àèéìíîòóùúÀÈÉÌÒÙ",
    "åäöæøéüÅÄÖÆØÉÜ", "áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "áčďéěíňóřšťúůýžľĺŕôäÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĽĹŔÔÄ",
    "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "ăâîșşțţĂÂÎȘŞȚŢ", "çğıöşüâîÇĞİÖŞÜÂÎ", "čćđšžČĆĐŠŽ", "ąčęėįšųūžĄČĘĖĮŠŲŪŽ",
    "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "õäöüšžÕÄÖÜŠŽ", "ëéèêïöüóíáËÉÈÊÏÖÜÓÍÁ",
)
_PLAIN_SIGNS = frozenset("°²³½¼¾±×÷µμ®©™ºª§¿¡«»‘’‚“”„…•·–—†‰Øø\u00a0\u202f\u2009№∅≤≥")
_MONEY = frozenset("€£¥₣₤₩₪₫₱₴₹₺₽")
_NO_WORD = frozenset("{}[]|\\^~`<>")
_SHOWN = 5
_ENOUGH = 1 << 16
"""Bytes by which a file is judged."""


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file and ``how`` it is known. Of a detected one, ``others`` could be meant as well: what they
    make of the bytes looks just as right, and is something else."""

    name: str
    how: str
    others: tuple[str, ...] = ()


def marked(head: bytes) -> str:
    """The encoding that the first bytes of a file name, blank without such a mark."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def detected(data: bytes) -> Encoding:
    """The encoding of bytes that have no mark and are not UTF-8.

    >>> detected("Größe 28 mm – 5 €".encode("cp1252")).name, detected("Référence".encode("cp850")).name
    ('cp1252', 'cp850')
    """
    if b"\0" in data[:4096]:
        wide = [name for name in ("utf-16-le", "utf-16-be") if _decoded(data, name) is not None]
        return Encoding(max(wide, key=lambda name: _score(_decoded(data, name) or ""), default="cp1252"), "detected")
    import chardet

    answers = (str(one["encoding"]) for one in chardet.detect_all(data, ignore_threshold=True) if one["encoding"])
    texts: dict[str, str] = {}
    sample = _sample(data)
    for name in dict.fromkeys((*_USUAL, *(_codec(name) for name in answers))):
        text = _decoded(sample, name)
        if text is not None and text not in texts.values() and _decoded(data, name) is not None:
            texts[name] = text
    scores = {name: _score(text) for name, text in texts.items()}
    best = max(scores, key=lambda name: scores[name])
    return Encoding(best, "detected", tuple(
        name for name, score in scores.items() if name != best and name in _USUAL and score >= scores[best] - 1e-9
    ))


def refuse_bytes(name: str, encoding: str, data: bytes, error: UnicodeDecodeError) -> SourceUnreadable:
    """What is wrong with bytes that an encoding cannot read: line and column of the first of them."""
    before = data[: error.start].decode(encoding, "replace")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return SourceUnreadable(
        where=f"{name}, line {line}, column {column}",
        found="the bytes " + " ".join(f"{byte:02X}" for byte in data[error.start : error.end][:8]),
        expected=f"text in {encoding}, as the mapping says",
        remedy="name the encoding the file is in (encoding = \"cp1252\"), or leave it out to have it detected",
    )


def lines_that_decide(text: str) -> list[tuple[int, str]]:
    """The first lines, with their numbers, that another encoding would read differently."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.isascii():
            found.append((number, line.strip()[:120]))
            if len(found) == _SHOWN:
                break
    return found


def _sample(data: bytes) -> bytes:
    """The first lines that have something beyond ASCII."""
    lines, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > _ENOUGH:
                break
    return b"".join(lines)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _score(text: str) -> float:
    """How much a text looks like what somebody wrote, the less the more stands in it that nobody writes."""
    letters = [sign for sign in text if not sign.isascii() and sign.isalpha()]
    latin = [sign for sign in letters if _script(sign) == "LATIN"]
    covered = max((sum(sign in language for sign in latin) for language in _LANGUAGES), default=0)
    score = -4.0 * (len(latin) - covered) - 2 * max(len({_script(sign) for sign in letters}) - 1, 0)
    for word in _words(text):
        if len({_script(sign) for sign in word}) > 1:
            score -= 6
        if not word.isupper() and any(sign.isupper() for sign in word[1:]):
            score -= 6
    for at, sign in enumerate(text):
        if not sign.isascii():
            before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
            around = text[max(at - 2, 0) : at + 3]
            score += _of_letter(before, after) if sign.isalpha() else _of_sign(sign, before, after, around)
    return score


def _of_letter(before: str, after: str) -> float:
    """A letter beyond ASCII beside a figure, or beside a sign that is in no word."""
    beside = {before, after}
    return -2.0 * any(one.isdecimal() for one in beside) - 3.0 * bool(beside & _NO_WORD)


def _of_sign(sign: str, before: str, after: str, around: str) -> float:
    """A sign beyond ASCII: a currency beside a figure, or what stands between words and not in them."""
    if unicodedata.category(sign) == "Sc":
        return (1.0 if sign in _MONEY else -2.0) if any(one.isdecimal() for one in around) else -1.0
    if sign not in _PLAIN_SIGNS or (sign not in "’·" and before.isalpha() and after.isalpha()):
        return -5.0
    return -3.0 if sign in "©®ªº¼½¾²³" and after.islower() else 0.0


def _words(text: str) -> Iterable[str]:
    """The words of a text that have a letter beyond ASCII."""
    word = ""
    for sign in (*text, " "):
        if sign.isalpha():
            word += sign
        else:
            if word and not word.isascii():
                yield word
            word = ""


def _script(sign: str) -> str:
    return unicodedata.name(sign, "?").partition(" ")[0]
