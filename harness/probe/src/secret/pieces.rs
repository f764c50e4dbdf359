//! Masking of a text that stands in pieces, such as the text nodes of a page.

use super::Redactor;

impl Redactor {
    /// For each piece what has to stand in its place, or nothing when it may stay.
    ///
    /// A secret is found also where it is spread over pieces that follow each other.
    #[must_use]
    pub(crate) fn pieces(&self, place: &str, pieces: &[String]) -> Vec<Option<String>> {
        let whole = pieces.concat();
        let mut masked: Vec<String> = pieces.to_vec();
        let mut begins: Vec<usize> = Vec::with_capacity(pieces.len());
        let mut at = 0;
        for piece in pieces {
            begins.push(at);
            at += piece.len();
        }
        for (hit, rule) in self.ranges(&whole).into_iter().rev() {
            let first = begins.partition_point(|b| *b <= hit.start).saturating_sub(1);
            let spread = (first..pieces.len()).take_while(|n| begins[*n] < hit.end).count() > 1;
            // What stands in one piece is masked below, in the sight of that piece alone.
            if !spread {
                continue;
            }
            let mask = self.mask(&rule, place);
            for n in (first..pieces.len()).take_while(|n| begins[*n] < hit.end) {
                let from = hit.start.saturating_sub(begins[n]);
                let to = (hit.end - begins[n]).min(pieces[n].len());
                let (before, after) = (&pieces[n][..from], &masked[n][to..]);
                masked[n] = format!("{before}{}{after}", if n == first { mask.as_str() } else { "" });
            }
        }
        let clean = masked.iter().map(|text| self.text(place, text));
        clean.zip(pieces).map(|(clean, piece)| (clean != *piece).then_some(clean)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(pieces: &[&str]) -> Vec<Option<String>> {
        let redactor = Redactor::default();
        redactor.learn("key visitor", None, "walnut-harbour-42");
        redactor.pieces("page", &pieces.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_secret_is_found_in_one_piece_and_over_several() {
        let mask = Some("Key: [masked key visitor]!".to_owned());
        assert_eq!(masked(&["Key: walnut-harbour-42!", "else"]), [mask, None]);
        let spread = masked(&["Key: walnut", "-harbour", "-42, and", " more"]);
        assert_eq!(spread[0].as_deref(), Some("Key: [masked key visitor]"));
        assert_eq!((spread[1].as_deref(), spread[2].as_deref(), &spread[3]), (Some(""), Some(", and"), &None));
    }

    #[test]
    fn a_beginning_is_masked_too_and_an_innocent_page_stays() {
        assert_eq!(masked(&["walnut-h..."])[0].as_deref(), Some("[masked key visitor]..."));
        assert_eq!(masked(&["walnuts", "harbour", ""]), [None, None, None]);
    }
}
