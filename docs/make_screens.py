"""Take the pictures of the screens in docs/screens from the demo's record, in a real browser.

    tocsin demo                                    # makes tocsin-demo.db
    python docs/make_screens.py [tocsin-demo.db]

Needs Chromium (or its program in TOCSIN_CHROMIUM). Nothing leaves the machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from visiting import PHONE, WIDE, Visit, chromium, serving  # noqa: E402  (beside the tests, whose tools these are)

from tocsin.record import open_record  # noqa: E402

FOLDER = HERE / "screens"


def shots(store: Path) -> dict[str, tuple[str, dict[str, int], str]]:
    """Return for each picture the address, the size of the window, and light or dark."""
    with open_record(store, create=False) as record:
        fallen = max(record.incidents(place="Goma", mode="territory"), key=lambda i: len(i.mentions))
    told = fallen.mentions[0]
    return {
        "overview": ("/overview", WIDE, "light"),
        "overview-dark": ("/overview?place=North+Kivu", WIDE, "dark"),
        "overview-phone": ("/overview", PHONE, "light"),
        "incident": (f"/incident/{fallen.id}", WIDE, "light"),
        "document": (f"/document/{told.document}#{told.mention}", WIDE, "light"),
        "claims": ("/claims?speaker=Rwanda", WIDE, "light"),
        "standing": ("/standing?as_of=2025-02-20", WIDE, "light"),
        "surges": ("/surges?as_of=2025-02-02", WIDE, "light"),
        "actor": ("/actor/M23", WIDE, "light"),
        "place": ("/place/Bukavu", WIDE, "light"),
        "search": ("/search?words=airport+Bukavu", WIDE, "light"),
        "review": ("/review", WIDE, "light"),
    }


def take(browser: Browser, address: str, store: Path) -> None:
    """Write the pictures."""
    for name, (path, viewport, scheme) in shots(store).items():
        context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        visit = Visit(context.new_page(), address)
        visit.go(path)
        visit.page.wait_for_timeout(1000)
        visit.page.screenshot(path=FOLDER / f"{name}.png")
        sys.stdout.write(" ".join((f"{name}.png", *visit.faults, *visit.outside)) + "\n")
        context.close()


def main() -> None:
    """Serve the record and take all pictures."""
    store = Path(sys.argv[1] if len(sys.argv) > 1 else "tocsin-demo.db")
    if not store.exists():
        sys.exit(f"there is no store at {store}; make it with: tocsin demo")
    program = chromium()
    if program is None:
        sys.exit("no Chromium on this machine: install it (apt-get install chromium) or name it in TOCSIN_CHROMIUM")
    FOLDER.mkdir(exist_ok=True)
    with serving(store) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        take(browser, address, store)
        browser.close()


if __name__ == "__main__":
    main()
