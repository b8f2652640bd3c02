// Shows why the page does not open, where its own script cannot say so. Written for every browser: nothing here is newer than 2009.
(function () {
  "use strict";
  var say = function (why) {
    var page = document.getElementById("page");
    var said = document.getElementById("failed");
    if (!said || !said.hidden || (page && page.firstChild)) { return; }
    var all = said.querySelectorAll("[data-why]");
    for (var index = 0; index < all.length; index += 1) {
      all[index].hidden = all[index].getAttribute("data-why") !== why;
    }
    said.hidden = false;
  };
  var able = typeof WebAssembly === "object" && typeof DecompressionStream === "function";
  var why = function (error) {
    if (!able || error instanceof SyntaxError) { return "browser"; }
    return error && error.name === "stale" ? "stale" : "damaged";
  };
  window.addEventListener("error", function (event) { say(why(event.error)); });
  window.addEventListener("unhandledrejection", function (event) { say(why(event.reason)); });
  window.addEventListener("load", function () {
    // What is cut off or changed never begins, and nobody is told of it.
    if (!document.getElementById("page").hasAttribute("data-begun")) { say(able ? "damaged" : "browser"); }
  });
})();
