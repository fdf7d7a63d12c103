"""Cyrillic and Greek in Latin letters, so that a company meets its own name in another alphabet."""

# Letters that look alike in two alphabets are what this file is about.
# ruff: noqa: RUF001
from __future__ import annotations

_CYRILLIC = """
аa бb вv гg ґg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юiu яia іi їi єie ўu
јj љlj њnj ћc ђdj џdz ѕdz ӣi қk ғg ңn өo үu ұu һh әa ѓgj ќkj
"""
_GREEK = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs τt υy φf χch ψps ωo ςs"
_LATIN = str.maketrans({pair[0]: pair[1:] for pair in f"{_CYRILLIC} {_GREEK}".split()})


def latinised(text: str) -> str:
    """Return lower-case text with its Cyrillic and Greek letters written in Latin ones; all else stays."""
    return text if text.isascii() else text.translate(_LATIN)
