"""How Spanish is read: three forms of each word, from what was typed to what it comes from.

Every token is letters and digits of ASCII behind a letter that says its form, so that SQLite and PostgreSQL
cannot read it each in its own way, and no operator of either can be written in a search.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
# An ñ is not an n with an accent: "año" and "ano" are two words. Nobody writes "n0" inside a word.
ENYE = "n0"
# The stemmer knows these endings only with their accent, which is what people leave out.
ACCENTED = re.compile(r"(?<=[cs])ion$")
# It leaves short plurals alone ("años") and takes more than the plural from some words ("escáneres").
SHORT_PLURAL = re.compile(r"(?<=[^\W\d_]{2}[aeiou])s$")
SHORT = 6
LONG_PLURAL = re.compile(r"(?<=[^\W\d_]{2}[^\W\d_aeiou])es$")
# Words that say nothing of what is looked for.
EMPTY_WORDS = (
    "a al ante como con cual de del donde el ella en entre es esta este esto hago hacer hay he la las le les "
    "lo los me mi mis muy ni no nos o os para pero por puedo que quien se ser si sin sobre son soy su sus te "
    "tengo tu un una uno unos unas y ya yo"
)
EMPTY = frozenset(EMPTY_WORDS.split())


class Form(StrEnum):
    """How close a token is to what was typed."""

    EXACT = "e"
    FOLDED = "f"
    STEM = "s"


def folded(word: str) -> str:
    """Return a word without accents, keeping its ñ."""
    kept = word.casefold().replace("ñ", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return plain.replace("\0", "ñ")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what a folded word comes from: the same for singular and plural, with or without accents."""
    single = LONG_PLURAL.sub("", SHORT_PLURAL.sub("", word) if len(word) <= SHORT else word)
    return folded(_stemmer().stemWord(ACCENTED.sub("ión", single)))


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("spanish")


def coded(form: Form, word: str) -> str:
    """Return the token of a word in one form: ASCII alone, whatever letters it had."""
    letters = []
    for letter in word:
        if letter == "ñ":
            letters.append(ENYE)
        elif letter.isascii():
            letters.append(letter)
        else:
            letters.append(f"u{ord(letter):x}")
    return form + "".join(letters)


def words(text: str) -> list[str]:
    """Return the words of a text, in small letters."""
    return WORD.findall(unicodedata.normalize("NFC", text).casefold())


def token(form: Form, word: str) -> str:
    """Return the token of a word as typed."""
    if form is Form.EXACT:
        return coded(form, word)
    plain = folded(word)
    return coded(form, plain if form is Form.FOLDED else stem(plain))


def for_index(text: str) -> str:
    """Return every form of every word."""
    return " ".join(token(form, word) for word in words(text) for form in Form)


def for_prefix(text: str) -> str:
    """Return the folded words: what the admin's choosers complete as one types."""
    return " ".join(token(Form.FOLDED, word) for word in words(text))


def asked(text: str) -> list[str]:
    """Return the words that say what is looked for; all of them when none says more than another."""
    found = list(dict.fromkeys(words(text)))
    telling = [word for word in found if folded(word) not in EMPTY]
    return telling or found
