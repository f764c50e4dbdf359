//! The beginning and the end of an output of any length.

use std::collections::VecDeque;

/// Bytes of an output as far as they are kept: the first and the last so many.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    half: usize,
    head: Vec<u8>,
    tail: VecDeque<u8>,
    left_out: u64,
}

impl Kept {
    /// Keeps at most so many bytes in all.
    pub(crate) fn at_most(bytes: usize) -> Self {
        Self { half: bytes / 2, ..Self::default() }
    }

    /// Takes in the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let (first, rest) = bytes.split_at(bytes.len().min(self.half - self.head.len()));
        self.head.extend_from_slice(first);
        let skipped = rest.len().saturating_sub(self.half);
        let surplus = (self.tail.len() + rest.len() - skipped).saturating_sub(self.half);
        self.tail.drain(..surplus);
        self.tail.extend(&rest[skipped..]);
        self.left_out += (skipped + surplus) as u64;
    }

    /// Whether something in the middle was left out.
    pub(crate) fn cut(&self) -> bool {
        self.left_out > 0
    }

    /// The text, with a line in the middle that says how much was left out; what is not UTF-8 is replaced.
    pub(crate) fn text(&self) -> String {
        let mut bytes = self.head.clone();
        if self.cut() {
            bytes.extend(format!("\n[... {} bytes left out ...]\n", self.left_out).bytes());
        }
        bytes.extend(&self.tail);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;
    use proptest::prelude::*;

    #[test]
    fn short_output_is_kept_whole() {
        let mut kept = Kept::at_most(10);
        for part in ["abc", "", "defg"] {
            kept.push(part.as_bytes());
        }
        assert_eq!((kept.text().as_str(), kept.cut()), ("abcdefg", false));
    }

    proptest! {
        #[test]
        fn long_output_keeps_both_ends(parts in prop::collection::vec("[a-z]{0,9}", 0..20)) {
            let whole = parts.concat();
            let mut kept = Kept::at_most(16);
            parts.iter().for_each(|p| kept.push(p.as_bytes()));
            let wanted = match whole.len() {
                0..=16 => whole,
                n => format!("{}\n[... {} bytes left out ...]\n{}", &whole[..8], n - 16, &whole[n - 8..]),
            };
            prop_assert_eq!(kept.text(), wanted);
        }
    }
}
