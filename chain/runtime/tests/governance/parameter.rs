//! Parameters in short.

use airo_runtime::{
	parameters::{dynamic, RuntimeParameters},
	Parameters, RuntimeCall, RuntimeOrigin,
};
use frame_support::assert_ok;

/// `parameter!(marketplace::Commission, value)`: the parameter with that value.
macro_rules! parameter {
	(models::$name:ident, $value:expr) => {
		parameter!(@ Models, models, $name, $value)
	};
	(providers::$name:ident, $value:expr) => {
		parameter!(@ Providers, providers, $name, $value)
	};
	(marketplace::$name:ident, $value:expr) => {
		parameter!(@ Marketplace, marketplace, $name, $value)
	};
	(execution::$name:ident, $value:expr) => {
		parameter!(@ Execution, execution, $name, $value)
	};
	(@ $pallet:ident, $module:ident, $name:ident, $value:expr) => {
		RuntimeParameters::$pallet(dynamic::$module::Parameters::$name(dynamic::$module::$name, Some($value)))
	};
}
pub(crate) use parameter;

/// The parameter as it was before anybody set it.
pub fn default_commission() -> RuntimeParameters {
	RuntimeParameters::Marketplace(dynamic::marketplace::Parameters::Commission(
		dynamic::marketplace::Commission,
		None,
	))
}

pub fn set(key_value: RuntimeParameters) {
	assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), key_value));
}

pub fn call(key_value: RuntimeParameters) -> RuntimeCall {
	RuntimeCall::Parameters(pallet_parameters::Call::set_parameter { key_value })
}
