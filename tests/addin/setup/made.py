"""The installer as it is delivered, signed by a certificate of the tests, and an older one that is small."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.conftest import ROOT
from wipbook.addin.setup.build import pack, pack_msi
from wipbook.addin.setup.fetch import downloads, fetch
from wipbook.addin.setup.own import own_wheel
from wipbook.addin.setup.signing import Signer
from wipbook.addin.setup.stage import stage

OLDER = "0.0.9"


@dataclass(frozen=True)
class Made:
    tree: Path
    setup: Path
    msi: Path
    older: Path
    older_msi: Path
    excel: Path
    certificate: Path
    seconds: dict[str, float]


def make(folder: Path) -> Made:
    """Everything that is installed here, and what plays Excel: a program of that name that waits."""
    seconds = {}

    def timed(what: str) -> None:
        seconds[what] = time.monotonic() - sum(seconds.values()) - began

    began = time.monotonic()
    python, wheels = fetch(downloads())
    timed("fetch")
    files = stage(python, wheels, own_wheel(folder), ROOT / "docs", folder / "tree")
    timed("stage")
    signer, certificate = signer_of_tests(folder)
    setup = pack(folder, folder / "tree", files, signer)
    timed("setup.exe")
    msi = pack_msi(folder, setup, signer)
    timed("msi")
    older = older_one(folder)
    older_msi = pack_msi(folder, older, version=OLDER)
    (folder / "excel.nsi").write_text(
        f'Target amd64-unicode\nName x\nOutFile "{folder}/EXCEL.EXE"\nSilentInstall silent\n'
        "RequestExecutionLevel user\nSection\nSleep 900000\nSectionEnd\n"
    )
    subprocess.run(["makensis", "-V1", folder / "excel.nsi"], check=True, capture_output=True)
    timed("others")
    return Made(folder / "tree", setup, msi, older, older_msi, folder / "EXCEL.EXE", certificate, seconds)


def older_one(folder: Path) -> Path:
    """An installer of an older version: without the large libraries, which its add-in and its server's entry in the
    registry do without; with a module that the new one has no more, and another add-in."""
    tree = folder / "older"
    shutil.copytree(folder / "tree", tree, ignore=lambda where, names: [
        name for name in names if name in ("docs", "numpy.libs") or
        (Path(where, name).is_file() and Path(where, name).stat().st_size > 2_000_000 and "python313" not in name)
    ])
    (tree / "beside" / "docs").mkdir()
    (tree / "beside" / "docs" / "index.html").write_text("older")
    version = tree / "site" / "wipbook" / "__init__.py"
    new = version.read_text("utf-8")
    version.write_text(new.replace('__version__ = "0.1.0"', f'__version__ = "{OLDER}"'), "utf-8")
    assert version.read_text("utf-8") != new
    (tree / "site" / "wipbook" / "gone.py").write_text("the new version has no such module")
    addin = tree / "site" / "workbook_templates" / "wipbook.xlam"
    addin.write_bytes(addin.read_bytes() + b"older")
    files = sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    return pack(folder, tree, files, compressor="zlib", version=OLDER)


def signer_of_tests(folder: Path) -> tuple[Signer, Path]:
    """A certificate that signs itself, with its key under a password; the certificate alone, to verify by."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wipbook tests")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "sign.p12").write_bytes(pkcs12.serialize_key_and_certificates(
        b"wipbook", key, certificate, None, serialization.BestAvailableEncryption(b"a word")
    ))
    (folder / "password").write_text("a word")
    public = folder / "certificate.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Signer(folder / "sign.p12", folder / "password"), public
