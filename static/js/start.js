// First of all: CSS may hide what only pages without scripts need.
document.documentElement.classList.add("js");
