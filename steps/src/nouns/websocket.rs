//! WebSockets.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::websocket::WebSocketCheck;
use runproof_core::observation::Question;

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;

pub fn opens(world: &World, p: &Phrase) -> Asked {
    let request = Box::new(world.request(&format!("GET {}", p.text(0)), None)?);
    Ok(Question::WebSocket { request, message: None })
}

pub fn sends(world: &World, p: &Phrase) -> Asked {
    let request = Box::new(world.request(&format!("GET {}", p.text(1)), None)?);
    Ok(Question::WebSocket { request, message: Some(p.text(0)) })
}

pub fn is_open(_: &World, _: &Phrase) -> Checked {
    Ok(Check::WebSocket(WebSocketCheck::Open))
}

pub fn refused(_: &World, p: &Phrase) -> Checked {
    let any_of = p.text(0).split(" or ").map(str::to_owned).collect();
    Ok(Check::WebSocket(WebSocketCheck::Refused { any_of }))
}

pub fn closed_with(_: &World, p: &Phrase) -> Checked {
    let code = p.number(0)?;
    let code = u16::try_from(code).map_err(|_| Stop::Plan(format!("`{code}` is no code of a close frame")))?;
    Ok(Check::WebSocket(WebSocketCheck::ClosedWith { code }))
}

pub fn says(_: &World, p: &Phrase) -> Checked {
    Ok(Check::WebSocket(WebSocketCheck::Says { text: p.text(0) }))
}
