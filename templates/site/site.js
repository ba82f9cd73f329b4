/* Comforts that the pages do without when scripts are off: a button for light or dark, a change
   of language that stays at the same section, a button that copies code, a mark at each paragraph
   that leads to its counterpart, and the choice of what is shown where both languages are. */
(function () {
  "use strict";
  var root = document.documentElement;
  var script = document.currentScript;

  function stored(name) {
    try {
      return localStorage.getItem(name);
    } catch (error) {
      return null; // storage is closed to pages opened from a folder in some browsers
    }
  }

  function store(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch (error) {
      return; // the choice then lasts for this page only
    }
  }

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function choose(theme) {
    root.setAttribute("data-theme", theme);
    store("diglot-theme", theme);
  }

  /* The link beside the heading that is being read which leads to a language; the last one
     before it that has such a link, as not every section need be there in both. */
  function counterpart(language) {
    var found = null;
    document.querySelectorAll('.heading-links a[hreflang="' + language + '"]').forEach(function (link) {
      if (link.offsetParent && link.getBoundingClientRect().top < innerHeight / 3) {
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

  /* The words of a button beside some code: of its side, where both languages are on the page. */
  function copyWords(code) {
    var side = code.closest(".pair > [lang]");
    var lang = side ? side.lang : root.lang;
    var own = side ? "-" + lang : "";
    return {
      lang: lang,
      copy: script.getAttribute("data-copy" + own),
      copied: script.getAttribute("data-copied" + own),
    };
  }

  function addCopyButton(code) {
    var words = copyWords(code);
    var box = document.createElement("div");
    var button = document.createElement("button");
    var line = code.querySelector(".code-line[dir]");
    box.className = "code-box";
    box.dir = (line && line.dir) || code.dir || "ltr";
    button.type = "button";
    button.className = "copy";
    button.lang = words.lang;
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

  /* A chapter in one language: a link in the margin of each block to the row of both languages
     that has it. Rows are found by the number of the block in its chapter, as the rows' ids have
     it ("en--12", and "en--12-3" for the third item of a list). */
  function addCounterparts(article, parallel) {
    var number = 0;
    function add(block, id) {
      var mark = document.createElement("a");
      mark.className = "counterpart";
      mark.href = parallel.getAttribute("href").split("#")[0] + "#" + id;
      mark.title = parallel.title;
      mark.tabIndex = -1; // the link at the top of the page is the one for the keyboard
      mark.setAttribute("aria-hidden", "true");
      block.classList.add("has-counterpart");
      block.prepend(mark);
    }
    function addToItems(list, id) {
      Array.from(list.children).forEach(function (item, place) {
        add(item, place ? id + "-" + (place + 1) : id);
      });
    }
    function walk(part) {
      Array.from(part.children).forEach(function (block) {
        if (block.matches("section") && !block.matches(".notes, .references")) {
          walk(block);
        } else if (!block.matches("section, header, .part-label, :is(h1, h2, h3, h4, h5, h6), .heading:has(> .heading-links)")) {
          number += 1;
          block.dataset.row = root.lang + "--" + number;
          if (block.matches("ol, ul")) {
            addToItems(block, block.dataset.row);
          } else if (block.matches("p, blockquote, figure, aside, div:not(.table-box, .titled-code)")) {
            add(block, block.dataset.row);
          }
        }
      });
    }
    walk(article);
  }

  /* The link to both languages leads to the row of what is being read. */
  function followRows(link) {
    var page = link.getAttribute("href");
    return function () {
      var found = null;
      document.querySelectorAll("[data-row]").forEach(function (block) {
        if (block.getBoundingClientRect().top < innerHeight / 3) {
          found = block.dataset.row;
        }
      });
      link.setAttribute("href", found && scrollY > 0 ? page + "#" + found : page);
    };
  }

  /* Both languages: which are shown. hidden: the number of the side that is not, or "". */
  function show(hidden, choice) {
    var rows = Array.from(document.querySelectorAll("article > .pair"));
    var read = rows.find(function (row) {
      return row.getBoundingClientRect().bottom > innerHeight / 4;
    });
    var top = read && read.getBoundingClientRect().top;
    root.toggleAttribute("data-hides", Boolean(hidden));
    if (hidden) {
      root.setAttribute("data-hides", hidden);
    }
    choice.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.side !== hidden));
    });
    if (read && scrollY > 0) {
      scrollBy({ top: read.getBoundingClientRect().top - top, behavior: "instant" });
    }
  }

  function addChoice(choice) {
    var hidden = root.getAttribute("data-hides") || "";
    function turn(side) {
      // What alone is left is not hidden: the other comes back beside it.
      hidden = hidden ? "" : side;
      store("diglot-hides", hidden);
      show(hidden, choice);
    }
    choice.hidden = false;
    show(hidden, choice);
    choice.addEventListener("click", function (event) {
      var button = event.target.closest("[data-side]");
      if (button) {
        turn(button.dataset.side);
      }
    });
    document.addEventListener("keydown", function (event) {
      var isPlain = !(event.ctrlKey || event.altKey || event.metaKey);
      if (isPlain && (event.key === "1" || event.key === "2")) {
        turn(event.key);
      }
    });
  }

  /* The row that a link came for is shown as a whole, also where its block has no row to itself
     or its side is hidden. */
  function arrive() {
    var id = decodeURIComponent(location.hash.slice(1));
    var exact = id && document.getElementById(id);
    var place = exact || document.getElementById(id.replace(/(--\d+)-\d+$/, "$1"));
    document.querySelectorAll(".pair.found").forEach(function (row) {
      row.classList.remove("found");
    });
    var row = place && place.closest(".pair");
    if (row && !(exact && exact.offsetParent)) {
      row.classList.add("found");
    }
    // A heading or paragraph is shown with what is above it on a phone, a note by itself.
    if (row && (place.parentElement === row || row.matches(".found, .pair-heading"))) {
      row.scrollIntoView();
    }
  }

  if (stored("diglot-theme")) {
    root.setAttribute("data-theme", stored("diglot-theme"));
  }
  if (stored("diglot-hides")) {
    root.setAttribute("data-hides", stored("diglot-hides"));
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
    var parallel = document.querySelector("a[data-parallel]");
    var article = document.querySelector("article");
    if (parallel && article) {
      addCounterparts(article, parallel);
      updates.push(followRows(parallel));
    }
    var choice = document.querySelector("[data-choice]");
    if (choice) {
      addChoice(choice);
      arrive();
      addEventListener("hashchange", arrive);
    }
    var follow = eachFrame(function () {
      updates.forEach(function (update) {
        update();
      });
    });
    addEventListener("scroll", follow, { passive: true });
    addEventListener("resize", follow, { passive: true });
  });
})();
