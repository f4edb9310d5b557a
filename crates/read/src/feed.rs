//! skeleton
use crate::*;
use ovation_terms::*;
pub(crate) fn read_feed(_s: &SourceBytes<'_>, _l: &ReadLimits) -> Reading { Reading::nothing(MediaKind::Feed, Complaint::lost(ComplaintKind::NoReview,"","")) }
