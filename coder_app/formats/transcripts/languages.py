# SPDX-License-Identifier: MIT
"""In which language a text is: by its script, or by the small words that every text is full of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_SAMPLE = 20_000  # characters
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963'’])*")
_FEWEST_WORDS = 30
_SMALL_WORDS_SHARE = 0.1  # of all words; the right language mostly has a quarter and more
_AHEAD = 1.3  # times the second best
_FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGuess:
    """A language as ISO 639-1; not sure means: show it and let it be changed."""

    language: str
    share: float  # of words or letters that speak for it
    sure: bool


def guess_language(text: str) -> LanguageGuess | None:
    """Guess from the first pages of a text; None where nothing speaks for any language."""
    sample = text[:_SAMPLE]
    scripts = Counter[str]()
    for letter, count in Counter(sample).items():
        scripts[_script_of(letter)] += count
    del scripts[""]
    letters = scripts.total()
    if not letters:
        return None
    script, most = _leading(scripts)
    if script in _BY_SMALL_WORDS:
        return _by_small_words(sample, _BY_SMALL_WORDS[script])
    return LanguageGuess(language=script, share=most / letters, sure=most >= _FEWEST_LETTERS)


# ---- scripts

_SCRIPTS = (  # first and last letter, language or script
    *(("A", "z", "latin"), ("À", "ɏ", "latin"), ("Ḁ", "ỿ", "latin"), ("Ͱ", "Ͽ", "el")),
    *(("Ѐ", "ԯ", "cyrillic"), ("Ա", "֏", "hy"), ("א", "ת", "he")),
    *(("ء", "ۿ", "arabic"), ("ऀ", "ॿ", "nagari"), ("ঀ", "৿", "bn"), ("ਁ", "੿", "pa")),
    *(("ઁ", "૿", "gu"), ("அ", "௿", "ta")),
    *(("అ", "౿", "te"), ("ಀ", "೿", "kn"), ("അ", "ൿ", "ml"), ("ก", "๿", "th"), ("က", "႟", "my")),
    *(
        ("Ⴀ", "ჿ", "ka"),
        ("ሀ", "፿", "am"),
        ("ぁ", "ヿ", "ja"),
        ("一", "鿿", "zh"),
        ("가", "힣", "ko"),
    ),
)


def _script_of(letter: str) -> str:
    if not letter.isalpha():
        return ""
    return next((name for first, last, name in _SCRIPTS if first <= letter <= last), "")


def _leading(scripts: Counter[str]) -> tuple[str, int]:
    """Choose the script of most letters; a tenth of kana make Chinese characters Japanese."""
    if scripts["zh"] and scripts["ja"] * 10 > scripts["zh"]:
        scripts = scripts + Counter({"ja": scripts["zh"]}) - Counter({"zh": scripts["zh"]})
    return scripts.most_common(1)[0]


# ---- small words


def _by_small_words(sample: str, lists: Mapping[str, frozenset[str]]) -> LanguageGuess | None:
    words = [word.replace("’", "'") for word in _WORD.findall(sample.casefold())]
    counts = Counter(words)
    of_how_many = Counter(word for small in lists.values() for word in small)
    weights = {
        language: sum(counts[word] / of_how_many[word] for word in small)
        for language, small in lists.items()
    }
    (language, most), (_, second) = Counter(weights).most_common(2)
    if not most:
        return None
    share = sum(counts[word] for word in lists[language]) / len(words)
    sure = len(words) >= _FEWEST_WORDS and share >= _SMALL_WORDS_SHARE and most >= _AHEAD * second
    return LanguageGuess(language=language, share=share, sure=sure)


def _lists(lines: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    language = ""
    for word in lines.split():
        if word.endswith(":"):
            language = word[:-1]
        else:
            found.setdefault(language, set()).add(word)
    return {language: frozenset(words) for language, words in found.items()}


_BY_SMALL_WORDS = {
    "latin": _lists(
        """
        en: the of and to a in is that it for was on are as with his they i at be this have from
            or had by but what we you do so yeah like just not my it's don't because she he
        de: der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch
            es an er hat aus bei ich wir sie dass so ja aber wie man da also oder mir nur
        fr: le la de et les des en un une du que qui dans est pour pas sur au il elle je nous vous
            ce se plus par avec on mais ne c'est j'ai y a être comme sont ça moi
        es: el la de que y en un los se del las por con no una su para es al lo como más o pero
            sus le ya este sí porque esta cuando muy sin sobre me hay yo eso era
        pt: o a de que e do da em um para com não uma os no se na por mais as dos como mas ao ele
            das à seu sua ou quando muito nos já eu também só pelo isso você
        it: il di e la che in un a per è una sono con non si da del le i ho della lo gli al ma
            come mi più anche se io questo perché nel alla quando poi cosa molto
        nl: de het een en van ik te dat die in je is niet op aan met als voor zijn was er maar om
            hem dan zou of wat mijn men dit zo door over ook naar bij heb
        sv: och det att i en jag hon som han på den med var sig för så till är men ett om hade de
            av icke mig du då nu har inte kan när vi man eller också
        da: og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har
            om vi min havde ham hun nu over da fra du ud også hvad ikke så noget
            meget efter blev fordi hende
        nb: og i jeg det at en et den til er som på de med han av ikke der var meg seg men har om
            vi min hadde ham hun nå over da ved fra du ut også hva fordi så noe veldig etter
            ble henne
        fi: ja on ei että hän se oli en mutta niin kun joka mitä sitä ovat olen minä ne jos kuin
            myös tai siitä olla vain nyt mä sit niinku mun me ole siinä
        pl: i w nie na się że z do to jest o jak a co ale po tak ja od przez mnie jego za go już
            tego czy był tylko są ich bardzo może jako dla bo no
        cs: a v se na je že to s z do i o jako za k pro po tak ale jsem jsou který ve by co jak už
            si bylo když nebo jen má není ten ta ještě
        sk: a v sa na je že to s z do i o ako za k pre po tak ale som sú ktorý vo by čo už si bolo
            keď alebo len má nie ten tá ešte
        tr: ve bir bu da de için ile ne ben çok o gibi daha ama var kadar sonra mi mı ki en şey
            değil olarak her yok diye ya sen biz olan evet hayır
        ro: și de a în la o că nu pe cu un este din se mai sunt care să ce dar fi am lui sau dacă
            după când fost eu foarte ca pentru
        hu: a az és hogy nem is egy ez meg de volt csak van már mint el ha azt ki én még le vagy
            mert fel minden nagyon kell ezt olyan igen szerintem
        id: yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena
            tersebut bisa ada mereka lebih kata sudah atau saat oleh kita aku orang apa
        vi: là và của có không được cho một những với trong người các để tôi này đó thì mà cũng
            khi như nhiều đã ở anh em chị mình rất
        ca: el la de i que a en un els les per amb una no és es del al més com però ha o són molt
            hi ho què aquest jo seva perquè quan sense
        et: ja on ei et see ta oli ma kui aga mis ka siis oma nii mulle olen ning kes või veel
            ainult seda väga juba nad me sest
        hr: i u je da se na za su s od a o ali što kao koji nije bi ne to sam iz samo ja već ili
            sve smo kako jer ima onda
        """
    ),
    "cyrillic": _lists(
        """
        ru: и в не на я что он с как это а то все она так его но да ты к у же вы за бы по мне было
            вот от меня ещё нет о из ему очень
        uk: і в не на я що він з як це а то все вона так його але та ти до у ж ви за б по мені
            було від мене ще ні про із йому дуже
        bg: и в не на да се за от че е са с по ще но като си как това аз ми го или до много те има
            бе което съм
        sr: и у је да се на за су с од а о али што као који није би не то сам из само ја већ или
            све смо како јер има
        """
    ),
    "arabic": _lists(
        """
        ar: في من على أن إلى هذا التي ما لا عن كان هو أو مع هذه كل ذلك بين ثم إن لم قد أنا يعني بس
            كنت عند هي الذي مش لكن
        fa: و در به از که این را با است برای آن یک خود تا من هم می بود ما شد اما هر کرد ولی چون
            خیلی اون بعد
        ur: کے میں کی ہے سے کا کو اور نے یہ پر ہیں کہ بھی اس نہیں جو تو وہ تھا ہو ایک مجھے ہم
        """
    ),
    "nagari": _lists(
        """
        hi: है के का की में से को और ने यह पर हैं कि भी इस नहीं जो तो वह था हो एक मैं मुझे हम
        mr: आहे आणि ते हे मी या आहेत पण तर का नाही असं होते त्या मला की काय एक तो
        ne: छ र को मा हो यो गर्न भएको पनि छन् म लाई थियो तर के यस हुन्छ एक
        """
    ),
}


def is_small_word(word: str) -> bool:
    """Tell a word that every text of some language is full of, such as "the" or "und"."""
    plain = word.casefold()
    return any(plain in words for lists in _BY_SMALL_WORDS.values() for words in lists.values())


LANGUAGES = tuple(
    sorted(
        {language for lists in _BY_SMALL_WORDS.values() for language in lists}
        | {name for _, _, name in _SCRIPTS if len(name) == 2}
        | {"fa", "ur"}
    )
)
