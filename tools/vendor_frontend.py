"""Bring in the look: the style sheet and scripts that are kept in this repository, not fetched.

    python tools/vendor_frontend.py          # needs npm and a network; rewrites the vendored files

To move to a newer version change `PACKAGES`, run it, read the difference, look at /gallery, and
commit files and `CHECKSUMS.sha256` together. `tests/architecture/test_vendor.py` then holds the
files to their checksums. Nothing here runs when the service does.

What is changed on the way in, and why:
* the remote fonts go (they are licensed to NHS organisations, and no page may call another host);
* image addresses become relative, so the files work under any static address;
* the source-map comments go, because the maps are not shipped;
* the script starts itself, so that pages need no inline script;
* it puts no `aria-expanded` on radios, where ARIA does not allow it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "src/alongside/web/shared/static/vendor"
FOR_TESTS = ROOT / "tests/browser/vendor"
PACKAGES = {"nhsuk-frontend": "10.6.1", "htmx.org": "2.0.11", "axe-core": "4.14.1"}

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
FONT_NAME = re.compile(r"Frutiger W01,\s*")
IMAGE = re.compile(r"url\(/assets/(images/[\w.-]+)\)")
MAP_CSS = re.compile(r"/\*# sourceMappingURL=[^*]*\*/\s*")
EXPANDED = 'e.setAttribute("aria-expanded",e.checked.toString()),'
MAP_JS = re.compile(r"//# sourceMappingURL=\S*\s*$")

# The package ships no licence file: this is the text of its repository.
NHSUK_LICENCE = """\
MIT License

Copyright (c) 2019 NHS.UK

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def clean_css(text: str) -> tuple[str, list[str]]:
    """The style sheet without remote fonts or maps, and the images that it needs."""
    text = MAP_CSS.sub("", FONT_FACE.sub("", text))
    text = FONT_NAME.sub("", text)
    images = sorted(set(IMAGE.findall(text)))
    return IMAGE.sub(r"url(\1)", text).strip() + "\n", images


def clean_script(text: str) -> str:
    """The script without its map comment, starting itself when the page has loaded."""
    if EXPANDED not in text:
        raise SystemExit("The script no longer sets aria-expanded as expected: look again.")
    text = text.replace(EXPANDED, "")
    before = "document.body.classList.add('js-enabled','nhsuk-frontend-supported');\n"
    return before + MAP_JS.sub("", text).strip() + "\ninitAll();\n"


def fetch(name: str, version: str, into: Path) -> Path:
    """The folder in which the unpacked npm package lies."""
    spec = f"{name}@{version}"
    subprocess.run(["npm", "pack", "--silent", spec], cwd=into, check=True, stdout=subprocess.PIPE)
    with tarfile.open(into / f"{name}-{version}.tgz") as archive:
        archive.extractall(into / name, filter="data")
    return into / name / "package"


def write_checksums(folder: Path) -> None:
    """`CHECKSUMS.sha256` as `sha256sum --check` reads it."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "CHECKSUMS.sha256")
    lines = [
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n"
        for p in files
    ]
    (folder / "CHECKSUMS.sha256").write_text("".join(lines))


def vendor_nhsuk(package: Path, target: Path) -> None:
    source = package / "dist/nhsuk"
    target.mkdir(parents=True)
    css, images = clean_css((source / "nhsuk-frontend.min.css").read_text())
    (target / "nhsuk-frontend.min.css").write_text(css)
    script = clean_script((source / "nhsuk-frontend.min.js").read_text())
    (target / "nhsuk-frontend.min.js").write_text(script)
    (target / "images").mkdir()
    for image in images:
        shutil.copy(source / "assets" / image, target / image)
    (target / "LICENCE.txt").write_text(NHSUK_LICENCE)


def vendor_htmx(package: Path, target: Path) -> None:
    target.mkdir(parents=True)
    shutil.copy(package / "dist/htmx.min.js", target / "htmx.min.js")
    shutil.copy(package / "LICENSE", target / "LICENCE.txt")


def vendor_axe(package: Path, target: Path) -> None:
    target.mkdir(parents=True)
    shutil.copy(package / "axe.min.js", target / "axe.min.js")
    shutil.copy(package / "LICENSE", target / "LICENCE.txt")


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        room = Path(temporary)
        got = {name: fetch(name, version, room) for name, version in PACKAGES.items()}
        for folder in (STATIC, FOR_TESTS):
            shutil.rmtree(folder, ignore_errors=True)
        vendor_nhsuk(got["nhsuk-frontend"], STATIC / "nhsuk")
        vendor_htmx(got["htmx.org"], STATIC / "htmx")
        vendor_axe(got["axe-core"], FOR_TESTS)
    for folder in (STATIC, FOR_TESTS):
        write_checksums(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
