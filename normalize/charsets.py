"""
What people call encodings, where they say so, and which codec they mean.

Names follow the WHATWG: what is labelled gb2312 or gbk is read as gb18030, iso-8859-1 as
windows-1252 and so on, because that is what pages with these labels contain. A statement may be a
name, a whole Content-Type header, a `<meta>` or an XML declaration; all of them lie often, so what
is found here is only a claim, to be checked by reading.
"""

from __future__ import annotations

import codecs
import re

# label, in small letters without "-", "_" and blanks -> codec. Only labels whose Python codec is missing or narrower
# than what stands in such files; "unicode" is what Notepad and .NET call UTF-16
_MEANT = {
    "gb2312": "gb18030",
    "gb231280": "gb18030",
    "csgb2312": "gb18030",
    "csiso58gb231280": "gb18030",
    "chinese": "gb18030",
    "isoir58": "gb18030",
    "euccn": "gb18030",
    "eucgb2312cn": "gb18030",
    "gbk": "gb18030",
    "xgbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "936": "gb18030",
    "windows936": "gb18030",
    "gb180302000": "gb18030",
    "gb180302005": "gb18030",
    "gb180302022": "gb18030",
    "54936": "gb18030",
    "ansi": "gb18030",  # what Chinese Windows calls its code page
    "big5": "big5hkscs",
    "big5eten": "big5hkscs",
    "big5tw": "big5hkscs",
    "cnbig5": "big5hkscs",
    "csbig5": "big5hkscs",
    "xxbig5": "big5hkscs",
    "xbig5": "big5hkscs",
    "cp950": "big5hkscs",
    "ms950": "big5hkscs",
    "windows950": "big5hkscs",
    "950": "big5hkscs",
    "shiftjis": "cp932",
    "sjis": "cp932",
    "xsjis": "cp932",
    "csshiftjis": "cp932",
    "mskanji": "cp932",
    "windows31j": "cp932",
    "cswindows31j": "cp932",
    "ms932": "cp932",
    "932": "cp932",
    "xeucjp": "euc_jp",
    "ksc5601": "cp949",
    "ksc56011987": "cp949",
    "ksc56011989": "cp949",
    "ksx1001": "cp949",
    "csksc56011987": "cp949",
    "cseuckr": "cp949",
    "euckr": "cp949",
    "korean": "cp949",
    "windows949": "cp949",
    "uhc": "cp949",
    "949": "cp949",
    "iso88591": "cp1252",
    "latin1": "cp1252",
    "l1": "cp1252",
    "ascii": "cp1252",
    "usascii": "cp1252",
    "ansix341968": "cp1252",
    "xcp1252": "cp1252",
    "xcp1251": "cp1251",
    "iso88599": "cp1254",
    "latin5": "cp1254",
    "iso885911": "cp874",
    "tis620": "cp874",
    "windows874": "cp874",
    "dos874": "cp874",
    "koi": "koi8_r",
    "koi8": "koi8_r",
    "xmaccyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "xmacroman": "mac_roman",
    "utf8mb4": "utf-8",
    "utf8mb3": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "xunicode20utf8": "utf-8",
    "utf8bom": "utf-8",
    "utf8sig": "utf-8",
    "65001": "utf-8",
    "unicode": "utf-16",
    "ucs2": "utf-16",
    "iso10646ucs2": "utf-16",
    "csunicode": "utf-16",
    "unicodefeff": "utf-16",
    "unicodefffe": "utf-16-be",
    "1200": "utf-16-le",
    "1201": "utf-16-be",
    "ucs4": "utf-32",
    "iso10646ucs4": "utf-32",
    "hzgb2312": "hz",
}
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,>]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})[\"']", re.IGNORECASE)
_CSS = re.compile(rb"^@charset \"([\w.:-]{2,40})\";")
HEAD = 2048  # bytes of a page in which its own statement is looked for; HTML asks for the first 1024


def codec(declared: str) -> str:
    """
    The codec of a stated name; raises LookupError for one that is none of text.

    >>> codec("GB_2312-80"), codec("x-sjis"), codec("latin1"), codec("UTF-8")
    ('gb18030', 'cp932', 'cp1252', 'utf-8')
    """
    plain = re.sub(r"[^0-9a-z]", "", declared.casefold())
    if "\0" in declared:
        raise LookupError(f"unknown encoding: {declared!r}")
    name = _MEANT.get(plain) or codecs.lookup(declared.strip()).name
    try:
        codecs.getincrementaldecoder(name)().decode(b"").encode()
    except (
        AttributeError,
        LookupError,
        TypeError,
        UnicodeError,
    ) as error:  # a codec, but none that makes text of bytes
        raise LookupError(f"{declared!r} is no encoding of text") from error
    return name


def stated(declared: str) -> str | None:
    """
    The codec meant by a name or by a Content-Type header, None for a header that names none we know.

    A plain name must be known, for somebody typed it; a header comes from anywhere.

    >>> stated("text/html; charset=GB2312"), stated("text/html"), stated("text/html; charset=none")
    ('gb18030', None, None)
    """
    if (found := _PARAMETER.search(declared)) is not None:
        return known(found.group(1))
    return None if "/" in declared else codec(declared)


def known(name: str) -> str | None:
    """The codec of a name, None for an unknown one."""
    try:
        return codec(name)
    except LookupError:
        return None


def in_page(head: bytes) -> str | None:
    """
    The codec that an HTML page, an XML file or a style sheet says it is written in.

    Such a statement can be read as ASCII, so UTF-16 cannot be true and means UTF-8, as in browsers.

    >>> in_page(b"<html><meta http-equiv='Content-Type' content='text/html; charset=gb2312'>")
    'gb18030'
    """
    for pattern in (_XML, _META, _CSS):
        if (found := pattern.search(head[:HEAD])) is not None:
            name = known(found.group(1).decode("ascii"))
            return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name
    return None
