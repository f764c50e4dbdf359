//! Everything that could be promised, and how much of it is proposed.

use super::proposal::Proposal;
use super::sight::Sight;
use super::trial::Kept;
use super::{about_access, about_api, about_entrance, about_page};

/// The most scenarios that are proposed: more than a person reads at once is not read.
const MOST: usize = 15;

/// Everything that could be promised after what was seen, the most telling first.
#[must_use]
pub fn proposals(sight: &Sight) -> Vec<Proposal> {
    let mut all = about_page::proposals(sight);
    all.extend(about_access::health_with_data(sight));
    all.extend(about_api::proposals(sight));
    all.extend(about_access::proposals(sight));
    all.extend(about_entrance::proposals(sight));
    all.extend(about_api::further(sight));
    all
}

/// Cuts what was kept to the number that is proposed; those that come last say least.
#[must_use]
pub fn first(mut kept: Vec<Kept>) -> Vec<Kept> {
    kept.truncate(MOST);
    kept
}
