// First of all: CSS may hide what only pages without scripts need. If a script does not arrive, it is shown again.
document.documentElement.classList.add("js");
window.addEventListener("error", ({ target }) => target.tagName === "SCRIPT" && document.documentElement.classList.remove("js"), true);
