/* The worksheet's comforts: filters, keys, ticks. Without scripts everything is still there,
   but for pictures that were shown before. */
(function () {
  "use strict";
  document.querySelectorAll("img[data-again]").forEach(function (image) {
    image.src = document.getElementById(image.dataset.again).src;
  });
  var store = "diglot-worksheet:" + document.body.dataset.book;
  var form = document.getElementById("filters");
  var status = document.getElementById("status");
  var help = document.getElementById("help");
  var sheets = Array.from(document.querySelectorAll(".sheet"));
  var rows = Array.from(document.querySelectorAll(".row"));
  var findings = Array.from(document.querySelectorAll(".finding"));
  var done = stored();
  var current = null;

  function stored() {
    try {
      return new Set(JSON.parse(localStorage.getItem(store)) || []);
    } catch (error) {
      return new Set(); // storage is closed to pages opened from a folder in some browsers
    }
  }

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(Array.from(done)));
    } catch (error) {
      return; // the ticks then last for this visit only
    }
  }

  function words(template, values) {
    return template.replace(/[A-Z]{3,}/g, function (name) {
      return name in values ? values[name] : name;
    });
  }

  // Progress --------------------------------------------------------------------------

  function tick(row, isDone) {
    row.classList.toggle("is-done", isDone);
    row.querySelector(".tick input").checked = isDone;
    done[isDone ? "add" : "delete"](row.dataset.key);
  }

  function showProgress() {
    var template = document.getElementById("overall-words").dataset.words;
    var all = 0;
    sheets.forEach(function (sheet) {
      var total = sheet.querySelectorAll(".row").length;
      var ready = sheet.querySelectorAll(".row.is-done").length;
      all += ready;
      sheet.querySelector(".done-words").textContent = words(template, { DONE: ready, ALL: total });
      var link = document.querySelector('[data-for="' + CSS.escape(sheet.id) + '"]');
      link.style.setProperty("--share", (100 * ready) / total + "%");
    });
    var bar = document.getElementById("overall");
    bar.max = rows.length || 1;
    bar.value = all;
    document.getElementById("overall-words").textContent = words(template, { DONE: all, ALL: rows.length });
  }

  // Filters ---------------------------------------------------------------------------

  function isWanted(finding, chosen) {
    var family = chosen.get("family");
    var isSeverity = chosen.getAll("severity").includes(finding.dataset.severity);
    return isSeverity && finding.dataset.code.startsWith(family || "");
  }

  function filter() {
    var chosen = new FormData(form);
    findings.forEach(function (finding) {
      finding.hidden = !isWanted(finding, chosen);
    });
    var explaining = new Set();
    rows.forEach(function (row) {
      var isBare = !row.querySelector(".finding:not([hidden])");
      row.classList.toggle("is-bare", isBare);
      if (!isBare && row.dataset.near) {
        var beside = row.parentElement.querySelectorAll(":scope > .row");
        row.dataset.near.split(" ").forEach(function (place) {
          explaining.add(beside[place]);
        });
      }
    });
    rows.forEach(function (row) {
      var isReady = row.classList.contains("is-done");
      var isIdle = row.classList.contains("is-bare") && !explaining.has(row);
      row.hidden = (chosen.has("only") && isIdle) || (chosen.has("undone") && isReady);
    });
    sheets.forEach(function (sheet) {
      var isOther = chosen.get("chapter") && chosen.get("chapter") !== sheet.id;
      sheet.hidden = Boolean(isOther) || !sheet.querySelector(".row:not([hidden])");
    });
    document.getElementById("none").hidden = sheets.some(function (sheet) {
      return !sheet.hidden;
    });
  }

  // Keys ------------------------------------------------------------------------------

  function go(step) {
    var shown = findings.filter(function (finding) {
      return !finding.closest("[hidden]");
    });
    if (!shown.length) {
      return;
    }
    var place = shown.indexOf(current);
    place = place < 0 ? (step > 0 ? 0 : shown.length - 1) : (place + step + shown.length) % shown.length;
    choose(shown[place]);
    current.closest(".row, .elsewhere").scrollIntoView({ block: "center" });
    current.focus({ preventScroll: true });
    status.textContent = words(status.dataset.words, { NUMBER: place + 1, ALL: shown.length });
  }

  function choose(finding) {
    if (current) {
      current.classList.remove("is-current");
    }
    current = finding;
    current.classList.add("is-current");
  }

  function toggleDone() {
    var here = document.activeElement.closest(".row") || (current && current.closest(".row"));
    if (here) {
      tick(here, !here.classList.contains("is-done"));
      changed();
    }
  }

  function open() {
    var here = document.activeElement.closest(".row");
    var link = (current && current.querySelector(".open")) || (here && here.querySelector(".open"));
    if (link) {
      link.click();
    }
  }

  function changed() {
    keep();
    showProgress();
  }

  var keys = {
    j: function () { go(1); },
    k: function () { go(-1); },
    d: toggleDone,
    o: open,
    f: function () { form.querySelector("input, select").focus(); },
    "?": function () { help.showModal(); }
  };

  document.addEventListener("keydown", function (event) {
    var isTyping = event.target.matches("select, textarea, input:not([type=checkbox])");
    if (isTyping || help.open || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    // By the place of the key as well, so that a Hebrew keyboard serves too.
    var key = keys[event.key] ? event.key : { KeyJ: "j", KeyK: "k", KeyD: "d", KeyO: "o", KeyF: "f" }[event.code];
    if (keys[key]) {
      event.preventDefault();
      keys[key]();
    }
  });

  rows.forEach(function (row) {
    tick(row, done.has(row.dataset.key));
    row.querySelector(".tick input").addEventListener("change", function (event) {
      tick(row, event.target.checked);
      changed();
    });
  });
  findings.forEach(function (finding) {
    finding.addEventListener("click", function () { choose(finding); });
  });
  form.addEventListener("change", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("help-button").addEventListener("click", keys["?"]);
  document.documentElement.classList.add("is-scripted");
  filter();
  showProgress();
})();
