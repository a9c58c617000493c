"""What axe finds on a page: WCAG 2.2 A and AA, best practice, and targets large enough to hit."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Only what is wrong is told: telling of all that is right takes longer than looking.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}

# A page just given other colours has them in the next frame, or at the end of the admin's transitions. At its
# end a bar of buttons that stays in sight lies on no field; elsewhere one scrolls on to what lies under it.
RUN_AXE = """async (rules) => {
    const end = document.querySelector("form .submit-row") && document.body.scrollHeight;
    if (end) window.scrollTo({ top: end, behavior: "instant" });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    return (await axe.run(rules)).violations.flatMap(
        ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}"""


# In another scheme only colours differ.
COLOURS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# In another language only words differ.
BUT_COLOURS = RULES | {
    "rules": RULES["rules"] | {name: {"enabled": False} for name in COLOURS["runOnly"]["values"]}
}


def axe_faults(page: Page, rules: dict = RULES) -> list[str]:
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN_AXE, rules)
