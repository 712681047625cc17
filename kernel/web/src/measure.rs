//! Figures for operators, in the format of Prometheus.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::StartFault;

/// Upper bounds of the duration histograms, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 5.0, 30.0];

/// The one recorder of the process: the metrics facade allows no second, and tests put several sites together.
static RECORDER: Mutex<Option<PrometheusHandle>> = Mutex::new(None);

/// Installs the recorder if it is not there yet, and answers with what reads it.
///
/// # Errors
/// Another recorder stands in its place.
pub(crate) fn install() -> Result<PrometheusHandle, StartFault> {
    let mut installed = RECORDER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*installed {
        return Ok(handle.clone());
    }
    let builder = PrometheusBuilder::new().set_buckets(&SECONDS).map_err(|error| StartFault(error.to_string()))?;
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|error| StartFault(error.to_string()))?;
    Ok(installed.insert(handle).clone())
}

/// Counts one answer.
pub(crate) fn count(method: &'static str, route: &'static str, status: u16, took: Duration) {
    metrics::counter!("http_requests_total", "method" => method, "route" => route, "status" => status.to_string())
        .increment(1);
    metrics::histogram!("http_request_seconds", "method" => method, "route" => route).record(took.as_secs_f64());
}
