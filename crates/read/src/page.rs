//! skeleton
use crate::*;
use ovation_terms::*;
pub(crate) fn read_page(_s: &SourceBytes<'_>, _l: &ReadLimits) -> Reading { Reading::nothing(MediaKind::Page, Complaint::lost(ComplaintKind::NoReview,"","")) }
