import json, os, sqlite3
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
RELEASE = "2"
def db():
    c = sqlite3.connect("/data/notes.db"); c.execute("create table if not exists note(text)"); return c
class H(BaseHTTPRequestHandler):
    def send(self, code, body):
        b = json.dumps(body).encode(); self.send_response(code)
        for k, v in (("Content-Type", "application/json"), ("Content-Length", str(len(b))), ("X-Release", RELEASE)): self.send_header(k, v)
        self.end_headers(); self.wfile.write(b)
    def page(self, html):
        b = html.encode(); self.send_response(200); self.send_header("Content-Type", "text/html"); self.send_header("Content-Length", str(len(b))); self.end_headers(); self.wfile.write(b)
    def do_GET(self):
        if self.path == "/": return self.page("<!doctype html><title>Notes</title><h1>Notes</h1>")
        if self.path == "/health": return self.send(200, {"status": "ok"})
        if self.path == "/notes": return self.send(200, {"notes": [r[0] for r in db().execute("select text from note")]})
        self.send(404, {"error": "no such page"})
    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode(); c = db(); c.execute("insert into note values(?)", (text,)); c.commit(); self.send(201, {"ok": True})
    def log_message(self, *a): pass
ThreadingHTTPServer(("", 5000), H).serve_forever()
