/* The preview's script: a page that loads again when what it shows was made again, at the same
   place, and a panel that says how the book is. */
(function () {
  "use strict";
  var script = document.currentScript;
  var part = script.dataset.part;
  var made = Number(script.dataset.made);
  var words = {{ words|tojson }};
  var views = {{ views|tojson }};
  var store = "diglot-preview:" + location.pathname;

  // The place on the page ----------------------------------------------------------------

  function landmarks() {
    return Array.from(document.querySelectorAll("[id]")).filter(function (element) {
      return element.getClientRects().length;
    });
  }

  function keepPlace() {
    var above = landmarks().filter(function (element) {
      return element.getBoundingClientRect().top <= innerHeight / 3;
    });
    var near = above.pop();
    var place = { id: near ? near.id : "", y: scrollY };
    if (near) place.top = near.getBoundingClientRect().top;
    sessionStorage.setItem(store, JSON.stringify(place));
  }

  function takePlace() {
    var kept = sessionStorage.getItem(store);
    sessionStorage.removeItem(store);
    if (!kept) return;
    var place = JSON.parse(kept);
    var near = place.id && document.getElementById(place.id);
    history.scrollRestoration = "manual";
    function go() {
      var top = near ? scrollY + near.getBoundingClientRect().top - place.top : place.y;
      scrollTo({ top: top, behavior: "instant" });
    }
    go();
    document.fonts.ready.then(go); // lines are as long as their letters, which may come late
  }

  function again() {
    keepPlace();
    location.reload();
  }

  // The panel ----------------------------------------------------------------------------

  var panel = document.createElement("diglot-preview");
  var shadow = panel.attachShadow({ mode: "open" });
  shadow.innerHTML = `<style>{% include "preview/panel.css" %}</style>` +
    '<div class="trouble" role="alert" hidden><strong></strong><pre></pre></div>' +
    '<details><summary></summary><nav></nav></details>';
  var trouble = shadow.querySelector(".trouble");
  var summary = shadow.querySelector("summary");
  var nav = shadow.querySelector("nav");
  panel.lang = "{{ locale.tag }}";
  panel.dir = "{{ locale.direction }}";
  nav.setAttribute("aria-label", words.panel);

  function link(name, address) {
    var a = document.createElement("a");
    a.href = address;
    a.textContent = name;
    if (decodeURI(location.pathname) === address) a.setAttribute("aria-current", "page");
    return a;
  }

  views.forEach(function (view) {
    var row = document.createElement("p");
    var links = view[1].map(function (one) { return link(one[0] || view[0], one[1]); });
    if (links.length > 1) row.append(view[0]);
    row.append.apply(row, links);
    nav.append(row);
  });

  function show(state) {
    var found = [];
    if (state.errors) found.push(words.errors + ": " + state.errors);
    if (state.warnings) found.push(words.warnings + ": " + state.warnings);
    summary.textContent = state.is_busy ? words.busy : found.join(" · ") || words.sound;
    summary.className = state.error || state.errors ? "bad" : state.is_busy ? "busy" : "good";
    trouble.hidden = !state.error;
    trouble.querySelector("strong").textContent = words.error;
    trouble.querySelector("pre").textContent = state.error;
  }

  var events = null;

  function listen() {
    if (events || document.hidden) return;
    var page = encodeURIComponent(decodeURIComponent(location.pathname));
    events = new EventSource("/-/events?part=" + encodeURIComponent(part) + "&page=" + page);
    events.onmessage = function (event) {
      var state = JSON.parse(event.data);
      show(state);
      if ((state.made[part] || 0) !== made) {
        end();
        again();
      }
    };
    events.onerror = function () {
      summary.textContent = words.gone;
      summary.className = "bad";
    };
  }

  // A browser opens six connections to a server: a page that nobody sees leaves its own to others.
  function end() {
    if (events) events.close();
    events = null;
  }

  addEventListener("pagehide", end);
  addEventListener("pageshow", listen);
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) end();
    else listen();
  });

  document.body.append(panel);
  if (document.readyState === "complete") takePlace();
  else addEventListener("load", takePlace);
  listen();
})();
