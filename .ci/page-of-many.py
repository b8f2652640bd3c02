"""A page report in Chromium, driven by its own protocol. Arguments: the page, how many applications it must hold."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

MOST_BYTES = 30_000_000


class Chromium:
    """One page of a browser of its own."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        switches = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--remote-allow-origins=*"]
        arguments = ["chromium", *switches, f"--user-data-dir={self.folder.name}", "about:blank"]
        self.process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port_file = pathlib.Path(self.folder.name, "DevToolsActivePort")
        while not port_file.exists() or not port_file.read_text().strip():
            time.sleep(0.1)
        port = port_file.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            targets = json.load(answer)
        address = next(one["webSocketDebuggerUrl"] for one in targets if one["type"] == "page")
        self.socket = websocket.create_connection(address, timeout=120)
        self.count = 0

    def send(self, method: str, **parameters: object) -> dict:
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.count:
                return answer["result"]

    def ask(self, expression: str) -> object:
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def memory(self) -> int:
        """Bytes of the process that shows the page, its part of what it shares with others counted in part."""
        shares = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                arguments = (process / "cmdline").read_text()
                if self.folder.name in arguments and "--type=renderer" in arguments:
                    told = (process / "smaps_rollup").read_text()
                    shares.append(int(told.split("Pss:")[1].split()[0]) * 1024)
            except OSError:
                continue
        return max(shares)

    def close(self) -> None:
        self.send("Browser.close")
        self.process.wait(30)


page, expected = os.path.abspath(sys.argv[1]), int(sys.argv[2])
size = os.path.getsize(page)
chromium = Chromium()
begun = time.monotonic()
chromium.send("Page.navigate", url=f"file://{page}")
while not chromium.ask("location.protocol === 'file:' && !!document.querySelector('#rows tr') && !document.getElementById('list').hidden"):
    time.sleep(0.02)
ready = time.monotonic() - begun
shown = chromium.ask("document.getElementById('position').textContent")
assert f"{expected // 1000}" in "".join(str(shown).split()), shown
search = """(async () => {
  const field = document.getElementById("search"), before = document.getElementById("selection").textContent;
  const begun = performance.now();
  field.value = WORDS;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  while (document.getElementById("selection").textContent === before) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
})()"""
first, second = (chromium.ask(search.replace("WORDS", json.dumps(words))) for words in ("valsts kase", "tiesu"))
dossier = """(async () => {
  const begun = performance.now();
  location.hash = "#a=PLACE";
  while (!document.getElementById("told").textContent.includes("NAME")) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
})()"""
opened = []
for place in (expected - 1, expected // 2):
    opened.append(chromium.ask(dossier.replace("PLACE", str(place)).replace("NAME", f"{place:06}")))
nodes = chromium.ask("document.querySelectorAll('*').length")
memory = chromium.memory()
chromium.close()
print(
    f"  {size / 1e6:.1f} MB; ready in {ready:.2f} s; search {first:.0f} ms, then {second:.0f} ms; "
    f"a dossier {max(opened):.0f} ms; {nodes} nodes; {memory / 1e6:.0f} MB of memory"
)
assert size <= MOST_BYTES, size
