"""The fonts of the tests' browsers: three families of unlike widths, whatever else the machine has.

The first of them is the system font. Whatever asks whether something fits asks it in all three: of one page
that is laid out anew (`in_each_family`), or where its coming matters of a page for each (`from_the_first`).
"""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

DEBIAN = "fonts-dejavu-core fonts-dejavu-extra fonts-noto-core"
# Family -> its files, plain and bold.
FAMILIES = {
    "DejaVu Sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "Noto Sans": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    "DejaVu Sans Condensed": ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
}
FIRST = next(iter(FAMILIES))

INSTALLED = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>{first}</string></edit>
  </match>
</fontconfig>
"""


def only_these(folder: Path) -> Path:
    """Write a configuration of fontconfig's that knows the three families alone; gives its path."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True)
    for name in (name for names in FAMILIES.values() for name in names):
        (fonts / name).symlink_to(_found(name))
    configuration = folder / "fonts.conf"
    configuration.write_text(
        CONFIGURATION.format(fonts=fonts, cache=folder / "cache", first=FIRST), encoding="utf-8"
    )
    return configuration


def _found(name: str) -> Path:
    for folder in INSTALLED:
        if path := next(folder.rglob(name), None):
            return path
    raise FileNotFoundError(name)


# Not a style element, which the content security policy forbids. Boxes and buttons have fonts of their own.
WEAR = """(family) => {
    document.familyWorn ??= new CSSStyleSheet();
    document.familyWorn.replaceSync(family && `*, ::before, ::after { font-family: "${family}" !important }`);
    document.adoptedStyleSheets = document.adoptedStyleSheets
        .filter((sheet) => sheet !== document.familyWorn).concat(document.familyWorn);
}"""


def in_each_family(page: Page) -> Iterator[str]:
    """The page as it stands, laid out in one family after the other; then as it was before."""
    for family in FAMILIES:
        page.evaluate(WEAR, family)
        yield family
    page.evaluate(WEAR, "")


def from_the_first(page: Page, family: str) -> Page:
    """The page again; whatever it opens comes in the family from its first picture on."""
    page.add_init_script(f'({WEAR})("{family}")')
    return page
