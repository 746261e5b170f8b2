# SPDX-License-Identifier: MIT
"""The words of RTF that matter for a text: signs, groups that are no text, and code pages."""

from __future__ import annotations

import codecs


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "nestcell": "\t",
    "nestrow": "\n",
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

# Groups that hold no words of the text; any other is left out when \* stands before its word.
NO_TEXT = _words(
    """
    fonttbl filetbl colortbl stylesheet listtables info header headerl headerr headerf footer
    footerl footerr footerf pict nonshppict objclass objname objdata sp shprslt tc xe rxe txe
    bkmkstart bkmkend upr fldinst datafield formfield private pntxta pntxtb pnseclvl nextfile
    template ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn docvar themedata atnid atnauthor atntime
    atndate atnicn atnref atnparent annotation nesttableprops revtbl rsidtbl generator operator
    """
)
# ... and those that hold some though \* stands before them.
TEXT = frozenset({"shpinst", "shptxt"})

_CODE_PAGES = {  # by the charset of a font
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
SYMBOL_CHARSET = 2
_ODD_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 950: "big5", 1361: "johab"}


def page_of_charset(charset: int) -> str | None:
    """Give the code page that a font's charset means; None: the document's own."""
    return _CODE_PAGES.get(charset)


def page_of_number(number: int) -> str:
    """Give the code page of a number as Windows counts them; an unknown one is Western."""
    name = _ODD_PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
