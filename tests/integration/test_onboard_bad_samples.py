"""Samples that cannot be read or are absurd: `wlb onboard` says so in a sentence, writes nothing and ends with code 2."""

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipelines.onboarding import command
from pipelines.settings import SOURCES
from tests.integration.conftest import Wlb

NOISE = random.Random(7).randbytes(4000)


def zipped() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as package:
        package.writestr("foto.txt", "geen werkmap")
    return made.getvalue()


BAD = {
    "leeg.csv": (b"", "leeg"),
    "alleen_spaties.csv": (b" \r\n\r\n", "leeg"),
    "met_wachtwoord.xlsx": (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" * 40,
        ".",
    ),
    "afgebroken.xlsx": (b"PK\x03\x04" + NOISE[:300], "."),
    "ander_pakket.xlsx": (zipped(), "."),
    "foto.csv": (b"\x89PNG\r\n\x1a\n" + NOISE, "geen tekst"),
    "brief.csv": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "pdf"),
    "pagina.xls": (b"<html><body><table><tr><td>Nr</td></tr></table></body></html>", "webpagina"),
    "alleen_een_kop.csv": (b"Nr;Naam;Start\n", "."),
    "een_teken.csv": (b"x", "."),
    "iets_anders.csv": (b"kleur;maat\nrood;1\nblauw;2\ngroen;3\n", "geen tabel"),
    "een_lange_regel.csv": (b"a;b;c\n" + b"x" * 300_000 + b";1;2\n", "."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_onboarded_is_said_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    data, said = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(command.Refused) as caught:
        command.onboard([path], "nieuwkomer", tmp_path / "proposal", SOURCES, 60, as_json=False)
    assert str(caught.value).startswith(f"{name}: ")
    assert said in str(caught.value)
    assert not (tmp_path / "proposal").exists()


def test_the_command_ends_with_two_and_no_traceback(wlb: Wlb, tmp_path: Path) -> None:
    path = tmp_path / "leeg.csv"
    path.write_bytes(b"")
    said = wlb(tmp_path / "data", "onboard", str(path), "--partner", "nieuwkomer", "--to", str(tmp_path / "proposal"))
    assert said.code == 2
    assert "het bestand is leeg" in said.err
    assert "Traceback" not in said.err + said.out
