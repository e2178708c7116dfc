"""Days in Hindi and days of the Indian national calendar (Transformation Registries 3 to 5)."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, timedelta

from tanshin.read.ixbrl.transform_date import DEVANAGARI, Rule, four_digits, lexical

# By what tells the spellings of a month apart, in Latin letters and in Devanagari.
_MONTHS = (
    "C\\S*ait|चैत्र",
    "Vai|वैशाख|बैसाख",
    "Jy|ज्येष्ठ",
    "dha|ḍha|आषाढ|आषाढ़",
    "vana|Śrāvaṇa|श्रावण|सावन",
    "Bh\\S+dra|Proṣṭhapada|भाद्रपद|भादो",
    "in|आश्विन",
    "K\\S+rti|कार्तिक",
    "M\\S+rga|Agra|मार्गशीर्ष|अगहन",
    "Pau|पौष",
    "M\\S+gh|माघ",
    "Ph\\S+lg|फाल्गुन",
)
_NAMES = "|".join(f"(?P<m{month}>{names})" for month, names in enumerate(_MONTHS, 1))
_DAY = re.compile(rf"(?P<d>[0-9]{{1,2}})[^0-9]+(?:{_NAMES})[^0-9]+(?P<y>[0-9]{{4}}|[0-9]{{2}})")

_HINDI = (
    *("जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून"),
    *("जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
)
_NUMBERS = {name: number for number, name in enumerate(_HINDI, 1)}
_HINDI_MONTH = rf"(?P<m>{'|'.join(_HINDI)}NUMBER)[^0-9०-९]+(?P<y>[0-9]{{4}}|[0-9]{{2}}|[०-९]{{4}}|[०-९]{{2}})"
_HINDI_DAY = r"(?P<d>[0-9]{1,2}|[०-९]{1,2})[^0-9०-९]+"

#: The Gregorian year is 78 more; the year begins on 22 March, in a leap year a day earlier, and lasts as long.
_OFFSET = 78
#: 1 January 2000: from here on, years of two digits are of the nineteenth century of this calendar.
_MILLENNIUM = (21, 10, 11)


def saka_day(text: str) -> str:
    """11 Pausha 1921 is 1 January 2000.

    Raises:
        ValueError: the text is no such day.
    """
    match = _DAY.fullmatch(text.translate(DEVANAGARI))
    if match is None or match.lastgroup is None:
        raise ValueError(text)
    month = next(number for number in range(1, 13) if match[f"m{number}"])
    day, year = int(match["d"]), int(match["y"])
    if len(match["y"]) == 2:
        year += 1900 if (year, month, day) >= _MILLENNIUM else 2000
    return _gregorian(year, month, day).isoformat()


def _hindi(pattern: str, number: str = "") -> Rule:
    """The rule of a pattern with the name of a month in Hindi, or with what ``number`` allows in its place."""
    form = re.compile(pattern.replace("NUMBER", number))

    def read(text: str) -> str:
        match = form.fullmatch(text)
        if match is None:
            raise ValueError(text)
        found = match.groupdict()
        month = _NUMBERS.get(found["m"]) or int(found["m"])
        return lexical(four_digits(found["y"]), month, int(found["d"]) if "d" in found else None)

    return read


#: In the third registry the month of a day may be a number.
DAY_MONTH_YEAR_NUMBERED = _hindi(_HINDI_DAY + _HINDI_MONTH, "|[०-९]{1,2}")
DAY_MONTH_YEAR_HINDI = _hindi(_HINDI_DAY + _HINDI_MONTH)
MONTH_YEAR_HINDI = _hindi(_HINDI_MONTH)


def _gregorian(year: int, month: int, day: int) -> date:
    """A day of the Gregorian calendar.

    Raises:
        ValueError: there is no such day.
    """
    first = year + _OFFSET
    leap = isleap(first)
    lengths = (31 if leap else 30, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30)
    if not 1 <= day <= lengths[month - 1]:
        raise ValueError(day)
    return date(first, 3, 21 if leap else 22) + timedelta(days=sum(lengths[: month - 1]) + day - 1)
