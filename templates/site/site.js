/* Two comforts that the pages do without when scripts are off:
   a button for light or dark, and a change of language that stays at the same section. */
(function () {
  "use strict";
  var root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem("diglot-theme");
    } catch (error) {
      return null; // storage is closed to pages opened from a folder in some browsers
    }
  }

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function choose(theme) {
    root.setAttribute("data-theme", theme);
    try {
      localStorage.setItem("diglot-theme", theme);
    } catch (error) {
      return; // the choice then lasts for this page only
    }
  }

  function sectionInView() {
    var found = "";
    document.querySelectorAll("article h2[id], article h3[id], article h4[id]").forEach(function (heading) {
      if (heading.getBoundingClientRect().top < innerHeight / 3) {
        found = "#" + heading.id;
      }
    });
    return found;
  }

  if (stored()) {
    root.setAttribute("data-theme", stored());
  }

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-theme-button]");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        choose(isDark() ? "light" : "dark");
      });
    }
    document.querySelectorAll("a[data-keep-place]").forEach(function (link) {
      link.addEventListener("click", function () {
        link.hash = sectionInView();
      });
    });
  });
})();
