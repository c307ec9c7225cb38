use crate::OriginCaller;
use core::cmp::Ordering;
use frame_support::traits::PrivilegeCmp;
use frame_system::RawOrigin;
use pallet_collective::RawOrigin::Members;

/// Who may call off what was scheduled: root whatever it is, and the council what the council did. Motions count alike however
/// many were in favour; that it was enough of them is asked before.
pub struct RootOrSameBody;

impl PrivilegeCmp<OriginCaller> for RootOrSameBody {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		match (left, right) {
			(left, right) if left == right => Some(Ordering::Equal),
			(OriginCaller::system(RawOrigin::Root), _) => Some(Ordering::Greater),
			(OriginCaller::Council(Members(..)), OriginCaller::Council(Members(..))) => Some(Ordering::Equal),
			_ => None,
		}
	}
}
