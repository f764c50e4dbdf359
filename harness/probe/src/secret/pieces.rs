//! Masking of a text that stands in pieces, such as the text nodes of a page.

use super::Redactor;

impl Redactor {
    /// For each piece what has to stand in its place, or nothing when it may stay.
    ///
    /// A secret is found also where it is spread over pieces that follow each other, whatever space is around them.
    #[must_use]
    pub(crate) fn pieces(&self, place: &str, pieces: &[String]) -> Vec<Option<String>> {
        let cores: Vec<&str> = pieces.iter().map(|p| p.trim()).collect();
        let whole = cores.concat();
        let mut masked: Vec<String> = pieces.to_vec();
        let mut begins: Vec<usize> = Vec::with_capacity(pieces.len());
        let mut at = 0;
        for core in &cores {
            begins.push(at);
            at += core.len();
        }
        for (hit, rule) in self.ranges(&whole).into_iter().rev() {
            let touched = |n: &usize| begins[*n] < hit.end && begins[*n] + cores[*n].len() > hit.start;
            let touched: Vec<usize> = (0..pieces.len()).filter(touched).collect();
            // What stands in one piece is masked below, in the sight of that piece alone.
            let [first, _, ..] = touched[..] else { continue };
            let mask = self.mask(&rule, place);
            for n in touched {
                let lead = pieces[n].len() - pieces[n].trim_start().len();
                let from = lead + hit.start.saturating_sub(begins[n]);
                let to = lead + (hit.end - begins[n]).min(cores[n].len());
                // Of a piece with the end of another secret in it that end is gone already.
                let (before, after) = (&pieces[n][..from], masked[n].get(to..).unwrap_or_default());
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
    fn space_around_pieces_hides_nothing() {
        let spread = masked(&["Key: walnut \n", "\t", "  -harbour-42 and"]);
        assert_eq!(spread[0].as_deref(), Some("Key: [masked key visitor] \n"));
        assert_eq!((&spread[1], spread[2].as_deref()), (&None, Some("   and")));
    }

    #[test]
    fn a_beginning_is_masked_too_and_an_innocent_page_stays() {
        assert_eq!(masked(&["walnut-h..."])[0].as_deref(), Some("[masked key visitor]..."));
        assert_eq!(masked(&["walls", "harbour", ""]), [None, None, None]);
    }
}
