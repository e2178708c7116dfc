"""The rules of formats, each compared with Arelle's over every text of a pool, whatever the text was made for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.arelle.client import available
from tanshin.read.ixbrl.transform import REGISTRIES, SEC_2015, TR1, TR2, TR3, TR4, TR5, rule_of, transformed
from tanshin.values.date import era_date, long_date
from tanshin.values.qname import QName
from tests.strict import missing

# One full and one short name for each language and month, as the people write them.
MONTHS = """
January May Sept March Mar MARCH december jAn януари Фев мар май декември ЮНИ ledna února března
dubna května června července srpna září října listopadu prosince červen červenec leden Úno Ionawr
Chwefror Mawrth Fawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr Januar Jänner
März Mai Juni Dezember JÄN Ιανουαρίου Φεβ ΜΆΡ Απρίλιος άπρ Μαΐου ΙΟΥΝ Ιουλ Αυγούστου Σεπ Οκτ Νοε Δεκ
Iουν enero abril agosto septiembre DIC jaanuar veebr märts juuni juuli dets tammikuuta helmikuuta
maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta
joulukuuta janvier févr mars avril juin juillet août déc siječnja veljače ožujka travnja svibnja
lipnja srpnja kolovoza rujna listopada studenog prosinca január márc április máj szeptember október
gennaio maggio giugno luglio settembre ottobre sausio vasario kovo balandžio gegužės birželio liepos
rugpjūčio rugsėjo spalio lapkričio gruodžio rgs janvāris februāris marts maijs jūnijs jūlijs maart
mrt mei augustus desember stycznia lutego kwietnia maja czerwca lipca sierpnia września października
grudnia fevereiro maio outubro dezembro ianuarie iunie iulie noiembrie noi júna júl avgust maj. jan.
januari februari juni. OKT okt.. I iv V viii IX x XI xii IIII xv जनवरी मार्च मई दिसंबर चैत्र वैशाख
आषाढ़ पौष Chaitra Vaisakha Pausha Phalguna Magha
"""
DAYS = ("1", "05", "29", "31", "0", "32", "१२")
YEARS = ("2013", "13", "7", "2024", "२०१२", "123", "1900")
NUMBERS = """
0 1 12 123 1234 12345 1,234 12,345,678 1.234 1.234,5 1,234.5 1234.50 0.50 00.500 .5 5. , . 1,23
1,2345 1'234 1’234.5 1'234,05 '5 1`2´3′4 -5 - – — ― ﹣ － -- 0,0 12,34,567 1,23,456.70 12345.6
1000円50銭 1,000円5銭 ０円９銭 １，０００円５０銭 1.000円 5€ 5€05c 5€050c 007€7 12,34,567Rs50p 100Rs5 ０ １２３ 1e5 NaN
INF ④ ٣ 1 234 1 234,5 1 234.5 1 234 +1 (1) 1,,2 1..2 , 12'345Fr.5Rp １２＇３Fr５
"""
OTHER = (
    *("1\u00a0234", "1\u00a0234,5", "1\u00a0234.5", "12\u00a034\u00a0567", "1\u3000234"),
    *("", " ", "true", "有", "anything at all", "1 234", "1 234 567.8", "1 234 567,8", " 1,234 ", "1, 234", "12 34"),
    *(
        "平成25年5月15日",
        "平成 25 年 5 月 15 日",
        "平成２５年５月１５日",
        "令和元年5月1日",
        "令和元年５月",
        "昭和64年1月7日",
    ),
    *(
        "大正15年12月25日",
        "明治45年7月29日",
        "明45年7月",
        "平成25年2月30日",
        "平成25年13月",
        "平成元年1月8日",
        "令6年3月31日",
    ),
    *(
        "慶応3年1月1日",
        "平成100年1月1日",
        "平成\u300025年\u30005月",
        "2013年5月15日",
        "13年5月15日",
        "2013年5月",
        "２０１３年５月１５日",
    ),
    *(
        "2013年2月29日",
        "2013年13月",
        "平成25年5月15日 ",
        "5/15/2013",
        "15/5/2013",
        "5/15/13",
        "15.5.2013",
        "5.15.13",
        "5/15",
    ),
    *("15/5", "2013-05-15", "2013/5/15", "2013.5", "2013 5", "13-5-15", "May 15, 2013", "May 15, 13", "May 15th, 2013"),
    *(
        "Mar 3rd",
        "March 3rd.",
        "15 May 2013",
        "15 May",
        "May 2013",
        "2013 May",
        "2013 Mar",
        "Feb 29",
        "Feb 30",
        "30 Feb",
    ),
    *("12 of March in the year 2013", "2013. gada 5. maijs", "2013 m. kovo 11 d.", "2013. március 5.", "2013 m. kovo"),
    *(
        "március 5",
        "kovo 11 d.",
        "1 de enero de 2013",
        "११ पौष १९२१",
        "11 Pausha 1921",
        "30 Chaitra 1934",
        "31 Chaitra 1934",
    ),
    *("31 Chaitra 1935", "1 Magha 21", "12 Pausha 21", "10 Pausha 21", "५ 05 २०१२", "15 05 २०१२", "१५-५-२०१३"),
    *(
        "1st January 2013",
        "15  May  2013",
        "15\nMay\n2013",
        "Q1 2013",
        "五月",
        "15 May 2013 AD",
        "5 I 2013",
        "5.IX.2013",
    ),
)


def _pool() -> list[str]:
    pool = [*re.split("[ \n]+", NUMBERS), *OTHER]
    for place, month in enumerate(re.split("[ \n]+", MONTHS.strip())):
        day, year = DAYS[place % len(DAYS)], YEARS[place % len(YEARS)]
        pool += [f"{day}.{month}.{year}", f"{day}{month}{year}", f"{month} {day}", f"{year}. {day}. {month}"]
        for d, y in ((day, year), ("5", "2013")):
            pool += [f"{d} {month} {y}", f"{d} {month}", f"{month} {y}", f"{month} {d}, {y}", f"{y} {month} {d}"]
            pool.append(f"{y} {month}")
    for number in (0, 1, 2, 6, 11, 12, 13):
        pool += [f"{number}-2013", f"2013/{number:02}"]
        for day in DAYS:
            pool += [f"{day}.{number}.2012", f"{number}/{day}/12", f"{day}/{number}"]
    return sorted({text for text in pool if text == _collapsed(text)})


def _collapsed(text: str) -> str:
    return re.sub("[ \t\n\r]+", " ", text).strip(" ")


POOL = _pool()

# Asked in a process of its own, for nothing of ours imports Arelle.
_PEER = """
import json, sys
from arelle.FunctionIxt import ixtNamespaceFunctions
texts = json.load(sys.stdin)
def ask(function, text):
    try:
        return function(text)
    except Exception:
        return None
json.dump({space: {name: [ask(function, text) for text in texts] for name, function in formats.items()}
           for space, formats in ixtNamespaceFunctions.items()}, sys.stdout)
"""


@pytest.fixture(scope="module")
def peer() -> dict[str, dict[str, list[str | None]]]:
    """What Arelle's rules make of each text of the pool."""
    if not available():
        missing("Arelle is not installed")
    asked = subprocess.run(
        [sys.executable, "-c", _PEER], input=json.dumps(POOL), capture_output=True, text=True, check=True, timeout=900
    )
    found: dict[str, dict[str, list[str | None]]] = json.loads(asked.stdout)
    return found


def _ours(registry: str, name: str, text: str) -> str | None:
    rule = rule_of(QName(registry, name))
    assert rule is not None
    try:
        return transformed(rule, text)
    except ValueError:
        return None


def test_the_formats_of_every_registry_are_known(peer: dict[str, dict[str, list[str | None]]]) -> None:
    theirs = {space: set(formats) for space, formats in peer.items() if "WGWD" not in space}

    assert {space: set(rules) for space, rules in REGISTRIES.items() if space != SEC_2015} == theirs


@pytest.mark.parametrize("registry", [TR1, TR2, TR3, TR4, TR5])
def test_every_text_is_read_as_arelle_reads_it(peer: dict[str, dict[str, list[str | None]]], registry: str) -> None:
    different = [
        (name, text, ours, said)
        for name, answers in peer[registry].items()
        for text, said in zip(POOL, answers, strict=True)
        if (ours := _ours(registry, name, text)) != said and not _known(registry, text, ours, said)
    ]

    assert different == []


def _known(registry: str, text: str, ours: str | None, said: str | None) -> bool:
    """Where we differ on purpose."""
    if registry == TR1 and ours is None and said is not None:
        return not _is_day(said)  # its first registry does not look at the calendar
    if said is None:
        return any(name in text for name in HINDI)  # its patterns spell these months otherwise than its table
    if text == "१५-५-२०१३":
        return said == "2013-5-15"  # it leaves a month as it was
    return text == "1 Magha 21"  # 21 January 2000: its comparison of two-digit years looks at each part alone


HINDI = ("सितंबर", "अक्टूबर", "नवंबर", "दिसंबर")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text.replace("--", "2012-", 1) if text.startswith("--") else text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("registry", "name", "text", "value"),
    [
        (TR2, "dateerayearmonthdayjp", "平成25年5月15日", "2013-05-15"),
        (TR4, "date-jpn-era-year-month-day", "令和元年５月１日", "2019-05-01"),
        (TR4, "date-jpn-era-year-month-day", "昭 64 年 1 月 7 日", "1989-01-07"),
        (TR4, "date-jpn-era-year-month", "大正15年12月", "1926-12"),
        (TR5, "date-jpn-era-year-month", "明治元年1月", "1868-01"),
        (TR2, "dateyearmonthdaycjk", "２０２１年７月３１日", "2021-07-31"),
        (TR2, "numdotdecimal", "25,691,911", "25691911"),
        (TR2, "numunitdecimal", "１，０００円５銭", "1000.05"),
        (TR4, "fixed-zero", "―", "0"),
        (TR2, "zerodash", "—", "0"),
        (TR5, "num-dot-decimal-apos", "1’234.50", "1234.5"),
        (TR3, "calindaymonthyear", "11 Pausha 1921", "2000-01-01"),
        (TR2, "nocontent", "―", ""),
        (SEC_2015, "boolballotbox", "\u2612", "true"),
        (SEC_2015, "numwordsen", "Twenty-one thousand, three hundred and five", "21305"),
        (SEC_2015, "numwordsen", "no", "0"),
        (SEC_2015, "durwordsen", "five years, two months", "P5Y2M"),
        (SEC_2015, "durwordsen", "12 months", "P12M"),
        (SEC_2015, "durwordsen", "two weeks", "P14D"),
        (SEC_2015, "duryear", "-5", "-P5Y"),
        (SEC_2015, "durhour", "3", "PT3H"),
        (SEC_2015, "durweek", "2", "P14D"),
    ],
)
def test_what_texts_mean(registry: str, name: str, text: str, value: str) -> None:
    assert _ours(registry, name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("numwordsen", "twenty thirty"),
        ("numwordsen", "five hundred hundred"),
        ("numwordsen", "thousand"),
        ("numwordsen", "one million two billion"),
        ("numwordsen", "several"),
        ("numwordsen", ""),
        ("durwordsen", "some years"),
        ("durwordsen", "two months, five years"),
        ("duryear", "2.5"),
        ("boolballotbox", "x"),
    ],
)
def test_words_that_are_none_are_refused(name: str, text: str) -> None:
    assert _ours(SEC_2015, name, text) is None


def test_a_format_that_is_not_known_has_no_rule() -> None:
    assert rule_of(QName(TR2, "num-dot-decimal")) is None
    assert rule_of(QName("http://example.com/", "numdotdecimal")) is None


def test_white_space_is_collapsed_before() -> None:
    assert _ours(TR4, "date-monthname-day-year-en", "\n May\t 15,\r\n  2013 ") == "2013-05-15"


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_comes_back_as_it_was(day: date) -> None:
    assert _ours(TR4, "date-jpn-era-year-month-day", era_date(day)) == day.isoformat()
    assert _ours(TR2, "datemonthdayyearen", long_date(day)) == day.isoformat()
    assert _ours(TR3, "dateyearmonthdaycjk", f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    assert _ours(TR4, "date-day-month-year", f"{day.day}. {day.month}. {day.year}") == day.isoformat()


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_a_number_comes_back_as_it_was(number: Decimal) -> None:
    texts = {
        (TR2, "numdotdecimal"): f"{number:,f}",
        (TR4, "num-dot-decimal"): f"{number:,f}",
        (TR4, "num-comma-decimal"): f"{number:f}".replace(".", ","),
        (TR5, "num-dot-decimal-apos"): f"{number:,f}".replace(",", "’"),
    }

    assert {key: Decimal(_ours(*key, text) or "NaN") for key, text in texts.items()} == dict.fromkeys(texts, number)


@given(st.text(max_size=20))
def test_no_text_does_harm(text: str) -> None:
    for registry, rules in REGISTRIES.items():
        for name in rules:
            _ours(registry, name, text)


def test_the_indian_calendar_counts_every_day() -> None:
    said = [_ours(TR3, "calindaymonthyear", f"{day} {month} 1934") for month in SAKA for day in range(1, 33)]
    found = [date.fromisoformat(one) for one in said if one is not None]

    assert found == [date(2012, 3, 21) + timedelta(days=n) for n in range(366)]


SAKA = (
    *("Chaitra", "Vaisakha", "Jyaistha", "Asadha", "Sravana", "Bhadra"),
    *("Aswina", "Kartika", "Agrahayana", "Pausha", "Magha", "Phalguna"),
)
