document.documentElement.classList.add("js");
window.addEventListener("error", ({ target }) => target.tagName === "SCRIPT" && document.documentElement.classList.remove("js"), true);
