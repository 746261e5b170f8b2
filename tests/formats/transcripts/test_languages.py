# SPDX-License-Identifier: MIT
from __future__ import annotations

import time

import pytest

from coder_app.formats.transcripts.languages import LANGUAGES, guess_language

SAID = {
    "en": "I follow her because she seems so genuine, and that is not something you see every day. "
    "When she talks about her children, I think that it is just the same with us at home.",
    "de": "Ich folge ihr, weil sie so echt wirkt, und das sieht man nicht so oft. Wenn sie von "
    "ihren Kindern erzählt, denke ich, dass es bei uns so ist, und dann bin ich nicht mehr allein.",
    "fr": "Je la suis parce qu'elle est très authentique, et ça ne se voit pas si souvent. Quand "
    "elle parle de ses enfants, je me dis que c'est pareil chez nous, et je ne suis plus seule.",
    "es": "La sigo porque me parece muy auténtica y eso no se ve muy a menudo. Cuando habla de sus "
    "hijos pienso que es igual que en mi casa, y entonces ya no me siento tan sola como antes.",
    "pt": "Eu a sigo porque ela me parece muito autêntica, e isso não se vê com muita frequência. "
    "Quando ela fala dos filhos, penso que é igual na minha casa, e já não me sinto tão sozinha.",
    "nl": "Ik volg haar omdat ze zo echt is, en dat zie je niet zo vaak. Als ze over haar kinderen "
    "praat, denk ik dat het bij ons thuis precies zo is, en dan voel ik me niet meer zo alleen.",
    "pl": "Obserwuję ją, bo jest taka prawdziwa, a tego nie widać zbyt często. Kiedy mówi o swoich "
    "dzieciach, to myślę, że u nas w domu jest tak samo, i wtedy nie czuję się już taka samotna.",
    "tr": "Onu takip ediyorum çünkü çok samimi ve bu çok sık görülen bir şey değil. Çocuklarından "
    "bahsettiğinde bizim evde de aynı olduğunu düşünüyorum ve sonra o kadar yalnız değilim, yani "
    "daha iyi ve daha güçlü oluyorum diye ben ona her gün bakıyorum.",
    "ru": "Я слежу за ней, потому что она такая настоящая, и такое не очень часто увидишь. Когда "
    "она рассказывает о детях, я думаю, что у нас дома всё так же, и тогда мне уже не так одиноко.",
    "fa": "من او را دنبال می‌کنم چون خیلی واقعی است و این را هر روز نمی‌بینی. "
    "وقتی از بچه‌هایش می‌گوید، فکر می‌کنم که در خانه ما هم همین است و این برای من خیلی خوب است.",
    "ja": "彼女はとても自然体なのでフォローしています。"
    "子どもの話をすると、うちも同じだと思います。",
    "zh": "我关注她是因为她很真实,这种人并不常见。她讲到孩子的时候,我就觉得我们家也是一样。",
    "ko": "그녀는 정말 진솔해서 팔로우하고 있어요. "
    "아이들 이야기를 하면 우리 집도 똑같다고 생각해요.",
    "he": "אני עוקבת אחריה כי היא מאוד אמיתית, ולא רואים את זה כל יום.",
}


@pytest.mark.parametrize("language", SAID)
def test_a_few_sentences_tell_the_language(language: str) -> None:
    guess = guess_language(SAID[language])

    assert guess is not None
    assert (guess.language, guess.sure) == (language, True)


def test_danish_and_norwegian_are_too_close_for_a_few_words() -> None:
    guess = guess_language("Jeg følger hende fordi hun er så ægte, og det er godt. " * 3)

    assert guess is None or not guess.sure or guess.language == "da"


def test_few_words_make_nobody_sure() -> None:
    guess = guess_language("what is it that you do")

    assert guess is not None
    assert (guess.language, guess.sure) == ("en", False)


@pytest.mark.parametrize("text", ["", "123 😀 …", "TikTok lol xxx"])
def test_without_small_words_or_letters_nothing_is_guessed(text: str) -> None:
    assert guess_language(text) is None


def test_only_the_first_pages_are_looked_at() -> None:
    begun = time.process_time()

    guess_language("a" * 9_000_000)

    assert time.process_time() - begun < 1


def test_every_language_that_can_be_guessed_is_listed_once() -> None:
    assert {"en", "de", "uk", "ja", "fa"} <= set(LANGUAGES)
    assert len(LANGUAGES) == len(set(LANGUAGES))
    assert all(len(language) == 2 for language in LANGUAGES)
