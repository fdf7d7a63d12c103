"""From bytes to text: which encoding a file has, and what it is when it is no text at all.

Nothing is ever replaced: bytes that do not fit travel on as lone surrogates, and their row is rejected.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TextIO

from ingest.intake.contract import Guess, SourceFile
from orbit.errors import BadFile

_CHUNK = 1 << 20
_HEAD = 4096
_BLANKS = b" \t\r\n"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAVE_AS_CSV = "open it in the program that wrote it and save it as CSV (UTF-8)"
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive inside another file", "unpack it and give the files in it"),
    (b"PK\x05\x06", "an empty zip archive", "download the export again"),
    (b"\x1f\x8b", "a gzip archive", "unpack it (gunzip) and give the file in it"),
    (b"BZh", "a bzip2 archive", "unpack it and give the file in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and give the files in it"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it and give the file in it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and give the files in it"),
    (b"%PDF", "a PDF document", "export the list as CSV instead"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file (.xls)", _SAVE_AS_CSV),
    (b"SQLite format 3\x00", "a SQLite database", "export the list as CSV instead"),
)
# Atomic, so that comments after comments are not tried in every grouping.
_PAGE = re.compile(rb"(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|table|meta|script)\b", re.I | re.S)
_XML = re.compile(rb"<\?xml\b", re.I)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_ESCAPED = re.compile("[\udc80-\udcff]")
_NON_ASCII = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file are to be read, and why."""

    codec: str
    guess: Guess


def detect(file: SourceFile) -> Encoding:
    """Decide on the encoding by reading the whole file once; raise BadFile when it is not text.

    In this order: byte order mark, strict UTF-8, UTF-16 by its pattern of zero bytes, Windows-1252.
    """
    with file.open() as stream:
        head = stream.read(_HEAD)
    _refuse_what_is_no_text(file.name, head)
    for mark, codec, name in _BOMS:
        if head.startswith(mark):
            return _marked(file, codec, name)
    pattern = _zero_pattern(head)
    if pattern is not None:
        _check_strictly(file, pattern, "UTF-16")
        return Encoding(pattern, Guess("encoding", "UTF-16", "every other byte is zero"))
    # Control characters in UTF-8 are odd text; other files that are full of them are none.
    if head.count(0) * 20 <= len(head) and fits(file, "utf-8"):
        return Encoding("utf-8", Guess("encoding", "UTF-8", "every byte fits"))
    if len(head.translate(None, _CONTROL)) * 20 < len(head) * 19:
        raise BadFile(f"{file.name}: this is not a text file; give a CSV, JSON or zip export.")
    return _eight_bit(file)


@contextmanager
def open_text(file: SourceFile, codec: str) -> Iterator[TextIO]:
    """Open a file as text with its line ends as they are; unreadable bytes become lone surrogates."""
    errors = "strict" if codec.startswith(("utf-16", "utf-32")) else "surrogateescape"
    with file.open() as stream, TextIOWrapper(stream, encoding=codec, errors=errors, newline="") as text:
        yield text


def fits(file: SourceFile, codec: str) -> bool:
    """Say whether the whole file is valid in an encoding."""
    try:
        for _ in _decoded(file, codec, "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def visible(text: str) -> str:
    r"""Write unreadable bytes and zero characters as `\x81`, so that the text can be printed and stored."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\0", "\\x00")


def _decoded(file: SourceFile, codec: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)(errors)
    with file.open() as stream:
        while chunk := stream.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _marked(file: SourceFile, codec: str, name: str) -> Encoding:
    because = "the file begins with the byte order mark"
    if codec != "utf-8-sig":
        _check_strictly(file, codec, name)
    elif not fits(file, codec):
        because += "; rows with other bytes are rejected"
    return Encoding(codec, Guess("encoding", name, because))


def _check_strictly(file: SourceFile, codec: str, name: str) -> None:
    if not fits(file, codec):
        raise BadFile(f"{file.name}: this looks like {name} text but is damaged; export it again, as UTF-8.")


def _eight_bit(file: SourceFile) -> Encoding:
    """Decide between Windows-1252 and a UTF-8 file with a few bad bytes, which must not turn every umlaut to junk."""
    bad = good = 0
    for text in _decoded(file, "utf-8", "surrogateescape"):
        damaged = len(_ESCAPED.findall(text))
        bad += damaged
        good += len(_NON_ASCII.findall(text)) - damaged
    if good >= 5 * bad:
        return Encoding("utf-8", Guess("encoding", "UTF-8", f"all but {bad} bytes fit; their rows are rejected"))
    because = "it is not UTF-8; check that names with accents look right, or save it as UTF-8"
    return Encoding("cp1252", Guess("encoding", "Windows-1252", because))


def _zero_pattern(head: bytes) -> str | None:
    half = len(head) // 2
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if half and odd * 10 >= half * 4 and even * 20 <= half:
        return "utf-16-le"
    if half and even * 10 >= half * 4 and odd * 20 <= half:
        return "utf-16-be"
    return None


def _refuse_what_is_no_text(name: str, head: bytes) -> None:
    for signature, what, cure in _SIGNATURES:
        if head.startswith(signature):
            raise BadFile(f"{name}: this is {what}, not a text file; {cure}.")
    marked = next((len(mark) for mark, _, _ in _BOMS if head.startswith(mark)), 0)
    plain = head[marked:].replace(b"\0", b"").lstrip(_BLANKS)
    if _PAGE.match(plain):
        cure = "the download may have failed or asked you to log in; export the list again as CSV"
        raise BadFile(f"{name}: this is a web page, not a list; {cure}.")
    if _XML.match(plain):
        raise BadFile(f"{name}: this is an XML document, not a list; export it as CSV instead.")
