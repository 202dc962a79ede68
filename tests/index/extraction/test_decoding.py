# ruff: noqa: E501, RUF001 - sentences in other scripts are what is tested
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.errors import ExtractionError
from index.extraction.decoding import decode, is_binary
from index.extraction.extractor import extract
from index.extraction.mending import mended
from index.models import FetchedPage

TEXTS = {
    "de": "Die Brücke wurde für elf Jahre gesperrt, und niemand wußte, wer die Schäden bezahlen "
    "würde; die Gemeinde hätte es gekonnt, doch sie wollte nicht. Über den Fluß fuhr eine Fähre.",
    "fr": "L’été dernier, les élèves ont reconstruit le château détruit par la tempête, où personne "
    "n’était entré depuis le siècle passé. Ça leur a coûté très cher, mais ils étaient fiers.",
    "pl": "Most został zamknięty na jedenaście lat i nikt nie wiedział, kto zapłaci za szkody; "
    "gmina mogła to zrobić, ale nie chciała. Przez rzekę pływał prom, który był zawsze spóźniony.",
    "ru": "Мост был закрыт на одиннадцать лет, и никто не знал, кто заплатит за ущерб; община могла "
    "бы это сделать, но не хотела. Через реку ходил паром, который всегда опаздывал.",
    "el": "Η γέφυρα έκλεισε για έντεκα χρόνια και κανείς δεν ήξερε ποιος θα πλήρωνε τις ζημιές. Ένα "
    "πλοίο περνούσε το ποτάμι κάθε πρωί, αλλά αργούσε πάντα.",
    "tr": "Köprü on bir yıl boyunca kapalı kaldı ve zararı kimin ödeyeceğini kimse bilmiyordu; "
    "belediye ödeyebilirdi, ama istemedi. Nehirden geçen gemi her zaman gecikiyordu.",
    "ja": "橋は十一年間閉鎖され、誰が損害を支払うのか誰も知らなかった。町は払うことができたが、"
    "払おうとしなかった。川を渡る船はいつも遅れていた。学生たちはそれを待っていた。",
    "zh": "这座桥关闭了十一年，没有人知道谁来赔偿损失。镇政府可以支付，但是他们不愿意。"
    "过河的渡船总是晚点，学生们每天早上都在等它。后来人们决定自己修桥。",
    "tw": "這座橋關閉了十一年，沒有人知道誰來賠償損失。鎮政府可以支付，但是他們不願意。"
    "過河的渡船總是晚點，學生們每天早上都在等它。後來人們決定自己修橋。",
    "ko": "다리는 십일 년 동안 폐쇄되었고 누가 피해를 배상할지 아무도 몰랐다. 마을은 낼 수 있었지만 "
    "내려고 하지 않았다. 강을 건너는 배는 항상 늦었다. 학생들은 매일 아침 기다렸다.",
}
ENCODINGS = [
    ("de", "cp1252", "windows-1252"),
    ("de", "latin-1", "iso-8859-1"),
    ("de", "iso8859-15", "ISO-8859-15"),
    ("fr", "cp1252", "iso-8859-1"),
    ("fr", "mac_roman", "macintosh"),
    ("pl", "iso8859-2", "iso-8859-2"),
    ("pl", "cp1250", "windows-1250"),
    ("ru", "cp1251", "windows-1251"),
    ("ru", "cp1251", "x-cp1251"),
    ("ru", "koi8-r", "koi8-r"),
    ("ru", "iso8859-5", "iso-8859-5"),
    ("el", "cp1253", "windows-1253"),
    ("tr", "cp1254", "iso-8859-9"),
    ("ja", "shift_jis", "shift_jis"),
    ("ja", "shift_jis", "x-sjis"),
    ("ja", "euc_jp", "EUC-JP"),
    ("ja", "iso2022_jp", "iso-2022-jp"),
    ("zh", "gb18030", "gb2312"),
    ("zh", "gbk", "gbk"),
    ("tw", "big5", "big5"),
    ("ko", "euc_kr", "euc-kr"),
    ("ko", "cp949", "ks_c_5601-1987"),
]


def is_utf_8(content: bytes) -> bool:
    """Tell whether bytes happen to be UTF-8 too, as those of a few letters may."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return not content.isascii()


def mixed(language: str) -> st.SearchStrategy[str]:
    """Return texts of a language's words and letters."""
    text = TEXTS[language]
    words = st.lists(st.sampled_from(text.split()), min_size=1, max_size=20).map(" ".join)
    return words | st.text(st.sampled_from(text), min_size=1, max_size=60)


@pytest.mark.parametrize(("language", "codec", "label"), ENCODINGS)
@given(data=st.data())
def test_what_is_announced_is_believed(
    language: str, codec: str, label: str, data: st.DataObject
) -> None:
    """Text in any of the encodings of the web comes back, letter for letter."""
    text = data.draw(mixed(language))
    try:
        encoded = text.encode(codec)
    except UnicodeEncodeError:
        assume(False)
    assume(not is_utf_8(encoded))
    assert decode(encoded, label) == text


@pytest.mark.parametrize(("language", "codec", "label"), ENCODINGS)
def test_what_a_page_names_itself_is_believed(language: str, codec: str, label: str) -> None:
    """Without an announcement the page's own meta element tells the encoding."""
    html = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    text = html + TEXTS[language].replace("’", "'")
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("de", "cp1252"),
        ("fr", "cp1252"),
        ("pl", "cp1250"),
        ("ru", "cp1251"),
        ("ru", "koi8-r"),
        ("el", "cp1253"),
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
        ("zh", "gb18030"),
        ("tw", "big5"),
        ("ko", "cp949"),
    ],
)
def test_what_nobody_names_is_detected(language: str, codec: str) -> None:
    """A few sentences are enough to tell the encoding by."""
    text = TEXTS[language]
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_letters_are_understood(language: str, codec: str) -> None:
    """Byte order marks go before all else; wide letters are told by the blanks between them."""
    text = f"Title: the bridge over the river and everything\n{TEXTS[language]}"
    assert not is_binary(text.encode(codec))
    assert decode(text.encode(codec), "iso-8859-1") == text


@given(text=st.text(min_size=1))
def test_utf_8_is_utf_8_whatever_was_announced(text: str) -> None:
    """Valid UTF-8 that says something beyond ASCII is never read as anything else."""
    assume(not text.startswith("\ufeff"))
    assume(mended(text) == text)
    assume(not is_binary(text.encode()))
    assert decode(text.encode(), "windows-1252") == text


@pytest.mark.parametrize("language", sorted(set(TEXTS) - {"ja", "zh", "tw", "ko"}))
def test_letters_that_were_read_wrongly_are_mended(language: str) -> None:
    """UTF-8 that was taken for Windows-1252 and saved again, once or twice, is turned back."""
    text = TEXTS[language]
    for _ in range(2):
        wrong = "".join(
            bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()
        )
        assert decode(wrong.encode()) == TEXTS[language]
        text = wrong


@pytest.mark.parametrize("text", [*TEXTS.values(), "São Paulo é grande – “À TARDE” … Ã®", "MÖ“"])
def test_letters_that_are_meant_are_left_alone(text: str) -> None:
    """Text that is right stays as it is."""
    assert mended(text) == text


def test_stray_bytes_in_utf_8_are_read_as_meant() -> None:
    """A page in UTF-8 with some quotation marks of Windows-1252 keeps its accents."""
    content = TEXTS["fr"].encode() + b" \x93Bon\x94, it\x92s \x85"
    assert decode(content, "utf-8") == TEXTS["fr"] + " “Bon”, it’s …"


def test_control_characters_that_mean_letters_become_them() -> None:
    """Numbers 128 to 159 are those of Windows-1252, as in browsers."""
    assert (
        decode(b"<p>it&#146;s &#x93;so&#x94; &#8211; \xc2\x92</p>") == "<p>it’s “so” &#8211; ’</p>"
    )


def test_lost_letters_are_refused() -> None:
    """A text that was saved with question marks for its letters isn't stored."""
    lost = TEXTS["ru"].encode("utf-8", "replace").decode("ascii", "replace")
    with pytest.raises(ExtractionError, match=r"^most\.txt was saved with wrong letters") as raised:
        extract(FetchedPage(content=lost.encode(), name="most.txt"))
    assert raised.value.key == "extract-mangled"


@given(content=st.binary(max_size=300), label=st.none() | st.text(max_size=12))
def test_any_bytes_are_decoded_or_not(content: bytes, label: str | None) -> None:
    """Whatever the bytes and whatever they are called, no error gets out."""
    text = decode(content, label)
    assert text is None or isinstance(text, str)
