//! Pictures and page sources, taken only of pages from which every secret has been covered.

use super::seat::Seat;
use super::session::{Session, script};
use super::trouble::problem;
use crate::secret::Redactor;
use runproof_core::noun::view::{Problem, ProblemKind};
use serde_json::{Value, json};
use std::path::Path;

/// The place that masks are counted under.
const PLACE: &str = "picture";
/// A page that keeps writing secrets between covering and taking is tried so often, and then not pictured at all.
const TRIES: usize = 3;
/// The most bytes of a page's source that are kept.
const MOST_SOURCE: usize = 512 * 1024;

/// Whether the page is one that can be pictured: of one that waits for its first paint a driver asks for a minute.
const PAINTED: &str = "return document.readyState === 'complete' || performance.getEntriesByType('paint').length > 0;";

/// Texts of the page at one moment.
type Texts = Vec<String>;

impl Session {
    /// Takes a picture and the source of the page and returns their paths in the evidence folder.
    ///
    /// # Errors
    /// When the browser does not answer. A page that cannot be covered, or shows nothing yet, gives no picture.
    pub(super) async fn portray(
        &self,
        seat: &Seat,
        redactor: &Redactor,
        visitor: &str,
    ) -> Result<Vec<String>, Problem> {
        let Some(directory) = &seat.attachments else { return Ok(Vec::new()) };
        if self.run(PAINTED, Vec::new()).await? != json!(true) {
            return Ok(Vec::new());
        }
        for _ in 0..TRIES {
            let slot = format!("page{}", seat.next());
            let taken = self.taken(redactor, &slot).await;
            // Whatever went wrong: a page is not left with masks on it.
            let late = self.uncovered(redactor, &slot).await?;
            if let (Some((picture, source)), false) = (taken?, late) {
                return Ok(store(directory, seat, redactor, visitor, &picture, &source));
            }
        }
        Ok(Vec::new())
    }

    /// Picture and source of the page behind masks; nothing when secrets came up while these were put.
    async fn taken(&self, redactor: &Redactor, slot: &str) -> Result<Option<(Vec<u8>, String)>, Problem> {
        if !self.cover(redactor, slot).await? {
            return Ok(None);
        }
        Ok(Some((self.drive(self.client.screenshot()).await?, self.drive(self.client.source()).await?)))
    }

    /// Puts masks over secrets; `false` when secrets came up while it was done.
    async fn cover(&self, redactor: &Redactor, slot: &str) -> Result<bool, Problem> {
        let texts = self.texts(slot, None).await?;
        let masks: Vec<Value> = redactor
            .pieces(PLACE, &texts)
            .into_iter()
            .enumerate()
            .filter_map(|(n, mask)| Some(json!([n, mask?])))
            .collect();
        self.run(script!("cover.js"), vec![json!(slot), json!(masks)]).await?;
        if self.is_chromium() {
            self.cover_closed(slot).await?;
        }
        self.bare(redactor, slot).await
    }

    /// Covers elements with a closed shadow tree, into which no script can look.
    async fn cover_closed(&self, slot: &str) -> Result<(), Problem> {
        self.chrome("DOM.enable", json!({})).await?;
        let all = self.chrome("DOM.getFlattenedDocument", json!({ "depth": -1, "pierce": true })).await?;
        let closed = |root: &Value| root.get("shadowRootType").and_then(Value::as_str) == Some("closed");
        let roots = |node: &Value| node.get("shadowRoots").and_then(Value::as_array).cloned().unwrap_or_default();
        let nodes = all.get("nodes").and_then(Value::as_array).into_iter().flatten();
        for host in nodes.filter(|node| roots(node).iter().any(closed)) {
            let found = self.chrome("DOM.resolveNode", json!({ "backendNodeId": host.get("backendNodeId") })).await?;
            let id = found.pointer("/object/objectId");
            let function = "function (slot) { window[slot]?.cover(this); }";
            let call = json!({ "objectId": id, "functionDeclaration": function, "arguments": [{ "value": slot }] });
            self.chrome("Runtime.callFunctionOn", call).await?;
        }
        self.chrome("DOM.disable", json!({})).await.map(drop)
    }

    /// Takes the masks away; says whether a secret had come up beneath them before that.
    async fn uncovered(&self, redactor: &Redactor, slot: &str) -> Result<bool, Problem> {
        let bare = self.bare(redactor, slot).await;
        self.run(script!("uncover.js"), vec![json!(slot)]).await?;
        Ok(!bare?)
    }

    /// Whether the page shows no secret at this moment, besides those under the covers of the slot.
    async fn bare(&self, redactor: &Redactor, slot: &str) -> Result<bool, Problem> {
        let texts = self.texts(&format!("{slot}look"), Some(slot)).await?;
        self.run(&format!("delete window['{slot}look'];"), Vec::new()).await?;
        Ok(redactor.pieces(PLACE, &texts).iter().all(Option::is_none))
    }

    async fn texts(&self, slot: &str, covered_by: Option<&str>) -> Result<Texts, Problem> {
        let texts = self.run(script!("texts.js"), vec![json!(slot), json!(covered_by)]).await?;
        serde_json::from_value(texts).map_err(|e| problem(ProblemKind::Gone, format!("the page said nonsense: {e}")))
    }
}

/// Writes both files; what cannot be written is not named.
fn store(
    directory: &Path,
    seat: &Seat,
    redactor: &Redactor,
    visitor: &str,
    picture: &[u8],
    source: &str,
) -> Vec<String> {
    let plain: String = visitor.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    let name = format!("page-{:05}-{plain}", seat.next());
    let mut source = redactor.text(PLACE, source);
    let end = (0..=MOST_SOURCE.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0);
    source.truncate(end);
    // Named as a text: whoever opens the evidence must not run what a page brought along.
    let files = [(format!("{name}.png"), picture), (format!("{name}.html.txt"), source.as_bytes())];
    let written = files.into_iter().filter(|(file, bytes)| {
        std::fs::create_dir_all(directory).is_ok() && std::fs::write(directory.join(file), bytes).is_ok()
    });
    written.map(|(file, _)| format!("attachments/{file}")).collect()
}
