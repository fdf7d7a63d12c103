"""Zip exports: looked over before a byte is inflated, then read member by member within the announced sizes."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from ingest.intake.contract import Guess, SourceFile
from orbit.errors import BadFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DAY_OF_EXPORT = "day of the export"
NOT_READ = "files not read"
MAX_MEMBERS = 200
MAX_BYTES = 1 << 30
MAX_RATIO = 100
_MAX_DIRECTORY = 1 << 20
# A short list of mostly empty rows shrinks by more than a bomb is allowed to; so little cannot do harm.
_SMALL = 1 << 16
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s22xHH")
_LONGEST_COMMENT = 1 << 16
_LONGEST_NAME = 500
_ARCHIVES = frozenset({".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".jar", ".zst"})
_NAME_DATE = re.compile(r"LinkedInDataExport_(\d{2})-(\d{2})-(\d{4})(?!\d)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"^[A-Za-z]:|[\x00-\x1f]")
# What zipfile raises, somewhere, when bytes of an archive are changed.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
_ENCRYPTED = 0x1 | 0x40 | 0x2000


@dataclass(frozen=True, slots=True)
class Archive:
    """The files in a zip export, the day for which it speaks, and how that day was found."""

    members: tuple[SourceFile, ...]
    observed_on: date
    guess: Guess


def is_zip(file: SourceFile) -> bool:
    """Say whether a file begins as a zip archive."""
    with file.open() as stream:
        return stream.read(4) in _SIGNATURES


def open_archive(file: SourceFile) -> Archive:
    """Look a zip archive over and return its members unread; raise BadFile when anything about it is unsound."""
    with file.open() as stream:
        _check_end(file.name, stream)
        try:
            with zipfile.ZipFile(stream) as archive:
                _check_names(file.name, archive.infolist())
                infos = [info for info in archive.infolist() if not info.is_dir()]
                _check_sizes(file.name, infos)
                _check_ranges(file.name, stream, infos, archive.start_dir)
        except _DAMAGE as error:
            raise BadFile(f"{file.name}: this zip archive is damaged; download it again.") from error
    observed_on, guess = _observed_on(file, infos)
    members = tuple(_member(file, info, observed_on) for info in infos if not _is_clutter(info.filename))
    return Archive(members, observed_on, guess)


def base_name(name: str) -> str:
    """Return the last part of a member's path."""
    return PurePosixPath(name.replace("\\", "/")).name


def _member(file: SourceFile, info: zipfile.ZipInfo, observed_on: date) -> SourceFile:
    name = f"{file.name}/{base_name(info.filename)}"
    return SourceFile(name, partial(_open_member, file, info, name), info.file_size, observed_on)


def _open_member(file: SourceFile, info: zipfile.ZipInfo, name: str) -> BinaryIO:
    return io.BufferedReader(_Member(file, info, name))


class _Member(io.RawIOBase):
    """The inflated bytes of one member, counted; whatever goes wrong inside becomes a BadFile."""

    def __init__(self, file: SourceFile, info: zipfile.ZipInfo, name: str) -> None:
        self._name = name
        self._left = info.file_size
        self._opened = ExitStack()
        try:
            archive = self._opened.enter_context(zipfile.ZipFile(self._opened.enter_context(file.open())))
            self._inflated = self._opened.enter_context(archive.open(info))
        except _DAMAGE as error:
            self._opened.close()
            self._refuse(error)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            piece = self._inflated.read(len(view))
        except _DAMAGE as error:
            self._refuse(error)
        self._left -= len(piece)
        if self._left < 0:
            self._refuse(None)
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._opened.close()
        super().close()

    def _refuse(self, cause: Exception | None) -> NoReturn:
        raise BadFile(f"{self._name}: this part of the zip archive is damaged; download it again.") from cause


def _check_end(name: str, stream: BinaryIO) -> None:
    """Check the archive's own account of its size, before the directory is loaded into memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _END.size - _LONGEST_COMMENT - 20))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _END.size:
        raise BadFile(f"{name}: this zip archive is cut off; download it again.")
    _, _, _, _, members, directory, _, _ = _END.unpack_from(tail, at)
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        raise BadFile(f"{name}: this zip archive uses the ZIP64 form for huge files; pack it again with fewer files.")
    if directory > _MAX_DIRECTORY:
        raise BadFile(f"{name}: the directory of this zip archive is far too long; it looks forged.")
    if members > MAX_MEMBERS:
        raise BadFile(f"{name}: this zip archive holds {members} files; at most {MAX_MEMBERS} are read.")


def _check_names(name: str, infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        _check_name(name, info)
        if info.filename in seen:
            raise BadFile(f"{name}: this zip archive holds two files of one name; pack it again.")
        seen.add(info.filename)
    if "[Content_Types].xml" in seen:
        raise BadFile(f"{name}: this is an Excel or Office file; open it and save the sheet as CSV (UTF-8).")


def _check_name(name: str, info: zipfile.ZipInfo) -> None:
    told = info.orig_filename
    parts = re.split(r"[/\\]", told)
    mode = info.external_attr >> 16
    if ".." in parts or parts[0] == "" or len(told) > _LONGEST_NAME or _FORBIDDEN.search(told):
        raise BadFile(
            f"{name}: this zip archive holds a file name that leads out of it or is far too long; distrust its origin."
        )
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadFile(f"{name}: this zip archive holds a link or device; do not trust its origin.")
    if info.flag_bits & _ENCRYPTED:
        raise BadFile(f"{name}: this zip archive is encrypted; unpack it with its password and give the files in it.")
    if PurePosixPath(told.lower()).suffix in _ARCHIVES:
        raise BadFile(f"{name}: this zip archive holds another archive; unpack it and give the inner one.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadFile(f"{name}: this zip archive uses a rare compression; pack it again as an ordinary zip.")


def _check_sizes(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS:
        raise BadFile(f"{name}: this zip archive holds {len(infos)} files; at most {MAX_MEMBERS} are read.")
    if not infos:
        raise BadFile(f"{name}: this zip archive is empty; download the export again.")
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise BadFile(f"{name}: this zip archive unpacks to more than {MAX_BYTES >> 30} GB; give its files one by one.")
    for info in infos:
        if info.file_size > max(_SMALL, MAX_RATIO * info.compress_size):
            raise BadFile(f"{name}: this zip archive unpacks to more than {MAX_RATIO} times its size; it looks forged.")


def _check_ranges(name: str, stream: BinaryIO, infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse members that share bytes: such archives unpack to a thousand times what a ratio shows."""
    reached = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        stream.seek(info.header_offset)
        signature, name_length, extra_length = _LOCAL.unpack(stream.read(_LOCAL.size))
        if signature != b"PK\x03\x04" or info.header_offset < reached:
            raise BadFile(f"{name}: the files in this zip archive overlap; it looks forged.")
        reached = info.header_offset + _LOCAL.size + name_length + extra_length + info.compress_size
    if reached > directory:
        raise BadFile(f"{name}: the files in this zip archive overlap; it looks forged.")


def _observed_on(file: SourceFile, infos: list[zipfile.ZipInfo]) -> tuple[date, Guess]:
    for month, day, year in _NAME_DATE.findall(file.name):
        with suppress(ValueError):
            named = date(int(year), int(month), int(day))
            return named, Guess(DAY_OF_EXPORT, named.isoformat(), "the name of the archive says so")
    days: list[date] = []
    for info in infos:
        with suppress(ValueError):
            days.append(date(*info.date_time[:3]))
    # 1980 is where the clock of zip begins: it means that the packer knew no date.
    packed = [day for day in days if day.year > 1980 and day <= file.observed_on]
    if packed:
        return max(packed), Guess(DAY_OF_EXPORT, max(packed).isoformat(), "its files were packed on that day")
    return file.observed_on, Guess(DAY_OF_EXPORT, file.observed_on.isoformat(), "the archive does not say")


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or base_name(name).startswith("._") or base_name(name) == ".DS_Store"
