//! Masks secrets in texts, JSON values and typed data, and counts the masks.

use super::generic;
use super::known::{Known, Tally};
use super::shape::{self, faithful};
use runproof_core::observation::Observation;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Masks secrets wherever they stand and in whatever form. Clones share what was learned and counted.
#[derive(Clone, Default)]
pub struct Redactor {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    known: RwLock<Known>,
    masks: Mutex<BTreeMap<(String, String), u64>>,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor(***)")
    }
}

impl Redactor {
    /// Adds a secret to the list. `rule` is what masks call it, for example `key facilitator`.
    ///
    /// `public_name` is what may be said openly although the secret begins with it, such as the alias of a key.
    /// Of a secret every beginning of 6 or more characters is masked. Of a secret with fewer than 6 characters
    /// only the whole is masked; one with fewer than 4 is not masked at all.
    pub fn learn(&self, rule: &str, public_name: Option<&str>, secret: &str) {
        // Every scenario learns the keys of its target afresh.
        let known = self.known().knows(rule, public_name, secret);
        if !known {
            self.known_mut().learn(rule, public_name, secret);
        }
    }

    /// The text with every secret masked as `[masked RULE]`.
    #[must_use]
    pub fn text(&self, place: &str, text: &str) -> String {
        let known = self.known();
        let mut tally = Tally::new();
        let clean = known.cleaned(text, &mut tally);
        self.count(&known, place, &tally);
        clean.unwrap_or_else(|| text.to_owned())
    }

    /// Whether there is anything to mask in the text.
    #[must_use]
    pub fn hits(&self, text: &str) -> bool {
        !self.known().hits(text).is_empty()
    }

    /// Whether a secret that was learned stands in the text; what only looks like one does not count.
    pub(crate) fn knows(&self, text: &str) -> bool {
        self.known().hits(text).iter().any(|(_, rule)| *rule >= generic::NAMES.len())
    }

    /// Where secrets stand in the text, with the rule of each; sorted and apart.
    pub(crate) fn ranges(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let known = self.known();
        known.hits(text).into_iter().map(|(range, rule)| (range, known.name(rule).to_owned())).collect()
    }

    /// Masks the strings of a JSON value, and the names of members; numbers stay.
    pub fn value(&self, place: &str, value: &mut Value) {
        let known = self.known();
        let mut tally = Tally::new();
        shape::mask(value, &mut |text| known.cleaned(text, &mut tally));
        self.count(&known, place, &tally);
    }

    /// The observation with every secret in it masked.
    #[must_use]
    pub fn observation(&self, place: &str, seen: Observation) -> Observation {
        self.typed(place, seen)
    }

    /// Any data with every secret in its texts masked.
    ///
    /// Words of the data's own shape, such as names of fields and of variants, are not secrets and stay,
    /// even where a secret begins like one of them.
    #[must_use]
    pub fn typed<T: Serialize + DeserializeOwned>(&self, place: &str, data: T) -> T {
        let Ok(text) = serde_json::to_string(&data) else { return data };
        if !self.may_hit(&text) {
            return data;
        }
        let Ok(before) = serde_json::to_value(&data) else { return data };
        let known = self.known();
        let mut tally = Tally::new();
        let mut after = before.clone();
        shape::mask(&mut after, &mut |text| known.cleaned(text, &mut tally));
        if tally.is_empty() {
            return data;
        }
        let masked = faithful(&after).or_else(|| {
            tally.clear();
            shape::mask_one_by_one(before, &mut |text| {
                let mut own = Tally::new();
                known.cleaned(text, &mut own).map(|clean| (clean, own))
            })
            .map(|(data, own)| {
                own.into_iter().flatten().for_each(|(rule, n)| *tally.entry(rule).or_default() += n);
                data
            })
        });
        self.count(&known, place, &tally);
        masked.unwrap_or(data)
    }

    /// Masks so far by rule and place, with their number; counting starts afresh.
    #[must_use]
    pub fn drain_masks(&self) -> Vec<(String, String, u64)> {
        std::mem::take(&mut *self.masks()).into_iter().map(|((rule, place), n)| (rule, place, n)).collect()
    }

    /// A mask that is put without a search, because the place itself is secret; it is counted.
    pub(crate) fn mask(&self, rule: &str, place: &str) -> String {
        let mut known = self.known_mut();
        let rule = known.rule(rule);
        *self.masks().entry((known.name(rule).to_owned(), place.to_owned())).or_default() += 1;
        known.mask(rule)
    }

    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.shared.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn known_mut(&self) -> RwLockWriteGuard<'_, Known> {
        self.shared.known.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn masks(&self) -> MutexGuard<'_, BTreeMap<(String, String), u64>> {
        self.shared.masks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a string in this JSON text may have a hit; never wrongly `false`.
    fn may_hit(&self, json: &str) -> bool {
        generic::suspicious(json) || self.hits(json)
    }

    fn count(&self, known: &Known, place: &str, tally: &Tally) {
        if tally.is_empty() {
            return;
        }
        let mut masks = self.masks();
        for (rule, n) in tally {
            *masks.entry((known.name(*rule).to_owned(), place.to_owned())).or_default() += n;
        }
    }
}
