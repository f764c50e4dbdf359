//! What a visitor does: fields and controls found by every name they go by, and told apart.

use crate::room::{Room, Stage, problem};
use crate::site::{Answer, Site};
use runproof_core::noun::view::{ProblemKind, View};
use runproof_core::noun::visit::Act;

const FORM: &str = r#"
<h1>Form</h1>
<form id=form action="javascript:void 0">
<label>Full name <input id=a></label>
<label for=b>Town</label><input id=b>
<input id=c aria-label="Street">
<span id=words>House number</span><input id=d aria-labelledby=words>
<input id=e placeholder="you@example.org">
<input id=f name=remark>
<label>Story <textarea id=g>before</textarea></label>
<label>Colour <select id=h><option>Red</option><option>Dark blue</option></select></label>
<label><input type=checkbox id=i> I agree</label>
<label>Old <input id=j disabled value=kept></label>
<fieldset disabled><label>Older <input id=k></label></fieldset>
<div id=l contenteditable aria-label="Notes"></div>
</form>
<output id=out></output>
<script>
addEventListener("input", () => {
  out.textContent = [..."abcdefg"].map((id) => window[id].value).concat([h.value, i.checked, l.textContent]).join("|");
});
</script>"#;

#[tokio::test(flavor = "current_thread")]
async fn fields_are_found_by_label_and_every_other_name() {
    let room = Room::new();
    let site = Site::with_page(FORM);
    let mut stage = Stage::at_home(room.subject(&site)).await;
    for (field, text) in [
        ("Full name", "Ada"),
        ("Town", "Bath"),
        ("Street", "Mill"),
        ("House number", "7"),
        ("you@example.org", "a@b.test"),
        ("remark", "none"),
        ("Story", "after"),
        ("Colour", "Dark blue"),
        ("Notes", "kept"),
    ] {
        let view = stage.fills(field, text).await;
        assert_eq!(view.problem, None, "{field}");
    }
    let view = stage.presses("I agree").await;
    let wanted = "Ada|Bath|Mill|7|a@b.test|none|after|Dark blue|true|kept";
    assert!(view.text.contains(wanted), "{}", view.text);
    // A second filling takes the place of the first.
    let view = stage.fills("full NAME", "Grace").await;
    assert!(view.text.contains("Grace|Bath|"), "{}", view.text);
    for name in ["Old", "Older"] {
        let view = stage.fills(name, "new").await;
        assert!(problem(&view, ProblemKind::Blocked).detail.contains(name), "{view:?}");
    }
    let view = stage.fills("Colour", "Green").await;
    let detail = problem(&view, ProblemKind::Missing).detail.clone();
    assert!(detail.contains("Green") && detail.contains("Colour"), "{detail}");
    let view = stage.fills("Country", "x").await;
    let detail = problem(&view, ProblemKind::Missing).detail.clone();
    assert!(detail.contains("the field `Country`") && detail.contains("`Full name`"), "{detail}");
    stage.leaves().await;
}

const CONTROLS: &str = r##"
<button onclick="say('text')">Save <b>all</b></button>
<button aria-label="Close" onclick="say('label')">x</button>
<input type=submit value="Send it" onclick="say('value')">
<a href="#there" onclick="say('link')">Read on</a>
<div role=button tabindex=0 onclick="say('role')">Fold</div>
<button disabled>Later</button>
<button aria-disabled=true>Even later</button>
<button style="display:none">Hidden</button>
<div style="position:relative;width:200px;height:40px"><button style="width:200px;height:40px">Beneath</button>
<div id=lid style="position:absolute;inset:0"></div></div>
<ul><li>Oak <button onclick="say('oak')">Join</button></li><li>Elm <button onclick="say('elm')">Join</button></li></ul>
<my-part></my-part>
<output id=out></output>
<script>
const say = (word) => { out.textContent = "said " + word; };
customElements.define("my-part", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = "<p>In the shade</p><label>Deep <input></label><button>Dig</button>";
    this.shadowRoot.querySelector("button").onclick = () => say("dug " + this.shadowRoot.querySelector("input").value);
  }
});
</script>"##;

async fn pressed(stage: &mut Stage, control: &str, beside: Option<&str>) -> View {
    stage.does(Act::Presses { control: control.into(), beside: beside.map(str::to_owned) }).await
}

#[tokio::test(flavor = "current_thread")]
async fn controls_are_found_by_text_label_and_value_and_told_apart_by_what_is_beside_them() {
    let room = Room::new();
    let site = Site::with_page(CONTROLS);
    let mut stage = Stage::at_home(room.subject(&site)).await;
    for (control, beside, said) in [
        ("Save all", None, "text"),
        ("Close", None, "label"),
        ("Send it", None, "value"),
        ("Read on", None, "link"),
        ("Fold", None, "role"),
        ("Join", Some("Elm"), "elm"),
        ("Join", Some("Oak"), "oak"),
    ] {
        let view = pressed(&mut stage, control, beside).await;
        assert_eq!(view.problem, None, "{control}");
        assert!(view.text.contains(&format!("said {said}")), "{control}: {}", view.text);
    }
    let view = stage.looks().await;
    assert!(view.text.contains("In the shade"), "{}", view.text);
    stage.fills("Deep", "gold").await;
    assert!(stage.presses("Dig").await.text.contains("said dug gold"));
    for (control, kind, words) in [
        ("Join", ProblemKind::Several, "2 of the control `Join`"),
        ("Later", ProblemKind::Blocked, "`Later` is there, and cannot be used"),
        ("Even later", ProblemKind::Blocked, "cannot be used"),
        ("Beneath", ProblemKind::Blocked, "lid"),
        ("Hidden", ProblemKind::Missing, "`Save all`"),
    ] {
        let view = stage.presses(control).await;
        let detail = problem(&view, kind).detail.clone();
        assert!(detail.contains(words), "{control}: {detail}");
        assert!(!view.files.is_empty(), "a picture of what is wrong: {control}");
    }
    let view = pressed(&mut stage, "Join", Some("Ash")).await;
    assert!(problem(&view, ProblemKind::Missing).detail.contains("beside `Ash`"));
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_control_that_is_made_anew_under_the_visitors_hand_is_found_again() {
    let room = Room::new();
    // Frameworks replace what they show; this page does so after each of the first three scripts that look where
    // something is: that of the first view, that of the first search for the button, and one more.
    let site = Site::with_page(
        r#"<div id=box></div><output id=out></output><script>
        let left = 3, looking = false, pressed = 0;
        const paint = () => {
          box.innerHTML = "<button>Count</button>";
          box.firstChild.onclick = () => { pressed += 1; out.textContent = `pressed ${pressed}`; };
        };
        const rects = Element.prototype.getClientRects;
        Element.prototype.getClientRects = function () {
          if (!looking && left > 0) {
            looking = true;
            left -= 1;
            setTimeout(() => { looking = false; paint(); }, 0);
          }
          return rects.call(this);
        };
        paint();</script>"#,
    );
    let mut stage = Stage::at_home(room.subject(&site)).await;
    for n in 1..=3 {
        let view = stage.presses("Count").await;
        assert_eq!(view.problem, None);
        assert!(view.text.contains(&format!("pressed {n}")), "{}", view.text);
    }
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn visitors_have_nothing_in_common() {
    let room = Room::new();
    let page = "<script>document.write(`I am ${localStorage.me ?? 'new'}`); localStorage.me = 'known';</script>";
    let site = Site::new([("/", Answer::page(page).with("set-cookie", "mark=1"))]);
    let mut stage = Stage::new(room.subject(&site));
    let open = || Act::Opens { url: "/".into() };
    for (visitor, said) in [("Ada", "new"), ("Ada", "known"), ("Bob", "new")] {
        let view = crate::room::view(&stage.seen(visitor, open()).await);
        assert_eq!((view.text.as_str(), view.visitor.as_str()), (format!("I am {said}").as_str(), visitor));
    }
    let cookies: Vec<String> = site.asked().iter().map(|a| a.header("cookie").to_owned()).collect();
    assert_eq!(cookies, ["", "mark=1", ""]);
    let view = crate::room::view(&stage.seen("Cid", Act::ReloadsAfresh).await);
    assert!(problem(&view, ProblemKind::Unaskable).detail.contains("`Cid` has not opened a page yet"));
    stage.leaves().await;
}
