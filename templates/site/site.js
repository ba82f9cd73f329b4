/* Three comforts that the pages do without when scripts are off: a button for light or dark,
   a change of language that stays at the same section, and a button that copies code. */
(function () {
  "use strict";
  var root = document.documentElement;
  var words = document.currentScript.dataset;

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

  /* The link beside the heading that is being read which leads to a language; the last one
     before it that has such a link, as not every section need be there in both. */
  function counterpart(language) {
    var found = null;
    document.querySelectorAll('.heading-links a[hreflang="' + language + '"]').forEach(function (link) {
      if (link.getBoundingClientRect().top < innerHeight / 3) {
        found = link;
      }
    });
    return found;
  }

  function followReading(link) {
    var chapter = { href: link.getAttribute("href"), title: link.title };
    var place = link.querySelector(".switch-place");
    function update() {
      var there = counterpart(link.hreflang) || chapter;
      link.setAttribute("href", there.getAttribute ? there.getAttribute("href") : there.href);
      link.title = there.title;
      if (place) {
        place.textContent = there.title;
      }
    }
    update();
    return update;
  }

  function eachFrame(update) {
    var isWaiting = false;
    return function () {
      if (!isWaiting) {
        isWaiting = true;
        requestAnimationFrame(function () {
          isWaiting = false;
          update();
        });
      }
    };
  }

  function copy(text, done) {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done);
      return;
    }
    var field = document.createElement("textarea"); // pages without https have no clipboard
    field.value = text;
    document.body.append(field);
    field.select();
    if (document.execCommand("copy")) {
      done();
    }
    field.remove();
  }

  function addCopyButton(code) {
    var box = document.createElement("div");
    var button = document.createElement("button");
    var line = code.querySelector(".code-line[dir]");
    box.className = "code-box";
    box.dir = (line && line.dir) || code.dir || "ltr";
    button.type = "button";
    button.className = "copy";
    button.lang = root.lang;
    button.textContent = words.copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      copy(code.textContent, function () {
        button.textContent = words.copied;
        setTimeout(function () {
          button.textContent = words.copy;
        }, 2000);
      });
    });
    code.replaceWith(box);
    box.append(code, button);
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
    document.querySelectorAll("article pre").forEach(addCopyButton);
    var updates = Array.from(document.querySelectorAll("a[data-keep-place]"), followReading);
    var follow = eachFrame(function () {
      updates.forEach(function (update) {
        update();
      });
    });
    addEventListener("scroll", follow, { passive: true });
    addEventListener("resize", follow, { passive: true });
  });
})();
